import type { Lowering } from "../adapter.ts";

/** A list, a string or anything else that stands between blanks. */
export type Form =
  | {
      readonly kind: "list";
      readonly open: "(" | "[" | "{";
      readonly items: readonly Form[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: "string" | "symbol";
      readonly text: string;
      readonly start: number;
      readonly end: number;
    };

/** Lists that nest deeper than this are left unread. */
const DEEP = 200;

const ATOM = /[^\s,;"()[\]{}]+/y;
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

interface Open {
  readonly open: "(" | "[" | "{";
  readonly start: number;
  readonly items: Form[];
}

/** Reads the forms of a text; what does not close is read as far as it goes. */
export function formsOf(lowering: Lowering): Form[] {
  const { text } = lowering;
  const top: Form[] = [];
  const stack: Open[] = [];
  const add = (form: Form): void => {
    (stack.at(-1)?.items ?? top).push(form);
  };
  const close = (end: number): void => {
    const list = stack.pop();
    if (list) add({ kind: "list", ...list, end });
  };
  for (let at = 0; at < text.length; ) {
    lowering.tick();
    const char = text[at] ?? "";
    if (char === ";") {
      const newline = text.indexOf("\n", at);
      at = newline < 0 ? text.length : newline;
    } else if (char === "#" && text[at + 1] === "|") {
      const end = text.indexOf("|#", at);
      at = end < 0 ? text.length : end + 2;
    } else if (char === "(" || char === "[" || char === "{") {
      if (stack.length < DEEP) stack.push({ open: char, start: at, items: [] });
      at++;
    } else if (char === ")" || char === "]" || char === "}") {
      if (CLOSES[stack.at(-1)?.open ?? ""] === char) close(at + 1);
      at++;
    } else {
      const pattern = char === '"' ? STRING : ATOM;
      pattern.lastIndex = at;
      const match = pattern.exec(text)?.[0];
      if (match === undefined) {
        at++;
        continue;
      }
      const string = char === '"';
      add({
        kind: string ? "string" : "symbol",
        text: string ? match.slice(1, -1).replace(/\\(["\\])/g, "$1") : match,
        start: at,
        end: at + match.length,
      });
      at += match.length;
    }
  }
  while (stack.length > 0) close(text.length);
  return top;
}
