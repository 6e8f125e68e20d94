import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PLANTED } from "./acme.ts";
import { NO_HOST, TUPLE } from "./acme-sync.ts";
import { type Outcome, type RunOptions, run, writeFiles } from "./bundle.ts";
import { checkoutsBelow, contents } from "./checkouts.ts";
import { base, cli, zunset } from "./command.ts";
import { git } from "./tree.ts";

const TERRAFORM = `provider "zendesk" {
  account = "acme"
  email   = var.zendesk_email
  token   = var.zendesk_token
}

terraform {
  required_providers {
    zendesk = { source = "nukosuke/zendesk" }
  }
}
`;

const checkout = checkoutsBelow(base);

const migrate = (folder: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Outcome> =>
  zunset(["migrate", ...args], { cwd: folder, ...options });

describe("what migrate does", () => {
  test("without a flag it shows a diff and a table, and changes nothing", async () => {
    const folder = checkout({ "sync.py": TUPLE, "other/sync.py": NO_HOST, "main.tf": TERRAFORM });
    const before = contents(folder);
    const { status, stdout, stderr } = await migrate(folder);
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(stdout).toContain("+    return requests.get(url, auth=zendesk_auth).json()");
    expect(stdout).toMatch(/Rewritten safely \(1\)\n {2}sync\.py:8 /);
    expect(stdout).toMatch(/Rewritten for review \(1\)\n {2}other\/sync\.py:\d+ /);
    expect(stdout).toMatch(/Refused \(1\)\n {2}token-only: .*\n {4}main\.tf:4 /);
    expect(stdout).toContain("Nothing was written");
    expect(contents(folder)).toEqual(before);
  });
  test("--write makes the safe changes, --unsafe the others, too; then nothing is left to do", async () => {
    const folder = checkout({ "sync.py": TUPLE, "other/sync.py": NO_HOST });
    expect((await migrate(folder, ["--write"])).status).toBe(1);
    expect(readFileSync(join(folder, "sync.py"), "utf8")).toContain("auth=zendesk_auth");
    expect(readFileSync(join(folder, "other/sync.py"), "utf8")).toBe(NO_HOST);
    expect((await migrate(folder, ["--write", "--unsafe"])).status).toBe(0);
    expect(readFileSync(join(folder, "other/sync.py"), "utf8")).toContain("auth=zendesk_auth");
    const { status, stdout } = await migrate(folder);
    expect([status, stdout]).toEqual([0, "No use of a Zendesk API token was found: nothing to migrate.\n"]);
  });
  test("--patch writes what git apply takes, with the same result as --write", async () => {
    const files = {
      "sync.py": TUPLE,
      "a b/säd.py": TUPLE.replaceAll("\n", "\r\n"),
      "mark.py": `\ufeff${TUPLE}`,
      ".env.example": "ZENDESK_EMAIL=\nZENDESK_API_TOKEN=\n",
    };
    const [one, other] = [checkout(files), checkout(files)];
    await migrate(one, ["--patch", join(base, "change.patch")]);
    expect(contents(one)["sync.py"]).toBe(TUPLE);
    git(one, "apply", "--whitespace=nowarn", join(base, "change.patch"));
    await migrate(other, ["--write"]);
    expect(contents(one)).toEqual(contents(other));
    expect(contents(other)["mark.py"]?.startsWith("\ufeff")).toBe(true);
    expect(contents(other)["a b/säd.py"]).not.toMatch(/[^\r]\n/);
  });
  test("--only takes rules and paths", async () => {
    const folder = checkout({ "a/sync.py": TUPLE, "b/sync.py": TUPLE });
    await migrate(folder, ["--write", "--only", "a"]);
    expect(contents(folder)["a/sync.py"]).not.toBe(TUPLE);
    expect(contents(folder)["b/sync.py"]).toBe(TUPLE);
    expect((await migrate(folder, ["--only", "shell"])).stdout).toContain("nothing to migrate");
  });
  test("--prefix names the new variables", async () => {
    const folder = checkout({ "sync.py": TUPLE });
    await migrate(folder, ["--write", "--prefix", "SUPPORT"]);
    expect(Object.values(contents(folder)).join("\n")).toContain("SUPPORT_OAUTH_CLIENT_ID");
  });
  test("--summary writes the text of a pull request", async () => {
    const folder = checkout({ "sync.py": TUPLE, "main.tf": TERRAFORM });
    const summary = join(base, "summary.md");
    await migrate(folder, ["--write", "--summary", summary]);
    const text = readFileSync(summary, "utf8");
    expect(text).toContain("- `sync.py:8`: ");
    expect(text).toContain("2027-04-30");
    expect(text).toMatch(/## Refused, to be decided\n\n- \*\*.*\n {2}- `main\.tf:4`/);
  });
  test("the same bytes twice", async () => {
    const folder = checkout({ "sync.py": TUPLE, "b/sync.py": NO_HOST, "main.tf": TERRAFORM });
    expect(await migrate(folder)).toEqual(await migrate(folder));
  });
  test("scan --fixes says in SARIF what --write --unsafe writes", async () => {
    const files = {
      "sync.py": TUPLE,
      "b/sync.py": NO_HOST,
      ".env.example": "ZENDESK_EMAIL=\nZENDESK_API_TOKEN=\n",
    };
    const folder = checkout(files);
    const { stdout } = await run(process.execPath, [cli, "scan", "--format", "sarif", "--fixes"], {
      cwd: folder,
    });
    const fixed: Record<string, string> = { ...files };
    for (const result of JSON.parse(stdout).runs[0].results)
      for (const { artifactLocation, replacements } of result.fixes?.[0].artifactChanges ?? []) {
        const path = decodeURIComponent(artifactLocation.uri);
        fixed[path] = applied(fixed[path] ?? "", replacements);
      }
    await migrate(folder, ["--write", "--unsafe"]);
    expect(fixed).toEqual(contents(folder));
  });
  test("scan --fixes shows in HTML the changes that --patch --unsafe writes", async () => {
    const folder = checkout({ "sync.py": TUPLE, "b/sync.py": NO_HOST });
    const { stdout } = await run(process.execPath, [cli, "scan", "--format", "html", "--fixes"], {
      cwd: folder,
    });
    const [, data = ""] = /<script type="application\/json" id="data">([^<]*)</.exec(stdout) ?? [];
    const shown = JSON.parse(data).fixes.flatMap(({ files }: { files: { diff: string }[] }) =>
      files.map(({ diff }) => diff),
    );
    const patch = join(base, "shown.patch");
    await migrate(folder, ["--patch", patch, "--unsafe"]);
    expect(shown.length).toBeGreaterThan(2);
    expect([...shown].sort()).toEqual(
      readFileSync(patch, "utf8")
        .split(/^(?=diff --git )/m)
        .sort(),
    );
  });
});

interface SarifReplacement {
  readonly deletedRegion: { startLine: number; startColumn: number; endLine: number; endColumn: number };
  readonly insertedContent?: { readonly text: string };
}

/** Applies replacements as an editor does: from the last to the first. */
function applied(text: string, replacements: readonly SarifReplacement[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  return [...replacements].reverse().reduce((result, { deletedRegion: region, insertedContent }) => {
    const [start, end] = [
      offset(region.startLine, region.startColumn),
      offset(region.endLine, region.endColumn),
    ];
    return result.slice(0, start) + (insertedContent?.text ?? "") + result.slice(end);
  }, text);
}

describe("what migrate refuses", () => {
  test("files with uncommitted changes, unless forced", async () => {
    const folder = checkout({ "sync.py": TUPLE });
    writeFiles(folder, { "sync.py": `${TUPLE}# mine\n` });
    const refused = await migrate(folder, ["--write"]);
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(/1 file to be changed is not committed\n {2}sync\.py\n/);
    expect(contents(folder)).toEqual({ "sync.py": `${TUPLE}# mine\n` });
    git(folder, "add", "--all");
    expect((await migrate(folder, ["--write"])).status).toBe(2);
    expect((await migrate(folder, ["--write", "--force"])).status).toBe(0);
  });
  test("an untracked file counts as uncommitted, another dirty file does not matter", async () => {
    const folder = checkout({ "readme.txt": "" });
    writeFiles(folder, { "sync.py": TUPLE });
    expect((await migrate(folder, ["--write"])).status).toBe(2);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "more");
    writeFiles(folder, { "readme.txt": "changed" });
    expect((await migrate(folder, ["--write"])).status).toBe(0);
  });
  test("a folder that is no checkout is written to: there is no commit to wait for", async () => {
    const folder = join(base, "plain");
    writeFiles(folder, { "sync.py": TUPLE });
    expect((await migrate(folder, ["--write"])).status).toBe(0);
  });
  test("a read-only file, and then everything stays as it is", async () => {
    const folder = checkout({ "a.py": TUPLE, "b.py": TUPLE });
    chmodSync(join(folder, "b.py"), 0o444);
    const { status, stderr } = await migrate(folder, ["--write"]);
    expect(status).toBe(2);
    expect(stderr).toContain("b.py");
    expect(contents(folder)).toEqual({ "a.py": TUPLE, "b.py": TUPLE });
  });
  test("a file that is not UTF-8, by name and reason", async () => {
    const folder = checkout({
      "latin.py": Buffer.from(`# -*- coding: latin-1 -*-\n# caf\u00e9\n${TUPLE}`, "latin1"),
    });
    const { stdout } = await migrate(folder, ["--write"]);
    expect(stdout).toMatch(/encoding: .*\n {4}latin\.py:/);
    expect(readFileSync(join(folder, "latin.py")).includes(0xe9)).toBe(true);
  });
  test("code in notebooks", async () => {
    const cell = {
      cell_type: "code",
      metadata: {},
      outputs: [],
      execution_count: null,
      source: TUPLE.split(/(?<=\n)/),
    };
    const notebook = JSON.stringify({
      cells: [cell],
      metadata: { language_info: { name: "python" } },
      nbformat: 4,
      nbformat_minor: 5,
    });
    const folder = checkout({ "sync.ipynb": notebook });
    const { stdout } = await migrate(folder, ["--write"]);
    expect(stdout).toMatch(/embedded: .*\n {4}sync\.ipynb:/);
    expect(contents(folder)).toEqual({ "sync.ipynb": notebook });
  });
  test("links are not written through", async () => {
    const folder = checkout({ "real.py": TUPLE });
    const outside = join(base, "outside.py");
    writeFiles(base, { "outside.py": TUPLE });
    symlinkSync(outside, join(folder, "link.py"));
    await migrate(folder, ["--write", "--force"]);
    expect(readFileSync(outside, "utf8")).toBe(TUPLE);
  });
  test.each([
    [["--interactive"], "there is no terminal to ask at"],
    [["--force"], "nothing is written"],
    [["--unsafe"], "changes for review are shown anyway"],
    [["--prefix", "zen desk"], "capital letters"],
    [["--transition", "both"], "Allowed: switch, dual"],
    [["nowhere"], "nowhere"],
  ])("%s", async (args, message) => {
    const { status, stdout, stderr } = await migrate(checkout({ "sync.py": TUPLE }), args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});

describe("nothing is lost", () => {
  test("permissions stay", async () => {
    const folder = checkout({ "sync.py": TUPLE });
    chmodSync(join(folder, "sync.py"), 0o755);
    await migrate(folder, ["--write", "--force"]);
    expect(statSync(join(folder, "sync.py")).mode & 0o777).toBe(0o755);
  });
  const confined = spawnSync("unshare", ["-r", "-m", "true"]).status === 0;
  test.skipIf(!confined && !process.env["CI"])("a full disk leaves every file as it was", () => {
    const files = { "a.py": TUPLE, "b.py": TUPLE };
    const folder = join(base, "full");
    writeFiles(folder, files);
    // A disk of 64 KiB of which all but a few are taken.
    const script = `mount -t tmpfs -o size=64k tmpfs "$1" && printf %s "$2" > "$1/a.py" && printf %s "$2" > "$1/b.py" &&
      { cat /dev/zero > "$1/filler" 2>/dev/null; "$3" "$4" migrate --write "$1" >/dev/null; status=$?; ls -A "$1"; cmp "$1/a.py" - <<< "" >/dev/null; cat "$1/a.py" "$1/b.py"; exit $status; }`;
    const result = spawnSync(
      "unshare",
      ["-r", "-m", "bash", "-c", script, "bash", folder, TUPLE, process.execPath, cli],
      {
        encoding: "utf8",
      },
    );
    expect(result.stderr).toContain("could not be written (ENOSPC); nothing was changed");
    expect(result.status).toBe(2);
    expect(result.stdout).toBe(`a.py\nb.py\nfiller\n${TUPLE}${TUPLE}`);
  });
});

describe("a credential's text stays where it is", () => {
  const LITERAL = TUPLE.replace('os.environ["ZENDESK_API_TOKEN"]', `"${PLANTED}"`);
  test("no output shows it, and --write only takes it out", async () => {
    const folder = checkout({ "sync.py": LITERAL, ".env": `ZENDESK_API_TOKEN=${PLANTED}\nOTHER=1\n` });
    for (const args of [[], ["--patch", "-"], ["--summary", "-"], ["--write", "--unsafe"]]) {
      const { stdout, stderr } = await migrate(folder, args);
      expect(stdout + stderr).not.toContain(PLANTED.slice(0, 12));
    }
    expect(contents(folder)["sync.py"]).not.toContain(PLANTED);
    expect(contents(folder)[".env"]).toContain(PLANTED);
  });
  test("real values in settings files stay where they are, and the files are named", async () => {
    const values = {
      "compose.yaml": `services:\n  sync:\n    environment:\n      ZENDESK_EMAIL: bot@acme.example\n      ZENDESK_API_TOKEN: ${PLANTED}\n`,
      "app.json": `{"env": {"ZENDESK_API_TOKEN": "${PLANTED}"}}\n`,
      ".env.example": `ZENDESK_API_TOKEN=${PLANTED}\n`,
      "check.py": `import os\n\nos.environ.setdefault("ZENDESK_API_TOKEN", "${PLANTED}")\n`,
    };
    const folder = checkout({ ...values, "sync.py": TUPLE, "deploy.env.example": "ZENDESK_API_TOKEN=\n" });
    const { stdout } = await migrate(folder, ["--write", "--unsafe"]);
    expect(contents(folder)).toMatchObject(values);
    expect(contents(folder)["deploy.env.example"]).toContain("ZENDESK_OAUTH_CLIENT_SECRET=");
    for (const path of Object.keys(values)) expect(stdout.replace(/\s+/g, " ")).toContain(path);
    expect(stdout).toContain("real values");
  });
  test("a credential beside a change keeps the file out of the patch, and that is said", async () => {
    const folder = checkout({
      "sync.py": TUPLE.replace("def tickets", `OTHER_API_TOKEN = "${PLANTED}"\n\n\ndef tickets`),
    });
    const { stdout, stderr } = await migrate(folder, ["--patch", "-"]);
    expect(stdout + stderr).not.toContain(PLANTED.slice(0, 12));
    expect(stderr).toContain("not in the patch");
    await migrate(folder, ["--write"]);
    expect(contents(folder)["sync.py"]).toContain(PLANTED);
    expect(existsSync(join(folder, "zendesk_oauth.py"))).toBe(true);
  });
});
