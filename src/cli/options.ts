import { type Command, InvalidArgumentError, Option } from "commander";
import { suggest } from "../config/suggest.ts";
import { bytesOf, isDay, isPrefix, MAX_THREADS } from "../engine/values.ts";
import { formats } from "../report/index.ts";

const collect = (value: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

/** Parses a date as YYYY-MM-DD. */
export function isoDate(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError("Give a date as YYYY-MM-DD.");
  return value;
}

function byteSize(value: string): number {
  const bytes = bytesOf(value);
  if (bytes === undefined) throw new InvalidArgumentError("Give a size such as 500k or 2m, at most 256m.");
  return bytes;
}

/** Less holds nothing but the head of a report. */
const SMALLEST_MARKDOWN = 16 * 1024;

function markdownSize(value: string): number {
  const bytes = byteSize(value);
  if (bytes < SMALLEST_MARKDOWN) throw new InvalidArgumentError("Give 16k at least.");
  return bytes;
}

function threadCount(value: string): number {
  if (!/^\d{1,2}$/.test(value) || Number(value) > MAX_THREADS)
    throw new InvalidArgumentError(`Give a number from 0 to ${MAX_THREADS}; 0 parses in the main thread.`);
  return Number(value);
}

/** One of a few words, with a suggestion for any other. */
function oneOf(words: readonly string[]): (value: string) => string {
  return (value) => {
    if (!words.includes(value))
      throw new InvalidArgumentError(`${suggest(value, words)} Allowed: ${words.join(", ")}.`);
    return value;
  };
}

function formatOption(): Option {
  const check = oneOf(formats);
  return new Option(
    "--format <format>",
    `${formats.join(", ")}; repeatable (default: ${formats[0]})`,
  ).argParser((value: string, before: readonly string[] | undefined) => collect(check(value), before));
}

/** What `--fail-on` takes. */
const FAIL_ON = ["error", "warning", "note", "never"] as const;

/** Adds the options that `scan` shares with no other command. */
export function addScanOptions(command: Command): Command {
  return command
    .addOption(formatOption())
    .option(
      "--output <file>",
      "where the report goes, - is standard output; one per --format, in the same order (default: -)",
      collect,
    )
    .addOption(
      new Option(
        "--fail-on <severity>",
        `exit with 1 from this severity on: ${FAIL_ON.join(", ")} (default: warning)`,
      ).argParser(oneOf(FAIL_ON)),
    )
    .option("--only <rule...>", "keep the findings of these rules (default: all rules)")
    .option(
      "--exclude <glob...>",
      "leave files out, in .gitignore syntax, relative to the root (default: none)",
    )
    .addOption(
      new Option(
        "--since <commit>",
        "show only findings that are new since this branch or commit, as a pull request would (default: all)",
      ).conflicts("staged"),
    )
    .option(
      "--staged",
      "show only findings that are new in what is staged for the next commit (default: all)",
    )
    .option("--as-of <date>", "count the days left from this date, YYYY-MM-DD (default: today, UTC)", isoDate)
    .option("--strict", "exit with 2 when a file that matters was skipped (default: list it)")
    .option("--allow-empty", "accept a scan that read no file (default: exit with 2)")
    .option("--quiet", "print nothing but the report (default: progress and hints on stderr)")
    .option("--max-file-size <size>", "skip larger files, e.g. 500k or 2m (default: 2m)", byteSize)
    .option("--threads <n>", "worker threads, 0 for none (default: one per core, at most 4)", threadCount)
    .option(
      "--no-ignored-credentials",
      "leave out the local credential files that git ignores: .env*, *.tfvars, .zat, .zcli (default: look at them)",
    )
    .option(
      "--no-suppressions",
      "report what zunset-ignore comments silence, too (default: count it, leave it out)",
    )
    .option(
      "--baseline <file>",
      "findings that are known, as zunset baseline writes them: only others count for the exit code (default: none)",
    )
    .option(
      "--no-baseline",
      "compare with none, whatever the configuration says (default: with its baseline)",
    )
    .option("--new-only", "leave known findings out of every report (default: mark them)")
    .option("--stdin-filename <path>", "what to call standard input; decides its language (needed for -)")
    .option(
      "--fixes",
      "put what zunset migrate would do into SARIF, rdjson and HTML reports, for editors, reviews and readers (default: leave it out)",
    )
    .option("--sarif-category <name>", "code scanning category of the SARIF run (default: zunset)")
    .option(
      "--sarif-suppressed",
      "put findings that comments silence into SARIF as suppressed; GitHub shows those as open (default: leave them out)",
    )
    .option(
      "--sarif-azure",
      "put what Azure DevOps Advanced Security wants into SARIF, from the variables of the pipeline (default: leave it out)",
    )
    .option(
      "--markdown-size <size>",
      "cut the Markdown report to this size, 16k at least (default: 64k)",
      markdownSize,
    );
}

/** Adds the options that the commands for a baseline share. */
export function addBaselineOptions(command: Command): Command {
  return command
    .option(
      "--baseline <file>",
      "the file (default: the configuration's, else zunset-baseline.yml at the root)",
    )
    .option(
      "--exclude <glob...>",
      "leave files out, in .gitignore syntax, relative to the root (default: none)",
    )
    .option("--no-ignored-credentials", "leave out the local credential files that git ignores")
    .option("--as-of <date>", "count from this date, YYYY-MM-DD (default: today, UTC)", isoDate)
    .option("--quiet", "no progress on stderr")
    .option("--max-file-size <size>", "skip larger files, e.g. 500k or 2m (default: 2m)", byteSize)
    .option("--threads <n>", "worker threads, 0 for none (default: one per core, at most 4)", threadCount);
}

function textUpTo(most: number): (value: string) => string {
  return (value) => {
    if (value.trim() === "" || value.length > most)
      throw new InvalidArgumentError(`Give a text of at most ${most} characters.`);
    return value.trim();
  };
}

/** Adds what a new entry of a baseline says. */
export function addRemarkOptions(command: Command): Command {
  return command
    .option("--reason <text>", "why the findings that are added are put off", textUpTo(2_000))
    .option("--owner <name>", "who will see to them", textUpTo(200))
    .option(
      "--expires <date>",
      "last day they are put off, YYYY-MM-DD; their deadline at the latest (default: that)",
      isoDate,
    );
}

/** A prefix of environment variables. */
function prefixName(value: string): string {
  if (!isPrefix(value))
    throw new InvalidArgumentError("Give capital letters, digits and underscores, such as ZENDESK.");
  return value;
}

const TRANSITIONS = ["switch", "dual"] as const;

/** Adds the options that `migrate` shares with no other command. */
export function addMigrateOptions(command: Command): Command {
  return command
    .option("--write", "make the safe changes (default: show all, change nothing)")
    .option("--unsafe", "make the changes for review, too; with --write or --patch")
    .option("--interactive", "ask about each rewrite, then make the chosen changes")
    .option("--patch <file>", "write the changes down for git apply, - is standard output")
    .option("--summary <file>", "write the text of a pull request, in Markdown")
    .option("--json <file>", "write what becomes of each use, for other programs")
    .option("--force", "change files that have uncommitted changes, too (default: refuse)")
    .option("--only <rule|path...>", "rewrite the findings of these rules or files (default: all)")
    .option("--scope <scopes>", "scopes to ask for, separated by spaces (default: those the calls need)")
    .option(
      "--prefix <name>",
      "what new variables begin with (default: as the token's, else ZENDESK)",
      prefixName,
    )
    .addOption(
      new Option(
        "--transition <way>",
        "switch leaves OAuth only, dual keeps the API token as a fallback (default: switch)",
      ).argParser(oneOf(TRANSITIONS)),
    )
    .option(
      "--exclude <glob...>",
      "leave files out, in .gitignore syntax, relative to the root (default: none)",
    )
    .option("--as-of <date>", "count the days left from this date, YYYY-MM-DD (default: today, UTC)", isoDate)
    .option("--quiet", "no progress on stderr")
    .option("--max-file-size <size>", "skip larger files, e.g. 500k or 2m (default: 2m)", byteSize)
    .option("--threads <n>", "worker threads, 0 for none (default: one per core, at most 4)", threadCount);
}

/** Adds the options of `merge`. */
export function addMergeOptions(command: Command): Command {
  return command
    .option("-o, --output <file>", "where the merged report goes, - is standard output (default: -)")
    .option(
      "--repository <address>",
      "address of a report's repository; one per file, in the same order, - for none (default: what the report says)",
      collect,
    )
    .option(
      "--revision <commit>",
      "the commit that was scanned; one per file, in the same order, - for none (default: what the report says)",
      collect,
    )
    .option("--quiet", "print nothing but the report (default: hints on stderr)");
}

/** Adds the options that say which rules and configuration apply. */
export function addRuleOptions(command: Command, options: { readonly config: boolean }): Command {
  command.option(
    "--rules <dir>",
    "a folder with rules of your own, added to the built-in ones (default: none)",
  );
  if (options.config)
    command.option(
      "--config <file>",
      "configuration file (default: zunset.config.yml in the scanned folder, or above up to the git root)",
    );
  return command;
}
