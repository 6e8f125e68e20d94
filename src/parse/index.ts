import type { Fact, LanguageId, ParsedFile, Scope, Span, Value } from "../model/fact.ts";
import { type Adapter, type Embedded, Lowering, ParseBound } from "./adapter.ts";
import { extensionOf, languageNamed, languageOf } from "./language.ts";
import { adapters } from "./languages/index.ts";
import { lineHashes } from "./line-hash.ts";
import { redact } from "./secret.ts";

export { languageNamed, languageOf };

/** Code inside code inside code: a fence in a notebook in a YAML value. Deeper is not followed. */
const EMBED_DEPTH = 4;

/** Milliseconds one file may take in its adapters. */
const TIME_BOUND_MS = 5_000;

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

/** Lowers one source to facts. Never throws for what the text holds; credentials stay inside. */
export async function parse(input: ParseInput): Promise<ParsedFile> {
  const lineEnd = input.text.indexOf("\n");
  const language = languageOf(input.path, input.text.slice(0, lineEnd < 0 ? 300 : Math.min(lineEnd, 300)));
  const bound = { deadline: performance.now() + TIME_BOUND_MS };
  const collected = { facts: [] as Fact[], scopes: [] as Scope[], degraded: false };
  await lower({ language, pieces: [{ text: input.text, start: 0 }], extension: extensionOf(input.path) }, input.path, bound, 0, collected, (offset) => offset);
  const { facts, scopes, masked, secrets } = redact(input.text, collected.facts, collected.scopes);
  return {
    path: input.path,
    language,
    masked,
    scopes,
    facts,
    secrets,
    degraded: collected.degraded,
    ...(input.hashLines ? { lineHashes: lineHashes(input.text, facts) } : {}),
  };
}

/** Runs one adapter over one (inner) text, adds its facts with outer spans, then does the same for what it embeds. */
async function lower(
  source: Embedded,
  path: string,
  bound: { deadline: number },
  depth: number,
  into: { facts: Fact[]; scopes: Scope[]; degraded: boolean },
  outer: (offset: number) => number,
): Promise<void> {
  const text = source.pieces.map((piece) => piece.text).join("");
  const map = mapping(source);
  const toFile = (offset: number): number => outer(map(offset));
  // Loading a grammar is no fault of the file's.
  const started = performance.now();
  const adapter = await adapterFor(source.language);
  bound.deadline += performance.now() - started;
  const options = { path, text, extension: source.extension ?? "", deadline: bound.deadline };
  let lowering = new Lowering(options);
  try {
    adapter(lowering);
  } catch (error) {
    // A stack overflow on hostile nesting and a parser's own failure both fall back to text; the file is listed as degraded.
    if (source.language === "text") throw error;
    if (error instanceof ParseBound && error.reason === "timeout") throw error;
    lowering = new Lowering(options);
    lowering.degraded = true;
    (await adapterFor("text"))(lowering);
  }
  into.degraded ||= lowering.degraded;
  const base = into.scopes.length;
  const span = (at: Span): Span => ({ start: toFile(at.start), end: Math.max(toFile(at.start), toFile(at.end)) });
  for (const scope of lowering.scopes) {
    into.scopes.push({
      ...scope,
      id: scope.id + base,
      parent: scope.parent === null ? (base === 0 ? null : 0) : scope.parent + base,
      at: span(scope.at),
      params: scope.params.map((param) => ({
        ...param,
        at: span(param.at),
        ...(param.default ? { default: moveValue(param.default, span) } : {}),
        ...(param.keys ? { keys: param.keys.map((key) => ({ ...key, ...(key.default ? { default: moveValue(key.default, span) } : {}) })) } : {}),
      })),
    });
  }
  for (const fact of lowering.facts) into.facts.push(moveFact(fact, base, span));
  if (depth >= EMBED_DEPTH) return;
  for (const inner of lowering.embedded) await lower(inner, path, bound, depth + 1, into, toFile);
}

/** Inner offset → outer offset, over pieces. */
function mapping(source: Embedded): (offset: number) => number {
  const pieces: { from: number; to: number; start: number; length: number }[] = [];
  let from = 0;
  for (const piece of source.pieces) {
    pieces.push({ from, to: from + piece.text.length, start: piece.start, length: piece.length ?? piece.text.length });
    from += piece.text.length;
  }
  return (offset) => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pieces[middle]?.to ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    const piece = pieces[low];
    if (!piece) return 0;
    return piece.start + Math.min(Math.max(0, offset - piece.from), piece.length);
  };
}

type Move = (at: Span) => Span;

function moveValue(value: Value, span: Move): Value {
  return {
    at: span(value.at),
    parts: value.parts.map((part) => {
      if ("call" in part)
        return {
          ...part,
          args: part.args.map((argument) => moveValue(argument, span)),
          named: part.named.map((entry) => ({ ...entry, at: span(entry.at), value: moveValue(entry.value, span) })),
          ...(part.receiver ? { receiver: moveValue(part.receiver, span) } : {}),
        };
      if ("object" in part) return { object: part.object.map((entry) => ({ ...entry, at: span(entry.at), value: moveValue(entry.value, span) })) };
      if ("list" in part) return { list: part.list.map((one) => moveValue(one, span)) };
      if ("choice" in part) return { choice: part.choice.map((one) => moveValue(one, span)) };
      return part;
    }),
  };
}

function moveFact(fact: Fact, base: number, span: Move): Fact {
  const placed = { at: span(fact.at), scope: fact.scope + base };
  switch (fact.kind) {
    case "import":
    case "export":
      return { ...fact, ...placed };
    case "call":
      return {
        ...fact,
        ...placed,
        args: fact.args.map((argument) => moveValue(argument, span)),
        named: fact.named.map((entry) => ({ ...entry, at: span(entry.at), value: moveValue(entry.value, span) })),
        ...(fact.receiver ? { receiver: moveValue(fact.receiver, span) } : {}),
      };
    default:
      return { ...fact, ...placed, value: moveValue(fact.value, span) };
  }
}
