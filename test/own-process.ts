import { claimProcess } from "../src/parse/own-process.ts";

// Tests parse in the main thread, and nothing else is done there.
claimProcess();
