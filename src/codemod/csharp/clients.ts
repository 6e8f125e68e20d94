import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { isRegistered } from "./carriers.ts";
import {
  argumentsOf,
  type CsharpFile,
  callableAround,
  classAround,
  expressionOf,
  modifiersOf,
  nameOf,
  type Placed,
  parameterName,
  parametersOf,
} from "./files.ts";

/** Where a client comes from. */
export type Origin =
  /** `new HttpClient(…)`. */
  | ({ readonly kind: "made" } & Placed)
  /** `services.AddHttpClient(…)`; `configured` when the application's configuration is known to be in its services. */
  | ({ readonly kind: "registered"; readonly injected: boolean } & Placed);

/** How many names a client may pass. */
const MOST_STEPS = 6;

/** Finds where the client that an expression stands for is made or registered; undefined when some way is lost. */
export function originsOf(
  placed: Placed,
  type: string,
  files: readonly CsharpFile[],
  steps = 0,
): Origin[] | undefined {
  const { file, node } = placed;
  if (steps > MOST_STEPS) return undefined;
  if (/object_creation_expression$/.test(node.type)) {
    const made = node.childForFieldName("type")?.text ?? typeAround(node);
    return made !== undefined && bare(made) === type ? [{ kind: "made", file, node }] : undefined;
  }
  if (/^(?:parenthesized_expression|postfix_unary_expression|await_expression)$/.test(node.type)) {
    const inner = node.namedChild(0);
    return inner ? originsOf({ file, node: inner }, type, files, steps + 1) : undefined;
  }
  if (node.type === "invocation_expression") return fromCall(placed, type, files, steps);
  if (node.type === "member_access_expression" && /^this\./.test(node.text))
    return named(placed, nameOf(node), type, files, steps);
  return node.type === "identifier" ? named(placed, node.text, type, files, steps) : undefined;
}

const bare = (type: string): string => type.replace(/\?$/, "").replace(/^.*\./, "");

/** The type that `new()` takes from its declaration. */
function typeAround(node: Node): string | undefined {
  const declaration = ancestor(node, (one) =>
    /^(?:variable_declaration|property_declaration)$/.test(one.type),
  );
  return declaration?.childForFieldName("type")?.text;
}

function fromCall(
  { node }: Placed,
  type: string,
  files: readonly CsharpFile[],
  steps: number,
): Origin[] | undefined {
  const name = nameOf(node);
  if (name === "CreateClient") {
    const key = expressionOf(argumentsOf(node)[0])?.text;
    return key === undefined
      ? undefined
      : registered((one) => expressionOf(argumentsOf(one)[0])?.text === key, files, false);
  }
  // A method of the repository that makes the client.
  const found: Origin[] = [];
  for (const file of files)
    for (const method of nodesBelow(file.root)) {
      if (!/^(?:method_declaration|local_function_statement)$/.test(method.type)) continue;
      if (method.childForFieldName("name")?.text !== name) continue;
      const values = returned(method);
      if (values.length === 0) return undefined;
      for (const value of values) {
        const origins = originsOf({ file, node: value }, type, files, steps + 1);
        if (!origins) return undefined;
        found.push(...origins);
      }
    }
  return found.length > 0 ? found : undefined;
}

const returned = (method: Node): Node[] =>
  [...nodesBelow(method)].flatMap((node) =>
    /^(?:return_statement|arrow_expression_clause)$/.test(node.type) ? (node.namedChild(0) ?? []) : [],
  );

/** The values given to a name, within its method or, for a field or property, within the class. */
function named(
  { file, node }: Placed,
  name: string,
  type: string,
  files: readonly CsharpFile[],
  steps: number,
): Origin[] | undefined {
  const lambda = ancestor(
    node.parent,
    (one) => one.type === "lambda_expression" && parametersOf(one).some((own) => parameterName(own) === name),
  );
  if (lambda) {
    const call = lambda.parent?.parent?.parent;
    const callee = nameOf(call);
    const registration = /^(?:AddHttpClient|ConfigureHttpClient)$/.test(callee);
    return call && registration ? [{ kind: "registered", injected: false, file, node: call }] : undefined;
  }
  const callable = callableAround(node);
  const parameter = callable && parametersOf(callable).find((one) => parameterName(one) === name);
  const within = callable ? valuesOf(callable, name) : [];
  if (parameter) return injectedInto({ file, node: parameter }, callable, type, files);
  const owner = classAround(node);
  const values = within.length > 0 ? within : owner ? valuesOf(owner, name) : valuesOf(file.root, name);
  if (within.length === 0 && owner && isSetElsewhere(owner, name, files)) return undefined;
  const primary = owner && parametersOf(owner).find((one) => parameterName(one) === name);
  if (values.length === 0 && primary && owner)
    return injectedInto({ file, node: primary }, owner, type, files);
  const found: Origin[] = [];
  for (const value of values) {
    const origins = originsOf({ file, node: value }, type, files, steps + 1);
    if (!origins) return undefined;
    found.push(...origins);
  }
  return found.length > 0 ? found : undefined;
}

/** A field or property that others may set is given another client in a class or file besides. */
function isSetElsewhere(owner: Node, name: string, files: readonly CsharpFile[]): boolean {
  const member = [...nodesBelow(owner)].find(
    (node) =>
      /^(?:field|property)_declaration$/.test(node.type) &&
      [node, ...nodesBelow(node)].some((one) => one.childForFieldName("name")?.text === name),
  );
  if (!member || !/\b(?:public|protected|internal)\b/.test(modifiersOf(member))) return false;
  const inside = valuesOf(owner, name).map((value) => value.id);
  return files.some(({ root }) =>
    valuesOf(root, name).some((value) => !inside.includes(value.id) && isAssigned(value)),
  );
}

const isAssigned = (value: Node): boolean => value.parent?.type === "assignment_expression";

/** What is assigned to a name below a node; `null` is left out. */
export function valuesOf(around: Node, name: string): Node[] {
  return [...nodesBelow(around)].flatMap((node) => {
    let value: Node | null | undefined;
    if (node.type === "variable_declarator" && node.childForFieldName("name")?.text === name)
      value = node.namedChildCount > 1 ? node.namedChild(node.namedChildCount - 1) : undefined;
    else if (node.type === "property_declaration" && node.childForFieldName("name")?.text === name) {
      value = node.childForFieldName("value");
      if (value?.type === "arrow_expression_clause") value = value.namedChild(0);
    } else if (node.type === "assignment_expression" && node.parent?.type !== "initializer_expression")
      value = nameOf(node.childForFieldName("left")) === name ? node.childForFieldName("right") : undefined;
    return value && value.type !== "null_literal" ? [value] : [];
  });
}

/** A client that comes into a constructor: it is registered for that class, or given where the class is constructed. */
function injectedInto(
  { node: parameter }: Placed,
  callable: Node,
  type: string,
  files: readonly CsharpFile[],
): Origin[] | undefined {
  const isClass = /^(?:class|record|struct)_declaration$/.test(callable.type);
  if (!isClass && callable.type !== "constructor_declaration") return undefined;
  const name = callable.childForFieldName("name")?.text ?? "";
  const position = parametersOf(callable).findIndex((one) => one.id === parameter.id);
  const origins: Origin[] = registered((call) => typeArguments(call).at(-1) === name, files, true) ?? [];
  // A container gives it whatever client it knows.
  if (origins.length === 0 && isRegistered(name, files)) return undefined;
  for (const file of files)
    for (const node of nodesBelow(file.root)) {
      if (
        node.type !== "object_creation_expression" ||
        bare(node.childForFieldName("type")?.text ?? "") !== name
      )
        continue;
      const given = expressionOf(argumentsOf(node)[position]);
      const more = given && originsOf({ file, node: given }, type, files, 1);
      if (!more) return undefined;
      origins.push(...more);
    }
  return origins.length > 0 ? origins : undefined;
}

const typeArguments = (call: Node): string[] => {
  const callee = call.childForFieldName("function");
  const generic = callee?.type === "member_access_expression" ? callee.childForFieldName("name") : callee;
  const list = generic?.type === "generic_name" ? generic.namedChild(1) : undefined;
  return (list?.namedChildren ?? []).flatMap((one) => (one ? [bare(one.text)] : []));
};

function registered(
  wanted: (call: Node) => boolean,
  files: readonly CsharpFile[],
  injected: boolean,
): Origin[] | undefined {
  const found = files.flatMap((file) =>
    [...nodesBelow(file.root)].flatMap((node): Origin[] =>
      node.type === "invocation_expression" && nameOf(node) === "AddHttpClient" && wanted(node)
        ? [{ kind: "registered", injected, file, node }]
        : [],
    ),
  );
  return found.length > 0 ? found : undefined;
}

/** Puts the handler into the construction of an `HttpClient`. */
export function withHandler({ file, node }: Placed, handler: (inner: string) => string): Edit[] {
  const { path, text } = file;
  const list =
    node.childForFieldName("arguments") ?? node.namedChildren.find((one) => one?.type === "argument_list");
  const type = node.childForFieldName("type");
  if (!list && type)
    return [
      {
        path,
        at: { start: type.endIndex, end: type.endIndex },
        text: `(${handler("new HttpClientHandler()")})`,
      },
    ];
  if (!list) return [];
  const first = list.namedChildren.find((one) => one?.type === "argument");
  const value = expressionOf(first ?? undefined);
  if (!value)
    return [
      {
        path,
        at: { start: list.startIndex, end: list.endIndex },
        text: `(${handler("new HttpClientHandler()")})`,
      },
    ];
  const inner = text.slice(value.startIndex, value.endIndex);
  return [{ path, at: { start: value.startIndex, end: value.endIndex }, text: handler(inner) }];
}

/** Appends a link to a registration, on a line of its own. */
export function appended({ file, node }: Placed, link: string, unit: string): Edit[] {
  const { path, text } = file;
  // Behind the registration's own links: `AddHttpClient("x").ConfigureHttpClient(…)`.
  let call = node;
  while (
    call.parent?.type === "member_access_expression" &&
    call.parent.parent?.type === "invocation_expression"
  )
    call = call.parent.parent;
  const line = text.slice(text.lastIndexOf("\n", statementOf(call).startIndex - 1) + 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  return [{ path, at: { start: call.endIndex, end: call.endIndex }, text: `\n${indent}${unit}.${link}` }];
}

const statementOf = (node: Node): Node =>
  ancestor(node, (one) => /_statement$|_declaration$/.test(one.type)) ?? node;
