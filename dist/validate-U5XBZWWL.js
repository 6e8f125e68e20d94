import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated}from"./chunk-HFUWOUCA.js";import"./chunk-NRUFRLIJ.js";import"./chunk-7AUE7YGI.js";import"./chunk-J4VUJ6X7.js";export{readValidated};
