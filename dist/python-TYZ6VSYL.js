import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{isPure,python}from"./chunk-C7QDBLMJ.js";import"./chunk-EWWSNXWT.js";import"./chunk-J4VUJ6X7.js";export{isPure,python};
