import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{ruby}from"./chunk-B2DGIB2N.js";import"./chunk-P2CLLPHJ.js";import"./chunk-6QVTZEQY.js";export{ruby};
