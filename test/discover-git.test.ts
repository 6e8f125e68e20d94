import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkout, find, git, paths, root, write } from "./tree.ts";

describe("git", () => {
  test("tracked files count even when ignored; deleted ones are marked as tracked so that their absence is no trouble", async () => {
    checkout({ ".gitignore": "*.log\n", "kept.log": "", "gone.ts": "", "a.ts": "" });
    rmSync(join(root, "gone.ts"));
    write({ "new.ts": "", "new.log": "" });
    const found = await find();
    expect(found.files).toEqual([
      { path: ".gitignore", tracked: true },
      { path: "a.ts", tracked: true },
      { path: "gone.ts", tracked: true },
      { path: "kept.log", tracked: true },
      { path: "new.ts" },
    ]);
  });

  test("submodules, nested checkouts and worktrees are looked into, each with its own ignore rules", async () => {
    const library = join(root, "library");
    checkout({ "lib.ts": "", ".gitignore": "x.log\n" }, library);
    const app = join(root, "app");
    checkout({ "a.ts": "", ".gitignore": "*.tmp\n" }, app);
    git(app, "submodule", "--quiet", "add", library, "sub");
    write({ "sub/x.log": "", "sub/y.tmp": "" }, app);
    checkout({ "inner.ts": "", ".gitignore": "z.log\n", "z.log": "" }, join(app, "nested"));
    git(app, "worktree", "add", "--quiet", join(root, "tree"));
    expect(await paths({ roots: [app] })).toEqual([
      ".gitignore",
      ".gitmodules",
      "a.ts",
      "nested/.gitignore",
      "nested/inner.ts",
      "nested/z.log",
      "sub/.gitignore",
      "sub/lib.ts",
      "sub/y.tmp",
    ]);
    const tree = await find({ roots: [join(root, "tree")] });
    expect(tree.root).toBe(join(root, "tree"));
    expect(tree.files.map((file) => file.path)).toEqual([".gitignore", "a.ts"]);
  });

  test("no program of the repository's is run", async () => {
    checkout({ "a.ts": "", ".gitattributes": "* filter=evil diff=evil\n" });
    const proof = join(root, "..", `zunset-proof-${process.pid}`);
    const script = join(root, "evil.sh");
    write({
      "evil.sh": `#!/bin/sh\ntouch ${proof}\n`,
      "hooks/post-index-change": `#!/bin/sh\ntouch ${proof}\n`,
      "loose/b.ts": "",
    });
    chmodSync(script, 0o755);
    chmodSync(join(root, "hooks/post-index-change"), 0o755);
    for (const [key, value] of [
      ["core.fsmonitor", script],
      ["core.hooksPath", join(root, "hooks")],
      ["core.pager", script],
      ["core.sshCommand", script],
      ["pager.ls-files", script],
      ["alias.ls-files", `!${script}`],
      ["filter.evil.clean", script],
      ["diff.evil.textconv", script],
      ["core.worktree", "/"],
    ] as const)
      git(root, "config", key, value);
    write({ "a.ts": "changed" });
    // The script does run where nobody prevents it, so its absence below means something.
    execFileSync("git", ["-c", "core.worktree=", "status"], {
      cwd: root,
      stdio: "pipe",
      env: { ...process.env, GIT_WORK_TREE: root },
    });
    expect(existsSync(proof)).toBe(true);
    rmSync(proof);
    expect(await paths()).toEqual([
      ".gitattributes",
      "a.ts",
      "evil.sh",
      "hooks/post-index-change",
      "loose/b.ts",
    ]);
    expect(existsSync(proof)).toBe(false);
  });

  test("a work tree configured elsewhere neither shows its files nor hides those of the checkout", async () => {
    checkout({ "a.ts": "" });
    const outside = realpathSync(mkdtempSync(join(tmpdir(), "zunset-outside-")));
    write({ "private.ts": "" }, outside);
    for (const elsewhere of [outside, dirname(root), "/"]) {
      git(root, "config", "core.worktree", elsewhere);
      const found = await find();
      expect(found.files, elsewhere).toEqual([{ path: "a.ts", tracked: true }]);
      expect(found.skipped, elsewhere).toEqual([]);
    }
    rmSync(outside, { recursive: true });
  });

  test("a git that the tree brings along is not run", async () => {
    checkout({ "a.ts": "" });
    const proof = join(root, "proof");
    write({ "bin/git": `#!/bin/sh\ntouch ${proof}\nexec /usr/bin/git "$@"\n` });
    chmodSync(join(root, "bin/git"), 0o755);
    const before = process.env["PATH"];
    process.env["PATH"] = `.:${join(root, "bin")}:${before}`;
    try {
      expect(await paths()).toEqual(["a.ts", "bin/git"]);
    } finally {
      process.env["PATH"] = before;
    }
    expect(existsSync(proof)).toBe(false);
  });

  test("variables that redirect git are not passed on", async () => {
    checkout({ "a.ts": "" });
    const other = realpathSync(mkdtempSync(join(tmpdir(), "zunset-other-")));
    checkout({ "other.ts": "" }, other);
    process.env["GIT_DIR"] = join(other, ".git");
    process.env["GIT_INDEX_FILE"] = join(other, ".git/index");
    try {
      expect(await paths()).toEqual(["a.ts"]);
    } finally {
      delete process.env["GIT_DIR"];
      delete process.env["GIT_INDEX_FILE"];
      rmSync(other, { recursive: true });
    }
  });

  test.each([
    ["a .git file that leads nowhere", () => writeFileSync(join(root, ".git"), "gitdir: /nowhere/at/all\n")],
    [
      "a broken index",
      () => {
        git(root, "init", "--quiet");
        writeFileSync(join(root, ".git/index"), "no index");
      },
    ],
  ])("%s: the folder is walked", async (_, breakIt) => {
    write({ ".gitignore": "b.ts\n", "a.ts": "", "b.ts": "", "sub/c.ts": "" });
    breakIt();
    expect(await paths()).toEqual([".gitignore", "a.ts", "sub/c.ts"]);
    expect(await paths({ roots: [join(root, "sub")] })).toEqual(["sub/c.ts"]);
  });

  test.skipIf(process.getuid?.() !== 0)("another owner's checkout is walked, not asked", async () => {
    checkout({ "a.ts": "", ".gitignore": "b.ts\n" });
    write({ "b.ts": "" });
    execFileSync("chown", ["-R", "65534", root]);
    const found = await find();
    expect(found.files).toEqual([{ path: ".gitignore" }, { path: "a.ts" }]);
  });

  test("files below a folder that became a link are not followed out of the root", async () => {
    checkout({ "sub/a.ts": "", "b.ts": "" });
    const outside = join(root, "..", `zunset-moved-${process.pid}`);
    renameSync(join(root, "sub"), outside);
    symlinkSync(outside, join(root, "sub"));
    const found = await find();
    expect(found.files.map((file) => file.path)).toEqual(["b.ts"]);
    expect(found.skipped).toEqual([{ path: "sub", reason: "link-outside-root" }]);
    rmSync(outside, { recursive: true });
  });
});

describe("walking", () => {
  test.skipIf(process.getuid?.() === 0)("folders that cannot be read are listed", async () => {
    write({ "a.ts": "", "closed/b.ts": "" });
    chmodSync(join(root, "closed"), 0);
    expect((await find()).skipped).toEqual([{ path: "closed", reason: "unreadable", detail: "EACCES" }]);
    chmodSync(join(root, "closed"), 0o755);
  });

  test("a folder that is too deep is listed, the rest is scanned", async () => {
    write({ "a.ts": "", [`${"d/".repeat(300)}deep.ts`]: "" });
    const found = await find();
    expect(found.files.map((file) => file.path)).toEqual(["a.ts"]);
    expect(found.skipped).toEqual([
      { path: `${"d/".repeat(256)}d`, reason: "too-deep", detail: "more than 256 folders deep" },
    ]);
  });

  test("patterns made to take forever do not", async () => {
    const stars = Array.from({ length: 40 }, () => "**/a").join("/");
    write({
      ".gitignore": `${stars}/b\n${"*a".repeat(40)}b\n`,
      [`${"a/".repeat(60)}c.ts`]: "",
      [`${"a".repeat(200)}.ts`]: "",
    });
    const start = performance.now();
    expect(await paths()).toHaveLength(3);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test("ignores what git ignores, whatever the patterns", async () => {
    const segment = fc.constantFrom("a", "b", "*", "a*", "?", "[ab]", "**", "a.b", "*.b");
    const pattern = fc
      .tuple(
        fc.constantFrom("", "", "!"),
        fc.constantFrom("", "/"),
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        fc.constantFrom("", "/"),
      )
      .map(([bang, anchor, parts, end]) => `${bang}${anchor}${parts.join("/")}${end}`);
    const ignoreFile = fc
      .array(pattern, { minLength: 1, maxLength: 4 })
      .map((lines) => `${lines.join("\n")}\n`);
    const names = ["a", "b", "a.b"];
    const files: Record<string, string> = {};
    for (const one of names) for (const two of names) files[`${one}-/${two}/x`] = "";
    for (const one of names)
      for (const two of names) for (const three of names) files[`p/${one}/${two}/${three}`] = "";
    for (const one of names) files[one] = "";
    write(files);
    git(root, "init", "--quiet");
    await fc.assert(
      fc.asyncProperty(ignoreFile, ignoreFile, async (top, inner) => {
        write({ ".gitignore": top, "p/.gitignore": inner });
        const asked = await paths({ ignoredCredentials: false });
        renameSync(join(root, ".git"), join(root, "..", `${root.slice(root.lastIndexOf("/") + 1)}-git`));
        const walked = await paths({ ignoredCredentials: false });
        renameSync(join(root, "..", `${root.slice(root.lastIndexOf("/") + 1)}-git`), join(root, ".git"));
        expect(walked).toEqual(asked);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
