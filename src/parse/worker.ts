import { parentPort, workerData } from "node:worker_threads";
import { createExaminer } from "./examine.ts";
import { type FromWorker, NEXT, now, slotCells, type ToWorker, type WorkerData } from "./protocol.ts";

const { cells: shared, slot, options } = workerData as WorkerData;
const cells = new Int32Array(shared);
const { current, since } = slotCells(slot);
const examine = createExaminer(options);

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** Takes one file after the other until none is left; files are claimed by a counter all threads share. */
async function work({ job, root, paths, force }: ToWorker): Promise<void> {
  const list = paths.split("\0");
  for (;;) {
    const index = Atomics.add(cells, NEXT, 1);
    const path = list[index];
    if (path === undefined) break;
    Atomics.store(cells, since, now());
    Atomics.store(cells, current, index + 1);
    const outcome = examine(root + path, path, force);
    if (outcome !== undefined) tell({ job, index, outcome: await outcome });
  }
  Atomics.store(cells, current, 0);
  tell({ job });
}

parentPort?.on("message", (message: ToWorker) => void work(message));
