import type { Span } from "../../model/fact.ts";
import type { Lowering, Piece } from "../adapter.ts";

/** A here-document of an instruction (`RUN <<EOF`). */
export interface Document {
  readonly body: Span;
}

/** One instruction with its continued lines; comment lines within are left out. */
export interface Instruction extends Span {
  /** Upper case. */
  readonly name: string;
  /** What stands behind the name, a piece per line, line breaks kept. */
  readonly pieces: readonly Piece[];
  readonly documents: readonly Document[];
}

/** Splits a Dockerfile to its instructions. */
export function instructionsOf(lowering: Lowering): Instruction[] {
  const text = lowering.text;
  const continues = /^(?:\s*#[^\n]*\n){0,3}?\s*#\s*escape\s*=\s*`/i.test(text.slice(0, 400)) ? "`" : "\\";
  const instructions: Instruction[] = [];
  let at = 0;
  const line = (): Span | undefined => {
    if (at >= text.length) return undefined;
    const newline = text.indexOf("\n", at);
    const start = at;
    const end = newline < 0 ? text.length : newline;
    at = end + 1;
    return { start, end: text[end - 1] === "\r" && end > start ? end - 1 : end };
  };
  for (let first = line(); first; first = line()) {
    lowering.tick();
    const head = /^\s*(?:ONBUILD\s+)?([A-Za-z]+)(?=\s|$)/i.exec(
      text.slice(first.start, Math.min(first.end, first.start + 200)),
    );
    if (!head || /^\s*#/.test(head[0])) continue;
    const pieces: Piece[] = [];
    let from = first.start + head[0].length;
    let last = first;
    for (let next: Span | undefined = first; next; next = line()) {
      const content = text.slice(next === first ? from : next.start, next.end);
      if (next !== first && /^\s*(?:#|$)/.test(content)) {
        last = next;
        if (/^\s*$/.test(content)) continue;
        continue;
      }
      from = next === first ? from : next.start;
      last = next;
      const continued = content.trimEnd().endsWith(continues);
      // The inner language knows a continued line by its backslash.
      const shown =
        continued && continues === "`" ? `${content.trimEnd().slice(0, -1)}\\` : content.trimEnd();
      pieces.push({ text: `${shown}\n`, start: from });
      if (!continued) break;
    }
    const documents: Document[] = [];
    for (const match of pieces
      .map((piece) => piece.text)
      .join("")
      .matchAll(/<<-?\s*["']?([A-Za-z_]\w*)["']?/g)) {
      const start = at;
      let end = at;
      for (let next = line(); next; next = line()) {
        last = next;
        if (text.slice(next.start, next.end).trim() === match[1]) break;
        end = Math.min(at, text.length);
      }
      documents.push({ body: { start, end } });
    }
    instructions.push({
      name: (head[1] ?? "").toUpperCase(),
      start: first.start + (/^\s*/.exec(head[0])?.[0].length ?? 0),
      end: last.end,
      pieces,
      documents,
    });
  }
  return instructions;
}
