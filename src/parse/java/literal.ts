const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  s: " ",
  v: "\v",
  a: "\x07",
  e: "\x1b",
};

const code = (digits: string, base: number, whole: string): string => {
  const point = Number.parseInt(digits, base);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
};

/** Decodes backslash escapes of Java, Kotlin and C# literals; unknown ones stand for the character itself. */
export function decodeEscapes(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(
    /\\(?:u+([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|([0-7]{1,3})|(\r?\n)|([\s\S]))/g,
    (
      whole: string,
      unicode?: string,
      long?: string,
      hex?: string,
      octal?: string,
      newline?: string,
      one?: string,
    ) => {
      const digits = unicode ?? long ?? hex;
      if (digits !== undefined) return code(digits, 16, whole);
      if (octal !== undefined) return code(octal, 8, whole);
      if (newline !== undefined) return "";
      return one === undefined ? whole : (SIMPLE[one] ?? one);
    },
  );
}

/** Takes the indentation all lines have in common off a text block, its opening line break too. */
export function dedent(raw: string): string {
  const lines = raw.replace(/^[ \t]*\r?\n/, "").split(/\r?\n/);
  const indents = lines
    .filter((line, index) => line.trim() !== "" || index === lines.length - 1)
    .map((line) => line.length - line.trimStart().length);
  const margin = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(Math.min(margin, line.length))).join("\n");
}
