import { availableParallelism } from "node:os";
import type { FoundConfig } from "../config/index.ts";
import { Problem } from "../model/problem.ts";
import type { PoolOptions } from "../parse/pool.ts";
import { bytesOf } from "./values.ts";

const DEFAULT_FILE_SIZE = 2 * 1024 * 1024;
/** Memory of one worker's heap before it is given up, in MiB. */
const WORKER_MEMORY_MB = 512;
const FILE_TIME_MS = 10_000;
const MOST_THREADS = 4;

type Limits = Required<Pick<PoolOptions, "maxFileSize" | "threads" | "timeBoundMs" | "memoryLimitMb">>;

/** Limits of a scan, from what is asked for, the configuration and what is usual. */
export function limitsOf(
  config: FoundConfig,
  asked: { readonly maxFileSize?: number | undefined; readonly threads?: number | undefined } = {},
): Limits {
  return {
    maxFileSize: asked.maxFileSize ?? configuredSize(config) ?? DEFAULT_FILE_SIZE,
    threads: asked.threads ?? Math.min(MOST_THREADS, availableParallelism()),
    timeBoundMs: FILE_TIME_MS,
    memoryLimitMb: WORKER_MEMORY_MB,
  };
}

function configuredSize(config: FoundConfig): number | undefined {
  if (config.maxFileSize === undefined) return undefined;
  const bytes = bytesOf(String(config.maxFileSize));
  if (bytes === undefined)
    throw new Problem("maxFileSize is out of range", {
      where: config.place("maxFileSize"),
      help: "Give a size such as 500k or 2m, at most 256m.",
    });
  return bytes;
}

/** The day that days left are counted from when nobody names one. */
export const today = (): string => new Date().toISOString().slice(0, 10);
