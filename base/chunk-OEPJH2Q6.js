import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  at,
  textOf
} from "./chunk-CUN2LJSC.js";
import {
  findHoles,
  interpolate,
  offsetIn,
  placeIn,
  slicePieces,
  textOfPieces
} from "./chunk-LYBHTBEW.js";
import {
  languageOf
} from "./chunk-DI5ZA5JO.js";
import {
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";

// src/parse/yaml/script.ts
var SHELL_HOLES = ["github", "mustache", "macro", "erb"];
function shellLanguage(shell) {
  if (!shell) return void 0;
  const name = shell.trim().toLowerCase();
  if (/pwsh|powershell|^ps$|pscore/.test(name)) return "powershell";
  if (/python/.test(name)) return "python";
  if (/(?:^|\/)(?:node|bun|deno)\b/.test(name)) return "javascript";
  if (/(?:^|\/)ruby\b/.test(name)) return "ruby";
  if (/(?:^|\/)(?:ba|da|z|k|a)?sh\b|bash/.test(name)) return "bash";
  return void 0;
}
var identifier = (name) => name.replace(/\W+/g, "_").replace(/^(?=\d)/, "_");
var shellName = (name) => name.startsWith("inputs.") ? `INPUT_${identifier(name.slice(7)).toUpperCase()}` : identifier(name.replace(/^vars\./, ""));
function codeOf(parts, language) {
  if (language === "bash") return parts.map(bashOf).join("");
  if (language === "powershell") return parts.map(powershellOf).join("");
  const terms = parts.map((part) => termOf(part, language));
  return terms.length === 0 ? '""' : terms.join(" + ");
}
function bashOf(part) {
  if ("text" in part) return part.text.replace(/["\\$`]/g, "\\$&");
  if ("env" in part) return `\${${identifier(part.env)}}`;
  if ("name" in part) return `\${${shellName(part.name)}}`;
  if ("choice" in part) {
    const [first, second] = part.choice;
    const own = first?.parts[0];
    const name = own && "env" in own ? identifier(own.env) : own && "name" in own ? shellName(own.name) : void 0;
    if (name && second) return `\${${name}:-${codeOf(second.parts, "bash")}}`;
    return first ? codeOf(first.parts, "bash") : "";
  }
  if ("call" in part)
    return `$(${[identifier(part.call), ...part.args.map((argument) => `"${codeOf(argument.parts, "bash")}"`)].join(" ")})`;
  return "$_";
}
function powershellOf(part) {
  if ("text" in part) return part.text.replace(/["`$]/g, "`$&");
  if ("env" in part) return `$env:${identifier(part.env)}`;
  if ("name" in part)
    return /^(?:inputs|vars)\./.test(part.name) ? `$env:${shellName(part.name)}` : `$${identifier(part.name)}`;
  if ("choice" in part) return part.choice[0] ? codeOf(part.choice[0].parts, "powershell") : "";
  return "$_";
}
function termOf(part, language) {
  if ("text" in part) return JSON.stringify(part.text);
  if ("env" in part) {
    if (language === "python") return `os.environ["${part.env}"]`;
    if (language === "ruby") return `ENV["${part.env}"]`;
    return `process.env["${part.env}"]`;
  }
  if ("name" in part) return part.name.split(".").map(identifier).join(".");
  if ("choice" in part)
    return `(${part.choice.map((one) => codeOf(one.parts, language)).join(language === "python" ? " or " : " || ")})`;
  if ("call" in part)
    return `${part.call.split(".").map(identifier).join(".")}(${part.args.map((one) => codeOf(one.parts, language)).join(", ")})`;
  return "_";
}
function openQuotes(text, offsets, language) {
  const open = [];
  const comment = language === "javascript" ? "//" : "#";
  let quote = "";
  let next = 0;
  for (let index = 0; index < text.length && next < offsets.length; ) {
    while (next < offsets.length && (offsets[next] ?? 0) <= index) {
      open.push(quote);
      next++;
    }
    const character = text[index] ?? "";
    const mark = language === "powershell" ? "`" : "\\";
    if (character === mark && !(quote === "'" && (language === "bash" || language === "powershell"))) {
      index += 2;
    } else if (quote !== "") {
      if (text.startsWith(quote, index)) {
        index += quote.length;
        quote = "";
      } else index++;
    } else if (character === '"' || character === "'" || character === "`" && language === "javascript") {
      quote = language === "python" && text.startsWith(character.repeat(3), index) ? character.repeat(3) : character;
      index += quote.length;
    } else if (text.startsWith(comment, index) && (index === 0 || /\s/.test(text[index - 1] ?? ""))) {
      const end = text.indexOf("\n", index);
      index = end < 0 ? text.length : end;
    } else if (language === "bash" && text.startsWith("<<", index) && /^<<-?\s*["']?[A-Za-z_]/.test(text.slice(index, index + 8))) {
      index = hereDocumentEnd(text, index);
    } else index++;
  }
  while (open.length < offsets.length) open.push(quote);
  return open;
}
function hereDocumentEnd(text, index) {
  const word = /^<<-?\s*["']?(\w{1,60})/.exec(text.slice(index, index + 80));
  const lineEnd = text.indexOf("\n", index);
  if (!word?.[1] || lineEnd < 0) return index + 2;
  const end = new RegExp(`\\n[ \\t]*${word[1]}[ \\t]*(?=\\r?\\n|$)`).exec(text.slice(lineEnd));
  return end ? lineEnd + end.index + end[0].length : index + 2;
}
function inPlace(hole, quote, language, next) {
  const code = codeOf(hole.parts, language);
  if (hole.parts.length === 0) return "";
  switch (language) {
    case "bash":
      return quote === "'" ? `'"${code}"'` : code;
    case "powershell":
      if (quote === "'") return `' + "${code}" + '`;
      return /[\w:]/.test(next) ? code.replace(/\$([\w:]+)$/, (_, name) => `\${${name}}`) : code;
    default:
      if (quote === "`") return `\${${code}}`;
      return quote === "" ? code : `${quote} + ${code} + ${quote}`;
  }
}
function scriptPieces(pieces, language) {
  const text = textOfPieces(pieces);
  const shell = language === "bash" || language === "powershell";
  const holes = findHoles(text, placeIn(pieces)).filter(
    (hole) => shell ? SHELL_HOLES.includes(hole.syntax) : hole.syntax === "github"
  );
  if (holes.length === 0) return [...pieces];
  const quotes = openQuotes(
    text,
    holes.map((hole) => hole.start),
    language
  );
  const out = [];
  let last = 0;
  for (const [index, hole] of holes.entries()) {
    out.push(...slicePieces(pieces, last, hole.start));
    const start = offsetIn(pieces, hole.start);
    out.push({
      text: inPlace(hole, quotes[index] ?? "", language, text[hole.end] ?? ""),
      start,
      length: offsetIn(pieces, hole.end, true) - start
    });
    last = hole.end;
  }
  out.push(...slicePieces(pieces, last, text.length));
  out.push({ text: "", start: offsetIn(pieces, text.length, true), length: 0 });
  return out;
}
function isPlainCommand(nodes) {
  const text = nodes.map((node) => node.text.replace(/\$\{\{[^{}]{0,500}\}\}|\$\([\w.]{1,200}\)/g, "X")).join("\n");
  return /(?:^|\s)--\w/.test(text) && !/[$@{}();|`]|^\s*[A-Z]\w{0,40}-[A-Z]/m.test(text);
}
function embedScript(lowering, named, nodes) {
  const language = named === "powershell" && isPlainCommand(nodes) ? "bash" : named;
  const pieces = nodes.flatMap((node, index) => {
    const before = nodes[index - 1];
    return before ? [{ text: "\n", start: before.at.end, length: 0 }, ...node.pieces] : [...node.pieces];
  });
  lowering.embed({ language, pieces: scriptPieces(pieces, language) });
}
function embedWords(lowering, words) {
  const pieces = words.flatMap((word, index) => {
    const separator = index > 0 ? [{ text: " ", start: words[index - 1]?.at.end ?? word.at.start, length: 0 }] : [];
    if (/^[\w./:=@%+,-]+$/.test(word.text)) return [...separator, ...word.pieces];
    const inner = word.pieces.flatMap(
      (piece) => /["\\`]/.test(piece.text) ? [
        {
          text: piece.text.replace(/["\\`]/g, "\\$&"),
          start: piece.start,
          length: piece.length ?? piece.text.length
        }
      ] : [piece]
    );
    const end = word.pieces.at(-1);
    const last = end ? end.start + (end.length ?? end.text.length) : word.at.end;
    return [
      ...separator,
      { text: '"', start: word.pieces[0]?.start ?? word.at.start, length: 0 },
      ...inner,
      { text: '"', start: last, length: 0 }
    ];
  });
  lowering.embed({ language: "bash", pieces: scriptPieces(pieces, "bash") });
}

// src/parse/yaml/commands.ts
var SCRIPT_KEYS = /* @__PURE__ */ new Set([
  "run",
  "script",
  "before_script",
  "after_script",
  "before_install",
  "install",
  "before_deploy",
  "after_success",
  "after_deploy",
  "command",
  "commands",
  "cmd",
  "cmds",
  "bash",
  "sh",
  "shell",
  "inlineScript",
  "Inline",
  "ScriptBlock",
  "entrypoint",
  "buildCommand",
  "startCommand",
  "releaseCommand",
  "preDeployCommand",
  "postCreateCommand",
  "postStartCommand",
  "ansible.builtin.shell",
  "ansible.builtin.command",
  "pwsh",
  "powershell",
  "win_shell",
  "ansible.windows.win_shell",
  "user_data",
  "userData"
]);
var POWERSHELL_KEYS = /* @__PURE__ */ new Set([
  "pwsh",
  "powershell",
  "win_shell",
  "ansible.windows.win_shell",
  "ScriptBlock"
]);
var WORD_KEYS = ["entrypoint", "command", "cmd", "args"];
var Commands = class {
  #lowering;
  #fileName;
  constructor(lowering) {
    this.#lowering = lowering;
    this.#fileName = lowering.path.slice(lowering.path.lastIndexOf("/") + 1);
  }
  /** Embeds a script, a file's content or a package's commands and gives what is left to walk; null when the pair is plain data. */
  embed(node, pair, path, shell) {
    const { key } = pair;
    if (pair.value.kind === "scalar") return this.#text(node, pair, pair.value, path, shell) ? [] : null;
    if (pair.value.kind !== "list") return null;
    const scalars = pair.value.items.filter(
      (item) => item.kind === "scalar" && item.literal === void 0
    );
    if (key === "exec" && path.at(-2) === "script" && scalars.length > 0) {
      embedScript(this.#lowering, "javascript", scalars);
      return [];
    }
    if (!SCRIPT_KEYS.has(key) || WORD_KEYS.includes(key)) return null;
    if (!scalars.some((item) => /\s/.test(item.text))) return null;
    embedScript(this.#lowering, POWERSHELL_KEYS.has(key) ? "powershell" : shell ?? "bash", scalars);
    return pair.value.items.filter((item) => item.kind !== "scalar");
  }
  #text(node, pair, text, path, shell) {
    if (text.literal !== void 0 || text.text === "" || text.tag) return false;
    const { key } = pair;
    const several = /\s/.test(text.text.trim());
    const embed = (language2) => {
      embedScript(this.#lowering, language2, [text]);
      return true;
    };
    const manifest = /^(?:package|composer)\.json$/.test(this.#fileName) && path[0] === "scripts" && path.length === 2;
    if (manifest && several) return embed("bash");
    if (several && SCRIPT_KEYS.has(key) && !(key === "shell" && at(node, "run"))) {
      if (POWERSHELL_KEYS.has(key)) return embed("powershell");
      if (key === "bash" || key === "sh") return embed("bash");
      return embed(shell ?? "bash");
    }
    const file = key === "content" || key === "contents" ? textOf(at(node, "path")) : /^[\w-]*\.[A-Za-z]\w{0,9}$/.test(key) ? key : void 0;
    if (!file || !text.text.includes("\n")) return false;
    const firstLine = text.text.slice(0, Math.min(300, text.text.indexOf("\n")));
    const language = languageOf(file, firstLine);
    if (language === "text" || language === "markup") return false;
    const dot = file.lastIndexOf(".");
    this.#lowering.embed({
      language,
      pieces: text.pieces,
      ...dot >= 0 ? { extension: file.slice(dot).toLowerCase() } : {}
    });
    return true;
  }
  /** The words of an exec-form command in this map: `entrypoint`, `command` and `args` together, when one of them is a list. */
  words(node) {
    const words = [];
    let lists = 0;
    let named = false;
    for (const key of WORD_KEYS) {
      const own = at(node, key);
      if (!own) continue;
      if (own.kind === "list") {
        if (own.items.some((item) => item.kind !== "scalar")) return [];
        words.push(
          ...own.items.filter(
            (item) => item.kind === "scalar" && item.literal !== "null"
          )
        );
        lists++;
      } else if (own.kind === "scalar" && own.literal === void 0 && !/\s/.test(own.text)) words.push(own);
      else return [];
      named ||= key !== "args";
    }
    return lists > 0 && named && words.length > 1 ? words : [];
  }
  /** Embeds such a command, or the script it hands to a shell. */
  embedWords(words, shell) {
    const flag = words.findIndex((word) => /^-\w*c$|^-Command$|^\/c$|^CMD-SHELL$/i.test(word.text));
    const language = flag === 0 ? "bash" : shellLanguage(words[flag - 1]?.text) ?? shellLanguage(words[0]?.text);
    const script = flag >= 0 && language ? words[flag + 1] : void 0;
    if (script && language) embedScript(this.#lowering, language, [script]);
    else if (words.every((word) => /\s/.test(word.text))) embedScript(this.#lowering, shell ?? "bash", words);
    else embedWords(this.#lowering, words);
  }
};
function stepShell(node) {
  const shell = shellLanguage(textOf(at(node, "shell"))) ?? shellLanguage(textOf(at(at(at(node, "defaults"), "run"), "shell")));
  if (shell) return shell;
  return /^windows/i.test(textOf(at(node, "runs-on")) ?? "") ? "powershell" : void 0;
}

// src/parse/yaml/intrinsic.ts
var DEPTH_BOUND = 60;
var REFERENCES = /* @__PURE__ */ new Set([
  "secretKeyRef",
  "configMapKeyRef",
  "fieldRef",
  "resourceFieldRef",
  "remoteRef",
  "ssmParameterRef",
  "secretRef"
]);
var FUNCTIONS = /* @__PURE__ */ new Set([
  "Ref",
  "Sub",
  "Join",
  "GetAtt",
  "ImportValue",
  "FindInMap",
  "Base64",
  "Select",
  "Split",
  "If",
  "GetAZs",
  "Cidr",
  "Transform",
  "ToJsonString",
  "Length"
]);
function functionName(key) {
  if (key === "Ref") return key;
  const name = key.startsWith("Fn::") ? key.slice(4) : void 0;
  return name && FUNCTIONS.has(name) ? name : void 0;
}
function scalarValue(node, dollar = "env") {
  if (node.literal === "number") return opaqueValue(node.at);
  if (node.literal === "null") return { at: node.at, parts: [] };
  if (node.literal === "boolean") return textValue(node.at, node.text.toLowerCase());
  return value(node.at, interpolate(node.text, placeIn(node.pieces), { dollar }));
}
function nodeValue(node, depth = 0) {
  if (depth > DEPTH_BOUND) return opaqueValue(node.at);
  const intrinsic = intrinsicValue(node, depth);
  if (intrinsic) return intrinsic;
  switch (node.kind) {
    case "scalar":
      return scalarValue(node);
    case "alias":
      return value(node.at, [{ name: node.name }]);
    case "list":
      return value(node.at, [{ list: node.items.map((item) => nodeValue(item, depth + 1)) }]);
    case "map":
      return value(node.at, [{ object: entriesOf(node, depth) }]);
  }
}
function entriesOf(node, depth) {
  return node.pairs.map((pair) => ({
    key: pair.key,
    at: pair.keyAt,
    value: nodeValue(pair.value, depth + 1)
  }));
}
function intrinsicValue(node, depth = 0) {
  if (node.kind === "alias") return void 0;
  if (node.tag && node.kind !== "map") return tagged(node.tag, node, depth);
  if (node.kind !== "map" || node.pairs.length === 0) return void 0;
  const [first] = node.pairs;
  if (!first) return void 0;
  if (REFERENCES.has(first.key) && first.value.kind === "map")
    return value(node.at, [reference(first.key, first.value, depth)]);
  const name = functionName(first.key);
  if (node.pairs.length !== 1 || !name) return void 0;
  const parts = functionParts(name, first.value, node.at, depth);
  return parts ? value(node.at, parts) : void 0;
}
function reference(callee, node, depth = 0) {
  const order = callee === "remoteRef" ? ["key", "property"] : ["name", "key"];
  const positional = order.flatMap((key) => at(node, key) ?? []);
  const named = entriesOf(node, depth).filter((entry) => !order.includes(entry.key));
  return { call: callee, args: positional.map((argument) => nodeValue(argument, depth + 1)), named };
}
function tagged(tag, node, depth) {
  if (FUNCTIONS.has(tag)) {
    const { tag: _, ...plain } = node;
    const parts = functionParts(tag, plain, node.at, depth);
    return parts ? value(node.at, parts) : void 0;
  }
  if (node.kind !== "scalar" || node.style === "block" || node.text === "") return void 0;
  const name = tag.toLowerCase();
  if (name === "env" || name === "env_var") {
    const [variable, ...rest] = node.text.split(/\s+/);
    if (variable && /^\w+$/.test(variable)) {
      const read = value(node.at, [{ env: variable }]);
      return rest.length === 0 ? read : value(node.at, [{ choice: [read, textValue(node.at, rest.join(" "))] }]);
    }
    return scalarValue(node);
  }
  if (/^\w+$/.test(name) && /^[\w./:-]+$/.test(node.text))
    return value(node.at, [{ call: tag, args: [textValue(node.at, node.text)], named: [] }]);
  return void 0;
}
function functionParts(name, argument, span, depth) {
  const text = textOf(argument);
  const items = argument.kind === "list" ? argument.items : [];
  switch (name) {
    case "Ref":
      return text ? [{ name: text.replaceAll("::", ".") }] : void 0;
    case "GetAtt": {
      const path = text ?? items.map((item) => textOf(item) ?? "*").join(".");
      return path ? [{ name: path }] : void 0;
    }
    case "Sub": {
      const template = argument.kind === "scalar" ? argument : items[0];
      if (template?.kind !== "scalar") return void 0;
      return substitute([...scalarValue(template, "name").parts], items[1], depth);
    }
    case "Join": {
      const [separator, list] = items;
      const between = textOf(separator) ?? "";
      if (list?.kind !== "list") break;
      return list.items.flatMap((item, index) => [
        ...index > 0 ? [{ text: between }] : [],
        ...nodeValue(item, depth + 1).parts
      ]);
    }
    case "If":
      if (items.length !== 3) break;
      return [{ choice: items.slice(1).map((item) => nodeValue(item, depth + 1)) }];
  }
  const args = argument.kind === "list" ? items.map((item) => nodeValue(item, depth + 1)) : [nodeValue(argument, depth + 1)];
  return [{ call: name, args: args.length > 0 ? args : [opaqueValue(span)], named: [] }];
}
function substitute(parts, variables, depth) {
  if (variables?.kind !== "map") return parts;
  return parts.flatMap((part) => {
    const own = "name" in part ? at(variables, part.name) : void 0;
    return own ? nodeValue(own, depth + 1).parts : [part];
  });
}

// src/parse/yaml/entries.ts
var NAMING = [
  ["name", ["value", "default", "valueFrom", "Value", "ValueFrom"]],
  ["key", ["value", "default", "valueFrom", "Value"]],
  ["Name", ["Value", "value", "ValueFrom"]],
  ["Key", ["Value", "value"]],
  ["id", ["value", "default", "Value"]],
  ["ParameterKey", ["ParameterValue"]],
  ["secretKey", ["remoteRef", "value"]],
  ["option_name", ["value", "Value"]],
  ["OptionName", ["Value"]]
];
var DECLARING = /^(?:inputs|parameters|variables|vars|secrets|env|environment|settings|options|properties|user_config|userConfig|configuration|credentials)$/i;
var DECLARED = /* @__PURE__ */ new Set([
  "description",
  "required",
  "default",
  "type",
  "value",
  "Type",
  "Default",
  "Description",
  "NoEcho",
  "defaultValue",
  "metadata",
  "secure",
  "sensitive",
  "title",
  "generator"
]);
var EntryWalk = class {
  #lowering;
  #commands;
  /** Keys in source order. */
  marks = [];
  /** Texts of several lines; what looks like a comment in them is none. */
  blocks = [];
  constructor(lowering) {
    this.#lowering = lowering;
    this.#commands = new Commands(lowering);
  }
  /** Emits the entries of a document. */
  document(root) {
    this.#walk(root, [], root.at, { commented: false }, 0);
  }
  /** Emits the entries of a commented-out piece below `path`. */
  commented(root, path) {
    this.#walk(root, path, root.at, { commented: true }, 0);
  }
  #emit(path, found, span, context) {
    if (path.length === 0) {
      if (found.parts.length > 0) this.#lowering.emit({ kind: "value", at: span, scope: 0, value: found });
      return;
    }
    this.#lowering.emit({
      kind: "entry",
      at: span,
      scope: 0,
      path,
      value: found,
      ...context.commented ? { commented: true } : {}
    });
  }
  #walk(node, path, span, context, depth) {
    this.#lowering.tick(depth);
    if (node.kind === "scalar" && (node.style === "block" || node.pieces.length > 1))
      this.blocks.push(node.at);
    const intrinsic = intrinsicValue(node);
    if (intrinsic) {
      this.#emit(path, intrinsic, span, context);
      if (node.kind === "map")
        for (const pair of node.pairs) this.#inner(pair.value, [...path, pair.key], context, depth + 1);
      return;
    }
    switch (node.kind) {
      case "scalar":
        if (!this.#assignment(node, path, context)) this.#emit(path, scalarValue(node), span, context);
        return;
      case "alias":
        this.#emit(path, value(node.at, [{ name: node.name }]), span, context);
        return;
      case "list":
        this.#list(node, path, context, depth);
        return;
      case "map":
        this.#map(node, path, context, depth);
    }
  }
  /** The texts inside a reference (`secretKeyRef: {name, key}`) are entries of their own; those of functions are not. */
  #inner(node, path, context, depth) {
    if (node.kind === "map" && /(?:Ref|From)$/.test(path.at(-1) ?? ""))
      this.#walkPairs(node, path, context, depth);
  }
  #list(node, path, context, depth) {
    for (const item of node.items) {
      const naming = item.kind === "map" ? namingOf(item) : void 0;
      if (item.kind !== "map" || !naming) {
        this.#walk(item, path, item.at, context, depth + 1);
        continue;
      }
      const inner = [...path, naming.name];
      if (naming.value) {
        const own = naming.value.value;
        const found = naming.value.key === "remoteRef" && own.kind === "map" ? value(own.at, [reference("remoteRef", own)]) : nodeValue(own);
        this.#emit(inner, found, naming.pair.at, context);
      }
      this.#walk(item, inner, item.at, context, depth + 1);
    }
  }
  #map(node, path, context, depth) {
    const shell = context.shell;
    const own = stepShell(node);
    const inner = own ? { ...context, shell: own } : shell ? { ...context, shell } : context;
    const words = context.commented ? [] : this.#commands.words(node);
    if (words.length > 0) this.#commands.embedWords(words, inner.shell);
    this.#walkPairs(node, path, inner, depth, words.length > 0 ? WORD_KEYS : []);
  }
  #walkPairs(node, path, context, depth, done = []) {
    for (const pair of node.pairs) {
      const inner = [...path, pair.key];
      this.marks.push({
        start: pair.keyAt.start,
        path: inner,
        open: pair.value.kind !== "scalar" || pair.value.literal === "null"
      });
      if (done.includes(pair.key) && pair.value.kind !== "map") continue;
      const left = context.commented ? null : this.#commands.embed(node, pair, inner, context.shell);
      if (left) {
        if (pair.value.kind === "scalar") this.blocks.push(pair.value.at);
        for (const item of left) this.#walk(item, inner, item.at, context, depth + 1);
        continue;
      }
      this.#declaration(pair, path, context);
      this.#walk(pair.value, inner, pair.at, this.#contextOf(node, pair, context), depth + 1);
    }
  }
  /** A setting declared by a map (`inputs: {zendesk-token: {required: true}}`) is an entry itself, with its default or without value. */
  #declaration(pair, path, context) {
    if (pair.value.kind !== "map" || pair.value.pairs.length === 0 || !DECLARING.test(path.at(-1) ?? ""))
      return;
    if (!pair.value.pairs.some((one) => DECLARED.has(one.key)) || intrinsicValue(pair.value)) return;
    const held = ["value", "default", "Default", "defaultValue"].map((key) => at(pair.value, key)).find((one) => one !== void 0);
    this.#emit(
      [...path, pair.key],
      held ? nodeValue(held) : { at: pair.keyAt, parts: [] },
      pair.keyAt,
      context
    );
  }
  /** What a step says of the scripts in its `with:` or `inputs:`. */
  #contextOf(node, pair, context) {
    if (pair.key === "with" && /^actions\/github-script\b/.test(textOf(at(node, "uses")) ?? ""))
      return { ...context, shell: "javascript" };
    const task = pair.key === "inputs" ? textOf(at(node, "task")) : void 0;
    if (!task) return context;
    const language = shellLanguage(textOf(at(pair.value, "scriptType"))) ?? shellLanguage(task);
    return language ? { ...context, shell: language } : context;
  }
  /** `- ZENDESK_TOKEN=x` in a list, and `- ZENDESK_TOKEN` in a list of environment variables. */
  #assignment(node, path, context) {
    const match = /^([A-Za-z_]\w{0,200})=/.exec(node.text);
    const key = path.at(-1) ?? "";
    const environment = /^(?:environment|env|envs|environments|env_vars|envVars|variables|vars)$/i.test(key);
    const passed = environment && !match && /^[A-Z][A-Z0-9_]{2,}$/.test(node.text) && node.style !== "block";
    if (passed) {
      this.#emit([...path, node.text], value(node.at, [{ env: node.text }]), node.at, context);
      return true;
    }
    if (!match?.[1] || node.text.includes("\n") || !(environment || path.length > 0 && /^[A-Z][A-Z0-9_]{2,}$/.test(match[1])))
      return false;
    const start = match[0].length;
    let from = start;
    let to = node.text.length;
    if (to - from >= 2 && /["']/.test(node.text[from] ?? "") && node.text[to - 1] === node.text[from]) {
      from++;
      to--;
    }
    const place = placeIn(node.pieces);
    const parts = interpolate(node.text.slice(from, to), (a, b) => place(from + a, from + b));
    this.#emit(
      [...path, match[1]],
      value({ start: offsetIn(node.pieces, from), end: offsetIn(node.pieces, to, true) }, parts),
      node.at,
      context
    );
    return true;
  }
};
function namingOf(node) {
  for (const [key, valueKeys] of NAMING) {
    const pair = node.pairs.find((one) => one.key === key);
    const name = textOf(pair?.value);
    if (!pair || !name || name.length > 200 || name.includes("\n")) continue;
    const held = valueKeys.map((valueKey) => node.pairs.find((one) => one.key === valueKey)).find((one) => one !== void 0);
    return held ? { name, pair, value: held } : { name, pair };
  }
  return void 0;
}

export {
  EntryWalk
};
