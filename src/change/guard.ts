import { type Upkeep, type UpkeepOptions, upkeepFindings } from "../findings/upkeep.ts";
import type { Directive } from "../model/directive.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import { createPool } from "../parse/pool.ts";

/** The comments that are not there in the base: none of the same text in the same file, or fewer of them. */
export function addedDirectives(
  now: readonly Directive[],
  before: readonly Directive[],
  renames: ReadonlyMap<string, string>,
): Directive[] {
  const left = new Map<string, number>();
  for (const { location, text } of before) {
    const key = `${location.path}\0${text}`;
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return now.filter(({ location, text }) => {
    const key = `${renames.get(location.path) ?? location.path}\0${text}`;
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count < 1;
  });
}

const RULE = "silenced-by-change";

/** Findings about what a change adds that would silence others: comments, and files of settings. */
export function silencingFindings(
  directives: readonly Directive[],
  settings: readonly ParsedFile[],
  options: UpkeepOptions,
): Finding[] {
  const all: Upkeep[] = [
    ...directives.map(({ location }) => ({ rule: RULE, location, detail: "It adds this comment." })),
    ...settings.map(({ path }) => ({
      rule: RULE,
      location: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
      detail: "It changes this file of settings.",
    })),
  ];
  return upkeepFindings(all, { ...options, files: [...options.files, ...settings] });
}

/** Bytes of a file of settings that is shown. */
const LARGEST = 1024 * 1024;

/** Parses files of settings, so that what is shown of them holds no credential. */
export async function parseSettings(root: string, paths: readonly string[]): Promise<readonly ParsedFile[]> {
  const pool = createPool({ keywords: [], maxFileSize: LARGEST, hashLines: false, threads: 0 });
  const files = paths.map((path) => ({ path }));
  return (await pool.run({ root, files }, { force: true })).parsed;
}
