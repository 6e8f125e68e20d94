import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  isPlaceholder,
  redact
} from "./chunk-CJVGRTW3.js";
import "./chunk-WWEY3SKT.js";
export {
  isPlaceholder,
  redact
};
