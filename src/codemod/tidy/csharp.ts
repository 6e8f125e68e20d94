import type { Node } from "web-tree-sitter";
import { statementLines } from "../typed/lines.ts";
import { nodesBelow } from "./grammar.ts";
import {
  type AcrossGrammar,
  deadBelow,
  listItem,
  type Removal,
  type TidyFile,
  type TidyWorld,
  wasCalled,
} from "./removal.ts";

/** Calls that only make a value. */
const PURE =
  /^(?:GetEnvironmentVariable|ToBase64String|GetBytes|Format|Concat|Join|Trim|ToString|GetValue|GetSection|GetConnectionString|IsNullOrEmpty|IsNullOrWhiteSpace|Replace|nameof)$/;

/** Types of namespaces that only a credential may have needed. */
const BROUGHT: Readonly<Record<string, RegExp>> = {
  "System.Text": /\b(?:Encoding|StringBuilder|\w*Encoding|Rune|NormalizationForm|CompositeFormat)\b/,
  "System.Net.Http.Headers": /\b\w*(?:HeaderValue|Headers)\b/,
  "RestSharp.Authenticators": /\b(?:\w+Authenticator|IAuthenticator)\b/,
};

/** Tidying of C#. */
export const csharp: AcrossGrammar = {
  grammar: "c-sharp",
  files: /\.cs$/,
  dead: (file, world) => deadBelow(deadAt, deadParameters)(file, world),
};

async function deadAt(node: Node, file: TidyFile, world: TidyWorld): Promise<Removal | undefined> {
  switch (node.type) {
    case "using_directive":
      return deadUsing(node, file, world);
    case "local_declaration_statement":
      return deadLocal(node, file, world);
    case "field_declaration":
    case "property_declaration":
      return deadField(node, file, world);
    case "method_declaration":
    case "local_function_statement":
      return deadMethod(node, file, world);
    default:
      return undefined;
  }
}

function deadUsing(node: Node, file: TidyFile, { candidates }: TidyWorld): Removal | undefined {
  const namespace = /^using\s+([\w.]+)\s*;$/.exec(node.text)?.[1] ?? "";
  const brought = BROUGHT[namespace];
  if (!brought || ![...candidates].some((word) => brought.test(word))) return undefined;
  const rest = file.text.slice(0, node.startIndex) + file.text.slice(node.endIndex);
  return brought.test(rest.replace(/^\s*using\s+[\w.]+\s*;/gm, "")) ? undefined : [removed(file, node)];
}

const declaratorOf = (node: Node): Node | undefined => {
  const declaration = node.namedChildren.find((one) => one?.type === "variable_declaration");
  const found = (declaration?.namedChildren ?? []).filter((one) => one?.type === "variable_declarator");
  return found.length === 1 ? (found[0] ?? undefined) : undefined;
};

const initialOf = (declarator: Node): Node | undefined =>
  declarator.namedChildCount > 1
    ? (declarator.namedChild(declarator.namedChildCount - 1) ?? undefined)
    : undefined;

function deadLocal(node: Node, file: TidyFile, { candidates }: TidyWorld): Removal | undefined {
  const declarator = declaratorOf(node);
  const name = declarator?.childForFieldName("name")?.text;
  const value = declarator && initialOf(declarator);
  if (!declarator || name === undefined || !candidates.has(name) || /^(?:await )?using\b/.test(node.text))
    return undefined;
  if (value && !isPure(value)) return undefined;
  const scope = scopeOf(node);
  const writes = writesBesides(scope, name, node, file);
  return writes && [removed(file, node), ...writes];
}

/** The block of a declaration; of a statement outside of classes, the file. */
function scopeOf(node: Node): Node {
  let scope = node.parent ?? node;
  while (scope.type === "global_statement" && scope.parent) scope = scope.parent;
  return scope;
}

/** The assignments to a name, when nothing else is done with it and all of them only make a value. */
function writesBesides(scope: Node, name: string, declaration: Node, file: TidyFile): Removal | undefined {
  const writes: Removal[number][] = [];
  for (const use of usesIn(scope, name, declaration)) {
    const left =
      use.parent?.type === "member_access_expression" && use.parent.childForFieldName("name")?.id === use.id
        ? use.parent
        : use;
    const assignment = left.parent;
    const right = assignment?.childForFieldName("right");
    if (
      assignment?.type !== "assignment_expression" ||
      assignment.childForFieldName("left")?.id !== left.id ||
      !right ||
      !isPure(right) ||
      assignment.parent?.type !== "expression_statement" ||
      !/^(?:block|global_statement)$/.test(assignment.parent.parent?.type ?? "")
    )
      return undefined;
    writes.push(removed(file, assignment.parent));
  }
  return writes;
}

/** A private field or property that is at most written. Others may be read by reflection: by configuration, by serializers. */
function deadField(node: Node, file: TidyFile, world: TidyWorld): Removal | undefined {
  const declarator = node.type === "field_declaration" ? declaratorOf(node) : undefined;
  const name = (declarator ?? node).childForFieldName("name")?.text;
  const value = declarator ? initialOf(declarator) : node.childForFieldName("value");
  if (name === undefined || !world.candidates.has(name) || (value && !isPure(value))) return undefined;
  if (!isPrivate(node) || hasAttributes(node)) return undefined;
  const accessors = node.childForFieldName("accessors");
  if (accessors && [...nodesBelow(accessors)].some((one) => one.type === "block" && !isPure(one)))
    return undefined;
  const owner = classAround(node);
  if (!owner || /\bpartial\b/.test(modifiersOf(owner))) return undefined;
  const writes = writesBesides(owner, name, node, file);
  return writes && [removed(file, node), ...writes];
}

/** A private method that nothing calls. */
function deadMethod(node: Node, file: TidyFile, world: TidyWorld): Removal | undefined {
  const name = node.childForFieldName("name")?.text ?? "";
  const local = node.type === "local_function_statement";
  if (
    !wasCalled(name, world.candidates) ||
    (!local && (!isPrivate(node) || hasAttributes(node) || name === "Main"))
  )
    return undefined;
  const owner = classAround(node) ?? file.root;
  if (/\bpartial\b/.test(modifiersOf(owner)) || usesIn(owner, name, node).length > 0) return undefined;
  return [removed(file, node)];
}

/** A parameter that a constructor or private method does not use any more, with the arguments of all its callers. */
async function deadParameters(file: TidyFile, world: TidyWorld): Promise<Removal[]> {
  for (const declaration of nodesBelow(file.root)) {
    const made = declaration.type === "constructor_declaration";
    if (!made && !/^(?:method_declaration|local_function_statement)$/.test(declaration.type)) continue;
    if (!made && declaration.type === "method_declaration" && !isPrivate(declaration)) continue;
    const parameters = itemsOf(declaration.childForFieldName("parameters"));
    const name = declaration.childForFieldName("name")?.text ?? "";
    for (const [position, parameter] of parameters.entries()) {
      const own = parameter.childForFieldName("name");
      if (!own || !world.candidates.has(own.text) || parameter.text.startsWith("this ")) continue;
      if (usesIn(declaration, own.text, parameter).length > 0) continue;
      const callers = await argumentsAt(
        { declaration, name, made, position, count: parameters.length },
        file,
        world,
      );
      // Nobody in sight calls it: only a container that injects configuration would notice nothing.
      const injected =
        made && /^(?:IConfiguration|IOptions\w*<.*>)$/.test(parameter.childForFieldName("type")?.text ?? "");
      if (!callers || (callers.length === 0 && !injected && !(!made && isPrivate(declaration)))) continue;
      return [[{ path: file.path, at: listItem(parameters, position, file.text), text: "" }, ...callers]];
    }
  }
  return [];
}

const itemsOf = (list: Node | null): Node[] =>
  (list?.namedChildren ?? []).filter((one): one is Node => one !== null && one.type !== "comment");

async function argumentsAt(
  {
    declaration,
    name,
    made,
    position,
    count,
  }: {
    readonly declaration: Node;
    readonly name: string;
    readonly made: boolean;
    readonly position: number;
    readonly count: number;
  },
  file: TidyFile,
  world: TidyWorld,
): Promise<Removal | undefined> {
  const owner = classAround(declaration);
  const siblings = owner
    ? [...nodesBelow(owner)].filter(
        (one) => one.type === declaration.type && one.childForFieldName("name")?.text === name,
      )
    : [];
  const files = made ? await world.holding(name) : [file];
  if (!files || siblings.length > 1) return undefined;
  const removals: Removal[number][] = [];
  for (const { path, root, text } of files)
    for (const node of nodesBelow(root)) {
      if (made && node.type === "base_list" && new RegExp(`\\b${name}\\b`).test(node.text)) return undefined;
      if (made && node.type === "implicit_object_creation_expression" && typed(node) === name)
        return undefined;
      const isCall = made
        ? node.type === "object_creation_expression" && node.childForFieldName("type")?.text === name
        : node.type === "invocation_expression" &&
          node.childForFieldName("function")?.text.replace(/^this\./, "") === name;
      if (!isCall) continue;
      const given = itemsOf(node.childForFieldName("arguments"));
      const argument = given[position];
      if (given.length !== count || !argument || given.some((one) => one.namedChildCount > 1))
        return undefined;
      if (!isPure(argument)) return undefined;
      removals.push({ path, at: listItem(given, position, text), text: "" });
    }
  return removals;
}

const typed = (node: Node): string | undefined => {
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:variable|property)_declaration$/.test(up.type)) return up.childForFieldName("type")?.text;
  return undefined;
};

const modifiersOf = (node: Node): string =>
  node.namedChildren.flatMap((one) => (one?.type === "modifier" ? one.text : [])).join(" ");

const isPrivate = (node: Node): boolean =>
  !/\b(?:public|internal|protected|override|partial)\b/.test(modifiersOf(node));

const hasAttributes = (node: Node): boolean =>
  node.namedChildren.some((one) => one?.type === "attribute_list");

function classAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:class|record|struct|interface)_declaration$/.test(up.type)) return up;
  return undefined;
}

const usesIn = (scope: Node, name: string, besides: Node): Node[] =>
  [...nodesBelow(scope)].filter(
    (node) =>
      node.type === "identifier" &&
      node.text === name &&
      !(besides.startIndex <= node.startIndex && node.endIndex <= besides.endIndex) &&
      !isNameOfSomethingElse(node),
  );

/** A declaration's own name, a member of another object, the name of an argument. */
function isNameOfSomethingElse(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (parent.type === "member_access_expression" && parent.childForFieldName("name")?.id === node.id) {
    const expression = parent.childForFieldName("expression");
    return expression !== null && expression.type !== "this_expression" && expression.text !== "this";
  }
  return (
    /^(?:parameter|method_declaration|property_declaration|constructor_declaration|class_declaration)$/.test(
      parent.type,
    ) && parent.childForFieldName("name")?.id === node.id
  );
}

/** True when an expression only makes a value, so that it can go with what takes it. */
function isPure(value: Node): boolean {
  for (const node of nodesBelow(value)) {
    if (
      /^(?:assignment_expression|postfix_unary_expression|lambda_expression|await_expression|throw_\w+)$/.test(
        node.type,
      )
    )
      if (
        !(node.type === "postfix_unary_expression" && node.text.endsWith("!")) &&
        node.type !== "throw_expression"
      )
        return false;
    if (node.type === "invocation_expression") {
      const callee = node.childForFieldName("function");
      const named = callee?.type === "member_access_expression" ? callee.childForFieldName("name") : callee;
      const name = (named?.type === "generic_name" ? named.namedChild(0) : named)?.text ?? "";
      if (!PURE.test(name) && !isOwnPureMethod(node, name)) return false;
    }
    if (
      /object_creation_expression$/.test(node.type) &&
      !/(?:AuthenticationHeaderValue|BasicAuthenticator|NetworkCredential|Exception)$/.test(
        node.childForFieldName("type")?.text ?? "",
      )
    )
      return false;
  }
  return true;
}

/** A private method or local function of the class that does nothing but return a value of such calls. */
function isOwnPureMethod(call: Node, name: string): boolean {
  const owner = classAround(call);
  const [method, ...others] = owner
    ? [...nodesBelow(owner)].filter(
        (one) => one.type === "method_declaration" && one.childForFieldName("name")?.text === name,
      )
    : [];
  const body = method?.childForFieldName("body");
  if (!body || others.length > 0) return false;
  return [...nodesBelow(body)].every((node) => {
    if (
      /^(?:assignment_expression|lambda_expression|await_expression|object_creation_expression)$/.test(
        node.type,
      )
    )
      return false;
    if (node.type !== "invocation_expression") return true;
    const callee = node.childForFieldName("function");
    const named = callee?.type === "member_access_expression" ? callee.childForFieldName("name") : callee;
    return PURE.test(named?.text ?? "");
  });
}

/** The lines of a declaration or statement, with the documentation above it. */
function removed({ path, text }: TidyFile, node: Node): Removal[number] {
  // A statement outside of classes is wrapped.
  const whole = node.parent?.type === "global_statement" ? node.parent : node;
  let start = whole.startIndex;
  const documented = /(?:^[ \t]*\/\/\/[^\n]*\n)+[ \t]*$/m.exec(text.slice(0, start));
  if (documented && documented.index + documented[0].length === start)
    start = documented.index + (/^[ \t]*/.exec(documented[0])?.[0].length ?? 0);
  return { path, at: statementLines(text, { start, end: whole.endIndex }), text: "" };
}
