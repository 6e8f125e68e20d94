import { confirm, isCancel, select } from "@clack/prompts";
import { Problem } from "../../model/problem.ts";
import { ensureSize } from "../terminal-size.ts";
import type { Mode } from "./github.ts";

/** True when there is a terminal to ask at. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks how findings are to reach people. */
export async function askMode(): Promise<Mode> {
  ensureSize();
  return answered(
    await select<Mode>({
      message: "Where do findings go?",
      options: [
        {
          value: "code-scanning",
          label: "to code scanning (a public repository, or a private one with GitHub Code Security)",
        },
        { value: "annotations", label: "into the run: annotations and job summary (any repository)" },
      ],
      output: process.stderr,
    }),
  );
}

/** Asks a question that is answered no when nothing else is said. */
export async function askYes(message: string): Promise<boolean> {
  ensureSize();
  return answered(await confirm({ message, initialValue: false, output: process.stderr }));
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer))
    throw new Problem("nothing was written", { help: "You broke off before all was asked." });
  return answer as Exclude<T, symbol>;
}
