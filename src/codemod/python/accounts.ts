import type { Node } from "web-tree-sitter";
import { placementOf } from "../../model/placement.ts";
import { isAccount } from "../accounts.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Place } from "./carrier.ts";
import { argumentsOf, around, calleeOf, field, isField, listed, stringOf } from "./code.ts";
import type { Flow } from "./flow.ts";
import { importedUses } from "./importing.ts";
import { bindingOf, isImported, isTarget, usesIn } from "./scope.ts";

const MOST_DEPTH = 8;

/** Reasons when requests that get the credential may go to other places than the provider's account. */
export async function accountReasons(
  site: Site,
  project: Project,
  ends: readonly Place[],
  flow: Flow,
): Promise<string[]> {
  const accounts = new Set<string>();
  const others = new Set<string>();
  const origins = new Origins(project, flow);
  const paths = new Set([site.file.path, ...ends.map((end) => end.path)]);
  for (const path of paths) {
    if (placementOf(path, "python") === "test" && site.finding.placement !== "test") continue;
    const root = await flow.root(path);
    if (!root) continue;
    for (const at of subdomainsIn(root))
      for (const one of typeof at === "string" ? [at] : await origins.of(path, at)) accounts.add(one);
  }
  for (const { path, node } of ends) {
    const url = urlOf(node);
    for (const one of url ? await origins.of(path, url) : []) {
      const host = /^https?:\/\/([^/\s:]+)/i.exec(one)?.[1]?.toLowerCase();
      if (host !== undefined && !/(?:^|\.)zendesk\.com$/.test(host) && !/[{}%\s]/.test(host))
        others.add(host);
    }
  }
  const fallback =
    site.host.kind === "env"
      ? /([\w-]+)(?:\.zendesk\.com.*)?$/.exec(site.host.default ?? "")?.[1]
      : undefined;
  if (fallback !== undefined) accounts.delete(`"${fallback}"`);
  const reasons: string[] = [];
  if (accounts.size > 1 || accounts.has(SEVERAL))
    reasons.push(
      `Requests may go to more than one account${named([...accounts])}: the provider sends its token to one only.`,
    );
  if (others.size > 0)
    reasons.push(
      `The credential also goes to ${[...others].sort().join(" and ")}: the provider sends its token to the account only.`,
    );
  return reasons;
}

const SEVERAL = "several";

const named = (accounts: readonly string[]): string => {
  const texts = accounts.flatMap((one) => /^"(.*)"$/.exec(one)?.[1] ?? []).sort();
  return texts.length > 0 ? ` (${texts.join(", ")})` : "";
};

/** What stands for the subdomain in addresses: written down, or an expression. */
function* subdomainsIn(root: Node): Generator<string | Node> {
  for (const node of nodesBelow(root)) {
    if (node.type !== "string" || isDocumentation(node)) continue;
    const { text } = node;
    for (const [, name = ""] of text.matchAll(
      /(?:\/\/|^\w*["'])([a-z\d][a-z\d-]*)\.zendesk\.com(?=\/?["']|\/api\b)/gi,
    ))
      if (isAccount(name)) yield `"${name.toLowerCase()}"`;
    for (const part of node.namedChildren)
      if (
        part?.type === "interpolation" &&
        text.slice(part.endIndex - node.startIndex).startsWith(".zendesk.com")
      ) {
        const value = part.namedChild(0);
        if (value) yield value;
      }
    // "https://" + x + ".zendesk.com"
    const sum = node.parent;
    if (/^\w*["']\.zendesk\.com/.test(text) && sum?.type === "binary_operator" && isField(node, "right")) {
      const left = field(sum, "left");
      const value = left?.type === "binary_operator" ? field(left, "right") : left;
      if (value) yield value;
    }
    // "https://%s.zendesk.com" % x, "https://{}.zendesk.com".format(x)
    if (/\/\/%s\.zendesk\.com/.test(text) && sum?.type === "binary_operator" && isField(node, "left")) {
      const right = field(sum, "right");
      const value = right?.type === "tuple" ? listed(right)[0] : right;
      if (value) yield value;
    }
    const name = /\/\/\{(\w*)\}\.zendesk\.com/.exec(text)?.[1];
    const call = sum?.type === "attribute" ? sum.parent : undefined;
    if (name !== undefined && call?.type === "call" && /\.format$/.test(calleeOf(call))) {
      const given = argumentsOf(call);
      const value = given.find((one) => field(one, "name")?.text === name) ?? given[Number(name) || 0];
      if (value) yield field(value, "value") ?? value;
    }
  }
}

const isDocumentation = (node: Node): boolean => node.parent?.type === "expression_statement";

/** The address that a call sends to. */
function urlOf(node: Node): Node | undefined {
  const call =
    node.type === "call" ? node : node.type === "keyword_argument" ? around(node, "call") : callAround(node);
  if (!call) return undefined;
  const given = argumentsOf(call);
  const index = /(?:^|\.)(?:request|stream)$/.test(calleeOf(call)) ? 1 : 0;
  const positional = given.filter((one) => one.type !== "keyword_argument");
  const keyword = given.find((one) => /^(?:url|base_url)$/.test(field(one, "name")?.text ?? ""));
  return field(keyword, "value") ?? positional[index];
}

const callAround = (node: Node): Node | undefined =>
  node.parent?.type === "keyword_argument" ? around(node, "call") : undefined;

/** Where the text of an expression comes from: `"acme"`, `env SUBDOMAIN`, or what it begins with. */
class Origins {
  readonly #project: Project;
  readonly #flow: Flow;

  constructor(project: Project, flow: Flow) {
    this.#project = project;
    this.#flow = flow;
  }

  async of(path: string, node: Node, depth = 0): Promise<string[]> {
    if (depth > MOST_DEPTH) return [];
    const deeper = depth + 1;
    switch (node.type) {
      case "string": {
        const plain = stringOf(node);
        const first = node.namedChildren.find((one) => one?.type === "interpolation");
        if (!first)
          return plain === undefined ? [] : [/^https?:/.test(plain) ? plain : `"${plain.toLowerCase()}"`];
        const head =
          /^\w*["']+(.*)$/s.exec(node.text.slice(0, first.startIndex - node.startIndex))?.[1] ?? "";
        if (head !== "") return [head];
        const value = first.namedChild(0);
        return value ? this.of(path, value, deeper) : [];
      }
      case "binary_operator": {
        const left = field(node, "left");
        return left ? this.of(path, left, deeper) : [];
      }
      case "parenthesized_expression": {
        const inner = node.namedChild(0);
        return inner ? this.of(path, inner, deeper) : [];
      }
      case "boolean_operator":
      case "conditional_expression": {
        const found: string[] = [];
        for (const one of node.namedChildren)
          if (one && !(node.type === "conditional_expression" && one.id === node.namedChild(1)?.id))
            found.push(...(await this.of(path, one, deeper)));
        // What is taken when nothing is set is no account of its own.
        return node.type === "boolean_operator" ? found.slice(0, 1) : found;
      }
      case "call": {
        const callee = calleeOf(node);
        if (/(?:^|\.)(?:getenv|get|config|env|str)$|environ/.test(callee)) {
          const key = stringOf(argumentsOf(node)[0]);
          return key === undefined ? [] : [`env ${key}`];
        }
        const object = field(field(node, "function"), "object");
        if (object && /\.(?:rstrip|strip|lstrip|lower|format)$/.test(callee))
          return this.of(path, object, deeper);
        return [];
      }
      case "subscript": {
        const key = stringOf(field(node, "subscript"));
        return key === undefined ? [] : [`env ${key}`];
      }
      case "identifier":
        return this.#variable(path, node, deeper);
      case "attribute":
        return this.#attribute(path, node, deeper);
      default:
        return [];
    }
  }

  async #variable(path: string, name: Node, depth: number): Promise<string[]> {
    const binding = bindingOf(name);
    const found: string[] = [];
    for (const use of usesIn(binding, name.text)) {
      const { parent } = use;
      if (isImported(use)) found.push(...(await this.#imported(path, use, depth)));
      else if (parent?.type === "assignment" && isField(use, "left")) {
        const right = field(parent, "right");
        if (right) found.push(...(await this.of(path, right, depth)));
      } else if (isTarget(use)) found.push(SEVERAL);
    }
    if (found.length > 0 || binding.type !== "function_definition") return [...new Set(found)];
    return this.#handedIn(path, binding, name.text, depth);
  }

  /** What the callers of a function give for a parameter. */
  async #handedIn(path: string, made: Node, name: string, depth: number): Promise<string[]> {
    const parameters = listed(field(made, "parameters"));
    const nameOf = (one: Node): string =>
      (field(one, "name") ?? (one.type === "identifier" ? one : one.namedChild(0)))?.text ?? "";
    const parameter = parameters.find((one) => nameOf(one) === name);
    if (!parameter) return [];
    const owner = around(made, "class_definition");
    const index = parameters.indexOf(parameter) - (owner ? 1 : 0);
    const own = field(made, "name")?.text ?? "";
    const called = own === "__init__" && owner ? field(owner, "name") : field(made, "name");
    const found: string[] = [];
    const value = field(parameter, "value");
    const root = await this.#flow.root(path);
    if (!called || !root) return [];
    const uses: Place[] = usesIn(bindingOf(called), called.text).map((node) => ({ path, node }));
    for (const other of await importedUses(path, called.text, this.#project))
      for (const node of other.uses) uses.push({ path: other.path, node });
    let omitted = false;
    for (const { path: where, node } of uses) {
      const call = node.parent?.type === "call" && isField(node, "function") ? node.parent : undefined;
      if (!call || placementOf(where, "python") === "test") continue;
      const given = argumentsOf(call);
      const keyword = given.find(
        (one) => one.type === "keyword_argument" && field(one, "name")?.text === name,
      );
      const argument =
        field(keyword, "value") ?? (given[index]?.type === "keyword_argument" ? undefined : given[index]);
      if (argument) found.push(...(await this.of(where, argument, depth)));
      else omitted = true;
    }
    if (value && (omitted || found.length === 0)) found.push(...(await this.of(path, value, depth)));
    return [...new Set(found)];
  }

  async #imported(path: string, name: Node, depth: number): Promise<string[]> {
    const statement = around(name, "import_from_statement");
    const item = around(name, "aliased_import");
    const spelt = field(item, "name")?.text ?? name.text;
    const from = field(statement, "module_name")?.text;
    const there = from === undefined ? undefined : this.#flow.things.fileOf(path, from);
    const root = there === undefined || there === path ? undefined : await this.#flow.root(there);
    if (!root || there === undefined) return [];
    const found: string[] = [];
    for (const use of usesIn(root, spelt)) {
      const right =
        use.parent?.type === "assignment" && isField(use, "left") ? field(use.parent, "right") : undefined;
      if (right) found.push(...(await this.of(there, right, depth)));
    }
    return found;
  }

  async #attribute(path: string, node: Node, depth: number): Promise<string[]> {
    const object = field(node, "object");
    const name = field(node, "attribute")?.text ?? "";
    const thing = object ? await this.#flow.things.of(path, object) : undefined;
    const of = thing?.kind === "instance" ? thing.of : thing;
    if (of?.kind !== "class") return [`env ${node.text}`];
    const { sure } = await this.#flow.members.of(of.path, of.node, name);
    const found: string[] = [];
    for (const use of sure) {
      const right =
        use.node.parent?.type === "assignment" && isField(use.node, "left")
          ? field(use.node.parent, "right")
          : undefined;
      if (right) found.push(...(await this.of(use.path, right, depth)));
    }
    for (const use of usesIn(of.node, name)) {
      const right =
        use.parent?.type === "assignment" && isField(use, "left") ? field(use.parent, "right") : undefined;
      if (right) found.push(...(await this.of(of.path, right, depth)));
    }
    return [...new Set(found)];
  }
}
