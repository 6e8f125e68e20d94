import { setFlagsFromString } from "node:v8";

let own = false;

/**
 * NOTE: V8's optimising compiler works in threads of its own, and what it makes of a parser is hardly used before a scan is over: with the usual
 * threshold it took a third of all the time. Fifteen times that leaves it what is truly hot. V8 complains on stderr of a flag that it does not know, so
 * only versions that were tried get theirs.
 */
const LATER: Readonly<Record<string, string>> = {
  20: "--interrupt-budget=2000000",
  22: "--invocation-count-for-turbofan=45000",
  24: "--invocation-count-for-turbofan=45000",
};

/**
 * Says that this process has nothing else to do than what zunset does in it: then V8's flags, which are the whole process's and its threads', may be
 * set. As a library zunset leaves them alone. A worker thread is told by the one that starts it, and `keepsFlags`: it has the process's.
 */
export function claimProcess({ keepsFlags = false } = {}): void {
  own = true;
  const later = LATER[process.versions.node.split(".")[0] ?? ""];
  if (!keepsFlags && later) setFlagsFromString(later);
}

/** True where {@link claimProcess} was called. */
export const isOwnProcess = (): boolean => own;

/**
 * NOTE: V8's optimising tier takes seconds over the large grammars and blocks the thread meanwhile (7.8 s against 0.45 s for four grammars), which a
 * scan of seconds never earns back. The baseline tier parses as fast as is needed.
 */
export function keepGrammarsSimple(): void {
  if (own) setFlagsFromString("--liftoff-only");
}
