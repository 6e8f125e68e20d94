/** Where progress is shown. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** A line that says how far a long scan is. */
export interface Progress {
  readonly update: (done: number, total: number) => void;
  /** Takes the line away. */
  readonly done: () => void;
}

/** Milliseconds before the first line, and between two. */
const PATIENCE = 400;
const INTERVAL = 100;

/** Shows progress on a terminal when it is wanted; silent when the stream is none. */
export function progressLine(
  wanted: boolean,
  stream: Terminal = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  if (!wanted || stream.isTTY !== true || process.env["TERM"] === "dumb")
    return { update: () => {}, done: () => {} };
  const started = now();
  let last = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    update: (done, total) => {
      const time = now();
      // Short scans show nothing, long ones a few times a second.
      if (time - started < PATIENCE || time - last < INTERVAL) return;
      last = time;
      shown = true;
      stream.write(`\r\u001b[Kscanned ${done} of ${total} files`);
    },
    done: () => {
      if (shown) stream.write("\r\u001b[K");
      shown = false;
    },
  };
}
