export { BASELINE_NAME, type Baseline, type BaselineEntry, entryOf, type Remarks } from "./entry.ts";
export { type Coverage, endOf, judge, standingOf } from "./judge.ts";
export { baselineOf, MAX_BYTES, readBaseline } from "./read.ts";
export { renderBaseline } from "./render.ts";
