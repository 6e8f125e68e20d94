import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{cell,codeSpan,fenced,htmlCode,inline}from"./chunk-XKSJRKMI.js";import{codeFrame}from"./chunk-6TGT57H3.js";import"./chunk-MIJEC4ZA.js";import{withoutKnown,worstFirst}from"./chunk-X2BQDBTO.js";import{pageOf}from"./chunk-KVVVKLCT.js";import{SEVERITIES,SKIP_REASONS,countDeadlines,countReasons,countRules,countSeverities,inDays,number,plural,sortSkipped}from"./chunk-KB7YMKXE.js";import"./chunk-7F3TIRJI.js";import"./chunk-OZV6AMSZ.js";import{firstSentence}from"./chunk-HOO7SVTD.js";import"./chunk-RPQNTSAT.js";import"./chunk-7SF6YRKU.js";var WIDTH=100,PLACES=10,OWNERS=5,PLAIN_FRAME={gutter:text=>text,mark:text=>text};function tableHead({credential,owners}){let names=["Place","Rule","Severity",...credential?["Credential"]:[],...owners?["Owner"]:[]];return`| ${names.join(" | ")} |
|${"---|".repeat(names.length)}
`}function tableRow(finding,{credential,owners}){return`| ${[codeSpan(placeOf(finding)),codeSpan(finding.rule),finding.severity==="error"?"**error**":finding.severity,...credential?[finding.credential===void 0?"":codeSpan(finding.credential)]:[],...owners?[ownersOf(owners.get(finding.location.path)??[])]:[]].map(cell).join(" | ")} |
`}function ownersOf(owners){let named=owners.slice(0,OWNERS).map(codeSpan).join(", ");return owners.length>OWNERS?`${named} and ${owners.length-OWNERS} more`:named}function details(finding){let frame=codeFrame(finding.excerpt,finding.location,WIDTH,PLAIN_FRAME),shown=new Set([finding.location,...finding.trace.map(({location})=>location)].map(spell)),related=finding.related.filter(({location})=>!shown.has(spell(location)));return`${[`<details><summary>${finding.severity} ${htmlCode(finding.rule)} in ${htmlCode(placeOf(finding))}</summary>`,`${finding.severity==="error"?"Error":finding.severity==="warning"?"Warning":"Note"}: ${inline(finding.message)}${asides(finding)}`,...frame.length>0?[fenced(frame)]:[],...finding.trace.length>1?[`The way of the credential:

${listed(finding.trace,index=>`${index+1}.`)}`]:[],...related.length>0?[`Also concerned:

${listed(related,()=>"-")}`]:[],"</details>"].join(`

`)}
`}var PLACEMENTS={code:"",test:"in a test",docs:"in documentation",example:"in an example"};function asides({placement,confidence}){let texts=[PLACEMENTS[placement],confidence==="high"?"":`${confidence} confidence`].filter(text=>text!=="");return texts.length>0?` (${texts.join(", ")})`:""}function listed(steps,mark){let lines=steps.slice(0,PLACES).map(({message,location},index)=>`${mark(index)} ${codeSpan(spell(location))}: ${inline(message)}`);return steps.length>PLACES&&lines.push(`${mark(PLACES)} and ${plural(steps.length-PLACES,"more place")}`),lines.join(`
`)}var placeOf=({location})=>spell(location);function spell({path,startLine,startColumn}){return`${path}:${startLine}:${startColumn}`}var RULES=12,SKIPPED=20;function renderHead(report,listed2){return[heading(report,listed2),deadlines({...report,findings:listed2}),whatToDo(report,listed2)].filter(part=>part!=="").join(`
`)}function heading(report,listed2){let counts=countSeverities(listed2),parts=SEVERITIES.filter(severity=>counts[severity]>0).map(severity=>plural(counts[severity],severity)),what=report.comparison?"new finding":"finding",title=listed2.length===0?`no ${what}`:`${plural(listed2.length,what)} (${parts.join(", ")})`,clean=report.files.scanned===0?"No file was read.":"No use of a Zendesk API token found.";return`## Zendesk API tokens: ${title}
${report.findings.length===0&&!report.comparison?`
${clean}
`:""}`}function deadlines(report){let counts=countDeadlines(report);return counts.length===0?"":`| Deadline | | Findings | What happens |
|---|---|---:|---|
${counts.map(({deadline,daysLeft,findings})=>`| ${[`**${deadline.date}**`,`**${inDays(daysLeft)}**`,number(findings),`${inline(deadline.what)}.`].map(cell).join(" | ")} |`).join(`
`)}
`}function whatToDo(report,listed2){let fired=countRules(listed2);if(fired.length===0)return"";let rules=new Map(report.rules.map(rule=>[rule.id,rule])),lines=fired.slice(0,RULES).map(({rule:id,findings})=>{let fix=rules.get(id)?.fix??"",text=fix===""?"":` ${inline(firstSentence(fix))}`;return`- ${codeSpan(id)}, ${plural(findings,"finding")}:${text} [More](<${pageOf(id,report)}>)`});return fired.length>RULES&&lines.push(`- and ${plural(fired.length-RULES,"more rule")}`),`### What to do

${lines.join(`
`)}

\`zunset migrate\` shows how the code can be rewritten to OAuth, before it changes anything.
`}function renderTail(report){let{comparison,suppressed=[],files}=report,known=Math.max(comparison?.known??0,report.findings.reduce((count,{state})=>count+(state==="known"?1:0),0)),lines=[...comparison?[`Compared with ${codeSpan(comparison.with)}: ${number(known)} known and not listed, ${number(comparison.fixed)} fixed.`]:known>0?[`${plural(known,"known finding")}, not listed.`]:[],...suppressed.length>0?[`${plural(suppressed.length,"finding")} silenced by comments.`]:[],`${plural(files.scanned,"file")} scanned, ${number(files.parsed)} parsed, ${number(report.skipped.length)} skipped. zunset ${report.tool.version}, as of ${report.asOf}.`];return`${skipped(report)}${lines.join(`

`)}
`}function skipped(report){let sorted=sortSkipped(report.skipped);if(sorted.length===0)return"";let lines=sorted.slice(0,SKIPPED).map(({path,reason,detail})=>`- ${codeSpan(path)}: ${SKIP_REASONS[reason]}${detail===void 0?"":` (${codeSpan(detail)})`}`),rest=sorted.slice(SKIPPED);if(rest.length>0){let reasons=countReasons(rest.map(({reason})=>reason)).map(([reason,count])=>`${number(count)} ${SKIP_REASONS[reason]}`);lines.push(`- and ${number(rest.length)} more: ${reasons.join(", ")}`)}return`<details><summary>${plural(sorted.length,"skipped file")}</summary>

${lines.join(`
`)}

</details>

`}var LIMIT=65536,RESERVE=500;function markdown(report,{maxBytes=LIMIT}){let findings=worstFirst(withoutKnown(report.findings),report.rules),head=renderHead(report,findings),tail=renderTail(report),room=maxBytes-Buffer.byteLength(head)-Buffer.byteLength(tail)-RESERVE,columns={credential:findings.some(({credential})=>credential!==void 0),...report.owners?{owners:report.owners}:{}},rows=taken(findings,room/2,finding=>tableRow(finding,columns)),folded=taken(findings,room-Buffer.byteLength(rows.text),finding=>`${details(finding)}
`),sections=findings.length===0?[]:[`### Findings

${tableHead(columns)}${rows.text}${leftOut(rows.left,"not in this table")}`,`### Details

${folded.text}${leftOut(folded.left,"without details here")}`.trimEnd().concat(`
`)];return[head,...sections,tail].join(`
`)}function taken(findings,room,render){let texts=[],bytes=0;for(let finding of findings){let text=render(finding);if(bytes+=Buffer.byteLength(text),bytes>room)break;texts.push(text)}return{text:texts.join(""),left:findings.slice(texts.length)}}function leftOut(findings,where){if(findings.length===0)return"";let counts=countSeverities(findings),parts=SEVERITIES.filter(severity=>counts[severity]>0).map(severity=>plural(counts[severity],severity));return`
${plural(findings.length,"more finding")} ${where}, because the report would get too long: ${parts.join(", ")}.
`}export{markdown};
