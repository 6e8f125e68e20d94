import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{require_dist}from"./chunk-HAG2P6CO.js";import"./chunk-2CGQNICF.js";export default require_dist();
