import type { ParseResult, ParserOptions, ParserPlugin, parse } from "@babel/parser";
import type { File } from "@babel/types";
import type { Span } from "../../model/fact.ts";
import { type Lowering, ParseBound } from "../adapter.ts";
import { boundErrors } from "../babel.ts";

/** What the parser makes of a text. */
export interface Syntax {
  readonly file: File;
  /** The parser had to skip over something it did not understand. */
  readonly degraded: boolean;
  /** Lines that were left out because the file could not be read with them. */
  readonly skipped: readonly Span[];
}

const TYPESCRIPT: ParserPlugin = ["typescript", { disallowAmbiguousJSXLike: false }];
const DECLARATIONS: ParserPlugin = ["typescript", { dts: true }];

/** Dialects to try in order, by file extension. */
function dialects(path: string, extension: string): ParserPlugin[][] {
  if (/\.d\.[cm]?ts$/.test(path)) return [[DECLARATIONS]];
  if (/^\.[cm]?ts$/.test(extension)) return [[TYPESCRIPT], [TYPESCRIPT, "jsx"]];
  if (extension === ".tsx") return [[TYPESCRIPT, "jsx"], [TYPESCRIPT]];
  return [["jsx"], ["jsx", "flow"], [TYPESCRIPT, "jsx"], [TYPESCRIPT]];
}

const OPTIONS: ParserOptions = {
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowNewTargetOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowUndeclaredExports: true,
  attachComment: false,
};

/** Complaints about text that was not understood; the others are about what a program may mean. */
const DAMAGE =
  /^(?:UnexpectedToken|UnexpectedDigitAfterHash|Unterminated|InvalidOrUnexpectedToken|Missing(?:Semicolon|Plugin|OneOfPlugins|ClosingTag|EqInAssignment)|UnwrappedAdjacentJSX|UnexpectedType(?:Annotation|Cast)|InvalidPropertyBindingPattern|NoCatchOrFinally)/;

/** Lines that may be left out: the three of a merge conflict, and one more. */
const MAX_SKIPPED = 4;

/** Longer texts are not parsed again and again. */
const MAX_RETRIED = 500_000;

/**
 * Parses a text in the dialect its extension says, then in the others, then without the lines that break it.
 * Throws what the parser throws when nothing helps or when nesting exhausts the stack.
 */
export function readSyntax(parser: typeof parse, lowering: Lowering): Syntax {
  const { text, path, extension } = lowering;
  const attempt = (source: string, plugins: readonly ParserPlugin[], script: boolean): ParseResult<File> => {
    if (lowering.expired()) throw new ParseBound("timeout");
    return boundErrors(() =>
      parser(source, {
        ...OPTIONS,
        sourceType: script ? "script" : "unambiguous",
        plugins: [...plugins, "decorators-legacy"],
      }),
    );
  };
  let failure: unknown;
  let recovered: Syntax | undefined;
  const known = dialects(path, extension);
  // Names such as `await` and `let` are ordinary in a script.
  const tries = [
    ...known.map((plugins) => ({ plugins, script: false })),
    { plugins: known[0] ?? [], script: true },
  ];
  for (const { plugins, script } of tries) {
    try {
      const file = attempt(text, plugins, script);
      if (!(file.errors ?? []).some((error) => DAMAGE.test(error.reasonCode)))
        return { file, degraded: false, skipped: [] };
      recovered ??= { file, degraded: true, skipped: [] };
    } catch (error) {
      if (error instanceof RangeError || error instanceof ParseBound) throw error;
      failure ??= error;
    }
  }
  if (recovered) return recovered;
  const skipped: Span[] = [];
  let rest = text;
  let next = failure;
  while (skipped.length < MAX_SKIPPED && text.length < MAX_RETRIED) {
    const line = lineOf(rest, next);
    if (!line) break;
    skipped.push(line);
    rest = rest.slice(0, line.start) + " ".repeat(line.end - line.start) + rest.slice(line.end);
    try {
      return { file: attempt(rest, known[0] ?? [], false), degraded: true, skipped };
    } catch (error) {
      if (error instanceof RangeError || error instanceof ParseBound) throw error;
      next = error;
    }
  }
  throw failure;
}

/** The line a syntax error stands in; undefined when nothing is left of it. */
function lineOf(text: string, error: unknown): Span | undefined {
  if (!(error instanceof SyntaxError) || !("pos" in error) || typeof error.pos !== "number") return undefined;
  const start = text.lastIndexOf("\n", error.pos - 1) + 1;
  const after = text.indexOf("\n", error.pos);
  const end = after < 0 ? text.length : after;
  return text.slice(start, end).trim() === "" ? undefined : { start, end };
}
