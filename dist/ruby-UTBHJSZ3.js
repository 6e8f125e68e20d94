import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{ruby}from"./chunk-EBFEIO3P.js";import"./chunk-MANIFWRJ.js";import"./chunk-2CGQNICF.js";export{ruby};
