import type { ParsedFile, ScopeId } from "../model/fact.ts";
import type { Match } from "../model/match.ts";
import type { NameReading } from "./names.ts";
import { type Places, placesOf } from "./places.ts";

/** One file as matchers see it. */
export interface FileContext {
  readonly file: ParsedFile;
  readonly places: Places;
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
export function contextOf(file: ParsedFile, read: (name: string) => NameReading): FileContext {
  const lower = file.masked.toLowerCase();
  return {
    file,
    places: placesOf(file),
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
