import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difference, renamesBetween, type Since, scanChange } from "../src/change/index.ts";
import { plan } from "../src/codemod/index.ts";
import type { Finding } from "../src/model/finding.ts";
import { builtInRules } from "../src/rules/index.ts";
import { type ScanOptions, scan } from "../src/scan.ts";
import { CLIENT, CURL, SETTINGS } from "./acme.ts";
import { LINKED_PATHS, LINKS } from "./linked-files.ts";
import { checkout, git, root, write } from "./tree.ts";

const ruleSet = await builtInRules();

const optionsFor = (...roots: string[]): ScanOptions => ({
  roots,
  excludes: [],
  ignoredCredentials: true,
  ruleSet,
  asOf: "2026-11-23",
  version: "0.0.0",
  hashLines: false,
  maxFileSize: 1 << 20,
  threads: 0,
});

const placesOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, location }) => `${location.path}:${location.startLine} ${rule}`);

async function since(ref: Since | string = "main", folder = root): Promise<string[]> {
  const { report } = await scanChange(
    optionsFor(folder),
    typeof ref === "string" && ref !== "staged" ? { ref } : (ref as Since),
  );
  expect(report.findings.every(({ state }) => state === "new")).toBe(true);
  return placesOf(report.findings);
}

/** A branch of its own on top of a commit with some files. */
function branch(files: Readonly<Record<string, string>>): void {
  checkout(files);
  git(root, "branch", "--move", "main");
  git(root, "checkout", "--quiet", "-b", "change");
}

const commit = (folder = root): void => {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", "change");
};

const APP =
  'from settings import USER, KEY\nimport requests\nrequests.get("https://acme.zendesk.com/api/v2/users.json", auth=(USER, KEY))\n';
const PLAIN_SETTINGS = 'import os\nUSER = os.environ["MAIL"]\nKEY = os.environ["KEY"]\n';

describe("new findings only", () => {
  test("what is new is told, what was moved, renamed or fixed is not", async () => {
    branch({
      "deploy/users.sh": CURL,
      "deploy/old.sh": `${CURL}# old\n`,
      "deploy/gone.sh": CURL.replace("users", "gone"),
    });
    write({ "deploy/users.sh": `#!/bin/sh\nset -e\n\n${CURL}`, "ci/new.sh": `echo new\n${CURL}` });
    renameSync(join(root, "deploy/old.sh"), join(root, "deploy/renamed.sh"));
    rmSync(join(root, "deploy/gone.sh"));
    commit();
    const { report } = await scanChange(optionsFor(root), { ref: "main" });
    expect(placesOf(report.findings)).toEqual(["ci/new.sh:2 shell"]);
    expect(report.comparison).toEqual({
      with: expect.stringMatching(/^main \([\da-f]{10}\)$/),
      known: 2,
      fixed: 1,
    });
  });

  test("the base is where the branch left the other one, not that one's tip", async () => {
    branch({ "a.sh": "echo a\n" });
    commit();
    git(root, "checkout", "--quiet", "main");
    write({ "theirs.sh": CURL });
    commit();
    git(root, "checkout", "--quiet", "change");
    write({ "theirs.sh": CURL });
    commit();
    expect(await since()).toEqual(["theirs.sh:1 shell"]);
  });

  test("a helper that an unchanged file uses makes that file's place new", async () => {
    branch({ "app.py": APP, "settings.py": PLAIN_SETTINGS });
    expect(await since()).toEqual([]);
    write({ "settings.py": PLAIN_SETTINGS.replace('"MAIL"]', '"MAIL"] + "/token"') });
    const { report } = await scanChange(optionsFor(root), { ref: "main" });
    const full = await scan(optionsFor(root));
    expect(report.findings).toEqual(full.report.findings.map((finding) => ({ ...finding, state: "new" })));
    expect(placesOf(report.findings)).toEqual(["app.py:3 basic-auth"]);
  });

  test("untracked files count, what git ignores was there before", async () => {
    branch({ ".gitignore": ".env\n", "a.sh": "echo a\n" });
    write({ ".env": "ZENDESK_API_TOKEN=x\n", "new.sh": CURL });
    expect(await since()).toEqual(["new.sh:1 shell"]);
  });

  test("only below the named folder", async () => {
    branch({ "a/a.sh": "echo a\n", "b/gone.sh": CURL });
    write({ "a/a.sh": CURL, "b/b.sh": CURL });
    rmSync(join(root, "b/gone.sh"));
    const { report } = await scanChange(optionsFor(join(root, "a")), { ref: "main" });
    expect(placesOf(report.findings)).toEqual(["a/a.sh:1 shell"]);
    expect(report.comparison?.fixed).toBe(0);
  });
});

describe("staged", () => {
  test("the index counts, not what stands on the disk", async () => {
    branch({ "a.sh": "echo a\n", "b.sh": CURL });
    write({ "a.sh": CURL, "untracked.sh": CURL });
    git(root, "add", "a.sh");
    write({ "a.sh": "echo changed again\n", "b.sh": `${CURL}${CURL.replace("users", "tickets")}` });
    expect(await since("staged")).toEqual(["a.sh:1 shell"]);
    rmSync(join(root, "a.sh"));
    expect(await since("staged")).toEqual(["a.sh:1 shell"]);
    git(root, "rm", "--quiet", "--cached", "a.sh");
    expect(await since("staged")).toEqual([]);
  });
});

describe("what cannot be compared says what to do", () => {
  test("a shallow clone", async () => {
    branch({ "a.sh": CURL });
    commit();
    const clone = join(root, "clone");
    git(root, "clone", "--quiet", "--depth", "1", "--no-single-branch", `file://${root}`, clone);
    await expect(since("origin/main", clone)).rejects.toMatchObject({
      help: expect.stringContaining("fetch-depth: 2"),
    });
  });

  test.each(["nowhere", "--upload-pack=touch x", "a b", "main~99"])("no such commit: %s", async (ref) => {
    branch({ "a.sh": CURL });
    await expect(since(ref)).rejects.toMatchObject({
      name: "Problem",
      message: "there is no such commit here",
    });
  });

  test("no commit, no checkout", async () => {
    write({ "a.sh": CURL });
    await expect(since()).rejects.toMatchObject({ name: "Problem" });
    git(root, "init", "--quiet");
    await expect(since("staged")).rejects.toMatchObject({
      message: expect.stringContaining("no commit yet"),
    });
  });

  test("branches without a common commit", async () => {
    branch({ "a.sh": CURL });
    git(root, "checkout", "--quiet", "--orphan", "other");
    commit();
    await expect(since()).rejects.toMatchObject({ message: expect.stringContaining("no commit in common") });
  });

  test("a detached head and a conflict are no trouble", async () => {
    branch({ "a.sh": "echo base\n" });
    write({ "a.sh": CURL });
    commit();
    git(root, "checkout", "--quiet", "--detach");
    expect(await since()).toEqual(["a.sh:1 shell"]);
    git(root, "checkout", "--quiet", "-B", "theirs", "main");
    write({ "a.sh": "echo theirs\n" });
    commit();
    expect(() => git(root, "merge", "--quiet", "change")).toThrow();
    expect(await since()).toEqual([expect.stringMatching(/^a\.sh:\d shell$/)]);
  });
});

test("no filter of the repository's is run to compare files", async () => {
  branch({ "a.sh": "echo a\n" });
  const proof = join(root, "proof");
  write({ ".gitattributes": "*.sh filter=evil\n", "a.sh": "echo b\n" });
  for (const command of ["clean", "smudge", "process"])
    git(root, "config", `filter.evil.${command}`, `sh -c 'touch ${proof}; cat'`);
  git(root, "config", "filter.evil.required", "true");
  git(root, "config", "diff.external", `sh -c 'touch ${proof}'`);
  expect(await since()).toEqual([]);
  expect(await since("staged")).toEqual([]);
  expect(existsSync(proof)).toBe(false);
});

// Files that play every part: uses, helpers without a keyword, settings, variables that carry half a credential and who reads them, prose.
const HALF = "HELPDESK_USER=bot@example.com/token\n";
const TEXTS = [
  CURL,
  CLIENT,
  SETTINGS,
  CLIENT.replaceAll("/token", ""),
  SETTINGS.replace("process.env.ZENDESK_EMAIL", '"bot@example.com/token"'),
  HALF,
  'import os, requests\nrequests.get("https://desk.example.com", auth=(os.environ["HELPDESK_USER"], os.environ["HELPDESK_KEY"]))\n',
  APP,
  PLAIN_SETTINGS.replace('"MAIL"]', '"MAIL"] + "/token"'),
  PLAIN_SETTINGS,
  "ZENDESK_API_TOKEN=\n",
  "Set `ZENDESK_API_TOKEN` to your Zendesk API token.\n",
  "const token = process.env.ZENDESK_API_TOKEN;\nfetch('https://acme.zendesk.com', { headers: { Authorization: `Bearer ${token}` } });\n",
  "const token = process.env.ZENDESK_API_TOKEN;\nconsole.log(token);\n",
  "nothing to see\n",
  ...LINKS,
];
const PATHS = [
  ...[
    "src/client.ts",
    "src/settings.ts",
    "lib/client.ts",
    "lib/settings.ts",
    "settings.py",
    "app.py",
    "job/app.py",
  ],
  ...[
    "job/settings.py",
    "deploy.sh",
    "ci/deploy.sh",
    ".env.example",
    "zendesk.ini",
    "README.md",
    "web/index.ts",
  ],
  ...LINKED_PATHS,
];
const step = fc.oneof(
  fc.record({
    kind: fc.constant("write" as const),
    path: fc.constantFrom(...PATHS),
    text: fc.constantFrom(...TEXTS),
  }),
  fc.record({ kind: fc.constant("push down" as const), path: fc.constantFrom(...PATHS) }),
  fc.record({
    kind: fc.constant("append" as const),
    path: fc.constantFrom(...PATHS),
    text: fc.constantFrom(...TEXTS),
  }),
  fc.record({
    kind: fc.constant("rename" as const),
    path: fc.constantFrom(...PATHS),
    to: fc.constantFrom(...PATHS),
  }),
  fc.record({ kind: fc.constant("delete" as const), path: fc.constantFrom(...PATHS) }),
);

function take(one: typeof step extends fc.Arbitrary<infer T> ? T : never): void {
  const at = join(root, one.path);
  mkdirSync(dirname(at), { recursive: true });
  if (one.kind === "write") writeFileSync(at, one.text);
  else if (one.kind === "append") appendFileSync(at, one.text);
  else if (!existsSync(at)) return;
  else if (one.kind === "delete") rmSync(at);
  else if (one.kind === "push down")
    writeFileSync(at, `${/\.(?:ts|js)$/.test(at) ? "// moved" : "# moved"}\n\n${readFileSync(at, "utf8")}`);
  else {
    mkdirSync(dirname(join(root, one.to)), { recursive: true });
    renameSync(at, join(root, one.to));
  }
}

test("the new findings are those of the whole tree without those of the whole base, in generated histories", async () => {
  const seen = { new: 0, nothing: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 14 }),
      fc.array(step, { minLength: 1, maxLength: 6 }),
      async (before, after) => {
        rmSync(root, { recursive: true, force: true });
        mkdirSync(root);
        write({ "keep.txt": "kept\n" });
        for (const one of before) take(one);
        git(root, "init", "--quiet", "--initial-branch", "main");
        commit();
        const base = `${root}-base`;
        rmSync(base, { recursive: true, force: true });
        cpSync(root, base, { recursive: true });
        git(root, "checkout", "--quiet", "-b", "change");
        for (const one of after) take(one);
        commit();
        try {
          const [now, then, change] = [
            await scan(optionsFor(root)),
            await scan(optionsFor(base)),
            await scanChange(optionsFor(root), { ref: "main" }),
          ];
          const { added, gone } = difference(now.report.findings, then.report.findings, () =>
            renamesBetween(now.files, then.files),
          );
          seen[added.length > 0 ? "new" : "nothing"]++;
          expect(change.report.findings).toEqual(added.map((finding) => ({ ...finding, state: "new" })));
          expect(change.report.comparison?.fixed).toBe(gone.length);
        } finally {
          rmSync(base, { recursive: true, force: true });
        }
      },
    ),
    {
      numRuns: Number(process.env["HISTORIES"] ?? 50),
      seed: Number(process.env["SEED"] ?? 20_261_123),
    },
  );
  // Histories of both kinds, or the equality would say little.
  expect(Math.min(seen.new, seen.nothing)).toBeGreaterThan(10);
}, 120_000);

test("a plan for some of the findings ends, and leaves the others alone", async () => {
  branch({ "old.sh": CURL, "src/client.ts": CLIENT, "src/settings.ts": SETTINGS });
  write({ "new.sh": CURL.replace("users", "new") });
  const options = optionsFor(root);
  for (const scanned of [
    await scanChange(options, { ref: "main" }),
    await scan({ ...options, only: ["shell"] }),
  ]) {
    if (!scanned.uses) throw new Error("nothing was scanned");
    const { sites, changes } = await plan(scanned, { ...options, transition: "switch" });
    expect(sites.map(({ finding, applied }) => [finding.rule, applied])).toEqual(
      scanned.report.findings.map(({ rule }) => [rule, true]),
    );
    expect(changes.map(({ path }) => path)).not.toContain("src/client.ts");
  }
});
