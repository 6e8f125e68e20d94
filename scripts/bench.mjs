// npm run bench: measures dist/cli.js against ripgrep and against bare node, and says whether the targets hold.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { changeTree, writeTree } from "./bench-tree.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(root, "dist/cli.js");
const ROUNDS = Number(process.argv.find((argument) => argument.startsWith("--rounds="))?.slice(9) ?? 11);
const KEEP = process.argv.includes("--keep");

/** Writes the process's own peak memory (kilobytes, all threads) to descriptor 3 when it ends. */
const PEAK =
  'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>{try{writeSync(3,String(process.resourceUsage().maxRSS))}catch{}})';

/** One process: milliseconds from start to end, process start included. */
function time(command, args, statuses = [0], env = process.env) {
  const begin = process.hrtime.bigint();
  const result = spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 26, env });
  const took = Number(process.hrtime.bigint() - begin) / 1e6;
  if (result.error || !statuses.includes(result.status ?? -1))
    throw new Error(
      `${command} ${args.join(" ")} ended with ${result.error ?? result.status}\n${result.stderr}`,
    );
  return took;
}

const scanArgs = (tree, output) => [cli, "scan", "--format", "sarif", "--output", output, tree];
// 1 = findings, which is what a tree with candidates is made for.
const scan = (tree, output) => time(process.execPath, scanArgs(tree, output), [0, 1]);
const ripgrep = (tree) => time("rg", ["-il", "zendesk", tree], [0, 1]);
const bare = () => time(process.execPath, ["-e", "0"]);

/** One run of the Action as of a merge group whose base is the last commit. */
function runAction(tree) {
  const head = spawnSync("git", ["rev-parse", "HEAD"], { cwd: tree }).stdout.toString().trim();
  const event = join(folder, "event.json");
  writeFileSync(event, JSON.stringify({ merge_group: { base_sha: head, base_ref: "main", head_sha: head } }));
  const env = {
    PATH: process.env.PATH,
    GITHUB_EVENT_NAME: "merge_group",
    GITHUB_EVENT_PATH: event,
    GITHUB_WORKSPACE: tree,
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    RUNNER_TEMP: folder,
  };
  for (const file of [env.GITHUB_OUTPUT, env.GITHUB_STEP_SUMMARY]) writeFileSync(file, "");
  return time(process.execPath, [join(root, "dist/action.js")], [0, 1], env);
}

/** Peak memory of one scan in megabytes. */
function memory(tree, output) {
  const result = spawnSync(process.execPath, ["--import", PEAK, ...scanArgs(tree, output)], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  return Number(result.output[3]) / 1024;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Runs two things by turns, so that both meet the same machine; gives the median of each and of what `compare` makes of a pair. */
function pair(one, other, compare) {
  one();
  other();
  const pairs = Array.from({ length: ROUNDS }, (_, round) => {
    if (round % 2 === 0) return [one(), other()];
    const second = other();
    return [one(), second];
  });
  return {
    one: median(pairs.map(([a]) => a)),
    other: median(pairs.map(([, b]) => b)),
    compared: median(pairs.map(([a, b]) => compare(a, b))),
  };
}

const rows = [];
let failed = false;
function report(what, measured, reference, value, unit, target) {
  const passes = target === undefined || value <= target;
  failed ||= !passes;
  rows.push([
    what,
    measured,
    reference,
    `${value.toFixed(unit === "×" ? 2 : 0)} ${unit}`,
    target === undefined ? "" : `≤ ${target} ${unit}`,
    target === undefined ? "" : passes ? "pass" : "FAIL",
  ]);
}
const ms = (value) => `${value.toFixed(0)} ms`;
const ratio = (a, b) => a / b;
const difference = (a, b) => a - b;

function print() {
  const head = ["", "zunset", "reference", "measured", "target", ""];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  for (const row of [head, ...rows])
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join("  "),
    );
}

if (spawnSync("rg", ["--version"]).status !== 0) {
  console.error("ripgrep (rg) is not on the PATH; get it with: apt-get install ripgrep");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "zunset-bench-"));
const output = join(folder, "out.sarif");
const tree = (name, options) => {
  const path = join(folder, name);
  writeTree(path, options);
  return path;
};
try {
  console.log(
    `node ${process.version}, ${availableParallelism()} cores, medians of ${ROUNDS} paired runs, process start included\n`,
  );
  const few = tree("few", { files: 20_000, candidates: 24 });
  const toFew = pair(
    () => scan(few, output),
    () => ripgrep(few),
    ratio,
  );
  report("20,000 files, 24 candidates", ms(toFew.one), `rg ${ms(toFew.other)}`, toFew.compared, "×", 2);
  report("  peak memory", "", "", memory(few, output), "MB", 250);

  for (const [what, options] of [
    ["all use Zendesk", {}],
    ["as in real repositories", { mentions: true }],
  ]) {
    const many = tree(options.mentions ? "mentions" : "many", { files: 20_000, candidates: 320, ...options });
    const toMany = pair(
      () => scan(many, output),
      () => ripgrep(many),
      ratio,
    );
    report(
      `20,000 files, 320 candidates: ${what}`,
      ms(toMany.one),
      `rg ${ms(toMany.other)}`,
      toMany.compared,
      "×",
      4,
    );
    report("  peak memory", "", "", memory(many, output), "MB", 250);
  }

  for (const files of [10_000, 40_000]) {
    const path = tree(`linear-${files}`, { files, candidates: 24 });
    const toHalf = pair(
      () => scan(path, output),
      () => scan(few, output),
      ratio,
    );
    report(
      `${files.toLocaleString("en")} files against 20,000`,
      ms(toHalf.one),
      ms(toHalf.other),
      toHalf.compared,
      "×",
      files === 10_000 ? undefined : 2.2,
    );
    report("  peak memory", "", "", memory(path, output), "MB", 250);
  }

  // As a pull request is scanned: twenty changed files, none of which or a quarter of which use Zendesk.
  for (const [what, options] of [
    ["none uses Zendesk", {}],
    ["five use Zendesk", { uses: 5 }],
  ]) {
    const path = tree(`change-${what}`, { files: 20_000, candidates: 320, mentions: true });
    changeTree(path, { files: 20, ...options });
    const toFull = pair(
      () => time(process.execPath, [...scanArgs(path, output), "--since", "HEAD"], [0, 1]),
      () => scan(path, output),
      ratio,
    );
    report(
      `20,000 files, 20 changed: ${what}`,
      ms(toFull.one),
      `full ${ms(toFull.other)}`,
      toFull.compared,
      "×",
      0.6,
    );
  }

  // Twelve uses in six languages, by requests and by SDKs, ten of which can be rewritten.
  const sites = tree("sites", { files: 20_000, candidates: 14 });
  const toScan = pair(
    () => time(process.execPath, [cli, "migrate", "--quiet", sites], [1]),
    () => scan(sites, output),
    difference,
  );
  report(
    "20,000 files, ten sites to rewrite: migrate",
    ms(toScan.one),
    `scan ${ms(toScan.other)}`,
    toScan.compared,
    "ms",
    3000,
  );

  const small = tree("small", { files: 10, candidates: 3 });
  const toBare = pair(() => scan(small, output), bare, difference);
  report(
    `${readdirSync(small).length - 1} files, 3 candidates`,
    ms(toBare.one),
    `node ${ms(toBare.other)}`,
    toBare.compared,
    "ms",
    120,
  );
  // The Action on a pull request in the same repository, started as the runner does.
  writeFileSync(
    join(small, "nightly.sh"),
    'curl -u "$MAIL/token:$TOKEN" https://acme.zendesk.com/api/v2/users.json\n',
  );
  const action = pair(
    () => runAction(small),
    bare,
    (one) => one,
  );
  report(
    "the Action, 10 files, one changed",
    ms(action.one),
    `node ${ms(action.other)}`,
    action.compared,
    "ms",
    1500,
  );
  print();
} finally {
  if (KEEP) console.log(`\nthe trees are in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
