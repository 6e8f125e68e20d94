import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{CommanderError}from"./chunk-GA5PKLCH.js";import{Problem}from"./chunk-FVMTNX6X.js";import{neutralise}from"./chunk-WV5SSSSX.js";import{init_define_PAGE}from"./chunk-2CGQNICF.js";init_define_PAGE();var ORDER={note:0,warning:1,error:2};function verdictOf(report,failOn){if(failOn==="never")return 0;let counts=({state,severity})=>state!=="known"&&ORDER[severity]>=ORDER[failOn];return report.findings.some(counts)?1:0}var EXPECTED=new Set(["binary","vendored","generated","minified","not-a-file"]);function lossesOf(skipped){return skipped.filter(({reason})=>!EXPECTED.has(reason))}function exitCodeOf(error){return error instanceof CommanderError?error.exitCode===0?0:2:error instanceof Problem?2:3}function explain(error){if(error instanceof CommanderError)return"";if(error instanceof Problem){let lines=[`zunset: ${error.message}`];error.where!==void 0&&lines.push(`  at ${error.where}`);for(let line of(error.help??"").split(`
`))line!==""&&lines.push(`  ${line}`);return`${lines.map(neutralise).join(`
`)}
`}return`zunset: this is a bug in zunset, please report it: ${nameOf(error)}
${framesOf(error).join(`
`)}
`}function nameOf(error){if(!(error instanceof Error))return typeof error;let code="code"in error&&typeof error.code=="string"?` ${error.code}`:"";return neutralise(`${error.name}${code}`)}function framesOf(error){if(!(error instanceof Error))return[];let stack=error.stack??"",message=stack.indexOf(error.message);return stack.slice(message<0?0:message+error.message.length).split(`
`).filter(line=>/^\s+at /.test(line)).slice(0,12).map(neutralise)}export{verdictOf,lossesOf,exitCodeOf,explain};
