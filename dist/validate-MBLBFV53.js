import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated}from"./chunk-YAX63ZK6.js";import"./chunk-F5PEIRAO.js";import"./chunk-27DS7JKM.js";import"./chunk-J4VUJ6X7.js";export{readValidated};
