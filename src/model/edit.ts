import type { Span } from "./fact.ts";

/** Replaces a stretch of one file. Offsets are those of the file as it was scanned; an empty span inserts. */
export interface Edit {
  /** Path relative to the root, `/`-separated. */
  readonly path: string;
  readonly at: Span;
  /** Line ends are `\n` and become the file's own when it is written. */
  readonly text: string;
}

/** A file that a rewrite adds. */
export interface NewFile {
  /** Path relative to the root, `/`-separated; nothing stands there yet. */
  readonly path: string;
  /** Line ends are `\n`. */
  readonly text: string;
}
