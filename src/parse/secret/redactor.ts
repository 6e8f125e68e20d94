import type { Call, Entry, Fact, Param, Part, Scope, ScopeId, Span, Value } from "../../model/fact.ts";
import {
  isCredential,
  isUser,
  kindOf,
  mayNameCredential,
  namesCredential,
  namesPair,
  SHORTEST,
} from "./literal.ts";
import type { Occurrences } from "./occurrences.ts";
import { type Found, findShapes, merge } from "./shapes.ts";

/**
 * What stands in a place: a credential; something that may be one; `{user}:{credential}`, its base64 or a whole header; anything.
 */
type Place = "credential" | "maybe" | "pair" | "any";

/** A literal that was taken for a credential, and the value it stands in. */
export interface Taken {
  readonly literal: string;
  readonly at: Span;
}

/** Setters and constructors whose literal arguments are credentials. */
const SETTER =
  /^(?:set|with|add|use|new|put|basic)?_?\w{0,30}?(?:token|api_?key|passw(?:or)?d|secret|credentials?)(?:credentials?)?$/i;
const GETTER =
  /^(?:get|fetch|read|load|find|lookup|resolve|create|generate|delete|remove|has|is|validate|check|require|retrieve|access|describe|list|verify|ensure|expect|assert|describe|test|it|parse|decode|mask|redact)(?![a-z])|manager|param|option|field|name|url|path/i;
/** Calls that take a user and a password, in this order. */
const LOGIN =
  /(?:basic_?auth\w*|authenticat\w*|credentials?|^auth|login|digest_?auth|userpwd|netrc|setauth|authorize)$/i;
/** Calls that encode what is put into a header. */
const ENCODER = /base64|b64|btoa|encode|buffer|from|bytes/i;
const NAME_KEYS = new Set(["name", "key", "id", "variable", "Name", "Key", "Id", "Variable", "field"]);
/** Keys that say nothing of their own: what they hold is told by the key above or the name beside. */
const VALUE_KEYS = new Set([
  "value",
  "default",
  "Value",
  "Default",
  "DefaultValue",
  "defaultValue",
  "initialValue",
  "initial_value",
  "current",
  "text",
  "#text",
  "content",
  "plaintext",
  "literal",
  "stringValue",
  "StringValue",
]);

/** Takes credentials out of facts, by position and by shape. Values that facts have in common stay common. */
export class Redactor {
  readonly taken: Taken[] = [];
  readonly #known: Record<Place, Map<Value, Value>> = {
    credential: new Map(),
    maybe: new Map(),
    pair: new Map(),
    any: new Map(),
  };
  readonly #labels = new Map<string, string>();
  readonly #returning = new Map<ScopeId, Place>();
  readonly #elsewhere: Occurrences | undefined;

  /** `elsewhere`: credentials that stand somewhere in the file. */
  constructor(scopes: readonly Scope[], elsewhere?: Occurrences) {
    this.#elsewhere = elsewhere;
    for (const scope of scopes)
      if (scope.kind === "function" && scope.name !== "") this.#returning.set(scope.id, placeOf(scope.name));
  }

  /** A name, path or module: no value, but a hostile file may write a credential there. */
  label(text: string): string {
    if (text.length < 8) return text;
    let clean = this.#labels.get(text);
    if (clean === undefined) {
      clean = this.find(text).length === 0 ? text : "***";
      this.#labels.set(text, clean);
    }
    return clean;
  }

  scope(scope: Scope): Scope {
    return {
      ...scope,
      name: this.label(scope.name),
      params: scope.params.map((param) => this.param(param)),
      ...(scope.extends ? { extends: scope.extends.map((name) => this.label(name)) } : {}),
      ...(scope.of === undefined ? {} : { of: this.label(scope.of) }),
    };
  }

  param(param: Param): Param {
    return {
      name: this.label(param.name),
      at: param.at,
      ...(param.default ? { default: this.value(param.default, placeOf(param.name)) } : {}),
      ...(param.keys
        ? {
            keys: param.keys.map((key) => ({
              key: this.label(key.key),
              local: this.label(key.local),
              ...(key.default ? { default: this.value(key.default, placeOf(key.key)) } : {}),
            })),
          }
        : {}),
    };
  }

  fact(fact: Fact): Fact {
    switch (fact.kind) {
      case "value":
      case "prose":
        return { ...fact, value: this.value(fact.value, "any") };
      case "return":
        return { ...fact, value: this.value(fact.value, this.#returning.get(fact.scope) ?? "any") };
      case "assign":
        return { ...fact, name: this.label(fact.name), value: this.value(fact.value, placeOf(fact.name)) };
      case "entry":
        return {
          ...fact,
          path: fact.path.map((segment) => this.label(segment)),
          value: this.value(fact.value, placeOfPath(fact.path)),
        };
      case "call":
        return { ...fact, ...this.call(fact) };
      case "import":
        return {
          ...fact,
          module: this.label(fact.module),
          names: fact.names.map(({ imported, local }) => ({
            imported: this.label(imported),
            local: this.label(local),
          })),
        };
      case "export":
        return {
          ...fact,
          name: this.label(fact.name),
          local: this.label(fact.local),
          ...(fact.from === undefined ? {} : { from: this.label(fact.from) }),
        };
    }
  }

  call(call: Call): Call {
    const callee = call.call.slice(call.call.lastIndexOf(".") + 1);
    const all: Place =
      SETTER.test(callee) && !GETTER.test(callee)
        ? "maybe"
        : ENCODER.test(callee) || /\bcurl\b|urlopen/i.test(callee)
          ? "pair"
          : "any";
    return {
      call: this.label(call.call),
      args: this.list(call.args, all, LOGIN.test(callee)),
      named: this.entries(call.named),
      ...(call.receiver ? { receiver: this.value(call.receiver, "any") } : {}),
    };
  }

  /** In a list of arguments or a tuple a literal follows the user, the name or the option it belongs to. */
  list(values: readonly Value[], all: Place, login: boolean): Value[] {
    let user = false;
    return values.map((value, index) => {
      const before = values[index - 1];
      let place = all;
      if (before) {
        if (userStands(before)) user = true;
        const label = onlyText(before);
        if (label !== undefined && /^(?:-u|--user|--proxy-user|-U)$/.test(label)) place = "pair";
        else if (label !== undefined && (namesCredential(label) || /^--?(?:p|pw|pass|key)$/.test(label)))
          place = label.includes(" ") ? "any" : "credential";
        else if (user) place = userStands(before) ? "credential" : "maybe";
        else if (login) place = index === 1 ? "credential" : "maybe";
      }
      return this.value(value, place);
    });
  }

  entries(entries: readonly Entry[]): Entry[] {
    const named = entries.find((entry) => NAME_KEYS.has(entry.key));
    const name = named ? onlyText(named.value) : undefined;
    return entries.map((entry, index) => {
      const before = entries[index - 1];
      let place = placeOf(entry.key);
      if (name !== undefined && VALUE_KEYS.has(entry.key)) place = placeOf(name);
      else if (
        place === "any" &&
        before &&
        /user|mail|login|^auth$/i.test(before.key) &&
        userStands(before.value)
      )
        place = "maybe";
      return { key: this.label(entry.key), at: entry.at, value: this.value(entry.value, place) };
    });
  }

  value(value: Value, place: Place): Value {
    const known = this.#known[place].get(value);
    if (known) return known;
    const parts: Part[] = [];
    let before = "";
    for (const part of value.parts) {
      // `"…/token:" + (a || "…")`, `"Basic " + …`
      const here = /(?:\/|%2F)token(?::|%3A)$/i.test(before)
        ? "credential"
        : /\b(?:Basic|Bearer) $/.test(before)
          ? "maybe"
          : place;
      parts.push(...this.part(part, here, value.at));
      before = "text" in part ? part.text.slice(-20) : "";
    }
    const clean = { at: value.at, parts };
    this.#known[place].set(value, clean);
    return clean;
  }

  part(part: Part, place: Place, at: Span): Part[] {
    if ("text" in part) return this.text(part.text, place, at);
    if ("name" in part) return [{ name: this.label(part.name) }];
    if ("env" in part) return [{ env: this.label(part.env) }];
    if ("call" in part) return [this.call(part)];
    if ("object" in part) return [{ object: this.entries(part.object) }];
    if ("list" in part)
      return [{ list: this.list(part.list, place === "pair" ? "any" : place, place === "pair") }];
    if ("choice" in part) return [{ choice: this.choice(part.choice, place) }];
    return [part];
  }

  /** A default stands where its variable's value does. */
  choice(values: readonly Value[], place: Place): Value[] {
    let own = place;
    for (const value of values) {
      const part = value.parts.length === 1 ? value.parts[0] : undefined;
      const name = part && "env" in part ? part.env : part && "name" in part ? part.name : undefined;
      if (own === "any" && name !== undefined) own = placeOf(name);
    }
    return values.map((value) => this.value(value, own));
  }

  text(text: string, place: Place, at: Span): Part[] {
    if (place !== "any") {
      const start = place === "pair" ? text.indexOf(":") + 1 : 0;
      const literal = text.slice(start);
      // The beginning of a pair or header stays: it tells which kind of credential this is.
      if ((place !== "pair" || start > 0) && isCredential(literal, place === "maybe")) {
        this.taken.push({ literal, at });
        return [
          ...(start > 0 ? [{ text: text.slice(0, start) }] : []),
          { secret: kindOf(literal), length: literal.length },
        ];
      }
    }
    const found = this.find(text);
    if (found.length === 0) return [{ text }];
    const parts: Part[] = [];
    let last = 0;
    for (const { start, end, kind } of found) {
      const literal = text.slice(start, end);
      this.taken.push({ literal, at });
      if (start > last) parts.push({ text: text.slice(last, start) });
      parts.push({ secret: kind, length: literal.length });
      last = end;
    }
    if (last < text.length) parts.push({ text: text.slice(last) });
    return parts;
  }

  find(text: string): Found[] {
    const found = text.length < 12 ? [] : findShapes(text);
    if (!this.#elsewhere || text.length < SHORTEST) return found;
    const again = this.#elsewhere.in(text);
    if (again.length === 0) return found;
    return merge([
      ...found,
      ...again.map(({ start, literal }) => ({ start, end: start + literal.length, kind: kindOf(literal) })),
    ]);
  }
}

function placeOf(name: string): Place {
  if (namesCredential(name)) return "credential";
  if (namesPair(name)) return "pair";
  return mayNameCredential(name) ||
    /(?:^|\.)(?:tokens|secrets|passwords|credentials)\.[\w-]+$/i.test(name.slice(-80))
    ? "maybe"
    : "any";
}

function placeOfPath(path: readonly string[]): Place {
  const last = path.at(-1) ?? "";
  const above = path.at(-2) ?? "";
  if (VALUE_KEYS.has(last) && path.length > 1) {
    const place = placeOf(above);
    return place === "any" && path.length > 2 ? placeOf(path.at(-3) ?? "") : place;
  }
  const place = placeOf(last);
  if (place !== "any") return place;
  return /^(?:tokens?|secrets?|passwords?|credentials?|stringData|data)$/i.test(above) ? "maybe" : "any";
}

function onlyText(value: Value): string | undefined {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return only && "text" in only ? only.text : undefined;
}

function userStands(value: Value): boolean {
  const last = value.parts.at(-1);
  return (
    last !== undefined &&
    "text" in last &&
    (value.parts.length === 1 ? isUser(last.text) : /(?:\/|%2F)token$/i.test(last.text))
  );
}
