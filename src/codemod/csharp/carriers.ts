import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { argumentsOf, type CsharpFile, expressionOf, nameOf, type Placed } from "./files.ts";

/**
 * True when all that is done with a request in the function around it is to fill it in and to hand it to the given senders. Kept, returned or handed to
 * anything else, it may be sent by a client that is not seen.
 */
export function isOnlySent(around: Node, name: string, senders: readonly Node[]): boolean {
  for (const node of nodesBelow(around)) {
    if (node.type !== "identifier" || node.text !== name) continue;
    const { parent } = node;
    switch (parent?.type) {
      case "variable_declarator":
        if (parent.childForFieldName("name")?.id === node.id || parent.namedChild(0)?.id === node.id)
          continue;
        return false;
      case "member_access_expression":
        // `other.request` is something else, `request.Headers` is looked at where headers are.
        continue;
      case "assignment_expression":
        if (parent.childForFieldName("left")?.id === node.id) continue;
        return false;
      case "binary_expression":
      case "is_pattern_expression":
      case "using_statement":
      case "parameter":
      case "conditional_access_expression":
        continue;
      case "argument": {
        const call = parent.parent?.parent;
        if (senders.some((sender) => sender.id === call?.id) || isLogging(call)) continue;
        return false;
      }
      default:
        return false;
    }
  }
  return true;
}

const isLogging = (call: Node | null | undefined): boolean =>
  /^(?:WriteLine|Write|Log\w*|ToString|nameof)$/.test(
    call?.type === "invocation_expression" ? nameOf(call) : "",
  );

const HEADER = /^@?"authorization"$/i;

/** Why a person has to look at a file: it reads, copies, removes or sets an authorization besides what is rewritten. */
export function otherAuthorization(files: readonly CsharpFile[], writes: readonly Placed[]): string[] {
  for (const file of files) {
    const own = writes.filter((write) => write.file.path === file.path).map(({ node }) => node);
    const isOwn = (node: Node): boolean =>
      own.some((write) => write.startIndex <= node.startIndex && node.endIndex <= write.endIndex);
    for (const node of nodesBelow(file.root)) {
      if (isOwn(node)) continue;
      if (isAuthorization(node) || isWhole(node))
        return [
          `${file.path} reads, copies or sets an Authorization header besides: look at what it is for.`,
        ];
    }
  }
  return [];
}

const isAuthorization = (node: Node): boolean => {
  if (node.type === "member_access_expression") return nameOf(node) === "Authorization";
  if (node.type === "string_literal" && HEADER.test(node.text))
    return ancestor(node, (one) => /^(?:argument|bracketed_argument_list)$/.test(one.type)) !== undefined;
  return (
    node.type === "assignment_expression" &&
    node.childForFieldName("left")?.type === "identifier" &&
    node.childForFieldName("left")?.text === "Authorization"
  );
};

/** `client.DefaultRequestHeaders` as a value. */
const isWhole = (node: Node): boolean =>
  node.type === "member_access_expression" &&
  nameOf(node) === "DefaultRequestHeaders" &&
  !/^(?:member_access_expression|element_access_expression|conditional_access_expression|assignment_expression)$/.test(
    node.parent?.type ?? "",
  );

/** Calls of `Send`, each with what it is called on. */
export const synchronousSends = (files: readonly CsharpFile[]): Placed[] =>
  files.flatMap((file) =>
    [...nodesBelow(file.root)].flatMap((node) => {
      if (node.type !== "invocation_expression" || nameOf(node) !== "Send" || argumentsOf(node).length === 0)
        return [];
      const object = node.childForFieldName("function")?.childForFieldName("expression");
      return object ? [{ file, node: object }] : [];
    }),
  );

/** A class that is registered with a container, which then constructs it. */
export const isRegistered = (name: string, files: readonly CsharpFile[]): boolean =>
  files.some(({ root }) =>
    [...nodesBelow(root)].some(
      (node) =>
        node.type === "invocation_expression" &&
        /^(?:Try)?Add(?:Keyed)?(?:Singleton|Scoped|Transient|HostedService)$/.test(nameOf(node)) &&
        new RegExp(`(?<!\\w)(?<!new )${name}(?!\\w)`).test(
          node.childForFieldName("function")?.text.slice(-200) ?? "",
        ) &&
        !argumentsOf(node).some((one) => expressionOf(one)?.type === "lambda_expression"),
    ),
  );
