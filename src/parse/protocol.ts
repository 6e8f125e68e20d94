import type { Sign } from "../model/sign.ts";
import type { ExamineOptions, Outcome, Seek } from "./examine.ts";

/** What a worker gets when it starts. */
export interface WorkerData {
  readonly cells: SharedArrayBuffer;
  readonly slot: number;
  readonly options: ExamineOptions;
  /** The process is zunset's own. */
  readonly own: boolean;
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
  /** Parse nothing, but look for one of these texts in files with a keyword. */
  readonly seek?: Seek | undefined;
  /** Parse only files with one of these. */
  readonly signs?: readonly Sign[] | undefined;
  /** But for so many of the first. */
  readonly unsifted?: number | undefined;
  readonly contents?: Contents | undefined;
}

/** Bytes of files that are not on the disk, shared by all threads. */
export interface Contents {
  readonly bytes: SharedArrayBuffer;
  /** Per file of the job where its bytes begin and end; 0 and -1 for one that is on the disk. */
  readonly bounds: Int32Array;
}

/** Lays the bytes of files one after the other. */
export function packContents(paths: readonly string[], contents: ReadonlyMap<string, Uint8Array>): Contents {
  const given = paths.map((path) => contents.get(path));
  const bytes = new SharedArrayBuffer(given.reduce((sum, one) => sum + (one?.length ?? 0), 0));
  const all = new Uint8Array(bytes);
  const bounds = new Int32Array(paths.length * 2);
  let at = 0;
  for (const [index, one] of given.entries()) {
    if (one) all.set(one, at);
    bounds[index * 2] = one ? at : 0;
    at += one?.length ?? 0;
    bounds[index * 2 + 1] = one ? at : -1;
  }
  return { bytes, bounds };
}

/** The bytes of one file of a job; undefined for one that is on the disk. */
export function givenBytes(contents: Contents | undefined, index: number): Uint8Array | undefined {
  const end = contents?.bounds[index * 2 + 1] ?? -1;
  return contents && end >= 0
    ? new Uint8Array(contents.bytes).subarray(contents.bounds[index * 2], end)
    : undefined;
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
