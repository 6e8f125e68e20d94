import { isVendorText } from "../../detect/index.ts";
import type { Call, Fact, ParsedFile, Value } from "../../model/fact.ts";
import type { Method, ScopeData } from "../../model/scope.ts";
import type { World } from "../../resolve/world.ts";
import { readAddress } from "./address.ts";
import type { Draft } from "./endpoints.ts";
import type { Families } from "./families.ts";
import { functionAround } from "./hints.ts";
import type { Texts } from "./texts.ts";
import { methodOf, verbHanded } from "./verbs.ts";

/** Addresses that stand in code where no request was seen to take them: `cnst("/tickets.json")`, a constant handed to a framework. */
export class Leftovers {
  readonly #shown: ReadonlySet<string>;
  readonly #servers: ReadonlySet<string>;
  readonly #world: World;
  readonly #texts: Texts;
  readonly #families: Families;

  constructor(data: ScopeData, world: World, texts: Texts, families: Families) {
    this.#shown = new Set(data.requests.shown);
    this.#servers = new Set(data.requests.servers);
    this.#world = world;
    this.#texts = texts;
    this.#families = families;
  }

  /** Endpoints of one file that are left after its requests were followed. */
  in(file: ParsedFile): Draft[] {
    const lower = file.masked.toLowerCase();
    if (!isVendorText(lower) && !isVendorText(file.path.toLowerCase())) return [];
    if (!/api\/v2|\.json/.test(lower)) return [];
    const drafts: Draft[] = [];
    for (const fact of file.facts) {
      if (fact.kind === "assign" || fact.kind === "return")
        this.#value(fact.value, fact, undefined, file, drafts);
      else if (fact.kind === "call" && !this.#isShown(fact))
        for (const value of [...fact.args, ...fact.named.map((entry) => entry.value)])
          this.#value(value, fact, fact, file, drafts);
    }
    return drafts;
  }

  #isShown({ call }: Call): boolean {
    const segments = call.toLowerCase().replace(/\(\)/g, "").split(".");
    const tail = segments.at(-1) ?? "";
    return (
      this.#shown.has(tail) ||
      /error|exception|log|require|import|readfile|writefile|open$|fixture|schema|include/.test(tail) ||
      segments.some(
        (one) => this.#servers.has(one) || one === "console" || one === "logger" || one === "logging",
      )
    );
  }

  #value(value: Value, fact: Fact, call: Call | undefined, file: ParsedFile, drafts: Draft[]): void {
    for (const part of value.parts) {
      if ("choice" in part) for (const one of part.choice) this.#value(one, fact, call, file, drafts);
      else if ("list" in part) for (const one of part.list) this.#value(one, fact, call, file, drafts);
      else if ("object" in part)
        for (const entry of part.object) this.#value(entry.value, fact, undefined, file, drafts);
    }
    const texts = value.parts.flatMap((part) => ("text" in part ? [part.text] : []));
    if (!texts.some((text) => /api\/v2|\.json/.test(text))) return;
    if (this.#texts.visited.get(file.path)?.has(value.at.start)) return;
    const whole = value.parts.map((part) => ("text" in part ? part.text : "{}")).join("");
    const command = /\bcurl\s/.test(whole);
    const address = readAddress(command ? (/[^\s"']*\/api\/v2\/[^\s"']*/.exec(whole)?.[0] ?? "") : whole);
    if (address.kind !== "api" && address.kind !== "relative") return;
    if (address.kind === "relative" && (!address.json || !address.rooted || !call)) return;
    if (address.kind === "api" && !address.known) return;
    if (!this.#families.knows(address.path.split("/")[1] ?? "")) return;
    const method = command ? commandMethod(whole) : this.#method(fact, call, file);
    drafts.push({
      path: file.path,
      at: value.at,
      method,
      below: address.path,
      sure: method === "unknown" ? "unknown" : "likely",
    });
  }

  /** A method handed over beside it, or what the function around is called. */
  #method(fact: Fact, call: Call | undefined, file: ParsedFile): Method {
    const handed = call && verbHanded({ call, at: fact.at, path: file.path, scope: fact.scope });
    if (handed) return handed;
    const index = this.#world.files.get(file.path);
    const name = index ? (file.scopes[functionAround(index, fact.scope)]?.name ?? "") : "";
    const verb =
      /^(get|list|find|fetch|search|show|count|load|read|create|add|post|update|put|set|patch|delete|destroy|remove)(?=[A-Z_]|$)/.exec(
        name,
      )?.[1];
    if (verb === undefined) return "unknown";
    if (/^(?:create|add|post)$/.test(verb)) return "POST";
    if (/^(?:update|put|set)$/.test(verb)) return "PUT";
    if (/^(?:delete|destroy|remove)$/.test(verb)) return "DELETE";
    return verb === "patch" ? "PATCH" : "GET";
  }
}

/** The method of a curl command in one text. */
function commandMethod(text: string): Method {
  const given = /(?:-X|--request)[ =]?["']?([A-Z]+)/.exec(text)?.[1];
  if (given !== undefined) return methodOf(given) ?? "unknown";
  return /\s(?:-d|--data[\w-]*|-F|--form|--json)[ =]/.test(text) ? "POST" : "GET";
}
