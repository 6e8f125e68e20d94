import type { Call, Entry, Fact, ParsedFile, Part, ScopeId, Span, Value } from "../model/fact.ts";

/** Where a value stands: the values beside it, the key it stands under, the call it is handed to. */
export interface Place {
  readonly value: Value;
  readonly fact: Fact;
  readonly scope: ScopeId;
  /** The tuple, list or argument list it stands in. */
  readonly siblings?: readonly Value[];
  readonly index?: number;
  /** The object or named arguments it stands in. */
  readonly entries?: readonly Entry[];
  readonly key?: string;
  /** The nearest call it is an argument of. */
  readonly call?: Call;
}

/** A call or construction, wherever it stands. */
export interface CallPlace {
  readonly call: Call;
  readonly at: Span;
  readonly scope: ScopeId;
  readonly fact: Fact;
}

/** Every value and every call of a file, each place once. */
export interface Places {
  readonly values: readonly Place[];
  readonly calls: readonly CallPlace[];
}

/** Walks all facts of a file. */
export function placesOf(file: ParsedFile): Places {
  const values: Place[] = [];
  const calls: CallPlace[] = [];
  const seen = new Set<string>();
  const once = (kind: string, at: Span, more: string): boolean => {
    const key = `${kind}${at.start}:${at.end}:${more}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };

  const visitValue = (place: Place): void => {
    // A nested call is also a fact of its own: the first visit, from outside, knows more of what stands around.
    if (!once("v", place.value.at, place.value.parts.map((part) => Object.keys(part)[0]).join())) return;
    values.push(place);
    for (const part of place.value.parts) visitPart(part, place);
  };
  const visitPart = (part: Part, place: Place): void => {
    const { fact, scope } = place;
    if ("call" in part) visitCall(part, place.value.at, fact, scope);
    else if ("object" in part)
      for (const entry of part.object)
        visitValue({
          value: entry.value,
          fact,
          scope,
          entries: part.object,
          key: entry.key,
          ...(place.call ? { call: place.call } : {}),
        });
    else if ("list" in part)
      part.list.forEach((value, index) => {
        visitValue({
          value,
          fact,
          scope,
          siblings: part.list,
          index,
          ...(place.key === undefined ? {} : { key: place.key }),
          ...(place.call ? { call: place.call } : {}),
        });
      });
    else if ("choice" in part) for (const value of part.choice) visitValue({ ...place, value });
  };
  const visitCall = (call: Call, at: Span, fact: Fact, scope: ScopeId): void => {
    if (once("c", at, call.call)) calls.push({ call, at, scope, fact });
    call.args.forEach((value, index) => {
      visitValue({ value, fact, scope, siblings: call.args, index, call });
    });
    for (const entry of call.named)
      visitValue({ value: entry.value, fact, scope, entries: call.named, key: entry.key, call });
    if (call.receiver) visitValue({ value: call.receiver, fact, scope });
  };

  const facts = [...file.facts].sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end);
  for (const fact of facts) {
    if (fact.kind === "call") visitCall(fact, fact.at, fact, fact.scope);
    else if (fact.kind === "assign")
      visitValue({ value: fact.value, fact, scope: fact.scope, key: fact.name });
    else if (fact.kind === "entry")
      visitValue({ value: fact.value, fact, scope: fact.scope, key: fact.path.at(-1) ?? "" });
    else if ("value" in fact) visitValue({ value: fact.value, fact, scope: fact.scope });
  }
  for (const scope of file.scopes)
    for (const param of scope.params)
      if (param.default) {
        const fact: Fact = {
          kind: "assign",
          name: param.name,
          value: param.default,
          at: param.at,
          scope: scope.id,
        };
        visitValue({ value: param.default, fact, scope: scope.id, key: param.name });
      }
  return { values, calls };
}
