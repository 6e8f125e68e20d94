import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated}from"./chunk-MQR7H2I2.js";import"./chunk-UTRBXATK.js";import"./chunk-DEZ5TVTV.js";import"./chunk-J4VUJ6X7.js";export{readValidated};
