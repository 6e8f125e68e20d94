import type { Certainty, Method, PathRow, ScopeData } from "../../model/scope.ts";

/** Scopes that one call needs, and how that is known. */
export interface Need {
  readonly scopes: readonly string[];
  /** Absent for a path that the table does not hold. */
  readonly certainty?: Certainty;
  readonly notes: readonly string[];
}

interface Prefix {
  readonly segments: readonly string[];
  readonly row: PathRow;
}

/** The table of paths, ready for lookups. */
export class Families {
  readonly #data: ScopeData;
  /** Prefixes by their first segment, the longest first; those that begin with a pattern under `*`. */
  readonly #byFirst = new Map<string, Prefix[]>();
  readonly #legal: ReadonlySet<string>;

  constructor(data: ScopeData) {
    this.#data = data;
    for (const row of data.paths)
      for (const prefix of row.prefixes) {
        const segments = prefix.split("/");
        const first = segments[0]?.includes("*") ? "*" : (segments[0] ?? "");
        this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { segments, row }]);
      }
    for (const list of this.#byFirst.values()) list.sort((a, b) => b.segments.length - a.segments.length);
    this.#legal = legalNames(data);
  }

  /** True when some row covers paths that begin with this segment. */
  knows(segment: string): boolean {
    return this.#find([segment]) !== undefined || this.#byFirst.has(segment);
  }

  #find(segments: readonly string[]): PathRow | undefined {
    const candidates = [...(this.#byFirst.get(segments[0] ?? "") ?? []), ...(this.#byFirst.get("*") ?? [])];
    return candidates.find((one) => one.segments.every((wanted, i) => fits(wanted, segments[i])))?.row;
  }

  /** Scopes for a path below `/api/v2` (`/tickets/{}/comments`) and a method; an unknown method needs both accesses. */
  need(path: string, method: Method): Need {
    const segments = path.split("/").filter((segment) => segment !== "");
    const row = this.#find(segments);
    const reads = method === "GET" || method === "unknown";
    const writes = method !== "GET";
    const notes: string[] = [];
    const scopes = new Set<string>();
    if (reads) for (const scope of row?.read ?? [this.#name(row, "read")]) scopes.add(scope);
    if (writes) for (const scope of row?.write ?? [this.#name(row, "write")]) scopes.add(scope);
    if (row?.note !== undefined) notes.push(row.note);
    if (writes && row?.writeNote !== undefined) notes.push(row.writeNote);
    if (!row) notes.push(`the table of scopes does not know /${segments[0] ?? ""}`);
    if (writes && segments.some((segment) => this.#data.jobs.includes(segment)))
      notes.push("answers with a job; following it at /job_statuses needs global read");
    return { scopes: [...scopes], notes, ...(row ? { certainty: row.certainty } : {}) };
  }

  /** The narrow name where it is a legal one, else the global. */
  #name(row: PathRow | undefined, access: "read" | "write"): string {
    const narrow = `${row?.family ?? "global"}:${access}`;
    return this.#legal.has(narrow) ? narrow : access;
  }
}

const fits = (wanted: string, segment: string | undefined): boolean =>
  segment !== undefined &&
  (wanted === "*" || wanted === segment || (wanted.endsWith("*") && segment.startsWith(wanted.slice(0, -1))));

/** Every name a scope string may hold. */
export function legalNames({ names }: ScopeData): ReadonlySet<string> {
  return new Set([
    ...names.global,
    ...names.both.flatMap((name) => [`${name}:read`, `${name}:write`]),
    ...names.read.map((name) => `${name}:read`),
    ...names.write.map((name) => `${name}:write`),
  ]);
}
