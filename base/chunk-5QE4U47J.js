import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/cli/version.ts
var version = false ? "0.0.0" : "0";

export {
  version
};
