import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
function lineStarts(text){let starts=[0];for(let at=text.indexOf(`
`);at>=0;at=text.indexOf(`
`,at+1))starts.push(at+1);return starts}function lineAt(starts,offset){let low=0,high=starts.length-1;for(;low<high;){let middle=low+high+1>>1;(starts[middle]??0)<=offset?low=middle:high=middle-1}return low+1}export{lineStarts,lineAt};
