import { neutralise } from "./text.ts";

/** One character as a person sees it, with the room it takes on a terminal. */
export interface Cell {
  /** What to print. */
  readonly text: string;
  /** Terminal columns. */
  readonly width: number;
  /** First code unit in the source line, 0-based. */
  readonly start: number;
}

const TAB = 4;
/** A cluster longer than this is a heap of combining marks, not a character. */
const CLUSTER_LIMIT = 32;
let segmenter: Intl.Segmenter | undefined;
/** Made when a line first needs it: that takes as long as a small report. */
function clusters(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\u{fe0f}|^[\d#*]\u{fe0f}?\u{20e3}/u;
/** East Asian Wide and Fullwidth blocks (Unicode Standard Annex 11). */
const WIDE =
  /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{33ff}\u{3400}-\u{4dbf}\u{4e00}-\u{a4cf}\u{a960}-\u{a97c}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe10}-\u{fe19}\u{fe30}-\u{fe6b}\u{ff01}-\u{ff60}\u{ffe0}-\u{ffe6}\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;

/** A source line as cells: tabs expanded, unsafe characters shown as pictures, wide characters two columns. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const add = (text: string, width: number, start: number): void => {
    cells.push({ text, width, start });
    column += width;
  };
  if (/^[\t -~]*$/.test(line)) {
    for (let start = 0; start < line.length; start++) {
      const text = line[start] ?? "";
      if (text === "\t") add(" ".repeat(TAB - (column % TAB)), TAB - (column % TAB), start);
      else add(text, 1, start);
    }
    return cells;
  }
  for (const { segment, index } of clusters(line)) {
    if (segment === "\t") add(" ".repeat(TAB - (column % TAB)), TAB - (column % TAB), index);
    else if (segment.length > CLUSTER_LIMIT) add("\ufffd", 1, index);
    else {
      const safe = neutralise(segment);
      add(safe, safe === segment ? clusterWidth(segment) : safe.length, index);
    }
  }
  return cells;
}

/** Terminal columns of a line of text that is already harmless. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of clusters(text)) width += clusterWidth(segment);
  return width;
}

function clusterWidth(cluster: string): number {
  if (cluster.length === 1 && cluster < "\u0300") return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(cluster)) return 0;
  return EMOJI.test(cluster) || WIDE.test(cluster) ? 2 : 1;
}

/** Breaks text at blanks into lines of at most `width` columns, the first of at most `first`; a longer word keeps a line of its own. */
export function wrap(text: string, width: number, first = width): string[] {
  const lines: string[] = [];
  let line = "";
  let taken = 0;
  for (const word of text.split(/ +/)) {
    const wide = widthOf(word);
    if (line !== "" && taken + 1 + wide > (lines.length === 0 ? first : width)) {
      lines.push(line);
      line = "";
      taken = 0;
    }
    line += (line === "" ? "" : " ") + word;
    taken += (taken === 0 ? 0 : 1) + wide;
  }
  if (line !== "") lines.push(line);
  return lines;
}
