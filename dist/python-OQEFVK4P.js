import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{isPure,python}from"./chunk-IIUKURK2.js";import"./chunk-P2CLLPHJ.js";import"./chunk-6QVTZEQY.js";export{isPure,python};
