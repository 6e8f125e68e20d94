import type { Entry, Fact, LanguageId, Param, Part, Scope, ScopeId, Span, Value } from "../model/fact.ts";

/** A stretch of outer text that becomes inner text: `text` stands at `start` in the outer file. Lengths may differ (escapes). */
export interface Piece {
  readonly text: string;
  readonly start: number;
  /** Length in the outer text; the text's own length when left out. */
  readonly length?: number;
}

/** Code inside code, to be handed to its own language. */
export interface Embedded {
  readonly language: LanguageId;
  readonly pieces: readonly Piece[];
  /** A dialect hint for the inner adapter, e.g. a fence's info string or a file extension (`.ts`). */
  readonly extension?: string;
  /** The inner text is documentation (a Markdown fence). */
  readonly documentation?: true;
  /** What characters of the text stand for: values that the program around puts there. */
  readonly holes?: ReadonlyMap<string, readonly Part[]>;
  /** The scope around it where that is not the file's: names mean there what they mean to the program. */
  readonly scope?: ScopeId;
}

/** Thrown by an adapter when a file exceeds its time or depth bound; the file falls back to `text`. */
export class ParseBound extends Error {
  readonly reason: "timeout" | "too-deep";
  constructor(reason: "timeout" | "too-deep") {
    super(reason);
    this.name = "ParseBound";
    this.reason = reason;
  }
}

/** Collects the facts of one source; adapters get one and write to it. */
export class Lowering {
  readonly path: string;
  readonly text: string;
  /** File extension with its dot, lower case, of the file or of the embedded dialect. */
  readonly extension: string;
  readonly facts: Fact[] = [];
  readonly scopes: Scope[] = [];
  readonly embedded: Embedded[] = [];
  /** Set by adapters whose parser reported errors. */
  degraded = false;
  #deadline: number;
  #ticks = 0;

  constructor(source: { path: string; text: string; extension: string; deadline: number }) {
    this.path = source.path;
    this.text = source.text;
    this.extension = source.extension;
    this.#deadline = source.deadline;
    this.scope({
      parent: null,
      kind: "file",
      name: "",
      at: { start: 0, end: source.text.length },
      params: [],
    });
  }

  /** Adds a scope and returns its id. */
  scope(scope: Omit<Scope, "id">): ScopeId {
    const id = this.scopes.length;
    this.scopes.push({ id, ...scope });
    return id;
  }

  /** Adds a fact. */
  emit(fact: Fact): void {
    this.facts.push(fact);
  }

  /** Hands inner code to its own language. */
  embed(embedded: Embedded): void {
    if (embedded.pieces.length > 0) this.embedded.push(embedded);
  }

  /** To be called per node visited: throws {@link ParseBound} when time is up or `depth` exceeds 400. */
  tick(depth = 0): void {
    if (depth > 400) throw new ParseBound("too-deep");
    if ((++this.#ticks & 1023) === 0 && performance.now() > this.#deadline) throw new ParseBound("timeout");
  }

  /** True when the time bound has passed; for a parser's own progress callback. */
  expired(): boolean {
    return performance.now() > this.#deadline;
  }
}

/** Lowers one source to facts. Must not throw on any input except {@link ParseBound}. */
export type Adapter = (lowering: Lowering) => void;

/** An adapter's module: `load` fetches its parser once and gives the adapter. */
export interface AdapterModule {
  readonly load: () => Promise<Adapter>;
}

/** A value from parts; adjacent texts are joined, empty texts dropped. */
export function value(at: Span, parts: readonly Part[]): Value {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if ("text" in part) {
      if (part.text === "") continue;
      if (last && "text" in last) {
        joined[joined.length - 1] = { text: last.text + part.text };
        continue;
      }
    }
    joined.push(part);
  }
  return { at, parts: joined };
}

/** A value of literal text (an empty literal has no parts). */
export const textValue = (at: Span, text: string): Value => value(at, [{ text }]);

/** A value nothing can be said about. */
export const opaqueValue = (at: Span): Value => ({ at, parts: [{ opaque: true }] });

/**
 * The parts of a format string with its arguments put in place: `%s`/`%d`/`%v`/`%-10s`, `%(name)s`, `{}`, `{0}`, `{name}`, `{0:x}`.
 * Arguments the format does not name are dropped; a missing one becomes opaque.
 */
export function formatParts(
  format: string,
  style: "percent" | "brace",
  args: readonly Value[],
  named: readonly Entry[] = [],
): Part[] {
  const pattern =
    style === "percent"
      ? /%(?:\((\w+)\)|(\d+)\$)?[-+ #0]*\d*(?:\.\d+)?([sdvqxifguS%])/g
      : /\{\{|\}\}|\{\s*(?:(\d+)|([A-Za-z_][\w.]*))?\s*(?:![a-z])?(?:[:,][^{}]*)?\}/g;
  const parts: Part[] = [];
  let last = 0;
  let next = 0;
  for (const match of format.matchAll(pattern)) {
    parts.push({ text: format.slice(last, match.index) });
    last = match.index + match[0].length;
    if (match[0] === "{{" || match[0] === "}}") parts.push({ text: match[0].slice(1) });
    else if (style === "percent" && match[3] === "%") parts.push({ text: "%" });
    else {
      const key = style === "percent" ? match[1] : match[2];
      const position =
        style === "percent"
          ? match[2]
            ? Number(match[2]) - 1
            : next++
          : match[1] !== undefined
            ? Number(match[1])
            : next;
      if (style === "brace" && match[1] === undefined && key === undefined) next++;
      const argument = key === undefined ? args[position] : named.find((entry) => entry.key === key)?.value;
      if (argument) parts.push(...argument.parts);
      else parts.push({ opaque: true });
    }
  }
  parts.push({ text: format.slice(last) });
  return parts;
}

/** A parameter list entry without default. */
export const plainParam = (name: string, at: Span): Param => ({ name, at });
