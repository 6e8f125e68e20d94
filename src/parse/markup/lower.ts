import { type Lowering, textValue } from "../adapter.ts";
import { blocksOf, type Line } from "./blocks.ts";
import { embedCode } from "./code.ts";

/** Terms that make a line of documentation worth a rule's look. */
const TELLING = /zendesk|zenpy|zdesk|\bzd_|token|api[ _-]?key|basic auth|authorization/i;

/** Lines longer than this are data (embedded images, generated tables). */
const LONG = 4_000;

/** Lowers a document. */
export function lowerDocument(lowering: Lowering): void {
  for (const block of blocksOf(lowering)) {
    lowering.tick();
    if (block.kind === "prose") lowerProse(lowering, block.line);
    else if (block.kind === "code") embedCode(lowering, block.info, block.lines);
    else {
      const pieces = block.lines.map((line) => ({ text: `${line.text}\n`, start: line.start }));
      lowering.embed({ language: block.info, pieces, documentation: true });
    }
  }
}

function lowerProse(lowering: Lowering, line: Line): void {
  if (line.text.length > LONG) return;
  // A comment within one line says nothing to readers.
  const visible = line.text
    .replace(/<!--.*?-->/g, (comment) => " ".repeat(comment.length))
    .replace(/<!--.*$/, "");
  if (!TELLING.test(visible)) return;
  const text = visible.trim();
  const start = line.start + visible.indexOf(text);
  const at = { start, end: start + text.length };
  lowering.emit({ kind: "prose", at, scope: 0, value: textValue(at, text) });
}
