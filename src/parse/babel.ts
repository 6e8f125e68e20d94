import { ParseBound } from "./adapter.ts";

/** Errors after which a text is no program. */
const MAX_ERRORS = 2_000;

/**
 * Runs the parser with a bound on the errors it recovers from: it keeps each, and ten kilobytes of `a: a: a: …` make millions.
 * NOTE: the parser has no option for that, but it makes its errors with the global `SyntaxError`, which is ours while it runs. Nobody
 * reads their stacks, which would cost seconds.
 */
export function boundErrors<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  const Original = globalThis.SyntaxError;
  let errors = 0;
  globalThis.SyntaxError = class extends Original {
    constructor(message?: string) {
      super(message);
      if (++errors > MAX_ERRORS) throw new ParseBound("too-deep");
    }
  } as SyntaxErrorConstructor;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    globalThis.SyntaxError = Original;
  }
}
