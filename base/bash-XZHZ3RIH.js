import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  spanOf,
  treeSitter
} from "./chunk-24IPJAYB.js";
import {
  languageOf
} from "./chunk-DI5ZA5JO.js";
import {
  formatParts,
  opaqueValue,
  plainParam,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/bash/inline.ts
var INTERPRETERS = [
  [/^(?:ba|z|da|k)?sh$|^eval$|^ssh$|^su$/, "bash"],
  [/^python[\d.]*$/, "python"],
  [/^(?:node|deno|bun)$/, "javascript"],
  [/^j?ruby$|^irb$/, "ruby"],
  [/^php$/, "php"],
  [/^(?:pwsh|powershell)$/, "powershell"],
  [/^perl$/, "text"]
];
var interpreterOf = (name) => INTERPRETERS.find(([pattern]) => pattern.test(name))?.[1];
function embedInline(lowering, callee, args) {
  const words = [callee, ...args.map((node) => node.text)];
  for (let index = 0; index < words.length; index++) {
    const language = interpreterOf(words[index] ?? "");
    if (!language) continue;
    const script = args.slice(index).findIndex(
      (node2, ahead) => ahead < 6 && (words[index] === "eval" || words[index] === "ssh" || /^-\w*[ce]$|^-(?:r|p|Command|command|lc)$|^--eval$/.test(args[index + ahead - 1]?.text ?? "")) && isLiteral(node2)
    );
    const node = script < 0 ? void 0 : args[index + script];
    if (node) lowering.embed({ language, pieces: literalPieces(lowering.text, node) });
    return;
  }
}
function isLiteral(node) {
  return (node.type === "raw_string" || node.type === "string") && node.endIndex - node.startIndex > 12;
}
function literalPieces(text, node) {
  const start = node.startIndex + 1;
  const end = node.endIndex - 1;
  if (node.type === "raw_string") return [{ text: text.slice(start, end), start }];
  const pieces = [];
  let last = start;
  for (const match of text.slice(start, end).matchAll(/\\([$`"\\])/g)) {
    const at = start + match.index;
    if (at > last) pieces.push({ text: text.slice(last, at), start: last });
    pieces.push({ text: match[1] ?? "", start: at, length: 2 });
    last = at + 2;
  }
  if (end > last) pieces.push({ text: text.slice(last, end), start: last });
  return pieces;
}
function embedDocument(lowering, body, command, target) {
  const first = body.startIndex;
  const content = lowering.text.slice(first, body.endIndex);
  const byFile = target === "" ? void 0 : languageOf(target, content.slice(0, 200));
  const language = interpreterOf(command) ?? (byFile === "text" ? void 0 : byFile) ?? (/^\s*\{\s*"[^"]*"\s*:/.test(content) && /\}\s*$/.test(content) ? "json" : void 0);
  if (!language) return false;
  lowering.embed({
    language,
    pieces: [{ text: content, start: first }],
    extension: /\.\w+$/.exec(target)?.[0] ?? ""
  });
  return true;
}

// src/parse/bash/variables.ts
var SPECIAL = /^(?:\d+|[@*#?$!_-])$/;
var OWN = /^(?:OPTARG|OPTIND|REPLY|PWD|OLDPWD|RANDOM|SECONDS|LINENO|BASH_SOURCE|FUNCNAME|PIPESTATUS|BASHPID|PPID|UID|EUID|IFS)$/;
var DEEP = 380;
var Variables = class {
  #first = /* @__PURE__ */ new Map();
  #early = /* @__PURE__ */ new Set();
  /** `outer` names what the file around an embedded script gives a value (a makefile's variables). */
  constructor(root, lowering, outer = []) {
    for (const name of outer) this.#first.set(name, { at: -1, within: -1 });
    const reads = [];
    const assigned = (name, use) => {
      const known = this.#first.get(name);
      if (!known || use.at < known.at) this.#first.set(name, use);
    };
    const visit = (node, within, depth) => {
      lowering.tick();
      if (depth > DEEP) return;
      const use = { at: node.startIndex, within };
      if (node.type === "variable_assignment" && node.parent?.type !== "command") {
        assigned(targetName(node), { at: node.endIndex, within });
      } else if (node.type === "for_statement") assigned(node.childForFieldName("variable")?.text ?? "", use);
      else if (node.type === "command") for (const name of namesGiven(node)) assigned(name, use);
      else if (node.type === "simple_expansion" || node.type === "expansion") {
        const name = node.namedChildren.find((child) => child?.type === "variable_name")?.text;
        if (name) reads.push({ ...use, name });
      }
      const inner = node.type === "function_definition" ? node.startIndex : within;
      for (const child of node.namedChildren) if (child) visit(child, inner, depth + 1);
    };
    visit(root, -1, 0);
    for (const read of reads) {
      const first = this.#first.get(read.name);
      if (first && read.at < first.at && (read.within === -1 || read.within === first.within))
        this.#early.add(read.name);
    }
  }
  /** True when a read at `offset` sees what the script assigned; otherwise it sees the environment. */
  isOwn(name, offset, inFunction) {
    if (SPECIAL.test(name) || OWN.test(name)) return true;
    const first = this.#first.get(name);
    if (!first) return false;
    return offset >= first.at || inFunction && !this.#early.has(name) || first.within >= 0;
  }
  /** True when the script's first assignment, at `offset`, may leave in place what the environment gave. */
  keepsEnvironment(name, offset) {
    return this.#early.has(name) && this.#first.get(name)?.at === offset;
  }
};
function targetName(assignment) {
  const name = assignment.childForFieldName("name");
  return (name?.type === "subscript" ? name.childForFieldName("name")?.text : name?.text) ?? "";
}
function namesGiven(command) {
  const callee = command.childForFieldName("name")?.text;
  if (!callee || !/^(?:read|mapfile|readarray|getopts|printf)$/.test(callee)) return [];
  const words = command.childrenForFieldName("argument").map((node) => node?.text ?? "");
  if (callee === "printf") return words[0] === "-v" && words[1] ? [words[1]] : [];
  if (callee === "getopts") return words[1] ? [words[1]] : [];
  const names = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (/^-\w*[pdtnNui]$/.test(word)) index++;
    else if (/^[A-Za-z_]\w*$/.test(word)) names.push(word);
  }
  return names;
}

// src/parse/bash/words.ts
var deeper = (place) => ({ ...place, depth: place.depth + 1 });
var ANSI = {
  n: "\n",
  t: "	",
  r: "\r",
  "0": "\0",
  a: "\x07",
  e: "\x1B"
};
function wordValue(shell, node, place) {
  return value(spanOf(node), wordParts(shell, node, place));
}
function wordParts(shell, node, place) {
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
      return [{ text: node.text.slice(2, -1).replace(/\\(.)/gs, (_, char) => ANSI[char] ?? char) }];
    case "string":
      return filled(
        shell,
        node,
        inner,
        node.startIndex + (node.text.startsWith("$") ? 2 : 1),
        node.endIndex - 1,
        true
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
var children = (node) => node.namedChildren.filter((child) => child !== null);
function filled(shell, node, place, start, end, quoted) {
  const text = shell.lowering.text;
  const literal = (from, to) => ({
    text: quoted ? unescapeQuoted(text.slice(from, to)) : unescapeWord(text.slice(from, to))
  });
  const parts = [];
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
var unescapeWord = (text) => text.replace(/\\\r?\n/g, "").replace(/\\(.)/gs, "$1");
var unescapeQuoted = (text) => text.replace(/\\\r?\n/g, "").replace(/\\([$`"\\])/g, "$1");
function expansionParts(shell, node, place) {
  const at = spanOf(node);
  const named = children(node);
  const variable = named.find(
    (child) => /^(?:variable_name|special_variable_name|subscript)$/.test(child.type)
  );
  if (!variable) return [{ opaque: true }];
  const operator = node.children.find(
    (child) => child !== null && child.startIndex >= variable.endIndex && child.type !== "}"
  );
  if (node.type === "expansion" && node.children[1] && node.children[1].startIndex < variable.startIndex)
    return [{ opaque: true }];
  const read = variable.type === "subscript" ? { name: subscriptName(variable) } : readPart(shell, variable, place);
  const mark = operator?.text ?? "";
  const rest = operator ? named.filter((child) => child.startIndex >= operator.endIndex) : [];
  if (/^:?[-=]$/.test(mark)) {
    const first = rest[0];
    const lastNode = rest.at(-1);
    const defaultAt = first && lastNode ? { start: first.startIndex, end: lastNode.endIndex } : { start: at.end - 1, end: at.end - 1 };
    const parts = rest.flatMap((child) => wordParts(shell, child, place));
    return [{ choice: [value(at, [read]), value(defaultAt, parts)] }];
  }
  if (/^:?\+$/.test(mark)) return rest.flatMap((child) => wordParts(shell, child, place));
  return [read];
}
function readPart(shell, variable, place) {
  const name = variable.text;
  return shell.variables.isOwn(name, variable.startIndex, place.inFunction) ? { name } : { env: name };
}
function subscriptName(node) {
  const index = node.childForFieldName("index")?.text.replace(/^["']|["']$/g, "") ?? "*";
  return `${node.childForFieldName("name")?.text ?? "*"}.${/^\w[\w-]*$/.test(index) ? index : "*"}`;
}
function arrayPart(shell, node, place) {
  const entries = [];
  const list = [];
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
      value: value(parts.at, dropPrefix(parts.parts, unescapeWord(key[0])))
    });
  }
  return entries.length > 0 ? { object: entries } : { list };
}
function dropPrefix(parts, prefix) {
  const first = parts[0];
  if (!first || !("text" in first)) return [...parts];
  const bare = first.text.startsWith(prefix) ? prefix.length : first.text.indexOf("=") + 1;
  return [{ text: first.text.slice(bare) }, ...parts.slice(1)];
}

// src/parse/bash/commands.ts
var PREFIXES = /^(?:sudo|exec|command|builtin|time|nohup|noglob|env|then|else|do|!)$/;
var CLIENTS = /^(?:curl|wget|http|https|xh|xhs|curlie)$/;
var FILTERS = /^(?:cat|tr|xargs|tee|head|tail|fold|paste|sed|awk|cut|sponge|pv)$/;
function lowerCommand(shell, node, place, input, extra = []) {
  shell.lowering.tick(place.depth);
  const span = spanOf(node);
  const inner = deeper(place);
  const nameNode = node.childForFieldName("name");
  for (const child of children(node))
    if (child.type === "variable_assignment") lowerAssignment(shell, child, inner);
  if (!nameNode) return void 0;
  const redirects = children(node).filter(
    (child) => child.type === "herestring_redirect" || child.type === "heredoc_redirect"
  );
  const redirected = redirects.map((redirect) => lowerRedirect(shell, redirect, inner)).find((one) => one !== void 0);
  const given = input ?? redirected;
  const argumentNodes = [
    ...node.childrenForFieldName("argument").filter((child) => child !== null),
    ...extra
  ];
  let callee = calleeOf(wordValue(shell, nameNode, inner));
  let args = argumentNodes.map((argument) => wordValue(shell, argument, inner));
  for (const argument of args) lowerSetting(shell, argument, inner);
  embedInline(shell.lowering, callee, argumentNodes);
  while (PREFIXES.test(callee) && args.length > 0) {
    let skip = 0;
    while (/^-|^\w+=/.test(leading(args[skip])) && skip < args.length - 1) skip++;
    callee = calleeOf(args[skip] ?? textValue(span, ""));
    args = args.slice(skip + 1);
  }
  const module = callee === "source" || callee === "." ? args[0] : void 0;
  if (module) {
    shell.lowering.emit({
      kind: "import",
      at: span,
      scope: place.scope,
      module: pathOf(module),
      names: [{ imported: "*", local: "*" }]
    });
    return void 0;
  }
  if (/^(?:read|mapfile|readarray|getopts)$/.test(callee)) {
    const call2 = { call: callee, args, named: [], ...given ? { receiver: given } : {} };
    for (const name of namesGiven(node))
      emitAssign(shell, span, name, value(span, [call2]), place, node.startIndex);
    return void 0;
  }
  if (callee === "echo" || callee === "printf") {
    const printed2 = callee === "echo" ? echoed(span, args) : formatted(span, args);
    const target = callee === "printf" && leading(args[0]) === "-v" ? leading(args[1]) : "";
    if (target !== "") emitAssign(shell, span, target, printed2, place, node.startIndex);
    else shell.lowering.emit({ kind: "call", at: span, scope: place.scope, call: callee, args, named: [] });
    return printed2;
  }
  if (given && (callee === "base64" || callee === "openssl") && !args.some((one) => /^(?:-d|-D|--decode)$/.test(leading(one)))) {
    const encodes = callee === "base64" || args.some((one) => /^-?base64$/.test(leading(one)));
    if (encodes)
      return emitCall(shell, span, place, {
        call: callee === "base64" ? callee : "openssl.base64",
        args: [given, ...args.filter((one) => !/^(?:base64|enc)$/.test(leading(one)))],
        named: []
      });
  }
  if (given && callee === "cat" && args.every((one) => /^-?$/.test(leading(one)))) return given;
  const call = { call: callee, args, named: [], ...given ? { receiver: given } : {} };
  const printed = emitCall(shell, span, place, call);
  lowerClient(shell, span, place, args);
  return given && FILTERS.test(callee) && isPair(given) ? given : printed;
}
function isPair(given) {
  return given.parts.every((part) => !("call" in part) || /base64$/.test(part.call)) && given.parts.some((part) => !("opaque" in part));
}
function emitCall(shell, at, place, call) {
  shell.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  return value(at, [call]);
}
function lowerClient(shell, at, place, args) {
  const index = args.findIndex((one) => CLIENTS.test(calleeOf(one)) && one.parts.length === 1);
  const client = args[index];
  const rest = args.slice(index + 1);
  if (!client || !rest.some((one) => /^-|:\/\//.test(leading(one)))) return;
  emitCall(shell, { start: client.at.start, end: at.end }, place, {
    call: calleeOf(client),
    args: rest,
    named: []
  });
}
function lowerSetting(shell, argument, place) {
  const first = argument.parts[0];
  const match = first && "text" in first ? /^(?:--\w[\w-]*=)?([A-Za-z_]\w{2,100})=/.exec(first.text) : null;
  if (!match) return;
  const parts = dropPrefix(argument.parts, match[0]);
  if (parts.every((part) => "text" in part && part.text === "")) return;
  shell.lowering.emit({
    kind: "assign",
    at: argument.at,
    scope: place.scope,
    name: match[1] ?? "",
    value: value(argument.at, parts)
  });
}
function lowerAssignment(shell, node, place) {
  const target = node.childForFieldName("name");
  if (!target) return;
  const given = node.childForFieldName("value");
  const name = target.type === "subscript" ? `${target.childForFieldName("name")?.text}.${target.childForFieldName("index")?.text.replace(/["']/g, "")}` : target.text;
  let read = given ? wordValue(shell, given, deeper(place)) : value({ start: node.endIndex, end: node.endIndex }, []);
  if (node.children.some((child) => child?.type === "+=")) read = value(read.at, [{ name }, ...read.parts]);
  emitAssign(shell, spanOf(node), name, read, place, node.endIndex);
}
function emitAssign(shell, at, name, given, place, offset) {
  const reads = given.parts.length === 1 && given.parts[0] && "choice" in given.parts[0];
  const keeps = shell.variables.keepsEnvironment(name, offset) && !reads && !given.parts.some((part) => "env" in part && part.env === name);
  const whole = keeps ? { at: given.at, parts: [{ choice: [value(at, [{ env: name }]), given] }] } : given;
  shell.lowering.emit({ kind: "assign", at, scope: place.scope, name, value: whole });
}
function lowerRedirect(shell, redirect, place) {
  if (redirect.type === "herestring_redirect") {
    const word = children(redirect)[0];
    return word ? wordValue(shell, word, place) : void 0;
  }
  const body = children(redirect).find((child) => child.type === "heredoc_body");
  if (!body) return void 0;
  const start = children(redirect).find((child) => child.type === "heredoc_start")?.text ?? "";
  return /^["'\\]/.test(start) ? textValue(spanOf(body), body.text) : wordValue(shell, body, place);
}
function echoed(at, args) {
  let first = 0;
  while (/^-[neE]+$/.test(leading(args[first]))) first++;
  const words = args.slice(first);
  return value(
    words[0] ? { start: words[0].at.start, end: words.at(-1)?.at.end ?? at.end } : at,
    words.flatMap((word, index) => index === 0 ? [...word.parts] : [{ text: " " }, ...word.parts])
  );
}
function formatted(at, args) {
  const rest = leading(args[0]) === "-v" ? args.slice(2) : leading(args[0]) === "--" ? args.slice(1) : args;
  const format = rest[0];
  const only = format?.parts.length === 1 ? format.parts[0] : void 0;
  if (!format || !only || !("text" in only)) return format ?? value(at, []);
  return value(at, formatParts(only.text.replaceAll("\\n", "\n"), "percent", rest.slice(1)));
}
function leading(given) {
  const first = given?.parts[0];
  return first && "text" in first ? first.text : "";
}
function calleeOf(given) {
  const last = given.parts.at(-1);
  if (!last) return "*";
  if ("text" in last)
    return last.text.slice(last.text.lastIndexOf("/") + 1).replace(/\.exe$/i, "") || last.text;
  if (given.parts.length === 1 && "name" in last) return last.name;
  if (given.parts.length === 1 && "env" in last) return last.env;
  if (given.parts.length === 1 && "choice" in last) return leading(last.choice.at(-1)) || "*";
  return "*";
}
function pathOf(given) {
  const text = given.parts.map((part) => "text" in part ? part.text : "").join("");
  return given.parts.every((part) => "text" in part) ? text : `./${text.replace(/^[./]+/, "")}`;
}

// src/parse/bash/script.ts
var Script = class {
  #shell;
  #root;
  constructor(lowering, root) {
    this.#root = root;
    this.#shell = {
      lowering,
      variables: new Variables(root, lowering, lowering.extension.split(" ").slice(1)),
      substitute: (node, place) => this.#substitution(node, place)
    };
  }
  /** Emits the facts of the whole script. */
  lower() {
    this.#block(this.#root, { scope: 0, inFunction: false, depth: 0 });
  }
  /** Statements one after the other; what they print goes to the function's caller. */
  #block(node, place) {
    const list = children(node).filter((child) => child.type !== "comment");
    for (const [index, child] of list.entries()) {
      const printed = this.#statement(child, deeper(place), void 0);
      if (!printed || !place.inFunction || !isAnswer(child)) continue;
      if (index === list.length - 1 || printed.parts.some((part) => "name" in part || "env" in part))
        this.#returns(printed, place);
    }
  }
  #returns(printed, place) {
    const meant = printed.parts.some(
      (part) => !("text" in part || "opaque" in part || "call" in part && SILENT.test(part.call))
    );
    if (meant)
      this.#shell.lowering.emit({ kind: "return", at: printed.at, scope: place.scope, value: printed });
  }
  /** Lowers any statement and gives what it prints. */
  #statement(node, place, input) {
    this.#shell.lowering.tick(place.depth);
    switch (node.type) {
      case "command":
        return lowerCommand(this.#shell, node, place, input);
      case "variable_assignment":
        lowerAssignment(this.#shell, node, place);
        return void 0;
      case "pipeline":
        return this.#pipeline(node, place, input);
      case "redirected_statement":
        return this.#redirected(node, place, input);
      case "function_definition":
        this.#function(node, place);
        return void 0;
      case "for_statement":
        this.#loop(node, place);
        return void 0;
      case "case_statement":
        this.#reads(node.childForFieldName("value"), place);
        this.#block(node, place);
        return void 0;
      case "test_command":
        this.#test(node, place);
        return void 0;
      case "ERROR":
        this.#wreck(node, place);
        return void 0;
      case "comment":
      case "heredoc_body":
        return void 0;
      case "string":
      case "concatenation":
      case "simple_expansion":
      case "expansion":
      case "command_substitution":
        this.#reads(node, place);
        return void 0;
      default:
        this.#block(node, place);
        return void 0;
    }
  }
  /** What the grammar could not read: words on one line still look like a command. */
  #wreck(node, place) {
    let words = [];
    const close = () => {
      const [first, ...rest] = words;
      words = [];
      if (!first) return;
      if (rest.length === 0 || !/^(?:command_name|word)$/.test(first.type)) {
        for (const word of [first, ...rest]) this.#reads(word, place);
        return;
      }
      const args = rest.map((word) => wordValue(this.#shell, word, deeper(place)));
      const at = { start: first.startIndex, end: rest.at(-1)?.endIndex ?? first.endIndex };
      this.#shell.lowering.emit({ kind: "call", at, scope: place.scope, call: first.text, args, named: [] });
    };
    for (const child of children(node)) {
      const last = words.at(-1);
      const gap = last ? this.#shell.lowering.text.slice(last.endIndex, child.startIndex) : "";
      if (!WORDS.test(child.type) || !/^(?:[ \t]|\\\r?\n)*$/.test(gap)) close();
      if (WORDS.test(child.type)) words.push(child);
      else this.#statement(child, deeper(place), void 0);
    }
    close();
  }
  /** `a | b | c`: each command gets what the one before it prints. */
  #pipeline(node, place, input) {
    let printed = input;
    for (const child of children(node)) printed = this.#statement(child, deeper(place), printed);
    return printed;
  }
  /** A statement with `<<EOF`, `<<<` or `> file`. */
  #redirected(node, place, input) {
    const body = node.childForFieldName("body");
    const redirects = children(node).filter((child) => child.id !== body?.id);
    const target = redirects.find(
      (child) => child.type === "file_redirect" && /^&?>>?/.test(child.text.replace(/^\d/, ""))
    );
    const file = target ? leading(wordValue(this.#shell, children(target).at(-1) ?? target, place)) || "*" : "";
    let given = input;
    let piped;
    for (const redirect of redirects) {
      if (redirect.type !== "heredoc_redirect" && redirect.type !== "herestring_redirect") continue;
      piped ??= children(redirect).find((child) => child.type === "pipeline" || child.type === "command");
      const inner = children(redirect).find((child) => child.type === "file_redirect");
      const innerFile = inner ? leading(wordValue(this.#shell, children(inner).at(-1) ?? inner, place)) : "";
      const document = children(redirect).find((child) => child.type === "heredoc_body");
      const command = body?.type === "command" ? body.childForFieldName("name")?.text ?? "" : "";
      const tee = command === "tee" ? body?.childrenForFieldName("argument").at(-1)?.text ?? "" : "";
      if (document && embedDocument(this.#shell.lowering, document, command, tee || file || innerFile))
        continue;
      given = lowerRedirect(this.#shell, redirect, deeper(place)) ?? given;
      if (given && body?.type === "command" && (command === "cat" || command === "tee") && !piped) {
        if (file !== "" || innerFile !== "" || command === "tee") this.#value(given, place);
      }
    }
    const extra = redirects.flatMap(
      (redirect) => redirect.childrenForFieldName("argument").filter((child) => child !== null)
    );
    let printed = given;
    if (body?.type === "command") printed = lowerCommand(this.#shell, body, deeper(place), given, extra);
    else if (body) printed = this.#statement(body, deeper(place), given);
    if (piped) return this.#statement(piped, deeper(place), printed ?? given);
    return target ? void 0 : printed;
  }
  #function(node, place) {
    const name = node.childForFieldName("name")?.text ?? "";
    const body = node.childForFieldName("body");
    const scope = this.#shell.lowering.scope({
      parent: place.scope,
      kind: "function",
      name,
      at: spanOf(node),
      params: body ? positional(body) : []
    });
    if (body) this.#block(body, { scope, inFunction: true, depth: place.depth + 1 });
  }
  #loop(node, place) {
    const variable = node.childForFieldName("variable");
    const given = node.childrenForFieldName("value").filter((child) => child !== null);
    const values = given.slice(0, 50).map((child) => wordValue(this.#shell, child, deeper(place)));
    const first = values[0];
    if (variable && first) {
      const at = { start: first.at.start, end: values.at(-1)?.at.end ?? first.at.end };
      const whole = values.length === 1 ? first : { at, parts: [{ choice: values }] };
      this.#shell.lowering.emit({
        kind: "assign",
        at: { start: variable.startIndex, end: at.end },
        scope: place.scope,
        name: variable.text,
        value: whole
      });
    }
    const body = node.childForFieldName("body");
    if (body) this.#block(body, place);
  }
  /** `[ -z "$X" ]`, `[[ $X == y ]]`: what is looked at. */
  #test(node, place) {
    this.#shell.lowering.tick(place.depth);
    for (const child of children(node)) {
      if (/expression$/.test(child.type)) this.#test(child, deeper(place));
      else this.#reads(child, place);
    }
  }
  #reads(node, place) {
    if (node) this.#value(wordValue(this.#shell, node, deeper(place)), place);
  }
  #value(read, place) {
    const telling = read.parts.some(
      (part) => "env" in part || "choice" in part || "text" in part && read.parts.length > 1
    );
    if (telling) this.#shell.lowering.emit({ kind: "value", at: read.at, scope: place.scope, value: read });
  }
  /** `$(…)`: what its last statement prints. */
  #substitution(node, place) {
    let printed;
    for (const child of children(node)) printed = this.#statement(child, deeper(place), void 0);
    if (node.type === "process_substitution" || !printed) return opaqueValue(spanOf(node));
    return value(spanOf(node), printed.parts);
  }
};
var SILENT = /^(?:shift|cd|set|unset|export|local|declare|test|true|false|return|exit|trap|wait|sleep|mkdir|rm|mv|cp|touch|chmod|pushd|popd|shopt|alias|kill|\*|:|\[)$/;
var WORDS = /^(?:command_name|word|string|raw_string|concatenation|simple_expansion|expansion|number|ansi_c_string|command_substitution)$/;
var isAnswer = (node) => /^(?:command|pipeline|redirected_statement)$/.test(node.type);
function positional(body) {
  let highest = 0;
  for (const match of body.text.matchAll(/\$\{?(\d)(?!\d)/g)) highest = Math.max(highest, Number(match[1]));
  const at = { start: body.startIndex, end: body.startIndex };
  return Array.from({ length: highest }, (_, index) => plainParam(String(index + 1), at));
}

// src/parse/languages/bash.ts
async function load() {
  const parse = await treeSitter("bash");
  return (lowering) => parse(lowering, (root) => new Script(lowering, root).lower());
}
export {
  load
};
