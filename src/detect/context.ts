import type { EntryFact, ParsedFile, ScopeId } from "../model/fact.ts";
import type { Match } from "../model/match.ts";
import type { NameReading } from "./names.ts";
import { type CallPlace, type Places, placesOf } from "./places.ts";

/** One file as matchers see it. */
export interface FileContext {
  readonly file: ParsedFile;
  readonly places: Places;
  /** Calls that a rule may ask for. */
  readonly asked: readonly CallPlace[];
  /** Configuration entries by the key path of their parent, segments joined by NUL. */
  readonly settings: ReadonlyMap<string, readonly EntryFact[]>;
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
  return {
    file,
    places,
    asked: places.calls
      .map((place) => underOwnName(place, imported))
      .filter((place) => mayBeCalled(place.call.call)),
    settings: groupEntries(file),
    read,
    lower,
    modules: file.facts.flatMap((fact) => (fact.kind === "import" ? [fact.module] : [])),
    vendor: isVendorText(file.path.toLowerCase()) || isVendorText(lower),
  };
}

/** True when a lower-case text speaks of Zendesk or one of its SDKs. */
export const isVendorText = (lower: string): boolean => /zendesk|zenpy|zdesk|\bzd[_-]|\bzat\b/.test(lower);

/** Names of the scopes around a place, innermost first. */
export function scopeNames(file: ParsedFile, scope: ScopeId): string[] {
  const names: string[] = [];
  for (let id: ScopeId | null = scope; id !== null; id = file.scopes[id]?.parent ?? null) {
    const name = file.scopes[id]?.name;
    if (name) names.push(name);
  }
  return names;
}

function groupEntries(file: ParsedFile): Map<string, EntryFact[]> {
  const parents = new Map<string, EntryFact[]>();
  for (const fact of file.facts) {
    if (fact.kind !== "entry") continue;
    const parent = fact.path.slice(0, -1).join("\0");
    const list = parents.get(parent);
    if (list) list.push(fact);
    else parents.set(parent, [fact]);
  }
  for (const list of parents.values()) list.sort((a, b) => a.at.start - b.at.start);
  return parents;
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
  const [head = "", ...rest] = place.call.call.split(".");
  const name = imported.get(head);
  return name === undefined ? place : { ...place, call: { ...place.call, call: [name, ...rest].join(".") } };
}
