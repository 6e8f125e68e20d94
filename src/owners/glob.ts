/** What a hostile file may cost: steps of matching for all its patterns and all paths together. */
const STEPS = 60_000_000;

/** Counts the steps of matching, and says when there were too many. */
export class Budget {
  #left = STEPS;

  /** Takes steps; false when there are none left, and from then on. */
  take(steps: number): boolean {
    this.#left -= steps;
    return this.#left > 0;
  }

  /** True when something was not matched for want of steps. */
  get exhausted(): boolean {
    return this.#left <= 0;
  }
}

/** One character of a pattern: itself, any, any number of any, or one of a class. */
type Token =
  | string
  | { readonly any: "one" | "many" }
  | { readonly ranges: readonly [from: string, to: string][]; readonly not: boolean };

/** A pattern's segments; `**` stands for any number of them, none included, and every other text for itself. */
export type Glob = readonly (string | readonly Token[])[];

/** Compiles a pattern without a leading slash. A backslash makes what follows literal; classes only where they are known. */
export function compile(pattern: string, options: { readonly classes: boolean }): Glob {
  return pattern
    .split("/")
    .map((segment) => (segment === "**" ? segment : tokensOf(segment, options.classes)));
}

function tokensOf(segment: string, classes: boolean): string | Token[] {
  const tokens: Token[] = [];
  const characters = [...segment];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "\\") tokens.push(characters[++at] ?? "\\");
    else if (character === "?") tokens.push({ any: "one" });
    else if (character === "*") {
      if (typeof tokens.at(-1) !== "object" || !isMany(tokens.at(-1))) tokens.push({ any: "many" });
    } else if (character === "[" && classes && characters.indexOf("]", at + 2) > 0) {
      const end = characters.indexOf("]", at + 2);
      tokens.push(classOf(characters.slice(at + 1, end)));
      at = end;
    } else tokens.push(character);
  }
  const literal = tokens.every((token) => typeof token === "string") ? tokens.join("") : "";
  // Two stars that were escaped are no wildcard.
  return literal === "" || literal === "**" ? tokens : literal;
}

function classOf(characters: readonly string[]): Token {
  const not = characters[0] === "^" || characters[0] === "!";
  const ranges: [string, string][] = [];
  for (let at = not ? 1 : 0; at < characters.length; at++) {
    const from = characters[at] ?? "";
    const to = characters[at + 1] === "-" ? characters[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return { ranges, not };
}

const isMany = (token: Token | undefined): boolean =>
  typeof token === "object" && "any" in token && token.any === "many";

/** A path's segments, each with its characters. */
export type Segments = readonly { readonly text: string; readonly characters: readonly string[] }[];

/** Splits a path, once for all patterns. */
export function segmentsOf(path: string): Segments {
  return path.split("/").map((text) => ({ text, characters: [...text] }));
}

/** True when the path's segments match. */
export function matches(glob: Glob, path: Segments, budget: Budget): boolean {
  // Most patterns begin with the name of a folder that the path is not in.
  const [first] = glob;
  if (typeof first === "string" && first !== "**" && first !== path[0]?.text) return budget.take(1) && false;
  return walk(
    glob.length,
    path.length,
    (index) => glob[index] === "**",
    (index, at) => {
      const segment = glob[index];
      if (segment === undefined || segment === "**") return false;
      if (typeof segment === "string") return segment === path[at]?.text;
      return matchesCharacters(segment, path[at]?.characters ?? [], budget);
    },
    budget,
  );
}

function matchesCharacters(tokens: readonly Token[], characters: readonly string[], budget: Budget): boolean {
  return walk(
    tokens.length,
    characters.length,
    (index) => isMany(tokens[index]),
    (index, at) => matchesOne(tokens[index], characters[at] ?? ""),
    budget,
  );
}

function matchesOne(token: Token | undefined, character: string): boolean {
  if (typeof token === "string") return token === character;
  if (token === undefined) return false;
  if ("any" in token) return token.any === "one";
  return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.not;
}

/**
 * Matches wildcards from left to right, going back to the last one only: what an earlier one could take more of, the last one can
 * as well. Takes the product of both lengths at most.
 */
function walk(
  patterns: number,
  things: number,
  isWild: (index: number) => boolean,
  matchesAt: (index: number, at: number) => boolean,
  budget: Budget,
): boolean {
  let [index, at, wild, from] = [0, 0, -1, 0];
  while (at < things) {
    if (!budget.take(1)) return false;
    if (index < patterns && isWild(index)) {
      [wild, from] = [index, at];
      index++;
    } else if (index < patterns && matchesAt(index, at)) {
      index++;
      at++;
    } else if (wild >= 0) {
      from++;
      at = from;
      index = wild + 1;
    } else return false;
  }
  while (index < patterns && isWild(index)) index++;
  return index === patterns;
}
