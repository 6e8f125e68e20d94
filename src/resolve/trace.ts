import { colonJoined, halfIn, literalOf, type NameReading, pairIn } from "../detect/index.ts";
import type { Call, SecretKind, Span, Value } from "../model/fact.ts";
import { placementOf } from "../model/placement.ts";
import { descend, type Lead, leadsOf } from "./names.ts";
import type { Setting } from "./settings.ts";
import { type CallSite, chainOf, type FunctionRef, type Located, tailOf, type World, within } from "./world.ts";

/** One place on the way of a value. */
export interface Hop {
  readonly path: string;
  readonly at: Span;
  readonly role: "declaration" | "read" | "user" | "pair" | "use" | "note";
  readonly message: string;
}

/** Where a value comes from in the end. */
export interface Root {
  readonly kind: "env" | "lookup" | "secret" | "text" | "unknown";
  /** Variable, setting or dotted name. */
  readonly key?: string;
  readonly secret?: SecretKind;
  /** It only goes into a call nothing is known of (a region handed to a client, a user name in a cache key). */
  readonly weak?: true;
  readonly path: string;
  readonly at: Span;
  /** From the root towards the use. */
  readonly hops: readonly Hop[];
}

/** All that reaches a value. */
export interface Trace {
  readonly roots: readonly Root[];
  /** `path:start:end` of every value on the way. */
  readonly visited: ReadonlySet<string>;
  /** Values on the way that end in `/token`. */
  readonly halves: readonly Located[];
  /** Values on the way that join two things by a colon. */
  readonly joined: readonly { readonly at: Located; readonly user: Value; readonly token: Value; readonly shaped: boolean }[];
}

/** Key of a value in {@link Trace.visited}. */
export const spotOf = (path: string, at: Span): string => `${path}:${at.start}:${at.end}`;

interface Frame {
  readonly function: FunctionRef;
  readonly site: CallSite;
  readonly outer: Frame | undefined;
}

const MOST_NODES = 1500;
const MOST_DEPTH = 28;

/** Wrappers that change a value's spelling, not what it is. */
const WRAPPER = /(?:base64|b64|btoa|encode|decode|bytes|string|trim|strip|chomp|buffer|from|latin1|utf8|escape|quote|freeze|dup|str|text|secure|value|unwrap|trimend|get_secret_value|expose|reveal|to_s|authheader|header)/i;
const LOOKUP =
  /(?:get|fetch|read|load|require|need|must|env|config|secret|param|prop|setting|option|argument|lookup|credential|vault|value|dig|input|access|resolve|variable|retrieve|find|pop|arg|flag|key)/i;
/** Method names too common to follow by name alone. */
const COMMON = new Set(["get", "set", "post", "put", "delete", "create", "update", "run", "call", "main", "init", "start", "load", "read", "write", "send", "request", "execute", "handle", "process", "then", "map", "apply", "log", "info", "error", "print", "test", "it", "describe", "find", "open", "close", "add"]);

/** Follows values back to where they come from. */
export class Tracer {
  readonly #world: World;
  readonly #settings: (key: string) => readonly Setting[];
  readonly #read: (name: string) => NameReading;

  constructor(world: World, settings: (key: string) => readonly Setting[], read: (name: string) => NameReading) {
    this.#world = world;
    this.#settings = settings;
    this.#read = read;
  }

  /** Follows one value. */
  trace(start: Located): Trace {
    const run = new Run(this.#world, this.#settings, this.#read, isTest(start.path));
    run.value(start.value, start.path, start.scope, undefined, [], 0);
    return run;
  }
}

const isTest = (path: string): boolean => placementOf(path, "text") === "test";

class Run implements Trace {
  readonly roots: Root[] = [];
  readonly visited = new Set<string>();
  readonly halves: Located[] = [];
  readonly joined: { at: Located; user: Value; token: Value; shaped: boolean }[] = [];
  readonly #seen = new Set<string>();
  readonly #world: World;
  readonly #settings: (key: string) => readonly Setting[];
  readonly #read: (name: string) => NameReading;
  #nodes = 0;
  /** Above 0 while what is followed was only an argument of a call nothing is known of. */
  #weak = 0;

  /** The use is a test's: only then callers in tests say where a value is from. */
  readonly #inTest: boolean;

  constructor(world: World, settings: (key: string) => readonly Setting[], read: (name: string) => NameReading, inTest: boolean) {
    this.#world = world;
    this.#settings = settings;
    this.#read = read;
    this.#inTest = inTest;
  }

  /** `rest` are keys still to be taken out of what the value turns out to be. */
  value(value: Value, path: string, scope: number, frame: Frame | undefined, hops: readonly Hop[], depth: number, rest: readonly string[] = []): void {
    if (++this.#nodes > MOST_NODES || depth > MOST_DEPTH) return;
    if (rest.length > 0 && !value.parts.some((part) => "call" in part)) {
      for (const taken of descend(value, rest)) this.value(taken.value, path, scope, frame, hops, depth + 1, taken.rest);
      return;
    }
    const spot = spotOf(path, value.at);
    const state = `${spot}:${value.parts.length}:${value.parts.map((part) => ("name" in part ? part.name : "text" in part ? part.text : "env" in part ? part.env : Object.keys(part)[0])).join("+")}:${frame?.site.at.start ?? ""}:${rest.join(".")}`;
    if (this.#seen.has(state)) return;
    this.#seen.add(state);
    this.visited.add(spot);
    const here = { value, path, scope };
    if (halfIn(value)) this.halves.push(here);
    const pair = pairIn(value) ?? colonJoined(value);
    if (pair) this.joined.push({ at: here, ...pair, shaped: pairIn(value) !== undefined });
    for (const part of value.parts) {
      if ("name" in part) this.name(part.name, value.at, path, scope, frame, hops, depth + 1);
      else if ("env" in part) this.setting("env", part.env, value.at, path, hops, depth + 1);
      else if ("call" in part) this.call(part, value.at, path, scope, frame, hops, depth + 1, rest);
      else if ("choice" in part) for (const one of part.choice) this.value(one, path, scope, frame, hops, depth + 1);
      else if ("list" in part) for (const one of part.list) this.value(one, path, scope, frame, hops, depth + 1);
      else if ("object" in part) for (const entry of part.object) this.value(entry.value, path, scope, frame, hops, depth + 1);
      else if ("secret" in part) this.root({ kind: "secret", secret: part.secret, path, at: value.at, hops: [{ path, at: value.at, role: "declaration", message: "a literal credential stands here" }, ...hops] });
    }
    const literal = literalOf(value);
    if (literal !== undefined && literal !== "") this.root({ kind: "text", key: literal, path, at: value.at, hops });
  }

  root(root: Root): void {
    this.roots.push(this.#weak > 0 ? { ...root, weak: true } : root);
  }

  /** An environment variable or setting: a root, and what declares it. */
  setting(kind: "env" | "lookup", key: string, at: Span, path: string, hops: readonly Hop[], depth: number): void {
    const read: Hop = { path, at, role: "read", message: `reads ${key}` };
    this.root({ kind, key, path, at, hops: [read, ...hops] });
    if (kind === "env")
      for (const set of (this.#world.shell.get(key) ?? []).slice(0, 6))
        if (set.path !== path) this.value(set.value, set.path, set.scope, undefined, [{ path: set.path, at: set.value.at, role: "declaration", message: `sets ${key}` }, read, ...hops], depth + 1);
    for (const { path: file, fact } of this.#settings(key)) {
      if (spotOf(file, fact.value.at) === spotOf(path, at)) continue;
      this.value(fact.value, file, fact.scope, undefined, [{ path: file, at: fact.at, role: "declaration", message: `declares ${fact.path.at(-1) ?? key}` }, read, ...hops], depth + 1);
    }
  }

  name(name: string, at: Span, path: string, scope: number, frame: Frame | undefined, hops: readonly Hop[], depth: number): void {
    if (depth > MOST_DEPTH) return;
    // `getConfig().token`, `f().0`: a key of what a call without noted arguments gives back.
    const open = name.lastIndexOf("().");
    if (open > 0) {
      const rest = name.slice(open + 3).split(".");
      if (this.functionReturns(name.slice(0, open), undefined, path, scope, frame, at, hops, depth, rest)) return;
    }
    const leads = leadsOf(this.#world, name, path, scope);
    let followed = false;
    for (const lead of leads) {
      if (lead.parameter) followed = this.parameter(lead, path, frame, hops, depth) || followed;
      else {
        followed = true;
        const hop: Hop = { path: lead.path, at: lead.at, role: "note", message: `${lead.how === "key" ? "set as" : "assigned to"} ${lead.name}` };
        this.value(lead.value, lead.path, lead.scope, lead.path === path ? frame : undefined, [hop, ...hops], depth + 1, lead.rest);
        // Declared without a value (`variable "zendesk_token" {}`): it is given from outside under this name.
        if (lead.value.parts.length === 0) this.root({ kind: "unknown", key: name, path: lead.path, at: lead.at, hops: [hop, ...hops] });
      }
    }
    if (followed) return;
    // Untyped code across files: a telling member set elsewhere (`apiToken:` of a settings object handed over by a framework).
    const member = tailOf(name);
    if (name.includes(".") && member.length > 5 && this.#read(member).kind === "token") {
      const anywhere = this.#world.keys.get(member) ?? [];
      // What tests hand over is not where the program has it from.
      const real = anywhere.filter((one) => !isTest(one.path));
      for (const located of (real.length > 0 ? real : anywhere).slice(0, 8)) {
        followed = true;
        this.value(located.value, located.path, located.scope, undefined, [{ path: located.path, at: located.value.at, role: "note", message: `set as ${member}` }, ...hops], depth + 1);
      }
      if (followed) {
        this.root({ kind: "unknown", key: name, path, at, hops });
        return;
      }
    }
    // A getter or a method named without parentheses (Ruby, properties).
    const tail = tailOf(name);
    if (!COMMON.has(tail) && this.functionReturns(name, undefined, path, scope, frame, at, hops, depth)) return;
    this.unknown(name, name, at, path, hops, depth);
  }

  /** A reference nothing was found for; a dotted one may be a setting. */
  unknown(name: string, setting: string, at: Span, path: string, hops: readonly Hop[], depth: number): void {
    this.root({ kind: "unknown", key: name, path, at, hops });
    if (!name.includes(".")) return;
    for (const { path: file, fact } of this.#settings(setting)) this.value(fact.value, file, fact.scope, undefined, [{ path: file, at: fact.at, role: "declaration", message: `declares ${fact.path.at(-1) ?? name}` }, ...hops], depth + 1);
  }

  /** Binds a parameter to the call that led here, or to every call of its function. */
  parameter(lead: Lead, path: string, frame: Frame | undefined, hops: readonly Hop[], depth: number): boolean {
    const parameter = lead.parameter;
    if (!parameter) return false;
    const { function: target, index, key } = parameter;
    for (let one = frame; one; one = one.outer) {
      if (one.function.path !== target.path || one.function.scope.id !== target.scope.id) continue;
      return this.argument(one.site, target, index, key, lead, one.outer, hops, depth);
    }
    let found = false;
    for (const site of this.sites(target, path).slice(0, 10)) found = this.argument(site, target, index, key, lead, undefined, hops, depth) || found;
    return found;
  }

  argument(site: CallSite, target: FunctionRef, index: number, key: string | undefined, lead: Lead, outer: Frame | undefined, hops: readonly Hop[], depth: number): boolean {
    const named = site.call.named.find((entry) => entry.key === lead.name)?.value;
    const whole = named ?? site.call.args[index] ?? (key === undefined ? undefined : site.call.named.find((entry) => entry.key === key.split(".")[0])?.value);
    const spread = site.call.named.find((entry) => entry.key === "...")?.value;
    const given = whole ?? (spread ? descend(spread, [lead.name])[0]?.value : undefined);
    if (!given) return false;
    const taken = key === undefined || (whole !== undefined && whole === site.call.named.find((entry) => entry.key === key.split(".")[0])?.value && named === undefined) ? [{ value: given, rest: [] }] : descend(given, key.split("."));
    const hop: Hop = { path: site.path, at: given.at, role: "note", message: `passed to ${target.scope.name === "constructor" ? "the constructor" : target.scope.name || tailOf(site.call.call)}` };
    for (const one of taken) this.value(one.value, site.path, site.scope, outer, [hop, ...hops], depth + 1, one.rest);
    return taken.length > 0;
  }

  /** Calls of a function: by its name, by its class's name for a constructor, by the block's callee for a block. */
  sites(target: FunctionRef, from: string): CallSite[] {
    const { scope, path } = target;
    const file = this.#world.files.get(path)?.file;
    if (!file) return [];
    if (scope.kind === "block") return [];
    let names = [scope.name];
    if (/^(?:constructor|initialize|__init__)$/.test(scope.name)) {
      const owner = chainOf(file, scope.id).find((id) => file.scopes[id]?.kind === "class");
      const name = owner === undefined ? "" : tailOf(file.scopes[owner]?.name ?? "");
      names = name === "" ? [] : [name];
      for (const id of file.scopes.keys()) if (file.scopes[id]?.kind === "class" && file.scopes[id]?.extends?.some((one) => tailOf(one) === name)) names.push("super", tailOf(file.scopes[id]?.name ?? ""));
    }
    const sites = names.filter((name) => name !== "").flatMap((name) => this.#world.calls.get(name) ?? []);
    const common = COMMON.has(scope.name);
    return sites.filter((site) => (this.#inTest || !isTest(site.path)) && !(site.path === path && within(file, site.scope, scope.id)) && (!common || site.path === path || site.path === from));
  }

  call(call: Call, at: Span, path: string, scope: number, frame: Frame | undefined, hops: readonly Hop[], depth: number, rest: readonly string[] = []): void {
    const tail = tailOf(call.call);
    // `requireEnv("ZENDESK_API_TOKEN")`: what is asked for says more than how the helper gets it.
    const asked = [...call.args, ...call.named.map((entry) => entry.value)].map(literalOf).find((text) => text !== undefined && text.length <= 120 && !/\s/.test(text) && this.#read(text).kind === "token" && this.#read(text).vendor);
    if (asked !== undefined && rest.length === 0) {
      this.lookup(asked, call, at, path, hops, depth);
      return;
    }
    if (this.functionReturns(call.call, call, path, scope, frame, at, hops, depth, rest)) return;
    // A member of an instance: `settings = Settings()`, then `settings.key`.
    if (rest.length > 0 && this.member(tail, rest, path, frame, hops, depth)) return;
    // A key of something loaded: `yaml.load(file).zendesk.apiToken`.
    if (rest.length > 0) this.unknown([call.call, ...rest].join("."), rest.join("."), at, path, hops, depth);
    const first = literalOf(call.args[0] ?? call.named[0]?.value);
    if (first !== undefined && first !== "" && first.length <= 200 && !/\s/.test(first) && LOOKUP.test(tail) && !WRAPPER.test(first)) {
      const texts: string[] = [];
      for (const argument of call.args) {
        const text = literalOf(argument);
        if (text === undefined || text === "" || /\s/.test(text)) break;
        texts.push(text);
      }
      const joined = texts.slice(0, 4).join(".");
      const key = texts.length > 1 && this.#settings(joined).length > 0 ? joined : texts.length > 1 && /dig|credential|config|get/i.test(tail) && call.args.length <= 3 ? joined : first;
      this.lookup(key || first, call, at, path, hops, depth);
      for (const argument of call.args.slice(1)) if (literalOf(argument) === undefined) this.value(argument, path, scope, frame, hops, depth + 1);
      return;
    }
    if (call.receiver) this.value(call.receiver, path, scope, frame, hops, depth + 1);
    else if (call.args.length === 0 || WRAPPER.test(tail)) {
      const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
      // `token.strip`, `config.getToken()`: the receiver, or the property behind the getter.
      if (holder !== "" && !holder.includes("(")) {
        const property = /^(?:get|is)([A-Z]\w*)$/.exec(tail)?.[1];
        const name = property ? `${holder}.${property[0]?.toLowerCase() ?? ""}${property.slice(1)}` : call.args.length === 0 ? holder : "";
        if (name !== "") this.name(name, at, path, scope, frame, hops, depth + 1);
      }
    }
    const known = WRAPPER.test(tail) && rest.length === 0;
    if (!known) this.#weak++;
    for (const argument of call.args) this.value(argument, path, scope, frame, hops, depth + 1);
    for (const entry of call.named) this.value(entry.value, path, scope, frame, hops, depth + 1);
    if (!known) this.#weak--;
    if (call.args.length === 0 && call.named.length === 0 && !call.receiver) this.root({ kind: "unknown", key: call.call, path, at, hops });
  }

  /** Goes on at a field or getter of a class of the repository. */
  member(className: string, rest: readonly string[], path: string, frame: Frame | undefined, hops: readonly Hop[], depth: number): boolean {
    const found = (this.#world.classes.get(className) ?? []).slice(0, 3);
    for (const { path: file, scope } of found) {
      this.name(["this", ...rest].join("."), scope.at, file, scope.id, file === path ? frame : undefined, hops, depth + 1);
    }
    return found.length > 0;
  }

  /** A setting looked up by a literal name; Laravel's `config('zendesk.token')` also reads `config/zendesk.php`. */
  lookup(key: string, call: Call, at: Span, path: string, hops: readonly Hop[], depth: number): void {
    this.setting("lookup", key, at, path, hops, depth);
    const segments = key.split(".");
    if (segments.length < 2 || !/config|get|setting/i.test(call.call)) return;
    for (const [file, index] of this.#world.files) {
      if (!new RegExp(`(?:^|/)config/${segments[0]?.replace(/[^\w-]/g, "") ?? ""}\\.php$`).test(file)) continue;
      for (const value of index.returns.get(0) ?? [])
        for (const { value: one, rest } of descend(value, segments.slice(1))) this.value(one, file, 0, undefined, [{ path: file, at: one.at, role: "declaration", message: `sets ${key}` }, { path, at, role: "read", message: `reads ${key}` }, ...hops], depth + 1, rest);
    }
  }

  /** Goes into a function of the repository; false when there is none of that name. */
  functionReturns(callee: string, call: Call | undefined, path: string, scope: number, frame: Frame | undefined, at: Span, hops: readonly Hop[], depth: number, rest: readonly string[] = []): boolean {
    const tail = tailOf(callee);
    const all = this.#world.functions.get(tail) ?? [];
    if (all.length === 0) return false;
    const file = this.#world.files.get(path);
    if (!file) return false;
    const own = all.filter((one) => one.path === path && !within(file.file, scope, one.scope.id));
    let candidates = own;
    if (own.length === 0 || (callee.includes(".") && !callee.startsWith("this."))) {
      const head = callee.split(".")[0] ?? "";
      const module = file.imports.get(head)?.module ?? file.imports.get(tail)?.module;
      const target = module === undefined ? undefined : this.#world.findModule(module, path);
      const imported = target === undefined ? [] : all.filter((one) => one.path === target);
      candidates = imported.length > 0 ? imported : own.length > 0 ? own : COMMON.has(tail) || (all.length > 3 && !callee.includes(".")) ? [] : all.filter((one) => !within(this.#world.files.get(one.path)?.file ?? file.file, path === one.path ? scope : -1, one.scope.id));
    }
    let found = false;
    for (const target of candidates.slice(0, 4)) {
      const index = this.#world.files.get(target.path);
      const returns = index?.returns.get(target.scope.id) ?? [];
      if (returns.length === 0) continue;
      const site: CallSite = { call: call ?? { call: callee, args: [], named: [] }, at, path, scope };
      const inner: Frame = { function: target, site, outer: frame };
      const hop: Hop = { path, at, role: "note", message: `calls ${tail}` };
      for (const value of returns) {
        found = true;
        const given: Hop = { path: target.path, at: value.at, role: "note", message: `returned by ${tail}` };
        this.value(value, target.path, target.scope.id, inner, [given, hop, ...hops], depth + 1, rest);
      }
    }
    return found;
  }
}
