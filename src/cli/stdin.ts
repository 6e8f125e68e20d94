import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import { decode, wideEncoding } from "../parse/decode.ts";
import { parse } from "../parse/index.ts";
import type { RuleSet } from "../rules/index.ts";
import { analyze } from "../scan.ts";

/** Scans one source that comes in on standard input. */
export async function scanStandardInput(name: string | undefined, options: { ruleSet: RuleSet; asOf: string; version: string; hashLines: boolean; only: readonly string[] | undefined }): Promise<Report> {
  if (name === undefined) throw new Problem("standard input has no name, so its language is not known", { where: "-", help: "Say what it is: --stdin-filename deploy.sh" });
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (wideEncoding(bytes, bytes.length) === undefined && bytes.includes(0)) throw new Problem("standard input is binary", { where: name });
  const file = await parse({ path: name.replace(/\\/g, "/").replace(/^\.\//, ""), text: decode(bytes, bytes.length), hashLines: options.hashLines });
  const { findings } = analyze([file], options.ruleSet, options.asOf, options.only);
  return {
    tool: { name: "zunset", version: options.version },
    asOf: options.asOf,
    findings,
    rules: options.ruleSet.rules,
    deadlines: options.ruleSet.deadlines,
    files: { scanned: 1, parsed: 1, leftOut: {} },
    skipped: [],
  };
}
