import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{isPure,python}from"./chunk-3HM32WQZ.js";import"./chunk-MANIFWRJ.js";import"./chunk-2CGQNICF.js";export{isPure,python};
