import type { Call, Fact, Scope, Value } from "../model/fact.ts";
import { ParseBound } from "./adapter.ts";

/**
 * Nesting of values that is kept, tried from the left until a file's facts are small enough. Code people write nests some twenty deep; a
 * chain of calls reaches further, but each of its links is a fact of its own.
 */
const DEPTHS = [64, 16, 4, 1];

/** Nodes a file's facts may have in all, per character of the file: code people write stays below 2. */
const PER_CHARACTER = 20;

/** Nodes any file may have. */
const ALWAYS = 200_000;

/** Characters of a name that weigh as much as a node. */
const NAME_WEIGHT = 32;

/** Nesting beyond which nobody counts; more than any of {@link DEPTHS}. */
const COUNTED = 400;

/** Tells which values of a file are nested too deep to be kept. */
export interface Bound {
  /** True for a value that becomes opaque. */
  readonly tooDeep: (value: Value) => boolean;
  /** True when there is such a value. */
  readonly cuts: boolean;
}

/**
 * Facts share what they nest (a call stands in its parent, too), but whoever walks them meets it each time: `f(f(f(…)))` of depth n has
 * n² nodes. Finds the depth at which a file's facts stay small; throws {@link ParseBound} for a file whose facts never do.
 */
export function boundValues(facts: readonly Fact[], scopes: readonly Scope[], characters: number): Bound {
  const heights = new Heights();
  const limit = ALWAYS + PER_CHARACTER * characters;
  let deepest = 0;
  for (const value of valuesOf(facts, scopes)) deepest = Math.max(deepest, heights.of(value, 0));
  for (const depth of DEPTHS) {
    const sizes = new Sizes(heights, depth);
    let total = 0;
    for (const fact of facts) {
      total += fact.kind === "call" ? sizes.ofCall(fact) : "value" in fact ? sizes.of(fact.value) : 1;
      if (total > limit) break;
    }
    if (total <= limit) return { tooDeep: (value) => heights.of(value, 0) > depth, cuts: deepest > depth };
  }
  throw new ParseBound("too-deep");
}

function* valuesOf(facts: readonly Fact[], scopes: readonly Scope[]): Generator<Value> {
  for (const fact of facts) {
    if (fact.kind === "call") yield* innerValues(fact);
    else if ("value" in fact) yield fact.value;
  }
  for (const scope of scopes)
    for (const param of scope.params) {
      if (param.default) yield param.default;
      for (const key of param.keys ?? []) if (key.default) yield key.default;
    }
}

function* innerValues(call: Call): Generator<Value> {
  yield* call.args;
  for (const entry of call.named) yield entry.value;
  if (call.receiver) yield call.receiver;
}

function* nestedValues(value: Value): Generator<Value> {
  for (const part of value.parts) {
    if ("call" in part) yield* innerValues(part);
    else if ("object" in part) for (const entry of part.object) yield entry.value;
    else if ("list" in part) yield* part.list;
    else if ("choice" in part) yield* part.choice;
  }
}

/** How deep values nest, each counted once. */
class Heights {
  readonly #known = new Map<Value, number>();

  of(value: Value, depth: number): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    // Not remembered: it is only known to be at least this deep from where the count began.
    if (depth > COUNTED) return COUNTED;
    let height = 0;
    for (const inner of nestedValues(value)) height = Math.max(height, 1 + this.of(inner, depth + 1));
    height = Math.min(height, COUNTED);
    this.#known.set(value, height);
    return height;
  }
}

/** How many nodes values have, those too deep left out, each counted as often as it is met. */
class Sizes {
  readonly #known = new Map<Value, number>();
  readonly #heights: Heights;
  readonly #depth: number;

  constructor(heights: Heights, depth: number) {
    this.#heights = heights;
    this.#depth = depth;
  }

  of(value: Value): number {
    if (this.#heights.of(value, 0) > this.#depth) return 1;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    let size = 1;
    for (const part of value.parts) {
      if ("call" in part) size += this.ofCall(part);
      else if ("object" in part) for (const entry of part.object) size += 1 + this.of(entry.value);
      else if ("list" in part) for (const one of part.list) size += this.of(one);
      else if ("choice" in part) for (const one of part.choice) size += this.of(one);
      else size += 1;
    }
    this.#known.set(value, size);
    return size;
  }

  ofCall(call: Call): number {
    let size = 1 + Math.floor(call.call.length / NAME_WEIGHT);
    for (const value of innerValues(call)) size += this.of(value);
    return size;
  }
}
