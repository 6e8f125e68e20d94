import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated}from"./chunk-ENAM4LGN.js";import"./chunk-V45KYBHJ.js";import"./chunk-53PNUSHG.js";import"./chunk-GA2DO2EA.js";import"./chunk-4DM6YTQ2.js";import"./chunk-6QVTZEQY.js";export{readValidated};
