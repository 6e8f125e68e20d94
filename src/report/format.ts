import type { Report } from "../model/finding.ts";

/** What a caller may choose about a rendering. */
export interface RenderOptions {
  /** Colour the output; only the terminal format does. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Code scanning category of the run, `zunset` when left out. */
  readonly category?: string;
  /** Bytes that Markdown may take, 65,536 when left out: what fits in a GitHub issue. A job summary takes 1,048,576. */
  readonly maxBytes?: number;
}

/** Turns a report into the text of one format; pure, so the same report gives the same bytes. */
export type Format = (report: Report, options: RenderOptions) => string;
