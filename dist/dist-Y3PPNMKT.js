import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{require_dist}from"./chunk-27DS7JKM.js";import"./chunk-J4VUJ6X7.js";export default require_dist();
