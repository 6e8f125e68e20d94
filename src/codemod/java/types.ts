import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import type { JavaFile } from "./files.ts";

/** True when an expression is, by its declaration or the way it is made, of one of the types; false when nothing tells. */
export function isOfType(
  expression: Node | undefined,
  types: RegExp,
  file: JavaFile,
  files: readonly JavaFile[],
): boolean {
  if (!expression) return false;
  const text = expression.text;
  if (expression.type === "object_creation_expression")
    return types.test(lastOf(expression.childForFieldName("type")?.text ?? ""));
  const name = /^(?:this\.)?(\w+)$/.exec(text)?.[1];
  if (expression.type === "method_invocation") {
    const method = expression.childForFieldName("name")?.text;
    const declared = typesOf(files, /^method_declaration$/, method);
    if (declared.length > 0) return declared.every((one) => types.test(one));
    // `HttpClient.newHttpClient()`, `new OkHttpClient.Builder().build()`.
    const begins = /^(?:new\s+)?(?:\w+\.)*?([A-Z]\w*)/.exec(text)?.[1] ?? "";
    return types.test(begins) && /^(?:build|create|newHttpClient|newClient)$/.test(method ?? "");
  }
  if (name === undefined) return false;
  const near = typesOf([file], DECLARING, name);
  const declared = near.length > 0 ? near : typesOf(files, DECLARING, name);
  return declared.length > 0 && declared.every((one) => types.test(one) || one === "var" || one === "");
}

const DECLARING =
  /^(?:field_declaration|local_variable_declaration|formal_parameter|resource|lambda_expression)$/;

function typesOf(files: readonly JavaFile[], kind: RegExp, name: string | undefined): string[] {
  return files.flatMap(({ root }) =>
    [...nodesBelow(root)].flatMap((node) => {
      if (!kind.test(node.type)) return [];
      if (node.type === "lambda_expression") {
        const given = node.childForFieldName("parameters");
        return given?.type === "identifier" && given.text === name ? [""] : [];
      }
      const declared = [node, ...node.childrenForFieldName("declarator")];
      return declared.some((one) => one?.childForFieldName("name")?.text === name)
        ? [lastOf(node.childForFieldName("type")?.text ?? "")]
        : [];
    }),
  );
}

const lastOf = (type: string): string => type.replace(/<.*$/s, "").replace(/^(?:[a-z]\w*\.)+/, "");
