import type { Span } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";
import { StatementReader } from "./statements.ts";
import { linesOf } from "./terms.ts";
import { dialectOf } from "./tokens.ts";

/**
 * Reads by shape what a grammar could not: the interesting lines of `lost` on which no fact stands yet. For adapters whose
 * parser reports errors; `comments` are left alone.
 */
export function readLeftovers(
  lowering: Lowering,
  lost: readonly Span[],
  comments: readonly Span[] = [],
): void {
  if (lost.length === 0) return;
  const lines = linesOf(lowering.text);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  // An assignment of nobody-knows-what does not make a line read.
  const telling = lowering.facts.filter(
    (fact) => fact.kind !== "assign" || fact.value.parts.some((part) => !("opaque" in part)),
  );
  const taken = new Set(telling.map((fact) => lineAt(fact.at.start)));
  const reader = new StatementReader(lowering, lines, dialectOf(lowering.extension), { classes: false });
  for (const span of lost) {
    for (let index = lineAt(span.start); index < lines.length; index++) {
      const line = lines[index];
      if (!line || line.start >= span.end) break;
      if (!line.interesting || taken.has(index)) continue;
      if (comments.some((comment) => comment.start <= line.start && line.end <= comment.end)) continue;
      taken.add(index);
      reader.read(line);
    }
  }
}
