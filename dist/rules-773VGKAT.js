import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{checkIds,chooseRules}from"./chunk-OLRLTD3O.js";import"./chunk-VJB5VYFX.js";import"./chunk-3T7W5QPL.js";import"./chunk-ZTFODSSY.js";import{require_picocolors}from"./chunk-7QUBJWCV.js";import{__toESM}from"./chunk-J4VUJ6X7.js";var import_picocolors=__toESM(require_picocolors(),1);var useColor=()=>process.stdout.isTTY===!0&&!process.env.NO_COLOR;async function listRules(flags){let{rules}=await chooseRules(flags.rules),wide=Math.max(...rules.map(rule=>rule.id.length)),color=import_picocolors.default.createColors(useColor()),paint={error:color.red,warning:color.yellow,note:color.cyan};return rules.map(rule=>`${color.bold(rule.id.padEnd(wide))}  ${paint[rule.severity](rule.severity.padEnd(7))}  ${rule.title}
`).join("")}async function explainRule(id,flags){let set=await chooseRules(flags.rules);checkIds(set,[id],"rules explain");let rule=set.rules.find(one=>one.id===id),deadline=set.deadlines.find(one=>one.id===rule?.deadline);if(!rule||!deadline)return"";let color=import_picocolors.default.createColors(useColor()),facts=[`severity ${rule.severity}, precision ${rule.precision}, security severity ${rule.securitySeverity}, CWE-${rule.cwe}`,`deadline ${deadline.date}: ${deadline.what}`];return`${color.bold(rule.id)}: ${rule.title}

${facts.join(`
`)}

${color.bold("Why")}
${rule.why}

${color.bold("What to do")}
${rule.fix}

${color.bold("More")}
${rule.links.join(`
`)}
`}export{explainRule,listRules};
