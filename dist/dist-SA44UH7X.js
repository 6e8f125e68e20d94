import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{require_dist}from"./chunk-A5U2QVTX.js";import"./chunk-7SF6YRKU.js";export default require_dist();
