import { setFlagsFromString } from "node:v8";

let own = false;

/**
 * Says that this process has nothing else to do than what zunset does in it: then V8's flags, which are the whole process's and its threads', may be
 * set. As a library zunset leaves them alone. Worker threads are told by the one that starts them.
 */
export function claimProcess(): void {
  own = true;
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
