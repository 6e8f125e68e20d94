import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import { argumentsOf, keyOf, nameOf } from "./flow.ts";

const SENDS = /^(?:get|head|put|post|patch|delete|request|send)(?:Async)?$/;

/** True for the construction of a Guzzle client, by whatever name it is imported. */
export function isClient(node: Node, root: Node): boolean {
  if (node.type !== "object_creation_expression") return false;
  const name = classOf(node).replace(/^\\/, "");
  if (name === "GuzzleHttp\\Client") return true;
  for (const use of nodesBelow(root)) {
    if (use.type !== "namespace_use_clause") continue;
    const [, imported = "", alias] = /^\\?([\w\\]+?)(?:\s+as\s+(\w+))?$/i.exec(use.text) ?? [];
    if (imported === "GuzzleHttp\\Client" && name === (alias ?? "Client")) return true;
    if (imported === "GuzzleHttp" && name === `${alias ?? "GuzzleHttp"}\\Client`) return true;
  }
  return false;
}

const classOf = (creation: Node): string =>
  creation.namedChildren.find((one) => one !== null && /name$/.test(one.type))?.text ?? "";

/** Variables and properties that hold a client of the file whose options are known and have no handler. */
export function clientsOf(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const others = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (node.type !== "assignment_expression") continue;
    const right = node.childForFieldName("right");
    const left = node.childForFieldName("left")?.text ?? "";
    if (right && isClient(right, root) && isPlain(right)) names.add(left);
    else others.add(left);
  }
  for (const one of others) names.delete(one);
  return names;
}

/** Without options, or with an array that is written down and has no handler. */
const isPlain = (creation: Node): boolean =>
  argumentsOf(creation).every(
    (one) =>
      one.type === "array_creation_expression" &&
      one.namedChildren.every(
        (element) =>
          element?.type !== "array_element_initializer" ||
          (element.namedChildCount === 2 && keyOf(element) !== "handler"),
      ),
  );

/** A request of one of the clients; of any when they are left out. */
export function isSent(call: Node, clients: ReadonlySet<string> | undefined): boolean {
  if (!/^(?:nullsafe_)?member_call_expression$/.test(call.type) || !SENDS.test(nameOf(call))) return false;
  const object = call.childForFieldName("object");
  if (!clients) return true;
  if (clients.has(object?.text ?? "")) return true;
  const inner = object?.type === "parenthesized_expression" ? object.namedChild(0) : object;
  return (
    inner?.type === "object_creation_expression" && isPlain(inner) && /Client|Guzzle/.test(classOf(inner))
  );
}

/** The handler or middleware authorizes all requests: what the file says of others would be lost. */
export const otherHeaders = (root: Node, own: readonly Node[]): string[] =>
  [...nodesBelow(root)].some(
    (node) =>
      (/^(?:string|encapsed_string)$/.test(node.type)
        ? /^["']authorization["']$/i.test(node.text) ||
          (/^["']auth["']$/.test(node.text) && node.parent?.type !== "subscript_expression")
        : /^(?:withToken|withBasicAuth|withDigestAuth)$/.test(node.type === "name" ? node.text : "")) &&
      !own.some((one) => one.startIndex <= node.startIndex && node.endIndex <= one.endIndex),
  )
    ? ["The file says elsewhere how requests sign in: now all that go to the account get a token."]
    : [];
