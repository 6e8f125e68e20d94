import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  require_dist
} from "./chunk-JGOQUN26.js";
import "./chunk-WWEY3SKT.js";
export default require_dist();
