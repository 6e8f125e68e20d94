import type { Span } from "../../model/fact.ts";
import type { Adapter, Lowering } from "../adapter.ts";
import { batchNames, readBatchLine } from "../text/batch.ts";
import { isLisp, lowerLists } from "../text/lisp.ts";
import { StatementReader } from "../text/statements.ts";
import { linesOf, stretchesOf } from "../text/terms.ts";
import { dialectOf } from "../text/tokens.ts";

/** Any language without an adapter of its own: assignments, calls and strings by their shape, lines of prose otherwise. */
export const load = async (): Promise<Adapter> => lowerText;

function lowerText(lowering: Lowering): void {
  const lines = linesOf(lowering.text);
  const dialect = dialectOf(lowering.extension);
  const reader = new StatementReader(lowering, lines, dialect);
  if (dialect.batch) {
    const known = batchNames(lowering.text);
    for (const line of lines) {
      if (line.interesting && !readBatchLine(lowering, trimmed(lowering.text, line), known))
        reader.prose(trimmed(lowering.text, line));
    }
    return;
  }
  if (isLisp(lowering.extension)) {
    lowerLists(lowering);
    for (const line of lines) {
      const at = trimmed(lowering.text, line);
      if (line.interesting && lowering.text[at.start] === ";") reader.prose(at);
    }
    return;
  }
  for (const stretch of stretchesOf(lowering.text, lines)) reader.read(stretch);
  for (const line of lines)
    if (line.interesting && !reader.covers(line)) reader.prose(trimmed(lowering.text, line));
}

function trimmed(text: string, line: Span): Span {
  let { start, end } = line;
  while (start < end && (text.charCodeAt(start) <= 32 || text.charCodeAt(start) === 0xfeff)) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return { start, end };
}
