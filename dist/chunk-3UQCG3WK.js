import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{init_define_PAGE}from"./chunk-2CGQNICF.js";init_define_PAGE();var PROJECT_URI="https://github.com/zunset/zunset";function ruleUri(id){return`${PROJECT_URI}/blob/main/rules/${encodeURIComponent(id)}.yml`}export{PROJECT_URI,ruleUri};
