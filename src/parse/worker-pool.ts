import { Worker } from "node:worker_threads";
import type { LanguageId } from "../model/fact.ts";
import type { SkipReason, SourceRef } from "../model/source.ts";
import { Backlog } from "./backlog.ts";
import { createSearch, type Outcome } from "./examine.ts";
import { isOwnProcess } from "./own-process.ts";
import type { Pool, PoolInput, PoolOptions, PoolResult, RunOptions } from "./pool-contract.ts";
import {
  cellCount,
  elapsed,
  type FromWorker,
  givenBytes,
  type Job,
  NEXT,
  packContents,
  slotCells,
  type WorkerData,
  withSeparator,
} from "./protocol.ts";
import { Results } from "./results.ts";
import { createSifter } from "./sieve.ts";

/** One place for a worker; the worker in it may be replaced. */
interface Slot {
  readonly number: number;
  worker: Worker | undefined;
  /** Set when the watchdog ends the worker. */
  ending: SkipReason | undefined;
  /** Times in a row that a worker died before it took a file. */
  stillborn: number;
  /** Claims files of the run's list. */
  claiming: boolean;
  /** Files the calling thread found and this worker is to parse. */
  readonly handed: Set<number>;
  /** Languages it has parsed or is to parse: their parsers are loaded, and warm. */
  readonly knows: Set<LanguageId>;
}

interface Run {
  readonly job: Job;
  readonly files: readonly SourceRef[];
  readonly results: Results;
  readonly sift: ReturnType<typeof createSifter>;
  /** Files the calling thread found that no worker has yet. */
  readonly found: Backlog;
  /** The calling thread still claims files. */
  searching: boolean;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/** Workers that die without having taken a file so many times in a row are a bug of ours, not of a file. */
const MAX_STILLBORN = 3;

/** Files a worker has waiting: enough not to idle, few enough to leave some for the others. */
const MAX_HANDED = 2;

/** Files waiting for a parser that make another worker worth its start (25 ms). */
const CROWD = 6;

/** Languages waiting for a parser, none of which a worker knows, that make another worker worth its start: each takes as long to load. */
const STRANGERS = 2;

/** Milliseconds the calling thread searches before it looks at its messages. */
const SLICE_MS = 4;

/** Milliseconds between two looks of the watchdog. */
const WATCH_MS = 200;

/**
 * Workers that parse, and search together with the calling thread, which never parses: a parser may hang, and then the thread it runs in
 * is ended. One worker is started at once; more come when there is more to parse than one can do.
 */
export class WorkerPool implements Pool {
  readonly #options: PoolOptions;
  readonly #shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #slots: readonly Slot[];
  #search: ReturnType<typeof createSearch> | undefined;
  #jobs = 0;
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
      claiming: false,
      handed: new Set(),
      knows: new Set(),
    }));
    const [first] = this.#slots;
    if (first) this.#start(first);
  }

  run = async (
    { root, files, contents }: PoolInput,
    { force = false, onProgress, ...sifting }: RunOptions = {},
  ): Promise<PoolResult> => {
    if (this.#run) throw new Error("the pool is busy");
    const results = new Results(files, this.#options);
    if (files.length === 0) return results.finish();
    const job: Job = {
      job: ++this.#jobs,
      root: withSeparator(root),
      paths: files.map((file) => file.path).join("\0"),
      force,
      ...sifting,
      contents:
        contents &&
        packContents(
          files.map((file) => file.path),
          contents,
        ),
    };
    Atomics.store(this.#cells, NEXT, 0);
    const bound = this.#options.timeBoundMs ?? 10_000;
    const watchdog = setInterval(
      () => {
        this.#watch(bound);
        onProgress?.(Math.min(files.length, Atomics.load(this.#cells, NEXT)), files.length);
      },
      Math.min(WATCH_MS, bound / 4),
    );
    try {
      await new Promise<void>((settle, fail) => {
        const sift = createSifter(sifting);
        const run: Run = { job, files, results, sift, found: new Backlog(), searching: true, settle, fail };
        this.#run = run;
        for (const slot of this.#slots) if (slot.worker) this.#enlist(run, slot, slot.worker);
        this.#help(run);
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
        own: isOwnProcess(),
      } satisfies WorkerData,
      // A small young generation keeps the peak of several threads low; facts live long or die at once.
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 16 },
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

  /** Gives a worker the run's list of files. */
  #enlist(run: Run, slot: Slot, worker: Worker): void {
    slot.claiming = true;
    worker.postMessage(run.job);
  }

  /** Searches files in the calling thread, slice by slice; what has to be parsed goes to the workers. */
  #help(run: Run): void {
    try {
      this.#search ??= createSearch(this.#options);
      for (const end = performance.now() + SLICE_MS; performance.now() < end; ) {
        const index = Atomics.add(this.#cells, NEXT, 1);
        const file = run.files[index];
        if (!file) {
          run.searching = false;
          break;
        }
        const given = givenBytes(run.job.contents, index);
        const reading = this.#search(run.job.root + file.path, run.job.force, given);
        if ("reason" in reading) run.results.add(index, reading);
        else if ("nothing" in reading) continue;
        else {
          const sifted = run.sift(index, file.path, reading.text);
          if (sifted) run.results.add(index, sifted);
          else run.found.add(index, file.path);
        }
      }
      this.#handOver(run);
      if (run.searching) setImmediate(() => this.#help(run));
      else this.#settle(run);
    } catch (error) {
      run.fail(error);
    }
  }

  /** Spreads what was found over the workers, one file each by turns, and starts another worker when they cannot keep up. */
  #handOver(run: Run): void {
    if (run.found.size === 0) return;
    const idle = this.#slots.find((slot) => !slot.worker);
    if (idle && this.#wantsAnother(run)) this.#enlist(run, idle, this.#start(idle));
    for (let more = true; more; ) {
      more = false;
      for (const slot of this.#slots) {
        // A worker that claims looks at what it is handed only when no file is left to claim.
        if (!slot.worker || slot.ending || slot.claiming || slot.handed.size >= MAX_HANDED) continue;
        const language = this.#choice(run, slot);
        const index = language && run.found.take(language);
        if (language === undefined || index === undefined) continue;
        more = true;
        slot.handed.add(index);
        slot.knows.add(language);
        slot.worker.postMessage({ job: run.job.job, index });
      }
    }
  }

  #wantsAnother({ found }: Run): boolean {
    if (found.size > CROWD || this.#slots.every((slot) => !slot.worker)) return true;
    return found.languages((language) => !this.#isKnown(language)).length >= STRANGERS;
  }

  #isKnown(language: LanguageId): boolean {
    return this.#slots.some((slot) => slot.knows.has(language));
  }

  /**
   * Of which language a worker takes a file: one it knows, else one that none knows. What others know it leaves to them, unless they have too
   * much of it: to load and warm up a second parser takes as long as to parse many files with the first.
   */
  #choice({ found }: Run, slot: Slot): LanguageId | undefined {
    const [known] = found.languages((language) => slot.knows.has(language));
    if (known) return known;
    const [strange] = found.languages((language) => !this.#isKnown(language));
    // A language takes long the first time, so it goes to who has nothing else to do.
    if (strange) return slot.handed.size > 0 && this.#slots.some(hasNothing) ? undefined : strange;
    return found.size > CROWD ? found.languages(() => true)[0] : undefined;
  }

  #receive(slot: Slot, { job, index, outcome }: FromWorker): void {
    const run = this.#run;
    if (!run || job !== run.job.job) return;
    slot.stillborn = 0;
    if (index === undefined) slot.claiming = false;
    else {
      slot.handed.delete(index);
      if (outcome && "parsed" in outcome) slot.knows.add(outcome.parsed.language);
    }
    this.#handOver(run);
    // NOTE: after the worker has its next file, because what is done with this one takes time.
    if (index !== undefined && outcome) run.results.add(index, outcome);
    this.#settle(run);
  }

  #settle(run: Run): void {
    if (run.searching || run.found.size > 0) return;
    if (this.#slots.every((slot) => !slot.claiming && slot.handed.size === 0)) run.settle();
  }

  /** A worker ended: by the watchdog, for want of memory, or by a bug. The file it was on is listed; others take what it had waiting. */
  #gone(slot: Slot, failure: Error | undefined): void {
    slot.worker = undefined;
    slot.claiming = false;
    slot.knows.clear();
    const run = this.#run;
    const current = Atomics.load(this.#cells, slotCells(slot.number).current);
    if (this.#closed || !run) return;
    if (current > 0) {
      slot.stillborn = 0;
      slot.handed.delete(current - 1);
      run.results.add(current - 1, outcomeOf(slot.ending, failure));
    } else if (++slot.stillborn >= MAX_STILLBORN) {
      run.fail(failure ?? new Error("a worker thread ended before it began"));
      return;
    }
    for (const index of slot.handed) run.found.add(index, run.files[index]?.path ?? "");
    slot.handed.clear();
    this.#handOver(run);
    this.#settle(run);
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

const hasNothing = (slot: Slot): boolean => slot.worker !== undefined && slot.handed.size === 0;

function outcomeOf(ending: SkipReason | undefined, failure: Error | undefined): Outcome {
  if (ending) return { reason: ending };
  const outOfMemory =
    failure !== undefined && "code" in failure && failure.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory
    ? { reason: "out-of-memory" }
    : { reason: "parse-error", detail: "the parser ended its thread" };
}
