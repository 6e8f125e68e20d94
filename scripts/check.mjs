// npm test: everything that has to hold before a change is taken. Every step runs, whichever fails; the last line counts the tests.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What is checked, and the npm script that does it. */
const STEPS = [
  ["types", "types"],
  ["lint and format", "lint"],
  ["unused code", "unused"],
  ["dist/ is fresh", "fresh"],
  ["tests", "vitest"],
];

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "zunset-check-"));
const countsFile = join(folder, "counts.json");
const environment = {
  ...process.env,
  PATH: join(root, "node_modules/.bin") + delimiter + process.env.PATH,
  TEST_COUNTS: countsFile,
};

/** Runs one npm script's command with its output in view; tells whether it passed and how long it took. */
function run(script) {
  const begin = performance.now();
  const { status, error } = spawnSync(scripts[script], {
    cwd: root,
    env: environment,
    stdio: "inherit",
    shell: true,
  });
  if (error) console.error(String(error));
  return { passed: status === 0, seconds: (performance.now() - begin) / 1000 };
}

/** What test/reporter.ts counted; a run that broke off before its end left nothing. */
function readCounts() {
  try {
    return JSON.parse(readFileSync(countsFile, "utf8"));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

const results = STEPS.map(([name, script]) => {
  console.log(`\n▸ ${name} (npm run ${script})`);
  return { name, script, ...run(script) };
});
const counts = readCounts();
rmSync(folder, { recursive: true, force: true });

console.log("");
for (const { name, script, passed, seconds } of results)
  console.log(
    `${passed ? "✓" : "✗"} ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s${passed ? "" : `  npm run ${script}`}`,
  );

// A step that failed without a failed test counts as one, so that the last line never says less than the exit code.
const steps = results.filter(({ script, passed }) => !passed && !(script === "vitest" && counts.failed > 0));
const failed = counts.failed + steps.length;
console.log(`${counts.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
