import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{print}from"./chunk-LJPOESN5.js";import{version}from"./chunk-2TYYJULT.js";import{addBaselineOptions,addMergeOptions,addMigrateOptions,addRemarkOptions,addRuleOptions,addScanOptions,isoDate}from"./chunk-WR35WLUC.js";import"./chunk-QCFK4T4Q.js";import{suggest}from"./chunk-TQJ2Y5TP.js";import{exitCodeOf,explain}from"./chunk-SFYDXY37.js";import{Command}from"./chunk-GA5PKLCH.js";import{Problem}from"./chunk-FVMTNX6X.js";import{neutralise}from"./chunk-WV5SSSSX.js";import{init_define_PAGE}from"./chunk-2CGQNICF.js";init_define_PAGE();init_define_PAGE();import{existsSync}from"node:fs";var HELP_WIDTH=79,EXAMPLES=`
Examples:
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
  3  a bug in zunset`,SCAN_NOTES=`
--only and --exclude take every word up to the next option, so name the paths
before them.

Examples:
  zunset scan --fail-on error --exclude 'legacy/**'
  zunset scan services/billing --only basic-auth hardcoded
  zunset scan --format terminal --format sarif --output - --output zunset.sarif
  cat deploy.sh | zunset scan - --stdin-filename deploy.sh`,MIGRATE_NOTES=`
Without --write or --patch nothing is changed: the diff is shown, and a table of
what is rewritten safely, what for review, what is refused and why.

Examples:
  zunset migrate
  zunset migrate --write
  zunset migrate --write --unsafe --summary pull-request.md
  zunset migrate services/billing --patch zendesk-oauth.patch
  zunset migrate --only basic-auth lib/zendesk`,MERGE_NOTES=`
Each run keeps its results and gets the repository into its category and its
provenance. GitHub takes at most 20 runs in a file.

Examples:
  zunset merge support.sarif billing.sarif -o all.sarif
  zunset merge a.sarif b.sarif --repository https://github.com/acme/a
    --repository https://github.com/acme/b --output all.sarif`,WHY_NOTES=`
Examples:
  zunset why src/client.ts:12
  zunset why .env:3`;function buildProgram(){let program=new Command("zunset").usage("[options] <command>").description("Finds every use of a Zendesk API token before they all stop working on 2027-04-30, and rewrites them to OAuth.").version(version,"-V, --version","print the version").helpOption("-h, --help","print this help").helpCommand("help [command]","print the help of a command").configureHelp({helpWidth:Math.min(process.stdout.columns||HELP_WIDTH,HELP_WIDTH)}).configureOutput({outputError:(text,write)=>write(text.replace(/^error: /,"zunset: ").replace(/^\(Did you mean (.*)\)$/m,"  Did you mean $1").split(`
`).map(neutralise).join(`
`))}).showHelpAfterError("  zunset --help shows what there is").exitOverride().addHelpText("after",EXAMPLES);return addScan(program),addMigrate(program),addBaseline(program),addScopes(program),addRules(program),addWhy(program),addMerge(program),program.on("command:*",([given=""])=>{let known=program.commands.map(command=>command.name()),help=existsSync(given)?`To scan it: zunset scan ${given}`:suggest(given,known);throw new Problem(`there is no command "${given}"`,{help})}),program}function addScan(program){let scan=program.command("scan").description("Scan files and folders: code, settings and documentation of any language.").argument("[paths...]","files and folders, - for standard input (default: the current folder)").showHelpAfterError("  zunset scan --help shows what there is").addHelpText("after",SCAN_NOTES);addRuleOptions(addScanOptions(scan),{config:!0}).action(async(paths,flags)=>{let{runScan}=await import("./scan-3KQRFT35.js");process.exitCode=await runScan(paths,flags)})}function addMigrate(program){let migrate=program.command("migrate").description("Rewrite uses of API tokens to OAuth client credentials; shows the changes first.").argument("[paths...]","files and folders (default: the current folder)").showHelpAfterError("  zunset migrate --help shows what there is").addHelpText("after",MIGRATE_NOTES);addRuleOptions(addMigrateOptions(migrate),{config:!0}).action(async(paths,flags)=>{let{runMigrate}=await import("./run-DXGYF5ST.js");process.exitCode=await runMigrate(paths,flags)})}function addBaseline(program){let baseline=program.command("baseline").description("Write down the findings that are known, and keep that up to date."),add=(action,description)=>{let command=baseline.command(action).description(description).argument("[paths...]","files and folders (default: the current folder)").showHelpAfterError(`  zunset baseline ${action} --help shows what there is`);return addRuleOptions(addBaselineOptions(command),{config:!0}).action(async(paths,flags)=>{let{runBaseline}=await import("./run-Z7QRGYNH.js");process.exitCode=await runBaseline(action,paths,flags)})};addRemarkOptions(add("create","Write all findings down.")).option("--force","write over one that is there"),addRemarkOptions(add("update","Bring entries up to date with where their findings stand now; list new findings.")).option("--add-new","add entries for new findings (default: list them, and exit with 1)"),add("prune","Drop entries that nothing is found of any more.")}function addScopes(program){let scopes=program.command("scopes").description("Print the OAuth scopes that the calls of the code need, each with its calls.").argument("[paths...]","files and folders (default: the current folder)").option("--exclude <glob...>","leave files out, in .gitignore syntax, relative to the root (default: none)");addRuleOptions(scopes,{config:!0}).action(async(paths,flags)=>{let{explainScopes}=await import("./scopes-VGI3YJAF.js");await print(await explainScopes(paths,flags))})}function addRules(program){let rules=program.command("rules").description("List the rules or explain one."),list=rules.command("list").description("List all rules with their severity and title.");addRuleOptions(list,{config:!1}).action(async flags=>{let{listRules}=await import("./rules-KMU7LGLB.js");await print(await listRules(flags))});let explain2=rules.command("explain").description("Say what a rule is about, why it matters and what to do.").argument("<id>","a rule's id, as in the report").option("--as-of <date>","count the days left from this date, YYYY-MM-DD (default: today, UTC)",isoDate);addRuleOptions(explain2,{config:!1}).action(async(id,flags)=>{let{explainRule}=await import("./rules-KMU7LGLB.js");await print(await explainRule(id,flags))})}function addWhy(program){let why=program.command("why").description("Say stage by stage why a line is a finding, or why it is none.").argument("<path:line>","a file and a line of it").addHelpText("after",WHY_NOTES);addRuleOptions(why,{config:!0}).action(async(place,flags)=>{let{explainLine}=await import("./why-WDVFWNUW.js");await print(await explainLine(place,flags))})}function addMerge(program){let merge=program.command("merge").description("Put SARIF reports of several repositories into one, a run for each.").argument("<file...>","reports that zunset wrote").showHelpAfterError("  zunset merge --help shows what there is").addHelpText("after",MERGE_NOTES);addMergeOptions(merge).action(async(files,flags)=>{let{runMerge}=await import("./merge-MDUQ6XMT.js");await runMerge(files,flags)})}async function run(argv){process.stdout.on("error",error=>{error.code!=="EPIPE"&&(process.exitCode=2)}),process.stderr.on("error",()=>{}),process.on("uncaughtException",error=>{fail(error),process.exit()});try{await buildProgram().parseAsync(argv)}catch(error){fail(error)}}function fail(error){process.exitCode=exitCodeOf(error),process.stderr.write(explain(error))}export{run};
