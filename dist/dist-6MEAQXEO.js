import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{require_dist}from"./chunk-GA2DO2EA.js";import"./chunk-6QVTZEQY.js";export default require_dist();
