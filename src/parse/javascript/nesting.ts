import { ParseBound } from "../adapter.ts";

/** Brackets open at one place; the walk gives up earlier. */
const BRACKETS = 1_000;
/** Labels in front of one statement. */
const LABELS = 50;

const LABEL = /[\w$]{1,200}\s{0,4000}:(?!:)\s{0,4000}/y;

/**
 * Throws {@link ParseBound} for a text whose nesting no program has. Babel compares each label with all around it and keeps an error for
 * every clash, so that ten kilobytes of `a: a: a: …` fill the memory.
 */
export function refuseNesting(text: string): void {
  let open = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 40 || code === 91 || code === 123) {
      if (++open > BRACKETS) throw new ParseBound("too-deep");
    } else if (code === 41 || code === 93 || code === 125) open = Math.max(0, open - 1);
    else if (code === 58 && labelsAround(text, index) > LABELS) throw new ParseBound("too-deep");
  }
}

/** Labels that follow one another from the colon on. */
function labelsAround(text: string, colon: number): number {
  let labels = 1;
  LABEL.lastIndex = colon + 1;
  while (/\s/.test(text.charAt(LABEL.lastIndex))) LABEL.lastIndex++;
  while (LABEL.test(text)) labels++;
  return labels;
}
