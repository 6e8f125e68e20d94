import type { Part, Span, Value } from "../../model/fact.ts";
import { type Lowering, type Piece, textValue, value } from "../adapter.ts";
import { languageOf } from "../language.ts";
import type { Instruction } from "./instructions.ts";

/** Emits the facts of one instruction. */
export function lowerInstruction(lowering: Lowering, instruction: Instruction): void {
  switch (instruction.name) {
    case "ENV":
    case "ARG":
      lowerVariables(lowering, instruction);
      break;
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "HEALTHCHECK":
      lowerCommand(lowering, instruction);
      break;
    case "COPY":
    case "ADD":
      lowerCopy(lowering, instruction);
      break;
    default:
  }
}

/** `$X`, `${X}`, `${X:-default}`, `${X:+word}` of a build. */
function expand(text: string, at: Span): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const match of text.matchAll(
    /\\([$"\\ ])|\$(?:\{([A-Za-z_]\w*)(?::?([-+?])([^{}]{0,500}))?\}|([A-Za-z_]\w*))/g,
  )) {
    parts.push({ text: text.slice(last, match.index) });
    last = match.index + match[0].length;
    const name = match[2] ?? match[5];
    if (name === undefined) parts.push({ text: match[1] ?? "" });
    else if (match[3] === "-")
      parts.push({ choice: [value(at, [{ env: name }]), textValue(at, match[4] ?? "")] });
    else parts.push({ env: name });
  }
  parts.push({ text: text.slice(last) });
  return parts;
}

/** A word with its quotes taken off; single quotes switch expansion off. */
function wordValue(source: string, at: Span): Value {
  const parts: Part[] = [];
  for (const match of source.matchAll(/'([^']{0,4000})'|"((?:[^"\\]|\\.){0,4000})"|[^'"]+|["']/gs)) {
    if (match[1] !== undefined) parts.push({ text: match[1] });
    else parts.push(...expand(match[2] ?? match[0], at));
  }
  return value(at, parts);
}

/** `ENV A=1 B="2 3"`, `ENV A 1`, `ARG A`, `ARG A=1`. */
function lowerVariables(lowering: Lowering, instruction: Instruction): void {
  const words: { text: string; at: Span }[] = [];
  for (const piece of instruction.pieces) {
    const text = piece.text.replace(/\\?\n$/, "");
    for (const match of text.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.){0,4000}"|'[^']{0,4000}'|["'\\])+/g)) {
      words.push({
        text: match[0],
        at: { start: piece.start + match.index, end: piece.start + match.index + match[0].length },
      });
    }
  }
  const emit = (name: string, at: Span, given: Value): void => {
    if (/^\w[\w.-]*$/.test(name))
      lowering.emit({ kind: "entry", at, scope: 0, path: [instruction.name, name], value: given });
  };
  const first = words[0];
  const rest = words[1];
  if (first && rest && instruction.name === "ENV" && !first.text.includes("=")) {
    // The old form: everything behind the name is the value.
    const at = { start: rest.at.start, end: words.at(-1)?.at.end ?? rest.at.end };
    emit(
      first.text,
      { start: first.at.start, end: at.end },
      wordValue(lowering.text.slice(at.start, at.end), at),
    );
    return;
  }
  for (const word of words) {
    const equals = word.text.indexOf("=");
    if (equals < 0) emit(word.text, word.at, value({ start: word.at.end, end: word.at.end }, []));
    else
      emit(
        word.text.slice(0, equals),
        word.at,
        wordValue(word.text.slice(equals + 1), { start: word.at.start + equals + 1, end: word.at.end }),
      );
  }
}

/** Shell form as shell code, exec form (`["curl", "-u", "…"]`) as a call. */
function lowerCommand(lowering: Lowering, instruction: Instruction): void {
  const pieces = withoutFlags(instruction);
  const text = pieces.map((piece) => piece.text).join("");
  const document = instruction.documents[0];
  if (document && /^\s*<<-?\s*["']?\w+["']?\s*$/.test(text)) {
    const content = lowering.text.slice(document.body.start, document.body.end);
    const language = content.startsWith("#!") ? languageOf("script", content.slice(0, 200)) : "bash";
    lowering.embed({ language, pieces: [{ text: content, start: document.body.start }] });
    return;
  }
  if (/^\s*\[/.test(text)) {
    const items = execItems(lowering.text, pieces);
    const callee = items[0];
    if (!callee) return;
    const [shell, flag, script] = items;
    if (
      script &&
      shell &&
      flag &&
      /^(?:\/bin\/)?(?:ba|z|d?a)?sh$/.test(shell.text) &&
      /^-\w*c$/.test(flag.text)
    ) {
      lowering.embed({ language: "bash", pieces: script.pieces });
      return;
    }
    const args = items.slice(1).map((item) => textValue(item.at, item.text));
    const at = { start: callee.at.start, end: items.at(-1)?.at.end ?? callee.at.end };
    lowering.emit({
      kind: "call",
      at,
      scope: 0,
      call: callee.text.slice(callee.text.lastIndexOf("/") + 1),
      args,
      named: [],
    });
    return;
  }
  const inner: Piece[] = [...pieces];
  for (const one of instruction.documents)
    inner.push({
      text: lowering.text.slice(one.body.start, lineEnd(lowering.text, one.body.end)),
      start: one.body.start,
    });
  lowering.embed({ language: "bash", pieces: inner });
}

/** The end of the line that begins at `start`: a here-document's delimiter. */
function lineEnd(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline + 1;
}

/** `--mount=…`, `--interval=…` and `CMD` of a health check are no shell code. */
function withoutFlags(instruction: Instruction): Piece[] {
  const pieces: Piece[] = [];
  let head = true;
  for (const piece of instruction.pieces) {
    const flags = head
      ? (/^(?:\s*--[\w-]+(?:=(?:"[^"\n]*"|[^\s"])*)?(?=\s))*\s*(?:CMD(?=\s))?\s*(?:\\\n)?/.exec(
          piece.text,
        )?.[0].length ?? 0)
      : 0;
    const rest = piece.text.slice(flags);
    if (rest !== "") head = false;
    if (rest !== "") pieces.push({ text: rest, start: piece.start + flags });
  }
  return pieces;
}

interface Item {
  readonly text: string;
  readonly at: Span;
  readonly pieces: readonly Piece[];
}

/** The strings of a JSON array with their places. */
function execItems(source: string, pieces: readonly Piece[]): Item[] {
  const items: Item[] = [];
  for (const piece of pieces) {
    for (const match of piece.text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)) {
      const start = piece.start + match.index;
      const inner: Piece[] = [];
      let text = "";
      for (const bit of (match[1] ?? "").matchAll(/\\(.)|[^\\]+/g)) {
        const decoded =
          bit[1] === undefined ? bit[0] : bit[1] === "n" ? "\n" : bit[1] === "t" ? "\t" : bit[1];
        inner.push({ text: decoded, start: start + 1 + bit.index, length: bit[0].length });
        text += decoded;
      }
      items.push({
        text,
        at: { start, end: Math.min(start + match[0].length, source.length) },
        pieces: inner,
      });
    }
  }
  return items;
}

/** `COPY <<EOF /app/.env`: the document in the language of its target. */
function lowerCopy(lowering: Lowering, instruction: Instruction): void {
  const document = instruction.documents[0];
  if (!document) return;
  const content = lowering.text.slice(document.body.start, document.body.end);
  const target =
    instruction.pieces
      .map((piece) => piece.text)
      .join("")
      .trim()
      .split(/\s+/)
      .at(-1) ?? "";
  lowering.embed({
    language: languageOf(target, content.slice(0, 200)),
    pieces: [{ text: content, start: document.body.start }],
  });
}
