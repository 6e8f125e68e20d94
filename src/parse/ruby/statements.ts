import type { Node } from "web-tree-sitter";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { append, assignment, operatorAssignment } from "./assignments.ts";
import { expression, holdLoose, link, loose, partsOf, textOf } from "./expressions.ts";
import { flow } from "./flow.ts";
import { methodFrom } from "./methods.ts";
import { inside, type Place } from "./place.ts";
import { structConstructor, structParent } from "./structs.ts";

/** Lowers a statement and everything in it. */
export function statement(node: Node, place: Place): void {
  const { file } = place;
  file.lowering.tick(++file.depth);
  if (!flow(node, place, (last) => statement(last, place))) lowerStatement(node, place);
  file.depth--;
}

function lowerStatement(node: Node, place: Place): void {
  switch (node.type) {
    case "assignment":
      assignment(node, place);
      return;
    case "operator_assignment":
      operatorAssignment(node, place);
      return;
    case "binary":
      if (node.childForFieldName("operator")?.type === "<<") append(node, place);
      else loose(node, place);
      return;
    case "method":
    case "singleton_method": {
      const name = node.childForFieldName("name");
      methodFrom(
        {
          node,
          // `def token=(v)` is named `token=`.
          name: name ? textOf(name, place).replace(/\s+/g, "") : "",
          parameters: node.childForFieldName("parameters"),
          body: node.childForFieldName("body"),
        },
        place,
      );
      return;
    }
    case "class":
    case "module":
      classDefinition(node, place);
      return;
    case "singleton_class": {
      const body = node.childForFieldName("body");
      if (body) statement(body, place);
      return;
    }
    case "return":
    case "next":
    case "break":
      leave(node, place);
      return;
    case "ERROR":
      for (const child of partsOf(node)) statement(child, place);
      return;
    case "alias":
    case "undef":
    case "comment":
    case "heredoc_body":
    case "uninterpreted":
      return;
    default:
      loose(node, place);
  }
}

/** `return x` returns from the method around; `next x` and `break x` only leave a block. */
function leave(node: Node, place: Place): void {
  const list = partsOf(node)[0];
  if (!list) return;
  const given = expression(list, place);
  if (node.type !== "return") holdLoose(given, place);
  else
    place.file.lowering.emit({
      kind: "return",
      at: spanOf(node),
      scope: place.returns,
      value: value(given.at, given.parts),
    });
}

function classDefinition(node: Node, place: Place): void {
  const { lowering } = place.file;
  const name = node.childForFieldName("name");
  const wrapper = node.childForFieldName("superclass");
  const superclass = wrapper ? partsOf(wrapper)[0] : undefined;
  const members = superclass ? structParent(superclass, place) : undefined;
  const parent = superclass && !members ? link(superclass, place) : undefined;
  if (parent && !parent.plain) holdLoose(parent.value, place);
  const scope = lowering.scope({
    parent: place.scope,
    kind: "class",
    name: name ? textOf(name, place).replace(/^::/, "").replace(/::/g, ".") : "",
    at: spanOf(node),
    params: [],
    ...(parent?.plain ? { extends: [parent.path] } : {}),
  });
  const inner = inside(place, scope, "class");
  if (members && superclass) structConstructor(members, spanOf(superclass), inner);
  const body = node.childForFieldName("body");
  if (body) statement(body, inner);
}
