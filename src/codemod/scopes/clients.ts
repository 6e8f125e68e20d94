import type { Call, Value } from "../../model/fact.ts";
import type { ScopeData } from "../../model/scope.ts";
import { chainOf, type World } from "../../resolve/world.ts";
import type { Text } from "./alternatives.ts";
import type { Names } from "./names.ts";
import { optionsOf } from "./options.ts";
import type { Context, Texts } from "./texts.ts";

/** Names followed for one client: in a bundle every letter leads everywhere. */
const MOST_NAMES = 24;

/** Finds the addresses that HTTP clients are built with: `axios.create({ baseURL })`, `Faraday.new(url:)`, `client.BaseAddress = …`. */
export class Clients {
  readonly #world: World;
  readonly #names: Names;
  readonly #texts: Texts;
  readonly #keys: ReadonlySet<string>;
  readonly #known = new Map<string, Text[]>();
  /** Names looked at for the client at hand. */
  readonly #visited = new Set<string>();
  #strict = false;

  constructor(data: ScopeData, world: World, names: Names, texts: Texts) {
    this.#world = world;
    this.#names = names;
    this.#texts = texts;
    this.#keys = new Set(data.requests.base);
  }

  /**
   * What stands before the paths of a client, given the name or the value a method is called on. `strict` leaves out what is said of some
   * other object of the file.
   */
  bases(call: Call, context: Context, strict = false): Text[] {
    const key = `${context.path}\0${context.scope}\0${call.call}\0${strict}`;
    // What a client is built with does not depend on who calls: the first caller's answer is everybody's.
    const known = this.#known.get(key);
    if (known) return known;
    this.#visited.clear();
    this.#strict = strict;
    const bases = this.#find(call, context).filter((one) => one.text !== "");
    this.#known.set(key, bases);
    return bases;
  }

  #find(call: Call, context: Context): Text[] {
    if (call.receiver) return this.#ofValue(call.receiver, context, 0);
    const holder = call.call
      .slice(0, Math.max(0, call.call.lastIndexOf(".")))
      .replace(/\.(?:\*|[\w-]+(?:\/.*|\.json))$/, "");
    if (/^(?:this|self|this\.class)?$/.test(holder)) {
      const declared = this.#declared(context);
      if (declared.length > 0) return declared;
    }
    // `client("tickets")`: the client itself is called.
    return this.#ofName(holder === "" ? call.call : holder, context, 0);
  }

  /** `base_uri "…"` in the class around, as HTTParty wants it. */
  #declared({ path, scope, bound }: Context): Text[] {
    const file = this.#world.files.get(path)?.file;
    if (file?.language !== "ruby") return [];
    const around = chainOf(file, scope).filter((id) => file.scopes[id]?.kind === "class");
    return file.facts.flatMap((fact) =>
      fact.kind === "call" && fact.call === "base_uri" && around.includes(fact.scope) && fact.args[0]
        ? this.#texts.of(fact.args[0], { path, scope: fact.scope, bound })
        : [],
    );
  }

  #ofName(name: string, context: Context, depth: number): Text[] {
    const key = `${context.path}\0${context.scope}\0${name}`;
    if (this.#visited.has(key) || this.#visited.size > MOST_NAMES) return [];
    this.#visited.add(key);
    if (depth > 4) return [];
    const own = depth === 0 ? this.#settings(name, context) : [];
    if (name.includes("(")) return own;
    const found: Text[] = [];
    for (const lead of this.#names.leads(name, context.path, context.scope).slice(0, 6)) {
      if (lead.parameter || lead.rest?.length) continue;
      found.push(...this.#ofValue(lead.value, { ...context, path: lead.path, scope: lead.scope }, depth + 1));
    }
    return [...found, ...own];
  }

  /** `client.defaults.baseURL = …`, `http.BaseAddress = …`. */
  #settings(name: string, context: Context): Text[] {
    return ["defaults.baseURL", "BaseAddress", "base_url", "baseURL", "url_prefix", "baseUrl"].flatMap(
      (key) =>
        this.#names
          .leads(`${name}.${key}`, context.path, context.scope)
          .flatMap((lead) =>
            lead.parameter ||
            lead.rest?.length ||
            lead.value.parts.length === 0 ||
            (this.#strict && lead.how === "key" && !lead.name.endsWith(`${name}.${key}`))
              ? []
              : this.#texts.of(lead.value, { ...context, path: lead.path, scope: lead.scope }),
          ),
    );
  }

  #ofValue(value: Value, context: Context, depth: number): Text[] {
    if (depth > 4) return [];
    return value.parts.flatMap((part) => {
      if ("name" in part) return this.#ofName(part.name, context, depth + 1);
      if ("choice" in part) return part.choice.flatMap((one) => this.#ofValue(one, context, depth + 1));
      if (!("call" in part)) return [];
      const options = optionsOf(part).filter(({ key }) => this.#keys.has(key.toLowerCase()));
      const given = [
        ...options.map((entry) => entry.value),
        ...part.args.filter((one) => !one.parts.some((inner) => "object" in inner)),
      ];
      const texts = given.slice(0, 3).flatMap((one) => this.#texts.of(one, context));
      const own = texts.filter((one) => /^https?:|\/api\//.test(one.text));
      if (own.length > 0) return own;
      return part.receiver ? this.#ofValue(part.receiver, context, depth + 1) : [];
    });
  }
}
