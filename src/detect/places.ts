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
  /** The entries of every object and of every call's named arguments. */
  readonly objects: readonly (readonly Entry[])[];
}

/** Spans of files up to this size get numbers of their own. */
const SPAN_FACTOR = 2 ** 26;

/** Remembers spans with something more that tells two of the same span apart; true for a new one. */
function rememberer(length: number): (at: Span, more: string) => boolean {
  const factor = Math.max(SPAN_FACTOR, length + 2);
  const seen = new Map<number, string | Set<string>>();
  return (at, more) => {
    const key = at.start * factor + at.end;
    const known = seen.get(key);
    if (known === undefined) seen.set(key, more);
    else if (typeof known === "string") {
      if (known === more) return false;
      seen.set(key, new Set([known, more]));
    } else if (known.has(more)) return false;
    else known.add(more);
    return true;
  };
}

/** Which kinds of parts a value has. */
function kindsOf({ parts }: Value): string {
  let kinds = "";
  for (const part of parts)
    for (const kind in part) {
      kinds += kinds === "" ? kind : `,${kind}`;
      break;
    }
  return kinds;
}

/** Walks all facts of a file. */
export function placesOf(file: ParsedFile): Places {
  const values: Place[] = [];
  const calls: CallPlace[] = [];
  const objects: (readonly Entry[])[] = [];
  const isNewValue = rememberer(file.masked.length);
  const isNewCall = rememberer(file.masked.length);

  const visitValue = (place: Place): void => {
    // A nested call is also a fact of its own: the first visit, from outside, knows more of what stands around.
    if (!isNewValue(place.value.at, kindsOf(place.value))) return;
    values.push(place);
    for (const part of place.value.parts) visitPart(part, place);
  };
  const visitPart = (part: Part, place: Place): void => {
    const { fact, scope } = place;
    if ("call" in part) visitCall(part, place.value.at, fact, scope);
    else if ("object" in part) {
      objects.push(part.object);
      for (const entry of part.object)
        visitValue({
          value: entry.value,
          fact,
          scope,
          entries: part.object,
          key: entry.key,
          ...(place.call ? { call: place.call } : {}),
        });
    } else if ("list" in part)
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
    if (isNewCall(at, call.call)) calls.push({ call, at, scope, fact });
    call.args.forEach((value, index) => {
      visitValue({ value, fact, scope, siblings: call.args, index, call });
    });
    if (call.named.length > 0) objects.push(call.named);
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
  return { values, calls, objects };
}
