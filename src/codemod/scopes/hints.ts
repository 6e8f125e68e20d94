import type { Fact, Span, Value } from "../../model/fact.ts";
import type { Method, ScopeData } from "../../model/scope.ts";
import { chainOf, type FileIndex, tailOf } from "../../resolve/world.ts";
import { literal, methodNamed } from "./verbs.ts";

/** What a statement beside a request says of its method. */
export interface Hint {
  readonly at: Span;
  /** The variable it is said of. */
  readonly of?: string;
  /** To be read as a method. */
  readonly value?: Value;
  readonly method?: Method;
}

/** The nearest function around a scope; 0 when there is none. */
export const functionAround = ({ file }: FileIndex, scope: number): number =>
  chainOf(file, scope).find((id) => file.scopes[id]?.kind === "function") ?? 0;

/** Finds statements that name the method of a request made before: `conn.setRequestMethod("PUT")`, `curl_setopt($ch, CURLOPT_POST, true)`. */
export class Hints {
  readonly #words: ScopeData["requests"];
  readonly #known = new Map<string, Map<number, Hint[]>>();

  constructor(data: ScopeData) {
    this.#words = data.requests;
  }

  /** Those of the function around a scope. */
  around(index: FileIndex, scope: number): readonly Hint[] {
    return this.#of(index).get(functionAround(index, scope)) ?? [];
  }

  #of(index: FileIndex): Map<number, Hint[]> {
    const known = this.#known.get(index.file.path);
    if (known) return known;
    const hints = new Map<number, Hint[]>();
    const add = (scope: number, hint: Hint): void => {
      const around = functionAround(index, scope);
      const list = hints.get(around);
      if (list) list.push(hint);
      else hints.set(around, [hint]);
    };
    for (const fact of index.file.facts) {
      if (
        fact.kind === "assign" &&
        fact.name.includes(".") &&
        this.#words.method.includes(tailOf(fact.name).toLowerCase())
      ) {
        const method = namedMethod(fact.value);
        add(fact.scope, {
          at: fact.at,
          of: holderOf(fact.name),
          ...(method ? { method } : { value: fact.value }),
        });
      }
      if (fact.kind !== "call" || !this.#words.later.includes(tailOf(fact.call).toLowerCase())) continue;
      const first = fact.args[0]?.parts[0];
      const handle = /setopt/.test(fact.call) && first && "name" in first ? first.name : holderOf(fact.call);
      for (const hint of laterHints(fact)) add(fact.scope, handle === "" ? hint : { ...hint, of: handle });
    }
    this.#known.set(index.file.path, hints);
    return hints;
  }
}

const holderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf(".")));

/** `HttpMethod.Post` as a method. */
export function namedMethod(value: Value): Method | undefined {
  const last = value.parts.at(-1);
  return last && "name" in last ? methodNamed(last.name) : undefined;
}

/** What one of PHP's or Java's setters says. */
function laterHints(fact: Extract<Fact, { kind: "call" }>): Hint[] {
  if (/curl_setopt_array$/.test(fact.call))
    return (fact.args[1]?.parts ?? []).flatMap((part) =>
      "object" in part ? part.object.flatMap(({ key, value }) => optionHint(fact.at, key, value)) : [],
    );
  if (!/setopt$/.test(fact.call)) return fact.args[0] ? [{ at: fact.at, value: fact.args[0] }] : [];
  const option = fact.args[1]?.parts[0];
  return option && "name" in option && fact.args[2] ? optionHint(fact.at, option.name, fact.args[2]) : [];
}

/** One of curl's options, or options that come from elsewhere. */
function optionHint(at: Span, key: string, value: Value): Hint[] {
  if (/CUSTOMREQUEST$/.test(key)) return [{ at, value }];
  const first = value.parts[0];
  if (key === "..." && first && "name" in first)
    return [{ at, value: { at: value.at, parts: [{ name: `${first.name}.CURLOPT_CUSTOMREQUEST` }] } }];
  if (/^(?:false|0)$/i.test(literal(value) ?? "")) return [];
  if (/_POST(?:FIELDS)?$/.test(key)) return [{ at, method: "POST" }];
  if (/_(?:PUT|UPLOAD)$/.test(key)) return [{ at, method: "PUT" }];
  return /HTTPGET$/.test(key) ? [{ at, method: "GET" }] : [];
}
