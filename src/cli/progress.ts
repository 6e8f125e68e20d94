/** A line on stderr that says how far a long scan is; silent when stderr is no terminal. */
export function progressLine(wanted: boolean): { update: (done: number, total: number) => void; done: () => void } {
  const stream = process.stderr;
  if (!wanted || !stream.isTTY) return { update: () => {}, done: () => {} };
  const started = performance.now();
  let last = 0;
  let shown = false;
  return {
    update: (done, total) => {
      const now = performance.now();
      // Short scans show nothing, long ones a few times a second.
      if (now - started < 400 || now - last < 100) return;
      last = now;
      shown = true;
      stream.write(`\r\u001b[Kscanned ${done} of ${total} files`);
    },
    done: () => {
      if (shown) stream.write("\r\u001b[K");
    },
  };
}
