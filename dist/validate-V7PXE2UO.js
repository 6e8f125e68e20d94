import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated}from"./chunk-BOMQZ7A5.js";import"./chunk-T25MA7SV.js";import"./chunk-5OKRX3QB.js";import"./chunk-A5U2QVTX.js";import"./chunk-ZTFODSSY.js";import"./chunk-7SF6YRKU.js";export{readValidated};
