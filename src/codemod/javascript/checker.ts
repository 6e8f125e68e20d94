import { Worker } from "node:worker_threads";
import type { Failure } from "../verify.ts";
import { Compiler, type TypeQuestion } from "./compiler.ts";

/** Milliseconds for one question. A real project's takes one or two seconds; types can be written that take for ever. */
const BOUND_MS = 60_000;
/** Memory of the compiler's heap, in MiB. */
const MEMORY_MB = 1_024;

/** How a checker works. */
export interface CheckerOptions {
  /** With 0 the compiler runs in the calling thread, where nothing ends it. */
  readonly threads: number;
  readonly boundMs?: number | undefined;
  /** What the thread runs, when it is not the bundle's own. */
  readonly script?: URL | undefined;
}

/**
 * Asks a compiler in a thread of its own, which works while the calling thread goes on, and is ended when it takes too long or too much memory: what
 * was not checked to the end counts as failed.
 */
export class Checker {
  readonly #options: CheckerOptions;
  #worker: Worker | undefined;
  #compiler: Promise<Compiler> | undefined;

  constructor(options: CheckerOptions) {
    this.#options = options;
  }

  /** Loads the compiler now, because it will be asked later. */
  prepare(): void {
    if (this.#options.threads > 0) this.#start();
  }

  /** Failures that a change brings; one question at a time. */
  async check(question: TypeQuestion): Promise<Failure[]> {
    if (this.#options.threads === 0) {
      this.#compiler ??= Compiler.load();
      return (await this.#compiler).newErrors(question);
    }
    const worker = this.#start();
    const unchecked = (why: string): Failure[] => question.paths.map((path) => ({ path, what: why }));
    return new Promise((settle) => {
      const timer = setTimeout(() => end("It could not be type-checked in time."), this.#bound);
      const done = (failures: Failure[]): void => {
        clearTimeout(timer);
        worker.off("message", done);
        worker.off("exit", died);
        worker.unref();
        settle(failures);
      };
      const died = (): void => end("The compiler gave up on it.");
      const end = (why: string): void => {
        this.close();
        done(unchecked(why));
      };
      worker.ref();
      worker.on("message", done);
      worker.on("exit", died);
      worker.postMessage(question);
    });
  }

  /** Ends the thread; what is asked afterwards starts another. */
  close(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  get #bound(): number {
    return this.#options.boundMs ?? BOUND_MS;
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#options.script ?? new URL("./typecheck.js", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      // Nothing the compiler might print belongs into a report.
      stdout: true,
      stderr: true,
      env: {},
      execArgv: [],
    });
    // NOTE: an error ends the thread, and the end is what is looked at.
    worker.on("error", () => {});
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }
}
