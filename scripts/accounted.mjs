// node scripts/accounted.mjs --labels FILE --trees DIR [--only OWNER/NAME]: what migrate makes of labelled repositories. Every required place of code
// (basic-auth, sdk, shell) has to be rewritten or refused with a reason; then all rewrites are made in a copy, which is scanned and migrated again.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const argument = (name) => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? undefined : process.argv[index + 1];
};
const cli = argument("cli") ?? join(dirname(fileURLToPath(import.meta.url)), "../dist/cli.js");
const [labels, trees, only] = [argument("labels"), argument("trees"), argument("only")];
if (!labels || !trees) {
  console.error(
    "usage: node scripts/accounted.mjs --labels dev.jsonl --trees DIR [--only OWNER/NAME] [--cli dist/cli.js]",
  );
  process.exit(2);
}

const KINDS = new Set(["basic-auth", "sdk", "shell"]);
/** Lines between a label and the place of a finding: the corpus's own measure. */
const NEAR = 3;

/** Runs zunset in a folder; gives the JSON it writes to standard output, `undefined` when it ended otherwise than with 0 or 1. */
function zunset(folder, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status === 0 || status === 1) return JSON.parse(stdout);
  console.error(`${folder}: ${args[0]} ended with ${status}\n${stderr.slice(0, 2_000)}`);
  return undefined;
}

const findingsOf = (folder) =>
  zunset(folder, ["scan", "--format", "json", "--quiet", "."])?.findings.filter(
    ({ severity }) => severity !== "note",
  ).length;

/** The best that becomes of a labelled place: a place may belong to several findings. */
function outcomeOf(label, sites) {
  const near = ({ path, line }) => path === label.path && Math.abs(line - label.line) <= NEAR;
  const found = sites.filter((site) => near(site) || site.places.some(near));
  for (const outcome of ["safe", "review", "refused"]) {
    const site = found.find((one) => one.outcome === outcome);
    if (site) return site;
  }
  return undefined;
}

const rows = readFileSync(labels, "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const byRepository = new Map();
for (const row of rows)
  if (row.row === "site" && row.must && KINDS.has(row.kind) && (!only || row.repo === only))
    byRepository.set(row.repo, [...(byRepository.get(row.repo) ?? []), row]);

const total = { sites: 0, safe: 0, review: 0, refused: 0, open: 0 };
const reasons = new Map();
let broken = 0;
for (const [repository, required] of byRepository) {
  const tree = join(trees, repository.replace("/", "__"));
  if (!existsSync(tree)) {
    console.error(`no tree for ${repository}`);
    process.exitCode = 1;
    continue;
  }
  const folder = mkdtempSync(join(tmpdir(), "zunset-accounted-"));
  try {
    cpSync(tree, folder, { recursive: true, verbatimSymlinks: true });
    const before = findingsOf(folder);
    const plan = zunset(folder, ["migrate", "--quiet", "--write", "--unsafe", "--force", "--json", "-", "."]);
    const after = findingsOf(folder);
    const again = zunset(folder, ["migrate", "--quiet", "--json", "-", "."]);
    const counts = { safe: 0, review: 0, refused: 0, open: 0 };
    for (const label of required) {
      const site = outcomeOf(label, plan?.sites ?? []);
      const outcome = site?.outcome ?? "open";
      counts[outcome]++;
      if (outcome === "refused") reasons.set(site.reason, (reasons.get(site.reason) ?? 0) + 1);
      if (process.argv.includes("--show") && (outcome === "refused" || outcome === "open"))
        console.log(`    ${label.path}:${label.line} ${outcome} ${site?.reason ?? ""} ${site?.detail ?? ""}`);
    }
    const rewritable = again?.sites.filter(({ outcome }) => outcome !== "refused").length;
    const fine = plan && before !== undefined && after !== undefined && after <= before && rewritable === 0;
    if (!fine) broken++;
    console.log(
      `${repository.padEnd(58)} ${String(required.length).padStart(3)} sites  ${counts.safe} safe  ${counts.review} review  ${counts.refused} refused  ${counts.open} open  findings ${before} → ${after}  second run ${rewritable ?? "?"}${fine ? "" : "  WRONG"}`,
    );
    total.sites += required.length;
    for (const outcome of Object.keys(counts)) total[outcome] += counts[outcome];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const share = (count) => `${((100 * count) / total.sites).toFixed(1)} %`;
const rewritten = total.safe + total.review;
console.log(`
required places  ${total.sites}
rewritten        ${rewritten} (${share(rewritten)}): ${total.safe} safely, ${total.review} for review
refused          ${total.refused} (${share(total.refused)}): ${[...reasons]
  .sort((a, b) => b[1] - a[1])
  .map(([reason, count]) => `${reason} ${count}`)
  .join(", ")}
unaccounted      ${total.open}
repositories with more findings than before, or a second run that proposes something: ${broken}`);
if (total.open > 0 || broken > 0) process.exitCode = 1;
