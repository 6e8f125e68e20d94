import type { Span } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** A line without its terminator. */
export interface Line extends Span {
  readonly text: string;
  /** Columns of white space at its head. */
  readonly indent: number;
}

/** A stretch of a document: a block of code, or a line of prose. */
export type Block =
  | { readonly kind: "code"; readonly info: string; readonly lines: readonly Line[] }
  | { readonly kind: "front"; readonly info: "yaml" | "toml"; readonly lines: readonly Line[] }
  | { readonly kind: "prose"; readonly line: Line };

const DIRECTIVE =
  /^[ \t]*\.\. +(?:code-block|code|sourcecode|highlight-block|parsed-literal|literalinclude):: *([\w+#.-]*)/;
const ASCIIDOC = /^\[(?:source|listing|source%[\w%]+)?,? *([\w+#.-]*)[^\]]*\]$/;

/** Splits a document to blocks. */
export function blocksOf(lowering: Lowering): Block[] {
  const lines = linesOf(lowering);
  const extension = lowering.extension;
  const rst = extension === ".rst";
  const asciidoc = /^\.a(?:sc|doc|sciidoc)/.test(extension);
  const blocks: Block[] = [];
  let index = frontMatter(lines, blocks);
  let comment = false;
  let info: string | undefined;
  while (index < lines.length) {
    lowering.tick();
    const line = lines[index];
    if (!line) break;
    if (comment) {
      comment = !line.text.includes("-->");
      index++;
      continue;
    }
    const fence = /^[ \t]{0,40}(?:> ?|[-*+] |\d{1,9}[.)] ){0,8}[ \t]{0,8}(`{3,}|~{3,})([^`\n]*)$/.exec(
      line.text,
    );
    if (fence && !(rst && info === undefined && fence[1]?.startsWith("~"))) {
      const end = fenceEnd(lines, index + 1, fence[1] ?? "```");
      blocks.push({ kind: "code", info: infoOf(fence[2] ?? ""), lines: lines.slice(index + 1, end) });
      index = end + 1;
      continue;
    }
    const source = asciidoc ? ASCIIDOC.exec(line.text.trim()) : null;
    if (source) {
      index++;
      if (/^(?:-{4,}|\.{4,}|`{3,}|\.\S.*)?\s*$/.test(lines[index]?.text ?? "")) info = source[1] ?? "";
      else {
        // Without a delimiter the paragraph below is the code.
        const blank = lines.findIndex((next, place) => place > index && next.text.trim() === "");
        const end = blank < 0 ? lines.length : blank;
        blocks.push({ kind: "code", info: source[1] ?? "", lines: lines.slice(index, end) });
        index = end;
      }
      continue;
    }
    if (asciidoc && /^(?:-{4,}|\.{4,})\s*$/.test(line.text)) {
      const end = delimiterEnd(lines, index + 1, line.text.trim());
      blocks.push({ kind: "code", info: info ?? "", lines: lines.slice(index + 1, end) });
      info = undefined;
      index = end + 1;
      continue;
    }
    const directive = rst ? DIRECTIVE.exec(line.text) : null;
    if (directive || (rst && /::\s*$/.test(line.text) && !/^\s*\.\. /.test(line.text))) {
      if (!directive) blocks.push({ kind: "prose", line });
      const block = indentedBlock(lines, index + 1, line.indent + 1, true);
      if (block.lines.length > 0)
        blocks.push({ kind: "code", info: directive?.[1] ?? "", lines: block.lines });
      index = Math.max(block.end, index + 1);
      continue;
    }
    if (!rst && !asciidoc && line.indent >= 4 && line.text.trim() !== "" && isParagraphEnd(lines, index)) {
      const block = indentedBlock(lines, index, 4, false);
      blocks.push({ kind: "code", info: "", lines: block.lines });
      index = Math.max(block.end, index + 1);
      continue;
    }
    const opens = line.text.indexOf("<!--");
    if (opens >= 0 && !line.text.includes("-->", opens)) comment = true;
    blocks.push({ kind: "prose", line });
    index++;
  }
  return blocks;
}

function linesOf(lowering: Lowering): Line[] {
  const text = lowering.text;
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    lowering.tick();
    const newline = text.indexOf("\n", start);
    const stop = newline < 0 ? text.length : newline;
    const end = stop > start && text[stop - 1] === "\r" ? stop - 1 : stop;
    let indent = 0;
    let at = start;
    for (; at < end && (text[at] === " " || text[at] === "\t"); at++) indent += text[at] === "\t" ? 4 : 1;
    lines.push({ start, end, text: text.slice(start, end), indent });
    start = stop + 1;
  }
  return lines;
}

function frontMatter(lines: readonly Line[], blocks: Block[]): number {
  const mark = lines[0]?.text.trimEnd();
  if (mark !== "---" && mark !== "+++") return 0;
  const end = lines.findIndex((line, index) => index > 0 && index < 400 && line.text.trimEnd() === mark);
  if (end < 0) return 0;
  blocks.push({ kind: "front", info: mark === "---" ? "yaml" : "toml", lines: lines.slice(1, end) });
  return end + 1;
}

/** The first word of an info string: `ts title="x"`, `{.python}`, `{r setup}`, `language-sh`. */
function infoOf(text: string): string {
  return (/^\{?\.?(?:language-|lang-)?([\w+#.-]*)/.exec(text.trim())?.[1] ?? "").toLowerCase();
}

function fenceEnd(lines: readonly Line[], from: number, mark: string): number {
  for (let index = from; index < lines.length; index++) {
    const bare = lines[index]?.text.replace(/^[ \t]*(?:> ?)*[ \t]*/, "").trimEnd() ?? "";
    if (bare.length >= mark.length && bare === (mark[0] ?? "`").repeat(bare.length)) return index;
  }
  return lines.length;
}

function delimiterEnd(lines: readonly Line[], from: number, mark: string): number {
  const end = lines.findIndex((line, index) => index >= from && line.text.trim() === mark);
  return end < 0 ? lines.length : end;
}

/** Lines indented at least `indent`, with blank lines between; a directive's options (`:name: x`) are stepped over. */
function indentedBlock(
  lines: readonly Line[],
  from: number,
  indent: number,
  options: boolean,
): { lines: Line[]; end: number } {
  const block: Line[] = [];
  let end = from;
  for (let index = from; index < lines.length; index++) {
    const line = lines[index];
    if (!line) break;
    const blank = line.text.trim() === "";
    if (!blank && line.indent < indent) break;
    if (block.length === 0 && (blank || (options && /^\s+:[\w-]+:/.test(line.text)))) continue;
    block.push(line);
    if (!blank) end = index + 1;
  }
  while (block.at(-1)?.text.trim() === "") block.pop();
  return { lines: block, end };
}

/** An indented line is code only after a blank line that does not belong to a list. */
function isParagraphEnd(lines: readonly Line[], index: number): boolean {
  if (index > 0 && lines[index - 1]?.text.trim() !== "") return false;
  for (let above = index - 1; above >= Math.max(0, index - 30); above--) {
    const line = lines[above];
    if (!line || line.text.trim() === "") continue;
    // Deep in a list, code is indented further still.
    if (/^\s*(?:[-*+]|\d+[.)])\s/.test(line.text)) return (lines[index]?.indent ?? 0) >= line.indent + 6;
    if (line.indent < 2) return true;
  }
  return true;
}
