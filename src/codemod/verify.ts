import type { ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import { UPKEEP_RULES } from "../model/rule.ts";
import { parse } from "../parse/index.ts";
import { analyze, type Scan } from "../scan.ts";
import type { FileChange } from "./changes.ts";
import { readForEdit } from "./disk.ts";
import { replaced } from "./pieces.ts";
import { type Again, type FirstRun, placeOf, proposedAgain } from "./second.ts";

/** Something that is not as it should be after the edits. */
export interface Failure {
  readonly path: string;
  /** A sentence. Holds no credential. */
  readonly what: string;
}

/** Rules about places that only hold or read a credential. */
const SETTINGS: ReadonlySet<string> = new Set(["config", "env-read"]);

/** The tree as it would be, and what is wrong with it. */
export interface Verified {
  readonly files: readonly ParsedFile[];
  readonly findings: readonly Finding[];
  readonly uses: Scan["uses"];
  readonly failures: readonly Failure[];
  /** Settings and reads of old variables that are left and that no use explains any more. */
  readonly leftovers: readonly Finding[];
}

/**
 * Parses every touched file and scans the edited tree in memory: a rewritten finding has to be gone, nothing new may be there, and nothing that parsed may
 * have stopped to. When all of that holds, recipes are asked again in the edited tree: they must have nothing to propose that they had not before.
 */
export async function verify(
  scan: Scan,
  changes: readonly FileChange[],
  done: {
    readonly rewritten: readonly Finding[];
    readonly credentials: ReadonlySet<string>;
    /** Files that are added may keep an API token as a fallback. */
    readonly fallback: boolean;
  },
  options: Again,
  first: FirstRun,
): Promise<Verified> {
  const failures: Failure[] = [];
  const added = new Set(changes.flatMap(({ path, before }) => (before === undefined ? [path] : [])));
  const files = new Map(scan.files.map((file) => [file.path, file]));
  for (const change of changes) {
    const parsed = await parseChanged(scan.inventory.root, change);
    if (!parsed || (parsed.degraded && !files.get(change.path)?.degraded))
      failures.push({ path: change.path, what: "It would no longer parse." });
    if (parsed) files.set(change.path, parsed);
  }
  const after = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const { findings, uses } = analyze(after, options.ruleSet, options.asOf, undefined, scan.detection);
  const near = new Set(
    done.rewritten.flatMap((one) => [...one.related, ...one.trace].map((step) => step.location.path)),
  );
  // By fingerprint: what the report keeps may be copies, and fewer than there are.
  const rewritten = new Set(done.rewritten.map(({ fingerprints }) => fingerprints["zunset/v1"]));
  const before = scan.all.filter(({ fingerprints }) => !rewritten.has(fingerprints["zunset/v1"]));
  // A declaration or a read that stays behind is told as such: it authenticates nothing any more.
  const isLeft = (finding: Finding): boolean =>
    !uses.has(finding) &&
    (done.credentials.has(finding.credential ?? "") ||
      (SETTINGS.has(finding.rule) && near.has(finding.location.path)));
  const isFallback = ({ location }: Finding): boolean => done.fallback && added.has(location.path);
  failures.push(
    ...comparison(
      before,
      findings.filter((finding) => !isLeft(finding) && !isFallback(finding)),
    ),
  );
  if (failures.length === 0)
    failures.push(
      ...(await proposedAgain(
        { findings, uses, files: after, changes, rewritten: new Set(done.rewritten) },
        first,
        options,
      )),
    );
  const known = new Set(before.map(placeOf));
  const leftovers = findings.filter(
    (finding) =>
      isLeft(finding) && finding.severity !== "note" && !isFallback(finding) && !known.has(placeOf(finding)),
  );
  return { files: after, findings, uses, failures, leftovers };
}

/** NOTE: the text with its credentials is parsed, because a mask is none: it stays in here. */
async function parseChanged(root: string, change: FileChange): Promise<ParsedFile | undefined> {
  let text = change.after;
  if (change.before !== undefined) {
    const disk = readForEdit(root, change.path);
    if (typeof disk === "string") return undefined;
    text = replaced(disk.text, change.replacements);
  }
  try {
    return await parse({ path: change.path, text });
  } catch {
    return undefined;
  }
}

/** Rules that never speak of a use of an API token. */
const NOTES = new Set(["docs", "password-auth", "static-oauth"]);

/** Counts per file and rule: lines move, so findings are not matched one by one. */
function comparison(before: readonly Finding[], after: readonly Finding[]): Failure[] {
  const counted = (findings: readonly Finding[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const finding of findings) {
      // Notes say what is old-fashioned, not what breaks; in tests every finding is one.
      // A comment that has nothing left to silence is for a person to remove.
      if (UPKEEP_RULES.has(finding.rule)) continue;
      if (finding.severity === "note" && (finding.placement !== "test" || NOTES.has(finding.rule))) continue;
      const key = `${finding.location.path}\0${finding.rule}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const expected = counted(before);
  return [...counted(after)].flatMap(([key, count]) => {
    const [path = "", rule = ""] = key.split("\0");
    const more = count - (expected.get(key) ?? 0);
    return more > 0 ? [{ path, what: `A scan would still find ${rule} there.` }] : [];
  });
}
