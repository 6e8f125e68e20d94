import type { Part, Span, Value } from "../../model/fact.ts";
import { type Lowering, value } from "../adapter.ts";

/** `%NAME%`, `!NAME!` and `%1` inside a batch file's text; names set in the file are names, others environment. */
function expansions(text: string, known: ReadonlySet<string>): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const match of text.matchAll(
    /%([A-Za-z_]\w{0,80})(?::[^%\r\n]{0,80})?%|!([A-Za-z_]\w{0,80})!|%~?(\d)/g,
  )) {
    const name = match[1] ?? match[2] ?? match[3] ?? "";
    parts.push({ text: text.slice(last, match.index) });
    parts.push(match[3] || known.has(name.toUpperCase()) ? { name } : { env: name });
    last = match.index + match[0].length;
  }
  parts.push({ text: text.slice(last) });
  return parts;
}

/** Reads a line of a batch file: `set X=…` or a command with its words; false when it is neither. */
export function readBatchLine(lowering: Lowering, line: Span, known: ReadonlySet<string>): boolean {
  const text = lowering.text.slice(line.start, line.end);
  const at = (from: number, to: number): Span => ({ start: line.start + from, end: line.start + to });
  const set = /^[\s@(]*set\s+(?:\/[pa]\s+)?("?)(\w+)=/i.exec(text);
  if (set) {
    const from = set[0].length;
    const given = text.slice(from).trimEnd();
    const bare = set[1] && given.endsWith('"') ? given.slice(0, -1) : given;
    const read = value(at(from, from + bare.length), expansions(bare, known));
    lowering.emit({ kind: "assign", at: line, scope: 0, name: set[2] ?? "", value: read });
    return true;
  }
  if (/^[\s@(]*(?:rem\b|::|echo\b|goto\b|:)/i.test(text)) return false;
  const words: { text: string; span: Span }[] = [];
  for (const match of text.matchAll(/(?:"[^"\r\n]*"|[^\s"])+/g)) {
    words.push({ text: match[0].replaceAll('"', ""), span: at(match.index, match.index + match[0].length) });
  }
  const first = words[0];
  if (!first || words.length < 2) return false;
  const args: Value[] = words.slice(1).map((word) => value(word.span, expansions(word.text, known)));
  lowering.emit({
    kind: "call",
    at: line,
    scope: 0,
    call: first.text.replace(/^@|\.exe$/g, ""),
    args,
    named: [],
  });
  return true;
}

/** Names a batch file sets itself. */
export function batchNames(text: string): Set<string> {
  return new Set(
    [...text.matchAll(/^[ \t@(]{0,20}set[ \t]{1,8}(?:\/[pa][ \t]{1,8})?"?(\w+)=/gim)].map((match) =>
      (match[1] ?? "").toUpperCase(),
    ),
  );
}
