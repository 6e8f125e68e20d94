/** Length of the beginnings that are looked up; no literal is shorter. */
const HEAD = 6;
/** Literals with the same beginning that are compared one by one; more of them are found in their own places only. */
const MOST_ALIKE = 64;

/** A place where one of the literals stands. */
export interface Occurrence {
  readonly start: number;
  readonly literal: string;
}

/** Finds many literals in text at once, in time that grows with the text and hardly with their number. */
export class Occurrences {
  readonly #heads = new Map<number, string[]>();
  readonly #few: readonly string[] | undefined;
  #power = 1;

  constructor(literals: ReadonlySet<string>) {
    for (let index = 1; index < HEAD; index++) this.#power = Math.imul(this.#power, 31);
    const usable = [...literals].filter((literal) => literal.length >= HEAD);
    this.#few = usable.length <= 4 ? usable : undefined;
    for (const literal of usable) {
      let hash = 0;
      for (let index = 0; index < HEAD; index++) hash = (Math.imul(hash, 31) + literal.charCodeAt(index)) | 0;
      const alike = this.#heads.get(hash);
      if (!alike) this.#heads.set(hash, [literal]);
      else if (alike.length < MOST_ALIKE) alike.push(literal);
    }
    for (const alike of this.#heads.values()) alike.sort((a, b) => b.length - a.length);
  }

  /** All occurrences, by where they start; of two that start at one place the longer. */
  in(text: string): Occurrence[] {
    const found: Occurrence[] = [];
    if (this.#few) {
      for (const literal of this.#few)
        for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length))
          found.push({ start: at, literal });
      return found.sort((a, b) => a.start - b.start || b.literal.length - a.literal.length);
    }
    let hash = 0;
    for (let index = 0; index < text.length; index++) {
      if (index >= HEAD) hash = (hash - Math.imul(text.charCodeAt(index - HEAD), this.#power)) | 0;
      hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
      if (index < HEAD - 1) continue;
      const alike = this.#heads.get(hash);
      if (!alike) continue;
      const start = index - HEAD + 1;
      const literal = alike.find((one) => text.startsWith(one, start));
      if (literal !== undefined) found.push({ start, literal });
    }
    return found;
  }
}
