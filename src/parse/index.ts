import type { Fact, LanguageId, ParsedFile, Part, Scope, ScopeId, Span } from "../model/fact.ts";
import { type Adapter, type Embedded, Lowering, ParseBound } from "./adapter.ts";
import { embedCommands } from "./commands.ts";
import { extensionOf, languageOf } from "./language.ts";
import { adapters } from "./languages/index.ts";
import { lineHashes } from "./line-hash.ts";
import { Mover, outerOffset } from "./move.ts";
import { redact } from "./secret.ts";
import { type Bound, boundValues } from "./size.ts";

export { languageOf };

/** Code inside code inside code: a fence in a notebook in a YAML value. Deeper is not followed. */
const EMBED_DEPTH = 4;

/** Blocks of inner code that are looked at per file; beyond, a file is a data dump. */
const EMBED_BLOCKS = 20_000;

/** Characters of inner code that are looked at, per character of the file, blocks in blocks counted again. */
const EMBED_CHARACTERS = 8;

/** Milliseconds one file may take in its adapters. */
const TIME_BOUND_MS = 5_000;

/** Milliseconds a file that its own parser did not get through may take as text. */
const TEXT_BOUND_MS = 2_500;

/** What to parse. */
export interface ParseInput {
  readonly path: string;
  /** Decoded text. */
  readonly text: string;
  /** Compute GitHub's line hashes for the lines facts begin on. */
  readonly hashLines?: boolean;
}

const loaded = new Map<LanguageId, Promise<Adapter>>();

function adapterFor(language: LanguageId): Promise<Adapter> {
  let adapter = loaded.get(language);
  if (!adapter) {
    adapter = adapters[language]().then((module) => module.load());
    loaded.set(language, adapter);
  }
  return adapter;
}

/** Lowers one source to facts. Throws nothing but {@link ParseBound}, whatever the text holds; credentials stay inside. */
export async function parse(input: ParseInput): Promise<ParsedFile> {
  const lineEnd = input.text.indexOf("\n");
  const language = languageOf(input.path, input.text.slice(0, lineEnd < 0 ? 300 : Math.min(lineEnd, 300)));
  const collector = new Collector(input);
  await collector.lower(
    { language, pieces: [{ text: input.text, start: 0 }], extension: extensionOf(input.path) },
    0,
    undefined,
  );
  const { facts, scopes, masked, secrets } = redact(input.text, collector.facts, collector.scopes);
  return {
    path: input.path,
    language,
    masked,
    scopes,
    facts,
    secrets,
    degraded: collector.degraded,
    ...(input.hashLines ? { lineHashes: lineHashes(input.text, facts) } : {}),
  };
}

/** The code around inner code: how its places, scopes and values become those of the file. */
interface Outer {
  readonly offset: (offset: number) => number;
  /** What is added to its scopes' ids. */
  readonly base: number;
  readonly mover: Mover | undefined;
  readonly holes: ReadonlyMap<string, readonly Part[]> | undefined;
}

/** Facts and scopes of one file, those of the code inside it at their places in the file. */
class Collector {
  readonly facts: Fact[] = [];
  readonly scopes: Scope[] = [];
  degraded = false;
  readonly #path: string;
  #deadline = performance.now() + TIME_BOUND_MS;
  #late = false;
  readonly #length: number;
  #blocks = EMBED_BLOCKS;
  #characters: number;

  constructor(input: ParseInput) {
    this.#path = input.path;
    this.#length = input.text.length;
    this.#characters = (EMBED_CHARACTERS + 1) * (input.text.length + 1_000);
  }

  /** Runs one adapter over one (inner) text, adds its facts, then does the same for what it embeds. */
  async lower(source: Embedded, depth: number, outer: Outer | undefined): Promise<void> {
    const text =
      source.pieces.length === 1
        ? (source.pieces[0]?.text ?? "")
        : source.pieces.map((piece) => piece.text).join("");
    this.#blocks--;
    this.#characters -= text.length;
    if (this.#blocks < 0 || this.#characters < 0) {
      this.degraded = true;
      return;
    }
    if (performance.now() > this.#deadline) throw new ParseBound("timeout");
    const { lowering, bound } = await this.#run(source.language, text, source.extension ?? "");
    this.degraded ||= lowering.degraded;
    const within = outer ? outerOffset(source) : undefined;
    // Inner text may have a line break at its end that the file has not.
    const offset =
      outer && within
        ? (inner: number): number => Math.min(outer.offset(within(inner)), this.#length)
        : undefined;
    const holes = source.holes && outer?.mover ? moved(source.holes, outer.mover) : source.holes;
    const scope = source.scope ?? (outer?.holes ? 0 : undefined);
    const around = {
      offset,
      holes: holes ?? outer?.holes,
      parent: scope === undefined ? 0 : (outer?.base ?? 0) + scope,
    };
    const base = this.scopes.length;
    const mover = this.#add(lowering, bound, around);
    if (depth >= EMBED_DEPTH) return;
    const here = { offset: offset ?? ((same: number) => same), base, mover, holes: around.holes };
    for (const inner of lowering.embedded) await this.lower(inner, depth + 1, here);
  }

  async #run(
    language: LanguageId,
    text: string,
    extension: string,
  ): Promise<{ lowering: Lowering; bound: Bound }> {
    const options = { path: this.#path, text, extension, deadline: this.#deadline };
    try {
      const lowering = new Lowering(options);
      (await adapterFor(language))(lowering);
      embedCommands(lowering, language);
      return { lowering, bound: boundValues(lowering.facts, lowering.scopes, text.length) };
    } catch (error) {
      // A stack overflow on hostile nesting, a parser's own failure and one that takes too long fall back to text; the file is listed as degraded.
      if (language === "text") throw error instanceof ParseBound ? error : new ParseBound("too-deep");
      if (error instanceof ParseBound && error.reason === "timeout") {
        // Once: a large file with errors is worth its time as text, not each block of a hostile one.
        if (this.#late) throw error;
        this.#late = true;
        this.#deadline = performance.now() + TEXT_BOUND_MS;
      }
      const fallback = await this.#run("text", text, extension);
      fallback.lowering.degraded = true;
      return fallback;
    }
  }

  #add(
    lowering: Lowering,
    bound: Bound,
    around: {
      readonly offset: ((offset: number) => number) | undefined;
      readonly holes: ReadonlyMap<string, readonly Part[]> | undefined;
      readonly parent: ScopeId;
    },
  ): Mover | undefined {
    const base = this.scopes.length;
    // The file itself as it is: nothing has to be moved.
    if (base === 0 && !around.offset && !bound.cuts) {
      append(this.facts, lowering.facts);
      append(this.scopes, lowering.scopes);
      return undefined;
    }
    const offset = around.offset ?? ((at: number): number => at);
    const mover = new Mover({
      span: (at: Span) => ({ start: offset(at.start), end: Math.max(offset(at.start), offset(at.end)) }),
      scope: (id) => id + base,
      drop: bound.tooDeep,
      ...(around.holes ? { holes: around.holes } : {}),
    });
    for (const scope of lowering.scopes) {
      const moved = mover.scope(scope);
      // The outermost scope of inner code stands in the file's, or in that of the program which runs it.
      this.scopes.push(moved.parent === null && base > 0 ? { ...moved, parent: around.parent } : moved);
    }
    for (const fact of lowering.facts) this.facts.push(mover.fact(fact));
    return mover;
  }
}

/** What is put into inner code, at its places in the file. */
function moved(
  holes: ReadonlyMap<string, readonly Part[]>,
  mover: Mover,
): ReadonlyMap<string, readonly Part[]> {
  return new Map([...holes].map(([hole, parts]) => [hole, parts.map((part) => mover.part(part))]));
}

/** Adds without spreading, which has a limit. */
function append<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one);
}
