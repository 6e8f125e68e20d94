import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{readValidated,validated}from"./chunk-CABWVCDM.js";import"./chunk-DMQPX5SN.js";import"./chunk-TQJ2Y5TP.js";import"./chunk-HAG2P6CO.js";import"./chunk-FVMTNX6X.js";import"./chunk-2CGQNICF.js";export{readValidated,validated};
