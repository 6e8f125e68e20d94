import type { Part, Value } from "../model/fact.ts";
import type { Piece } from "./adapter.ts";

/** First of the characters that stand for what a program puts into a command; no file has a use for them. */
const FIRST_HOLE = 0xe000;
const MOST_HOLES = 1_000;

/** A character that stands for a value put into a command. */
const HOLE = /[\ue000-\uf8ff]/;

/** Longest command that is read; longer ones are scripts that a program writes. */
const LONGEST = 20_000;

/** How often the spelling of a literal may leave its text: the breaks between the literals of a concatenation. */
const MOST_BREAKS = 200;

/** Numbers of characters that tell where a text goes on, the surest first: a literal may end after any of them. */
const PROBES = [6, 3, 1];

/** A command as a shell sees it, with what the program puts into it. */
export interface CommandText {
  readonly pieces: readonly Piece[];
  readonly holes: ReadonlyMap<string, readonly Part[]>;
}

/**
 * The text of a command that a program puts together, each piece with the place it is spelled at. What is no literal becomes one character,
 * which is part of a word in every kind of quotes. Undefined when it is too long.
 */
export function commandText(text: string, command: Value, lead = ""): CommandText | undefined {
  const { at, parts } = command;
  let length = 0;
  for (const part of parts) length += "text" in part ? part.text.length : 1;
  if (length > LONGEST || parts.length > MOST_HOLES) return undefined;
  const source = text.slice(at.start, at.end);
  const pieces: Piece[] = lead === "" ? [] : [{ text: lead, start: at.start, length: 0 }];
  const holes = new Map<string, Part[]>();
  let cursor = 0;
  for (const part of parts) {
    if ("text" in part) {
      if (HOLE.test(part.text)) return undefined;
      const found = spelled(source, part.text, cursor);
      cursor = found.end;
      for (const piece of found.pieces) pieces.push({ ...piece, start: at.start + piece.start });
      continue;
    }
    const hole = String.fromCharCode(FIRST_HOLE + holes.size);
    holes.set(hole, [part]);
    pieces.push({ text: hole, start: at.start + cursor, length: 0 });
  }
  return { pieces, holes };
}

/** Where a text is spelled in source code: escapes, breaks between literals and doubled characters are between its pieces. */
function spelled(source: string, text: string, from: number): { pieces: Piece[]; end: number } {
  const begin = beginning(source, text, 0, from);
  // A text from elsewhere (a constant, a format) stands where the command does.
  if (begin < 0) return { pieces: [{ text, start: from, length: source.length - from }], end: from };
  const pieces: Piece[] = [];
  let at = begin;
  let done = 0;
  let run = { text: 0, source: begin };
  let breaks = 0;
  const close = (): void => {
    if (done > run.text) pieces.push({ text: text.slice(run.text, done), start: run.source });
  };
  const resume = (to: number): void => {
    at = to;
    run = { text: done, source: at };
  };
  while (done < text.length) {
    const char = source[at];
    const raw = char === "\\" && text[done] === "\\" && (source[at + 1] !== "\\" || text[done + 1] === "\\");
    if (char === text[done] && (char !== "\\" || raw)) {
      at++;
      done++;
      continue;
    }
    close();
    if (char === "\\") {
      const joined = /^\\\r?\n/.exec(source.slice(at, at + 3));
      if (joined) {
        resume(at + joined[0].length);
        continue;
      }
      pieces.push({ text: text[done] ?? "", start: at, length: 2 });
      done++;
      resume(at + 2);
      continue;
    }
    const next = ++breaks > MOST_BREAKS ? -1 : beginning(source, text, done, at);
    if (next < 0) {
      const rest = { text: text.slice(done), start: Math.min(at, source.length), length: 0 };
      return { pieces: [...pieces, rest], end: rest.start };
    }
    resume(next);
  }
  close();
  return { pieces, end: at };
}

/** Where the text goes on in the source: as it is, or with its first character escaped; -1 when nowhere. */
function beginning(source: string, text: string, offset: number, from: number): number {
  for (const length of PROBES) {
    const probe = text.slice(offset, offset + length);
    // A probe may run into an escape: what stands before it is enough.
    const plain = /^[^"'`\\$#{}\r\n\t]+/.exec(probe)?.[0] ?? probe;
    const found = source.indexOf(plain, from);
    if (found >= 0) return found;
  }
  return source.indexOf("\\", from);
}

/** Puts what a program puts into a command into the places that stand for it. */
export function filled(text: string, holes: ReadonlyMap<string, readonly Part[]>): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const match of text.matchAll(new RegExp(HOLE, "g"))) {
    const hole = holes.get(match[0]);
    if (!hole) continue;
    if (match.index > last) parts.push({ text: text.slice(last, match.index) });
    parts.push(...hole);
    last = match.index + 1;
  }
  if (last < text.length) parts.push({ text: text.slice(last) });
  return parts;
}

/** A name of a command or variable without what a program puts into it. */
export const unfilled = (name: string): string => name.replace(new RegExp(HOLE, "g"), "*");
