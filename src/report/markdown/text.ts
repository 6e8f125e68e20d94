import { neutralise, shorten } from "../text.ts";

/** Longer names and paths are cut. */
const NAME_LIMIT = 300;

/**
 * A word that Markdown, HTML and the sites that show them read as nothing but a word: letters with hyphens, slashes and apostrophes between them, or a
 * short number or date, in plain punctuation. No mention, reference, address, emoji code or mark can be written with it.
 */
const PLAIN =
  /^["'(]*(?:\p{L}\p{M}*(?:[-/'’]?\p{L}\p{M}*)*|\d{1,4}(?:[-.,]\d{1,3}){0,3}%?|e\.g\.|i\.e\.)?["'),.;:?–—…]*$/u;
/** Sites make links of what may be the hash of a commit, and of what begins like an address. */
const LINKED = /^[\da-f]{7,64}$|www/i;

/** Text from the tree as a code span: nothing in it is Markdown, HTML, a mention or a reference. */
export function codeSpan(text: string): string {
  const safe = shorten(neutralise(text), NAME_LIMIT);
  if (safe.trim() === "") return "` `";
  const longest = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const room = longest > 0 || /^ .* $/.test(safe) ? " " : "";
  return fence + room + safe + room + fence;
}

/** Markdown as a cell of a table, in which a pipe ends the cell even within a code span. */
export function cell(markdown: string): string {
  // NOTE: a pipe counts as escaped behind an odd number of backslashes; a backslash more is shown, a cell more would not be.
  return markdown.replace(/(\\*)\|/g, (_, slashes: string) =>
    slashes.length % 2 === 0 ? `${slashes}\\|` : `${slashes}\\\\|`,
  );
}

/** Sentences that may quote the tree: plain words stay, everything between backquotes and every other word becomes a code span. */
export function inline(text: string): string {
  return neutralise(text)
    .split(/(`[^`]*`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? codeSpan(part.slice(1, -1)) : plainWords(part)))
    .reduce(joined, "");
}

/** Two code spans that touch would be read as one with other borders. */
function joined(before: string, part: string): string {
  return before.endsWith("`") && part.startsWith("`") ? `${before} ${part}` : before + part;
}

function plainWords(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => {
      if (word.trim() === "") return word === "" ? "" : " ";
      return PLAIN.test(word) && !LINKED.test(word) ? word : codeSpan(word);
    })
    .join("");
}

/** Lines in a fence that none of them ends. */
export function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].join("\n");
}

/** Text from the tree as code in a line of HTML, where no Markdown is read. */
export function htmlCode(text: string): string {
  const safe = shorten(neutralise(text), NAME_LIMIT);
  return `<code>${safe.replace(/[!-,;-@[-^`{-~]/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`;
}
