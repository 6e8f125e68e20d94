import type { Node } from "web-tree-sitter";
import { isAccount } from "../accounts.ts";
import type { Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** A file of the language with its tree. */
interface Tree {
  readonly path: string;
  readonly root: Node;
}

/** Variables that hold the address of a help desk. */
const ADDRESS = /^(?:ZENDESK|ZD|HELP_?CENTER|HELP_?DESK|SUPPORT)\w*(?:URL|HOST|DOMAIN|ENDPOINT|BASE)\w*$/i;

const TESTS = /_test\.go$|(?:^|\/)(?:src\/test|tests?|Tests?)\/|Tests?\.(?:java|kt|cs)$/;

/** Longest text that is looked through: addresses are short. */
const LONGEST = 400;

/**
 * Why a person has to look at the addresses: the provider gives its token to one account only, so that a request to another account, or to a domain of the
 * company's own, would go out without any.
 */
export function accountReasons({ host, finding }: Site, files: readonly Tree[]): string[] {
  const own = host.kind === "literal" ? host.url : host.kind === "env" ? (host.default ?? "") : "";
  const account =
    /^(?:https?:\/\/)?([\w-]+)\.zendesk\.com/i.exec(own)?.[1]?.toLowerCase() ?? own.toLowerCase();
  const accounts = new Set<string>();
  const others = new Set<string>();
  for (const { path, root } of files) {
    if (finding.placement !== "test" && TESTS.test(path)) continue;
    for (const node of nodesBelow(root)) {
      if (!/string/.test(node.type) || node.endIndex - node.startIndex > LONGEST) continue;
      const text = node.text;
      const name = /(?:["'/@])([a-z\d][\w-]*)\.zendesk\.com/i.exec(text)?.[1]?.toLowerCase();
      if (name !== undefined && isAccount(name)) accounts.add(name);
      const domain = /https?:\/\/((?:[\w-]+\.)+[a-z]{2,})(?=["/:])/i.exec(text)?.[1]?.toLowerCase();
      if (
        domain !== undefined &&
        !domain.endsWith(".zendesk.com") &&
        (/\/api\/v2\b/.test(text) || /^(?:help|helpcenter|support|hc|service|kb)\./.test(domain))
      )
        others.add(domain);
      const variable = /^["']\$?\{?(\w+)\}?["']$/.exec(text)?.[1];
      if (
        variable !== undefined &&
        ADDRESS.test(variable) &&
        host.kind !== "unknown" &&
        !(host.kind === "env" && host.name === variable)
      )
        others.add(variable);
    }
  }
  if (host.kind !== "env" || account !== "") accounts.delete(account);
  else if (accounts.size === 1) accounts.clear();
  const [other] = [...[...accounts].sort().map((name) => `${name}.zendesk.com`), ...[...others].sort()];
  return other === undefined
    ? []
    : [`Some requests may go to ${other}: the provider sends its token to one account only.`];
}
