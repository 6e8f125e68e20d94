#!/usr/bin/env node
import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{init_define_PAGE}from"./chunk-2CGQNICF.js";init_define_PAGE();var[major=0,minor=0]=process.versions.node.split(".").map(Number);if(major<20||major===20&&minor<19)process.stderr.write(`zunset: Node ${process.versions.node} is too old
  zunset runs on Node 20.19 and newer: https://nodejs.org
`),process.exitCode=2;else{let later={20:"--interrupt-budget=2000000",22:"--invocation-count-for-turbofan=45000",24:"--invocation-count-for-turbofan=45000"},{setFlagsFromString}=await import("node:v8");later[major]&&setFlagsFromString(later[major]);let{run}=await import("./run-XN466VRC.js");await run(process.argv)}
