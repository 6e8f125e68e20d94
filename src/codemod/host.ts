import { literalOf, type NameReading } from "../detect/index.ts";
import type { Fact, ParsedFile, Part, Value } from "../model/fact.ts";
import type { Located, Trace } from "../resolve/index.ts";
import { isAccount } from "./accounts.ts";
import type { HostSource } from "./recipe.ts";

/** What is needed to follow an address. */
export interface HostOptions {
  readonly trace: (located: Located) => Trace;
  readonly read: (name: string) => NameReading;
  /** Subdomain variable that is asked for when nothing is known. */
  readonly fallback: string;
}

/** An address without its path that is Zendesk's, or a text that begins with a host. */
const LITERAL = /(?:https?:\/\/|^)([a-z\d][a-z\d-]*)\.zendesk\.com(?![\w.-])/i;

/**
 * Finds where the address of the Zendesk account comes from: first what is said in the given files near to the use, in order, an environment variable before
 * a literal.
 */
export function hostOf(files: readonly ParsedFile[], options: HostOptions): HostSource {
  for (const file of files) {
    const found = new Finder(file, options).find();
    if (found) return found.kind === "env" ? withDefault(found, files) : found;
  }
  return { kind: "unknown", name: options.fallback };
}

/** The text that some code takes when it finds the variable empty. */
function withDefault(host: HostSource & { kind: "env" }, files: readonly ParsedFile[]): HostSource {
  for (const file of files)
    for (const fact of file.facts)
      for (const value of valuesOf(fact))
        for (const part of value.parts) {
          if (!("choice" in part)) continue;
          if (
            !part.choice.some((one) => one.parts.some((inner) => "env" in inner && inner.env === host.name))
          )
            continue;
          const text = part.choice.map(literalOf).find((one) => one !== undefined && one !== "");
          if (text !== undefined) return { ...host, default: text };
        }
  return host;
}

class Finder {
  readonly #file: ParsedFile;
  readonly #options: HostOptions;

  constructor(file: ParsedFile, options: HostOptions) {
    this.#file = file;
    this.#options = options;
  }

  find(): HostSource | undefined {
    const values = this.#file.facts.flatMap((fact) =>
      valuesOf(fact).map((value) => ({ value, scope: fact.scope })),
    );
    let literal: HostSource | undefined;
    for (const { value, scope } of values) {
      const around = this.#aroundDomain(value, scope);
      if (around) return around;
      for (const part of value.parts) {
        const url = "text" in part ? LITERAL.exec(part.text) : undefined;
        if (url?.[1] !== undefined && isAccount(url[1]))
          literal ??= { kind: "literal", url: `https://${url[1]}.zendesk.com` };
      }
    }
    return this.#byName() ?? literal;
  }

  /** `https://` + X + `.zendesk.com`: X holds the subdomain. X + `/api/v2`: it holds the address. */
  #aroundDomain(value: Value, scope: number): HostSource | undefined {
    for (const [index, part] of value.parts.entries()) {
      if ("text" in part) continue;
      const before = value.parts[index - 1];
      const after = value.parts[index + 1];
      const begins = before !== undefined && "text" in before ? before.text : "";
      const follows = after !== undefined && "text" in after ? after.text : "";
      if (/^\.zendesk\.com/i.test(follows)) {
        const name = this.#envOf(part, value, scope);
        if (name !== undefined) return { kind: "env", name, form: "subdomain" };
        const text = this.#textOf(part, value, scope);
        if (text !== undefined && /^[a-z\d][a-z\d-]*$/i.test(text) && isAccount(text))
          return { kind: "literal", url: `https://${text.toLowerCase()}.zendesk.com` };
      } else if (/^\/(?:api\/v2|oauth)/.test(follows)) {
        const name = this.#envOf(part, value, scope);
        if (name === undefined) continue;
        return { kind: "env", name, form: /https?:\/\/$/i.test(begins) ? "host" : "url" };
      }
    }
    return undefined;
  }

  /** A variable of the file that is called after the account's address. */
  #byName(): HostSource | undefined {
    const found = new Map<string, "subdomain" | "host" | "url">();
    for (const fact of this.#file.facts)
      for (const value of valuesOf(fact))
        for (const part of flat(value.parts)) {
          if (!("env" in part)) continue;
          const { kind, vendor } = this.#options.read(part.env);
          if (kind !== "host" || !vendor) continue;
          const form = /SUB_?DOMAIN|ACCOUNT|TENANT|INSTANCE/i.test(part.env)
            ? "subdomain"
            : /UR[LI]|ENDPOINT|BASE/i.test(part.env)
              ? "url"
              : /HOST/i.test(part.env)
                ? "host"
                : undefined;
          if (form) found.set(part.env, form);
        }
    for (const form of ["subdomain", "url", "host"] as const)
      for (const [name, known] of found) if (known === form) return { kind: "env", name, form };
    return undefined;
  }

  #envOf(part: Part, value: Value, scope: number): string | undefined {
    const direct = flat([part]).find((one) => "env" in one);
    if (direct && "env" in direct) return direct.env;
    return this.#roots(part, value, scope).find((root) => root.kind === "env")?.key;
  }

  #textOf(part: Part, value: Value, scope: number): string | undefined {
    const root = this.#roots(part, value, scope).find((one) => one.kind === "text");
    return root?.key;
  }

  #roots(part: Part, value: Value, scope: number): Trace["roots"] {
    if (!("name" in part) && !("call" in part)) return [];
    return this.#options.trace({ value: { at: value.at, parts: [part] }, path: this.#file.path, scope })
      .roots;
  }
}

function valuesOf(fact: Fact): Value[] {
  const direct = "value" in fact ? [fact.value] : [];
  const given = fact.kind === "call" ? [...fact.args, ...fact.named.map((entry) => entry.value)] : [];
  return [...direct, ...given].flatMap(nested);
}

function nested(value: Value): Value[] {
  return [
    value,
    ...value.parts.flatMap((part) =>
      "object" in part
        ? part.object.flatMap((entry) => nested(entry.value))
        : "list" in part
          ? part.list.flatMap(nested)
          : "choice" in part
            ? part.choice.flatMap(nested)
            : "call" in part
              ? [...part.args, ...part.named.map((entry) => entry.value)].flatMap(nested)
              : [],
    ),
  ];
}

/** Parts with the alternatives of choices and the arguments of calls beside them. */
function flat(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) =>
    "choice" in part
      ? part.choice.flatMap((one) => flat(one.parts))
      : "call" in part
        ? [part, ...part.args.flatMap((one) => flat(one.parts))]
        : [part],
  );
}
