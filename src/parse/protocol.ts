import type { ExamineOptions, Outcome } from "./examine.ts";

/** What a worker gets when it starts. */
export interface WorkerData {
  readonly cells: SharedArrayBuffer;
  readonly slot: number;
  readonly options: ExamineOptions;
}

/** A list of files for all threads; each claims the next one by the shared counter. */
export interface Job {
  readonly job: number;
  /** What comes before each path to make it absolute: the root, ending in a separator. */
  readonly root: string;
  /** Paths relative to the root, NUL-separated: one string is copied a hundred times faster than an array. */
  readonly paths: string;
  /** Parse files without a keyword, too. */
  readonly force: boolean;
}

/** One file of the job that another thread claimed and found worth parsing. */
export interface Handover {
  readonly job: number;
  readonly index: number;
}

/** What a worker is told. */
export type ToWorker = Job | Handover;

/** One file's outcome (undefined when there is nothing in it after all), or (without `index`) the news that no file is left to claim. */
export interface FromWorker {
  readonly job: number;
  readonly index?: number;
  readonly outcome?: Outcome | undefined;
}

/** Cell with the index of the next file to claim. */
export const NEXT = 0;

/** Where a worker notes the file it is on (its index + 1; 0 for none) and since when. */
export const slotCells = (slot: number): { current: number; since: number } => ({
  current: 1 + slot * 2,
  since: 2 + slot * 2,
});

/** Number of 32-bit cells for so many workers. */
export const cellCount = (slots: number): number => 1 + slots * 2;

/** Milliseconds on a clock all threads share, in 31 bits. */
export const now = (): number => Date.now() & 0x7fffffff;

/** Milliseconds since such a time. */
export const elapsed = (since: number): number => (now() - since) & 0x7fffffff;

/** A root as it stands before a relative path. */
export const withSeparator = (root: string): string => (root.endsWith("/") ? root : `${root}/`);
