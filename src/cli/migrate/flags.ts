import { Problem } from "../../model/problem.ts";
import type { TreeFlags } from "../tree.ts";

/** Options of `zunset migrate` as commander gives them. */
export interface MigrateFlags extends TreeFlags {
  readonly write?: boolean;
  readonly unsafe?: boolean;
  readonly interactive?: boolean;
  readonly force?: boolean;
  readonly patch?: string;
  readonly summary?: string;
  readonly json?: string;
  readonly only?: readonly string[];
  readonly scope?: string;
  readonly prefix?: string;
  readonly transition?: "switch" | "dual";
}

/** Throws a `Problem` for flags that contradict each other, or that would do nothing. */
export function checkMigrateFlags(flags: MigrateFlags): void {
  if (flags.interactive && flags.write)
    throw new Problem("--interactive asks before it writes, --write does not ask", {
      where: "--interactive",
      help: "Give one of the two.",
    });
  if (flags.interactive && !(process.stdin.isTTY && process.stderr.isTTY))
    throw new Problem("there is no terminal to ask at", {
      where: "--interactive",
      help: "Use --write, with --only to choose.",
    });
  if ([flags.patch, flags.summary, flags.json].filter((target) => target === "-").length > 1)
    throw new Problem("only one of --patch, --summary and --json can go to standard output", {
      where: "-",
      help: "Give the others a file.",
    });
  if (flags.force && !flags.write && !flags.interactive)
    throw new Problem("nothing is written, so there is nothing to force", {
      where: "--force",
      help: "Add --write.",
    });
  if (flags.unsafe && !flags.write && flags.patch === undefined)
    throw new Problem("changes for review are shown anyway", {
      where: "--unsafe",
      help: "Add --write or --patch FILE to have them made.",
    });
}
