import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Following, Place } from "./carrier.ts";
import { around, field, functionAround, isField } from "./code.ts";
import { importedUses } from "./importing.ts";
import { ownerOf } from "./members.ts";
import { bindingOf, isImported, usesIn } from "./scope.ts";

/** Decorators that leave what a function gives back as it is. */
const HARMLESS =
  /^@(?:staticmethod|classmethod|property|(?:functools\.)?(?:cached_property|lru_cache|cache|wraps)|(?:abc\.)?abstractmethod|(?:typing\.)?(?:override|final))\b/;

/** Goes on from what a function gives back: with every place that gets it. */
export async function followReturn(
  flow: Following,
  project: Project,
  path: string,
  statement: Node,
): Promise<void> {
  const made = functionAround(statement);
  const name = field(made, "name");
  if (!made || !name) return flow.end({ kind: "other", path, node: statement });
  const returns = [...nodesBelow(made)].filter(
    (one) => one.type === "return_statement" && functionAround(one)?.id === made.id,
  );
  if (returns.length > 1) flow.mixed = true;
  const decorated = made.parent?.type === "decorated_definition" ? made.parent.namedChildren : [];
  const decorators = decorated.filter((one): one is Node => one?.type === "decorator");
  const property = decorators.some((one) => /^@(?:functools\.)?(?:cached_)?property\b/.test(one.text));
  const strange = decorators.find((one) => !HARMLESS.test(one.text));
  if (strange) flow.doubt(path, strange, `${strange.text.split(/[\n(]/)[0] ?? ""} may call the function`);
  const uses: Place[] = [];
  const before = flow.doubts.length;
  const owner = ownerOf(made);
  if (owner) {
    const { sure, maybe } = await flow.members.of(path, owner, name.text);
    uses.push(...sure);
    for (const one of maybe)
      if (one.node.type === "attribute" && one.node.parent?.type === "call" && isField(one.node, "function"))
        uses.push(one);
      else flow.doubt(one.path, one.node, `${name.text} may be used`);
  } else {
    for (const node of usesIn(bindingOf(name), name.text))
      if (node.id !== name.id && !isImported(node)) uses.push({ path, node });
    if (bindingOf(name).type === "module") {
      for (const other of await importedUses(path, name.text, project))
        for (const node of other.uses) uses.push({ path: other.path, node });
      await flow.elsewhere(path, name);
    }
  }
  const found: Place[] = [];
  for (const { path: where, node } of uses) {
    const call = node.parent?.type === "call" && isField(node, "function") ? node.parent : undefined;
    if (property) found.push({ path: where, node });
    else if (call) found.push({ path: where, node: call });
    else if (!around(node, "type")) flow.doubt(where, node, `${name.text} is handed on without being called`);
  }
  flow.passed.push({
    path,
    node: made,
    calls: found,
    property,
    closed: flow.doubts.length === before && !strange,
  });
  for (const call of found) await flow.follow(call.path, call.node);
}
