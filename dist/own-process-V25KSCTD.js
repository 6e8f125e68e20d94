import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{claimProcess,isOwnProcess,keepGrammarsSimple}from"./chunk-PKZD2SOB.js";import"./chunk-7SF6YRKU.js";export{claimProcess,isOwnProcess,keepGrammarsSimple};
