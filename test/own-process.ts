import { claimProcess } from "../src/parse/own-process.ts";

// Tests parse in the main thread, and nothing else is done there; but they run for long, so V8 may optimise as it does.
claimProcess({ keepsFlags: true });
