import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { suggestionsOf } from "../src/action/suggestion.ts";
import type { Finding, Fix, Report } from "../src/model/finding.ts";
import { CURL } from "./acme.ts";
import { commit, folder, pull, type Ran, repository, run, startOf } from "./step.ts";
import { git, write } from "./tree.ts";

// A stand-in for GitHub on the loopback: test/github-api.mjs.
let server: ChildProcess | undefined;
afterEach(() => void server?.kill());

async function listen(behaviour = "works"): Promise<string> {
  server = spawn(
    process.execPath,
    [join(import.meta.dirname, "github-api.mjs"), join(folder, "requests"), behaviour],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const [port] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  return `http://127.0.0.1:${port.toString().trim()}`;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: { readonly body?: string; readonly path?: string };
  readonly authorization?: string;
}

const requests = (): Request[] =>
  existsSync(join(folder, "requests"))
    ? readFileSync(join(folder, "requests"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Request)
    : [];
const written = (): Request[] => requests().filter(({ method }) => method !== "GET");

const inputs = { comment: "true", token: "made-up-github-token", mode: "annotations" };
const base = { "keep.md": "text\n", "old.sh": CURL.replace("users", "old") };

describe("the comment", () => {
  test("is written once, kept up to date, and another's is left alone", async () => {
    const api = await listen();
    const started = pull(base, () => write({ "new.sh": CURL }, repository));
    const go = (): Ran => run({ ...startOf(), inputs, environment: { GITHUB_API_URL: api } });
    expect(run({ ...started, inputs, environment: { GITHUB_API_URL: api } }).status).toBe(1);
    expect(written().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /repos/acme/desk/issues/7/comments",
    ]);
    expect(written()[0]?.body?.body).toMatch(/^<!-- zunset {2}-->\n.*1 new finding/s);
    expect(written()[0]?.authorization).toMatch(/made-up-github-token$/);
    // Nothing changed: nothing is written.
    go();
    expect(written()).toHaveLength(1);
    git(repository, "checkout", "--quiet", "change");
    write({ "new.sh": "echo fixed\n" }, repository);
    commit();
    go();
    expect(written()[1]).toMatchObject({ method: "PATCH", path: "/repos/acme/desk/issues/comments/12" });
    expect(written()[1]?.body?.body).toMatch(/: no new finding/);
  }, 30_000);

  test("is not written where there is nothing to say, or nobody asks", async () => {
    const environment = { GITHUB_API_URL: await listen() };
    const started = pull(base, () => write({ "keep.md": "other\n" }, repository));
    expect(run({ ...started, inputs, environment }).status).toBe(0);
    expect(written()).toEqual([]);
    run({ ...started, inputs: { ...inputs, comment: "false" }, environment });
    run({ event: "push", inputs, environment });
    expect(written()).toEqual([]);
  }, 30_000);

  test.each([
    ["acme/desk", "permissions: pull-requests: write"],
    ["mallory/desk", "forks get a token that only reads"],
  ])("that GitHub refuses fails nothing and says why: %s", async (from, says) => {
    const environment = { GITHUB_API_URL: await listen("refuses") };
    pull(base, () => write({ "new.sh": CURL }, repository));
    const ran = run({ ...startOf({ from }), inputs, environment });
    expect(ran.status).toBe(1);
    expect(ran.commands).toContainEqual(
      expect.stringMatching(/^::warning title=zunset::The comment was not written/),
    );
    expect(ran.commands.join()).toContain(says);
    expect(ran.stdout + ran.summary).not.toContain("made-up-github-token");
  });

  test("without an answer or a token it says so", () => {
    pull(base, () => write({ "new.sh": CURL }, repository));
    const ran = run({ ...startOf(), inputs, environment: { GITHUB_API_URL: "http://127.0.0.1:1" } });
    expect(ran.commands.join()).toContain("GitHub did not answer");
    expect(run({ ...startOf(), inputs: { ...inputs, token: "" } }).commands.join()).toContain(
      "there is no token",
    );
  }, 30_000);
});

describe("suggestions", () => {
  const finding = (lines: readonly string[], more: Partial<Finding> = {}): Finding => ({
    rule: "shell",
    severity: "error",
    confidence: "high",
    placement: "code",
    message: "A command signs in.",
    location: { path: "a.sh", startLine: 3, startColumn: 1, endLine: 3, endColumn: 5 },
    excerpt: { firstLine: 2, lines },
    related: [],
    trace: [],
    deadline: { id: "api-tokens-removed", date: "2027-04-30", what: "gone" },
    daysLeft: 1,
    fingerprints: { "zunset/v1": "0", content: "0" },
    ...more,
  });
  const fix = (...places: readonly (readonly [path: string, text: string])[]): Fix => ({
    description: "Does it.",
    files: places.map(([path, text]) => ({
      path,
      diff: "",
      replacements: [{ location: { path, startLine: 3, startColumn: 6, endLine: 3, endColumn: 9 }, text }],
    })),
  });
  const texts = (one: Finding, its: Fix): (string | undefined)[] =>
    suggestionsOf({ findings: [one], fixes: new Map([[one, its]]) } as unknown as Report).map(
      ({ text }) => text,
    );

  test("are whole lines with the replacement in them", () => {
    expect(texts(finding(["", "curl old https"]), fix(["a.sh", "new"]))).toEqual(["curl new https"]);
  });
  test("are not made of masked or cut lines, of several places, or for what is known", () => {
    expect(texts(finding(["", "curl old ******** x"]), fix(["a.sh", "new"]))).toEqual([]);
    expect(texts(finding(["", `curl old ${"x".repeat(300)}`]), fix(["a.sh", "new"]))).toEqual([]);
    expect(texts(finding(["", "curl old"]), fix(["a.sh", "new"], ["b.sh", "new"]))).toEqual([]);
    expect(texts(finding(["", "curl old"]), fix(["b.sh", "new"]))).toEqual([]);
    expect(texts(finding(["", "curl old"], { state: "known" }), fix(["a.sh", "new"]))).toEqual([]);
  });
});
