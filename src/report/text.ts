/**
 * What a terminal acts on, or a reader cannot see: control characters (C0, DEL, C1), format characters such as the ones that turn the
 * direction of text around, line separators, lone surrogates. Joiners stay: emoji and several scripts are written with them.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;
const PRINTABLE_ASCII = /^[ -~]*$/;

/** What CI servers take for a command of theirs wherever it stands in a line of output: `##[add-mask]`, `##vso[…]`, `##teamcity[…]`. */
const COMMAND = /##(?=[\w.]*\[)/g;

/** Text from the scanned tree, made harmless and visible: `␛` for an escape character, `\u202e` for one without a picture. */
export function neutralise(text: string): string {
  return withoutCommands(PRINTABLE_ASCII.test(text) ? text : text.replace(UNSAFE, picture));
}

/** Text that is no command for a CI server that reads it: one mark looks the same and is another, so that nothing moves. */
export function withoutCommands(text: string): string {
  return text.includes("##") ? text.replace(COMMAND, "#\u266f") : text;
}

/** A line of output that GitHub Actions does not take for a command: those begin with two colons. */
export function withoutLeadingCommand(line: string): string {
  return line.includes("::") ? line.replace(/^(\s*):(?=:)/, "$1\u2236") : line;
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** JSON whose every unsafe character is escaped, so that printing it to a terminal, or in a CI job, does nothing. */
export function stringify(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}|#(?=#[\w.]*\[)/gu,
    (character) => {
      // The only control character JSON itself writes is the line feed between lines.
      if (character === "\n") return character;
      let escaped = "";
      for (let unit = 0; unit < character.length; unit++) {
        escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
      }
      return escaped;
    },
  );
}

/** Markdown as plain text: marks gone, links followed by their address, code spans in their backquotes. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^ {0,3}(?:```|~~~).*$\n?/gm, "")
    .replace(/^ {0,3}#{1,6} +/gm, "")
    .replace(/!?\[([^\][]{0,500})\]\(([^()\s]{0,500})\)/g, (_, text: string, uri: string) =>
      text === uri || uri === "" ? text : `${text} (${uri})`,
    )
    .replace(/<(https?:\/\/[^\s<>]{1,500})>/g, "$1")
    .replace(/\*\*(?=\S)([^\n*]{1,500})\*\*/g, "$1")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The first paragraph of Markdown on one line of plain text; headings are passed over, a list gives its first item, links only their text. */
export function firstParagraph(markdown: string): string {
  const lines: string[] = [];
  const bare = markdown.replace(/^ {0,3}#{1,6} .*$/gm, "").replace(/\]\([^()\s]{0,500}\)/g, "]()");
  for (const line of plainText(bare).split("\n")) {
    const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/.exec(line);
    if (lines.length > 0 && (item || line.trim() === "")) break;
    const text = item ? line.slice(item[0].length).trim() : line.trim();
    if (text !== "") lines.push(text);
  }
  return lines.join(" ");
}

/** The first sentence of Markdown as plain text. */
export function firstSentence(markdown: string): string {
  const paragraph = firstParagraph(markdown);
  // A sentence ends where a capital letter, a quote or a bracket follows: "e.g. x" and "v2.0" do not end one.
  const end = /[.!?](?=\s+["'`([]?\p{Lu})/u.exec(paragraph);
  return end ? paragraph.slice(0, end.index + 1) : paragraph;
}

/** At most `length` code units, an ellipsis at the end when something is missing, never half a character. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
