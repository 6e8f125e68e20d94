import type { Call, Fact, Part, Scope, ScopeId, Span, Value } from "../model/fact.ts";
import { type Embedded, opaqueValue } from "./adapter.ts";
import { filled, unfilled } from "./command-text.ts";

/** Gives the offset in the outer text for one in the joined pieces of inner text. */
export function outerOffset(source: Embedded): (offset: number) => number {
  const pieces: { from: number; to: number; start: number; length: number }[] = [];
  let from = 0;
  for (const piece of source.pieces) {
    pieces.push({
      from,
      to: from + piece.text.length,
      start: piece.start,
      length: piece.length ?? piece.text.length,
    });
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
    return piece ? piece.start + Math.min(Math.max(0, offset - piece.from), piece.length) : 0;
  };
}

/** How facts are moved. */
export interface Moving {
  readonly span: (at: Span) => Span;
  readonly scope: (id: ScopeId) => ScopeId;
  /** True for a value that is left behind, an opaque one in its place. */
  readonly drop: (value: Value) => boolean;
  /** What characters stand for, placed where they belong already. */
  readonly holes?: ReadonlyMap<string, readonly Part[]>;
}

/** Copies facts and scopes of inner code to where they stand in the file. What facts have in common stays common. */
export class Mover {
  readonly #moving: Moving;
  readonly #known = new Map<Value, Value>();

  constructor(moving: Moving) {
    this.#moving = moving;
  }

  scope(scope: Scope): Scope {
    const { span, scope: move } = this.#moving;
    return {
      ...scope,
      id: move(scope.id),
      parent: scope.parent === null ? null : move(scope.parent),
      at: span(scope.at),
      params: scope.params.map((param) => ({
        ...param,
        at: span(param.at),
        ...(param.default ? { default: this.value(param.default) } : {}),
        ...(param.keys
          ? {
              keys: param.keys.map((key) => ({
                ...key,
                ...(key.default ? { default: this.value(key.default) } : {}),
              })),
            }
          : {}),
      })),
    };
  }

  fact(fact: Fact): Fact {
    const placed = { at: this.#moving.span(fact.at), scope: this.#moving.scope(fact.scope) };
    switch (fact.kind) {
      case "import":
      case "export":
        return { ...fact, ...placed };
      case "call":
        return { ...fact, ...placed, ...this.call(fact) };
      case "assign":
        return { ...fact, ...placed, name: this.#name(fact.name), value: this.value(fact.value) };
      default:
        return { ...fact, ...placed, value: this.value(fact.value) };
    }
  }

  call(call: Call): Call {
    return {
      call: this.#name(call.call),
      args: call.args.map((argument) => this.value(argument)),
      named: call.named.map((entry) => ({
        ...entry,
        at: this.#moving.span(entry.at),
        value: this.value(entry.value),
      })),
      ...(call.receiver ? { receiver: this.value(call.receiver) } : {}),
    };
  }

  value(value: Value): Value {
    const known = this.#known.get(value);
    if (known) return known;
    const at = this.#moving.span(value.at);
    const moved = this.#moving.drop(value)
      ? opaqueValue(at)
      : { at, parts: value.parts.flatMap((part) => this.#filled(part)) };
    this.#known.set(value, moved);
    return moved;
  }

  #name(name: string): string {
    return this.#moving.holes ? unfilled(name) : name;
  }

  #filled(part: Part): Part | Part[] {
    const { holes } = this.#moving;
    return holes && "text" in part ? filled(part.text, holes) : this.part(part);
  }

  part(part: Part): Part {
    if ("call" in part) return this.call(part);
    if ("object" in part)
      return {
        object: part.object.map((entry) => ({
          ...entry,
          at: this.#moving.span(entry.at),
          value: this.value(entry.value),
        })),
      };
    if ("list" in part) return { list: part.list.map((one) => this.value(one)) };
    if ("choice" in part) return { choice: part.choice.map((one) => this.value(one)) };
    return part;
  }
}
