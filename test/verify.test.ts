import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { applyChanges } from "../src/codemod/apply.ts";
import type { Plan, PlanOptions } from "../src/codemod/index.ts";
import type { Outcome, Recipe, Site } from "../src/codemod/recipe.ts";
import { refuse } from "../src/codemod/refusal.ts";
import { writeFiles } from "./bundle.ts";
import { planned } from "./planned.ts";

// Before anything is written the edited tree is scanned, and recipes are asked again in it. Recipes made for these tests show what is caught.
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "zunset-verify-")));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let number = 0;
/** Plans with one recipe, which rewrites every site as it is told to. */
async function plannedBy(
  files: Readonly<Record<string, string>>,
  rewrite: (site: Site) => Outcome | undefined,
  options: Partial<PlanOptions> = {},
): Promise<{ made: Plan; root: string; asked: string[] }> {
  const root = join(temporary, String(number++));
  writeFiles(root, files);
  const asked: string[] = [];
  const recipe: Recipe = {
    id: "made-for-this-test",
    languages: ["javascript", "python"],
    rewrite: async (site) => {
      asked.push(site.file.path);
      return rewrite(site);
    },
  };
  const made = await planned(root, { recipes: [recipe], ...options });
  return { made, root, asked };
}

const outcomes = ({ sites }: Plan): string[] =>
  sites.map(({ finding, outcome, applied }) =>
    [
      finding.location.path,
      applied ? "applied" : outcome.kind === "refusal" ? `${outcome.id}: ${outcome.detail ?? ""}` : "left",
    ].join(" "),
  );

const USE =
  'fetch(url, { headers: { Authorization: "Basic " + btoa(process.env.ZENDESK_EMAIL + "/token:" + process.env.ZENDESK_API_TOKEN) } });\n';
const PYTHON =
  'import os\nimport requests\n\nrequests.get("https://acme.zendesk.com/api/v2/tickets.json", auth=(os.environ["ZENDESK_EMAIL"] + "/token", os.environ["ZENDESK_API_TOKEN"]))\n';

/** Puts a call that needs no credential in the place of the statement that a site stands in. */
function rewritten({ file, use }: Site): Outcome {
  const { start: from } = use.match.at;
  const start = file.masked.lastIndexOf("\n", from) + 1;
  const end = file.masked.indexOf("\n", from);
  return {
    kind: "rewrite",
    safety: "safe",
    reasons: [],
    title: "makes the call elsewhere",
    edits: [{ path: file.path, at: { start, end }, text: "send(url);" }],
    creates: [],
  };
}

/** No other use stands above it. */
const isFirst = ({ file, use }: Site): boolean =>
  !file.masked.slice(0, file.masked.lastIndexOf("\n", use.match.at.start) + 1).includes("fetch(");

describe("a second run proposes nothing", () => {
  test("what a recipe rewrites for good is written", async () => {
    const { made, root, asked } = await plannedBy({ "a.js": USE + USE, "b.js": USE }, rewritten);
    expect(outcomes(made)).toEqual(["a.js applied", "a.js applied", "b.js applied"]);
    expect(asked).toEqual(["a.js", "a.js", "b.js"]);
    applyChanges(root, made.changes);
    expect(readFileSync(join(root, "a.js"), "utf8")).toBe("send(url);\nsend(url);\n");
  });

  test("a recipe that would rewrite in a second run what it refused in the first is found out: its file stays as it is", async () => {
    const unstable = (site: Site): Outcome => (isFirst(site) ? rewritten(site) : refuse("shape"));
    const { made } = await plannedBy({ "a.js": USE + USE, "b.js": USE }, unstable);
    expect(outcomes(made)).toEqual([
      "a.js unverified: A second run would rewrite basic-auth in a.js.",
      "a.js shape: ",
      "b.js applied",
    ]);
    expect(made.changes.map(({ path }) => path)).toEqual(["b.js"]);
  });

  test("so is one whose rewrite of a file makes it change its mind about another", async () => {
    const unstable = (site: Site): Outcome | undefined =>
      site.file.path === "a.js"
        ? rewritten(site)
        : site.names.tokenKeys.length > 0
          ? changesMind(site)
          : undefined;
    let asked = 0;
    const changesMind = (site: Site): Outcome => (asked++ === 0 ? refuse("shape") : rewritten(site));
    const { made } = await plannedBy({ "a.js": USE, "b.js": `import "./a.js";\n${USE}` }, unstable);
    expect(outcomes(made)).toEqual([
      "a.js unverified: A second run would rewrite basic-auth in b.js.",
      "b.js shape: ",
    ]);
    expect(made.changes).toEqual([]);
  });

  test("what was offered and not accepted may be offered again", async () => {
    const { made } = await plannedBy({ "a.js": USE + USE }, rewritten, {
      accepted: ({ location }) => location.startLine === 1,
    });
    expect(outcomes(made)).toEqual(["a.js applied", "a.js left"]);
  });

  test("what stays refused is no fault, and is asked about again only where a change may matter to it", async () => {
    const some = (site: Site): Outcome => (site.file.path === "a.js" ? rewritten(site) : refuse("shape"));
    const files = { "a.js": USE, "b.js": USE, "c.py": PYTHON, "d.js": `require("./a");\n${USE}` };
    const { made, asked } = await plannedBy(files, some);
    expect(outcomes(made)).toEqual(["a.js applied", "b.js shape: ", "c.py shape: ", "d.js shape: "]);
    expect(asked).toEqual(["a.js", "b.js", "c.py", "d.js", "d.js"]);
  });

  test("an edited file is asked about as it would be, not as it is on the disk", async () => {
    const texts: string[] = [];
    await plannedBy({ "a.js": USE + USE }, (site) => {
      texts.push(site.file.masked);
      return isFirst(site) ? rewritten(site) : refuse("shape");
    });
    expect(texts.at(-1)).toMatch(/^send\(url\);\nfetch/);
  });
});

describe("the edited tree is scanned", () => {
  test("a rewrite that leaves the credential is not written", async () => {
    const { made } = await plannedBy({ "a.js": USE }, (site) => ({
      ...(rewritten(site) as Extract<Outcome, { kind: "rewrite" }>),
      edits: [{ path: "a.js", at: { start: 0, end: 0 }, text: "// migrated\n" }],
    }));
    expect(outcomes(made)).toEqual(["a.js unverified: A scan would still find basic-auth there."]);
    expect(made.changes).toEqual([]);
  });
  test("one that breaks the file is not written", async () => {
    const { made } = await plannedBy({ "a.js": USE }, (site) => ({
      ...(rewritten(site) as Extract<Outcome, { kind: "rewrite" }>),
      edits: [{ path: "a.js", at: { start: 0, end: site.file.masked.length }, text: "send(url" }],
    }));
    expect(outcomes(made)).toEqual(["a.js unverified: It would no longer parse."]);
  });
});
