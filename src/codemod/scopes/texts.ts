import { isVendorText, type NameReading } from "../../detect/index.ts";
import type { Call, Part, Value } from "../../model/fact.ts";
import { functionsCalled } from "../../resolve/functions.ts";
import { descend, type Lead } from "../../resolve/names.ts";
import { type CallSite, chainOf, tailOf, type World } from "../../resolve/world.ts";
import { HOLE } from "./address.ts";
import { capped, EMPTY, functionKey, joined, MOST, type Text } from "./alternatives.ts";
import { type Loops, sameElements } from "./loops.ts";
import type { Names } from "./names.ts";
import { isBuilt, isPaged, isPagedName } from "./settled.ts";

/** Where a value is read, and which call each function around it was entered by. */
export interface Context {
  readonly path: string;
  readonly scope: number;
  readonly bound: ReadonlyMap<string, CallSite>;
}

const MOST_DEPTH = 18;
/** Values read for one request: what a hostile file can cost. */
const MOST_NODES = 600;

/** Calls that give back an address as it is, or joined. */
const SAME =
  /^(?:url|uri|string|str|encodeuri|parse|create|tostring|valueof|of|fromstring|trim|strip|chomp|rstrip|lstrip|rtrim|ltrim|trimend|trimstart|replace|gsub|sub|str_replace|html_safe|freeze|as_str|unwrap|escape|to_s|uricomponentsbuilder|fromhttpurl|fromuristring|build|touri|httpurl|get|unescape|addquery|with_query|concat|append|add_query_arg|esc_url_raw|esc_url|parse_obj|untrail|sanitize|format|appendpathsegment|setqueryparam)$/;
const JOIN = /^(?:urljoin|url_join|join|combine|resolve|joinpath|urlcombine|joinurl|url)$/;

/** An address, or a path with the extension that all of them have. */
const ADDRESS = /^(?:\/|https?:|\{\}).*(?:\.json\b|\/api\/v2\/\w)/;

/** A shell's list of words. */
const SHELL_LIST = /^[\w./-]+(?:[ \t\n]+[\w./-]+){1,60}$/;

/** Names of methods: `http.MethodPut`, `HttpMethod.POST`, `Method.Delete`. */
const VERB_NAME = /method[a-z]*[._]?(get|head|post|put|patch|delete)$/i;

/** Places of a format string. */
const SLOT = /\{\w*\}|%[sd]/;
const SLOT_ALL = /\{\w*\}|%[sd]/g;
const UNKNOWN = "\u0001";

/** Reads values as text with holes: through names, files, parameters bound to calls, and functions of the repository. */
export class Texts {
  readonly #world: World;
  readonly #names: Names;
  readonly #loops: Loops;
  readonly #read: (name: string) => NameReading;
  readonly #evidence = new Map<string, { vendor: boolean; rival: boolean }>();
  readonly #stack = new Set<string>();
  /** Places of the values that were read, by file: start offsets. */
  readonly visited = new Map<string, Set<number>>();
  #nodes = 0;

  constructor(world: World, names: Names, loops: Loops, read: (name: string) => NameReading) {
    this.#world = world;
    this.#names = names;
    this.#loops = loops;
    this.#read = read;
  }

  /** All texts a value may be; never none. */
  of(value: Value, context: Context): Text[] {
    this.#nodes = 0;
    const texts = this.#value(value, context, 0);
    return texts.length > 0 ? texts : [{ ...EMPTY, text: HOLE }];
  }

  #value(value: Value, context: Context, depth: number): Text[] {
    const head = value.parts[0];
    const key = `${context.path}:${value.at.start}:${value.at.end}:${head && "name" in head ? head.name : ""}`;
    if (depth > MOST_DEPTH || ++this.#nodes > MOST_NODES) return [{ ...EMPTY, text: HOLE }];
    // A name that is made of itself (`url = url + "&page=2"`): the other alternatives say what it is.
    if (this.#stack.has(key)) return [];
    this.#stack.add(key);
    const seen = this.visited.get(context.path) ?? new Set<number>();
    this.visited.set(context.path, seen.add(value.at.start));
    let texts: Text[] = [EMPTY];
    for (const part of value.parts) {
      const next = this.#part(part, value, context, depth + 1);
      texts = texts.flatMap((one) => next.map((other) => joined(one, other)));
      if (texts.length > MOST) texts = capped(texts);
    }
    this.#stack.delete(key);
    return capped(texts);
  }

  #part(part: Part, value: Value, context: Context, depth: number): Text[] {
    if ("text" in part) return [{ ...EMPTY, text: part.text }];
    if ("name" in part) return this.#name(part.name, context, depth);
    if ("env" in part) return this.#env(part.env, context, depth);
    if ("choice" in part) return part.choice.flatMap((one) => this.#value(one, context, depth));
    if ("call" in part) return this.#call(part, value, context, depth);
    // `["tickets", id]`, handed to a client that joins it.
    if ("list" in part && part.list.length > 0 && part.list.length < 8)
      return this.#join(part.list, context, depth);
    return [{ ...EMPTY, text: HOLE }];
  }

  #hole(name: string): Text {
    return { ...EMPTY, text: HOLE, ...this.evidence(name), ...(isPagedName(name) ? { settled: true } : {}) };
  }

  /** What a name says of whose it is. */
  evidence(name: string): { vendor: boolean; rival: boolean } {
    let known = this.#evidence.get(name);
    if (!known) {
      const short = name.length < 200;
      const vendor = short && (isVendorText(name.toLowerCase()) || this.#read(tailOf(name)).vendor);
      known = { vendor, rival: short && !vendor && this.#read(name).rival };
      this.#evidence.set(name, known);
    }
    return known;
  }

  #env(name: string, context: Context, depth: number): Text[] {
    const said = this.evidence(name);
    const found: Text[] = [];
    for (const { path, fact } of (this.#world.entries.get(name) ?? []).slice(0, 4))
      found.push(...this.#value(fact.value, { path, scope: fact.scope, bound: new Map() }, depth));
    for (const { value, path, scope } of (this.#world.shell.get(name) ?? []).slice(0, 4))
      if (path === context.path) found.push(...this.#value(value, { ...context, scope }, depth));
    const telling = found.filter((one) => /^https?:/.test(one.text));
    return telling.length > 0
      ? telling.map((one) => ({ ...one, vendor: one.vendor || said.vendor }))
      : [this.#hole(name)];
  }

  #name(name: string, context: Context, depth: number): Text[] {
    const said = this.evidence(name);
    const plain = name.replace(/\.(?:href|toString|to_s|url)(?:\(\))?$/, "");
    let leads = this.#leads(name, context);
    if (leads.length === 0 && plain !== name) leads = this.#leads(plain, context);
    const found: Text[] = [];
    const handed = leads.some((lead) => lead.parameter && this.#isHanded(lead, context));
    for (const lead of leads) {
      if (lead.parameter) found.push(...this.#parameter(lead, context, depth));
      // A default is for callers that hand over nothing.
      else if (handed && lead.how === "parameter") continue;
      else if (!lead.rest?.length && lead.value.parts.length > 0)
        found.push(
          ...this.#value(
            lead.value,
            { path: lead.path, scope: lead.scope, bound: context.bound },
            depth,
          ).flatMap((one) =>
            SHELL_LIST.test(one.text) ? words(one.text).map((text) => ({ ...one, text })) : [one],
          ),
        );
    }
    // Left out by the caller at hand, and without a default that tells.
    const left = leads.find(
      (lead) => lead.parameter && context.bound.has(functionKey(lead.parameter.function)),
    );
    if (found.length === 0 && left?.parameter)
      return [{ ...EMPTY, used: [functionKey(left.parameter.function)] }];
    const lists = this.#loops.listsOf(name, context.path, context.scope);
    for (const list of lists)
      found.push(...(list ? this.#elements(list, context, depth + 1) : [this.#hole(name)]));
    if (leads.length === 0 && name.endsWith(".*"))
      found.push(
        ...this.#elements(
          { at: { start: -4, end: -4 }, parts: [{ name: name.slice(0, -2) }] },
          context,
          depth + 1,
        ),
      );
    const verb = leads.length === 0 ? VERB_NAME.exec(name)?.[1] : undefined;
    if (verb !== undefined) return [{ ...EMPTY, text: verb.toUpperCase() }];
    // A property or a method named without parentheses.
    if (leads.length === 0 && found.length === 0)
      found.push(...this.#returns({ call: name, args: [], named: [] }, context, depth));
    return found.length > 0
      ? found.map((one) => ({ ...one, vendor: one.vendor || said.vendor, rival: one.rival || said.rival }))
      : leads.some((lead) => !lead.parameter && lead.value.parts.length > 0 && !lead.rest?.length)
        ? []
        : [this.#hole(name)];
  }

  #isHanded(lead: Lead, context: Context): boolean {
    const site = lead.parameter && context.bound.get(functionKey(lead.parameter.function));
    return site !== undefined && argumentsOf(site, lead).length > 0;
  }

  /** What each element of a list may be; a hole for a list that is not written down. */
  #elements(value: Value, context: Context, depth: number): Text[] {
    if (depth > MOST_DEPTH || ++this.#nodes > MOST_NODES) return [{ ...EMPTY, text: HOLE }];
    const found: Text[] = [];
    for (const part of value.parts) {
      if ("list" in part)
        for (const one of part.list) {
          const first = one.parts.length === 1 ? one.parts[0] : undefined;
          found.push(
            ...(first && "list" in first && first.list[0]
              ? this.#value(first.list[0], context, depth + 1)
              : this.#value(one, context, depth + 1)),
          );
        }
      else if ("choice" in part)
        for (const one of part.choice)
          if (!one.parts.some((inner) => "env" in inner))
            found.push(...this.#elements(one, context, depth + 1));
      if ("name" in part) found.push(...this.#elementsOf(part.name, context, depth + 1));
      if ("env" in part) found.push(...this.#env(part.env, context, depth + 1));
      const same = "call" in part ? sameElements(part) : undefined;
      if (same) found.push(...this.#elements(same, context, depth + 1));
      else if ("call" in part || "object" in part || "opaque" in part) found.push({ ...EMPTY, text: HOLE });
      if ("text" in part) found.push(...words(part.text).map((text) => ({ ...EMPTY, text })));
    }
    return found.length > 0 ? found : [{ ...EMPTY, text: HOLE }];
  }

  #elementsOf(name: string, context: Context, depth: number): Text[] {
    const found: Text[] = [];
    for (const lead of this.#leads(name, context)) {
      if (lead.rest?.length) continue;
      if (!lead.parameter) {
        const at = { path: lead.path, scope: lead.scope, bound: context.bound };
        if (lead.value.parts.length > 0) found.push(...this.#elements(lead.value, at, depth));
        continue;
      }
      const target = lead.parameter.function;
      const site = context.bound.get(functionKey(target));
      if (!site) found.push({ ...this.#hole(name), open: target });
      else
        for (const value of argumentsOf(site, lead))
          found.push(
            ...this.#elements(value, { ...context, path: site.path, scope: site.scope }, depth).map(
              (one) => ({
                ...one,
                used: [...one.used, functionKey(target)],
              }),
            ),
          );
    }
    return found;
  }

  /** Where a name leads; `$1` of a shell function is its parameter. */
  #leads(name: string, { path, scope }: Context): readonly Lead[] {
    const file = this.#world.files.get(path)?.file;
    if (file?.language === "bash" && /^\d$/.test(name)) {
      const around = chainOf(file, scope).find((id) => file.scopes[id]?.kind === "function");
      const own = around === undefined ? undefined : file.scopes[around];
      if (!own) return [];
      return [
        {
          value: { at: own.at, parts: [] },
          path,
          scope: own.id,
          at: own.at,
          how: "parameter",
          name,
          parameter: { function: { path, scope: own }, index: Number(name) - 1 },
        },
      ];
    }
    return this.#names.leads(name, path, scope);
  }

  #parameter(lead: Lead, context: Context, depth: number): Text[] {
    const target = lead.parameter?.function;
    if (!target) return [];
    const key = functionKey(target);
    const site = context.bound.get(key);
    const list = lead.parameter?.index === 0 ? this.#loops.listOfBlock(target.path, target.scope) : undefined;
    if (list && target.scope.parent !== null)
      return this.#elements(
        list,
        { path: target.path, scope: target.scope.parent, bound: context.bound },
        depth + 1,
      );
    if (!site) return [{ ...this.#hole(lead.name), open: target }];
    const used = [key];
    const found = argumentsOf(site, lead).flatMap((value) =>
      this.#value(value, { path: site.path, scope: site.scope, bound: context.bound }, depth),
    );
    return found.length > 0
      ? found.map((one) => ({ ...one, used: [...one.used, ...used] }))
      : // Left out by this caller: its default, or nothing.
        target.scope.params[lead.parameter?.index ?? -1]?.default
        ? []
        : [{ ...EMPTY, used }];
  }

  #join(values: readonly Value[], context: Context, depth: number): Text[] {
    let texts: Text[] = [EMPTY];
    for (const value of values) {
      const next = this.#value(value, context, depth);
      texts = texts.flatMap((one) =>
        next.map((other) =>
          joined(one.text === "" || one.text.endsWith("/") ? one : { ...one, text: `${one.text}/` }, {
            ...other,
            text: other.text.replace(/^\/+/, ""),
          }),
        ),
      );
      if (texts.length > MOST) texts = texts.slice(0, MOST);
    }
    return texts;
  }

  #call(call: Call, value: Value, context: Context, depth: number): Text[] {
    const tail = tailOf(call.call).toLowerCase();
    const first = call.args[0];
    if (isPaged(call) || isBuilt(call)) return [{ ...EMPTY, text: HOLE, settled: true }];
    const own = this.#returns(call, context, depth);
    if (own.length > 0) return own;
    // `new URL("tickets.json", base)` names them the other way round.
    if (tail === "url" && call.args.length === 2 && first && call.args[1])
      return this.#join([call.args[1], first], context, depth);
    if (tail === "format" && (call.receiver || call.call.includes(".")))
      return this.#format(call, context, depth);
    if (JOIN.test(tail) && call.args.length > 1) return this.#join(call.args, context, depth);
    if (SAME.test(tail)) {
      if (call.receiver) return this.#value(call.receiver, context, depth);
      const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
      if (/^(?:concat|append)$/.test(tail) && holder !== "")
        return this.#value(
          { at: value.at, parts: [{ name: holder }, ...call.args.flatMap((one) => one.parts)] },
          context,
          depth,
        );
      const text = call.args.find((one) => one.parts.length > 0);
      if (/^(?:str_replace|sub)$/.test(tail)) return [this.#hole(call.call)];
      // Methods of the text itself against functions of it.
      const method =
        /^(?:get|replace|gsub|tostring|to_s|trim|strip|rstrip|lstrip|chomp|trimend|trimstart|build|freeze)$/.test(
          tail,
        );
      if (method && holder !== "" && !holder.includes("(")) return this.#name(holder, context, depth);
      if (text) return this.#value(text, context, depth);
    }
    if (tail === "" || call.receiver) return [{ ...EMPTY, text: HOLE }];
    // Something is added to an address: `addOptions("/apps.json", options)`.
    const address =
      first && /(?:url|uri|path|options|opts|query|params|endpoint|link|address)s?$/i.test(tail)
        ? this.#value(first, context, depth).filter(({ text }) => ADDRESS.test(text))
        : [];
    return address && address.length > 0 ? address : [this.#hole(call.call)];
  }

  /** `template.format(host, path)` of a template that has a name. */
  #format(call: Call, context: Context, depth: number): Text[] {
    const holder = call.call.slice(0, call.call.lastIndexOf("."));
    const templates = call.receiver
      ? this.#value(call.receiver, context, depth)
      : /^(?:string|String)$/.test(holder) && call.args[0]
        ? this.#value(call.args[0], context, depth)
        : this.#name(holder, context, depth);
    const given = (/^(?:string|String)$/.test(holder) ? call.args.slice(1) : call.args).slice(0, 6);
    let texts = templates;
    for (const value of given) {
      const next = this.#value(value, context, depth);
      texts = texts.flatMap((one) =>
        next.map((other) => {
          const parts = one.text.split(SLOT);
          const [head = "", ...rest] = parts;
          const marks = one.text.match(SLOT_ALL) ?? [];
          if (rest.length === 0) return one;
          const tail = rest.reduce((all, piece, i) => all + (marks[i] ?? "") + piece);
          // What is put in must not look like a place for the next one.
          return joined(
            { ...one, text: head + other.text.replaceAll(HOLE, UNKNOWN) + tail },
            { ...other, text: "" },
          );
        }),
      );
      if (texts.length > MOST) texts = texts.slice(0, MOST);
    }
    return texts.map((one) => ({ ...one, text: one.text.replaceAll(UNKNOWN, HOLE) }));
  }

  /** What a function of the repository gives back for this call. */
  #returns(call: Call, context: Context, depth: number): Text[] {
    const found: Text[] = [];
    for (const target of functionsCalled(this.#world, call.call, context.path, context.scope).slice(0, 3)) {
      const site: CallSite = { call, at: { start: 0, end: 0 }, path: context.path, scope: context.scope };
      const bound = new Map(context.bound).set(functionKey(target), site);
      const inner: Context = { path: target.path, scope: target.scope.id, bound };
      for (const value of this.#world.files.get(target.path)?.returns.get(target.scope.id) ?? [])
        found.push(...this.#value(value, inner, depth));
    }
    return found.filter((one) => one.text !== HOLE || one.open !== undefined);
  }
}

/** What a call hands to a parameter, or to the key of it that is asked for. */
function argumentsOf({ call }: CallSite, { name, parameter }: Lead): readonly Value[] {
  const keys = parameter?.key?.split(".") ?? [];
  const own = call.named.find((entry) => entry.key === name)?.value ?? call.args[parameter?.index ?? -1];
  const value =
    own ?? (keys[0] === undefined ? undefined : call.named.find((one) => one.key === keys[0])?.value);
  if (!value) return [];
  return descend(value, own ? keys : keys.slice(1)).flatMap((taken) =>
    taken.rest.length === 0 ? [taken.value] : [],
  );
}

/** Words of a shell's list; addresses hold no spaces. */
const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
