import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  readValidated
} from "./chunk-EOZ4CXDD.js";
import "./chunk-VDKMIWM6.js";
import "./chunk-J5P2MUEI.js";
import "./chunk-JGOQUN26.js";
import "./chunk-WWEY3SKT.js";
export {
  readValidated
};
