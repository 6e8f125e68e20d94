import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/report/project.ts
var PROJECT_URI = "https://github.com/zunset/zunset";
function ruleUri(id) {
  return `${PROJECT_URI}/blob/main/rules/${encodeURIComponent(id)}.yml`;
}

export {
  PROJECT_URI,
  ruleUri
};
