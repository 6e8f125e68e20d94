import type { Node } from "@babel/types";

/** More constants than this and a file is a table of data. */
const MOST = 2_000;

/** Longest text that is a key somewhere. */
const LONGEST = 200;

/**
 * Texts that the file gives a name at its top level, by dotted name: `const KEY = "ZENDESK_TOKEN"`, members of enums and of objects,
 * `Object.freeze` included. With them `process.env[KEY]` and `process.env[Keys.Token]` read a variable like any other.
 */
export function constantsIn(statements: readonly Node[]): Map<string, string> {
  const found = new Map<string, string>();
  const keep = (name: string, node: Node | null | undefined): void => {
    const text = textOf(node);
    if (text !== undefined && found.size < MOST) found.set(name, text);
  };
  for (const statement of statements) {
    const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (node?.type === "TSEnumDeclaration")
      for (const member of node.body?.members ?? node.members ?? []) {
        const key = member.id.type === "Identifier" ? member.id.name : textOf(member.id);
        if (key !== undefined) keep(`${node.id.name}.${key}`, member.initializer);
      }
    if (node?.type !== "VariableDeclaration" || node.kind !== "const") continue;
    for (const { id, init } of node.declarations) {
      if (id.type !== "Identifier") continue;
      keep(id.name, init);
      const object = objectOf(init);
      if (object?.type !== "ObjectExpression") continue;
      for (const property of object.properties) {
        if (property.type !== "ObjectProperty" || property.computed) continue;
        const key = property.key.type === "Identifier" ? property.key.name : textOf(property.key);
        if (key !== undefined) keep(`${id.name}.${key}`, property.value);
      }
    }
  }
  return found;
}

/** The text a key in brackets stands for, when it is the name of a constant. */
export function constantKey(key: Node, constants: ReadonlyMap<string, string>): string | undefined {
  if (constants.size === 0) return undefined;
  if (key.type === "Identifier") return constants.get(key.name);
  if (key.type !== "MemberExpression" || key.object.type !== "Identifier") return undefined;
  const member =
    key.property.type === "Identifier" && !key.computed ? key.property.name : textOf(key.property);
  return member === undefined ? undefined : constants.get(`${key.object.name}.${member}`);
}

/** The text behind a name that stands for the end of a user (`const SUFFIX = "/token"`): joined to a user it is read like the literal. */
export function suffixBehind(node: Node, constants: ReadonlyMap<string, string>): string | undefined {
  const text = constantKey(node, constants);
  return text !== undefined && /^(?:\/|%2f)token(?::|%3a)?$/i.test(text) ? text : undefined;
}

/** What casts and `Object.freeze` are put around. */
function objectOf(node: Node | null | undefined): Node | null | undefined {
  let inner = node;
  for (let turn = 0; turn < 4; turn++) {
    if (inner?.type === "TSAsExpression" || inner?.type === "TSSatisfiesExpression") inner = inner.expression;
    else if (inner?.type === "CallExpression" && inner.callee.type === "MemberExpression") {
      const { object, property } = inner.callee;
      const freezes =
        object.type === "Identifier" &&
        object.name === "Object" &&
        property.type === "Identifier" &&
        property.name === "freeze";
      inner = freezes ? inner.arguments[0] : undefined;
    } else break;
  }
  return inner;
}

function textOf(node: Node | null | undefined): string | undefined {
  const inner = objectOf(node);
  const text =
    inner?.type === "StringLiteral"
      ? inner.value
      : inner?.type === "TemplateLiteral" && inner.expressions.length === 0
        ? inner.quasis[0]?.value.cooked
        : undefined;
  return typeof text === "string" && text !== "" && text.length <= LONGEST ? text : undefined;
}
