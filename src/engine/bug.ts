import { neutralise } from "../report/text.ts";

/** What may be told of an error that is a bug of zunset's. */
export interface Bug {
  /** One line. */
  readonly message: string;
  /** Lines of the stack: they hold paths of zunset itself and no text of scanned files. */
  readonly frames: readonly string[];
}

/** A bug as it may be told: what an error says may quote a file, so neither its message nor the error itself goes on. */
export function bugOf(error: unknown): Bug {
  return {
    message: `this is a bug in zunset, please report it: ${nameOf(error)}`,
    frames: framesOf(error),
  };
}

/** The kind of error, with the code of a failed system call; its message may quote a file and is left out. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return neutralise(`${error.name}${code}`);
}

/** Lines of the stack below the message, whatever the message looks like. */
function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const stack = error.stack ?? "";
  const message = stack.indexOf(error.message);
  return stack
    .slice(message < 0 ? 0 : message + error.message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map(neutralise);
}
