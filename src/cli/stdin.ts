import { dirname, resolve } from "node:path";
import { gitTop, isWithin, spell } from "../discover/root.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import type { Skipped, SkipReason } from "../model/source.ts";
import { decode, wideEncoding } from "../parse/decode.ts";
import { parse } from "../parse/index.ts";
import { analyze, degradedOf, type ScanOptions } from "../scan.ts";

/** Scans one source that comes in on standard input; `name` says what it is and where it would stand. */
export async function scanStandardInput(name: string, options: Omit<ScanOptions, "roots">): Promise<Report> {
  const path = pathOf(name);
  const outcome = await examine(path, await readAll(name, options.maxFileSize), options.hashLines);
  const { ruleSet, asOf, version, only, suppressions } = options;
  const files = "reason" in outcome ? [] : [outcome];
  const { findings, suppressed } = analyze(files, ruleSet, asOf, only, undefined, suppressions);
  return {
    tool: { name: "zunset", version },
    asOf,
    findings,
    suppressed,
    rules: ruleSet.rules,
    deadlines: ruleSet.deadlines,
    files: { scanned: files.length, parsed: files.length, leftOut: {} },
    skipped: "reason" in outcome ? [outcome] : [],
    degraded: degradedOf(files),
  };
}

/** The path a scan of the file itself would report: relative to the git root, else to the current folder. */
function pathOf(name: string): string {
  const absolute = resolve(name);
  const cwd = process.cwd();
  const root = gitTop(dirname(absolute)) ?? (isWithin(cwd, absolute) ? cwd : dirname(absolute));
  return spell(root, absolute);
}

async function readAll(name: string, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length;
    if (size > limit)
      throw new Problem(`standard input is larger than ${limit} bytes`, {
        where: name,
        help: "Pass a larger --max-file-size if that is meant.",
      });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, size);
}

async function examine(path: string, bytes: Buffer, hashLines: boolean): Promise<ParsedFile | Skipped> {
  if (wideEncoding(bytes, bytes.length) === undefined && bytes.includes(0)) return { path, reason: "binary" };
  try {
    return await parse({ path, text: decode(bytes, bytes.length), hashLines });
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

/** The bound that was hit. An error's message may quote the text, so nothing else of it goes on. */
function reasonOf(error: unknown): SkipReason {
  const reason = error instanceof Error && "reason" in error ? error.reason : undefined;
  return reason === "timeout" || reason === "too-deep" ? reason : "parse-error";
}
