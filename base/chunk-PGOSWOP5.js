import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  formatParts
} from "./chunk-IDZIRI2K.js";

// src/parse/go/place.ts
var deeper = (place) => ({ ...place, depth: place.depth + 1 });
var children = (node) => node ? node.namedChildren.filter((child) => child.type !== "comment") : [];
function holds(part, alone) {
  if ("text" in part) return part.text !== "true" && part.text !== "false";
  if ("env" in part || "secret" in part) return true;
  if ("call" in part) return !alone;
  if ("object" in part) return part.object.some((entry) => isWorthy(entry.value));
  if ("list" in part) return part.list.some(isWorthy);
  if ("choice" in part) return part.choice.some(isWorthy);
  return false;
}
function isWorthy(value) {
  return value.parts.some((part) => holds(part, value.parts.length === 1));
}
function chainName(value) {
  const [only] = value.parts;
  if (only === void 0 || value.parts.length > 1) return value.parts.length === 0 ? '""' : "()";
  if ("name" in only) return only.name;
  if ("call" in only) return `${only.call}()`;
  if ("env" in only) return "env";
  return "text" in only ? '""' : "()";
}
function literalText(value) {
  if (value === void 0) return void 0;
  const [only] = value.parts;
  if (only === void 0) return "";
  return value.parts.length === 1 && "text" in only ? only.text : void 0;
}

// src/parse/go/calls.ts
var TRANSPARENT = /* @__PURE__ */ new Set([
  "strings.TrimSpace",
  "string",
  "bytes.TrimSpace",
  "strings.Clone",
  "strings.ToValidUTF8"
]);
var ENVIRONMENT = /* @__PURE__ */ new Set(["os.Getenv", "os.LookupEnv", "syscall.Getenv"]);
var readsEnvironment = (canonical) => ENVIRONMENT.has(canonical);
function knownCall(call, canonical) {
  const [first, second] = call.args;
  if (first === void 0 || call.receiver) return void 0;
  if (readsEnvironment(canonical)) {
    const name = literalText(first);
    return name ? [{ env: name }] : void 0;
  }
  switch (canonical) {
    case "os.ExpandEnv": {
      const text = literalText(first);
      return text === void 0 ? void 0 : expanded(text);
    }
    case "fmt.Sprintf":
      return printed(first, call.args.slice(1));
    case "fmt.Sprint":
      return call.args.flatMap((argument) => argument.parts);
    case "strings.Join":
      return joined(first, second);
    default:
      return TRANSPARENT.has(canonical) && call.args.length === 1 ? first.parts : void 0;
  }
}
function writtenText(call, canonical) {
  const [, format, ...args] = call.args;
  return (canonical === "fmt.Fprintf" || canonical === "fmt.Appendf") && format ? printed(format, args) : void 0;
}
function expanded(text) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g)) {
    parts.push({ text: text.slice(last, match.index) }, { env: match[1] ?? match[2] ?? "" });
    last = match.index + match[0].length;
  }
  parts.push({ text: text.slice(last) });
  return parts.filter((part) => !("text" in part) || part.text !== "");
}
function verbs() {
  let next = 1;
  const verb = /%(?:\[(\d{1,4})\])?([-+# 0]{0,5})(\d{0,9}(?:\.\d{1,9})?)(?:\[(\d{1,4})\])?([a-zA-Z%])/g;
  return (format) => format.replace(verb, (_all, before, flags, width, after, letter) => {
    if (letter === "%") return "%%";
    const index = before ?? after;
    if (index !== void 0) next = Number(index);
    return `%${next++}$${flags}${width}v`;
  });
}
function printed(format, args) {
  if (!format.parts.some((part) => "text" in part)) return void 0;
  const all = [...args];
  const spelled = verbs();
  let text = "";
  for (const part of format.parts) {
    if ("text" in part) text += spelled(part.text);
    else {
      all.push({ at: format.at, parts: [part] });
      text += `%${all.length}$s`;
    }
  }
  return formatParts(text, "percent", all);
}
function joined(list, separator) {
  const only = list.parts.length === 1 ? list.parts[0] : void 0;
  if (!only || !("list" in only) || !separator || literalText(separator) === void 0) return void 0;
  return only.list.flatMap((item, index) => index === 0 ? item.parts : [...separator.parts, ...item.parts]);
}

export {
  deeper,
  children,
  isWorthy,
  chainName,
  literalText,
  readsEnvironment,
  knownCall,
  writtenText,
  verbs
};
