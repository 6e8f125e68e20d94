import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtInRules } from "../src/rules/index.ts";
import { type Scan, scan } from "../src/scan.ts";
import { CURL, PLANTED } from "./acme.ts";
import { buildBundle, initGit, type Outcome, run, temporaryFolder, writeFiles } from "./bundle.ts";

// Whole scans over trees that nobody means well with: no crash, the rest complete, each file that was not read listed with its reason.

const base = temporaryFolder("hostile");
const tree = join(base, "tree");
const ruleSet = await builtInRules();
const isRoot = process.getuid?.() === 0;
const SIZE_LIMIT = 2 * 1024 * 1024;

afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
});

/** Scans the tree in this thread; `onProgress` is called when the first file has been read. */
const scanned = (onProgress?: () => void): Promise<Scan> =>
  scan({
    roots: [tree],
    excludes: [],
    ignoredCredentials: true,
    ruleSet,
    asOf: "2026-11-02",
    version: "0",
    threads: 0,
    maxFileSize: SIZE_LIMIT,
    hashLines: true,
    ...(onProgress ? { onProgress } : {}),
  });

const places = ({ report }: Scan): string[] =>
  report.findings.map(({ rule, location }) => `${location.path}:${location.startLine} ${rule}`);
const skips = ({ report }: Scan): Record<string, string> =>
  Object.fromEntries(report.skipped.map(({ path, reason }) => [path, reason]));

/** Sources that end in the middle of something, each with a use before its damage. */
const BROKEN: Readonly<Record<string, string>> = {
  "a.js": "const auth = btoa(`${process.env.MAIL}/token:${process.env.ZENDESK_TOKEN}`);\nfunction f( {{{ `${",
  "a.py": 'auth = (os.environ["MAIL"] + "/token", os.environ["ZENDESK_TOKEN"])\ndef f(:\n  """',
  "a.rb": "auth = [\"#{ENV['MAIL']}/token\", ENV['ZENDESK_TOKEN']].join(':')\ndef f(\n  \"#{",
  "a.php":
    "<?php $auth = base64_encode(getenv('MAIL') . '/token:' . getenv('ZENDESK_TOKEN'));\nfunction f( {{ \"",
  "a.go": 'package a\nvar auth = os.Getenv("MAIL") + "/token:" + os.Getenv("ZENDESK_TOKEN")\nfunc f( {{ "',
  "A.java":
    'class A { String auth = System.getenv("MAIL") + "/token:" + System.getenv("ZENDESK_TOKEN");\nvoid f( {{ "',
  "a.kt": 'val auth = System.getenv("MAIL") + "/token:" + System.getenv("ZENDESK_TOKEN")\nfun f( {{ "',
  "a.cs":
    'class A { string auth = Environment.GetEnvironmentVariable("MAIL") + "/token:" + Environment.GetEnvironmentVariable("ZENDESK_TOKEN");\nvoid F( {{ "',
  "a.ps1": '$auth = "$($env:MAIL)/token:$($env:ZENDESK_TOKEN)"\nfunction f( {{ @"',
  "a.sh": `${CURL}if [ ( "`,
  "a.tf": 'locals {\n  auth = base64encode("${var.mail}/token:${var.zendesk_token}")\n}\nresource {{ "',
  "a.yml": 'run: curl -u "$M/token:$ZENDESK_TOKEN" https://acme.zendesk.com\nx: [{ "\n  - : &',
  "a.json": '{"auth": "x@example.com/token:${ZENDESK_TOKEN}",\n {{ [',
  "a.toml": 'auth = "x@example.com/token:${ZENDESK_TOKEN}"\n[[[ = "',
  "a.xml": '<a><add key="ZendeskAuth" value="x@example.com/token:${ZENDESK_TOKEN}"/>\n<b <c &',
  "a.ipynb":
    '{"cells": [{"cell_type": "code", "source": ["auth = (mail + \\"/token\\", os.environ[\\"ZENDESK_TOKEN\\"])"]}, {{{',
  "README.md": '```sh\ncurl -u "$M/token:$ZENDESK_TOKEN" https://acme.zendesk.com\n',
};

describe("content", () => {
  test("broken syntax in every language: what stands before the damage is found", async () => {
    writeFiles(tree, BROKEN);
    const result = await scanned();
    expect(skips(result)).toEqual({});
    const found = new Set(result.report.findings.map(({ location }) => location.path));
    expect(Object.keys(BROKEN).filter((path) => !found.has(path))).toEqual([]);
  });

  test("binary, empty, NUL, not UTF-8, UTF-16, too large: listed or read, each for itself", async () => {
    const marked = Buffer.from(CURL, "utf16le");
    writeFiles(tree, {
      "binary.sh": Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]), Buffer.from(CURL)]),
      "blank.sh": "\n\n\n",
      "empty.sh": "",
      "empty.json": "",
      "late-nul.sh": `${"# zendesk\n".repeat(2_000)}\0\0\n${CURL}`,
      "latin1.sh": Buffer.concat([
        Buffer.from("# caf"),
        Buffer.from([0xe9, 0xff, 0xfe, 0x0a]),
        Buffer.from(CURL),
      ]),
      "long-line.js": `const zendesk = "${"x".repeat(5_000_000)}";\n`,
      "mark.sh": `\ufeff${CURL}`,
      "old-mac.sh": `# zendesk\r${CURL.replace("\n", "\r")}`,
      "only-nul.sh": Buffer.alloc(10_000),
      "surrogate.py": Buffer.concat([
        Buffer.from('x = "'),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from('"  # zendesk /token\n'),
      ]),
      "wide.sh": Buffer.concat([Buffer.from([0xff, 0xfe]), marked]),
      "good.sh": CURL,
    });
    writeFileSync(join(tree, "huge.log"), "zendesk\n");
    truncateSync(join(tree, "huge.log"), 50 * 1024 * 1024);
    writeFileSync(
      join(tree, "huge.txt"),
      `${CURL}${"zendesk /token: text and more text\n".repeat(1_500_000)}`,
    );
    const result = await scanned();
    expect(skips(result)).toEqual({
      "binary.sh": "binary",
      "huge.log": expect.stringMatching(/^(?:binary|too-large)$/),
      "huge.txt": "too-large",
      "long-line.js": "too-large",
    });
    for (const path of ["good.sh:1", "latin1.sh:2", "late-nul.sh:2002", "mark.sh:1", "wide.sh:1"])
      expect(places(result)).toContain(`${path} shell`);
  });

  test("hostile nesting and size in one file costs the others nothing", async () => {
    writeFiles(tree, {
      "deep.js": `zendesk(${"(\n".repeat(100_000)}`,
      "deep.json": `{"zendesk_token": ${"[".repeat(100_000)}`,
      "deep.py": `zendesk = ${"[".repeat(100_000)}`,
      "deep.yml": `zendesk_token: ${"{".repeat(100_000)}`,
      "line.txt": `zendesk ${"/token:".repeat(250_000)}`,
      "good.sh": CURL,
    });
    const result = await scanned();
    expect(places(result)).toContain("good.sh:1 shell");
    for (const { reason } of result.report.skipped) expect(["timeout", "too-deep"]).toContain(reason);
    expect(result.files.length + result.report.skipped.length).toBe(6);
  }, 60_000);

  test("a file that its own parser does not get through is read as text", async () => {
    const tangle = Array.from({ length: 22_000 }, (_, index) => {
      const indent = "  ".repeat(index % 30);
      return `${indent}if a:\n${indent}  else x = {'a': <b>}\n`;
    });
    writeFiles(tree, {
      "desk.py": `${tangle.join("")}auth = (f"{mail}/token", token)  # zendesk\n`,
      "good.sh": CURL,
    });
    const result = await scanned();
    expect(result.report.skipped).toEqual([]);
    expect(places(result)).toEqual(expect.arrayContaining(["desk.py:44001 basic-auth", "good.sh:1 shell"]));
  }, 60_000);

  test("thousands of equal groups of settings: each finds what stands beside it at once", async () => {
    const webhook = {
      endpoint: "https://acme.zendesk.com/api/v2/tickets.json",
      authentication: { type: "basic_auth", data: { username: "a@example.com/token", password: "${X}" } },
    };
    const source = { credentials: { email: "a@example.com", api_token: "${X}" } };
    writeFiles(tree, {
      "webhooks.json": JSON.stringify(Array<unknown>(2_000).fill(webhook), null, 1),
      "source-zendesk.json": JSON.stringify(
        { "source-zendesk": Array<unknown>(2_000).fill(source) },
        null,
        1,
      ),
    });
    const result = await scanned();
    expect(new Set(places(result)).size).toBe(4_000);
  }, 20_000);
});

describe("the file system", () => {
  test("links that loop or lead out, pipes, folders called like files", async () => {
    writeFiles(tree, { "good.sh": CURL, "folder.py/inner.sh": CURL });
    writeFiles(base, { "outside.sh": CURL });
    symlinkSync("b.sh", join(tree, "a.sh"));
    symlinkSync("a.sh", join(tree, "b.sh"));
    symlinkSync(".", join(tree, "self"));
    symlinkSync("../outside.sh", join(tree, "out.sh"));
    symlinkSync("/", join(tree, "everything"));
    symlinkSync("nowhere", join(tree, "broken.sh"));
    symlinkSync("good.sh", join(tree, "link.sh"));
    expect(spawnSync("mkfifo", [join(tree, "pipe.sh")]).status).toBe(0);
    const result = await scanned();
    expect(new Set(result.files.map(({ path }) => path))).toEqual(new Set(["folder.py/inner.sh", "good.sh"]));
    const reasons = skips(result);
    expect(reasons).toMatchObject({
      "a.sh": "link-loop",
      "b.sh": "link-loop",
      everything: "link-outside-root",
      "out.sh": "link-outside-root",
      "pipe.sh": "not-a-file",
    });
    expect(JSON.stringify(result.report)).not.toContain('outside.sh"');
  });

  test.skipIf(isRoot)("what may not be read", async () => {
    writeFiles(tree, { "good.sh": CURL, "secret.sh": CURL, "closed/inner.sh": CURL });
    chmodSync(join(tree, "secret.sh"), 0o000);
    chmodSync(join(tree, "closed"), 0o000);
    try {
      const result = await scanned();
      expect(skips(result)).toEqual({ closed: "unreadable", "secret.sh": "unreadable" });
      expect(places(result)).toEqual(["good.sh:1 shell"]);
    } finally {
      chmodSync(join(tree, "closed"), 0o700);
    }
  });

  // The first file is read before anybody is told; the others change under the scan's feet.
  test.each([true, false])(
    "files that vanish or change between listing and reading (git: %s)",
    async (git) => {
      writeFiles(tree, {
        "a.sh": CURL,
        "became-a-folder.sh": CURL,
        "became-a-link.sh": CURL,
        "grew.sh": CURL,
        "vanished.sh": CURL,
        "went/with-its-folder.sh": CURL,
        "z.sh": CURL,
      });
      if (git) await initGit(tree);
      let told = false;
      const result = await scanned(() => {
        if (told) return;
        told = true;
        unlinkSync(join(tree, "vanished.sh"));
        rmSync(join(tree, "went"), { recursive: true });
        unlinkSync(join(tree, "became-a-folder.sh"));
        mkdirSync(join(tree, "became-a-folder.sh"));
        unlinkSync(join(tree, "became-a-link.sh"));
        symlinkSync("/etc/passwd", join(tree, "became-a-link.sh"));
        writeFileSync(join(tree, "grew.sh"), `# zendesk\n${CURL}${"x".repeat(SIZE_LIMIT)}`);
      });
      expect(told).toBe(true);
      expect(skips(result)).toEqual({
        "became-a-folder.sh": "not-a-file",
        "became-a-link.sh": "not-a-file",
        "grew.sh": "too-large",
        "vanished.sh": "vanished",
        "went/with-its-folder.sh": "vanished",
      });
      expect(places(result)).toEqual(["a.sh:1 shell", "z.sh:1 shell"]);
    },
  );
});

/** Names that a file can have, wherever they stand in a path. */
const ODD_NAMES = [
  "a b.sh",
  "a\nb.sh",
  "a\tb.sh",
  'a"b.sh',
  "a'b.sh",
  "a`b.sh",
  "a%20b.sh",
  "%.sh",
  "a\\b.sh",
  "a\u001b[31mb.sh",
  "a\u0007b.sh",
  "a\u202eb.sh",
  "a\u{1f600}.sh",
  "é\u0301.sh",
  "-rf.sh",
  "--help.sh",
  "#a.sh",
  "a:1.sh",
  "$(touch x).sh",
  "*.sh",
  "a;b.sh",
  " .sh",
  "[a].sh",
  "{a,b}.sh",
  "~.sh",
  "!a.sh",
  ":(top)a.sh",
];

describe("names", () => {
  test.each([true, false])("any name that a file can have (git: %s)", async (git) => {
    for (const name of ODD_NAMES) writeFiles(tree, { [name]: CURL, [`in ${name}/x.sh`]: CURL });
    if (git) await initGit(tree);
    const result = await scanned();
    expect(skips(result)).toEqual({});
    const expected = ODD_NAMES.flatMap((name) => [name, `in ${name}/x.sh`]);
    expect(result.report.findings.map(({ location }) => location.path).sort()).toEqual(expected.sort());
    expect(existsSync(join(tree, "x"))).toBe(false);
  });

  test.each([true, false])("a name that is no text (git: %s)", async (git) => {
    writeFiles(tree, { "good.sh": CURL });
    writeFileSync(
      Buffer.concat([Buffer.from(`${tree}/a`), Buffer.from([0xff, 0xfe]), Buffer.from(".sh")]),
      CURL,
    );
    if (git) await initGit(tree);
    const result = await scanned();
    expect(places(result)).toContain("good.sh:1 shell");
    // Found or listed, but not lost.
    expect(result.report.findings.length + result.report.skipped.length).toBe(2);
  });
});

describe("the command", () => {
  const bundle = temporaryFolder("hostile-bundle");
  let cli = "";
  beforeAll(async () => {
    cli = await buildBundle(bundle);
  }, 120_000);
  afterAll(() => rmSync(bundle, { recursive: true, force: true }));
  const zunset = (...args: string[]): Promise<Outcome> =>
    run(process.execPath, [cli, ...args], { cwd: tree });
  const fill = (): void => {
    writeFiles(tree, {
      ...BROKEN,
      "deep.yml": `zendesk_token: ${"[".repeat(100_000)}`,
      "deep.js": `zendesk(${"[\n".repeat(100_000)}`,
      "binary.sh": Buffer.concat([Buffer.from([0]), Buffer.from(CURL)]),
      "planted.py": `token = "${PLANTED}"\nauth = ("x@example.com/token", "s3cr3t-plant-9f")\nheaders = {"Authorization": "Basic ${Buffer.from(`x@example.com/token:${PLANTED}`).toString("base64")}"}\n`,
      "planted.yml": `zendesk:\n  email: x@example.com/token\n  password: s3cr3t-plant-9f\n# zendesk_token: ${PLANTED}\n`,
    });
    for (const name of ODD_NAMES) writeFiles(tree, { [name]: CURL });
    symlinkSync("loop", join(tree, "loop"));
    symlinkSync("/etc", join(tree, "out"));
  };
  const expectNothingTold = ({ stdout, stderr }: Outcome): void => {
    const encoded = Buffer.from(`x@example.com/token:${PLANTED}`).toString("base64");
    for (const credential of [PLANTED, "s3cr3t-plant-9f", encoded])
      for (let from = 0; from + 12 <= credential.length; from++)
        expect(stdout + stderr).not.toContain(credential.slice(from, from + 12));
  };

  test.each(["terminal", "json", "sarif"])(
    "as %s: findings make it 1, no text of the tree acts on the terminal, no credential is told",
    async (format) => {
      fill();
      const outcome = await zunset("scan", "--format", format, ".");
      expect(outcome.status).toBe(1);
      // Nothing but line feeds; colours are off where no terminal is.
      expect(outcome.stdout.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
      expect(outcome.stderr.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
      expectNothingTold(outcome);
      const again = await zunset("scan", "--format", format, "--threads", "1", ".");
      expect(again).toEqual(outcome);
    },
  );

  test("why tells no credential", async () => {
    fill();
    for (const [name, lines] of [
      ["planted.py", 3],
      ["planted.yml", 4],
    ] as const)
      for (let line = 1; line <= lines; line++) {
        const outcome = await zunset("why", `${name}:${line}`);
        expect(outcome.status).toBe(0);
        expectNothingTold(outcome);
      }
  });

  test("exit codes", async () => {
    fill();
    expect((await zunset("scan", "--fail-on", "never", ".")).status).toBe(0);
    expect((await zunset("scan", "--strict", "--fail-on", "never", ".")).status).toBe(2);
    expect((await zunset("scan", "nowhere")).status).toBe(2);
    expect((await zunset("scan", "binary.sh")).status).toBe(2);
    expect((await zunset("scan", "--allow-empty", "binary.sh")).status).toBe(0);
    expect((await zunset("scan", "loop")).status).toBe(2);
    expect((await zunset("scan", "a.sh", "a b.sh", "--", "-rf.sh")).status).toBe(1);
  });

  test("standard input of any kind", async () => {
    const outcome = await run(process.execPath, [cli, "scan", "-", "--stdin-filename", "a.yml"], {
      cwd: tree,
      input: `zendesk_token: ${"[".repeat(100_000)}`,
    });
    expect([0, 2]).toContain(outcome.status);
    expect(outcome.stderr).not.toContain("bug");
  });

  test("configuration that nests without end is a mistake, not a crash", async () => {
    writeFiles(tree, { "good.sh": CURL });
    for (const content of ["[".repeat(100_000), `exclude: ${"{a: ".repeat(50_000)}`, "- ".repeat(50_000)]) {
      writeFileSync(join(tree, "zunset.config.yml"), content);
      const outcome = await zunset("scan", ".");
      expect(outcome.status).toBe(2);
    }
  });
});
