import { colonJoined, halfIn, literalOf, type NameReading, pairIn } from "../detect/index.ts";
import type { Call, Part, Span, Value } from "../model/fact.ts";
import { callsOf, functionsCalled, isCommonName, isTestFile } from "./functions.ts";
import { askedToken, isWrapper, keepersIn, lookedUp, nameBehind } from "./lookups.ts";
import { descend, type Lead, leadsOf, type Taken } from "./names.ts";
import type { Setting } from "./settings.ts";
import { type Frame, type Hop, onward, type Root, spotOf, type Trace, type Way } from "./way.ts";
import { type CallSite, type Located, tailOf, type World } from "./world.ts";

/** Values looked at in one run, and how deep it may go. */
const MOST_NODES = 1500;
const MOST_DEPTH = 28;
/** Callers a parameter is bound to, one by one. */
const MOST_CALLERS = 10;

/** What a run asks. */
export interface Surroundings {
  readonly world: World;
  readonly settings: (key: string) => readonly Setting[];
  readonly read: (name: string) => NameReading;
  /** The use is a test's: only then callers in tests say where a value is from. */
  readonly inTest: boolean;
}

/** Follows one value through names, fields, parameters, calls, settings and files. */
export function follow(start: Located, surroundings: Surroundings): Trace {
  const run = new Run(surroundings);
  run.value(start.value, {
    path: start.path,
    scope: start.scope,
    frame: undefined,
    hops: [],
    depth: 0,
    rest: [],
  });
  return run;
}

class Run implements Trace {
  readonly roots: Root[] = [];
  readonly visited = new Set<string>();
  readonly halves: Located[] = [];
  readonly joined: { at: Located; user: Value; token: Value; shaped: boolean }[] = [];
  readonly couples: Located[] = [];
  readonly #seen = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #around: Surroundings;
  #nodes = 0;
  /** Above 0 while what is followed was only an argument of a call nothing is known of. */
  #weak = 0;
  /** Above 0 while what is followed names a secret in a store. */
  #keeping = 0;

  constructor(surroundings: Surroundings) {
    this.#around = surroundings;
  }

  value(value: Value, way: Way): void {
    if (++this.#nodes > MOST_NODES || way.depth > MOST_DEPTH) return;
    if (way.rest.length > 0 && !value.parts.some((part) => "call" in part)) {
      for (const taken of descend(value, way.rest))
        this.value(taken.value, onward(way, { rest: taken.rest }));
      return;
    }
    const { path, scope } = way;
    const spot = spotOf(path, value.at);
    const state = `${spot}:${value.parts.map(signatureOf).join("+")}:${way.frame?.site.at.start ?? ""}:${way.rest.join(".")}`;
    if (this.#seen.has(state)) return;
    this.#seen.add(state);
    this.visited.add(spot);
    if (halfIn(value)) this.halves.push({ value, path, scope });
    const shaped = pairIn(value);
    const pair = shaped ?? colonJoined(value);
    if (pair) this.joined.push({ at: { value, path, scope }, ...pair, shaped: shaped !== undefined });
    if (this.#weak === 0 && value.parts.length === 1 && isCouple(value.parts[0]))
      this.couples.push({ value, path, scope });
    for (const part of value.parts) this.#part(part, value.at, way);
    const literal = literalOf(value);
    if (literal !== undefined && literal !== "") this.#root({ kind: "text", key: literal }, value.at, way);
  }

  #part(part: Part, at: Span, way: Way): void {
    const inside = onward(way, {});
    if ("name" in part) this.#name(part.name, at, inside);
    else if ("env" in part) this.#setting("env", part.env, at, inside);
    else if ("call" in part) this.#call(part, at, onward(way, { rest: way.rest }));
    else if ("choice" in part) for (const one of part.choice) this.value(one, inside);
    else if ("list" in part) for (const one of part.list) this.value(one, inside);
    else if ("object" in part) for (const entry of part.object) this.value(entry.value, inside);
    else if ("secret" in part) {
      const hop: Hop = {
        path: way.path,
        at,
        role: "declaration",
        message: "a literal credential stands here",
      };
      this.#root({ kind: "secret", secret: part.secret }, at, onward(way, {}, hop));
    }
  }

  #root(root: Pick<Root, "kind" | "key" | "secret">, at: Span, { path, hops }: Way): void {
    // A setting named after another vendor was only found by a plain word (`token:`).
    const setting = root.kind === "env" || root.kind === "lookup" ? root.key : undefined;
    if (setting !== undefined && this.#around.read(setting).rival) return;
    const { kind, key, secret } = root;
    this.roots.push({
      kind,
      ...(key === undefined ? {} : { key }),
      ...(secret === undefined ? {} : { secret }),
      path,
      at,
      hops,
      ...(this.#weak > 0 || this.#keeping > 0 ? { weak: true as const } : {}),
      ...(this.#keeping > 0 ? { keeper: true as const } : {}),
    });
  }

  /** An environment variable or setting: a root, and what declares it. */
  #setting(kind: "env" | "lookup", key: string, at: Span, way: Way): void {
    const reads = onward(way, {}, { path: way.path, at, role: "read", message: `reads ${key}` });
    this.#root({ kind, key }, at, reads);
    // Declarations refer to each other (`X: ${X}` in ten files): each name is looked up once in a run.
    if (this.#asked.has(`${kind}:${key}`)) return;
    this.#asked.add(`${kind}:${key}`);
    if (kind === "env") this.#around.world.questions.ask({ kind: "shell", name: key });
    const sets = kind === "env" ? (this.#around.world.shell.get(key) ?? []).slice(0, 6) : [];
    for (const { value, path, scope } of sets) {
      if (path !== way.path)
        this.value(
          value,
          onward(
            reads,
            { path, scope, frame: undefined },
            { path, at: value.at, role: "declaration", message: `sets ${key}` },
          ),
        );
    }
    this.#declarations(key, key, reads, { kind, except: spotOf(way.path, at) });
  }

  /** Goes on at what declares a setting. */
  #declarations(
    key: string,
    name: string,
    way: Way,
    read?: { readonly kind: Root["kind"]; readonly except: string },
  ): void {
    for (const { path, fact } of this.#around.settings(key)) {
      if (spotOf(path, fact.value.at) === read?.except) continue;
      const before = this.roots.length;
      const hop: Hop = {
        path,
        at: fact.at,
        role: "declaration",
        message: `declares ${fact.path.at(-1) ?? name}`,
      };
      const there = onward(way, { path, scope: fact.scope, frame: undefined }, hop);
      this.value(fact.value, there);
      // Declared without a value (`.env.example`): still a place to change.
      if (read && this.roots.length === before) this.#root({ kind: read.kind, key }, fact.at, there);
    }
  }

  #name(name: string, at: Span, way: Way): void {
    if (way.depth > MOST_DEPTH) return;
    // `getConfig().token`, `f().0`: a key of what a call without noted arguments gives back.
    const open = name.lastIndexOf("().");
    if (
      open > 0 &&
      this.#returns(name.slice(0, open), undefined, at, { ...way, rest: name.slice(open + 3).split(".") })
    )
      return;
    let followed = false;
    for (const lead of leadsOf(this.#around.world, name, way.path, way.scope))
      followed = (lead.parameter ? this.#parameter(lead, way) : this.#lead(lead, name, way)) || followed;
    if (followed || this.#member(name, at, way)) return;
    // A getter or a method named without parentheses (Ruby, properties).
    if (!isCommonName(tailOf(name)) && this.#returns(name, undefined, at, way)) return;
    this.#unknown(name, name, at, way);
  }

  #lead(lead: Lead, name: string, way: Way): true {
    const { path, scope } = lead;
    const message = `${lead.how === "key" ? "set as" : "assigned to"} ${lead.name}`;
    const there = onward(
      way,
      { path, scope, frame: path === way.path ? way.frame : undefined, rest: lead.rest ?? [] },
      { path, at: lead.at, role: "note", message },
    );
    this.value(lead.value, there);
    // Declared without a value (`variable "zendesk_token" {}`): it is given from outside under this name.
    if (lead.value.parts.length === 0) this.#root({ kind: "unknown", key: name }, lead.at, there);
    return true;
  }

  /** Untyped code across files: a telling member set elsewhere (`apiToken:` of a settings object handed over by a framework). */
  #member(name: string, at: Span, way: Way): boolean {
    const member = tailOf(name);
    if (!name.includes(".") || member.length < 6 || this.#around.read(member).kind !== "token") return false;
    this.#around.world.questions.ask({ kind: "key", name: member });
    const anywhere = this.#around.world.keys.get(member) ?? [];
    // What tests hand over is not where the program has it from.
    const real = anywhere.filter((one) => !isTestFile(one.path));
    const found = (real.length > 0 ? real : anywhere).slice(0, 8);
    for (const { value, path, scope } of found)
      this.value(
        value,
        onward(
          way,
          { path, scope, frame: undefined },
          { path, at: value.at, role: "note", message: `set as ${member}` },
        ),
      );
    if (found.length > 0) this.#root({ kind: "unknown", key: name }, at, way);
    return found.length > 0;
  }

  /** A reference nothing was found for; a dotted one may be a setting. */
  #unknown(name: string, setting: string, at: Span, way: Way): void {
    this.#root({ kind: "unknown", key: name }, at, way);
    if (name.includes(".")) this.#declarations(setting, name, way);
  }

  /** Binds a parameter to the call that led here, or to every call of its function. */
  #parameter(lead: Lead, way: Way): boolean {
    const target = lead.parameter?.function;
    if (!target) return false;
    for (let one = way.frame; one; one = one.outer)
      if (one.function.path === target.path && one.function.scope.id === target.scope.id)
        return this.#argument(one.site, lead, one.outer, way);
    let found = false;
    for (const site of callsOf(this.#around.world, target, way.path, this.#around.inTest).slice(
      0,
      MOST_CALLERS,
    ))
      found = this.#argument(site, lead, undefined, way) || found;
    return found;
  }

  #argument(site: CallSite, lead: Lead, frame: Frame | undefined, way: Way): boolean {
    const name = lead.parameter?.function.scope.name ?? "";
    const { path, scope } = site;
    const given = givenTo(site, lead);
    for (const { value, rest } of given) {
      const message = `passed to ${name === "constructor" ? "the constructor" : name || tailOf(site.call.call)}`;
      this.value(
        value,
        onward(way, { path, scope, frame, rest }, { path, at: value.at, role: "note", message }),
      );
    }
    return given.length > 0;
  }

  #call(call: Call, at: Span, way: Way): void {
    const { world, settings, read } = this.#around;
    const { rest } = way;
    const plain: Way = { ...way, rest: [] };
    const text = (value: Value | undefined): string | undefined => this.#text(value, way);
    const asked = rest.length === 0 ? askedToken(call, text, read) : undefined;
    if (asked !== undefined) {
      this.#lookup(asked, call, at, plain);
      return;
    }
    if (this.#returns(call.call, call, at, way)) return;
    if (rest.length > 0) {
      // A member of an instance: `settings = Settings()`, then `settings.key`.
      world.questions.ask({ kind: "class", name: tailOf(call.call) });
      const classes = (world.classes.get(tailOf(call.call)) ?? []).slice(0, 3);
      for (const { path, scope } of classes)
        this.#name(
          ["this", ...rest].join("."),
          scope.at,
          onward(plain, { path, scope: scope.id, frame: path === way.path ? way.frame : undefined }),
        );
      if (classes.length > 0) return;
      // A key of something loaded: `yaml.load(file).zendesk.apiToken`.
      this.#unknown([call.call, ...rest].join("."), rest.join("."), at, plain);
    }
    const key = lookedUp(call, text, (path) => settings(path).length > 0);
    if (key !== undefined) {
      this.#lookup(key, call, at, plain);
      for (const argument of call.args.slice(1))
        if (literalOf(argument) === undefined) this.value(argument, plain);
      return;
    }
    const behind = nameBehind(call);
    if (call.receiver) this.value(call.receiver, plain);
    else if (behind !== undefined) this.#name(behind, at, plain);
    const known = isWrapper(call) && rest.length === 0;
    // Elsewhere it would only be an argument of something nothing is known of.
    if (!known || this.#weak > 0) {
      this.#keeping++;
      for (const keeper of keepersIn(call)) this.value(keeper, plain);
      this.#keeping--;
    }
    if (!known) this.#weak++;
    for (const argument of call.args) this.value(argument, plain);
    for (const entry of call.named) this.value(entry.value, plain);
    if (!known) this.#weak--;
    if (call.args.length === 0 && call.named.length === 0 && !call.receiver)
      this.#root({ kind: "unknown", key: call.call }, at, plain);
  }

  /** The text of a value, or of the one constant it names (`os.Getenv(tokenVar)`, `config.get(Keys.TOKEN)`). */
  #text(value: Value | undefined, { path, scope }: Way): string | undefined {
    const text = literalOf(value);
    const only = value?.parts.length === 1 ? value.parts[0] : undefined;
    if (text !== undefined || !only || !("name" in only)) return text;
    const leads = leadsOf(this.#around.world, only.name, path, scope).filter(
      (lead) => !lead.parameter && lead.how !== "key",
    );
    return leads.length === 1 ? literalOf(leads[0]?.value) : undefined;
  }

  /** A setting looked up by a literal name; Laravel's `config('zendesk.token')` also reads `config/zendesk.php`. */
  #lookup(key: string, call: Call, at: Span, way: Way): void {
    this.#setting("lookup", key, at, way);
    const [file = "", ...keys] = key.split(".");
    if (keys.length === 0 || !/config|get|setting/i.test(call.call)) return;
    const reads = onward(way, {}, { path: way.path, at, role: "read", message: `reads ${key}` });
    this.#around.world.questions.ask({ kind: "path", name: `config/${file}.php` });
    for (const [path, index] of this.#around.world.files) {
      if (path !== `config/${file}.php` && !path.endsWith(`/config/${file}.php`)) continue;
      for (const value of index.returns.get(0) ?? [])
        for (const taken of descend(value, keys))
          this.value(
            taken.value,
            onward(
              reads,
              { path, scope: 0, frame: undefined, rest: taken.rest },
              { path, at: taken.value.at, role: "declaration", message: `sets ${key}` },
            ),
          );
    }
  }

  /** Goes into functions of the repository; false when none of that name gives anything back. */
  #returns(callee: string, call: Call | undefined, at: Span, way: Way): boolean {
    const tail = tailOf(callee);
    const site: CallSite = {
      call: call ?? { call: callee, args: [], named: [] },
      at,
      path: way.path,
      scope: way.scope,
    };
    let found = false;
    for (const target of functionsCalled(this.#around.world, callee, way.path, way.scope)) {
      const { path, scope } = target;
      const frame: Frame = { function: target, site, outer: way.frame };
      const called = onward(
        way,
        { rest: way.rest },
        { path: way.path, at, role: "note", message: `calls ${tail}` },
      );
      for (const value of this.#around.world.files.get(path)?.returns.get(scope.id) ?? []) {
        found = true;
        this.value(
          value,
          onward(
            called,
            { path, scope: scope.id, frame, rest: way.rest },
            { path, at: value.at, role: "note", message: `returned by ${tail}`, returned: true },
          ),
        );
      }
    }
    return found;
  }
}

const isCouple = (part: Part | undefined): boolean =>
  part !== undefined && "list" in part && part.list.length === 2;

/** What tells a part from another of the same place. */
const signatureOf = (part: Part): string =>
  "name" in part
    ? part.name
    : "text" in part
      ? part.text
      : "env" in part
        ? part.env
        : String(Object.keys(part)[0]);

/** What a call hands to a parameter, or to the key of it that is asked for. */
function givenTo({ call }: CallSite, { name, parameter }: Lead): readonly Taken[] {
  const under = (key: string): Value | undefined => call.named.find((entry) => entry.key === key)?.value;
  const keys = parameter?.key?.split(".") ?? [];
  const own = under(name) ?? call.args[parameter?.index ?? -1];
  if (own) return descend(own, keys);
  // Keyword arguments taken in as one: `**kwargs`, an options hash.
  const option = keys[0] === undefined ? undefined : under(keys[0]);
  if (option) return descend(option, keys.slice(1));
  const spread = under("...");
  return spread ? descend(spread, [name, ...keys]).slice(0, 1) : [];
}
