import type { Node } from "web-tree-sitter";
import type { Call, Part, Span, Value } from "../../model/fact.ts";
import { formatParts, textValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { embedInline } from "./inline.ts";
import { namesGiven } from "./variables.ts";
import { children, deeper, dropPrefix, type Place, type Shell, wordValue } from "./words.ts";

/** Commands that run the command in their arguments. */
const PREFIXES = /^(?:sudo|exec|command|builtin|time|nohup|noglob|env|then|else|do|!)$/;

/** HTTP clients, worth a call of their own behind `timeout 10`, `retry 5`, `docker run … `. */
const CLIENTS = /^(?:curl|wget|http|https|xh|xhs|curlie)$/;

/** Filters that let a one-line value through as it is. */
const FILTERS = /^(?:cat|tr|xargs|tee|head|tail|fold|paste|sed|awk|cut|sponge|pv)$/;

/** What a statement prints, as far as it can be told; undefined for silence or for something nobody can tell. */
export type Printed = Value | undefined;

/** Lowers a command: emits its call and what it sets, gives what it prints. `input` is what is piped to it. */
export function lowerCommand(
  shell: Shell,
  node: Node,
  place: Place,
  input: Printed,
  extra: readonly Node[] = [],
): Printed {
  shell.lowering.tick(place.depth);
  const span = spanOf(node);
  const inner = deeper(place);
  const nameNode = node.childForFieldName("name");
  for (const child of children(node))
    if (child.type === "variable_assignment") lowerAssignment(shell, child, inner);
  if (!nameNode) return undefined;
  const redirects = children(node).filter(
    (child) => child.type === "herestring_redirect" || child.type === "heredoc_redirect",
  );
  const redirected = redirects
    .map((redirect) => lowerRedirect(shell, redirect, inner))
    .find((one) => one !== undefined);
  const given = input ?? redirected;
  const argumentNodes = [
    ...node.childrenForFieldName("argument").filter((child): child is Node => child !== null),
    ...extra,
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
  const module = callee === "source" || callee === "." ? args[0] : undefined;
  if (module) {
    shell.lowering.emit({
      kind: "import",
      at: span,
      scope: place.scope,
      module: pathOf(module),
      names: [{ imported: "*", local: "*" }],
    });
    return undefined;
  }
  if (/^(?:read|mapfile|readarray|getopts)$/.test(callee)) {
    const call: Call = { call: callee, args, named: [], ...(given ? { receiver: given } : {}) };
    for (const name of namesGiven(node))
      emitAssign(shell, span, name, value(span, [call]), place, node.startIndex);
    return undefined;
  }
  if (callee === "echo" || callee === "printf") {
    const printed = callee === "echo" ? echoed(span, args) : formatted(span, args);
    const target = callee === "printf" && leading(args[0]) === "-v" ? leading(args[1]) : "";
    if (target !== "") emitAssign(shell, span, target, printed, place, node.startIndex);
    else shell.lowering.emit({ kind: "call", at: span, scope: place.scope, call: callee, args, named: [] });
    return printed;
  }
  if (
    given &&
    (callee === "base64" || callee === "openssl") &&
    !args.some((one) => /^(?:-d|-D|--decode)$/.test(leading(one)))
  ) {
    const encodes = callee === "base64" || args.some((one) => /^-?base64$/.test(leading(one)));
    if (encodes)
      return emitCall(shell, span, place, {
        call: callee === "base64" ? callee : "openssl.base64",
        args: [given, ...args.filter((one) => !/^(?:base64|enc)$/.test(leading(one)))],
        named: [],
      });
  }
  if (given && callee === "cat" && args.every((one) => /^-?$/.test(leading(one)))) return given;
  const call: Call = { call: callee, args, named: [], ...(given ? { receiver: given } : {}) };
  const printed = emitCall(shell, span, place, call);
  lowerClient(shell, span, place, args);
  return given && FILTERS.test(callee) && isPair(given) ? given : printed;
}

/** A filter after an encoder or a pair only takes line breaks away; after anything else it picks something out. */
function isPair(given: Value): boolean {
  return (
    given.parts.every((part) => !("call" in part) || /base64$/.test(part.call)) &&
    given.parts.some((part) => !("opaque" in part))
  );
}

function emitCall(shell: Shell, at: Span, place: Place, call: Call): Value {
  shell.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  return value(at, [call]);
}

/** `timeout 10 curl …`: the client's own call. */
function lowerClient(shell: Shell, at: Span, place: Place, args: readonly Value[]): void {
  const index = args.findIndex((one) => CLIENTS.test(calleeOf(one)) && one.parts.length === 1);
  const client = args[index];
  const rest = args.slice(index + 1);
  // `apk add curl` and `which curl` call nobody.
  if (!client || !rest.some((one) => /^-|:\/\//.test(leading(one)))) return;
  emitCall(shell, { start: client.at.start, end: at.end }, place, {
    call: calleeOf(client),
    args: rest,
    named: [],
  });
}

/** An argument `ZENDESK_TOKEN=…` (`docker run -e`, `heroku config:set`, `env`) sets a variable for somebody. */
function lowerSetting(shell: Shell, argument: Value, place: Place): void {
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
    value: value(argument.at, parts),
  });
}

/** `X=…`, `X+=…`, `A[k]=…`. */
export function lowerAssignment(shell: Shell, node: Node, place: Place): void {
  const target = node.childForFieldName("name");
  if (!target) return;
  const given = node.childForFieldName("value");
  const name =
    target.type === "subscript"
      ? `${target.childForFieldName("name")?.text}.${target.childForFieldName("index")?.text.replace(/["']/g, "")}`
      : target.text;
  let read = given
    ? wordValue(shell, given, deeper(place))
    : value({ start: node.endIndex, end: node.endIndex }, []);
  if (node.children.some((child) => child?.type === "+=")) read = value(read.at, [{ name }, ...read.parts]);
  emitAssign(shell, spanOf(node), name, read, place, node.endIndex);
}

function emitAssign(shell: Shell, at: Span, name: string, given: Value, place: Place, offset: number): void {
  const reads = given.parts.length === 1 && given.parts[0] && "choice" in given.parts[0];
  const keeps =
    shell.variables.keepsEnvironment(name, offset) &&
    !reads &&
    !given.parts.some((part) => "env" in part && part.env === name);
  const whole = keeps ? { at: given.at, parts: [{ choice: [value(at, [{ env: name }]), given] }] } : given;
  shell.lowering.emit({ kind: "assign", at, scope: place.scope, name, value: whole });
}

/** The text a here-string or here-document hands to its command. */
export function lowerRedirect(shell: Shell, redirect: Node, place: Place): Printed {
  if (redirect.type === "herestring_redirect") {
    const word = children(redirect)[0];
    return word ? wordValue(shell, word, place) : undefined;
  }
  const body = children(redirect).find((child) => child.type === "heredoc_body");
  if (!body) return undefined;
  const start = children(redirect).find((child) => child.type === "heredoc_start")?.text ?? "";
  // A quoted delimiter switches expansion off.
  return /^["'\\]/.test(start) ? textValue(spanOf(body), body.text) : wordValue(shell, body, place);
}

function echoed(at: Span, args: readonly Value[]): Value {
  let first = 0;
  while (/^-[neE]+$/.test(leading(args[first]))) first++;
  const words = args.slice(first);
  return value(
    words[0] ? { start: words[0].at.start, end: words.at(-1)?.at.end ?? at.end } : at,
    words.flatMap((word, index): Part[] => (index === 0 ? [...word.parts] : [{ text: " " }, ...word.parts])),
  );
}

function formatted(at: Span, args: readonly Value[]): Value {
  const rest = leading(args[0]) === "-v" ? args.slice(2) : leading(args[0]) === "--" ? args.slice(1) : args;
  const format = rest[0];
  const only = format?.parts.length === 1 ? format.parts[0] : undefined;
  if (!format || !only || !("text" in only)) return format ?? value(at, []);
  return value(at, formatParts(only.text.replaceAll("\\n", "\n"), "percent", rest.slice(1)));
}

/** The literal text a value begins with. */
export function leading(given: Value | undefined): string {
  const first = given?.parts[0];
  return first && "text" in first ? first.text : "";
}

/** A command's name without its folder; a variable's name; `*` for anything computed. */
function calleeOf(given: Value): string {
  const last = given.parts.at(-1);
  if (!last) return "*";
  if ("text" in last)
    return last.text.slice(last.text.lastIndexOf("/") + 1).replace(/\.exe$/i, "") || last.text;
  if (given.parts.length === 1 && "name" in last) return last.name;
  if (given.parts.length === 1 && "env" in last) return last.env;
  if (given.parts.length === 1 && "choice" in last) return leading(last.choice.at(-1)) || "*";
  return "*";
}

/** A sourced file's path: what is computed before it is taken for the script's own folder. */
function pathOf(given: Value): string {
  const text = given.parts.map((part) => ("text" in part ? part.text : "")).join("");
  return given.parts.every((part) => "text" in part) ? text : `./${text.replace(/^[./]+/, "")}`;
}
