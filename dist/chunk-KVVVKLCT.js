import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
var PROJECT_URI="https://github.com/zunset/zunset";function ruleUri(rule){return rule.page??`${PROJECT_URI}/blob/main/docs/rules/${encodeURIComponent(rule.id)}.md`}function pageOf(id,{rules}){return ruleUri(rules.find(rule=>rule.id===id)??{id})}export{PROJECT_URI,ruleUri,pageOf};
