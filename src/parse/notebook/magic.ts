import type { LanguageId } from "../../model/fact.ts";
import type { Piece } from "../adapter.ts";
import { languageOf } from "../language.ts";
import { slicePieces, textOfPieces } from "../yaml/pieces.ts";

/** What a Python cell is made of once its magics are taken out; offsets count in the cell's text. */
export interface CellParts {
  /** Code of the kernel's language. */
  readonly code: readonly Piece[];
  /** Cells and lines in another language. */
  readonly inner: readonly { readonly language: LanguageId; readonly pieces: readonly Piece[] }[];
  /** `%env X=y`. */
  readonly environment: readonly {
    readonly key: string;
    readonly keyStart: number;
    readonly valueStart: number;
    readonly valueEnd: number;
  }[];
}

const CELL_LANGUAGES: Readonly<Record<string, LanguageId>> = {
  bash: "bash",
  sh: "bash",
  script: "bash",
  system: "bash",
  javascript: "javascript",
  js: "javascript",
  ruby: "ruby",
  powershell: "powershell",
  pwsh: "powershell",
  html: "html",
  markdown: "markup",
};

/** Takes IPython's magics out of a cell: `%%bash`, `%env X=y`, `!curl …`, `out = !cmd`, `%pip …`. */
export function splitMagics(pieces: readonly Piece[]): CellParts {
  const text = textOfPieces(pieces);
  const inner: { language: LanguageId; pieces: readonly Piece[] }[] = [];
  const environment: CellParts["environment"][number][] = [];
  const code: Piece[] = [];
  const cell = /^\s*%%(\w+)([^\n]*)(?:\n|$)/.exec(text);
  let from = 0;
  if (cell?.[1]) {
    from = cell[0].length;
    const named = /^(?:writefile|file)$/.test(cell[1])
      ? languageOf((cell[2] ?? "").trim().split(/\s+/).at(-1) ?? "", "")
      : CELL_LANGUAGES[cell[1]];
    if (named)
      return {
        code,
        inner: [{ language: named, pieces: slicePieces(pieces, from, text.length) }],
        environment,
      };
    // `%%sql`, `%%latex`: a language of its own; `%%time`, `%%capture`: Python below.
    if (!/^(?:time|timeit|capture|prun|python3?)$/.test(cell[1])) return { code, inner, environment };
  }
  let kept = from;
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    let end = newline < 0 ? text.length : newline;
    const magic = /^(\s*)(?:([\w.]+\s*=\s*)?(!{1,2})|%(\w+)[ \t]*)/.exec(
      text.slice(start, Math.min(end, start + 300)),
    );
    if (magic && !(magic[4] && /\s/.test(magic[1] ?? "") && inParentheses(text, start))) {
      if (magic[3])
        while (text[end - 1] === "\\" && end < text.length)
          end = text.indexOf("\n", end + 1) < 0 ? text.length : text.indexOf("\n", end + 1);
      const content = start + magic[0].length;
      const stop = start + (magic[1]?.length ?? 0) + (magic[2]?.length ?? 0);
      code.push(...slicePieces(pieces, kept, stop));
      // A statement stays where the magic was, so that its block is not left empty.
      const at = slicePieces(pieces, stop, stop + 1)[0]?.start ?? 0;
      code.push({ text: magic[2] ? "None" : "pass", start: at, length: 0 });
      kept = end;
      if (magic[3]) inner.push({ language: "bash", pieces: shellPieces(pieces, text, content, end) });
      else if (/^(?:set_)?env$/.test(magic[4] ?? "")) {
        const assignment = /^([A-Za-z_]\w*)\s*[=\s]\s*/.exec(text.slice(content, end));
        if (assignment?.[1])
          environment.push({
            key: assignment[1],
            keyStart: content,
            valueStart: content + assignment[0].length,
            valueEnd: content + text.slice(content, end).trimEnd().length,
          });
      }
    }
    start = end + 1;
  }
  code.push(...slicePieces(pieces, kept, text.length));
  return { code, inner, environment };
}

/** `%` at the start of a continued line is the operator: `("%s/token"\n  % email)`. */
function inParentheses(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 2000), index);
  return (before.match(/[([{]/g)?.length ?? 0) > (before.match(/[)\]}]/g)?.length ?? 0);
}

/** IPython puts Python's values in place of `{name}`: to a shell that is `${name}`. */
function shellPieces(pieces: readonly Piece[], text: string, from: number, to: number): Piece[] {
  const out: Piece[] = [];
  let last = from;
  for (const match of text.slice(from, to).matchAll(/(?<!\$)\{([A-Za-z_]\w{0,100})\}/g)) {
    const start = from + match.index;
    out.push(...slicePieces(pieces, last, start), {
      text: "$",
      start: slicePieces(pieces, start, start + 1)[0]?.start ?? 0,
      length: 0,
    });
    last = start;
  }
  out.push(...slicePieces(pieces, last, to));
  return out;
}
