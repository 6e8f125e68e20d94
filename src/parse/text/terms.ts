import type { Span } from "../../model/fact.ts";

/** Words that make a line worth a look; `author` and `authority` are not. */
const INTERESTING =
  /zendesk|zenpy|zdesk|zd[_-]|_zd|zen_t|token|tkn|\bbasic\b|auth(?!or(?!i[sz])|entic)|api[_-]?key|passw|base64|b64|credential|e-?mail|user|login|subdomain|secret/i;

/** The few words that are worth a window in a line too long to be written by a person. */
const STRONG = /zendesk|\/token\b|zdesk|zenpy|["'`]basic /gi;

/** A line longer than this is minified or data. */
const LONG_LINE = 2_000;

/** A text longer than this is only read around its interesting lines. */
const LONG_TEXT = 60_000;

const WINDOW = 240;
const MAX_WINDOWS = 60;
const MAX_MATCHES = 300;

/** True for text a rule could care about. */
const isInteresting = (text: string): boolean => INTERESTING.test(text);

/** A line of a text: where it stands, and whether it mentions anything of interest. */
export interface Line extends Span {
  readonly interesting: boolean;
}

/** All lines of a text without their terminators; long lines are only asked for the strong words. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const bare = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    const long = bare - start > LONG_LINE;
    lines.push({ start, end: bare, interesting: !long && isInteresting(text.slice(start, bare)) });
    start = end + 1;
  }
  return lines;
}

/** Windows around the strong words of a long line, merged where they overlap. */
function windowsOf(text: string, line: Span): Span[] {
  const windows: { start: number; end: number }[] = [];
  const slice = text.slice(line.start, line.end);
  let matches = 0;
  for (const match of slice.matchAll(STRONG)) {
    if (++matches > MAX_MATCHES) break;
    const start = line.start + Math.max(0, match.index - WINDOW);
    const end = line.start + Math.min(slice.length, match.index + match[0].length + WINDOW);
    const last = windows.at(-1);
    if (last && start <= last.end) last.end = end;
    else if (windows.length === MAX_WINDOWS) break;
    else windows.push({ start, end });
  }
  return windows;
}

/** The stretches of a text that are worth reading: all of it, but windows of long lines, and surroundings only in a long text. */
export function stretchesOf(text: string, lines: readonly Line[]): Span[] {
  const stretches: { start: number; end: number; open: boolean }[] = [];
  const near = text.length > LONG_TEXT ? 20 : Number.POSITIVE_INFINITY;
  let wanted = near === Number.POSITIVE_INFINITY ? near : -1;
  if (wanted < 0) wanted = nextInteresting(lines, 0) - near;
  for (const [index, line] of lines.entries()) {
    const last = stretches.at(-1);
    if (line.end - line.start > LONG_LINE) {
      if (last) last.open = false;
      for (const window of windowsOf(text, line)) stretches.push({ ...window, open: false });
      continue;
    }
    if (near !== Number.POSITIVE_INFINITY) {
      if (index > wanted + 2 * near) wanted = nextInteresting(lines, index) - near;
      if (index < wanted) {
        if (last) last.open = false;
        continue;
      }
    }
    if (last?.open) last.end = line.end;
    else stretches.push({ start: line.start, end: line.end, open: true });
  }
  return stretches;
}

function nextInteresting(lines: readonly Line[], from: number): number {
  for (let index = from; index < lines.length; index++) if (lines[index]?.interesting) return index;
  return Number.POSITIVE_INFINITY;
}
