import type { Node } from "web-tree-sitter";
import type { Entry, Part, Value } from "../../model/fact.ts";
import { opaqueValue, textValue, value } from "../adapter.ts";
import { languageNamed } from "../language.ts";
import { spanOf } from "../tree-sitter.ts";
import { assignment, operatorAssignment } from "./assignments.ts";
import { isEnvironment } from "./calls.ts";
import { flow } from "./flow.ts";
import { invocation } from "./invocations.ts";
import { lambdaFunction } from "./methods.ts";
import { choiceOf, type Link, literalText, nameValue, type Place, worthHolding } from "./place.ts";
import { statement } from "./statements.ts";
import { heredocParts, heredocPieces, percentArguments, percentFormat, stringParts } from "./strings.ts";

/** Named children without comments and heredoc bodies, which may stand anywhere. */
export const partsOf = (node: Node): Node[] =>
  node.namedChildren.filter((child) => child.type !== "comment" && child.type !== "heredoc_body");

/** The source text of a node. */
export const textOf = (node: Node, place: Place): string =>
  place.file.lowering.text.slice(node.startIndex, node.endIndex);

/** Lowers an expression: emits the facts of its calls and gives its value. */
export function expression(node: Node, place: Place): Value {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const lowered = lowerExpression(node, place);
  file.depth--;
  return lowered;
}

/** Lowers an expression that stands where no fact holds it. */
export function loose(node: Node, place: Place): void {
  holdLoose(expression(node, place), place);
}

/** Emits a value that no other fact holds, if it says anything. */
export function holdLoose(found: Value, place: Place): void {
  if (worthHolding(found))
    place.file.lowering.emit({ kind: "value", at: found.at, scope: place.scope, value: found });
}

/** Lowers a sequence of statements whose last one is its value. */
export function sequence(nodes: readonly Node[], place: Place): Value | undefined {
  for (const node of nodes.slice(0, -1)) statement(node, place);
  const last = nodes.at(-1);
  return last ? expression(last, place) : undefined;
}

function lowerExpression(node: Node, place: Place): Value {
  const at = spanOf(node);
  const interpolated = (hole: Node) => sequence(partsOf(hole), place)?.parts ?? [];
  switch (node.type) {
    case "string":
    case "bare_string":
    case "bare_symbol":
    case "delimited_symbol":
      return value(at, stringParts(node, place.file.lowering.text, interpolated));
    case "chained_string":
      return value(
        at,
        partsOf(node).flatMap((child) => expression(child, place).parts),
      );
    case "heredoc_beginning":
      return heredoc(node, place, interpolated);
    case "simple_symbol":
      return textValue(at, textOf(node, place).slice(1));
    case "hash_key_symbol":
      return textValue(at, textOf(node, place));
    case "character":
      return textValue(at, textOf(node, place).slice(1));
    case "subshell": {
      // Backquotes are a method that runs the text.
      const call = {
        call: "`",
        args: [value(at, stringParts(node, place.file.lowering.text, interpolated))],
        named: [],
      };
      place.file.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
      return value(at, [call]);
    }
    case "regex": {
      const text = stringParts(node, place.file.lowering.text, interpolated);
      // Only a pattern of line ends is of use, to see that it takes them away.
      const only = text.length === 1 ? text[0] : undefined;
      return only && "text" in only && /^(?:\\[rn])+\??$/.test(only.text)
        ? textValue(at, "\n")
        : opaqueValue(at);
    }
    case "array":
    case "string_array":
    case "symbol_array":
    case "right_assignment_list":
      return value(at, [{ list: partsOf(node).flatMap((child) => element(child, place)) }]);
    case "hash":
      return value(at, [{ object: partsOf(node).flatMap((child) => pair(child, place)) }]);
    case "pair":
      return value(at, [{ object: pair(node, place) }]);
    case "true":
    case "false":
      return value(at, [{ text: node.type }]);
    case "nil":
      return value(at, []);
    case "binary":
      return binary(node, place);
    case "unary": {
      const operand = node.childForFieldName("operand");
      // `-"text"` and `+"text"` are the text.
      if (operand && /^(?:string|chained_string)$/.test(operand.type)) return expression(operand, place);
      if (operand) loose(operand, place);
      return opaqueValue(at);
    }
    case "conditional": {
      const condition = node.childForFieldName("condition");
      if (condition) loose(condition, place);
      const branches = [node.childForFieldName("consequence"), node.childForFieldName("alternative")].filter(
        (branch) => branch !== null,
      );
      return choiceOf(
        at,
        branches.map((branch) => expression(branch, place)),
      );
    }
    case "rescue_modifier": {
      const branches = [node.childForFieldName("body"), node.childForFieldName("handler")].filter(
        (branch) => branch !== null,
      );
      return choiceOf(
        at,
        branches.map((branch) => expression(branch, place)),
      );
    }
    case "assignment":
      return assignment(node, place).target;
    case "operator_assignment":
      return operatorAssignment(node, place);
    case "lambda":
      return lambdaFunction(
        node,
        node.childForFieldName("parameters"),
        node.childForFieldName("body"),
        "",
        place,
      );
    case "splat_argument":
    case "hash_splat_argument":
    case "block_argument": {
      const inner = partsOf(node)[0];
      return inner ? expression(inner, place) : opaqueValue(at);
    }
    case "argument_list": {
      const [only, ...more] = partsOf(node);
      if (only && more.length === 0) return expression(only, place);
      return value(at, [{ list: partsOf(node).flatMap((child) => element(child, place)) }]);
    }
    case "method":
    case "singleton_method": {
      // `private def x` hands the method's name on.
      statement(node, place);
      const name = node.childForFieldName("name");
      return name ? textValue(spanOf(name), textOf(name, place)) : opaqueValue(at);
    }
    case "integer":
    case "float":
    case "rational":
    case "complex":
      return opaqueValue(at);
    case "class":
    case "module":
    case "singleton_class":
    case "return":
    case "break":
    case "next":
    case "ERROR":
      statement(node, place);
      return opaqueValue(at);
    default: {
      const found = chain(node, place);
      if (found) return found.value;
      const branches: Value[] = [];
      if (flow(node, place, (last) => branches.push(expression(last, place)))) {
        const [first] = branches;
        if (node.type === "parenthesized_statements" && branches.length === 1 && first) return first;
        return branches.length === 0 ? opaqueValue(at) : choiceOf(at, branches);
      }
      for (const child of partsOf(node)) loose(child, place);
      return opaqueValue(at);
    }
  }
}

/** A heredoc's text; one that names a language (`<<~RUBY`, `<<~SH`) is that language's, its interpolations aside. */
function heredoc(node: Node, place: Place, interpolated: (hole: Node) => readonly Part[]): Value {
  const { lowering, heredocs } = place.file;
  const body = heredocs.get(node.startIndex);
  if (!body) return opaqueValue(spanOf(node));
  // From the line behind the mark to the closing mark.
  const lead = /^\r?\n/.exec(lowering.text.slice(body.startIndex, body.startIndex + 2))?.[0].length ?? 0;
  const at = {
    start: body.startIndex + lead,
    end: Math.max(body.startIndex + lead, body.namedChildren.at(-1)?.startIndex ?? 0),
  };
  const mark = textOf(node, place);
  const language = languageNamed(mark.replace(/\W+/g, ""));
  if (!language) return value(at, heredocParts(body, lowering.text, mark.startsWith("<<~"), interpolated));
  for (const child of body.namedChildren)
    if (child.type === "interpolation") holdLoose(value(spanOf(child), interpolated(child)), place);
  lowering.embed({ language, pieces: heredocPieces(body, lowering.text) });
  return opaqueValue(at);
}

/** Lowers a link of a chain: name, member, index, call; everything else is a root without a name. */
export function link(node: Node, place: Place): Link {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const inner = node.type === "parenthesized_statements" ? partsOf(node) : [];
  const found =
    inner.length === 1 && inner[0]
      ? link(inner[0], place)
      : (chain(node, place) ?? rootOf(lowerExpression(node, place)));
  file.depth--;
  return found;
}

function chain(node: Node, place: Place): Link | undefined {
  const at = spanOf(node);
  switch (node.type) {
    case "identifier":
    case "constant":
      return { path: textOf(node, place), plain: true, value: nameValue(at, textOf(node, place)) };
    case "global_variable": {
      const path = textOf(node, place).slice(1);
      return { path, plain: true, value: nameValue(at, path) };
    }
    case "instance_variable":
    case "class_variable": {
      const path = `this.${textOf(node, place).replace(/^@+/, "")}`;
      return { path, plain: true, value: nameValue(at, path) };
    }
    case "self":
      return { path: "this", plain: true, value: nameValue(at, "this") };
    case "scope_resolution": {
      const name = node.childForFieldName("name");
      const outer = node.childForFieldName("scope");
      if (!name) return undefined;
      if (!outer)
        return { path: textOf(name, place), plain: true, value: nameValue(at, textOf(name, place)) };
      return member(link(outer, place), textOf(name, place), at, place);
    }
    case "element_reference": {
      const object = node.childForFieldName("object");
      if (!object) return undefined;
      const base = link(object, place);
      const [key, ...more] = partsOf(node).filter((child) => child.startIndex >= object.endIndex);
      for (const extra of more) loose(extra, place);
      const name = key && more.length === 0 ? keyText(key, place) : "*";
      if (isEnvironment(base) && name !== "*")
        return { path: "env", plain: false, value: { at, parts: [{ env: name }] } };
      return member(base, name, at, place);
    }
    case "call":
    case "super":
    case "yield":
      return invocation(node, place);
    default:
      return undefined;
  }
}

/** A member of a link: `base.name`. */
export function member(base: Link, name: string, at: { start: number; end: number }, place: Place): Link {
  if (!base.plain) holdLoose(base.value, place);
  // `self.class.x` and `self.class::X` are members like `self.x`.
  const path = base.path === "this" && name === "class" ? "this" : `${base.path}.${name}`;
  return { path, plain: base.plain, value: nameValue(at, path) };
}

/** How a value begins a chain: by its own name, `env`, `""` for text, `()` for what has no name. */
export function rootOf(root: Value): Link {
  const only = root.parts.length === 1 ? root.parts[0] : undefined;
  if (only && "name" in only) return { path: only.name, plain: !only.name.includes("("), value: root };
  if (only && "call" in only) return { path: `${only.call}()`, plain: false, value: root };
  if (only && "env" in only) return { path: "env", plain: false, value: root };
  const literal = root.parts.length === 0 || root.parts.some((part) => "text" in part);
  return { path: literal ? '""' : "()", plain: false, value: root };
}

function element(node: Node, place: Place): Value[] {
  const lowered = expression(node, place);
  const only = lowered.parts.length === 1 ? lowered.parts[0] : undefined;
  return node.type === "splat_argument" && only && "list" in only ? [...only.list] : [lowered];
}

/** Entries of a hash literal or of trailing `key: value` arguments. */
export function pair(node: Node, place: Place): Entry[] {
  if (node.type === "hash_splat_argument") {
    const spread = expression(node, place);
    const only = spread.parts.length === 1 ? spread.parts[0] : undefined;
    return only && "object" in only ? [...only.object] : [{ key: "...", at: spanOf(node), value: spread }];
  }
  const key = node.childForFieldName("key");
  if (node.type !== "pair" || !key) {
    loose(node, place);
    return [];
  }
  const content = node.childForFieldName("value");
  const name = keyText(key, place);
  // `token:` alone is `token: token`.
  return [
    {
      key: name,
      at: spanOf(key),
      value: content ? expression(content, place) : nameValue(spanOf(key), name),
    },
  ];
}

/** A key or index: its literal text or number, `*` when it is computed. */
function keyText(node: Node, place: Place): string {
  if (node.type === "integer") return textOf(node, place);
  const lowered = expression(node, place);
  const text = literalText(lowered);
  if (text && node.type !== "regex") return text;
  holdLoose(lowered, place);
  return "*";
}

const operatorOf = (node: Node): string => node.childForFieldName("operator")?.type ?? "";

/** Operands of a left-leaning chain of the same operators, so that long concatenations need no recursion. */
function spine(node: Node, operators: readonly string[]): Node[] {
  const operands: Node[] = [];
  let current: Node | null = node;
  while (current && current.type === "binary" && operators.includes(operatorOf(current))) {
    const right = current.childForFieldName("right");
    if (right) operands.push(right);
    current = current.childForFieldName("left");
  }
  if (current) operands.push(current);
  return operands.reverse();
}

function binary(node: Node, place: Place): Value {
  const at = spanOf(node);
  const operator = operatorOf(node);
  if (operator === "||" || operator === "or")
    return choiceOf(
      at,
      spine(node, ["||", "or"]).map((operand) => expression(operand, place)),
    );
  if (operator === "&&" || operator === "and") {
    // `a && b` is b where it is anything.
    const operands = spine(node, ["&&", "and"]);
    for (const operand of operands.slice(0, -1)) loose(operand, place);
    const last = operands.at(-1);
    return last ? expression(last, place) : opaqueValue(at);
  }
  if (operator === "+" || operator === "<<") {
    const parts = spine(node, [operator]).flatMap((operand) => expression(operand, place).parts);
    const lists = parts.flatMap((part) => ("list" in part ? [part.list] : []));
    return value(at, operator === "+" && lists.length === parts.length ? [{ list: lists.flat() }] : parts);
  }
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return opaqueValue(at);
  const first = expression(left, place);
  const second = expression(right, place);
  if (operator === "%" && right.type !== "integer") {
    const format = literalText(first);
    if (format !== undefined) {
      const { args, named } = percentArguments(format, second);
      return percentFormat(at, format, args, named);
    }
    const only = first.parts.length === 1 ? first.parts[0] : undefined;
    // A format kept in a constant: `AUTH % [email, token]`.
    if (only && "name" in only) {
      const { args, named } = percentArguments("", second);
      return value(at, [{ call: `${only.name}.%`, args, named }]);
    }
  }
  holdLoose(first, place);
  holdLoose(second, place);
  return opaqueValue(at);
}
