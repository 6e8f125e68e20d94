#!/usr/bin/env node
import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
var[major=0,minor=0]=process.versions.node.split(".").map(Number);if(major<20||major===20&&minor<19)process.stderr.write(`zunset: Node ${process.versions.node} is too old
  zunset runs on Node 20.19 and newer: https://nodejs.org
`),process.exitCode=2;else{let{claimProcess}=await import("./own-process-V25KSCTD.js");claimProcess();let{run}=await import("./run-6H2PYW4J.js");await run(process.argv)}
