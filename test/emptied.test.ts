import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { applyChanges } from "../src/codemod/apply.ts";
import { type Plan, type PlanOptions, plan } from "../src/codemod/index.ts";
import { diffOf, patchOf } from "../src/codemod/patch.ts";
import type { Recipe } from "../src/codemod/recipe.ts";
import { planAsJson } from "../src/engine/migration/json.ts";
import { summaryOf } from "../src/engine/migration/summary.ts";
import { builtInRules } from "../src/rules/index.ts";
import { scan } from "../src/scan.ts";
import { PLANTED } from "./acme.ts";
import { temporaryFolder, writeFiles } from "./bundle.ts";
import { git } from "./tree.ts";

// A module that only built the pair has nothing left in it after a migration: it is deleted, unless something still names it.
const ruleSet = await builtInRules();
const base = temporaryFolder("emptied");
afterAll(() => rmSync(base, { recursive: true, force: true }));

let number = 0;
async function planned(
  files: Readonly<Record<string, string>>,
  more: Partial<PlanOptions> = {},
): Promise<{ made: Plan; root: string }> {
  const root = join(base, String(number++));
  writeFiles(root, files);
  const scanned = await scan({
    roots: [root],
    excludes: [],
    ignoredCredentials: true,
    ruleSet,
    asOf: "2026-11-22",
    version: "0.0.0",
    hashLines: false,
    maxFileSize: 1 << 20,
    threads: 0,
  });
  const options = { ruleSet, asOf: "2026-11-22", maxFileSize: 1 << 20, scope: "read" };
  return { made: await plan(scanned, { ...options, transition: "switch", ...more }), root };
}

const deleted = ({ changes }: Plan): string[] =>
  changes.flatMap((change) => (change.deleted ? [change.path] : []));

const HELPER = `export function authorization(): string {
  return \`Basic \${btoa(\`\${process.env.ZENDESK_EMAIL}/token:\${process.env.ZENDESK_API_TOKEN}\`)}\`;
}
`;
const CALLER = `import { authorization } from "./signing";

export const tickets = () =>
  fetch("https://acme.zendesk.com/api/v2/tickets.json", { headers: { Authorization: authorization() } });
`;
const TYPESCRIPT = { "src/signing.ts": HELPER, "src/tickets.ts": CALLER };

const PYTHON_HELPER = `"""How we sign in to Zendesk."""
import os

EMAIL = os.environ["ZENDESK_EMAIL"]
API_TOKEN = os.environ["ZENDESK_API_TOKEN"]
`;
const PYTHON_CALLER = (module: string): string => `import requests

from ${module} import API_TOKEN, EMAIL


def tickets():
    return requests.get("https://acme.zendesk.com/api/v2/tickets.json", auth=(EMAIL + "/token", API_TOKEN)).json()
`;

describe("a module of which nothing is left", () => {
  test.each([
    ["TypeScript", TYPESCRIPT, "src/signing.ts"],
    [
      "with a comment about what it did",
      { ...TYPESCRIPT, "src/signing.ts": `// How we sign in to Zendesk.\n\n${HELPER}` },
      "src/signing.ts",
    ],
    [
      "CommonJS that exports nothing more",
      {
        "signing.js":
          '"use strict";\n\nconst authorization = () => "Basic " + btoa(process.env.ZENDESK_EMAIL + "/token:" + process.env.ZENDESK_API_TOKEN);\n\nmodule.exports = { authorization };\n',
        "tickets.js":
          'const { authorization } = require("./signing");\n\nexports.tickets = () =>\n  fetch("https://acme.zendesk.com/api/v2/tickets.json", { headers: { Authorization: authorization() } });\n',
      },
      "signing.js",
    ],
    [
      "whose name is a word in prose and in other texts",
      {
        ...TYPESCRIPT,
        "README.md": "Request signing is on.\n",
        "src/log.ts": 'console.log("signing in");\n',
      },
      "src/signing.ts",
    ],
  ])("is deleted: %s", async (_, files, path) => {
    const { made, root } = await planned(files);
    expect(deleted(made)).toEqual([path]);
    applyChanges(root, made.changes);
    expect(existsSync(join(root, path))).toBe(false);
    expect((await planned({ ...contents(root) })).made.changes).toEqual([]);
  });

  test.each([
    [
      "a package names it",
      {
        ...TYPESCRIPT,
        "package.json": '{ "name": "acme", "exports": { "./signing": "./src/signing.ts" } }\n',
      },
    ],
    ["a module runs it", { ...TYPESCRIPT, "src/index.ts": 'import "./signing";\nimport "./tickets";\n' }],
    ["a test loads it", { ...TYPESCRIPT, "src/mock.js": 'jest.mock("../src/signing");\n' }],
    ["an image takes it", { ...TYPESCRIPT, Dockerfile: "FROM node:22\nCOPY src/signing.ts /app/\n" }],
    ["documentation shows it", { ...TYPESCRIPT, "README.md": "See `src/signing.ts`.\n" }],
    [
      "a Python path says it",
      {
        "desk/signing.py": PYTHON_HELPER,
        "desk/tickets.py": PYTHON_CALLER("desk.signing"),
        "desk/settings.py": 'BACKENDS = ["desk.signing.Backend"]\n',
      },
    ],
    [
      "a package is made by it",
      { "desk/__init__.py": PYTHON_HELPER, "desk/tickets.py": PYTHON_CALLER("desk") },
    ],
    [
      "something is left in it",
      { ...TYPESCRIPT, "src/signing.ts": `${HELPER}\nexport const RETRIES = 3;\n` },
    ],
  ])("stays where %s", async (_, files) => {
    const { made } = await planned(files);
    expect(made.sites.map(({ applied }) => applied)).toContain(true);
    expect(deleted(made)).toEqual([]);
  });
});

/** Takes the use out with all that stands below it. */
const cutting: Recipe = {
  id: "made-for-this-test",
  languages: ["python", "ruby", "php", "go", "java", "kotlin", "bash", "csharp"],
  rewrite: async ({ file, use }) => {
    const start = file.masked.lastIndexOf("\n", use.match.at.start) + 1;
    const at = { start, end: file.masked.length };
    return {
      kind: "rewrite",
      safety: "safe",
      reasons: [],
      title: "takes the use out",
      edits: [{ path: file.path, at, text: "" }],
      creates: [],
    };
  },
};

describe("what may be left of a module", () => {
  const python =
    'requests.get(url, auth=(os.environ["ZENDESK_EMAIL"] + "/token", os.environ["ZENDESK_API_TOKEN"]))\n';
  const go =
    'func auth(r *http.Request) { r.SetBasicAuth(os.Getenv("ZENDESK_EMAIL")+"/token", os.Getenv("ZENDESK_API_TOKEN")) }\n';
  const java =
    'String pair = System.getenv("ZENDESK_EMAIL") + "/token:" + System.getenv("ZENDESK_API_TOKEN");\n';
  const kotlin =
    'val pair = System.getenv("ZENDESK_EMAIL") + "/token:" + System.getenv("ZENDESK_API_TOKEN")\n';
  const php = '$pair = getenv("ZENDESK_EMAIL") . "/token:" . getenv("ZENDESK_API_TOKEN");\n';
  const ruby = 'PAIR = "#{ENV.fetch("ZENDESK_EMAIL")}/token:#{ENV.fetch("ZENDESK_API_TOKEN")}"\n';
  const bash =
    'curl -u "$ZENDESK_EMAIL/token:$ZENDESK_API_TOKEN" https://acme.zendesk.com/api/v2/users.json\n';
  const other = { "desk/other.go": "package desk\n\nconst Retries = 3\n" };
  test.each<[string, Record<string, string>, string[]]>([
    ["a docstring", { "signing.py": `"""How we sign in."""\n# Ours.\n${python}` }, ["signing.py"]],
    ["code in Python", { "signing.py": `RETRIES = 3\n${python}` }, []],
    ["a script's main module", { "desk/__main__.py": python }, []],
    [
      "a package clause beside other files",
      { "desk/signing.go": `package desk\n\n${go}`, ...other },
      ["desk/signing.go"],
    ],
    ["a package clause of the last file", { "desk/signing.go": `package desk\n\n${go}` }, []],
    ["a constant in Go", { "desk/signing.go": `package desk\n\nconst Limit = 1\n${go}`, ...other }, []],
    [
      "a namespace",
      { "Signing.php": `<?php\n\ndeclare(strict_types=1);\n\nnamespace Acme;\n\n${php}` },
      ["Signing.php"],
    ],
    ["a magic comment", { "signing.rb": `# frozen_string_literal: true\n\n${ruby}` }, ["signing.rb"]],
    ["a requirement, which may do something", { "signing.rb": `require "pry"\n\n${ruby}` }, []],
    ["a package header", { "Signing.kt": `package com.acme\n\n${kotlin}` }, ["Signing.kt"]],
    ["a package declaration", { "Signing.java": `package com.acme;\n\n${java}` }, ["Signing.java"]],
    ["nothing of a script", { "signing.sh": `#!/bin/sh\n${bash}` }, []],
    ["a long text", { "signing.rb": `${"# A word on how we sign in.\n".repeat(400)}${ruby}` }, []],
  ])("%s", async (_, files, gone) => {
    const { made } = await planned(files, { recipes: [cutting] });
    expect(made.sites.map(({ applied }) => applied)).toEqual([true]);
    expect(deleted(made)).toEqual(gone);
  });
});

/** Names and contents of a folder's files, without git's. */
const contents = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(".git"))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]),
  );

describe("a deletion", () => {
  test("is told as one, and git apply does what writing does", async () => {
    const { made, root } = await planned({ ...TYPESCRIPT, "src/signing.ts": `\ufeff${HELPER}` });
    expect(made.changes.find((change) => change.deleted)).toMatchObject({ after: "" });
    expect(
      made.changes
        .filter((change) => change.deleted)
        .map(diffOf)
        .join(""),
    ).toMatch(
      /^diff --git a\/src\/signing\.ts b\/src\/signing\.ts\ndeleted file mode 100644\n--- a\/src\/signing\.ts\n\+\+\+ \/dev\/null\n@@ /,
    );
    expect(summaryOf(made)).toContain("- `src/signing.ts` (deleted)\n");
    expect(summaryOf(made)).not.toContain("`src/tickets.ts` (deleted)");
    const { files } = JSON.parse(planAsJson(made)) as { files: { path: string; deleted: boolean }[] };
    expect(files.flatMap((file) => (file.deleted ? [file.path] : []))).toEqual(["src/signing.ts"]);
    const { patch, leftOut } = patchOf(root, made.changes);
    expect(leftOut).toEqual([]);
    git(root, "init", "--quiet");
    writeFileSync(join(base, "deletion.patch"), patch);
    const copy = join(base, "copy");
    writeFiles(copy, contents(root));
    applyChanges(copy, made.changes);
    git(root, "apply", join(base, "deletion.patch"));
    expect(contents(root)).toEqual(contents(copy));
    expect(existsSync(join(root, "src/signing.ts"))).toBe(false);
  });

  test("is not made when another file cannot be written, or the file has changed since", async () => {
    const { made, root } = await planned(TYPESCRIPT);
    writeFiles(root, { "src/tickets.ts": `${CALLER}// later\n` });
    expect(() => applyChanges(root, made.changes)).toThrow(/changed since/);
    writeFiles(root, { "src/tickets.ts": CALLER, "src/signing.ts": `${HELPER}// later\n` });
    expect(() => applyChanges(root, made.changes)).toThrow(/changed since/);
    expect(contents(root)).toEqual({ "src/tickets.ts": CALLER, "src/signing.ts": `${HELPER}// later\n` });
  });

  test("that holds a credential is in no patch, only written", async () => {
    const { made, root } = await planned({
      ...TYPESCRIPT,
      "src/signing.ts": `${HELPER}// was: agent@example.com/token:${PLANTED}\n`,
    });
    expect(deleted(made)).toEqual(["src/signing.ts"]);
    const { patch, leftOut } = patchOf(root, made.changes);
    expect(leftOut).toEqual(["src/signing.ts"]);
    expect(patch).not.toContain("signing.ts b/");
    expect(made.changes.map(diffOf).join("")).not.toContain(PLANTED);
  });
});
