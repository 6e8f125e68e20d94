import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  renderFact,
  renderFile,
  renderValue
} from "./chunk-6YSF5SQG.js";
import "./chunk-WWEY3SKT.js";
export {
  renderFact,
  renderFile,
  renderValue
};
