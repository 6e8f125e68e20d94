import type { Call, Span, Value } from "../../model/fact.ts";
import type { Method, ScopeData } from "../../model/scope.ts";
import { tailOf, type World } from "../../resolve/world.ts";
import type { Names } from "./names.ts";
import { type Option, optionsBehind } from "./options.ts";
import type { Context } from "./texts.ts";

/** A call that may send a request. */
export interface Request {
  readonly call: Call;
  readonly at: Span;
  readonly path: string;
  readonly scope: number;
  /** What its name says of the method. */
  readonly said: Method | "ask";
  /** The method when it is asked for and nothing tells it. */
  readonly otherwise: Method;
}

/** Finds requests and their addresses. */
export class Requests {
  readonly #words: ScopeData["requests"];
  readonly #said = new Map<string, { said: Method | "ask"; otherwise: Method }>();
  readonly #links: ReadonlySet<string>;
  readonly #servers: ReadonlySet<string>;
  readonly #world: World;
  readonly #names: Names;

  constructor(data: ScopeData, world: World, names: Names) {
    this.#names = names;
    this.#words = data.requests;
    this.#world = world;
    this.#links = new Set(data.requests.links);
    this.#servers = new Set(data.requests.servers);
    for (const [method, tails] of Object.entries(data.requests.methods))
      for (const tail of tails) this.#said.set(tail, { said: method as Method, otherwise: method as Method });
    for (const [tail, otherwise] of Object.entries(data.requests.ask))
      this.#said.set(tail, { said: "ask", otherwise: otherwise ?? "unknown" });
  }

  /** The call as a request, by its name; most calls are none. */
  of(call: Call, at: Span, path: string, scope: number): Request | undefined {
    const lower = call.call.toLowerCase().replace(/[!?]$/, "");
    const segments = lower.split(".");
    const tail = (segments.at(-1) ?? "").replace(/\(\)$/, "");
    const said =
      this.#imported(call, path) ?? this.#said.get(tail) ?? this.#said.get(segments.slice(-2).join("."));
    const setopt = /^curl_setopt(?:_array)?$/.test(tail);
    if (!said && !setopt && !this.#isHanded(call, path, scope)) return undefined;
    if (this.#links.has(tail) && !/\(\)|builder|req/.test(segments.slice(0, -1).join("."))) return undefined;
    // A file, but for Ruby's open-uri.
    if (lower === "open" && this.#world.files.get(path)?.file.language !== "ruby") return undefined;
    if (segments.some((one) => this.#servers.has(one.replace(/\(\)$/, "")))) return undefined;
    return { call, at, path, scope, ...(said ?? { said: "ask", otherwise: "GET" }) };
  }

  /** A function that is a module of its own: `const rp = require("request-promise")`. */
  #imported(call: Call, path: string): { said: "ask"; otherwise: Method } | undefined {
    if (call.call.includes(".")) return undefined;
    const module = this.#world.files.get(path)?.imports.get(call.call)?.module;
    return module !== undefined && this.#words.modules.includes(module)
      ? { said: "ask", otherwise: "GET" }
      : undefined;
  }

  /** `request_fn(url)`: a function that the caller picks, `requests.get` or `requests.put`. */
  #isHanded(call: Call, path: string, scope: number): boolean {
    return (
      call.args.length > 0 &&
      /^\w*(?:fn|func|function|method|request|verb|action|call|caller)$/i.test(call.call) &&
      this.#names.leads(call.call, path, scope).some((lead) => lead.parameter)
    );
  }

  /** Values that may be the address, the likeliest first; each with the base its own options name. */
  addresses({ call, at }: Request, context: Context): { value: Value; context: Context; base?: Option }[] {
    const found: { value: Value; context: Context; base?: Option }[] = [];
    const tail = tailOf(call.call).toLowerCase();
    if (tail === "curl_setopt") {
      const option = call.args[1]?.parts[0];
      const value = call.args[2];
      return option && "name" in option && /URL$/.test(option.name) && value ? [{ value, context }] : [];
    }
    // Ruby: `resource["tickets/1.json"].put(…)`.
    const inner = /^[\w.]+?\.(\*|[\w-]+(?:\/[^()]*|\.json))\.\w+[!?]?$/.exec(call.call)?.[1];
    if (inner !== undefined)
      found.push({ value: { at, parts: [inner === "*" ? { opaque: true } : { text: inner }] }, context });
    const { options } = optionsBehind(call, context, this.#names);
    const base = options.find(
      ({ key }) => /^(?:base|prefix|host|root)/i.test(key) && this.#words.base.includes(key.toLowerCase()),
    );
    for (const { key, value, context: at } of options)
      if (this.#words.address.includes(key.toLowerCase()))
        found.push({ value, context: at, ...(base ? { base } : {}) });
    for (const value of call.args)
      if (!value.parts.some((part) => "object" in part)) found.push({ value, context });
    if (call.receiver && /^(?:openconnection|(?:get|post|put|patch|delete)\w*async)$/.test(tail))
      found.push({ value: call.receiver, context });
    const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
    if (tail === "openconnection" && !call.receiver && holder !== "")
      found.push({ value: { at: { start: -1, end: -1 }, parts: [{ name: holder }] }, context });
    return found;
  }
}
