import type { Call, Entry, Fact, Param, Part, Scope, ScopeId, Span, Value } from "../../model/fact.ts";
import { isCredential, kindOf, SHORTEST } from "./literal.ts";
import type { Occurrences } from "./occurrences.ts";
import {
  onlyText,
  type Place,
  placeAfter,
  placeOf,
  placeOfChoice,
  placeOfEntry,
  placesOfArguments,
  placesOfEntries,
  placesOfList,
} from "./places.ts";
import { type Found, findShapes, merge } from "./shapes.ts";

/** A literal that was taken for a credential, and where the value stands that holds it. */
export interface Taken {
  readonly literal: string;
  readonly at: Span;
}

/** Takes credentials out of facts, by position and by shape. Values that facts have in common stay common. */
export class Redactor {
  readonly taken: Taken[] = [];
  readonly #known: Readonly<Record<Place, Map<Value, Value>>> = {
    credential: new Map(),
    maybe: new Map(),
    pair: new Map(),
    any: new Map(),
  };
  readonly #labels = new Map<string, string>();
  readonly #returning = new Map<ScopeId, Place>();
  readonly #words: readonly Taken[];
  readonly #elsewhere: Occurrences | undefined;

  /** `words`: passwords that are one only where they stand. `elsewhere`: credentials that stand somewhere in the file. */
  constructor(scopes: readonly Scope[], words: readonly Taken[], elsewhere?: Occurrences) {
    this.#words = words;
    this.#elsewhere = elsewhere;
    for (const { id, kind, name } of scopes) if (kind === "function") this.#returning.set(id, placeOf(name));
  }

  /** A file's facts and scopes without credentials. */
  redact(facts: readonly Fact[], scopes: readonly Scope[]): { facts: Fact[]; scopes: Scope[] } {
    return {
      facts: facts.map((fact, index) => this.#fact(fact, facts[index - 1], facts[index + 1])),
      scopes: scopes.map((scope) => this.#scope(scope)),
    };
  }

  /** A name, path or module: no value, but a hostile file may write a credential there. */
  #label(text: string): string {
    if (text.length < SHORTEST) return text;
    let clean = this.#labels.get(text);
    if (clean === undefined) {
      clean = this.#find(text).length === 0 ? text : "***";
      this.#labels.set(text, clean);
    }
    return clean;
  }

  #scope(scope: Scope): Scope {
    return {
      ...scope,
      name: this.#label(scope.name),
      params: scope.params.map((param) => this.#param(param)),
      ...(scope.extends ? { extends: scope.extends.map((name) => this.#label(name)) } : {}),
      ...(scope.of === undefined ? {} : { of: this.#label(scope.of) }),
    };
  }

  #param(param: Param): Param {
    const keys = param.keys?.map((one) => ({
      key: this.#label(one.key),
      local: this.#label(one.local),
      ...(one.default ? { default: this.#value(one.default, placeOf(one.key)) } : {}),
    }));
    return {
      name: this.#label(param.name),
      at: param.at,
      ...(param.default ? { default: this.#value(param.default, placeOf(param.name)) } : {}),
      ...(keys ? { keys } : {}),
    };
  }

  #fact(fact: Fact, before: Fact | undefined, after: Fact | undefined): Fact {
    switch (fact.kind) {
      case "value":
      case "prose":
        return { ...fact, value: this.#value(fact.value, "any") };
      case "return":
        return { ...fact, value: this.#value(fact.value, this.#returning.get(fact.scope) ?? "any") };
      case "assign":
        return { ...fact, name: this.#label(fact.name), value: this.#value(fact.value, placeOf(fact.name)) };
      case "entry": {
        const path = fact.path.map((segment) => this.#label(segment));
        return { ...fact, path, value: this.#value(fact.value, placeOfEntry(fact.path, before, after)) };
      }
      case "call":
        return { ...fact, ...this.#call(fact, "any") };
      case "import": {
        const names = fact.names.map((one) => ({
          imported: this.#label(one.imported),
          local: this.#label(one.local),
        }));
        return { ...fact, module: this.#label(fact.module), names };
      }
      case "export": {
        const from = fact.from === undefined ? {} : { from: this.#label(fact.from) };
        return { ...fact, name: this.#label(fact.name), local: this.#label(fact.local), ...from };
      }
    }
  }

  #call(call: Call, place: Place): Call {
    return {
      call: this.#label(call.call),
      args: this.#values(call.args, placesOfArguments(call, place)),
      named: this.#entries(call.named, placesOfEntries(call.named, onlyText(call.args[0]))),
      ...(call.receiver ? { receiver: this.#value(call.receiver, "any") } : {}),
    };
  }

  #entries(entries: readonly Entry[], places: readonly Place[]): Entry[] {
    return entries.map(({ key, at, value }, index) => ({
      key: this.#label(key),
      at,
      value: this.#value(value, places[index] ?? "any"),
    }));
  }

  #values(values: readonly Value[], places: readonly Place[]): Value[] {
    return values.map((value, index) => this.#value(value, places[index] ?? "any"));
  }

  #value(value: Value, place: Place): Value {
    const known = this.#known[place].get(value);
    if (known) return known;
    const parts: Part[] = [];
    let before = "";
    for (const part of value.parts) {
      parts.push(...this.#part(part, placeAfter(before, place), value.at));
      before = "text" in part ? part.text.slice(-20) : "";
    }
    const clean = { at: value.at, parts };
    this.#known[place].set(value, clean);
    return clean;
  }

  #part(part: Part, place: Place, at: Span): Part[] {
    if ("text" in part) return this.#text(part.text, place, at);
    if ("name" in part) return [{ name: this.#label(part.name) }];
    if ("env" in part) return [{ env: this.#label(part.env) }];
    if ("call" in part) return [this.#call(part, place)];
    if ("object" in part)
      return [{ object: this.#entries(part.object, placesOfEntries(part.object, undefined)) }];
    if ("list" in part) {
      const pair = place === "pair";
      return [{ list: this.#values(part.list, placesOfList(part.list, pair ? "any" : place, pair)) }];
    }
    if ("choice" in part) {
      const own = placeOfChoice(part.choice, place);
      return [{ choice: part.choice.map((value) => this.#value(value, own)) }];
    }
    return [part];
  }

  #text(text: string, place: Place, at: Span): Part[] {
    // The user before a colon stays: it tells what kind of credential this is.
    const user = place === "pair" ? text.indexOf(":") + 1 : 0;
    const literal = text.slice(user).trim();
    if (place !== "any" && (place !== "pair" || user > 0) && isCredential(literal, place === "maybe")) {
      this.taken.push({ literal, at });
      const secret = { secret: kindOf(literal), length: literal.length };
      return user > 0 ? [{ text: text.slice(0, user) }, secret] : [secret];
    }
    const found = merge([...this.#find(text), ...this.#wordsIn(text, at)]);
    if (found.length === 0) return [{ text }];
    const parts: Part[] = [];
    let last = 0;
    for (const { start, end, kind, word } of found) {
      if (!word) this.taken.push({ literal: text.slice(start, end), at });
      if (start > last) parts.push({ text: text.slice(last, start) });
      parts.push({ secret: kind, length: end - start });
      last = end;
    }
    if (last < text.length) parts.push({ text: text.slice(last) });
    return parts;
  }

  /** Passwords that stand where this text does. */
  #wordsIn(text: string, at: Span): Found[] {
    const found: Found[] = [];
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#words[middle]?.at.start ?? 0) < at.start) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < this.#words.length; index++) {
      const word = this.#words[index];
      if (!word || word.at.end > at.end) break;
      const start = text.lastIndexOf(word.literal);
      if (start >= 0)
        found.push({ start, end: start + word.literal.length, kind: kindOf(word.literal), word: true });
    }
    return found;
  }

  #find(text: string): Found[] {
    const found = text.length < 12 ? [] : findShapes(text);
    const again = this.#elsewhere && text.length >= SHORTEST ? this.#elsewhere.in(text) : [];
    if (again.length === 0) return found;
    return merge([
      ...found,
      ...again.map(({ start, literal }) => ({ start, end: start + literal.length, kind: kindOf(literal) })),
    ]);
  }
}
