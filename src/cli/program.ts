import { existsSync } from "node:fs";
import { Command } from "commander";
import { suggest } from "../config/suggest.ts";
import { version } from "../engine/version.ts";
import { Problem } from "../model/problem.ts";
import { neutralise } from "../report/text.ts";
import type { BaselineAction } from "./baseline/run.ts";
import { addInitOptions } from "./init/options.ts";
import {
  addBaselineOptions,
  addMergeOptions,
  addMigrateOptions,
  addRemarkOptions,
  addRuleOptions,
  addScanOptions,
  isoDate,
} from "./options.ts";
import { print } from "./write.ts";

/** Columns of the help at most, so that it fits the smallest usual terminal with one to spare. */
const HELP_WIDTH = 79;

const EXAMPLES = `
Examples:
  zunset init                        set up a repository: settings, pipeline
  zunset scan                        scan the current folder
  zunset scan src deploy/.env        scan some of it
  zunset scan --format sarif --output zunset.sarif
  zunset baseline create             put off what is there, fail for new ones
  zunset migrate                     show how to rewrite it to OAuth
  zunset scopes                      which OAuth scopes its calls need
  zunset why src/client.ts:12        why a line is a finding, or is not
  zunset rules explain basic-auth    what a rule is about and what to do

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above it
  2  a mistake in how zunset was called or configured, or nothing was read
  3  a bug in zunset`;

const SCAN_NOTES = `
--only and --exclude take every word up to the next option, so name the paths
before them.

Examples:
  zunset scan --fail-on error --exclude 'legacy/**'
  zunset scan services/billing --only basic-auth hardcoded
  zunset scan --format terminal --format sarif --output - --output zunset.sarif
  cat deploy.sh | zunset scan - --stdin-filename deploy.sh`;

const MIGRATE_NOTES = `
Without --write or --patch nothing is changed: the diff is shown, and a table of
what is rewritten safely, what for review, what is refused and why.

Examples:
  zunset migrate
  zunset migrate --write
  zunset migrate --write --unsafe --summary pull-request.md
  zunset migrate services/billing --patch zendesk-oauth.patch
  zunset migrate --only basic-auth lib/zendesk`;

const MERGE_NOTES = `
Each run keeps its results and gets the repository into its category and its
provenance. GitHub takes at most 20 runs in a file.

Examples:
  zunset merge support.sarif billing.sarif -o all.sarif
  zunset merge a.sarif b.sarif --repository https://github.com/acme/a
    --repository https://github.com/acme/b --output all.sarif`;

const INIT_NOTES = `
Nothing that is there is written over unasked; without a terminal that takes
--force. The exit code is 0 even if there are findings: this only sets up.

Examples:
  zunset init --dry-run
  zunset init --baseline
  zunset init services/billing --private`;

const WHY_NOTES = `
Examples:
  zunset why src/client.ts:12
  zunset why .env:3`;

/** The command line; a command loads what it needs only when it runs. */
export function buildProgram(): Command {
  const program = new Command("zunset")
    .usage("[options] <command>")
    .description(
      "Finds every use of a Zendesk API token before they all stop working on 2027-04-30, and rewrites them to OAuth.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .configureHelp({ helpWidth: Math.min(process.stdout.columns || HELP_WIDTH, HELP_WIDTH) })
    .configureOutput({
      outputError: (text, write) =>
        write(
          text
            .replace(/^error: /, "zunset: ")
            .replace(/^\(Did you mean (.*)\)$/m, "  Did you mean $1")
            .split("\n")
            .map(neutralise)
            .join("\n"),
        ),
    })
    .showHelpAfterError("  zunset --help shows what there is")
    .exitOverride()
    .addHelpText("after", EXAMPLES);
  addInit(program);
  addScan(program);
  addMigrate(program);
  addBaseline(program);
  addScopes(program);
  addRules(program);
  addWhy(program);
  addMerge(program);
  program.on("command:*", ([given = ""]: string[]) => {
    const known = program.commands.map((command) => command.name());
    // `zunset src` is what most other scanners take.
    const help = existsSync(given) ? `To scan it: zunset scan ${given}` : suggest(given, known);
    throw new Problem(`there is no command "${given}"`, { help });
  });
  return program;
}

function addInit(program: Command): void {
  const init = program
    .command("init")
    .description("Set up a repository: write a configuration, a pipeline and, if wanted, a baseline.")
    .argument("[path]", "the repository, or a folder of it (default: the current folder)")
    .showHelpAfterError("  zunset init --help shows what there is")
    .addHelpText("after", INIT_NOTES);
  addInitOptions(init).action(async (path: string | undefined, flags) => {
    const { runInit } = await import("./init/run.ts");
    await runInit(path, flags);
  });
}

function addScan(program: Command): void {
  const scan = program
    .command("scan")
    .description("Scan files and folders: code, settings and documentation of any language.")
    .argument("[paths...]", "files and folders, - for standard input (default: the current folder)")
    .showHelpAfterError("  zunset scan --help shows what there is")
    .addHelpText("after", SCAN_NOTES);
  addRuleOptions(addScanOptions(scan), { config: true }).action(async (paths: string[], flags) => {
    const { runScan } = await import("./scan.ts");
    process.exitCode = await runScan(paths, flags);
  });
}

function addMigrate(program: Command): void {
  const migrate = program
    .command("migrate")
    .description("Rewrite uses of API tokens to OAuth client credentials; shows the changes first.")
    .argument("[paths...]", "files and folders (default: the current folder)")
    .showHelpAfterError("  zunset migrate --help shows what there is")
    .addHelpText("after", MIGRATE_NOTES);
  addRuleOptions(addMigrateOptions(migrate), { config: true }).action(async (paths: string[], flags) => {
    const { runMigrate } = await import("./migrate/run.ts");
    process.exitCode = await runMigrate(paths, flags);
  });
}

function addBaseline(program: Command): void {
  const baseline = program
    .command("baseline")
    .description("Write down the findings that are known, and keep that up to date.");
  const add = (action: BaselineAction, description: string): Command => {
    const command = baseline
      .command(action)
      .description(description)
      .argument("[paths...]", "files and folders (default: the current folder)")
      .showHelpAfterError(`  zunset baseline ${action} --help shows what there is`);
    return addRuleOptions(addBaselineOptions(command), { config: true }).action(
      async (paths: string[], flags) => {
        const { runBaseline } = await import("./baseline/run.ts");
        process.exitCode = await runBaseline(action, paths, flags);
      },
    );
  };
  addRemarkOptions(add("create", "Write all findings down.")).option(
    "--force",
    "write over one that is there",
  );
  addRemarkOptions(
    add("update", "Bring entries up to date with where their findings stand now; list new findings."),
  ).option("--add-new", "add entries for new findings (default: list them, and exit with 1)");
  add("prune", "Drop entries that nothing is found of any more.");
}

function addScopes(program: Command): void {
  const scopes = program
    .command("scopes")
    .description("Print the OAuth scopes that the calls of the code need, each with its calls.")
    .argument("[paths...]", "files and folders (default: the current folder)")
    .option(
      "--exclude <glob...>",
      "leave files out, in .gitignore syntax, relative to the root (default: none)",
    );
  addRuleOptions(scopes, { config: true }).action(async (paths: string[], flags) => {
    const { explainScopes } = await import("./scopes.ts");
    await print(await explainScopes(paths, flags));
  });
}

function addRules(program: Command): void {
  const rules = program.command("rules").description("List the rules or explain one.");
  const list = rules.command("list").description("List all rules with their severity and title.");
  addRuleOptions(list, { config: false }).action(async (flags) => {
    const { listRules } = await import("./rules.ts");
    await print(await listRules(flags));
  });
  const explain = rules
    .command("explain")
    .description("Say what a rule is about, why it matters and what to do.")
    .argument("<id>", "a rule's id, as in the report")
    .option(
      "--as-of <date>",
      "count the days left from this date, YYYY-MM-DD (default: today, UTC)",
      isoDate,
    );
  addRuleOptions(explain, { config: false }).action(async (id: string, flags) => {
    const { explainRule } = await import("./rules.ts");
    await print(await explainRule(id, flags));
  });
}

function addWhy(program: Command): void {
  const why = program
    .command("why")
    .description("Say stage by stage why a line is a finding, or why it is none.")
    .argument("<path:line>", "a file and a line of it")
    .addHelpText("after", WHY_NOTES);
  addRuleOptions(why, { config: true }).action(async (place: string, flags) => {
    const { explainLine } = await import("./why.ts");
    await print(await explainLine(place, flags));
  });
}

function addMerge(program: Command): void {
  const merge = program
    .command("merge")
    .description("Put SARIF reports of several repositories into one, a run for each.")
    .argument("<file...>", "reports that zunset wrote")
    .showHelpAfterError("  zunset merge --help shows what there is")
    .addHelpText("after", MERGE_NOTES);
  addMergeOptions(merge).action(async (files: string[], flags) => {
    const { runMerge } = await import("./merge.ts");
    await runMerge(files, flags);
  });
}
