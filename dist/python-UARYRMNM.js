import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{isPure,python}from"./chunk-OD4DDM3I.js";import"./chunk-EWWSNXWT.js";import"./chunk-7SF6YRKU.js";export{isPure,python};
