import type { Span } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";
import type { EntryWalk, KeyMark } from "./entries.ts";
import { keyEnd, readLines } from "./lenient.ts";

interface CommentLine {
  readonly from: number;
  readonly end: number;
  readonly hash: number;
  /** Where its text begins. */
  readonly start: number;
  readonly entry: boolean;
}

/** True for a comment that would be configuration without its mark: `token: x`, `- name: ZENDESK_TOKEN`; false for prose with a colon. */
function looksLikeEntry(text: string): boolean {
  const bare = text.replace(/^(?:-\s+)+/, "");
  const colon = keyEnd(bare, 0, bare.length);
  if (colon < 0) return /^-\s+[A-Z][A-Z0-9_]{2,}=\S*$/.test(text);
  const key = bare.slice(0, colon).replace(/^["']|["']$/g, "");
  if (!/^[A-Za-z_<][\w./-]*<?$/.test(key)) return false;
  const rest = bare.slice(colon + 1).trim();
  if (rest === "" || /^["'].*["'](?:\s+#.*)?$/.test(rest) || /^\S+(?:\s+#.*)?$/.test(rest)) return true;
  return (
    /^(?:\$?\{\{|<%|!|\$\{)/.test(rest) ||
    (/[_-]/.test(key) && !/[.!]$/.test(rest) && rest.split(/\s+/).length <= 4)
  );
}

/** Emits entries for configuration that is commented out, placed by its indentation among the keys around it. */
export function commentedEntries(lowering: Lowering, walk: EntryWalk): void {
  const { text } = lowering;
  const marks = [...walk.marks].sort((a, b) => a.start - b.start);
  const blocks = [...walk.blocks].sort((a, b) => a.start - b.start);
  let block: CommentLine[] = [];
  let nextBlock = 0;
  const flush = (): void => {
    if (block.some((line) => line.entry)) emitBlock(lowering, walk, marks, block);
    block = [];
  };
  for (let from = 0; from < text.length; ) {
    lowering.tick();
    const lineEnd = text.indexOf("\n", from);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const match = /^([ \t]*)(#+)([ \t]*)/.exec(text.slice(from, Math.min(end, from + 400)));
    while (nextBlock < blocks.length && (blocks[nextBlock]?.end ?? 0) <= from) nextBlock++;
    const inside = covers(blocks[nextBlock], from);
    if (match && !inside) {
      const start = from + match[0].length;
      const content = text.slice(start, end).trimEnd();
      block.push({
        from,
        end: start + content.length,
        hash: from + (match[1]?.length ?? 0),
        start,
        entry: content.length < 1000 && looksLikeEntry(content),
      });
    } else flush();
    from = end + 1;
  }
  flush();
}

const covers = (span: Span | undefined, offset: number): boolean =>
  span !== undefined && span.start < offset && offset < span.end;

/** Reads a run of comment lines as YAML of its own, `#` taken for a blank, and walks it below the path it would stand at. */
function emitBlock(
  lowering: Lowering,
  walk: EntryWalk,
  marks: readonly KeyMark[],
  block: readonly CommentLine[],
): void {
  const first = block.find((line) => line.entry);
  const last = block.at(-1);
  if (!first || !last) return;
  const offset = first.from;
  let masked = "";
  for (const line of block) {
    if (line.from < offset) continue;
    masked += lowering.text.slice(offset + masked.length, line.from).replace(/[^\n]/g, " ");
    const content = line.entry ? lowering.text.slice(line.start, line.end) : "";
    masked += `${" ".repeat(line.start - line.from)}${content}`.padEnd(line.end - line.from);
  }
  const original = lowering.text.slice(offset, offset + masked.length);
  const path = pathAt(lowering.text, marks, first);
  for (const root of readLines({ original, masked, offset }, lowering)) walk.commented(root, path);
}

/**
 * The key path a commented-out line would stand at. Its column is that of its mark; where an editor puts marks at the margin, it is
 * that behind the mark, give or take the mark itself.
 */
function pathAt(text: string, marks: readonly KeyMark[], line: CommentLine): readonly string[] {
  const hash = line.hash - line.from;
  const blanks = line.start - line.hash - 1;
  const item = text[line.start] === "-";
  const margin = hash === 0 && blanks >= 2;
  const column = margin ? blanks : hash;
  let limit = Number.POSITIVE_INFINITY;
  for (
    let index = marksBefore(marks, line.from) - 1, steps = 0;
    index >= 0 && steps < 2000;
    index--, steps++
  ) {
    const mark = marks[index];
    if (!mark) break;
    const own = columnOf(text, mark.start);
    if (own >= limit) continue;
    limit = own;
    // A list may stand in the column of its key.
    if (item && mark.open && own <= column) return mark.path;
    if (own === column || (margin && Math.abs(own - column) === 1)) return mark.path.slice(0, -1);
    if (own < column) return mark.open ? mark.path : mark.path.slice(0, -1);
  }
  return [];
}

function marksBefore(marks: readonly KeyMark[], offset: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf("\n", offset - 1) + 1);
