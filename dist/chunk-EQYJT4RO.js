import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{setFlagsFromString}from"node:v8";var own=!1;function claimProcess(){own=!0}var isOwnProcess=()=>own;function keepGrammarsSimple(){own&&setFlagsFromString("--liftoff-only")}export{claimProcess,isOwnProcess,keepGrammarsSimple};
