import type { ParsedFile } from "../model/fact.ts";
import type { Finding, Location, Step } from "../model/finding.ts";
import { placementOf } from "../model/placement.ts";
import type { Deadline, Rule, Severity } from "../model/rule.ts";
import { daysLeft } from "./days.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { Lines } from "./lines.ts";

/** Lines shown above and below. */
const AROUND = 1;

/** Something wrong with a comment or an entry that lets findings pass. */
export interface Upkeep {
  readonly rule: string;
  readonly location: Location;
  /** Sentences that tell this one from others of its rule. Holds no credential. */
  readonly detail: string;
  /** The rule's own when left out. */
  readonly severity?: Severity;
  /** Where what it speaks of stands. */
  readonly related?: readonly Location[];
}

/** What findings about upkeep are made with. */
export interface UpkeepOptions {
  readonly files: readonly ParsedFile[];
  readonly rules: readonly Rule[];
  readonly deadlines: readonly Deadline[];
  /** ISO date. */
  readonly asOf: string;
}

/** Makes findings of what is wrong with suppressions or a baseline, in the order given. */
export function upkeepFindings(all: readonly Upkeep[], options: UpkeepOptions): Finding[] {
  const files = new Map(options.files.map((file) => [file.path, file]));
  const lines = new Map<string, Lines>();
  const occurrences = new Map<string, number>();
  const linesOf = (path: string): Lines | undefined => {
    const file = files.get(path);
    const known = lines.get(path);
    if (known || !file) return known;
    const made = new Lines(file);
    lines.set(path, made);
    return made;
  };
  return all.flatMap(({ rule: id, location, detail, severity, related = [] }) => {
    const rule = options.rules.find((one) => one.id === id);
    const file = files.get(location.path);
    const own = linesOf(location.path);
    const deadline = options.deadlines.find((one) => one.id === rule?.deadline);
    if (!rule || !file || !own || !deadline) return [];
    const placement = placementOf(location.path, file.language);
    const context = `${own.text(location.startLine)}\0${detail}`;
    const same = [id, location.path, context].join("\0");
    const occurrence = occurrences.get(same) ?? 0;
    occurrences.set(same, occurrence + 1);
    const identity = { rule: id, scopes: [], context, occurrence };
    const hash = file.lineHashes?.[location.startLine];
    const finding: Finding = {
      rule: id,
      severity: placement === "docs" || placement === "test" ? "note" : (severity ?? rule.severity),
      confidence: "high",
      placement,
      message: `${rule.message} ${detail}`,
      location,
      excerpt: own.excerpt(location, AROUND),
      related: related.flatMap((place): Step[] => {
        const excerpt = linesOf(place.path)?.excerpt(place, 0);
        return excerpt ? [{ role: "note", location: place, message: "the finding", excerpt }] : [];
      }),
      trace: [],
      deadline,
      daysLeft: daysLeft(options.asOf, deadline),
      fingerprints: {
        "zunset/v1": fingerprintOf({ ...identity, path: location.path }),
        content: fingerprintOf(identity),
        ...(hash === undefined ? {} : { primaryLocationLineHash: hash }),
      },
    };
    return [finding];
  });
}
