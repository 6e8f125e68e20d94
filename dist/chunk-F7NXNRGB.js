import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
function uniqueFingerprints(findings){let seen=new Map;return findings.map(({fingerprints})=>{let fingerprint=fingerprints["zunset/v1"],count=(seen.get(fingerprint)??0)+1;return seen.set(fingerprint,count),count===1?fingerprint:`${fingerprint}-${count}`})}export{uniqueFingerprints};
