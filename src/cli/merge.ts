import { closeSync, openSync, readSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Input } from "../merge/index.ts";
import { Problem } from "../model/problem.ts";
import { plural } from "../report/summary.ts";
import { neutralise } from "../report/text.ts";
import { writeOutput } from "./write.ts";

/** Options of `zunset merge` as commander gives them. */
export interface MergeFlags {
  readonly output?: string;
  readonly repository?: readonly string[];
  readonly revision?: readonly string[];
  readonly quiet?: boolean;
}

/** Bytes of one report, and of all: they are merged in memory. A scan writes less than the first. */
const LIMIT = 256 * 1024 * 1024;
const TOTAL_LIMIT = 384 * 1024 * 1024;
/** What code scanning takes, compressed. */
const COMPRESSED_LIMIT = 10_000_000;

/** Merges SARIF files and writes the outcome. */
export async function runMerge(paths: readonly string[], flags: MergeFlags): Promise<void> {
  const { isRepository, merge } = await import("../merge/index.ts");
  const repositories = paired("--repository", flags.repository, paths.length).map((value) =>
    value === undefined ? undefined : addressOf(value, isRepository),
  );
  const revisions = paired("--revision", flags.revision, paths.length);
  let left = TOTAL_LIMIT;
  const inputs = paths.map((name, index): Input => {
    const [repository, revision] = [repositories[index], revisions[index]];
    return {
      name,
      get text() {
        const bytes = readBounded(name, Math.min(LIMIT, left));
        left -= bytes.length;
        return bytes.toString("utf8");
      },
      ...(repository === undefined ? {} : { repository }),
      ...(revision === undefined ? {} : { revision }),
    };
  });
  const { text, runs, results, unnamed } = merge(inputs);
  await writeOutput(flags.output ?? "-", text);
  if (flags.quiet === true) return;
  const say = (line: string): boolean => process.stderr.write(`zunset: ${neutralise(line)}\n`);
  for (const name of unnamed)
    say(
      `${name} does not say which repository it is of, so its file name stands for it; --repository says it`,
    );
  if (text.length > COMPRESSED_LIMIT && gzipSync(text).length > COMPRESSED_LIMIT)
    say("the file is larger than the 10 MB compressed that GitHub takes; merge fewer files");
  if (flags.output !== undefined && flags.output !== "-")
    say(`${plural(runs, "run")} with ${plural(results, "result")} written to ${flags.output}`);
}

/** A repeated option as one value per file, `-` for none. */
function paired(
  flag: string,
  values: readonly string[] | undefined,
  files: number,
): readonly (string | undefined)[] {
  if (values && values.length !== files)
    throw new Problem(`${plural(values.length, "value")} of ${flag} for ${plural(files, "file")}`, {
      where: flag,
      help: `Give one ${flag} per file, in the same order; - stands for none.`,
    });
  return (values ?? []).map((value) => (value === "-" ? undefined : value));
}

/** The address of a repository without a user or a token that may stand in it. */
function addressOf(value: string, isRepository: (address: string) => boolean): string {
  if (!isRepository(value))
    throw new Problem("a repository is named by its address", {
      where: `--repository ${value}`,
      help: "Such as https://github.com/acme/support.",
    });
  const url = new URL(value);
  url.username = "";
  url.password = "";
  return url.href;
}

const CHUNK = 1 << 20;

function readBounded(name: string, limit: number): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(name, "r");
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, chunk, 0, CHUNK, null);
      if (read === 0) return Buffer.concat(chunks, size);
      chunks.push(chunk.subarray(0, read));
      size += read;
      if (size > limit)
        throw new Problem("this is larger than reports that can be merged", {
          where: name,
          help: "256 MiB is the limit for a file, 384 MiB for all of them.",
        });
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new Problem(`the report cannot be read (${code})`, { where: name, help: "Check the path." });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
