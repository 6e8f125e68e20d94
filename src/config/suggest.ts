import { distance } from "fastest-levenshtein";

/** The known word that was probably meant: few letters away, or one that holds what was given (`zenpy` for `sdk-zenpy`). */
function nearest(given: string, known: readonly string[]): string | undefined {
  const word = given.toLowerCase();
  const [best] = known
    .map((one) => ({ one, away: distance(word, one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  if (best && best.away <= Math.max(2, given.length / 3)) return best.one;
  return word.length < 3 ? undefined : known.find((one) => one.toLowerCase().includes(word));
}

/** A hint at the word that was probably meant, else `otherwise`: by default all known words. */
export function suggest(
  given: string,
  known: readonly string[],
  otherwise = `Known: ${known.join(", ")}.`,
): string {
  const word = nearest(given, known);
  return word === undefined ? otherwise : `Did you mean "${word}"?`;
}
