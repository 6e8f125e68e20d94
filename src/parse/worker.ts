import { parentPort, workerData } from "node:worker_threads";
import { createSearch, examine } from "./examine.ts";
import { claimProcess } from "./own-process.ts";
import {
  type FromWorker,
  givenBytes,
  type Job,
  NEXT,
  now,
  slotCells,
  type ToWorker,
  type WorkerData,
} from "./protocol.ts";
import { createSifter } from "./sieve.ts";

const { cells: shared, slot, options, own } = workerData as WorkerData;
if (own) claimProcess({ keepsFlags: true });
const cells = new Int32Array(shared);
const { current, since } = slotCells(slot);
const search = createSearch(options);

let job: Job | undefined;
let paths: readonly string[] = [];

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** Notes which file this thread is on, for the watchdog. */
function begin(index: number): void {
  Atomics.store(cells, since, now());
  Atomics.store(cells, current, index + 1);
}

/** Takes one file after the other until none is left; files are claimed by a counter all threads share. */
async function work(given: Job): Promise<void> {
  job = given;
  paths = given.paths.split("\0");
  const sift = createSifter(given);
  for (;;) {
    const index = Atomics.add(cells, NEXT, 1);
    const path = paths[index];
    if (path === undefined) break;
    begin(index);
    const reading = search(given.root + path, given.force, givenBytes(given.contents, index));
    if ("nothing" in reading) continue;
    const outcome =
      "reason" in reading
        ? reading
        : (sift(index, path, reading.text) ?? (await examine(path, reading.text, options)));
    tell({ job: given.job, index, outcome });
  }
  Atomics.store(cells, current, 0);
  tell({ job: given.job });
}

/** Parses one file that another thread found. */
async function take(index: number): Promise<void> {
  const path = paths[index];
  if (!job || path === undefined) return;
  begin(index);
  // The other thread has searched it.
  const reading = search(job.root + path, true, givenBytes(job.contents, index));
  const outcome = "text" in reading ? await examine(path, reading.text, options) : reading;
  Atomics.store(cells, current, 0);
  tell({ job: job.job, index, outcome: "nothing" in outcome ? undefined : outcome });
}

/** Messages wait for each other, because a parser may pause to load its grammar. */
let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (message: ToWorker) => {
  last = last.then(() => ("paths" in message ? work(message) : take(message.index)));
});
