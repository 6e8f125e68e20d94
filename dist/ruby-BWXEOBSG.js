import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{ruby}from"./chunk-WT7FUAUP.js";import"./chunk-EWWSNXWT.js";import"./chunk-7SF6YRKU.js";export{ruby};
