import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{init_define_PAGE}from"./chunk-2CGQNICF.js";init_define_PAGE();var loadMorph=async()=>{let loaded=await import("./ts-morph-ZHOXBJSM.js");return"default"in loaded?loaded.default:loaded};export{loadMorph};
