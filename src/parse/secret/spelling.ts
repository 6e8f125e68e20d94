/**
 * How surprising text is to somebody who knows names and words, against how surprising it is to a random generator. What people write
 * (`AbstractTokenProvider`, `zendesk-api-token-2024`) scores above zero, what a generator wrote far below: forty random characters
 * score between -150 and -40.
 *
 * The tables hold half bits in base 36: the cost of a letter after a letter, of a letter that begins a word, of a kind of character
 * after another kind. They were counted over identifiers and prose of source code in many languages.
 */
const AFTER = [
  "ga79ie8iaig797i8i784bdeebi",
  "6ffe6efb89i5ch6eia8e7iii9i",
  "6ibi6ii79i88ii4hi8d6aiiici",
  "5ch93fei6ihceh8gia9fbgiiai",
  "9e98ccdigig7a6gcc567hbcadi",
  "7ifi69ii3iiaig5ii9dbaiiici",
  "8ihf3iaa7iibda8ii69baihigi",
  "5ahh4iii5iigbf5dibe8biiifi",
  "bd787caiiii8a56bib77icigic",
  "8iig5iiieihiii3dfi3ibifiii",
  "acgd1def7iiddddgif7e9igiei",
  "6fh74cii5ih8ig6eiha99giiai",
  "4afb3igi7iibaf77iiagciiici",
  "8i877b7i9idegd8fii64baiiei",
  "ba98ibciegc984a9i6ba8bbhgi",
  "5iha5ihb8ii7ih68i6b89iihfi",
  "dhhgghgghii9eigghdcd0ihhgh",
  "7eba4gai7icc9c6hia88cciiai",
  "8i9i4fi88iadfi89hh758hdici",
  "6ici4ii74iidei7ei89abihi8i",
  "b8bb7fdiaid786g6i667iiiiii",
  "4ihi2igi4iiiiiaiiggibiiiii",
  "6hhg5ih84ihdg86gi87fhiaiii",
  "ai8f8gie8iicai85hge3fiidbi",
  "addf7gcibii78793if6agidiee",
  "5hgb2igf9iifhi7highhdihhce",
].map(costs);
const FIRST = costs("8a7998ab9cea9aa8f877abbgge");
const KIND = ["1ai6", "23d7", "9a13", "159a"].map(costs);
const DIGIT = Math.log2(10);

const LOWER = 0;
const UPPER = 1;
const FIGURE = 2;
const OTHER = 3;

function costs(row: string): number[] {
  return Array.from(row, (digit) => Number.parseInt(digit, 36) / 2);
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return LOWER;
  if (code >= 65 && code <= 90) return UPPER;
  return code >= 48 && code <= 57 ? FIGURE : OTHER;
}

/** Bits by which text is better explained as names and words (above zero) or as random characters (below). */
export function wordiness(text: string, start = 0, end = text.length): number {
  let cost = 0;
  let kind = OTHER;
  let letter = 0;
  let hex = true;
  const seen = [false, false, false, false];
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    const before = kind;
    kind = kindOf(code);
    seen[kind] = true;
    cost += KIND[before]?.[kind] ?? 0;
    if (kind === FIGURE) cost += DIGIT;
    else if (kind === OTHER) {
      cost += 1;
      hex = false;
    } else {
      const next = (code | 32) - 97;
      const begins = before >= FIGURE || (before === LOWER && kind === UPPER);
      cost += (begins ? FIRST[next] : AFTER[letter]?.[next]) ?? 0;
      letter = next;
      if (next > 5) hex = false;
    }
  }
  const mixed = seen[LOWER] && seen[UPPER];
  const alphabet = hex && !mixed ? 16 : (mixed ? 62 : 36) + (seen[OTHER] ? 2 : 0);
  return (end - start) * Math.log2(alphabet) - cost;
}
