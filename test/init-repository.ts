import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect } from "vitest";
import { parse as parseYaml } from "yaml";
import { CURL } from "./acme.ts";
import { buildBundle, type Outcome, run, temporaryFolder } from "./bundle.ts";
import { checkoutsBelow } from "./checkouts.ts";

/** Where everything of a test file is made. */
export const base = temporaryFolder("init");
/** A commit to run. */
export const PIN = "0123456789abcdef0123456789abcdef01234567";
/** The files that are written. */
export const CONFIG = "zunset.config.yml";
export const WORKFLOW = ".github/workflows/zunset.yml";
export const GITLAB = ".gitlab/zunset.gitlab-ci.yml";
/** The built program. */
export let cli = "";
beforeAll(async () => {
  cli = await buildBundle(base);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A checkout on `main` with these files committed. */
export const checkout = checkoutsBelow(base);

/** Runs the command in a folder, away from any terminal. */
export const init = (folder: string, ...args: string[]): Promise<Outcome> =>
  run(process.execPath, [cli, "init", "--quiet", "--as-of", "2026-11-02", "--pin", PIN, ...args], {
    cwd: folder,
  });
/** The text of a file. */
export const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

/** Names of all files of a folder, without git's own. */
export const names = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".git/"))
    .sort();

/** One use of a token. */
export const USE = { "deploy/users.sh": CURL };

interface Step {
  readonly uses?: string;
  readonly id?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] } | null>>;
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }
    >
  >;
}

/** A workflow that was written, checked by the rules every one has to keep. */
export function workflowOf(folder: string, path = WORKFLOW) {
  const text = read(folder, path);
  const workflow = parseYaml(text) as Workflow;
  expect(new Set(["name", "on", "permissions", "jobs"])).toEqual(new Set(Object.keys(workflow)));
  expect(workflow.permissions).toEqual({});
  const jobs = Object.entries(workflow.jobs);
  expect(jobs.map(([id]) => id).every((id) => /^[A-Za-z_][\w-]*$/.test(id))).toBe(true);
  const [job] = jobs.map(([, one]) => one);
  const steps = job?.steps ?? [];
  for (const { uses } of steps) expect(uses).toMatch(/^[\w-]+\/[\w/-]+@[\da-f]{40}$/);
  for (const [line] of text.matchAll(/uses: .*/g)) expect(line).toMatch(/@[\da-f]{40} # \S/);
  const action = parseYaml(readFileSync(join(import.meta.dirname, "../action.yml"), "utf8")) as {
    inputs: object;
    outputs: object;
  };
  const [checkoutStep, zunset, upload, ...rest] = steps;
  expect(rest).toEqual([]);
  expect(checkoutStep?.uses).toMatch(/^actions\/checkout@/);
  expect(checkoutStep?.with).toEqual({ "fetch-depth": 2, "persist-credentials": false });
  expect(zunset?.uses).toBe(`zunset/zunset@${PIN}`);
  const inputs = zunset?.with ?? {};
  expect(Object.keys(inputs).filter((name) => !(name in action.inputs))).toEqual([]);
  // Every expression is closed, and speaks of nothing that somebody outside may have written.
  for (const [, expression = ""] of text.matchAll(/\$\{\{(.*?)\}\}/g))
    for (const [name] of expression.matchAll(/[a-z]+(?:\.[\w-]+)+/g)) {
      expect(["github.event_name", "steps.zunset.outputs.sarif-file"]).toContain(name);
      if (name.startsWith("steps.")) {
        expect(zunset?.id).toBe(name.split(".")[1]);
        expect(Object.keys(action.outputs)).toContain(name.split(".")[3]);
      }
    }
  expect(text.match(/\$\{\{/g)?.length ?? 0).toBe(text.match(/\}\}/g)?.length ?? 0);
  return { text, workflow, permissions: job?.permissions, inputs, upload };
}

/** A configuration that was written, as its schema takes it. */
export function configOf(folder: string, path = CONFIG): Record<string, unknown> {
  const text = read(folder, path);
  expect(text).toMatch(/^# yaml-language-server: \$schema=https:\S+\/schemas\/config\.schema\.json\n/);
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, "../schemas/config.schema.json"), "utf8"),
  ) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const config = parseYaml(text) as Record<string, unknown>;
  validate(config);
  expect(validate.errors ?? []).toEqual([]);
  return config;
}

/** Where findings are: `path:line rule`. */
export async function findings(folder: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, [cli, "scan", "--quiet", "--format", "json"], {
    cwd: folder,
  });
  const report = JSON.parse(stdout) as {
    findings: { rule: string; location: { path: string; startLine: number } }[];
  };
  return report.findings.map(({ rule, location }) => `${location.path}:${location.startLine} ${rule}`).sort();
}
