/** How a file is written, so that what is added looks like its neighbours. */
export interface TextStyle {
  /** One level of indentation: a tab or spaces. */
  readonly indent: string;
  readonly quote: '"' | "'";
  /** Statements end in semicolons; only asked of JavaScript and TypeScript. */
  readonly semicolons: boolean;
  readonly eol: "\n" | "\r\n";
}

/** Reads the style of a text; what it does not show is as `fallback` says. */
export function styleOf(text: string, fallback: TextStyle): TextStyle {
  const tabs = text.match(/^\t/gm)?.length ?? 0;
  const widths = new Map<number, number>();
  let before = 0;
  for (const [line, spaces = ""] of text.matchAll(/^( *)\S.*$/gm)) {
    // Inner lines of block comments are indented by one.
    if (/^ *\*/.test(line)) continue;
    const step = spaces.length - before;
    before = spaces.length;
    if (step === 2 || step === 4 || step === 3 || step === 8) widths.set(step, (widths.get(step) ?? 0) + 1);
  }
  const [width] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
  const spaced = [...widths.values()].reduce((sum, count) => sum + count, 0);
  const single = text.match(/'[^'"\n]*'/g)?.length ?? 0;
  const double = text.match(/"[^'"\n]*"/g)?.length ?? 0;
  const lines = text.match(/[\w)\]'"`][ \t]*;?[ \t]*$/gm) ?? [];
  const ended = lines.filter((line) => line.trimEnd().endsWith(";")).length;
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const lf = (text.match(/\n/g)?.length ?? 0) - crlf;
  return {
    indent:
      tabs > spaced ? "\t" : width === undefined ? (tabs > 0 ? "\t" : fallback.indent) : " ".repeat(width),
    quote: single === double ? fallback.quote : single > double ? "'" : '"',
    semicolons: lines.length === 0 ? fallback.semicolons : ended * 3 >= lines.length,
    eol: crlf > lf ? "\r\n" : "\n",
  };
}

const DEFAULTS: readonly (readonly [RegExp, Partial<TextStyle>])[] = [
  [/\.(?:[mc]?[jt]sx?|rb|ya?ml|gs|vue|svelte)$/i, { indent: "  " }],
  [/\.go$/i, { indent: "\t" }],
  [/\.rb$/i, { quote: '"' }],
];

/** What a file of this name looks like when nothing else is known. */
export const styleFor = (path: string): TextStyle =>
  Object.assign(
    { indent: "    ", quote: '"', semicolons: true, eol: "\n" },
    ...DEFAULTS.flatMap(([pattern, part]) => (pattern.test(path) ? [part] : [])),
  );
