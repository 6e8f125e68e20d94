import { ParseBound } from "./adapter.ts";

/** Brackets open at one place. Code people write stays below 50; parsers that recurse exhaust the main thread's stack from 220 on. */
const MOST_OPEN = 200;

/**
 * Throws {@link ParseBound} for a text that nests as no program does; to be called before a parser that recurses.
 * NOTE: an exhausted stack is no error one can rely on to catch: V8 ends the whole process when a regular expression is compiled there.
 */
export function refuseNesting(text: string): void {
  let open = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 40 || code === 91 || code === 123) {
      if (++open > MOST_OPEN) throw new ParseBound("too-deep");
    } else if ((code === 41 || code === 93 || code === 125) && open > 0) open--;
  }
}
