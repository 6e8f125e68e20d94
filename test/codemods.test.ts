import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyChanges } from "../src/codemod/apply.ts";
import type { Plan, PlanOptions } from "../src/codemod/index.ts";
import type { Scan } from "../src/scan.ts";
import { filesBelow } from "./modules.ts";
import { planned, planOf, scanned } from "./planned.ts";

// Every folder `fixtures/codemods/<recipe>/<case>/` holds a repository in `before/`, in `after/` the files that migrate changes or adds, and in `plan.txt`
// what became of each site; `case.json` may ask for a dual transition. UPDATE=1 writes the last two; RECIPE=<id> and CASE=<name> run some.
const fixtures = join(import.meta.dirname, "../fixtures/codemods");
const updates = process.env["UPDATE"] === "1" && process.env["CI"] === undefined;
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "zunset-codemods-")));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

const filesOf = (folder: string): string[] => (existsSync(folder) ? filesBelow(folder) : []);

const told = (one: Plan): string =>
  one.sites
    .map(({ finding, outcome, recipe, applied }) =>
      [
        `${finding.location.path}:${finding.location.startLine} ${finding.rule}`,
        outcome.kind === "rewrite"
          ? `${applied ? "" : "not applied "}${outcome.safety} ${recipe ?? "-"}: ${outcome.title}`
          : `refused ${outcome.id}${outcome.detail === undefined ? "" : `: ${outcome.detail}`}`,
        ...(outcome.kind === "rewrite"
          ? [...outcome.reasons, ...(outcome.todo ?? []).map((one) => `to do: ${one}`)]
          : []),
      ].join("\n  "),
    )
    .concat(one.changes.flatMap(({ path, deleted }) => (deleted ? [`deletes ${path}`] : [])))
    .join("\n")
    .concat("\n");

/** What `case.json` says: `{ "transition": "dual" }`. */
function optionsOf(folder: string): Pick<PlanOptions, "transition"> {
  const path = join(folder, "case.json");
  if (!existsSync(path)) return { transition: "switch" };
  const given = JSON.parse(readFileSync(path, "utf8")) as Partial<PlanOptions>;
  expect(given).toEqual({ transition: expect.stringMatching(/^(?:switch|dual)$/) });
  return { transition: given.transition ?? "switch" };
}

const cases = folders(fixtures)
  .filter((recipe) => process.env["RECIPE"] === undefined || recipe === process.env["RECIPE"])
  .flatMap((recipe) => folders(join(fixtures, recipe)).map((name) => [recipe, name] as const))
  .filter(([, name]) => process.env["CASE"] === undefined || name === process.env["CASE"]);

describe.each(cases)("%s %s", (recipe, name) => {
  const folder = join(fixtures, recipe, name);
  // One copy stays as it is, for both transitions to be planned from one scan; the other is rewritten.
  const [root, written] = ["before", "written"].map((one) => join(temporary, one, recipe, name)) as [
    string,
    string,
  ];
  let before: Scan;
  beforeAll(async () => {
    for (const copy of [root, written]) cpSync(join(folder, "before"), copy, { recursive: true });
    before = await scanned(root);
  });

  test("is rewritten as expected, and once", async () => {
    const options = optionsOf(folder);
    const first = await planOf(before, options);
    applyChanges(written, first.changes);
    const changed = first.changes.flatMap(({ path, deleted }) => (deleted ? [] : [path]));
    for (const { path, deleted } of first.changes)
      expect(existsSync(join(written, path)), path).toBe(deleted === undefined);
    if (updates) {
      rmSync(join(folder, "after"), { recursive: true, force: true });
      for (const path of changed) {
        mkdirSync(dirname(join(folder, "after", path)), { recursive: true });
        cpSync(join(written, path), join(folder, "after", path));
      }
      writeFileSync(join(folder, "plan.txt"), told(first));
    }
    expect(told(first)).toBe(readFileSync(join(folder, "plan.txt"), "utf8"));
    expect(changed).toEqual(filesOf(join(folder, "after")));
    for (const path of changed)
      expect(readFileSync(join(written, path), "utf8"), path).toBe(
        readFileSync(join(folder, "after", path), "utf8"),
      );
    const second = await planned(written, options);
    expect(second.changes, "a second run proposes nothing").toEqual([]);
    if (options.transition === "dual") return;
    // A fallback is found, which is as it should be; nothing else that was added is.
    const added = new Set(first.changes.flatMap(({ path, before }) => (before === undefined ? [path] : [])));
    const { report } = await scanned(written);
    const found = report.findings.filter(({ location }) => added.has(location.path));
    expect(
      found.map(
        ({ rule, location, credential }) =>
          `${location.path}:${location.startLine} ${rule} ${credential ?? ""}`,
      ),
    ).toEqual([]);
  });

  test("in a dual transition the API token is kept, or the site is left alone", async () => {
    const { sites } = await planOf(before, { transition: "dual" });
    for (const { outcome, site, finding } of sites) {
      if (outcome.kind !== "rewrite" || !site) continue;
      const created = outcome.creates.map(({ text }) => text);
      expect(created.length, `${finding.location.path}:${finding.location.startLine}`).toBeGreaterThan(0);
      for (const text of created) {
        expect(text).toContain("2027-04-30");
        expect(text).toContain(site.names.old?.token);
      }
      expect(outcome.edits.map(({ text }) => text).join("\n")).not.toMatch(/\bBearer\b/);
    }
  });
});
