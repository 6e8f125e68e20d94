import type { Node } from "web-tree-sitter";
import type { Entry, Part, Span, Value } from "../../model/fact.ts";
import { type Lowering, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import type { Variables } from "./variables.ts";

/** What words need to know of the script around them. */
export interface Shell {
  readonly lowering: Lowering;
  readonly variables: Variables;
  /** Lowers a command substitution: emits its calls, gives what it prints. */
  readonly substitute: (node: Node, place: Place) => Value;
}

/** Where in the script a node stands. */
export interface Place {
  readonly scope: number;
  readonly inFunction: boolean;
  readonly depth: number;
}

/** One level deeper. */
export const deeper = (place: Place): Place => ({ ...place, depth: place.depth + 1 });

const ANSI: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  a: "\u0007",
  e: "\u001b",
};

/** The value of a word, string, expansion, substitution or array. */
export function wordValue(shell: Shell, node: Node, place: Place): Value {
  return value(spanOf(node), wordParts(shell, node, place));
}

function wordParts(shell: Shell, node: Node, place: Place): Part[] {
  shell.lowering.tick(place.depth);
  const inner = deeper(place);
  switch (node.type) {
    case "word":
    case "number":
    case "test_operator":
    case "extglob_pattern":
    case "variable_name":
      return [{ text: unescapeWord(node.text) }];
    case "raw_string":
      return [{ text: node.text.slice(1, -1) }];
    case "ansi_c_string":
      return [{ text: node.text.slice(2, -1).replace(/\\(.)/gs, (_, char: string) => ANSI[char] ?? char) }];
    case "string":
      return filled(
        shell,
        node,
        inner,
        node.startIndex + (node.text.startsWith("$") ? 2 : 1),
        node.endIndex - 1,
        true,
      );
    case "translated_string":
    case "string_expansion":
      return children(node).flatMap((child) => wordParts(shell, child, inner));
    case "heredoc_body":
      return filled(shell, node, inner, node.startIndex, node.endIndex, true);
    case "concatenation":
      return filled(shell, node, inner, node.startIndex, node.endIndex, false);
    case "command_name":
      return children(node).flatMap((child) => wordParts(shell, child, inner));
    case "simple_expansion":
    case "expansion":
      return expansionParts(shell, node, inner);
    case "subscript":
      return [{ name: subscriptName(node) }];
    case "command_substitution":
    case "process_substitution":
      return [...shell.substitute(node, inner).parts];
    case "array":
      return [arrayPart(shell, node, inner)];
    default:
      return [{ opaque: true }];
  }
}

/** Named children of a node. */
export const children = (node: Node): Node[] =>
  node.namedChildren.filter((child): child is Node => child !== null);

/** Parts of a node whose literal text partly stands between its children; the grammar leaves gaps. */
function filled(shell: Shell, node: Node, place: Place, start: number, end: number, quoted: boolean): Part[] {
  const text = shell.lowering.text;
  const literal = (from: number, to: number): Part => ({
    text: quoted ? unescapeQuoted(text.slice(from, to)) : unescapeWord(text.slice(from, to)),
  });
  const parts: Part[] = [];
  let last = start;
  for (const child of children(node)) {
    if (child.startIndex < last || child.endIndex > end) continue;
    if (child.type === "string_content" || child.type === "heredoc_content") continue;
    if (child.startIndex > last) parts.push(literal(last, child.startIndex));
    parts.push(...wordParts(shell, child, place));
    last = child.endIndex;
  }
  if (end > last) parts.push(literal(last, end));
  return parts;
}

const unescapeWord = (text: string): string => text.replace(/\\\r?\n/g, "").replace(/\\(.)/gs, "$1");
const unescapeQuoted = (text: string): string => text.replace(/\\\r?\n/g, "").replace(/\\([$`"\\])/g, "$1");

/** `$X`, `${X}`, `${X:-word}`, `${X:?message}`, `${X%pattern}`, `${A[0]}`. */
function expansionParts(shell: Shell, node: Node, place: Place): Part[] {
  const at = spanOf(node);
  const named = children(node);
  const variable = named.find((child) =>
    /^(?:variable_name|special_variable_name|subscript)$/.test(child.type),
  );
  if (!variable) return [{ opaque: true }];
  const operator = node.children.find(
    (child) => child !== null && child.startIndex >= variable.endIndex && child.type !== "}",
  );
  // `${#X}` is a length, `${!X}` the variable that X names.
  if (node.type === "expansion" && node.children[1] && node.children[1].startIndex < variable.startIndex)
    return [{ opaque: true }];
  const read: Part =
    variable.type === "subscript" ? { name: subscriptName(variable) } : readPart(shell, variable, place);
  const mark = operator?.text ?? "";
  const rest = operator ? named.filter((child) => child.startIndex >= operator.endIndex) : [];
  if (/^:?[-=]$/.test(mark)) {
    const first = rest[0];
    const lastNode = rest.at(-1);
    const defaultAt: Span =
      first && lastNode
        ? { start: first.startIndex, end: lastNode.endIndex }
        : { start: at.end - 1, end: at.end - 1 };
    const parts = rest.flatMap((child) => wordParts(shell, child, place));
    return [{ choice: [value(at, [read]), value(defaultAt, parts)] }];
  }
  if (/^:?\+$/.test(mark)) return rest.flatMap((child) => wordParts(shell, child, place));
  return [read];
}

function readPart(shell: Shell, variable: Node, place: Place): Part {
  const name = variable.text;
  return shell.variables.isOwn(name, variable.startIndex, place.inFunction) ? { name } : { env: name };
}

/** `A[0]` → `A.0`, `A[key]` → `A.key`, `A[@]` and computed ones → `A.*`. */
function subscriptName(node: Node): string {
  const index = node.childForFieldName("index")?.text.replace(/^["']|["']$/g, "") ?? "*";
  return `${node.childForFieldName("name")?.text ?? "*"}.${/^\w[\w-]*$/.test(index) ? index : "*"}`;
}

/** `(a "$b")` is a list, `([key]=value)` an object. */
function arrayPart(shell: Shell, node: Node, place: Place): Part {
  const entries: Entry[] = [];
  const list: Value[] = [];
  for (const item of children(node)) {
    const key = /^\[["']?([^\]"']{1,200})["']?\]=/.exec(item.text);
    if (!key) {
      list.push(wordValue(shell, item, place));
      continue;
    }
    const start = item.startIndex + key[0].length;
    const parts = value({ start, end: item.endIndex }, wordParts(shell, item, place));
    entries.push({
      key: key[1] ?? "",
      at: { start: item.startIndex, end: start - 1 },
      value: value(parts.at, dropPrefix(parts.parts, unescapeWord(key[0]))),
    });
  }
  return entries.length > 0 ? { object: entries } : { list };
}

/** Parts without the literal text they begin with. */
export function dropPrefix(parts: readonly Part[], prefix: string): Part[] {
  const first = parts[0];
  if (!first || !("text" in first)) return [...parts];
  const bare = first.text.startsWith(prefix) ? prefix.length : first.text.indexOf("=") + 1;
  return [{ text: first.text.slice(bare) }, ...parts.slice(1)];
}
