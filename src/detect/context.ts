import type { EntryFact, Fact, ParsedFile, ScopeId, Span } from "../model/fact.ts";
import type { Match } from "../model/match.ts";
import type { NameReading } from "./names.ts";
import { type CallPlace, type Places, placesOf } from "./places.ts";

/** An assignment as a fact of its own. */
export type AssignFact = Extract<Fact, { kind: "assign" }>;

/** One file as matchers see it. */
export interface FileContext {
  readonly file: ParsedFile;
  readonly places: Places;
  /** All calls, imported functions under the names their modules give them. */
  readonly calls: readonly CallPlace[];
  /** Of these the ones that a rule may ask for by the end of their name. */
  readonly asked: readonly CallPlace[];
  readonly assigns: readonly AssignFact[];
  readonly entries: readonly EntryFact[];
  /** Last segments of the key paths of entries, keys of objects, names of named arguments. */
  readonly keys: ReadonlySet<string>;
  /** Configuration entries by the key path of their parent, segments joined by NUL. */
  readonly settings: ReadonlyMap<string, readonly EntryFact[]>;
  /** Of the entries of one key path (list items share theirs) the one that stands nearest to a place. */
  readonly nearest: (path: readonly string[], to: Span) => EntryFact | undefined;
  readonly read: (name: string) => NameReading;
  /** Masked text in lower case. */
  readonly lower: string;
  /** Modules the file imports, as spelled. */
  readonly modules: readonly string[];
  /** The path or the text says Zendesk. */
  readonly vendor: boolean;
}

/** A match without the rule's id, which its rule adds. */
export type Found = Omit<Match, "rule" | "path">;

/** Gathers what the matchers of all rules need to know of a file. */
export function contextOf(
  file: ParsedFile,
  read: (name: string) => NameReading,
  mayBeCalled: (callee: string) => boolean,
): FileContext {
  const lower = file.masked.toLowerCase();
  const places = placesOf(file);
  const imported = importedNames(file);
  const calls =
    imported.size === 0 ? places.calls : places.calls.map((place) => underOwnName(place, imported));
  const entries = file.facts.filter((fact): fact is EntryFact => fact.kind === "entry");
  return {
    file,
    places,
    calls,
    asked: calls.filter((place) => mayBeCalled(place.call.call)),
    assigns: file.facts.filter((fact): fact is AssignFact => fact.kind === "assign"),
    entries,
    keys: keysOf(entries, places),
    settings: groupEntries(entries),
    nearest: nearestOf(entries),
    read,
    lower,
    modules: file.facts.flatMap((fact) => (fact.kind === "import" ? [fact.module] : [])),
    vendor: isVendorText(file.path.toLowerCase()) || isVendorText(lower),
  };
}

/** True when a lower-case text speaks of Zendesk or one of its SDKs. */
export const isVendorText = (lower: string): boolean =>
  lower.includes("zendesk") || /zenpy|zdesk|\bzd[_-]|\bzat\b/.test(lower);

/** Names of the scopes around a place, innermost first. */
export function scopeNames(file: ParsedFile, scope: ScopeId): string[] {
  const names: string[] = [];
  for (let id: ScopeId | null = scope; id !== null; id = file.scopes[id]?.parent ?? null) {
    const name = file.scopes[id]?.name;
    if (name) names.push(name);
  }
  return names;
}

function keysOf(entries: readonly EntryFact[], places: Places): Set<string> {
  const keys = new Set(entries.map((fact) => fact.path.at(-1) ?? ""));
  for (const list of places.objects) for (const entry of list) keys.add(entry.key);
  return keys;
}

function nearestOf(
  entries: readonly EntryFact[],
): (path: readonly string[], to: Span) => EntryFact | undefined {
  let byPath: Map<string, EntryFact[]> | undefined;
  return (path, to) => {
    byPath ??= group(entries, (fact) => fact.path.join("\0"));
    const list = byPath.get(path.join("\0")) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.at.start ?? 0) < to.start) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [list[low - 1], list[low]];
    if (!before || !after) return before ?? after;
    return to.start - before.at.start <= after.at.start - to.start ? before : after;
  };
}

const groupEntries = (entries: readonly EntryFact[]): Map<string, EntryFact[]> =>
  group(entries, (fact) => fact.path.slice(0, -1).join("\0"));

/** Entries by a key, each list in source order. */
function group(entries: readonly EntryFact[], keyOf: (fact: EntryFact) => string): Map<string, EntryFact[]> {
  const groups = new Map<string, EntryFact[]>();
  for (const fact of entries) {
    const key = keyOf(fact);
    const list = groups.get(key);
    if (list) list.push(fact);
    else groups.set(key, [fact]);
  }
  for (const list of groups.values()) list.sort((a, b) => a.at.start - b.at.start);
  return groups;
}

/** Names of other modules by what this file calls them: `import { createClient as connect }`. */
function importedNames(file: ParsedFile): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const fact of file.facts) {
    if (fact.kind !== "import") continue;
    for (const { imported, local } of fact.names)
      if (imported !== local && imported !== "*" && imported !== "default") names.set(local, imported);
  }
  return names;
}

/** A call of an imported function under the name its module gives it. */
function underOwnName(place: CallPlace, imported: ReadonlyMap<string, string>): CallPlace {
  const { call } = place.call;
  const dot = call.indexOf(".");
  const name = imported.get(dot < 0 ? call : call.slice(0, dot));
  return name === undefined
    ? place
    : { ...place, call: { ...place.call, call: dot < 0 ? name : name + call.slice(dot) } };
}
