/**
 * What stands in the text of every file of some languages that one kind of match can be found in. A file without any sign of the rules is parsed only
 * when something else asks for what it may define.
 */
export interface Sign {
  /** Source of a regular expression without repetition of any length. */
  readonly pattern: string;
  /** Whatever the case of its letters. */
  readonly anyCase?: true;
  /** All when left out. */
  readonly languages?: readonly string[];
}
