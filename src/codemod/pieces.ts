import type { Span } from "../model/fact.ts";

/** A stretch of the original text, or text put in. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** One replacement of a text's stretch. */
export interface Replacement {
  readonly at: Span;
  readonly text: string;
}

/** A text under edit that still knows which stretches are the original's, so that edits in several rounds become edits of the original. */
export class EditedText {
  readonly #original: string;
  #pieces: readonly Piece[];

  constructor(original: string) {
    this.#original = original;
    this.#pieces = original === "" ? [] : [{ start: 0, end: original.length }];
  }

  /** The text as it is now. */
  get text(): string {
    return this.#pieces
      .map((piece) => ("text" in piece ? piece.text : this.#original.slice(piece.start, piece.end)))
      .join("");
  }

  /** Makes replacements whose offsets are those of the text as it is now. They must not overlap. */
  replace(replacements: readonly Replacement[]): void {
    const sorted = [...replacements].sort((a, b) => b.at.start - a.at.start || b.at.end - a.at.end);
    for (const { at, text } of sorted)
      this.#pieces = [
        ...this.#slice(0, at.start),
        ...(text === "" ? [] : [{ text }]),
        ...this.#slice(at.end),
      ];
  }

  /** What was done, as replacements of the original, sorted. */
  replacements(): Replacement[] {
    const found: Replacement[] = [];
    let at = 0;
    let text = "";
    const flush = (start: number): void => {
      if (text !== "" || start > at) found.push({ at: { start: at, end: start }, text });
      text = "";
    };
    for (const piece of this.#pieces) {
      if ("text" in piece) text += piece.text;
      else {
        flush(piece.start);
        at = piece.end;
      }
    }
    flush(this.#original.length);
    return found;
  }

  #slice(from: number, to = Number.POSITIVE_INFINITY): Piece[] {
    const kept: Piece[] = [];
    let offset = 0;
    for (const piece of this.#pieces) {
      const length = "text" in piece ? piece.text.length : piece.end - piece.start;
      const start = Math.max(from - offset, 0);
      const end = Math.min(to - offset, length);
      if (start < end)
        kept.push(
          "text" in piece
            ? { text: piece.text.slice(start, end) }
            : { start: piece.start + start, end: piece.start + end },
        );
      offset += length;
    }
    return kept;
  }
}

/** A text with replacements made. They must not overlap. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  const edited = new EditedText(text);
  edited.replace(replacements);
  return edited.text;
}
