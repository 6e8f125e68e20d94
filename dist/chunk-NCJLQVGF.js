import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{init_define_PAGE}from"./chunk-6QVTZEQY.js";init_define_PAGE();var loadMorph=async()=>{let loaded=await import("./ts-morph-Q3HC7CVB.js");return"default"in loaded?loaded.default:loaded};export{loadMorph};
