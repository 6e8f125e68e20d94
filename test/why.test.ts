import { appendFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LineIndex } from "../src/cli/why/lines.ts";
import { CURL, PLANTED, writeAcme } from "./acme.ts";
import { initGit, type Outcome, writeFiles } from "./bundle.ts";
import { base, repository, zunset } from "./command.ts";

beforeAll(async () => {
  await writeAcme(repository);
  writeFiles(repository, {
    ".gitignore": ".env\nbuild-out/\n*.log\n",
    "build-out/users.sh": CURL,
    "sub/.gitignore": "/local.sh\n",
    "sub/local.sh": CURL,
    "mine.sh": CURL,
    "node_modules/desk/users.sh": CURL,
    "package-lock.json": '{ "zendesk": "1.0.0" }\n',
    "skipped/.zunsetignore": "*\n!kept.sh\n",
    "skipped/users.sh": CURL,
    "skipped/kept.sh": CURL,
    "excluded/users.sh": CURL,
    "large.txt": `${"x".repeat(3000)} zendesk\n`,
    "binary.sh": `\0${CURL}`,
    "oauth.ts":
      'export const me = () =>\n  fetch("https://acme.zendesk.com/api/v2/users/me.json", {\n    headers: { Authorization: `Bearer ${process.env.ZENDESK_TOKEN}` },\n  });\n',
    "basic.py": `import requests\n\nrequests.get(URL, auth=("me", load()))\n${"#\n".repeat(300)}# zendesk\n`,
    "test/users.sh": CURL,
    "zendesk.yml": "subdomain: acme\n",
    "hostile.sh": `curl -u "$A/token:$B" https://acme.zendesk.com/ # \u001b]0;x\u0007 \u202e\n`,
    "zunset.config.yml": "exclude: [/excluded]\nmaxFileSize: 2k\n",
    "only.yml": "only: [docs]\n",
  });
  symlinkSync("src/client.ts", join(repository, "link.ts"));
  appendFileSync(join(repository, ".git/info/exclude"), "mine.sh\n");
});

const why = (place: string, args: readonly string[] = [], cwd = repository): Promise<Outcome> =>
  zunset(["why", place, ...args], { cwd });

/** The explanation of a line as stage → its lines. */
async function stages(
  place: string,
  args: readonly string[] = [],
  cwd = repository,
): Promise<Record<string, string[]>> {
  const { status, stdout, stderr } = await why(place, args, cwd);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).not.toContain(PLANTED);
  const found: Record<string, string[]> = {};
  let current: string[] = [];
  for (const line of stdout.trimEnd().split("\n").slice(1)) {
    const [, name, text = ""] = /^([a-z]+) +(.*)$/.exec(line) ?? [];
    if (name === undefined) current.push(line.trim());
    else {
      current = [text];
      found[name] = current;
    }
  }
  return found;
}

describe("a line that is a finding", () => {
  test("says how, stage by stage", async () => {
    const { stdout } = await why("src/client.ts:3");
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      "src/client.ts:3",
      '  const auth = Buffer.from(`${email}/token:${token}`).toString("base64");',
    ]);
    const { discover, prefilter, parse, detect, findings, verdict } = await stages("src/client.ts:3");
    expect(discover).toEqual(["part of a scan"]);
    expect(prefilter).toEqual(['kept: "zendesk" stands in the file']);
    expect(parse?.[0]).toBe("read as javascript; 3 facts on this line");
    expect(parse).toContain('call Buffer.from(email + "/token:" + token)');
    expect(detect).toContain("basic-auth: an API token authenticates (by a spelling)");
    expect(findings?.[0]).toMatch(/^error\[basic-auth\] A Zendesk API token authenticates here/);
    expect(findings).toContain("1 reads ZENDESK_API_TOKEN  src/settings.ts:2");
    expect(verdict).toEqual(["a finding: error[basic-auth]"]);
  });
  test("a credential is counted, not shown", async () => {
    const { parse, verdict } = await stages(".env:1");
    expect(parse).toEqual([
      "read as dotenv; 1 fact on this line; 1 credential taken out",
      "entry ZENDESK_API_TOKEN = secret(token, 40)",
    ]);
    expect(verdict).toEqual(["a finding: error[hardcoded]"]);
  });
  test("a test lowers it, and says so", async () => {
    const { findings, verdict } = await stages("test/users.sh:1");
    expect(findings?.[1]).toBe("confidence high; a note, because it stands in a test");
    expect(verdict).toEqual(["a finding: note[shell]"]);
  });
  test("a rule that the configuration leaves out", async () => {
    const { verdict } = await stages("src/client.ts:3", ["--config", "only.yml"]);
    expect(verdict).toEqual(['no finding, because "only" in only.yml does not name basic-auth']);
  });
});

describe("a line that belongs to a finding elsewhere", () => {
  test("a read", async () => {
    const { resolve, findings, verdict } = await stages("src/settings.ts:2");
    expect(resolve).toEqual([
      "env-read dropped: belongs to a use of the same name; this place is related to it",
    ]);
    expect(findings?.[0]).toMatch(/^belongs to error\[\w+(?:-\w+)?\] at /);
    expect(verdict?.[0]).toMatch(/^part of the finding at /);
  });
  test("where the pair is sent", async () => {
    const { parse, resolve, verdict } = await stages("src/client.ts:6");
    expect(parse?.[0]).toMatch(/^read as javascript; /);
    expect(resolve).toEqual([
      "basic-auth dropped: the pair it sends is a finding already; this place is related to it",
    ]);
    expect(verdict).toEqual(["part of the finding at src/client.ts:3"]);
  });
});

describe("a line that is no finding", () => {
  test("nothing stands on it", async () => {
    const { parse, detect, verdict } = await stages("src/client.ts:4");
    expect(parse).toEqual(["read as javascript; nothing on this line that a rule could be about"]);
    expect(detect).toEqual(["no rule matches on this line"]);
    expect(verdict).toEqual(["not a finding: no rule is about what stands here"]);
  });
  test("it is the middle of a statement", async () => {
    const { parse } = await stages("oauth.ts:4");
    expect(parse?.[0]).toBe("read as javascript; the line is part of what begins above it");
    expect(parse?.[1]).toMatch(/^line [12]: /);
  });
  test("what matched was dropped", async () => {
    const { resolve, verdict } = await stages("basic.py:3");
    expect(resolve?.[0]).toMatch(
      /^basic-auth dropped: sent as Basic, but neither the user, nor a name, nor the address/,
    );
    expect(verdict?.[0]).toMatch(/^not a finding: sent as Basic, but neither the user, /);
  });
  test("no keyword stands in the file", async () => {
    const { prefilter, parse, verdict } = await stages("web/plain.ts:1");
    expect(prefilter).toEqual(["dropped: none of the rules' keywords stands in the file"]);
    expect(parse).toBe(undefined);
    expect(verdict).toEqual(["not a finding: nothing in the file can be about a Zendesk API token"]);
  });
  test("a file is parsed for its name", async () => {
    writeFiles(repository, { ".env.sample": "PORT=80\n" });
    const { prefilter } = await stages(".env.sample:1");
    expect(prefilter?.[0]).toMatch(/^kept without a keyword: /);
  });
  test("the file is too large, or binary", async () => {
    const large = await stages("large.txt:1");
    expect(large["read"]).toEqual([
      "skipped: too large (3009 bytes, the limit is 2048)",
      "a larger --max-file-size lets it in",
    ]);
    const binary = await stages("binary.sh:1");
    expect(binary["read"]).toEqual(["skipped: binary"]);
    expect(binary["verdict"]).toEqual(["not a finding: the file could not be scanned"]);
  });
});

describe("a file that a scan leaves out is looked at all the same", () => {
  test.each([
    ["build-out/users.sh", "ignored by git: .gitignore"],
    ["sub/local.sh", "ignored by git: sub/.gitignore"],
    ["mine.sh", "ignored by git: by .git/info/exclude or your own exclude file"],
    ["node_modules/desk/users.sh", "node_modules/ is vendored, told by its name"],
    ["skipped/users.sh", "excluded by skipped/.zunsetignore"],
    ["excluded/users.sh", "excluded by exclude in zunset.config.yml"],
  ])("%s: %s", async (path, because) => {
    const { discover, verdict } = await stages(`${path}:1`);
    expect(discover).toEqual([
      `left out: ${because}`,
      "looked at here all the same, as when it is named: zunset scan FILE",
    ]);
    expect(verdict).toEqual(["a finding only when the file is named, because a scan leaves it out"]);
  });
  test("a lock file", async () => {
    const { discover } = await stages("package-lock.json:1");
    expect(discover?.[0]).toBe("left out: it is generated, told by its name");
  });
  test("a file that a later pattern takes back is part of a scan", async () => {
    expect((await stages("skipped/kept.sh:1"))["discover"]).toEqual(["part of a scan"]);
  });
});

describe("a place", () => {
  const head = async (place: string, cwd: string): Promise<string | undefined> =>
    (await why(place, [], cwd)).stdout.split("\n")[0];

  test("is relative to the current folder, to the git root as reports print it, or absolute", async () => {
    expect(await head("client.ts:3", join(repository, "src"))).toBe("src/client.ts:3");
    expect(await head("../src/client.ts:3", join(repository, "deploy"))).toBe("src/client.ts:3");
    expect(await head("src/client.ts:3", join(repository, "deploy"))).toBe("src/client.ts:3");
    expect(await head(join(repository, "src/client.ts:3"), base)).toBe("src/client.ts:3");
    expect(await head("src/client.ts:3:14", repository)).toBe("src/client.ts:3");
  });
  test("without git is below the current folder, else in its own", async () => {
    writeFiles(join(base, "loose"), { "deep/a.sh": CURL });
    expect(await head("deep/a.sh:1", join(base, "loose"))).toBe("deep/a.sh:1");
    expect(await head(join(base, "loose/deep/a.sh:1"), repository)).toBe("a.sh:1");
  });
  test("in a checkout inside of another belongs to the outer one when it starts there", async () => {
    writeFiles(join(repository, "nested"), { "users.sh": CURL });
    await initGit(join(repository, "nested"));
    expect(await head("nested/users.sh:1", repository)).toBe("nested/users.sh:1");
    expect(await head("users.sh:1", join(repository, "nested"))).toBe("users.sh:1");
    expect((await stages("nested/users.sh:1"))["discover"]).toEqual(["part of a scan"]);
  });
  test("may be a link", async () => {
    const { discover, verdict } = await stages("link.ts:3");
    expect(discover).toEqual(["part of a scan", "the link leads to src/client.ts"]);
    expect(verdict).toEqual(["a finding: error[basic-auth]"]);
  });
  test.each([
    ["src/client.ts:99", "there is no such line: the file has 6 lines\n  at src/client.ts:99"],
    ["src/client.ts:0", "lines are counted from 1"],
    ["src/client.ts", "this is no place in a file"],
    ["src/client.ts:x", "this is no place in a file"],
    ["src:1", "this is not a file"],
    ["nowhere.ts:1", "at nowhere.ts"],
    ["link.ts:99", "there is no such line: the file has 6 lines"],
  ])("%s is a mistake", async (place, says) => {
    const { status, stdout, stderr } = await why(place);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
  });
  test("what stands on it cannot speak to the terminal", async () => {
    const { stdout } = await why("hostile.sh:1");
    expect(stdout).toContain("␛]0;x␇ \\u202e");
    expect(
      [...stdout].filter((character) => character !== "\n" && /[\p{Cc}\p{Cf}]/u.test(character)),
    ).toEqual([]);
  });
});

test("lines are counted as editors do", () => {
  const lines = new LineIndex("a\nbc\r\n\nd\n");
  expect(lines.count).toBe(4);
  expect([1, 2, 3, 4, 5].map((line) => lines.text(line))).toEqual(["a", "bc", "", "d", ""]);
  expect([0, 1, 2, 4, 6, 7].map((offset) => lines.line(offset))).toEqual([1, 1, 2, 2, 3, 4]);
  expect(lines.touches({ start: 0, end: 3 }, 2)).toBe(true);
  expect(lines.touches({ start: 0, end: 2 }, 2)).toBe(false);
  expect(new LineIndex("").count).toBe(1);
});
