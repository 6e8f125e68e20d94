const NAMED: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

function codePoint(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return Number.isNaN(code) || code > 0x10ffff ? "" : String.fromCodePoint(code);
}

/** The text of a quoted or raw string literal, escapes decoded. */
export function stringText(literal: string): string {
  if (literal.startsWith("`"))
    return literal.slice(1, literal.endsWith("`") && literal.length > 1 ? -1 : undefined);
  const inner = literal.slice(1, literal.endsWith('"') && literal.length > 1 ? -1 : undefined);
  return inner.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/g,
    (all, x, u, U, octal, one) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      const hex: string | undefined = x ?? u ?? U;
      return hex === undefined ? (NAMED[one] ?? all) : codePoint(hex);
    },
  );
}
