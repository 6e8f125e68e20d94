import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Site } from "../recipe.ts";
import type { Following, Place } from "./carrier.ts";
import { calleeOf, listed, namedArgument, nodeAt } from "./code.ts";

/** Calls that make a pair of user and password. */
export const MAKES = /(?:^|\.)(?:HTTPBasicAuth|HTTPProxyAuth|BasicAuth)$/;

/** The pairs that user and token, which are kept apart, are sent in; undefined when one of them is of another kind. */
export async function sentPairs({ use }: Site, flow: Following): Promise<Place[] | undefined> {
  const pairs = new Map<string, Place>();
  for (const hop of use.related) {
    if (hop.role !== "use") continue;
    const root = await flow.root(hop.path);
    const node = root && madeAt(nodeAt(root, hop.at));
    if (!node) return undefined;
    pairs.set(`${hop.path}:${node.id}`, { path: hop.path, node });
  }
  return [...pairs.values()];
}

/** The user half goes: one that ends in `/token` means nothing alone. */
export const userGoes = ({ use, file }: Site, edits: readonly Edit[]): boolean => {
  const user = use.match.user?.at;
  return edits.some(
    ({ path, at }) =>
      path === file.path && user !== undefined && at.start <= user.start && user.end <= at.end,
  );
};

/** The tuple of two, or the call that makes a pair, at a place, or in the call there that sends it. */
function madeAt(node: Node): Node | undefined {
  const isMade = (one: Node): boolean =>
    one.type === "tuple" ? listed(one).length === 2 : one.type === "call" && MAKES.test(calleeOf(one));
  const value = namedArgument(node, "auth");
  if (value) return isMade(value) ? value : undefined;
  for (let one: Node | null = node; one; one = one.parent) {
    if (isMade(one)) return one;
    if (/statement$|^block$/.test(one.type)) return undefined;
  }
  return undefined;
}
