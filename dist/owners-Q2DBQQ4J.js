import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{findOwners}from"./chunk-ADHSVUUK.js";import"./chunk-A5OBYCLD.js";import"./chunk-IX7RFKHG.js";import"./chunk-7SF6YRKU.js";export{findOwners};
