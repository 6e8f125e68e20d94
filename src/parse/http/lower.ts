import type { Span } from "../../model/fact.ts";
import type { Lowering, Piece } from "../adapter.ts";
import { filledValue } from "./variables.ts";

const METHODS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT|GRAPHQL|WEBSOCKET|GRPC)[ \t]+(\S.*)$/;
const HEADER = /^([A-Za-z][\w-]{0,100})[ \t]*:[ \t]*(.*)$/;

type State = "start" | "headers" | "body" | "script";

/** Lowers a request file line by line. */
export function lowerRequests(lowering: Lowering): void {
  let state: State = "start";
  let body: Piece[] = [];
  let url: { method: string; text: string; at: Span } | undefined;
  const closeUrl = (): void => {
    if (url)
      lowering.emit({
        kind: "call",
        at: url.at,
        scope: 0,
        call: url.method,
        args: [filledValue(url.text, { start: url.at.end - url.text.length, end: url.at.end })],
        named: [],
      });
    url = undefined;
  };
  const closeBody = (): void => {
    embedBody(lowering, body, state === "script");
    body = [];
  };
  for (const line of linesOf(lowering.text)) {
    lowering.tick();
    const text = lowering.text.slice(line.start, line.end);
    if (/^###/.test(text)) {
      closeUrl();
      closeBody();
      state = "start";
      continue;
    }
    if (state === "script") {
      if (/%\}\s*$/.test(text)) {
        closeBody();
        state = "start";
      } else body.push(piece(lowering, line));
      continue;
    }
    if (/^[<>]\s*\{%\s*$/.test(text)) {
      closeUrl();
      closeBody();
      state = "script";
      continue;
    }
    const variable = /^@([\w.-]{1,100})[ \t]*=[ \t]*(.*)$/.exec(text);
    if (variable && state !== "body") {
      const start = line.end - (variable[2] ?? "").length;
      lowering.emit({
        kind: "assign",
        at: line,
        scope: 0,
        name: variable[1] ?? "",
        value: filledValue((variable[2] ?? "").trim(), { start, end: line.end }),
      });
      continue;
    }
    if (state === "body") {
      body.push(piece(lowering, line));
      continue;
    }
    if (/^\s*(?:#|\/\/)/.test(text)) continue;
    if (/^\s*$/.test(text)) {
      closeUrl();
      if (state === "headers") state = "body";
      continue;
    }
    if (state === "start") {
      if (/^curl\s/.test(text)) {
        // A request may be given as a command.
        state = "body";
        body.push(piece(lowering, line));
        continue;
      }
      url = requestLine(text, line);
      state = url ? "headers" : "start";
      continue;
    }
    const header = HEADER.exec(text);
    if (url && /^[ \t]+/.test(text) && !header) {
      // A long query goes on, indented.
      const more = text.trim();
      url = { ...url, text: url.text + more, at: { start: url.at.start, end: line.end } };
      continue;
    }
    if (header) lowerHeader(lowering, header[1] ?? "", header[2] ?? "", line);
  }
  closeUrl();
  closeBody();
}

function requestLine(text: string, line: Span): { method: string; text: string; at: Span } | undefined {
  const request = METHODS.exec(text.trimEnd());
  const target = request?.[2] ?? (/^(?:https?:\/\/|\{\{)\S+/.test(text) ? text.trimEnd() : undefined);
  if (target === undefined) return undefined;
  const bare = target.replace(/\s+HTTP\/[\d.]+$/, "");
  const start = line.start + text.indexOf(target);
  return { method: request?.[1] ?? "GET", text: bare, at: { start: line.start, end: start + bare.length } };
}

function lowerHeader(lowering: Lowering, name: string, text: string, line: Span): void {
  const bare = text.trimEnd();
  const start = line.end - text.length;
  lowering.emit({
    kind: "entry",
    at: { start: line.start, end: start + bare.length },
    scope: 0,
    path: ["header", name],
    value: filledValue(bare, { start, end: start + bare.length }),
  });
}

const piece = (lowering: Lowering, line: Span): Piece => ({
  text: lowering.text.slice(line.start, Math.min(lowering.text.length, line.end + 1)),
  start: line.start,
});

/** A body that looks like JSON, a command or a script goes to its language. */
function embedBody(lowering: Lowering, body: readonly Piece[], script: boolean): void {
  const text = body.map((one) => one.text).join("");
  if (/^\s*$/.test(text)) return;
  if (script) lowering.embed({ language: "javascript", pieces: body });
  else if (/^\s*[[{]/.test(text)) lowering.embed({ language: "json", pieces: body });
  else if (/^\s*curl\s/.test(text)) embedCommand(lowering, body);
  else if (/^\s*</.test(text) && /^\s*<[?\w]/.test(text)) lowering.embed({ language: "xml", pieces: body });
}

/** `{{x}}` in a command becomes `${x}`, a name the request file gives a value. */
function embedCommand(lowering: Lowering, body: readonly Piece[]): void {
  const names = new Set<string>();
  const pieces = body.flatMap((one) => {
    const split: Piece[] = [];
    let last = 0;
    for (const match of one.text.matchAll(
      /\{\{\s{0,8}(?:\$(?:dotenv|processEnv)\s{1,8}%?)?([A-Za-z_]\w{0,100})\s{0,8}\}\}/g,
    )) {
      if (match.index > last)
        split.push({ text: one.text.slice(last, match.index), start: one.start + last });
      if (!match[0].includes("$")) names.add(match[1] ?? "");
      split.push({ text: `\${${match[1]}}`, start: one.start + match.index, length: match[0].length });
      last = match.index + match[0].length;
    }
    if (last < one.text.length) split.push({ text: one.text.slice(last), start: one.start + last });
    return split;
  });
  lowering.embed({ language: "bash", pieces, extension: [".http", ...names].join(" ") });
}

function* linesOf(text: string): Generator<Span> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    yield { start, end: end > start && text[end - 1] === "\r" ? end - 1 : end };
    start = end + 1;
  }
}
