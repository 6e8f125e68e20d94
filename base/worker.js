import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  NEXT,
  createExaminer,
  now,
  slotCells
} from "./chunk-4HZBIJUH.js";
import "./chunk-GKVC7IS3.js";
import "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-CJVGRTW3.js";
import "./chunk-WWEY3SKT.js";

// src/parse/worker.ts
import { parentPort, workerData } from "node:worker_threads";
var { cells: shared, slot, options } = workerData;
var cells = new Int32Array(shared);
var { current, since } = slotCells(slot);
var examine = createExaminer(options);
function tell(message) {
  parentPort?.postMessage(message);
}
async function work({ job, root, paths, force }) {
  const list = paths.split("\0");
  for (; ; ) {
    const index = Atomics.add(cells, NEXT, 1);
    const path = list[index];
    if (path === void 0) break;
    Atomics.store(cells, since, now());
    Atomics.store(cells, current, index + 1);
    const outcome = examine(root + path, path, force);
    if (outcome !== void 0) tell({ job, index, outcome: await outcome });
  }
  Atomics.store(cells, current, 0);
  tell({ job });
}
parentPort?.on("message", (message) => void work(message));
