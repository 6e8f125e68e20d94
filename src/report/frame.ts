import type { Excerpt, Location } from "../model/finding.ts";
import { withoutCommands } from "./text.ts";
import { type Cell, cellsOf } from "./width.ts";

/** Colours of a frame: identity functions when there are none. */
export interface FramePaint {
  readonly gutter: (text: string) => string;
  readonly mark: (text: string) => string;
}

/** Lines of a span that are shown before its middle is left out. */
const SPAN_LINES = 4;
const ELLIPSIS = "…";

/** An excerpt with line numbers and its span underlined, no line wider than `width` columns; empty when there is nothing to show. */
export function codeFrame(excerpt: Excerpt, span: Location, width: number, paint: FramePaint): string[] {
  const rows = chooseRows(excerpt, span);
  const digits = String(rows.at(-1)?.line ?? 0).length;
  const view = chooseView(rows, excerpt, span, Math.max(16, width - digits - 5));
  const output: string[] = [];
  let previous: number | undefined;
  for (const row of rows) {
    if (previous !== undefined && row.line !== previous + 1)
      output.push(paint.gutter(`  ${" ".repeat(digits)} ⋮`));
    previous = row.line;
    const inSpan = row.line >= span.startLine && row.line <= span.endLine;
    // Only the line that has to be is moved to the left: what stands around it says more when it begins at its beginning.
    const shown = cut(row.cells, row.line === span.startLine ? view : { ...view, left: 0 }, excerpt);
    const code = withoutCommands(shown.trimEnd());
    const gutter = paint.gutter(`${String(row.line).padStart(digits)} │`);
    output.push(`${inSpan ? paint.mark(">") : " "} ${gutter}${code === "" ? "" : ` ${code}`}`);
    if (row.line !== span.startLine) continue;
    const { from, to } = underline(row.cells, excerpt, span);
    const first = Math.max(from, view.left) - view.left;
    const last = Math.min(to, view.left + view.width) - view.left;
    const marks = "^".repeat(Math.max(1, last - first));
    output.push(`  ${paint.gutter(`${" ".repeat(digits)} │`)} ${" ".repeat(first)}${paint.mark(marks)}`);
  }
  return output;
}

interface Row {
  /** 1-based line number. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** The lines to show: blank ones at either end dropped, the middle of a long span too. */
function chooseRows(excerpt: Excerpt, span: Location): Row[] {
  const last = excerpt.firstLine + excerpt.lines.length - 1;
  const textOf = (line: number): string => excerpt.lines[line - excerpt.firstLine] ?? "";
  let from = excerpt.firstLine;
  let to = last;
  while (from < span.startLine && textOf(from).trim() === "") from++;
  while (to > span.endLine && textOf(to).trim() === "") to--;
  const rows: Row[] = [];
  for (let line = from; line <= to; line++) {
    const middle = span.endLine - span.startLine >= SPAN_LINES + 1;
    if (middle && line >= span.startLine + SPAN_LINES - 1 && line < span.endLine) continue;
    rows.push({ line, cells: cellsOf(textOf(line)) });
  }
  return rows;
}

/** The display columns shown, 0-based. */
interface View {
  readonly left: number;
  readonly width: number;
}

function chooseView(rows: readonly Row[], excerpt: Excerpt, span: Location, width: number): View {
  const row = rows.find(({ line }) => line === span.startLine);
  if (!row) return { left: 0, width };
  const { from, to } = underline(row.cells, excerpt, span);
  const total = widthOfCells(row.cells);
  if (total <= width || to + 1 < width) return { left: 0, width };
  // A little of what follows stays in view; of a span too wide for that its beginning, with a little of what stands before it.
  const least = Math.min(to + (width >> 3), total) - width;
  return { left: Math.max(0, Math.min(least, from - (width >> 3))), width };
}

/** The span's columns on its first line; at least one, also when the excerpt does not reach it. */
function underline(cells: readonly Cell[], excerpt: Excerpt, span: Location): { from: number; to: number } {
  const shift = excerpt.firstColumn ?? 1;
  const start = span.startColumn - shift;
  const end = span.endLine > span.startLine ? Number.POSITIVE_INFINITY : span.endColumn - shift;
  let column = 0;
  let from: number | undefined;
  let to = 0;
  for (const [index, cell] of cells.entries()) {
    const next = cells[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    if (from === undefined && next > start) from = column;
    column += cell.width;
    // What stands beyond the end of the line's text is not underlined, blanks at its end included.
    if (cell.start < end && (cell.text.trim() !== "" || end !== Number.POSITIVE_INFINITY)) to = column;
  }
  const begin = from ?? column;
  return { from: begin, to: Math.max(to, begin + 1) };
}

/** The part of a line that the view shows, with an ellipsis where something is left out. */
function cut(cells: readonly Cell[], view: View, excerpt: Excerpt): string {
  const total = widthOfCells(cells);
  const right = view.left + view.width;
  const hiddenLeft = view.left > 0 || (excerpt.firstColumn ?? 1) > 1;
  const hiddenRight = total > right;
  let text = "";
  let column = 0;
  for (const { text: shown, width } of cells) {
    const from = column;
    column += width;
    if (column <= view.left) continue;
    if (from >= right) break;
    const room = from >= view.left && column <= right;
    // Half of a wide character cannot be shown.
    text += room ? shown : " ".repeat(Math.min(column, right) - Math.max(from, view.left));
  }
  if (hiddenLeft && text !== "") text = replaceEdge(text, "left");
  return hiddenRight ? replaceEdge(text, "right") : text;
}

/** Puts an ellipsis in the place of the first or last character, a blank beside it where that was a wide one. */
function replaceEdge(text: string, edge: "left" | "right"): string {
  const cells = cellsOf(text);
  const cell = edge === "left" ? cells.shift() : cells.pop();
  const blank = " ".repeat(Math.max(0, (cell?.width ?? 1) - 1));
  const rest = cells.map((one) => one.text).join("");
  return edge === "left" ? `${ELLIPSIS}${blank}${rest}` : `${rest}${blank}${ELLIPSIS}`;
}

function widthOfCells(cells: readonly Cell[]): number {
  let width = 0;
  for (const cell of cells) width += cell.width;
  return width;
}
