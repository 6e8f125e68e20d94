import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  Command,
  InvalidArgumentError,
  Option,
  exitCodeOf,
  explain
} from "./chunk-LGBBPIJR.js";
import {
  version
} from "./chunk-5QE4U47J.js";
import "./chunk-J5P2MUEI.js";
import "./chunk-WWEY3SKT.js";

// src/cli/program.ts
var FORMATS = ["terminal", "sarif", "json"];
var collect = (value, before) => [...before ?? [], value];
function isoDate(value) {
  const time = Date.parse(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value) throw new InvalidArgumentError("Give a date as YYYY-MM-DD.");
  return value;
}
function byteSize(value) {
  const match = /^(\d+)\s*([kKmM])?(?:i?[bB])?$/.exec(value);
  const bytes = match ? Number(match[1]) * ({ k: 1024, m: 1024 * 1024 }[match[2]?.toLowerCase() ?? ""] ?? 1) : 0;
  if (!(bytes >= 1)) throw new InvalidArgumentError("Give a size such as 500k or 2m.");
  return bytes;
}
function threadCount(value) {
  if (!/^\d{1,2}$/.test(value) || Number(value) > 64) throw new InvalidArgumentError("Give a number from 0 to 64; 0 parses in the main thread.");
  return Number(value);
}
function buildProgram() {
  const program = new Command("zunset").description("Finds every use of a Zendesk API token before they all stop working on 2027-04-30.").version(version).showHelpAfterError("(zunset --help shows what there is)").showSuggestionAfterError().exitOverride().addHelpText(
    "after",
    `
Examples:
  zunset scan                          scan the current folder
  zunset scan src deploy/.env          scan some of it
  zunset scan --format sarif --output zunset.sarif
  zunset why src/client.ts:12          why is this line (not) a finding
  zunset rules explain basic-auth      what a rule is about and what to do

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a mistake in how zunset was called, 3 a bug in zunset.`
  );
  program.command("scan").description("scan files and folders (default: the current folder; - reads standard input)").argument("[paths...]", "files or folders").addOption(new Option("--format <format>", "output format, repeatable").choices(FORMATS).argParser((value, before) => {
    if (!FORMATS.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(", ")}.`);
    return collect(value, before);
  })).option("--output <file>", "write the report to a file; once per --format, in the same order", collect).addOption(new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(["error", "warning", "note", "never"])).option("--rules <dir>", "a folder with rules of your own, added to the built-in ones").option("--config <file>", "configuration file (default: zunset.config.yml at the root)").option("--only <rule...>", "run these rules only").option("--exclude <glob...>", "leave files out (.gitignore syntax)").option("--as-of <date>", "count days left from this date (YYYY-MM-DD) instead of today", isoDate).option("--strict", "exit with 2 when a file could not be read or parsed").option("--allow-empty", "accept a scan that read no file").option("--quiet", "print the report only, no progress and no hints").option("--max-file-size <size>", "skip larger files (default 2m)", byteSize).option("--threads <n>", "worker threads (default: one per core, at most 4)", threadCount).option("--no-ignored-credentials", "do not look at ignored local credential files (.env*, *.tfvars, .zat, .zcli)").option("--stdin-filename <path>", "name of what comes in on standard input").option("--sarif-category <name>", "code scanning category of the SARIF run").addHelpText("after", "\nExamples:\n  zunset scan --fail-on warning --exclude 'legacy/**'\n  zunset scan --format terminal --format sarif --output - --output zunset.sarif\n  cat deploy.sh | zunset scan - --stdin-filename deploy.sh").action(async (paths, options) => {
    const { runScan } = await import("./scan-BK2GUCHB.js");
    process.exitCode = await runScan(paths, options);
  });
  const rules = program.command("rules").description("list and explain the rules");
  rules.command("list").description("list all rules").option("--rules <dir>", "a folder with rules of your own").action(async (options) => {
    const { listRules } = await import("./rules-G4LNI7ZH.js");
    process.stdout.write(await listRules(options));
  });
  rules.command("explain").description("say what a rule is about, why it matters and what to do").argument("<id>", "a rule's id").option("--rules <dir>", "a folder with rules of your own").action(async (id, options) => {
    const { explainRule } = await import("./rules-G4LNI7ZH.js");
    process.stdout.write(await explainRule(id, options));
  });
  program.command("why").description("say which stage kept or dropped what stands on a line, and for what reason").argument("<path:line>", "a file and a line of it").option("--config <file>", "configuration file").option("--rules <dir>", "a folder with rules of your own").action(async (place, options) => {
    const { explainLine } = await import("./why-H265RBHC.js");
    process.stdout.write(await explainLine(place, options));
  });
  return program;
}

// src/cli/main.ts
try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error);
  process.stderr.write(explain(error));
}
