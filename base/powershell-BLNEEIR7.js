import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  StatementReader,
  dialectOf,
  linesOf
} from "./chunk-CY3OSTKU.js";
import {
  spanOf,
  treeSitter
} from "./chunk-24IPJAYB.js";
import {
  Lowering,
  formatParts,
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/text/leftover.ts
function readLeftovers(lowering, lost, comments = []) {
  if (lost.length === 0) return;
  const lines = linesOf(lowering.text);
  const lineAt = (offset) => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const telling = lowering.facts.filter(
    (fact) => fact.kind !== "assign" || fact.value.parts.some((part) => !("opaque" in part))
  );
  const taken = new Set(telling.map((fact) => lineAt(fact.at.start)));
  const reader = new StatementReader(lowering, lines, dialectOf(lowering.extension), { classes: false });
  for (const span of lost) {
    for (let index = lineAt(span.start); index < lines.length; index++) {
      const line = lines[index];
      if (!line || line.start >= span.end) break;
      if (!line.interesting || taken.has(index)) continue;
      if (comments.some((comment) => comment.start <= line.start && line.end <= comment.end)) continue;
      taken.add(index);
      reader.read(line);
    }
  }
}

// src/parse/powershell/context.ts
var deeper = (place, of) => ({
  scope: place.scope,
  depth: place.depth + 1,
  ...of === void 0 ? {} : { of }
});
var children = (node) => node.namedChildren.filter((child) => child !== null);
var MEANING = /^(?:variable|braced_variable|string_literal|expandable_string_literal|verbatim_string_characters|expandable_here_string_literal|verbatim_here_string_characters|integer_literal|real_literal|hash_literal_expression|array_expression|parenthesized_expression|sub_expression|script_block_expression|member_access|element_access|invokation_expression|type_literal|cast_expression|command|argument_list|simple_name|generic_token|statement_list|statement_block|command_name)$/;
function unwrap(node) {
  let current = node;
  while (!MEANING.test(current.type) && current.childCount === 1) {
    const only = current.child(0);
    if (!only?.isNamed) break;
    current = only;
  }
  return current;
}
function variablePart(script, text) {
  const bare = text.replace(/^[$@]\{?|\}$/g, "");
  const environment = /^env:(.+)$/i.exec(bare);
  if (environment) return { env: environment[1] ?? "" };
  const name = variableName(script, text);
  if (name === "true" || name === "false") return { text: name };
  if (name === "null") return { text: "" };
  return { name };
}
function variableName(script, text) {
  const bare = text.replace(/^[$@]\{?|\}$/g, "").replace(/^(?:script|global|local|private|using|variable):/i, "");
  if (/^env:/i.test(bare)) return `env.${bare.slice(4)}`;
  if (bare === "PSItem") return "_";
  if (/^(?:true|false|null|this)$/i.test(bare)) return bare.toLowerCase();
  return script.spell(bare);
}
function typeName(text) {
  const bare = text.replace(/^\[|\]$/g, "").replace(/^System\.(?=\w)/i, "").replace(/\[.*$/, "");
  return /(?:^|\.)pscredential$/i.test(bare) ? "PSCredential" : bare;
}

// src/parse/powershell/strings.ts
var ESCAPES = { n: "\n", r: "\r", t: "	", "0": "\0" };
var unescaped = (text) => text.replace(/`\r?\n/g, "").replace(
  /`(.)|""/gs,
  (_, char) => char === void 0 ? '"' : ESCAPES[char] ?? char
);
function stringParts(script, node, place, inside) {
  const literal = node.type === "string_literal" ? children(node)[0] ?? node : node;
  const text = literal.text;
  switch (literal.type) {
    case "verbatim_string_characters":
      return [{ text: text.slice(1, -1).replaceAll("''", "'") }];
    case "verbatim_here_string_characters":
      return [{ text: hereText(text) }];
    case "expandable_here_string_literal":
      return expanded(
        script,
        literal,
        place,
        inside,
        literal.startIndex + 2 + (/^\r?\n/.exec(text.slice(2))?.[0].length ?? 0),
        literal.endIndex - 2 - (/\r?\n$/.exec(text.slice(0, -2))?.[0].length ?? 0)
      );
    case "expandable_string_literal":
      return expanded(
        script,
        literal,
        place,
        inside,
        literal.startIndex + 1,
        literal.endIndex - (text.length > 1 && text.trimEnd().endsWith('"') ? text.length - text.trimEnd().length + 1 : 0)
      );
    default:
      return [{ text }];
  }
}
var hereText = (text) => text.replace(/^@["']\r?\n?/, "").replace(/\r?\n?["']@$/, "");
function expanded(script, node, place, inside, start, end) {
  const source = script.lowering.text;
  const parts = [];
  let last = start;
  for (const child of children(node)) {
    if (child.startIndex < last || child.endIndex > end) continue;
    parts.push({ text: unescaped(source.slice(last, child.startIndex)) });
    parts.push(...child.type === "variable" ? [variablePart(script, child.text)] : inside(child, place));
    last = child.endIndex;
  }
  if (end > last) parts.push({ text: unescaped(source.slice(last, end)) });
  return parts;
}

// src/parse/powershell/expressions.ts
var TRANSPARENT = /^(?:trim|trimend|trimstart|tostring|tochararray|clone|getnetworkcredential|valueof)$/i;
var WRAPPERS = /(?:^|\.)(?:GetBytes|GetString|ToString)$/i;
function expression(script, wrapped, place) {
  const node = unwrap(wrapped);
  script.lowering.tick(place.depth);
  const at = spanOf(node);
  const inner = deeper(place, place.of);
  switch (node.type) {
    case "variable":
    case "braced_variable":
      return value(at, [variablePart(script, node.text)]);
    case "string_literal":
    case "expandable_string_literal":
    case "verbatim_string_characters":
    case "expandable_here_string_literal":
    case "verbatim_here_string_characters":
      return value(
        at,
        stringParts(script, node, inner, (child, within) => expression(script, child, within).parts)
      );
    case "generic_token":
    case "simple_name":
    case "command_name":
      return textValue(at, node.text.replace(/`(.)/g, "$1"));
    case "hash_literal_expression":
      return { at, parts: [{ object: hashEntries(script, node, inner) }] };
    case "array_expression":
    case "array_literal_expression":
      return { at, parts: [{ list: listItems(script, node, inner) }] };
    case "parenthesized_expression":
    case "sub_expression":
      return { at, parts: grouped(script, node, inner) };
    case "script_block_expression":
      script.block(node, inner);
      return opaqueValue(at);
    case "cast_expression": {
      const operand = children(node).at(-1);
      return operand ? expression(script, operand, inner) : opaqueValue(at);
    }
    case "type_literal":
      return value(at, [{ name: typeName(node.text) }]);
    case "member_access":
    case "element_access":
    case "invokation_expression":
      return chain(script, node, inner).value;
    case "command":
      return lowerCommand(script, node, inner, void 0) ?? opaqueValue(at);
    case "expression_with_unary_operator":
      return unary(script, node, inner);
    case "pipeline":
    case "assignment_expression":
    case "if_statement":
      return script.statement(node, inner) ?? opaqueValue(at);
    default:
      return operator(script, node, inner);
  }
}
function operator(script, node, place) {
  const at = spanOf(node);
  const operands = children(node).filter((child) => !/operator$/.test(child.type));
  const left = operands[0];
  const right = operands.at(-1);
  if (!left || !right || left.id === right.id) {
    return left ? expression(script, left, place) : opaqueValue(at);
  }
  const mark = script.lowering.text.slice(left.endIndex, right.startIndex).trim().toLowerCase();
  if (/^additive/.test(node.type) && mark === "+") {
    const first2 = expression(script, left, place);
    return value(at, [...first2.parts, ...expression(script, right, place).parts]);
  }
  const first = expression(script, left, place);
  const second = expression(script, right, place);
  if (mark === "??") return { at, parts: [{ choice: [first, second] }] };
  if (mark === "-f") return value(at, formatted(first, itemsOf(second)));
  if (mark === "-join") {
    const joined = joinedParts(itemsOf(first), second);
    if (joined) return value(at, joined);
  }
  if (/^-[ci]?replace$/.test(mark) || mark === "-as") return { at, parts: first.parts };
  for (const side of [first, second]) {
    if (side.parts.some((part) => !("text" in part || "name" in part || "opaque" in part || "call" in part))) {
      script.lowering.emit({ kind: "value", at: side.at, scope: place.scope, value: side });
    }
  }
  return opaqueValue(at);
}
function unary(script, node, place) {
  const operand = children(node).at(-1);
  if (!operand) return opaqueValue(spanOf(node));
  const read = expression(script, operand, place);
  const mark = node.child(0)?.text.toLowerCase();
  if (mark === "-join")
    return value(spanOf(node), joinedParts(itemsOf(read), textValue(read.at, "")) ?? [{ opaque: true }]);
  if (mark === ",") return { at: spanOf(node), parts: [{ list: [read] }] };
  if (read.parts.some((part) => "env" in part))
    script.lowering.emit({ kind: "value", at: read.at, scope: place.scope, value: read });
  return opaqueValue(spanOf(node));
}
var itemsOf = (given) => {
  const only = given.parts.length === 1 ? given.parts[0] : void 0;
  return only && "list" in only ? only.list : [given];
};
var onlyText = (given) => {
  if (given?.parts.length === 0) return "";
  const only = given?.parts.length === 1 ? given.parts[0] : void 0;
  return only && "text" in only ? only.text : void 0;
};
function formatted(format, args) {
  const text = onlyText(format);
  return text === void 0 ? [...format.parts] : formatParts(text, "brace", args);
}
function joinedParts(items, separator) {
  const between = onlyText(separator);
  if (between === void 0 || items.length === 0) return void 0;
  return items.flatMap(
    (item, index) => index === 0 ? [...item.parts] : [{ text: between }, ...item.parts]
  );
}
function hashEntries(script, node, place) {
  const entries = [];
  for (const body of children(node)) {
    for (const entry of children(body)) {
      const [key, given] = children(entry);
      if (entry.type !== "hash_entry" || !key || !given) continue;
      const name = unwrap(key);
      const spelled = name.type === "simple_name" ? name.text : onlyText(expression(script, name, place));
      entries.push({
        key: spelled ?? "*",
        at: spanOf(key),
        value: script.statement(given, place) ?? opaqueValue(spanOf(given))
      });
    }
  }
  return entries;
}
function listItems(script, node, place) {
  if (node.type === "array_literal_expression")
    return children(node).map((child) => expression(script, child, place));
  const statements = children(node).flatMap(
    (child) => child.type === "statement_list" ? children(child) : [child]
  );
  return statements.flatMap((statement) => {
    const read = script.statement(statement, place);
    return read ? itemsOf(read) : [];
  });
}
function grouped(script, node, place) {
  const statements = children(node).flatMap(
    (child) => child.type === "statement_list" ? children(child) : [child]
  );
  let last;
  for (const statement of statements) last = script.statement(statement, place) ?? last;
  return last?.parts ?? [{ opaque: true }];
}
function chain(script, wrapped, place) {
  const node = unwrap(wrapped);
  script.lowering.tick(place.depth);
  const at = spanOf(node);
  const inner = deeper(place);
  const [base, member] = children(node);
  if (!/^(?:member_access|element_access|invokation_expression)$/.test(node.type) || !base) {
    const read = expression(script, node, inner);
    const name = dottedName(script, node);
    if (name !== void 0) return { name, value: read };
    const only = read.parts.length === 1 ? read.parts[0] : void 0;
    if (only && "call" in only) return { name: `${only.call}()`, value: read, receiver: read };
    if (only && "name" in only) return { name: only.name, value: read };
    return { name: onlyText(read) === void 0 ? "()" : '""', value: read, receiver: read };
  }
  const under = chain(script, base, inner);
  if (node.type === "element_access") {
    const key = member ? expression(script, member, inner) : void 0;
    const index = (member && /^\d+$/.test(member.text) ? member.text : void 0) ?? onlyText(key) ?? "*";
    return step(under, index === "" ? "*" : index, at);
  }
  const word = member ? onlyText(expression(script, member, inner)) ?? "*" : "*";
  const list = children(node).find((child) => child.type === "argument_list");
  if (node.type === "member_access" || !list) {
    const env = under.value.parts.length === 1 && under.value.parts[0] && "env" in under.value.parts[0];
    if (env && /^value$/i.test(word))
      return { name: under.name, value: { at, parts: under.value.parts }, receiver: under.value };
    return step(under, word, at);
  }
  const args = argumentValues(script, list, inner, `${under.name}.${word}`);
  return called(script, under, word, args, node, place);
}
function step(under, word, at) {
  const name = `${under.name}.${word}`;
  return { name, value: value(at, [{ name }]), ...under.receiver ? { receiver: under.receiver } : {} };
}
function called(script, under, word, args, node, place) {
  const at = spanOf(node);
  const first = args[0];
  const constructs = /^new$/i.test(word);
  const callee = constructs ? under.name : `${under.name}.${word}`;
  if (/(?:^|\.)Environment\.GetEnvironmentVariable$/i.test(callee)) {
    const variable = onlyText(first);
    if (variable) return { name: "env", value: value(at, [{ env: variable }]) };
  }
  if (args.length === 0 && TRANSPARENT.test(word))
    return {
      name: under.name,
      value: { at, parts: under.value.parts },
      ...under.receiver ? { receiver: under.receiver } : {}
    };
  if (first && WRAPPERS.test(callee))
    return { name: "()", value: { at, parts: first.parts }, receiver: first };
  if (first && /^string\.format$/i.test(callee))
    return { name: "()", value: value(at, formatted(first, args.slice(1))) };
  if (first && /^string\.concat$/i.test(callee))
    return {
      name: "()",
      value: value(
        at,
        args.flatMap((one) => one.parts)
      )
    };
  if (first && /^string\.join$/i.test(callee)) {
    const items = args.length === 2 && args[1] ? itemsOf(args[1]) : args.slice(1);
    const joined = joinedParts(items, first);
    if (joined) return { name: "()", value: value(at, joined) };
  }
  const call = {
    call: callee,
    args,
    named: [],
    ...under.receiver ? { receiver: under.receiver } : {}
  };
  script.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const result = value(at, [call]);
  return { name: `${callee}()`, value: result, receiver: result };
}
function argumentValues(script, list, place, of) {
  return children(list).flatMap((child) => child.type === "argument_expression_list" ? children(child) : [child]).map((child) => expression(script, child, deeper(place, of)));
}
function dottedName(script, node) {
  if (node.type === "variable" || node.type === "braced_variable") return variableName(script, node.text);
  if (node.type === "type_literal") return typeName(node.text);
  return void 0;
}
function targetNames(script, wrapped, place) {
  const node = unwrap(wrapped);
  if (node.type === "cast_expression") {
    const operand = children(node).at(-1);
    return operand ? targetNames(script, operand, deeper(place)) : [];
  }
  if (node.type === "array_literal_expression")
    return children(node).flatMap((child) => targetNames(script, child, deeper(place)));
  script.lowering.tick(place.depth);
  return [chain(script, node, place).name];
}

// src/parse/powershell/commands.ts
var SWITCHES = /^(?:AsPlainText|Force|Verbose|Debug|AsSecureString|UseBasicParsing|AsJob|Recurse|AsHashtable|AllowUnencryptedAuthentication|NoTypeInformation|Raw|Compress|PassThru|WhatIf|UseDefaultCredentials|DisableKeepAlive|SkipHttpErrorCheck|SkipCertificateCheck|NoNewline|Append|Wait|NoNewWindow)$/i;
var TRANSPARENT2 = /^(?:ConvertTo-SecureString|ConvertFrom-SecureString|Out-String|Write-Output|echo)$/i;
function lowerCommand(script, node, place, input) {
  script.lowering.tick(place.depth);
  const at = spanOf(node);
  const inner = deeper(place);
  const nameNode = node.childForFieldName("command_name");
  const elements = node.childForFieldName("command_elements");
  const invoked = children(node).find((child) => child.type === "command_invokation_operator")?.text;
  if (!nameNode) {
    for (const child of children(node))
      for (const block of children(child)) expression(script, block, deeper(place, "ForEach-Object"));
    return void 0;
  }
  const { callee, path } = calleeOf(script, nameNode, inner);
  const { args, named } = wordsOf(script, callee, elements, inner);
  if (invoked === "." || /\.psm1$/i.test(path)) {
    script.lowering.emit({
      kind: "import",
      at,
      scope: place.scope,
      module: path,
      names: [{ imported: "*", local: "*" }]
    });
    return void 0;
  }
  const module = /^(?:Import-Module|ipmo|using)$/i.test(callee) ? named.find((entry) => /^Name$/i.test(entry.key))?.value ?? args[callee.toLowerCase() === "using" ? 1 : 0] : void 0;
  if (module) {
    const text = module.parts.map((part) => "text" in part ? part.text : ".").join("");
    script.lowering.emit({
      kind: "import",
      at,
      scope: place.scope,
      module: text,
      names: [{ imported: "*", local: "*" }]
    });
    return void 0;
  }
  if (/^New-Object$/i.test(callee)) return construction(script, at, place, { args, named });
  const environment = readsEnvironment(callee, args, named);
  if (environment) return value(at, [{ env: environment }]);
  if (TRANSPARENT2.test(callee)) {
    const given = args[0] ?? named.find((entry) => /^(?:String|InputObject|SecureString)$/i.test(entry.key))?.value ?? input;
    if (given) return { at, parts: given.parts };
  }
  return emitCall(script, at, place, { call: callee, args, named, ...input ? { receiver: input } : {} });
}
function emitCall(script, at, place, call) {
  script.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  return value(at, [call]);
}
function construction(script, at, place, words) {
  const typed = words.named.find((entry) => /^TypeName$/i.test(entry.key))?.value;
  const type = typed ?? words.args[0];
  const rest = typed ? words.args : words.args.slice(1);
  const listed = words.named.find((entry) => /^ArgumentList$|^Args$/i.test(entry.key))?.value;
  const args = [...rest, ...listed ? [listed] : []].flatMap((one) => {
    const only = one.parts.length === 1 ? one.parts[0] : void 0;
    return only && "list" in only ? only.list : [one];
  });
  const properties = words.named.find((entry) => /^Property$/i.test(entry.key))?.value;
  const name = type?.parts[0] && "text" in type.parts[0] ? typeName(type.parts[0].text) : "*";
  return emitCall(script, at, place, {
    call: name,
    args: properties ? [...args, properties] : args,
    named: []
  });
}
function readsEnvironment(callee, args, named) {
  if (!/^(?:Get-Item|Get-ChildItem|Get-Content|gi|gci|gc|cat|ls|dir)$/i.test(callee)) return void 0;
  const path = named.find((entry) => /^(?:Path|LiteralPath)$/i.test(entry.key))?.value ?? args[0];
  const only = path?.parts.length === 1 ? path.parts[0] : void 0;
  return only && "text" in only ? /^env:[\\/]?(\w+)$/i.exec(only.text)?.[1] : void 0;
}
function calleeOf(script, node, place) {
  const inner = unwrap(node);
  const read = inner.type === "command_name" ? textValue(spanOf(inner), inner.text) : expression(script, inner, place);
  const only = read.parts.length === 1 ? read.parts[0] : void 0;
  if (only && "name" in only) return { callee: only.name, path: only.name };
  const path = read.parts.map((part) => "text" in part ? part.text : ".").join("");
  return { callee: path.replace(/^.*[\\/]/, "").replace(/\.exe$/i, "") || "*", path };
}
function wordsOf(script, callee, elements, place) {
  const into = { args: [], named: [] };
  const items = elements ? children(elements).filter(
    (child) => child.type !== "command_argument_sep" && child.type !== "redirection"
  ) : [];
  const options = items.filter((item) => item.type === "command_parameter").map((item) => item.text);
  const program = !/^\w+-\w/.test(callee) && options.length > 0 && options.every((option) => /^--|^-.$/.test(option));
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (!item) continue;
    if (item.type === "argument_list") {
      into.args.push(...argumentValues(script, item, place, callee));
      continue;
    }
    if (item.type !== "command_parameter") {
      const read = expression(script, item, deeper(place, callee));
      if (/^@\w/.test(item.text)) into.named.push({ key: "...", at: spanOf(item), value: read });
      else into.args.push(read);
      continue;
    }
    if (program) {
      into.args.push(textValue(spanOf(item), item.text));
      continue;
    }
    const key = item.text.replace(/^-+/, "").replace(/:$/, "");
    const next = items[index + 1];
    if (!next || next.type === "command_parameter" || SWITCHES.test(key) || /^@\w/.test(next.text)) {
      into.named.push({ key, at: spanOf(item), value: textValue(spanOf(item), "true") });
      continue;
    }
    into.named.push({ key, at: spanOf(item), value: expression(script, next, deeper(place, callee)) });
    index++;
  }
  return into;
}

// src/parse/powershell/script.ts
var ScriptLowering = class {
  lowering;
  #spellings = /* @__PURE__ */ new Map();
  #functions = /* @__PURE__ */ new Set();
  constructor(lowering) {
    this.lowering = lowering;
  }
  /** Stretches the grammar could not read. */
  #lost(node, depth) {
    this.lowering.tick();
    if (node.type === "ERROR") return [spanOf(node)];
    if (!node.hasError || depth > 300) return [];
    return children(node).flatMap((child) => this.#lost(child, depth + 1));
  }
  spell(name) {
    const key = name.toLowerCase();
    const known = this.#spellings.get(key);
    if (known !== void 0) return known;
    this.#spellings.set(key, name);
    return name;
  }
  /** Emits the facts of the whole script. */
  lower(root) {
    this.#statements(root, { scope: 0, depth: 0 });
    if (root.hasError) readLeftovers(this.lowering, this.#lost(root, 0), commentsOf(this.lowering.text));
  }
  /** Statements one after the other; in a function, what they leave behind is its answer. */
  #statements(node, place) {
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
  #emitReturn(read, place) {
    if (read.parts.some((part) => !("opaque" in part)))
      this.lowering.emit({ kind: "return", at: read.at, scope: place.scope, value: read });
  }
  #emitValue(read, place) {
    if (read.parts.some((part) => "text" in part || "env" in part || "object" in part || "choice" in part)) {
      this.lowering.emit({ kind: "value", at: read.at, scope: place.scope, value: read });
    }
  }
  statement(node, place) {
    this.lowering.tick(place.depth);
    const inner = deeper(place);
    switch (node.type) {
      case "pipeline":
      case "pipeline_chain":
        return this.#pipeline(node, inner);
      case "assignment_expression":
        return this.#assignment(node, inner);
      case "command":
        return lowerCommand(this, node, inner, void 0);
      case "function_statement":
        this.#function(node, inner);
        return void 0;
      case "class_statement":
        this.#class(node, inner);
        return void 0;
      case "param_block":
        for (const param of this.#params(node, inner)) {
          if (param.default)
            this.lowering.emit({
              kind: "assign",
              at: { start: param.at.start, end: param.default.at.end },
              scope: place.scope,
              name: param.name,
              value: param.default
            });
        }
        return void 0;
      case "flow_control_statement":
        return this.#flow(node, inner);
      case "if_statement":
        return this.#branches(node, inner);
      case "foreach_statement":
        return this.#each(node, inner);
      case "empty_statement":
      case "comment":
        return void 0;
      default:
        if (/_expression$/.test(node.type) || /^(?:variable|string_literal)$/.test(node.type))
          return expression(this, node, inner);
        if (node.childCount > 0) this.#statements(node, place);
        return void 0;
    }
  }
  /** `a | b | c`: each command gets what stands before it. */
  #pipeline(node, place) {
    let read;
    for (const child of children(node)) {
      const meant = unwrap(child);
      if (meant.type === "command") read = lowerCommand(this, meant, deeper(place), read);
      else if (meant.type === "ERROR" || meant.type === "comment") this.#statements(meant, place);
      else
        read = /^(?:pipeline|assignment|flow|if_)/.test(meant.type) ? this.statement(meant, deeper(place)) : expression(this, meant, deeper(place));
    }
    return read;
  }
  #assignment(node, place) {
    const target = node.childForFieldName("left") ?? children(node)[0];
    const given = node.childForFieldName("value");
    if (!target || !given) {
      this.#statements(node, place);
      return void 0;
    }
    const lost = children(node).some((child) => child.type === "ERROR");
    if (lost) {
      this.statement(given, place);
      return void 0;
    }
    const names = targetNames(this, target, place);
    const read = this.statement(given, place) ?? opaqueValue(spanOf(given));
    const mark = this.lowering.text.slice(target.endIndex, given.startIndex).trim();
    const only = read.parts.length === 1 ? read.parts[0] : void 0;
    for (const [index, name] of names.entries()) {
      let whole = read;
      if (names.length > 1)
        whole = (only && "list" in only ? only.list[index] : void 0) ?? value(read.at, [{ opaque: true }]);
      if (mark === "+=") whole = added(name, read);
      if (mark === "??=") whole = { at: read.at, parts: [{ choice: [value(read.at, [{ name }]), read] }] };
      this.lowering.emit({ kind: "assign", at: spanOf(node), scope: place.scope, name, value: whole });
    }
    return void 0;
  }
  #flow(node, place) {
    const given = children(node)[0];
    if (!given) return void 0;
    const read = this.statement(given, place);
    if (read && /^return/i.test(node.text)) this.#emitReturn(read, place);
    return void 0;
  }
  /** `if`: as a value, the last values of its branches. */
  #branches(node, place) {
    const condition = node.childForFieldName("condition");
    if (condition) {
      const read = this.statement(condition, place);
      if (read && !read.parts.some((part) => "call" in part)) this.#emitValue(read, place);
    }
    const answers = children(node).filter((child) => child.id !== condition?.id).flatMap((child) => this.#answers(child, deeper(place)));
    return answers.length > 0 ? {
      at: spanOf(node),
      parts: answers.length === 1 && answers[0] ? answers[0].parts : [{ choice: answers }]
    } : void 0;
  }
  #answers(node, place) {
    this.lowering.tick(place.depth);
    if (node.type === "statement_block" || node.type === "statement_list") {
      const list = children(node).flatMap(
        (child) => child.type === "statement_list" ? children(child) : [child]
      );
      const read = list.map((statement) => this.statement(statement, place)).at(-1);
      return read ? [read] : [];
    }
    if (/^(?:else_clause|elseif_clauses|elseif_clause)$/.test(node.type))
      return children(node).flatMap(
        (child) => child.type === "pipeline" ? this.#condition(child, place) : this.#answers(child, deeper(place))
      );
    return [];
  }
  #condition(node, place) {
    const read = this.statement(node, place);
    if (read && !read.parts.some((part) => "call" in part)) this.#emitValue(read, place);
    return [];
  }
  #each(node, place) {
    const [variable, list, ...rest] = children(node);
    if (variable && list) {
      const read = this.statement(list, place);
      const only = read?.parts.length === 1 ? read.parts[0] : void 0;
      const item = read && only && "list" in only ? { at: read.at, parts: [{ choice: only.list }] } : read;
      if (item)
        this.lowering.emit({
          kind: "assign",
          at: { start: variable.startIndex, end: item.at.end },
          scope: place.scope,
          name: variableName(this, variable.text),
          value: item
        });
    }
    for (const child of rest) this.#statements(child, place);
    return void 0;
  }
  block(node, place) {
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: place.of ? "block" : "function",
      name: "",
      at: spanOf(node),
      params: this.#params(
        children(node).find((child) => child.type === "param_block"),
        place
      ),
      ...place.of ? { of: place.of } : {}
    });
    if (!place.of) this.#functions.add(scope);
    this.#body(node, { scope, depth: place.depth + 1 });
  }
  #function(node, place) {
    const body = children(node).find((child) => child.type === "script_block");
    const head = children(node).find((child) => child.type === "function_parameter_declaration") ?? (body ? children(body).find((child) => child.type === "param_block") : void 0);
    const name = children(node).find((child) => child.type === "function_name")?.text ?? "";
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: "function",
      name: name.replace(/^(?:script|global|local|private):/i, ""),
      at: spanOf(node),
      params: this.#params(head, place)
    });
    this.#functions.add(scope);
    if (body) this.#body(body, { scope, depth: place.depth + 1 });
  }
  /** Statements of a script block, its parameters left out. */
  #body(node, place) {
    this.lowering.tick(place.depth);
    for (const child of children(node)) {
      if (child.type === "param_block") continue;
      if (/^(?:script_block|script_block_body|named_block_list|named_block)$/.test(child.type))
        this.#body(child, deeper(place));
      else if (/^(?:statement_list|statement_block)$/.test(child.type)) this.#list(child, place);
      else this.statement(child, deeper(place));
    }
  }
  #list(node, place) {
    const list = children(node).find((child) => child.type === "statement_list");
    this.#statements(node.type === "statement_block" && list ? list : node, place);
  }
  #params(head, place) {
    const list = head ? children(head).find((child) => child.type === "parameter_list") : void 0;
    if (!list) return [];
    return children(list).filter((child) => child.type === "script_parameter").flatMap((child) => {
      const variable = children(child).find((one) => one.type === "variable");
      const given = children(child).find((one) => one.type === "script_parameter_default");
      const first = given ? children(given)[0] : void 0;
      if (!variable) return [];
      const name = variableName(this, variable.text);
      return [
        first ? { name, at: spanOf(variable), default: expression(this, first, place) } : { name, at: spanOf(variable) }
      ];
    });
  }
  #class(node, place) {
    const [nameNode, parent] = children(node).filter((child) => child.type === "simple_name");
    const name = nameNode?.text ?? "";
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: "class",
      name,
      at: spanOf(node),
      params: [],
      ...parent ? { extends: [parent.text] } : {}
    });
    for (const member of children(node)) {
      if (member.type === "class_property_definition")
        this.#property(member, { scope, depth: place.depth + 1 });
      else if (member.type === "class_method_definition")
        this.#method(member, name, { scope, depth: place.depth + 1 });
    }
  }
  #property(node, place) {
    const variable = children(node).find((child) => child.type === "variable");
    const given = children(node).at(-1);
    if (!variable || !given || given.id === variable.id) return;
    this.lowering.emit({
      kind: "assign",
      at: spanOf(node),
      scope: place.scope,
      name: `this.${variableName(this, variable.text)}`,
      value: expression(this, given, place),
      field: true
    });
  }
  #method(node, className, place) {
    const name = children(node).find((child) => child.type === "simple_name")?.text ?? "";
    const list = children(node).find((child) => child.type === "class_method_parameter_list");
    const params = (list ? children(list) : []).flatMap((child) => {
      const variable = children(child).find((one) => one.type === "variable");
      return variable ? [{ name: variableName(this, variable.text), at: spanOf(variable) }] : [];
    });
    const scope = this.lowering.scope({
      parent: place.scope,
      kind: "function",
      name: name === className ? "constructor" : name,
      at: spanOf(node),
      params
    });
    const body = children(node).find((child) => child.type === "script_block");
    if (body) this.#body(body, { scope, depth: place.depth + 1 });
  }
};
function commentsOf(text) {
  const spans = [];
  for (let start = text.indexOf("<#"); start >= 0 && spans.length < 500; start = text.indexOf("<#", start)) {
    const close = text.indexOf("#>", start + 2);
    const end = close < 0 ? text.length : close + 2;
    spans.push({ start, end });
    start = end;
  }
  return spans;
}
function added(name, read) {
  return value(read.at, [{ name }, ...read.parts]);
}

// src/parse/languages/powershell.ts
async function load() {
  const parse = await treeSitter("powershell");
  return (lowering) => {
    const script = new ScriptLowering(lowering);
    if (!lowering.text.includes("??")) {
      parse(lowering, (root) => script.lower(root));
      return;
    }
    const text = lowering.text.replace(/\?\?=/g, "  =").replace(/(\s)\?\?(\s)/g, "$1-or");
    const shown = new Lowering({
      path: lowering.path,
      text,
      extension: lowering.extension,
      deadline: performance.now() + 3e3
    });
    parse(shown, (root) => script.lower(root));
    if (shown.degraded) lowering.degraded = true;
  };
}
export {
  load
};
