import { Worker } from "node:worker_threads";
import type { ParsedFile } from "../model/fact.ts";
import { type Skipped, type SkipReason, type SourceRef, sortByPath } from "../model/source.ts";
import { createExaminer, type ExamineOptions, type Outcome } from "./examine.ts";
import {
  cellCount,
  elapsed,
  type FromWorker,
  NEXT,
  slotCells,
  type ToWorker,
  type WorkerData,
} from "./protocol.ts";

/** How a pool works. */
export interface PoolOptions extends ExamineOptions {
  /** Worker threads; 0 examines everything in the calling thread, where nothing can interrupt a parser that hangs. */
  readonly threads: number;
  /** Milliseconds one file may take; default 10,000. */
  readonly timeBoundMs?: number;
  /** Megabytes of heap one worker may fill; default 512. */
  readonly memoryLimitMb?: number;
  /** The worker's script; by default the bundled one beside this file. */
  readonly worker?: URL;
}

/** The files of one run, relative to one root. */
export interface PoolInput {
  readonly root: string;
  readonly files: readonly SourceRef[];
}

/** What a run found out. Both lists are sorted by path, so the result does not depend on how threads took turns. */
export interface PoolResult {
  readonly parsed: readonly ParsedFile[];
  readonly skipped: readonly Skipped[];
  /** Files looked at, whether or not they were parsed. */
  readonly scanned: number;
}

/** How one run is done. */
export interface RunOptions {
  /** Parse every file, with or without a keyword. */
  readonly force?: boolean;
  /** Told a few times a second how many files are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Threads that examine files. */
export interface Pool {
  /** Examines files; one run at a time. */
  readonly run: (input: PoolInput, options?: RunOptions) => Promise<PoolResult>;
  /** Stops the threads. */
  readonly close: () => Promise<void>;
}

/** Starts the threads at once, so that they are up when the first list of files is. */
export function createPool(options: PoolOptions): Pool {
  return options.threads > 0 ? new WorkerPool(options) : callingThread(options);
}

function callingThread(options: PoolOptions): Pool {
  const examine = createExaminer(options);
  return {
    close: async () => {},
    run: async ({ root, files }, { force = false, onProgress } = {}) => {
      const results = new Results(files);
      const prefix = root.endsWith("/") ? root : `${root}/`;
      for (const [index, { path }] of files.entries()) {
        const outcome = await examine(prefix + path, path, force);
        if (outcome) results.add(index, outcome);
        if (index % 256 === 0) onProgress?.(index, files.length);
      }
      return results.finish();
    },
  };
}

/** Outcomes by file. */
class Results {
  readonly #files: readonly SourceRef[];
  readonly #outcomes = new Map<number, Outcome>();

  constructor(files: readonly SourceRef[]) {
    this.#files = files;
  }

  /** The first outcome of a file counts. */
  add(index: number, outcome: Outcome): void {
    if (!this.#outcomes.has(index)) this.#outcomes.set(index, outcome);
  }

  finish(): PoolResult {
    const parsed: ParsedFile[] = [];
    const skipped: Skipped[] = [];
    let deleted = 0;
    for (const [index, outcome] of this.#outcomes) {
      const file = this.#files[index];
      if (!file) continue;
      if ("parsed" in outcome) parsed.push(outcome.parsed);
      else if (outcome.reason === "vanished" && file.tracked) deleted++;
      else skipped.push({ path: file.path, ...outcome });
    }
    return {
      parsed: sortByPath(parsed),
      skipped: sortByPath(skipped),
      scanned: this.#files.length - deleted - skipped.length,
    };
  }
}

/** One place for a worker; the worker in it may be replaced. */
interface Slot {
  readonly number: number;
  worker: Worker | undefined;
  /** Set when the watchdog ends the worker. */
  ending: SkipReason | undefined;
  /** Times in a row that a worker died before it took a file. */
  stillborn: number;
}

interface Run {
  readonly message: ToWorker;
  readonly total: number;
  readonly results: Results;
  readonly waiting: Set<Slot>;
  readonly settle: () => void;
  readonly fail: (error: Error) => void;
}

/** Workers that die without having taken a file so many times in a row are a bug of ours, not of a file. */
const MAX_STILLBORN = 3;

class WorkerPool implements Pool {
  readonly #options: PoolOptions;
  readonly #shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #slots: readonly Slot[];
  #job = 0;
  #run: Run | undefined;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#shared = new SharedArrayBuffer(cellCount(options.threads) * Int32Array.BYTES_PER_ELEMENT);
    this.#cells = new Int32Array(this.#shared);
    this.#slots = Array.from({ length: options.threads }, (_, number) => ({
      number,
      worker: undefined,
      ending: undefined,
      stillborn: 0,
    }));
    for (const slot of this.#slots) this.#start(slot);
  }

  run = async (
    { root, files }: PoolInput,
    { force = false, onProgress }: RunOptions = {},
  ): Promise<PoolResult> => {
    if (this.#run) throw new Error("the pool is busy");
    const results = new Results(files);
    if (files.length === 0) return results.finish();
    const message: ToWorker = {
      job: ++this.#job,
      root: root.endsWith("/") ? root : `${root}/`,
      paths: files.map((file) => file.path).join("\0"),
      force,
    };
    Atomics.store(this.#cells, NEXT, 0);
    const bound = this.#options.timeBoundMs ?? 10_000;
    const watchdog = setInterval(
      () => {
        this.#watch(bound);
        onProgress?.(Math.min(files.length, Atomics.load(this.#cells, NEXT)), files.length);
      },
      Math.min(200, bound / 4),
    );
    try {
      await new Promise<void>((settle, fail) => {
        this.#run = { message, total: files.length, results, waiting: new Set(this.#slots), settle, fail };
        for (const slot of this.#slots) {
          (slot.worker ?? this.#start(slot)).postMessage(message);
        }
      });
    } finally {
      clearInterval(watchdog);
      this.#run = undefined;
    }
    return results.finish();
  };

  close = async (): Promise<void> => {
    this.#closed = true;
    await Promise.all(this.#slots.map((slot) => slot.worker?.terminate()));
  };

  #start(slot: Slot): Worker {
    // NOTE: picked one by one, because a caller's options may hold what cannot be handed to a thread.
    const { keywords, maxFileSize, hashLines, memoryLimitMb = 512, worker: script } = this.#options;
    const worker = new Worker(script ?? new URL("./worker.js", import.meta.url), {
      workerData: {
        cells: this.#shared,
        slot: slot.number,
        options: { keywords, maxFileSize, hashLines },
      } satisfies WorkerData,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
      // Nothing a parser might print belongs into a report.
      stdout: true,
      stderr: true,
      env: {},
      execArgv: [],
    });
    slot.worker = worker;
    slot.ending = undefined;
    Atomics.store(this.#cells, slotCells(slot.number).current, 0);
    let failure: Error | undefined;
    worker.on("message", (message: FromWorker) => this.#receive(slot, message));
    worker.on("error", (error: Error) => {
      failure = error;
    });
    worker.on("exit", () => this.#gone(slot, failure));
    // An idle pool keeps no process alive; a run does, by its watchdog.
    worker.unref();
    return worker;
  }

  #receive(slot: Slot, message: FromWorker): void {
    const run = this.#run;
    if (!run || message.job !== run.message.job) return;
    slot.stillborn = 0;
    if (message.index !== undefined && message.outcome) run.results.add(message.index, message.outcome);
    else this.#done(run, slot);
  }

  #done(run: Run, slot: Slot): void {
    run.waiting.delete(slot);
    if (run.waiting.size === 0) run.settle();
  }

  /** A worker ended: by the watchdog, for want of memory, or by a bug. The file it was on is listed; a new worker takes the others. */
  #gone(slot: Slot, failure: Error | undefined): void {
    slot.worker = undefined;
    const run = this.#run;
    if (this.#closed || !run || !run.waiting.has(slot)) return;
    const current = Atomics.load(this.#cells, slotCells(slot.number).current);
    if (current > 0) {
      slot.stillborn = 0;
      run.results.add(current - 1, outcomeOf(slot.ending, failure));
    } else if (++slot.stillborn >= MAX_STILLBORN) {
      run.fail(failure ?? new Error("a worker thread ended before it began"));
      return;
    }
    if (Atomics.load(this.#cells, NEXT) >= run.total) {
      this.#done(run, slot);
      return;
    }
    this.#start(slot).postMessage(run.message);
  }

  #watch(bound: number): void {
    for (const slot of this.#slots) {
      const { current, since } = slotCells(slot.number);
      if (!slot.worker || slot.ending || Atomics.load(this.#cells, current) === 0) continue;
      if (elapsed(Atomics.load(this.#cells, since)) <= bound) continue;
      slot.ending = "timeout";
      void slot.worker.terminate();
    }
  }
}

function outcomeOf(ending: SkipReason | undefined, failure: Error | undefined): Outcome {
  if (ending) return { reason: ending };
  const outOfMemory =
    failure !== undefined && "code" in failure && failure.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory
    ? { reason: "out-of-memory" }
    : { reason: "parse-error", detail: "the parser ended its thread" };
}
