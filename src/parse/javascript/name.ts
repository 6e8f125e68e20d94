import type { Node } from "@babel/types";
import { constantKey } from "./constant.ts";
import { variableOf, variableOfCall } from "./environment.ts";
import type { Notes } from "./walk.ts";

/** How an expression is called: `a.b`, `request.get().auth`, `env.trim`, `"".concat`. */
export interface Chain {
  readonly text: string;
  /** Nothing but a name and properties. */
  readonly plain: boolean;
  /** The whole chain reads this environment variable. */
  readonly env?: string;
  /** What the properties are taken from when that is more than a name. */
  readonly root?: Node;
  /** Computed indices, still to be lowered. */
  readonly computed: readonly Node[];
}

/** Links of a chain that are looked at; longer ones are no code a person wrote. */
const MAX_LINKS = 500;

/** Strips what does not change a value: casts, `!`, `satisfies`, parentheses, `await`, `(0, x)`. */
export function unwrap(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "TSInstantiationExpression":
      case "TypeCastExpression":
      case "ParenthesizedExpression":
        inner = inner.expression;
        break;
      case "AwaitExpression":
        inner = inner.argument;
        break;
      case "SequenceExpression": {
        const [first, second] = inner.expressions;
        if (inner.expressions.length !== 2 || first?.type !== "NumericLiteral" || !second) return inner;
        inner = second;
        break;
      }
      default:
        return inner;
    }
  }
}

const INTEROP = /(?:^|\.)_{1,2}(?:importDefault|importStar|interopRequire\w*|toESM)$/;

/** The module a `require("m")` or `import("m")` loads, also through the wrappers compilers put around it. */
export function moduleOf(node: Node): string | undefined {
  const call = unwrap(node);
  if (call.type === "ImportExpression")
    return call.source.type === "StringLiteral" ? call.source.value : undefined;
  if (call.type !== "CallExpression") return undefined;
  const [first] = call.arguments;
  if (!first) return undefined;
  if (
    call.callee.type === "Import" ||
    (call.callee.type === "Identifier" && call.callee.name === "require")
  ) {
    if (first.type === "StringLiteral") return first.value;
    return first.type === "TemplateLiteral" && first.expressions.length === 0
      ? (first.quasis[0]?.value.cooked ?? undefined)
      : undefined;
  }
  const wrapper = simpleName(call.callee);
  return wrapper !== undefined && INTEROP.test(wrapper) && first.type === "CallExpression"
    ? moduleOf(first)
    : undefined;
}

/** What a module used on the spot is called: its own name, without dots since dots divide names. */
export const moduleName = (module: string): string => module.replace(/^node:/, "").replaceAll(".", "_");

/** The key a property, member or import names; `*` when it is computed. */
export function keyOf(key: Node, computed: boolean): string {
  switch (key.type) {
    case "Identifier":
      return computed ? "*" : key.name;
    case "PrivateName":
      return key.id.name;
    case "StringLiteral":
    case "DirectiveLiteral":
      return key.value;
    case "NumericLiteral":
      return String(key.value);
    case "TemplateLiteral":
      return key.expressions.length === 0 ? (key.quasis[0]?.value.cooked ?? "*") : "*";
    default:
      return "*";
  }
}

/** The key a property or member names, a constant's text looked up; `*` when it is computed. */
export function keyIn(key: Node, computed: boolean, notes: Notes): string {
  const own = keyOf(key, computed);
  return own === "*" && computed ? (constantKey(key, notes.constants) ?? own) : own;
}

function simpleName(node: Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return inner.name;
  if (inner.type === "MemberExpression" && inner.object.type === "Identifier" && !inner.computed)
    return `${inner.object.name}.${keyOf(inner.property, false)}`;
  return undefined;
}

function rootName(node: Node): string | undefined {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "Super":
      return "super";
    case "MetaProperty":
      return `${node.meta.name}.${node.property.name}`;
    default: {
      const module = moduleOf(node);
      return module === undefined ? undefined : moduleName(module);
    }
  }
}

const isLiteralText = (node: Node): boolean =>
  node.type === "StringLiteral" || node.type === "TemplateLiteral";

/** Names an expression; a loop, since chains are as long as a hostile file likes. */
export function chainOf(node: Node, notes: Notes): Chain {
  const links: string[] = [];
  const computed: Node[] = [];
  let root: Node | undefined;
  let current = unwrap(node);
  let name: string | undefined;
  for (;;) {
    if (links.length > MAX_LINKS) return { text: "()", plain: false, computed: [] };
    name = rootName(current);
    if (name !== undefined) break;
    if (current.type === "MemberExpression" || current.type === "OptionalMemberExpression") {
      const key = keyIn(current.property, current.computed, notes);
      if (key === "*" && root === undefined) computed.push(current.property);
      links.push(key);
      current = unwrap(current.object);
    } else if (
      current.type === "CallExpression" ||
      current.type === "OptionalCallExpression" ||
      current.type === "NewExpression"
    ) {
      root ??= current;
      const callee = unwrap(current.callee);
      // `x.require(…)` is handled above, so what is left is an ordinary call, or an environment read that looks like one.
      const variable =
        callee.type === "MemberExpression"
          ? variableOfCall(memberName(callee) ?? "", current.arguments)
          : undefined;
      if (variable !== undefined) {
        const text = ["env", ...links.reverse()].join(".");
        return {
          text,
          plain: false,
          root: current,
          computed,
          ...(links.length === 0 ? { env: variable } : {}),
        };
      }
      links.push("()");
      current = callee;
    } else if (current.type === "TaggedTemplateExpression") {
      root ??= current;
      links.push("()");
      current = unwrap(current.tag);
    } else break;
  }
  if (name === undefined) root ??= current;
  let text = name ?? (isLiteralText(current) ? '""' : "()");
  let plain = name !== undefined && root === undefined;
  let env: string | undefined;
  for (const link of links.reverse()) {
    if (link === "()") {
      text += "()";
      env = undefined;
      continue;
    }
    const variable = env === undefined ? variableOf(text, link, notes.environments) : undefined;
    if (variable !== undefined) {
      env = variable;
      text = "env";
      plain = false;
    } else {
      env = undefined;
      text += `.${link}`;
    }
  }
  return { text, plain, computed, ...(env === undefined ? {} : { env }), ...(root ? { root } : {}) };
}

function memberName(node: Node): string | undefined {
  const links: string[] = [];
  let current = node;
  while (current.type === "MemberExpression" && links.length < 6) {
    links.push(keyOf(current.property, current.computed));
    current = unwrap(current.object);
  }
  return current.type === "Identifier" ? [current.name, ...links.reverse()].join(".") : undefined;
}

/** True for a function written on the spot. */
export const isFunction = (node: Node): boolean =>
  node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
