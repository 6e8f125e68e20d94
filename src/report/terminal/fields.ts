import { wrap } from "../width.ts";
import type { Paint } from "./paint.ts";

/** Blanks before everything that belongs to a finding. */
export const INDENT = 4;

/** The column a label takes, the gap after it included. */
export const LABEL = 7;

/** Lines with a label before the first one, all beginning at the same column; wrapped when a width is given. */
export function fields(
  label: string,
  lines: readonly string[],
  width: number | undefined,
  paint: Paint,
): string[] {
  return lines
    .flatMap((line) => (width === undefined ? [line] : wrap(line, width - INDENT - LABEL)))
    .map((line, index) => " ".repeat(INDENT) + beside(index === 0 ? label : "", LABEL, paint) + line);
}

/** A label in a column of the given width. */
export function beside(label: string, width: number, paint: Paint): string {
  return (label === "" ? "" : paint.faint(label)) + " ".repeat(Math.max(0, width - label.length));
}
