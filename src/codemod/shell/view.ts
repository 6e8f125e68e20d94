import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";

/** A script, or the part of another file that is one; offsets are those of the file. */
export interface ShellText {
  readonly path: string;
  /** As long as the file; what is no shell code is blank. */
  readonly text: string;
  /** The file as it is. */
  readonly file: string;
  readonly root: Node;
}

/** A script that stands in a file of another format. */
export interface EmbeddedScript {
  readonly start: number;
  readonly end: number;
  /** The shell code, as long as the file; everything else is blank. */
  readonly view: string;
  /** Spells shell code as the file does at a place. */
  readonly escape: (code: string, at: number) => string;
  /** Edits that put commands, a line each, before the script's first one; undefined where that is not known. */
  readonly prepend: (path: string, lines: readonly string[]) => Edit[] | undefined;
}

/** The line that an offset stands on, without its end. */
export function lineAt(text: string, offset: number): { start: number; end: number; text: string } {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", offset);
  const end = newline < 0 ? text.length : newline;
  return { start, end, text: text.slice(start, end) };
}

/**
 * Shell code in a file of another format as a text of the file's length, so that places in the one are places in the other: everything outside of the
 * spans is blank, and what the format fills in (`${{ … }}`) stands as an expansion.
 */
export function isometric(text: string, spans: readonly Span[]): string {
  let view = "";
  let at = 0;
  for (const { start, end } of spans) {
    view += blank(text.slice(at, start)) + filled(text.slice(start, end));
    at = end;
  }
  return view + blank(text.slice(at));
}

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

const filled = (text: string): string =>
  text
    .replace(/\r/g, " ")
    .replace(/\$\{\{[^{}\n]*\}\}|\{\{[^{}\n]*\}\}/g, (hole) =>
      hole.startsWith("$") ? `\${${"_".repeat(hole.length - 3)}}` : "_".repeat(hole.length),
    );

/** Blanks what a pattern matches in a stretch. */
export function blanked(view: string, start: number, end: number, pattern: RegExp): string {
  return view.slice(0, start) + view.slice(start, end).replace(pattern, " ") + view.slice(end);
}

/** Blanks here-documents: where the code is indented, their ends are, too. */
export function withoutDocuments(view: string): string {
  const lines = view.split("\n");
  let end: string | undefined;
  return lines
    .map((line) => {
      if (end !== undefined) {
        if (line.trim() === end) end = undefined;
        return blank(line);
      }
      const mark = /<<-?[ ]*(["']?)(\w+)\1/.exec(line);
      // `1 << 2` opens none.
      if (!mark?.[2] || /^\d/.test(mark[2]) || line[mark.index + 2] === "<") return line;
      end = mark[2];
      return line.slice(0, mark.index) + blank(mark[0]) + line.slice(mark.index + mark[0].length);
    })
    .join("\n");
}

/** What joins commands with those that follow on their line: all that stands before a single `&` would run in the background. */
export const joiner = (code: string): string => (/(?<![&>|<\\])&(?![&>\d])/.test(code) ? "; " : " && ");
