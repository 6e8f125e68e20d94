import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { formats } from "../report/index.ts";
import { neutralise } from "../report/text.ts";
import { addScanOptions, isoDate } from "./options.ts";
import { version } from "./version.ts";
import { print } from "./write.ts";

/** Columns of the help text at most, so that it fits the smallest common terminal. */
const HELP_WIDTH = 79;

const EXAMPLES = `
Examples:
  zunset scan                          scan the current folder
  zunset scan src deploy/.env          scan some of it
  zunset scan --format sarif --output zunset.sarif
  zunset why src/client.ts:12          why a line is a finding, or is not
  zunset rules explain basic-auth      what a rule is about and what to do

Exit codes:
  0  nothing at or above --fail-on (default: warning)
  1  findings at or above it
  2  a mistake in how zunset was called or configured, or nothing was read
  3  a bug in zunset`;

const SCAN_EXAMPLES = `
--only and --exclude take every word up to the next option: name paths before
them. A zunset.config.yml in the scanned folder or above is used.

Examples:
  zunset scan --fail-on error --exclude 'legacy/**'
  zunset scan --format terminal --format sarif --output - --output zunset.sarif
  zunset scan services/billing --only basic-auth hardcoded
  cat deploy.sh | zunset scan - --stdin-filename deploy.sh`;

/** The command line: subcommands load what they need only when they run. */
export function buildProgram(): Command {
  const program = new Command("zunset")
    .usage("[command] [options]")
    .description("Finds every use of a Zendesk API token before they all stop working on 2027-04-30.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print what a command does and its options")
    .helpCommand("help [command]", "print what a command does and its options")
    .configureOutput({
      getOutHelpWidth: () => Math.min(process.stdout.columns || HELP_WIDTH, HELP_WIDTH),
      getErrHelpWidth: () => Math.min(process.stderr.columns || HELP_WIDTH, HELP_WIDTH),
      outputError: (text, write) =>
        write(text.replace(/^error: /, "zunset: ").split("\n").map(neutralise).join("\n")),
    })
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText("after", EXAMPLES);
  program.showHelpAfterError("  zunset --help shows what there is");

  addScan(program);
  addRules(program);
  addWhy(program);
  // Called without a command, there is nothing to do: the help goes to stderr.
  program.action(() => program.help({ error: true }));
  return program;
}
