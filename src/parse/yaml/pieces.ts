import type { Span } from "../../model/fact.ts";
import type { Piece } from "../adapter.ts";

/** Where each piece begins in the decoded text, and behind the last one its length. */
const begins = new WeakMap<readonly Piece[], readonly number[]>();

function beginsOf(pieces: readonly Piece[]): readonly number[] {
  let known = begins.get(pieces);
  if (!known || known.length !== pieces.length + 1) {
    const sums = [0];
    for (const piece of pieces) sums.push((sums.at(-1) ?? 0) + piece.text.length);
    known = sums;
    begins.set(pieces, known);
  }
  return known;
}

/** Index of the piece that holds an offset; with `end` the one that ends there counts. */
function indexAt(pieces: readonly Piece[], offset: number, end: boolean): number {
  const starts = beginsOf(pieces);
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const stop = starts[middle + 1] ?? 0;
    if (end ? stop >= offset : stop > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The decoded text of pieces. */
export const textOfPieces = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join("");

/** Offset in the decoded text → offset in the file. An end stands where its last piece ends. */
export function offsetIn(pieces: readonly Piece[], offset: number, end = false): number {
  const index = indexAt(pieces, offset, end);
  const piece = pieces[index];
  if (!piece) return 0;
  const inside = Math.max(0, offset - (beginsOf(pieces)[index] ?? 0));
  const length = piece.length ?? piece.text.length;
  return piece.start + (inside >= piece.text.length ? length : Math.min(inside, length));
}

/** Places stretches of a decoded text in the file. */
export const placeIn =
  (pieces: readonly Piece[]) =>
  (start: number, end: number): Span => {
    const from = offsetIn(pieces, start);
    return { start: from, end: Math.max(from, offsetIn(pieces, end, true)) };
  };

/** The pieces of `text[from, to)` of a decoded text. */
export function slicePieces(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const slice: Piece[] = [];
  const starts = beginsOf(pieces);
  for (let index = indexAt(pieces, from, false); index < pieces.length; index++) {
    const piece = pieces[index];
    const offset = starts[index] ?? 0;
    if (!piece || offset >= to) break;
    const start = Math.max(0, from - offset);
    const end = Math.min(piece.text.length, to - offset);
    if (end <= start) continue;
    const length = piece.length ?? piece.text.length;
    const cut = {
      text: piece.text.slice(start, end),
      start: piece.start + Math.min(start, length),
      length: Math.max(0, Math.min(end, length) - Math.min(start, length)),
    };
    slice.push(start === 0 && end === piece.text.length ? piece : cut);
  }
  return slice;
}
