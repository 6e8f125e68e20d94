import { type Command, InvalidArgumentError, Option } from "commander";
import { isoDate } from "../options.ts";
import type { Ci } from "./survey.ts";

/** Options of `zunset init` as commander gives them. */
export interface InitFlags {
  readonly ci?: Ci;
  readonly private?: boolean;
  readonly comment?: boolean;
  readonly baseline?: boolean;
  readonly pin?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly asOf?: string;
  readonly quiet?: boolean;
}

function commitId(value: string): string {
  if (!/^[\da-f]{40}$/.test(value)) throw new InvalidArgumentError("Give a full commit id: 40 hex digits.");
  return value;
}

const CI: readonly Ci[] = ["github", "gitlab", "none"];

/** Adds the options of `zunset init`. */
export function addInitOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--ci <host>",
        `${CI.join(", ")}: whose pipeline is written (default: what the repository has)`,
      ).argParser((value: string) => {
        const found = CI.find((one) => one === value);
        if (!found) throw new InvalidArgumentError(`Allowed: ${CI.join(", ")}.`);
        return found;
      }),
    )
    .option(
      "--private",
      "a private repository without GitHub Code Security: annotations instead of code scanning (default: asked, or what the repository tells)",
    )
    .option("--no-private", "code scanning takes SARIF here")
    .option(
      "--baseline",
      "put what is found now into a baseline, so that only others fail (default: asked, or no)",
    )
    .option("--comment", "let the workflow keep a comment on pull requests (default: no)")
    .option(
      "--pin <commit>",
      "commit of zunset that the pipeline runs (default: that of the clone zunset runs from)",
      commitId,
    )
    .option("--dry-run", "show what would be written as a diff, write nothing")
    .option("--yes", "ask nothing and take what is usual; what is there still needs --force")
    .option("--force", "write over what is there without asking")
    .option("--as-of <date>", "count the days left from this date, YYYY-MM-DD (default: today, UTC)", isoDate)
    .option("--quiet", "no progress on stderr");
}
