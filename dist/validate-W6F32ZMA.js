import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated}from"./chunk-TQTXZ5MZ.js";import"./chunk-5OKRX3QB.js";import"./chunk-ZTFODSSY.js";import"./chunk-27DS7JKM.js";import"./chunk-J4VUJ6X7.js";export{readValidated};
