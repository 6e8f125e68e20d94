import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  analyze,
  scan
} from "./chunk-NB6NKWZM.js";
import "./chunk-J5P2MUEI.js";
import "./chunk-4HZBIJUH.js";
import "./chunk-GKVC7IS3.js";
import "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-CJVGRTW3.js";
import "./chunk-WWEY3SKT.js";
export {
  analyze,
  scan
};
