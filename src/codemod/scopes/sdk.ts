import { isVendorText, wordsOf } from "../../detect/index.ts";
import type { Call, ParsedFile, Value } from "../../model/fact.ts";
import type { Method, ScopeData, SdkRow } from "../../model/scope.ts";
import { functionsCalled } from "../../resolve/functions.ts";
import type { Lead } from "../../resolve/names.ts";
import { tailOf, type World } from "../../resolve/world.ts";
import type { Names } from "./names.ts";

/** A call of an SDK, read by its words. */
export interface SdkCall {
  /** As the code names it, with the SDK: `tickets.create (zenpy)`. */
  readonly label: string;
  /** Path below `/api/v2` that stands for it, for the table of families. */
  readonly below: string;
  readonly method: Method;
  readonly sure: "certain" | "likely" | "unknown";
}

interface Words {
  readonly below: string;
  readonly method: Method;
  /** The resource alone, without a verb. */
  readonly bare?: boolean;
}

/** Names that clients usually go by. */
const CLIENT = /^_?(?:client|api|service|svc|desk|zd|c|cl|support|adapter|gateway|connection)\w{0,3}$/i;
const MOST_DEPTH = 4;

/** Reads calls of SDKs: which resource, which verb. */
export class Sdks {
  readonly #world: World;
  readonly #names: Names;
  readonly #verbs = new Map<string, Method>();
  /** Compact name → path. */
  readonly #resources = new Map<string, string>();
  readonly #byLanguage = new Map<string, SdkRow[]>();
  readonly #importing = new Map<string, Set<string>>();
  readonly #clients = new Map<string, "certain" | "likely" | undefined>();
  readonly #readings = new Map<string, Words | undefined>();

  constructor(data: ScopeData, world: World, names: Names, files: readonly ParsedFile[]) {
    this.#world = world;
    this.#names = names;
    for (const [method, words] of Object.entries(data.verbs))
      for (const word of words) this.#verbs.set(word, method as Method);
    for (const row of data.paths)
      for (const prefix of row.prefixes) {
        if (prefix.includes("*")) continue;
        const name = compact(prefix.slice(prefix.lastIndexOf("/") + 1));
        for (const spelling of [name, singular(name)])
          if (!this.#resources.has(spelling)) this.#resources.set(spelling, prefix);
      }
    for (const [name, path] of Object.entries(data.resources)) this.#resources.set(name, path);
    for (const sdk of data.sdks) {
      const importing = new Set<string>();
      for (const file of files)
        if (sdk.languages.includes(file.language) && imports(file, sdk)) importing.add(file.path);
      if (importing.size === 0 && !sdk.constructors.some((name) => this.#isBuilt(name, sdk))) continue;
      this.#importing.set(sdk.name, importing);
      for (const language of sdk.languages)
        this.#byLanguage.set(language, [...(this.#byLanguage.get(language) ?? []), sdk]);
    }
  }

  /** The constructor is called somewhere, under a name that is nobody else's. */
  #isBuilt(name: string, sdk: SdkRow): boolean {
    return (
      /zend|zenpy/i.test(name) &&
      !this.#world.classes.has(tailOf(name)) &&
      (this.#world.calls.get(tailOf(name)) ?? []).some((site) => {
        const file = this.#world.files.get(site.path)?.file;
        return file !== undefined && sdk.languages.includes(file.language) && endsIn(site.call.call, name);
      })
    );
  }

  /** True when an SDK of this language is in use. */
  speaks(language: string): boolean {
    return this.#byLanguage.has(language);
  }

  /** True for a file that imports an SDK. */
  imports(path: string): boolean {
    return [...this.#importing.values()].some((paths) => paths.has(path));
  }

  /** The call as one of an SDK's; most calls are none. */
  of(call: Call, path: string, scope: number, language: string): SdkCall | undefined {
    const sdks = this.#byLanguage.get(language);
    if (!sdks || call.call.length > 200) return undefined;
    for (const sdk of sdks) {
      const found = this.#read(call, path, scope, sdk, 0);
      if (found) return found;
    }
    return undefined;
  }

  #read(call: Call, path: string, scope: number, sdk: SdkRow, depth: number): SdkCall | undefined {
    const links = call.call.split(".");
    if (links.length < 2 || links.length > 12) return undefined;
    const names = links.map((link) => link.replace(/\(\)$/, "").replace(/[!?]$/, ""));
    if (sdk.namespaces && sdk.records && sdk.namespaces.includes(names[0] ?? "")) {
      const words = names.length > 2 ? this.#words(names.slice(1), links.slice(1)) : undefined;
      return words && !words.bare ? this.#call(words, names.slice(1), sdk, "certain") : undefined;
    }
    for (let take = 1; take <= Math.min(4, names.length - 1); take++) {
      const rest = names.slice(take);
      const words = this.#words(rest, links.slice(take));
      if (!words || (words.bare && !sdk.callable)) continue;
      // Ruby's attributes look like calls: `client.current_user.id`.
      if (sdk.records && words.method === "unknown") continue;
      const sure = this.#client(links.slice(0, take).join("."), path, scope, sdk);
      if (sure) return this.#call(words, rest, sdk, sure);
    }
    return sdk.records && depth < 2 ? this.#record(names, path, scope, sdk, depth) : undefined;
  }

  #call(words: Words, rest: readonly string[], sdk: SdkRow, sure: "certain" | "likely"): SdkCall {
    return {
      label: `${rest.join(".")} (${sdk.name})`,
      below: words.below,
      method: words.method,
      sure: words.method === "unknown" ? "unknown" : sure,
    };
  }

  /** `ticket.save!`: what an SDK gave back writes itself. */
  #record(
    names: readonly string[],
    path: string,
    scope: number,
    sdk: SdkRow,
    depth: number,
  ): SdkCall | undefined {
    const last = names.at(-1) ?? "";
    const method = this.#verbs.get(last);
    if (names.length > 3 || !/^(?:save|update|destroy|delete)$/.test(last) || method === undefined)
      return undefined;
    const holder = names.slice(0, -1).join(".");
    for (const lead of this.#names.leads(holder, path, scope)) {
      const calls: { call: Call; scope: number }[] = lead.value.parts.flatMap((part) =>
        "call" in part ? [{ call: part, scope: lead.scope }] : [],
      );
      const block = lead.parameter?.function.scope;
      if (block?.of !== undefined)
        calls.push({ call: { call: block.of, args: [], named: [] }, scope: block.parent ?? 0 });
      for (const one of calls) {
        const made = this.#read(one.call, lead.path, one.scope, sdk, depth + 1) ?? this.#made(one.call, sdk);
        if (made)
          return {
            label: `${last} of ${made.label}`,
            below: made.below,
            method: method === "PUT" && /^zendeskapi\./i.test(one.call.call) ? "POST" : method,
            sure: made.sure,
          };
      }
    }
    return undefined;
  }

  /** `ZendeskAPI::Ticket.new(client, …)`. */
  #made(call: Call, sdk: SdkRow): SdkCall | undefined {
    const [head = "", name = ""] = call.call.split(".");
    const below = sdk.namespaces?.includes(head) ? this.#resources.get(compact(name)) : undefined;
    return below === undefined
      ? undefined
      : { label: `${name} (${sdk.name})`, below: `/${below}`, method: "unknown", sure: "certain" };
  }

  /** What the names behind a client say: the resource of the first that is one, the verb of the last. */
  #words(rest: readonly string[], links: readonly string[]): Words | undefined {
    const key = links.join(".");
    if (!this.#readings.has(key)) this.#readings.set(key, this.#readWords(rest, links));
    return this.#readings.get(key);
  }

  #readWords(rest: readonly string[], links: readonly string[]): Words | undefined {
    const path: string[] = [];
    for (const [i, name] of rest.slice(0, -1).entries()) {
      const resource = this.#resources.get(compact(name));
      if (resource !== undefined) path.push(resource);
      // An earlier link was the request already: `.list().then`.
      else if (path.length > 0 && links[i]?.endsWith("()") && this.#verbOf(wordsOf(name))) return undefined;
      else if (path.length === 0) return undefined;
    }
    const last = rest.at(-1) ?? "";
    const words = wordsOf(last);
    // Types beside the calls: `TicketListOptions{…}`.
    if (/^(?:options|opts|params|error|exception|response|builder)$/.test(words.at(-1) ?? ""))
      return undefined;
    const verb = this.#verbOf(words);
    const whole = this.#resources.get(compact(last));
    const own = whole ?? this.#resourceIn(words.slice(0, until(words)));
    const many = words.includes("many") ? ["create_many"] : [];
    if (words.includes("incremental")) return { below: "/incremental", method: "GET" };
    if (
      words.includes("search") &&
      path.length === 0 &&
      !/^(?:users|organizations|help_center)$/.test(own ?? "")
    )
      return { below: "/search", method: "GET" };
    if (path.length === 0 && own === undefined) return undefined;
    const steps = own === undefined || (verb !== undefined && path.length > 0) ? path : [...path, own];
    const below = `/${[...steps.join("/{}/").split("/"), ...many].join("/")}`;
    if (verb !== undefined) return { below, method: verb };
    // A class of a namespace, not a call of it.
    if (/^[A-Z]/.test(last) && whole === undefined && path.length > 0) return undefined;
    // The resource alone: `client.tickets(id=1)` reads.
    if (own !== undefined) return whole === undefined ? undefined : { below, method: "GET", bare: true };
    return path.length > 0 ? { below, method: "unknown" } : undefined;
  }

  #verbOf(words: readonly string[]): Method | undefined {
    for (const word of words) {
      const verb = this.#verbs.get(word);
      if (verb) return verb;
    }
    return undefined;
  }

  /** The longest run of words that names a resource. */
  #resourceIn(words: readonly string[]): string | undefined {
    for (let length = Math.min(4, words.length); length > 0; length--)
      for (let from = 0; from + length <= words.length; from++) {
        const found = this.#resources.get(words.slice(from, from + length).join(""));
        if (found !== undefined) return found;
      }
    return undefined;
  }

  #client(name: string, path: string, scope: number, sdk: SdkRow): "certain" | "likely" | undefined {
    const key = `${sdk.name}\0${path}\0${scope}\0${name}`;
    if (!this.#clients.has(key)) {
      this.#clients.set(key, undefined);
      this.#clients.set(key, this.#isClient(name, path, scope, sdk, 0));
    }
    return this.#clients.get(key);
  }

  #isClient(
    name: string,
    path: string,
    scope: number,
    sdk: SdkRow,
    depth: number,
  ): "certain" | "likely" | undefined {
    if (depth > MOST_DEPTH) return undefined;
    if (name.endsWith("()")) {
      const plain = name.slice(0, -2);
      if (this.#builds(plain, path, sdk)) return "certain";
      return this.#returns(plain, path, scope, sdk, depth) ?? this.#byName(plain, path, sdk);
    }
    const leads = this.#names.leads(name, path, scope);
    let other = false;
    for (const lead of leads) {
      const said = this.#ofLead(lead, sdk, depth);
      if (said) return said;
      other ||=
        !lead.parameter &&
        lead.value.parts.some((part) => "object" in part || "text" in part || "list" in part);
    }
    // Ruby's methods without parentheses, properties.
    if (leads.length === 0) {
      const given = this.#returns(name, path, scope, sdk, depth);
      if (given) return given;
    }
    return other ? undefined : this.#byName(name, path, sdk);
  }

  #ofLead(lead: Lead, sdk: SdkRow, depth: number): "certain" | "likely" | undefined {
    if (lead.rest?.length) return undefined;
    return this.#ofValue(lead.value, lead.path, lead.scope, sdk, depth);
  }

  #ofValue(
    value: Value,
    path: string,
    scope: number,
    sdk: SdkRow,
    depth: number,
  ): "certain" | "likely" | undefined {
    for (const part of value.parts) {
      if ("choice" in part) {
        for (const one of part.choice) {
          const said = this.#ofValue(one, path, scope, sdk, depth + 1);
          if (said) return said;
        }
      } else if ("name" in part) {
        const said = this.#isClient(part.name, path, scope, sdk, depth + 1);
        if (said) return said;
      } else if ("call" in part) {
        if (this.#builds(part.call, path, sdk)) return "certain";
        const said = this.#returns(part.call, path, scope, sdk, depth + 1);
        if (said) return said;
      }
    }
    return undefined;
  }

  #builds(callee: string, path: string, sdk: SdkRow): boolean {
    const plain = callee.replace(/\(\)$/, "");
    return (
      sdk.constructors.some((name) => endsIn(plain, name)) &&
      (this.#importing.get(sdk.name)?.has(path) === true ||
        // A class of that name in the repository is another one.
        (isVendorText(plain.toLowerCase()) && !this.#world.classes.has(tailOf(plain))))
    );
  }

  #returns(
    callee: string,
    path: string,
    scope: number,
    sdk: SdkRow,
    depth: number,
  ): "certain" | "likely" | undefined {
    if (depth > MOST_DEPTH) return undefined;
    for (const target of functionsCalled(this.#world, callee, path, scope).slice(0, 2))
      for (const value of this.#world.files.get(target.path)?.returns.get(target.scope.id) ?? []) {
        const said = this.#ofValue(value, target.path, target.scope.id, sdk, depth + 1);
        if (said) return said;
      }
    return undefined;
  }

  /** The file or its folder is named after Zendesk. */
  #isVendorFile(path: string): boolean {
    return isVendorText(path.split("/").slice(-2).join("/").toLowerCase());
  }

  /** A parameter or an injected field: by what it is called. */
  #byName(name: string, path: string, sdk: SdkRow): "likely" | undefined {
    const tail = tailOf(name);
    if (name.split(".").length > 3 || /^this$/.test(tail)) return undefined;
    if (/zendesk|zenpy|zdesk|^zd/i.test(tail)) return "likely";
    const imported = this.#importing.get(sdk.name)?.has(path) === true;
    return CLIENT.test(tail) && (imported || this.#isVendorFile(path)) ? "likely" : undefined;
  }
}

/** Where the words end that say what is asked for: `findByAccountId` asks for no account. */
const until = (words: readonly string[]): number => {
  const at = words.findIndex((word) => /^(?:by|with|for|from|in|of|to)$/.test(word));
  return at < 0 ? words.length : at;
};

const compact = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const singular = (name: string): string =>
  name.endsWith("ies") ? `${name.slice(0, -3)}y` : name.replace(/(?<=[a-z]{3})s$/, "");

const endsIn = (callee: string, name: string): boolean => callee === name || callee.endsWith(`.${name}`);

const imports = (file: ParsedFile, sdk: SdkRow): boolean =>
  file.facts.some(
    (fact) =>
      (fact.kind === "import" && sdk.modules.some((name) => begins(fact.module, name))) ||
      (fact.kind === "call" &&
        /^(?:require|import)$/.test(fact.call) &&
        fact.args.some((value) => {
          const first = value.parts[0];
          return (
            first !== undefined && "text" in first && sdk.modules.some((name) => begins(first.text, name))
          );
        })),
  );

const begins = (module: string, name: string): boolean => {
  const plain = module.replace(/[\\/]/g, (mark) => (mark === "\\" ? "." : mark));
  return plain === name || (plain.startsWith(name) && /^[./]/.test(plain.slice(name.length)));
};
