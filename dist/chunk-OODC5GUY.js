import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
var PROJECT_URI="https://github.com/zunset/zunset";function ruleUri(id){return`${PROJECT_URI}/blob/main/docs/rules/${encodeURIComponent(id)}.md`}export{PROJECT_URI,ruleUri};
