import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated}from"./chunk-NLVFUR4U.js";import"./chunk-3T7W5QPL.js";import"./chunk-ZTFODSSY.js";import"./chunk-27DS7JKM.js";import"./chunk-J4VUJ6X7.js";export{readValidated};
