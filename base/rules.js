import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  builtInRules,
  ruleOf
} from "./chunk-7T6XHHZK.js";
import "./chunk-WWEY3SKT.js";
export {
  builtInRules,
  ruleOf
};
