import type { Lowering, Piece } from "../adapter.ts";
import { extensionOf, languageOf } from "../language.ts";

/** Formats whose adapters read `<%= … %>` themselves. */
const READS_OUTPUT = new Set(["yaml"]);

interface Tag {
  readonly start: number;
  readonly end: number;
  /** Ruby between the marks; undefined for comments and `<%%`. */
  readonly code: { readonly start: number; readonly end: number } | undefined;
  /** `<%= … %>` writes its value. */
  readonly output: boolean;
}

/** The tags of an ERB template, in order. */
function tagsOf(text: string): Tag[] {
  const tags: Tag[] = [];
  for (let start = text.indexOf("<%"); start >= 0; ) {
    const close = text.indexOf("%>", start + 2);
    const end = close < 0 ? text.length : close + 2;
    const mark = text.charAt(start + 2);
    if (mark === "%") {
      start = text.indexOf("<%", start + 3);
      continue;
    }
    let from = start + 2;
    let to = close < 0 ? text.length : close;
    while (from < to && /[=-]/.test(text.charAt(from))) from++;
    if (to > from && text.charAt(to - 1) === "-") to--;
    tags.push({
      start,
      end,
      code: mark === "#" ? undefined : { start: from, end: to },
      output: mark === "=",
    });
    start = text.indexOf("<%", end);
  }
  return tags;
}

/** Hands an ERB template's Ruby to Ruby, and what it makes (`x.yml.erb`) to its own language. */
export function lowerTemplate(lowering: Lowering): void {
  const { text } = lowering;
  const tags = tagsOf(text);
  const made = lowering.path.replace(/\.erb\b/i, "");
  const language = languageOf(made, "");
  const pieces: Piece[] = [];
  for (const { code, end, output } of tags) {
    if (!code || code.end <= code.start || (output && READS_OUTPUT.has(language))) continue;
    pieces.push(
      { text: text.slice(code.start, code.end), start: code.start },
      { text: "\n", start: end, length: 0 },
    );
  }
  lowering.embed({ language: "ruby", pieces, extension: ".rb" });
  if (language === "ruby") return;
  if (READS_OUTPUT.has(language)) {
    lowering.embed({ language, pieces: [{ text, start: 0 }], extension: extensionOf(made) });
    return;
  }
  // What the tags write is unknown to the other language: they become blanks, so that offsets hold.
  let blanked = "";
  let last = 0;
  for (const tag of tags) {
    blanked += text.slice(last, tag.start) + text.slice(tag.start, tag.end).replace(/[^\r\n]/g, " ");
    last = tag.end;
  }
  blanked += text.slice(last);
  lowering.embed({ language, pieces: [{ text: blanked, start: 0 }], extension: extensionOf(made) });
}
