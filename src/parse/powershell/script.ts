import type { Node } from "web-tree-sitter";
import type { Param, ScopeId, Span, Value } from "../../model/fact.ts";
import { type Lowering, opaqueValue, value } from "../adapter.ts";
import { readLeftovers } from "../text/leftover.ts";
import { spanOf } from "../tree-sitter.ts";
import { lowerCommand } from "./commands.ts";
import { children, deeper, type Place, type Script, unwrap, variableName } from "./context.ts";
import { expression, targetNames } from "./expressions.ts";

/** Lowers one PowerShell script. */
export class ScriptLowering implements Script {
  readonly lowering: Lowering;
  readonly #spellings = new Map<string, string>();
  readonly #functions = new Set<ScopeId>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  /** Stretches the grammar could not read. */
  #lost(node: Node, depth: number): Span[] {
    this.lowering.tick();
    if (node.type === "ERROR") return [spanOf(node)];
    if (!node.hasError || depth > 300) return [];
    return children(node).flatMap((child) => this.#lost(child, depth + 1));
  }

  spell(name: string): string {
    const key = name.toLowerCase();
    const known = this.#spellings.get(key);
    if (known !== undefined) return known;
    this.#spellings.set(key, name);
    return name;
  }

  /** Emits the facts of the whole script. */
  lower(root: Node): void {
    this.#statements(root, { scope: 0, depth: 0 });
    if (root.hasError) readLeftovers(this.lowering, this.#lost(root, 0), commentsOf(this.lowering.text));
  }

  /** Statements one after the other; in a function, what they leave behind is its answer. */
  #statements(node: Node, place: Place): void {
    const list = children(node);
    for (const [index, child] of list.entries()) {
      const read = this.statement(child, deeper(place));
      if (!read || !/^(?:pipeline|ERROR)$/.test(child.type)) continue;
      const plain = !read.parts.some((part) => "call" in part);
      const last = index === list.length - 1;
      if (this.#functions.has(place.scope) && (plain || last)) this.#emitReturn(read, place);
      else if (plain) this.#emitValue(read, place);
    }
  }

  #emitReturn(read: Value, place: Place): void {
    if (read.parts.some((part) => !("opaque" in part)))
      this.lowering.emit({ kind: "return", at: read.at, scope: place.scope, value: read });
  }

  #emitValue(read: Value, place: Place): void {
    if (read.parts.some((part) => "text" in part || "env" in part || "object" in part || "choice" in part)) {
      this.lowering.emit({ kind: "value", at: read.at, scope: place.scope, value: read });
    }
  }

  statement(node: Node, place: Place): Value | undefined {
    this.lowering.tick(place.depth);
    const inner = deeper(place);
    switch (node.type) {
      case "pipeline":
      case "pipeline_chain":
        return this.#pipeline(node, inner);
      case "assignment_expression":
        return this.#assignment(node, inner);
      case "command":
        return lowerCommand(this, node, inner, undefined);
      case "function_statement":
        this.#function(node, inner);
        return undefined;
      case "class_statement":
        this.#class(node, inner);
        return undefined;
      case "param_block":
        for (const param of this.#params(node, inner)) {
          if (param.default)
            this.lowering.emit({
              kind: "assign",
              at: { start: param.at.start, end: param.default.at.end },
              scope: place.scope,
              name: param.name,
              value: param.default,
            });
        }
        return undefined;
      case "flow_control_statement":
        return this.#flow(node, inner);
      case "if_statement":
        return this.#branches(node, inner);
      case "foreach_statement":
        return this.#each(node, inner);
      case "empty_statement":
      case "comment":
        return undefined;
      default:
        if (/_expression$/.test(node.type) || /^(?:variable|string_literal)$/.test(node.type))
          return expression(this, node, inner);
        if (node.childCount > 0) this.#statements(node, place);
        return undefined;
    }
  }

  /** `a | b | c`: each command gets what stands before it. */
  #pipeline(node: Node, place: Place): Value | undefined {
    let read: Value | undefined;
    for (const child of children(node)) {
      const meant = unwrap(child);
      if (meant.type === "command") read = lowerCommand(this, meant, deeper(place), read);
      else if (meant.type === "ERROR" || meant.type === "comment") this.#statements(meant, place);
      else
        read = /^(?:pipeline|assignment|flow|if_)/.test(meant.type)
          ? this.statement(meant, deeper(place))
          : expression(this, meant, deeper(place));
    }
    return read;
  }

  #assignment(node: Node, place: Place): undefined {
    const target = node.childForFieldName("left") ?? children(node)[0];
    const given = node.childForFieldName("value");
    if (!target || !given) {
      this.#statements(node, place);
      return undefined;
    }
    // A line the grammar lost between `=` and the value it found further down.
    const lost = children(node).some((child) => child.type === "ERROR");
    if (lost) {
      this.statement(given, place);
      return undefined;
    }
    const names = targetNames(this, target, place);
    const read = this.statement(given, place) ?? opaqueValue(spanOf(given));
    const mark = this.lowering.text.slice(target.endIndex, given.startIndex).trim();
    const only = read.parts.length === 1 ? read.parts[0] : undefined;
    for (const [index, name] of names.entries()) {
      let whole = read;
      if (names.length > 1)
        whole = (only && "list" in only ? only.list[index] : undefined) ?? value(read.at, [{ opaque: true }]);
      if (mark === "+=") whole = added(name, read);
      if (mark === "??=") whole = { at: read.at, parts: [{ choice: [value(read.at, [{ name }]), read] }] };
      this.lowering.emit({ kind: "assign", at: spanOf(node), scope: place.scope, name, value: whole });
    }
    return undefined;
  }

  #flow(node: Node, place: Place): undefined {
    const given = children(node)[0];
    if (!given) return undefined;
    const read = this.statement(given, place);
    if (read && /^return/i.test(node.text)) this.#emitReturn(read, place);
    return undefined;
  }

  /** `if`: as a value, the last values of its branches. */
  #branches(node: Node, place: Place): Value | undefined {
    const condition = node.childForFieldName("condition");
    if (condition) {
      const read = this.statement(condition, place);
      if (read && !read.parts.some((part) => "call" in part)) this.#emitValue(read, place);
    }
    const answers = children(node)
      .filter((child) => child.id !== condition?.id)
      .flatMap((child) => this.#answers(child, deeper(place)));
    return answers.length > 0
      ? {
          at: spanOf(node),
          parts: answers.length === 1 && answers[0] ? answers[0].parts : [{ choice: answers }],
        }
      : undefined;
  }

  #answers(node: Node, place: Place): Value[] {
    this.lowering.tick(place.depth);
    if (node.type === "statement_block" || node.type === "statement_list") {
      const list = children(node).flatMap((child) =>
        child.type === "statement_list" ? children(child) : [child],
      );
      const read = list.map((statement) => this.statement(statement, place)).at(-1);
      return read ? [read] : [];
    }
    if (/^(?:else_clause|elseif_clauses|elseif_clause)$/.test(node.type))
      return children(node).flatMap((child) =>
        child.type === "pipeline" ? this.#condition(child, place) : this.#answers(child, deeper(place)),
      );
    return [];
  }

  #condition(node: Node, place: Place): [] {
    const read = this.statement(node, place);
    if (read && !read.parts.some((part) => "call" in part)) this.#emitValue(read, place);
    return [];
  }

  #each(node: Node, place: Place): undefined {
    const [variable, list, ...rest] = children(node);
    if (variable && list) {
      const read = this.statement(list, place);
      const only = read?.parts.length === 1 ? read.parts[0] : undefined;
      const item = read && only && "list" in only ? { at: read.at, parts: [{ choice: only.list }] } : read;
      if (item)
        this.lowering.emit({
          kind: "assign",
          at: { start: variable.startIndex, end: item.at.end },
          scope: place.scope,
          name: variableName(this, variable.text),
          value: item,
        });
    }
    for (const child of rest) this.#statements(child, place);
    return undefined;
  }

  block(node: Node, place: Place): void {
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: place.of ? "block" : "function",
      name: "",
      at: spanOf(node),
      params: this.#params(
        children(node).find((child) => child.type === "param_block"),
        place,
      ),
      ...(place.of ? { of: place.of } : {}),
    });
    if (!place.of) this.#functions.add(scope);
    this.#body(node, { scope, depth: place.depth + 1 });
  }

  #function(node: Node, place: Place): void {
    const body = children(node).find((child) => child.type === "script_block");
    const head =
      children(node).find((child) => child.type === "function_parameter_declaration") ??
      (body ? children(body).find((child) => child.type === "param_block") : undefined);
    const name = children(node).find((child) => child.type === "function_name")?.text ?? "";
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: "function",
      name: name.replace(/^(?:script|global|local|private):/i, ""),
      at: spanOf(node),
      params: this.#params(head, place),
    });
    this.#functions.add(scope);
    if (body) this.#body(body, { scope, depth: place.depth + 1 });
  }

  /** Statements of a script block, its parameters left out. */
  #body(node: Node, place: Place): void {
    this.lowering.tick(place.depth);
    for (const child of children(node)) {
      if (child.type === "param_block") continue;
      if (/^(?:script_block|script_block_body|named_block_list|named_block)$/.test(child.type))
        this.#body(child, deeper(place));
      else if (/^(?:statement_list|statement_block)$/.test(child.type)) this.#list(child, place);
      else this.statement(child, deeper(place));
    }
  }

  #list(node: Node, place: Place): void {
    const list = children(node).find((child) => child.type === "statement_list");
    this.#statements(node.type === "statement_block" && list ? list : node, place);
  }

  #params(head: Node | undefined, place: Place): Param[] {
    const list = head ? children(head).find((child) => child.type === "parameter_list") : undefined;
    if (!list) return [];
    return children(list)
      .filter((child) => child.type === "script_parameter")
      .flatMap((child): Param[] => {
        const variable = children(child).find((one) => one.type === "variable");
        const given = children(child).find((one) => one.type === "script_parameter_default");
        const first = given ? children(given)[0] : undefined;
        if (!variable) return [];
        const name = variableName(this, variable.text);
        return [
          first
            ? { name, at: spanOf(variable), default: expression(this, first, place) }
            : { name, at: spanOf(variable) },
        ];
      });
  }

  #class(node: Node, place: Place): void {
    const [nameNode, parent] = children(node).filter((child) => child.type === "simple_name");
    const name = nameNode?.text ?? "";
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: "class",
      name,
      at: spanOf(node),
      params: [],
      ...(parent ? { extends: [parent.text] } : {}),
    });
    for (const member of children(node)) {
      if (member.type === "class_property_definition")
        this.#property(member, { scope, depth: place.depth + 1 });
      else if (member.type === "class_method_definition")
        this.#method(member, name, { scope, depth: place.depth + 1 });
    }
  }

  #property(node: Node, place: Place): void {
    const variable = children(node).find((child) => child.type === "variable");
    const given = children(node).at(-1);
    if (!variable || !given || given.id === variable.id) return;
    this.lowering.emit({
      kind: "assign",
      at: spanOf(node),
      scope: place.scope,
      name: `this.${variableName(this, variable.text)}`,
      value: expression(this, given, place),
      field: true,
    });
  }

  #method(node: Node, className: string, place: Place): void {
    const name = children(node).find((child) => child.type === "simple_name")?.text ?? "";
    const list = children(node).find((child) => child.type === "class_method_parameter_list");
    const params = (list ? children(list) : []).flatMap((child): Param[] => {
      const variable = children(child).find((one) => one.type === "variable");
      return variable ? [{ name: variableName(this, variable.text), at: spanOf(variable) }] : [];
    });
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: "function",
      name: name === className ? "constructor" : name,
      at: spanOf(node),
      params,
    });
    const body = children(node).find((child) => child.type === "script_block");
    if (body) this.#body(body, { scope, depth: place.depth + 1 });
  }
}

/** Block comments, `<# … #>`; one that is never closed lasts to the end. */
function commentsOf(text: string): Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf("<#"); start >= 0 && spans.length < 500; start = text.indexOf("<#", start)) {
    const close = text.indexOf("#>", start + 2);
    const end = close < 0 ? text.length : close + 2;
    spans.push({ start, end });
    start = end;
  }
  return spans;
}

/** `+=`: text is joined; a hash or an array gets more. */
function added(name: string, read: Value): Value {
  return value(read.at, [{ name }, ...read.parts]);
}
