import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{checkContent,readValidated,validated}from"./chunk-CB6RGIBK.js";import"./chunk-T25MA7SV.js";import"./chunk-5OKRX3QB.js";import"./chunk-A5U2QVTX.js";import"./chunk-IX7RFKHG.js";import"./chunk-7SF6YRKU.js";export{checkContent,readValidated,validated};
