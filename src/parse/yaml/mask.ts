/** A text whose template directives no longer disturb a YAML parser; every offset still holds. */
export interface Masked {
  readonly text: string;
  /** Something was masked. */
  readonly masked: boolean;
}

const OPENING = /\{\{|\{%|<%|\{#/g;
const CLOSING: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "<%": "%>", "{#": "#}" };
const LENGTH_BOUND = 5000;

/**
 * Overwrites Helm, Jinja, ERB and GitHub placeholders with as many letters, and lines that hold nothing else with a comment.
 * Scalars are restored from the original text afterwards.
 */
export function maskTemplates(text: string): Masked {
  let out = "";
  let last = 0;
  let failures = 0;
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match && failures < 500; match = OPENING.exec(text)) {
    const start = match.index;
    if (start < last) continue;
    const close = CLOSING[match[0]] ?? "}}";
    // `{#` is a Jinja comment only where a flow mapping could not begin with a comment.
    if (match[0] === "{#" && text[start + 2] !== " " && text[start + 2] !== "-") continue;
    const found = closing(text, start + 2, close);
    if (found < 0) {
      failures++;
      continue;
    }
    let end = found + close.length;
    while (close === "}}" && text[end] === "}" && text[start + 2] === "{") end++;
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const before = text.slice(Math.max(lineStart, last), start);
    const lineEnd = text.indexOf("\n", end);
    const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
    const alone = last <= lineStart && /^[ \t]*$/.test(before) && /^[ \t\r]*(?:#.*)?$/.test(after);
    const region = text.slice(start, end);
    const from = text[start - 1] === "$" ? start - 1 : start;
    out += text.slice(last, from) + "T".repeat(start - from);
    if (alone) {
      // A value of its own line (`key:` above, `{{ toYaml … }}` here) becomes a comment too: there is no scalar to restore.
      out += region.replace(/^./, "#").replace(/\n([ \t]*)\S/g, "\n$1#");
    } else out += region.replace(/[^\r\n]/g, "T");
    last = end;
    OPENING.lastIndex = end;
  }
  if (last === 0) return { text, masked: false };
  return { text: out + text.slice(last), masked: true };
}

/** Where a directive closes; `}}` in a string of its own is none: `{{ "{{x}}" }}`. */
function closing(text: string, from: number, close: string): number {
  const limit = Math.min(text.length, from + LENGTH_BOUND);
  for (let index = from; index < limit; index++) {
    const character = text[index];
    if (character === '"' || character === "`") {
      const end = text.indexOf(character, index + 1);
      if (end > 0 && end < limit && end - index < 500) index = end;
    } else if (text.startsWith(close, index)) return index;
  }
  return -1;
}
