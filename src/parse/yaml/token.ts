/** A word of a template expression. */
export interface Token {
  readonly type: "string" | "number" | "word" | "punctuation";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space stands before it. */
  readonly spaced: boolean;
}

const TOKEN =
  /(\s*)(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.|'')*'|`[^`]*`)|(\d[\w.]*)|([$@:]?[A-Za-z_]\w*(?:-[A-Za-z_]\w*)*)|(\|\||&&|\?\?|==|!=|=>|<=|>=|\$\.|[-|.,()[\]{}~+?:!<>*/%=$@]))/y;

/** Splits `text[from, to)` into words; null when something in it belongs to no expression. */
export function tokenize(text: string, from: number, to: number): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = from;
  while (TOKEN.lastIndex < to) {
    const rest = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) return text.slice(rest, to).trim() === "" ? tokens : null;
    const start = match.index + (match[1]?.length ?? 0);
    const end = TOKEN.lastIndex;
    if (end > to) return text.slice(rest, to).trim() === "" ? tokens : null;
    const type =
      match[2] !== undefined
        ? "string"
        : match[3] !== undefined
          ? "number"
          : match[4] !== undefined
            ? "word"
            : "punctuation";
    tokens.push({ type, text: text.slice(start, end), start, end, spaced: start > match.index });
  }
  return tokens;
}

/** A string literal without its quotes, escapes decoded. */
export const unquote = (text: string): string =>
  text.startsWith("'")
    ? text
        .slice(1, -1)
        .replace(/''|\\(.)/g, (whole, escaped: string | undefined) => escaped ?? whole[0] ?? "")
    : text.slice(1, -1).replace(/\\(.)/g, "$1");

const OPERATOR_WORDS = new Set(["if", "else", "or", "and", "not", "in", "is"]);

/** True for a word an argument can begin with. */
export function startsOperand(token: Token): boolean {
  if (token.type === "string" || token.type === "number") return true;
  if (token.type === "word") return !OPERATOR_WORDS.has(token.text);
  return token.text === "." || token.text === "$." || token.text === "(" || token.text === "$";
}
