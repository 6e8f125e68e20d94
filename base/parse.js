import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  parse
} from "./chunk-GKVC7IS3.js";
import {
  languageNamed,
  languageOf
} from "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-CJVGRTW3.js";
import "./chunk-WWEY3SKT.js";
export {
  languageNamed,
  languageOf,
  parse
};
