import type { Part, Value } from "../model/fact.ts";
import { textValue, value } from "./adapter.ts";
import { type Place, parseExpression } from "./yaml/expression.ts";

export type { Place };

/** How a placeholder is written; scripts inside configuration keep those their own shell reads. */
export type HoleSyntax = "github" | "mustache" | "dollar" | "macro" | "erb" | "other";

/** A placeholder in a text and the parts it stands for. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  readonly syntax: HoleSyntax;
  readonly parts: readonly Part[];
}

/** `dollar: "name"`: `${X}` names a parameter of the file (CloudFormation's `Sub`) instead of an environment variable. */
export interface InterpolationOptions {
  readonly dollar?: "env" | "name";
}

/** Placeholders nested deeper than this stay text: `${self:a.${opt:b}}`. */
const DEPTH_BOUND = 5;
const EXPRESSION_BOUND = 2000;
/** After so many openings without an end the rest of a text is taken literally: no quadratic time on `{{{{{{…`. */
const FAILURE_BOUND = 500;

const OPENING = /\$\{\{|\{\{|\$\{|\$\(|\$\[|<%[=-]?|<<|\(\(|%\{|#\{|@\{|%env\(|%(?=[A-Za-z])|\$(?=[A-Z_])/g;

/** Serverless, Terragrunt and OmegaConf sources in `${source:address}` that name something of the same project. */
const NAME_SOURCES = new Set(["self", "opt", "param", "sls", "aws", "var", "local", "inputs", "input"]);
const CALL_SOURCES = new Set([
  "ssm",
  "cf",
  "s3",
  "file",
  "vault",
  "secretsmanager",
  "secret",
  "secrets",
  "sops",
  "git",
  "terraform",
  "doppler",
  "op",
  "azurekeyvault",
  "gcp",
]);

/** Finds the end of a placeholder: `close` at the same nesting of `open`, quotes skipped. -1 when there is none near. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  const limit = Math.min(text.length, from + EXPRESSION_BOUND);
  for (let index = from; index < limit; index++) {
    if (text.startsWith(close, index) && depth-- === 0) return index;
    if (open !== "" && text.startsWith(open, index)) depth++;
  }
  return -1;
}

/** `X`, `X:-default`, `a.b:default`, `env:X`, `ssm:/path`, `self:custom.x`, `AWS::Region` between `${` and `}`. */
function dollarParts(
  text: string,
  from: number,
  to: number,
  place: Place,
  options: InterpolationOptions,
  depth: number,
): Part[] | null {
  const inner = text.slice(from, to);
  const named = (name: string): Part =>
    options.dollar === "name"
      ? { name: name.replaceAll("::", ".") }
      : /^(?:env|process\.env|secrets|ENV)\.[\w-]+$/.test(name)
        ? { env: name.slice(name.lastIndexOf(".") + 1) }
        : /^\w+$/.test(name)
          ? { env: name }
          : { name: name.replaceAll("::", ".") };
  if (/^[\w.-]+$|^\w+::\w+$/.test(inner) && /^[A-Za-z_]/.test(inner)) return [named(inner)];
  if (/^[?!][\w.]+$/.test(inner)) return [named(inner.slice(1))];
  const nested = (start: number): Value =>
    value(place(start, to), interpolateWithin(text, start, to, place, options, depth + 1));
  const source = /^([a-z][\w.]*)(?:\([^)]*\))?:(?!-)/.exec(inner);
  const address = source ? from + source[0].length : from;
  if (source?.[1] === "env" || source?.[1] === "oc.env") {
    const name = /^\s*([\w.-]+)/.exec(text.slice(address, to))?.[1];
    if (!name) return null;
    const comma = text.indexOf(",", address);
    if (comma < 0 || comma >= to) return [{ env: name }];
    const start = comma + 1 + (/^\s*/.exec(text.slice(comma + 1, to))?.[0].length ?? 0);
    const quoted = /^(['"])(.*)\1$/.exec(text.slice(start, to).trim());
    return [
      {
        choice: [
          value(place(address, comma), [{ env: name }]),
          quoted ? textValue(place(start, to), quoted[2] ?? "") : nested(start),
        ],
      },
    ];
  }
  if (source?.[1] && NAME_SOURCES.has(source[1])) {
    const path =
      text
        .slice(address, to)
        .split(",")[0]
        ?.trim()
        .replace(/\$\{[^}]*\}?/g, "*") ?? "";
    return [{ name: `${source[1]}.${path}` }];
  }
  if (source?.[1] && CALL_SOURCES.has(source[1]))
    return [{ call: source[1], args: [nested(address)], named: [] }];
  const fallback = /^([A-Za-z_][\w.]*)(:?[-=]|:\??|[?+^,%#/@[].*)/.exec(inner);
  if (fallback?.[1] && fallback[2] !== undefined) {
    const own = named(fallback[1]);
    if (!/^:?[-=]$|^:$/.test(fallback[2])) return [own];
    const start = from + fallback[1].length + fallback[2].length;
    return start >= to
      ? [own]
      : [{ choice: [value(place(from, from + fallback[1].length), [own]), nested(start)] }];
  }
  const expression = parseExpression(text, from, to, place);
  if (expression) return [...expression.parts];
  return inner.includes("${") ? [{ opaque: true }] : null;
}

/** Between `{{` and `}}`; null when it is not an expression of any engine. */
function mustacheParts(text: string, from: number, to: number, place: Place): Part[] | null {
  const resolve = /^\s*resolve:([\w-]+):(.*)$/s.exec(text.slice(from, to));
  if (resolve?.[1] && resolve[2] !== undefined) {
    const start = to - resolve[2].length;
    return [{ call: resolve[1], args: [textValue(place(start, to), resolve[2].trim())], named: [] }];
  }
  let start = from;
  let end = to;
  while (start < end && /[-{&~\s]/.test(text[start] ?? "")) start++;
  while (end > start && /[-}~\s]/.test(text[end - 1] ?? "")) end--;
  const inner = text.slice(start, end);
  if (/^(?:if|else|elif|end|endif|range|for|endfor|with|define|block|set)\b|^[#/!^>]|^$/.test(inner))
    return [];
  if (
    /^\$?[\w-]+(?: [\w-]+)*$/.test(inner) &&
    !/^\$?\w+$/.test(inner) &&
    !/ \d| (?:if|or|and|else) /.test(inner)
  ) {
    // A Postman or Insomnia variable may hold dashes and blanks.
    return [{ name: inner.replace(/^\$/, "").replaceAll(" ", "_") }];
  }
  const expression = parseExpression(text, start, end, place);
  return expression ? [...expression.parts] : null;
}

interface Opened {
  readonly end: number;
  readonly syntax: HoleSyntax;
  readonly parts: Part[] | null;
}

function open(
  text: string,
  start: number,
  opening: string,
  to: number,
  place: Place,
  options: InterpolationOptions,
  depth: number,
): Opened | null {
  const from = start + opening.length;
  const until = (openText: string, closeText: string): number => {
    const end = closing(text, from, openText, closeText);
    return end < 0 || end + closeText.length > to ? -1 : end;
  };
  const expression = (closeText: string, syntax: HoleSyntax, openText = ""): Opened | null => {
    const end = until(openText, closeText);
    if (end < 0) return null;
    const parsed = parseExpression(text, from, end, place);
    return { end: end + closeText.length, syntax, parts: parsed ? [...parsed.parts] : null };
  };
  switch (opening) {
    case "${{":
      return expression("}}", "github");
    case "{{": {
      // Helm prints another engine's placeholder: `{{"{{x}}"}}`.
      const printed = /^\s*(["`])([^"`\\]{0,500})\1\s*\}\}/.exec(text.slice(from, from + 520));
      if (printed?.[2] !== undefined) {
        const start = from + printed[0].indexOf(printed[1] ?? "") + 1;
        const parts = interpolateWithin(text, start, start + printed[2].length, place, options, depth + 1);
        return { end: from + printed[0].length, syntax: "mustache", parts };
      }
      let end = until("", "}}");
      if (end < 0) return null;
      const parts = mustacheParts(text, from, end, place);
      if (text[from] === "{" && text[end + 2] === "}") end++;
      return { end: end + 2, syntax: "mustache", parts };
    }
    case "${": {
      const end = until("${", "}");
      return end < 0
        ? null
        : { end: end + 1, syntax: "dollar", parts: dollarParts(text, from, end, place, options, depth) };
    }
    case "$(": {
      const name = /^([A-Za-z_][\w.-]{0,200})\)/.exec(text.slice(from, from + 202))?.[1];
      // `$(params.x)` is Tekton's, `$(Zendesk.Token)` Azure's; `$(date)` is a shell's.
      if (!name || !/[A-Z.]/.test(name)) return null;
      const part: Part = /^(?:params|inputs|tasks|context|workspaces|steps|parameters)\./.test(name)
        ? { name }
        : { env: name };
      return { end: from + name.length + 1, syntax: "macro", parts: [part] };
    }
    case "$[":
      return expression("]", "other", "[");
    case "#{": {
      // Octopus writes `#{X}`, Azure's token replacement `#{X}#`.
      const opened = expression("}", "other");
      return opened && text[opened.end] === "#" ? { ...opened, end: opened.end + 1 } : opened;
    }
    case "%{":
    case "@{":
      return expression("}", "other");
    case "<%=":
      return expression("%>", "erb");
    case "<%":
    case "<%-": {
      const end = until("", "%>");
      return end < 0 ? null : { end: end + 2, syntax: "erb", parts: [] };
    }
    case "<<": {
      const name = /^\s*([A-Za-z_][\w.-]{0,200})\s*>>/.exec(text.slice(from, from + 300));
      return name?.[1]?.includes(".")
        ? { end: from + name[0].length, syntax: "macro", parts: [{ name: name[1] }] }
        : null;
    }
    case "((": {
      const name = /^([A-Za-z_/][\w./-]{0,200})\)\)/.exec(text.slice(from, from + 204))?.[1];
      return name
        ? {
            end: from + name.length + 2,
            syntax: "other",
            parts: [{ name: name.replace(/^\//, "").replaceAll("/", ".") }],
          }
        : null;
    }
    case "%env(": {
      const name = /^(?:\w+:)*(\w{1,200})\)%/.exec(text.slice(from, from + 300));
      return name?.[1] ? { end: from + name[0].length, syntax: "other", parts: [{ env: name[1] }] } : null;
    }
    case "%": {
      const name = /^([A-Za-z][\w.]{2,200})%/.exec(text.slice(from, from + 202))?.[1];
      if (!name || !(/^[A-Z][A-Z0-9_]+$/.test(name) || /^[a-z]\w*\.[\w.]+$/.test(name))) return null;
      return {
        end: from + name.length + 1,
        syntax: "other",
        parts: [/\./.test(name) ? { name } : { env: name }],
      };
    }
    default: {
      const name = /^[A-Z_][A-Z0-9_]*(?![a-z0-9])/.exec(text.slice(from, from + 200))?.[0];
      if (!name || (start > 0 && /[$\\\w]/.test(text[start - 1] ?? ""))) return null;
      return { end: from + name.length, syntax: "dollar", parts: [{ env: name }] };
    }
  }
}

function holesWithin(
  text: string,
  from: number,
  to: number,
  place: Place,
  options: InterpolationOptions,
  depth: number,
): Hole[] {
  const holes: Hole[] = [];
  if (depth > DEPTH_BOUND) return holes;
  const opening = new RegExp(OPENING);
  opening.lastIndex = from;
  let failures = 0;
  for (
    let match = opening.exec(text);
    match && match.index < to && failures < FAILURE_BOUND;
    match = opening.exec(text)
  ) {
    if (match[0].startsWith("$") && text[match.index - 1] === "\\") continue;
    const opened = open(text, match.index, match[0], to, place, options, depth);
    if (!opened?.parts) {
      failures++;
      continue;
    }
    holes.push({ start: match.index, end: opened.end, syntax: opened.syntax, parts: opened.parts });
    opening.lastIndex = opened.end;
  }
  return holes;
}

/** Every placeholder of a text, in order and without overlaps. */
export function findHoles(text: string, place: Place, options: InterpolationOptions = {}): Hole[] {
  return holesWithin(text, 0, text.length, place, options, 0);
}

function interpolateWithin(
  text: string,
  from: number,
  to: number,
  place: Place,
  options: InterpolationOptions,
  depth: number,
): Part[] {
  const parts: Part[] = [];
  let last = from;
  for (const hole of holesWithin(text, from, to, place, options, depth)) {
    parts.push({ text: text.slice(last, hole.start) }, ...hole.parts);
    last = hole.end;
  }
  parts.push({ text: text.slice(last, to) });
  return parts;
}

/** An ARM or Logic Apps expression that is the whole text: `[concat(parameters('a'), '/token')]`, `@base64(…)`. */
function wholeExpression(text: string, place: Place): Value | null {
  if (/^\[[A-Za-z][\w.]*\(/.test(text) && text.endsWith("]"))
    return parseExpression(text, 1, text.length - 1, place);
  if (/^@[A-Za-z]\w*\(/.test(text) && text.endsWith(")")) return parseExpression(text, 1, text.length, place);
  return null;
}

/** The parts of a configuration text: literal text, environment reads, names and calls of any common placeholder syntax. */
export function interpolate(text: string, place: Place, options: InterpolationOptions = {}): Part[] {
  const whole = wholeExpression(text, place);
  if (whole) return [...whole.parts];
  return interpolateWithin(text, 0, text.length, place, options, 0);
}

/** A whole text as a value with its placeholders seen. */
export function interpolatedValue(
  text: string,
  place: Place,
  at = place(0, text.length),
  options: InterpolationOptions = {},
): Value {
  return value(at, interpolate(text, place, options));
}
