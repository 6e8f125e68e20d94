import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{init_define_PAGE}from"./chunk-2CGQNICF.js";init_define_PAGE();var version="0.1.0";export{version};
