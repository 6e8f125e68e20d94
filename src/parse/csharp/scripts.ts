import { type Lowering, type Piece, textValue } from "../adapter.ts";

/** Lines of C# scripts that are no C#: `#r "nuget: X"`, `#load`, `#addin`, `#tool`, `#!`. */
const DIRECTIVE = /^[ \t]*#(?:r|load|addin|tool|module|define|!|break|l)\b.*$|^#!.*$/gm;

/** Hands a script on without its directive lines; false when there are none. */
export function embedScript(lowering: Lowering): boolean {
  const { extension, text } = lowering;
  if (extension !== ".csx" && extension !== ".cake" && !text.startsWith("#!")) return false;
  const pieces: Piece[] = [];
  let last = 0;
  for (const match of text.matchAll(DIRECTIVE)) {
    if (match.index > last) pieces.push({ text: text.slice(last, match.index), start: last });
    last = match.index + match[0].length;
  }
  if (last === 0) return false;
  if (last < text.length) pieces.push({ text: text.slice(last), start: last });
  lowering.embed({ language: "csharp", pieces, extension: ".cs" });
  return true;
}

/** Index of the brace that closes the one at `open`, strings and comments left out; -1 when there is none. */
function closing(lowering: Lowering, open: number): number {
  const { text } = lowering;
  const token = /["'{}]|\/\/|\/\*|@\*/g;
  let depth = 0;
  token.lastIndex = open;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    lowering.tick();
    const ends: Record<string, string> = { "//": "\n", "/*": "*/", "@*": "*@" };
    const end = ends[match[0]];
    if (match[0] === "{") depth++;
    else if (match[0] === "}") {
      depth--;
      if (depth === 0) return match.index;
    } else if (end !== undefined) {
      const found = text.indexOf(end, match.index + 2);
      if (found < 0) return -1;
      token.lastIndex = found + end.length;
    } else if (match[0] === '"' || isCharacter(text, match.index)) {
      token.lastIndex = quoteEnd(text, match.index);
    }
  }
  return -1;
}

/** An apostrophe in markup is no character literal. */
const isCharacter = (text: string, at: number): boolean => /^'(?:\\.|[^\\])'/.test(text.slice(at, at + 4));

/** Index behind the quote that closes the one at `at`, or behind it when the line ends first. */
function quoteEnd(text: string, at: number): number {
  const verbatim = text[at] === '"' && /[@]\$?$/.test(text.slice(Math.max(0, at - 2), at));
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === text[at]) {
      if (!verbatim || text[index + 1] !== '"') return index + 1;
      index++;
    } else if (text[index] === "\\" && !verbatim) index++;
    else if (text[index] === "\n" && !verbatim) return at + 1;
  }
  return at + 1;
}

/** What a line of markup has to mention to be worth a rule's look. */
const OF_INTEREST = /zendesk|\/token\b/i;

/** Takes `@{ … }`, `@functions { … }` and `@code { … }` out of a Razor page; lines of markup that mention Zendesk stay prose. */
export function embedRazor(lowering: Lowering): void {
  const { text } = lowering;
  const block = /@(?:functions\s*|code\s*)?\{/g;
  let last = 0;
  for (let match = block.exec(text); match; match = block.exec(text)) {
    const open = match.index + match[0].length - 1;
    const close = closing(lowering, open);
    if (close < 0) break;
    markup(lowering, last, match.index);
    lowering.embed({
      language: "csharp",
      pieces: [{ text: text.slice(open + 1, close), start: open + 1 }],
      extension: ".cs",
    });
    last = close + 1;
    block.lastIndex = last;
  }
  markup(lowering, last, text.length);
}

function markup(lowering: Lowering, from: number, to: number): void {
  for (let start = from; start < to; ) {
    lowering.tick();
    const newline = lowering.text.indexOf("\n", start);
    const end = newline < 0 || newline > to ? to : newline;
    const line = lowering.text.slice(start, end);
    if (line.length <= 2000 && OF_INTEREST.test(line)) {
      const at = { start: start + line.length - line.trimStart().length, end: start + line.trimEnd().length };
      lowering.emit({ kind: "prose", at, scope: 0, value: textValue(at, line.trim()) });
    }
    start = end + 1;
  }
}
