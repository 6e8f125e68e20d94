import { CommanderError } from "commander";
import { bugOf } from "../engine/bug.ts";
import { Problem } from "../model/problem.ts";
import { neutralise } from "../report/text.ts";

/** 2 for the user's mistake, 3 for ours; help and version that were asked for are no error. */
export function exitCodeOf(error: unknown): 0 | 2 | 3 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof Problem ? 2 : 3;
}

/** What to print on stderr for an error. A bug shows its stack, which holds paths of zunset itself and no text of scanned files. */
export function explain(error: unknown): string {
  // commander has printed its own message.
  if (error instanceof CommanderError) return "";
  if (error instanceof Problem) {
    const lines = [`zunset: ${error.message}`];
    if (error.where !== undefined) lines.push(`  at ${error.where}`);
    for (const line of (error.help ?? "").split("\n")) if (line !== "") lines.push(`  ${line}`);
    return `${lines.map(neutralise).join("\n")}\n`;
  }
  const { message, frames } = bugOf(error);
  return `zunset: ${message}\n${frames.join("\n")}\n`;
}
