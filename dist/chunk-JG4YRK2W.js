import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
var loadMorph=async()=>{let loaded=await import("./ts-morph-DYL73S4P.js");return"default"in loaded?loaded.default:loaded};export{loadMorph};
