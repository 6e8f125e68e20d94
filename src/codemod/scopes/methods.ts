import type { Call, Fact, Value } from "../../model/fact.ts";
import type { Method, ScopeData } from "../../model/scope.ts";
import { type FunctionRef, tailOf, type World } from "../../resolve/world.ts";
import { HOLE, readAddress } from "./address.ts";
import { functionKey } from "./alternatives.ts";
import { functionAround, Hints, namedMethod } from "./hints.ts";
import type { Names } from "./names.ts";
import { optionsBehind, optionsOf } from "./options.ts";
import type { Request } from "./request.ts";
import { isReturned, variableOf } from "./returned.ts";
import type { Context, Texts } from "./texts.ts";
import { literal, methodOf } from "./verbs.ts";

/** The methods a request may have, and how that is known. */
export interface MethodReading {
  /** `unknown` among them when it may be others, too. */
  readonly methods: readonly Method[];
  readonly sure: boolean;
  /** A parameter decides. */
  readonly open?: FunctionRef;
}

/** Names of variables that hold a method. */
const METHOD = /(?:^|[._])(?:\w*method|\w*verb)$/i;
/** Calls whose method is an argument at a place. */
const PLACES: Readonly<Record<string, number>> = {
  newrequest: 0,
  newrequestwithcontext: 1,
  httprequestmessage: 0,
};
/** Makers of requests whose method is said afterwards. */
const BUILDERS =
  /(?:^|\.)(?:newbuilder|url|uri|target|openconnection|curl_init|restrequest|webrequest\.create)$/i;
/** A builder's last link, without which it is no request yet. */
const BUILT =
  /\.(?:build|retrieve|execute|send\w*|connect|get(?:responsecode|inputstream|responsemessage|response))(?:\(\)|$)/i;
/** Makes a connection of Java's a POST. */
const WRITES = /\.(?:getoutputstream|setdooutput)$/i;
const MOST_DEPTH = 3;

const UNKNOWN: MethodReading = { methods: ["unknown"], sure: false };

/** Reads the methods of requests. */
export class Methods {
  readonly #words: ScopeData["requests"];
  readonly #world: World;
  readonly #names: Names;
  readonly #texts: Texts;
  readonly #hints: Hints;
  readonly #chains = new Map<string, Map<number, Extract<Fact, { kind: "call" }>[]>>();

  constructor(data: ScopeData, world: World, names: Names, texts: Texts) {
    this.#words = data.requests;
    this.#world = world;
    this.#names = names;
    this.#texts = texts;
    this.#hints = new Hints(data);
  }

  /** The methods of a request, with the parameters bound as given. */
  of(request: Request, context: Context): MethodReading {
    const { call, said, otherwise } = request;
    if (said !== "ask") return sure(said);
    return (
      fromFlags(call) ??
      this.#fromPlace(call, context) ??
      this.#fromArguments(call, context) ??
      this.#fromOptions(call, context) ??
      this.#fromChain(request) ??
      this.#fromLater(request, context) ??
      fromBody(call) ??
      this.#fromCallers(request, context, 0) ?? { methods: [otherwise], sure: otherwise !== "unknown" }
    );
  }

  /** Where the method has its place it is that argument, whatever that is called. */
  #fromPlace(call: Call, context: Context): MethodReading | undefined {
    const tail = tailOf(call.call).toLowerCase();
    const [first, second] = call.args;
    let place = PLACES[tail];
    if (place === undefined && tail === "request" && first && second) {
      const texts = this.#texts.of(second, context).map((one) => one.text);
      if (texts.some((text) => /^(?:\/|https?:)/.test(text) && readAddress(text).kind !== "none")) place = 0;
    }
    const value = place === undefined ? undefined : call.args[place];
    if (!value || call.args.length < 2) return undefined;
    const method = namedMethod(value);
    if (method) return sure(method);
    const read = this.#verbs(value, context);
    return read.methods.length > 0 || read.open ? read : UNKNOWN;
  }

  #fromArguments(call: Call, context: Context): MethodReading | undefined {
    for (const value of call.args.slice(0, 4)) {
      const only = value.parts.length === 1 ? value.parts[0] : undefined;
      if (!only || "object" in only || "secret" in only || "list" in only) continue;
      if ("text" in only) {
        const method = methodOf(only.text);
        if (method) return sure(method);
        continue;
      }
      if ("name" in only && /method|http|\bverb|^[A-Z]+$/i.test(only.name)) {
        const method = namedMethod(value);
        if (method) return sure(method);
      }
      if (!("name" in only || "choice" in only || "call" in only)) continue;
      const read = this.#verbs(value, context);
      const asks = "name" in only && /method|verb|type|action/i.test(only.name);
      if (read.methods.some((one) => one !== "unknown") || (read.open && asks)) return read;
      if ("name" in only && METHOD.test(only.name)) return UNKNOWN;
    }
    return undefined;
  }

  /** What a value says when it is read as a method. */
  #verbs(value: Value, context: Context): MethodReading {
    const texts = this.#texts.of(value, context);
    const methods = new Set<Method>(texts.flatMap((one) => methodOf(one.text) ?? []));
    const open = texts.find((one) => one.open)?.open;
    const lost = texts.some((one) => one.text === HOLE && !one.open) || this.#isLoose(value, context);
    return {
      methods: lost ? [...methods, "unknown"] : [...methods],
      sure: methods.size === texts.length,
      ...(open ? { open } : {}),
    };
  }

  /** Found by its last segment only: somebody's `.method` in the same file. */
  #isLoose(value: Value, { path, scope }: Context): boolean {
    const only = value.parts.length === 1 ? value.parts[0] : undefined;
    if (!only || !("name" in only) || !only.name.includes(".") || only.name.startsWith("this.")) return false;
    const leads = this.#names.leads(only.name, path, scope);
    return leads.length > 0 && leads.every((lead) => lead.how === "key");
  }

  #fromOptions(call: Call, context: Context): MethodReading | undefined {
    const { options, names } = optionsBehind(call, context, this.#names);
    const methods = options.filter(({ key }) => this.#words.method.includes(key.toLowerCase()));
    // Several requests in one call, each with a method of its own.
    if (/all$/i.test(call.call) && methods.length > 0) {
      const said = new Set(methods.map(({ value }) => methodOf(literal(value) ?? "") ?? "unknown"));
      const [only] = said;
      const urls = options.filter(({ key }) => /^url$/i.test(key));
      return said.size === 1 && only && urls.length <= methods.length ? sure(only) : UNKNOWN;
    }
    for (const { key, value, context: at } of options) {
      if (!this.#words.method.includes(key.toLowerCase())) continue;
      const method = namedMethod(value);
      if (method) return sure(method);
      const read = this.#verbs(value, at);
      if (read.methods.length > 0 || read.open) return read;
      return UNKNOWN;
    }
    // `fetch(url, options)` with options that a caller names, or that are set later: `options.method = "PUT"`.
    for (const name of names) {
      const leads = this.#names.leads(`${name}.method`, context.path, context.scope);
      if (!leads.some((lead) => lead.how !== "key")) continue;
      const read = this.#verbs({ at: { start: -2, end: -2 }, parts: [{ name: `${name}.method` }] }, context);
      if (read.methods.some((one) => one !== "unknown") || read.open) return read;
    }
    return undefined;
  }

  /** Other links of a chain: `.uri(…).POST(…)`, `.url(…).delete()`, `.post().uri(…)`. */
  #fromChain({ call, at, path }: Pick<Request, "call" | "at" | "path">): MethodReading | undefined {
    for (const link of call.call.split(".").slice(0, -1)) {
      const method = link.endsWith("()") ? methodOf(link.slice(0, -2)) : undefined;
      if (method) return sure(method);
    }
    for (const outer of this.#chainFrom(path, at.start)) {
      if (outer.at.end <= at.end || !outer.call.startsWith(`${call.call}()`)) continue;
      const tail = tailOf(outer.call);
      if (/^method$/i.test(tail)) {
        const method =
          outer.args[0] && (namedMethod(outer.args[0]) ?? methodOf(literal(outer.args[0]) ?? ""));
        return method ? sure(method) : UNKNOWN;
      }
      const method = methodOf(tail);
      if (method) return sure(method);
    }
    return undefined;
  }

  /** The chain goes on to where the request is complete. */
  #isBuilt({ call, at, path }: Pick<Request, "call" | "at" | "path">): boolean {
    return this.#chainFrom(path, at.start).some(
      (one) => one.call.startsWith(`${call.call}()`) && BUILT.test(one.call.slice(call.call.length)),
    );
  }

  #chainFrom(path: string, start: number): readonly Extract<Fact, { kind: "call" }>[] {
    let byStart = this.#chains.get(path);
    if (!byStart) {
      byStart = new Map();
      for (const fact of this.#world.files.get(path)?.file.facts ?? [])
        if (fact.kind === "call" && fact.call.includes("()")) {
          const list = byStart.get(fact.at.start);
          if (list) list.push(fact);
          else byStart.set(fact.at.start, [fact]);
        }
      this.#chains.set(path, byStart);
    }
    return byStart.get(start) ?? [];
  }

  /** Statements beside it in the same function. */
  #fromLater(request: Request, context: Context): MethodReading | undefined {
    const index = this.#world.files.get(request.path);
    if (!index || /(?:^|\.)(?:fetch|axios|got|ky|request|ajax)$/i.test(request.call.call)) return undefined;
    const hints = this.#hints.around(index, request.scope);
    const after = hints.filter((hint) => hint.at.start > request.at.start);
    const all = after.length > 0 ? after : hints;
    const first = request.call.args[0]?.parts[0];
    const handle = /setopt/.test(request.call.call) && first && "name" in first ? first.name : undefined;
    const name = handle ?? variableOf(index, request.at);
    const own = all.filter((hint) => hint.of !== undefined && hint.of === name);
    const near = own.length > 0 ? own : all;
    // What is said of another variable may be about another request.
    const others = own.length === 0 && name !== undefined && near.length > 0 && near.every((hint) => hint.of);
    const methods = new Set<Method>(others ? [request.otherwise] : []);
    let open: FunctionRef | undefined;
    for (const hint of near) {
      if (hint.method) methods.add(hint.method);
      if (!hint.value) continue;
      const read = this.#verbs(hint.value, context);
      open ??= read.open;
      for (const method of read.methods) methods.add(method);
    }
    // POST by its fields, unless another method is named as well.
    if (
      methods.size > 1 &&
      near.some((hint) => hint.method === "POST") &&
      !near.some((hint) => hint.value && literal(hint.value) === "POST")
    )
      methods.delete("POST");
    if (others && methods.size === 1 && !open) return undefined;
    if (methods.size === 0) return open ? { methods: [], sure: false, open } : undefined;
    return { methods: [...methods], sure: methods.size === 1, ...(open ? { open } : {}) };
  }

  /** A function that gives a builder back leaves the method to its callers: `request(path).PUT(body).build()`. */
  #fromCallers(
    { call, at, path, scope }: Pick<Request, "call" | "at" | "path" | "scope">,
    context: Context,
    depth: number,
  ): MethodReading | undefined {
    if (depth > MOST_DEPTH || (depth === 0 && !BUILDERS.test(call.call))) return undefined;
    if (depth === 0 && this.#isBuilt({ call, at, path })) return undefined;
    const index = this.#world.files.get(path);
    const around = index?.file.scopes[functionAround(index, scope)];
    if (!around || around.id === 0 || !isReturned(index, around.id, at)) return undefined;
    const open: FunctionRef = { path, scope: around };
    const site = context.bound.get(functionKey(open));
    if (!site) return { methods: [], sure: false, open };
    const there: Request = { ...site, said: "ask", otherwise: "unknown" };
    const chain = this.#fromChain(there);
    if (chain) return chain;
    if (this.#isBuilt(there)) return sure("GET");
    const later = this.#fromLater(there, { ...context, ...site });
    if (later) return later;
    const from = this.#world.files.get(site.path);
    const name = from && variableOf(from, site.at);
    if (name !== undefined) {
      const calls: string[] = [];
      for (const fact of from?.file.facts ?? []) {
        if (fact.kind !== "call" || !fact.call.startsWith(`${name}.`) || fact.scope !== site.scope) continue;
        const method = this.#fromChain({ call: fact, at: fact.at, path: site.path });
        const tail = methodOf(tailOf(fact.call));
        if (method ?? tail) return method ?? sure(tail ?? "GET");
        calls.push(fact.call);
      }
      if (calls.some((one) => WRITES.test(one))) return sure("POST");
      if (calls.some((one) => BUILT.test(one))) return sure("GET");
    }
    return this.#fromCallers(site, context, depth + 1) ?? UNKNOWN;
  }
}

/** `-X POST`, `--request PUT`, `-d …` of curl. */
function fromFlags(call: Call): MethodReading | undefined {
  if (!/(?:^|\.)(?:curl|wget|http|https)$/i.test(call.call)) return undefined;
  let body = false;
  for (const [i, value] of call.args.entries()) {
    const first = value.parts[0];
    const text = first && "text" in first ? first.text : "";
    const inline = /^(?:-X|--request=|--method=)(\w+)$/.exec(text)?.[1];
    const next = call.args[i + 1]?.parts[0];
    const asked = /^(?:-\w*X|--request|--method)$/.test(text);
    const given = inline ?? (asked && next && "text" in next ? next.text : undefined);
    const method = methodOf(given ?? (i < 4 && /^[A-Z]+$/.test(text) ? text : ""));
    if (method) return sure(method);
    if (asked) return UNKNOWN;
    if (/^(?:-G|--get)$/.test(text)) return sure("GET");
    if (/^(?:-T|--upload-file)/.test(text)) return sure("PUT");
    if (/^(?:-\w*d|-F|--data.*|--json.*|--form.*|--post-data.*|--post-file.*|--body-data.*)$/.test(text))
      body = true;
  }
  return body ? sure("POST") : undefined;
}

/** urllib and PHP; with fetch and axios a body alone makes no POST. */
function fromBody(call: Call): MethodReading | undefined {
  if (!/(?:urlopen|urllib\.request\.Request|(?:^|\.)Request|curl_setopt_array)$/.test(call.call))
    return undefined;
  const body = optionsOf(call).some(
    ({ key, value }) =>
      /^(?:data|body|json|payload|form|curlopt_post\w*)$/i.test(key) && value.parts.length > 0,
  );
  return body ? sure("POST") : undefined;
}

const sure = (method: Method): MethodReading => ({ methods: [method], sure: method !== "unknown" });
