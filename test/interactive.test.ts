import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run, writeFiles } from "./bundle.ts";
import { base, cli } from "./command.ts";
import { atTerminal, noTerminal, type Session } from "./terminal.ts";

// `zunset migrate --interactive` as a person meets it: the built program at a pseudo-terminal, which `terminal.py` answers.
const skipped = noTerminal("interactive.test.ts");

const use = (name: string): string => `import os

import requests


def ${name}():
    url = "https://acme.zendesk.com/api/v2/${name}.json"
    return requests.get(url, auth=(os.environ["ZENDESK_EMAIL"] + "/token", os.environ["ZENDESK_API_TOKEN"])).json()
`;
const FILES = {
  "one/tickets.py": use("tickets"),
  "two/users.py": use("users"),
  "zoo/macros.py": use("macros"),
  ".env.example": "ZENDESK_EMAIL=\nZENDESK_API_TOKEN=\n",
};
/** What is asked, in order. */
const QUESTIONS = ["one/tickets.py:8: gives", "two/users.py:8: gives", "zoo/macros.py:8: gives"] as const;
const [DOWN, ENTER, CTRL_C, ESCAPE] = ["\u001B[B", "\r", "\u0003", "\u001B"] as const;
const YES = ENTER;
const NO = DOWN + ENTER;
const ALL = DOWN + DOWN + ENTER;
const ENOUGH = DOWN + DOWN + DOWN + ENTER;

let number = 0;
function tree(): string {
  const folder = join(base, `tree-${number++}`);
  writeFiles(folder, FILES);
  return folder;
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

/** Answers the questions one after the other. */
async function asked(folder: string, keys: readonly string[], columns = 80): Promise<Session> {
  return atTerminal({
    command: [process.execPath, cli, "migrate", "--interactive"],
    cwd: folder,
    columns,
    answers: keys.map((key, index) => [QUESTIONS[index] ?? "", key]),
  });
}

/** What the same choice gives without questions. */
async function writtenFor(...only: string[]): Promise<Record<string, string>> {
  const folder = tree();
  const { status } = await run(process.execPath, [cli, "migrate", "--write", "--only", ...only], {
    cwd: folder,
  });
  expect(status).toBe(0);
  return contents(folder);
}

describe.skipIf(skipped)("what is written is what was accepted", { timeout: 60_000 }, () => {
  test("one yes, one no, one yes", async () => {
    const folder = tree();
    const { status, screen, unanswered } = await asked(folder, [YES, NO, YES]);
    expect(unanswered).toBe(0);
    // One is left as it was.
    expect(status).toBe(1);
    expect(screen).toContain("2 of 3 uses rewritten");
    const after = contents(folder);
    expect(after["two/users.py"]).toBe(FILES["two/users.py"]);
    expect(after).toEqual(await writtenFor("one", "zoo"));
    expect(Object.keys(after)).toEqual([
      ".env.example",
      "one/tickets.py",
      "one/zendesk_oauth.py",
      "two/users.py",
      "zoo/macros.py",
      "zoo/zendesk_oauth.py",
    ]);
  });

  test("no to all: nothing", async () => {
    const folder = tree();
    const { status, unanswered } = await asked(folder, [NO, NO, NO]);
    expect({ status, unanswered }).toEqual({ status: 1, unanswered: 0 });
    expect(contents(folder)).toEqual(FILES);
  });

  test("no more after the first: only that one", async () => {
    const folder = tree();
    const { status, unanswered } = await asked(folder, [YES, ENOUGH]);
    expect({ status, unanswered }).toEqual({ status: 1, unanswered: 0 });
    expect(contents(folder)).toEqual(await writtenFor("one"));
  });

  test("all from the second on: it is not asked again", async () => {
    const folder = tree();
    const { status, screen, unanswered } = await asked(folder, [NO, ALL]);
    expect({ status, unanswered }).toEqual({ status: 1, unanswered: 0 });
    expect(screen).not.toContain(QUESTIONS[2]);
    expect(contents(folder)).toEqual(await writtenFor("two", "zoo"));
  });

  test.each([
    ["Ctrl-C", CTRL_C],
    ["Escape", ESCAPE],
  ])("%s in the middle: nothing, not even what was accepted", async (_, key) => {
    const folder = tree();
    const { status, screen, unanswered } = await asked(folder, [YES, key]);
    expect({ status, unanswered }).toEqual({ status: 2, unanswered: 0 });
    expect(screen).toContain("nothing was changed");
    expect(contents(folder)).toEqual(FILES);
  });
});

describe.skipIf(skipped)("what is asked can be read", { timeout: 60_000 }, () => {
  test.each([0, 80])("at a terminal that says it has %i columns", async (columns) => {
    const folder = tree();
    const { screen, unanswered } = await asked(folder, [YES, YES, YES], columns);
    expect(unanswered).toBe(0);
    const lines = screen.split(/\r?\n/).map((line) => line.trim());
    for (const question of QUESTIONS)
      expect(
        lines.some((line) => line.endsWith(`${question} requests an auth object?`)),
        question,
      ).toBe(true);
    expect(lines.some((line) => line.endsWith("no, and none that follow"))).toBe(true);
    // The diff stands above the question.
    expect(screen.indexOf("auth=zendesk_auth")).toBeLessThan(screen.indexOf(QUESTIONS[0]));
  });
});
