import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
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
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DiscoverOptions, discover } from "../src/discover/index.ts";
import { Problem } from "../src/model/problem.ts";

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "zunset-discover-")));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>, folder = root): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function git(folder: string, ...args: string[]): void {
  const settings = [
    "user.name=acme",
    "user.email=acme@example.com",
    "commit.gpgsign=false",
    "protocol.file.allow=always",
  ];
  execFileSync("git", [...settings.flatMap((one) => ["-c", one]), ...args], { cwd: folder, stdio: "pipe" });
}

function checkout(files: Readonly<Record<string, string>>, folder = root): void {
  write(files, folder);
  git(folder, "init", "--quiet");
  git(folder, "add", "--all", "--force");
  git(folder, "commit", "--quiet", "--message", "all");
}

const find = (options: Partial<DiscoverOptions> = {}) =>
  discover({ roots: [root], excludes: [], ignoredCredentials: true, ...options });

const paths = async (options: Partial<DiscoverOptions> = {}): Promise<string[]> =>
  (await find(options)).files.map((file) => file.path);

/** What is the same in a checkout and in a folder that git knows nothing of. */
describe.each(["checkout", "folder"])("in a %s", (kind) => {
  const make = (files: Readonly<Record<string, string>>): void => {
    write(files);
    if (kind === "checkout") git(root, "init", "--quiet");
  };

  test("finds files, sorted by bytes, with paths relative to the root", async () => {
    make({ "b/c.ts": "", "a.py": "", "b.rb": "", "B.md": "" });
    expect(await paths()).toEqual(["B.md", "a.py", "b.rb", "b/c.ts"]);
  });

  test("leaves out what .gitignore files say, nested ones and negations too", async () => {
    make({
      ".gitignore": "*.log\n/only-here\nlogs/\n!keep.log\n",
      "a.log": "",
      "keep.log": "",
      "only-here": "",
      "sub/only-here": "",
      "sub/.gitignore": "local.txt\n/top.txt\ndeep/*.md\n",
      "sub/local.txt": "",
      "sub/x/local.txt": "",
      "sub/top.txt": "",
      "sub/x/top.txt": "",
      "sub/deep/a.md": "",
      "sub/x/deep/a.md": "",
      "local.txt": "",
      "logs/keep.log": "",
    });
    expect(await paths()).toEqual([
      ".gitignore",
      "keep.log",
      "local.txt",
      "sub/.gitignore",
      "sub/only-here",
      "sub/x/deep/a.md",
      "sub/x/top.txt",
    ]);
  });

  test("adds ignored credential files, unless told not to or where other people's code is", async () => {
    make({
      ".gitignore": ".env*\n*.env\n*.tfvars*\n.z*\n.dev.vars\nnode_modules\nlocal/\n!.gitignore\n",
      ".env": "",
      ".env.production": "",
      "deploy/acme.env": "",
      "infra/a.tfvars": "",
      "infra/a.tfvars.json": "",
      "infra/a.tfvars.bak": "",
      ".zat": "",
      ".zcli": "",
      ".dev.vars": "",
      "local/deep/.env": "",
      "local/deep/notes.txt": "",
      "node_modules/x/.env": "",
    });
    expect(await paths({ ignoredCredentials: false })).toEqual([".gitignore"]);
    const found = await find();
    expect(found.files.map((file) => file.path)).toEqual([
      ".dev.vars",
      ".env",
      ".env.production",
      ".gitignore",
      ".zat",
      ".zcli",
      "deploy/acme.env",
      "infra/a.tfvars",
      "infra/a.tfvars.json",
      "local/deep/.env",
    ]);
    expect(found.skipped).toEqual([]);
  });

  test("obeys .zunsetignore and excludes, for credential files too", async () => {
    make({
      ".zunsetignore": "secret/\n*.gen.ts\n",
      ".gitignore": ".env\n",
      "secret/.env": "",
      "secret/a.ts": "",
      "a.gen.ts": "",
      "a.ts": "",
      "docs/a.md": "",
      "sub/.zunsetignore": "/b.ts\n!keep.gen.ts\n",
      "sub/b.ts": "",
      "sub/c/b.ts": "",
      "sub/keep.gen.ts": "",
    });
    expect(await paths({ excludes: ["docs/**", "/sub/c"] })).toEqual([
      ".gitignore",
      ".zunsetignore",
      "a.ts",
      "sub/.zunsetignore",
      "sub/keep.gen.ts",
    ]);
  });

  test("counts what is vendored, generated or binary by name", async () => {
    make({
      "src/a.ts": "",
      "node_modules/x/index.js": "",
      "api/node_modules/y/index.js": "",
      "api/vendor/autoload.php": "",
      "api/vendor/acme/a.php": "",
      "go/vendor/modules.txt": "",
      "go/vendor/x/a.go": "",
      "gems/vendor/bundle/ruby/a.rb": "",
      "gems/vendor/engines/billing/a.rb": "",
      "web/dist/index.js": "",
      "web/dist/index.js.map": "",
      "web/dist/deploy.sh": "",
      "build/tasks.js": "",
      "site/build/asset-manifest.json": "",
      "site/build/main.js": "",
      "lib/a.js": "",
      "js/jquery.min.js": "",
      "package-lock.json": "",
      "logo.png": "",
      "coverage/lcov-report/index.html": "",
      "py/env/pyvenv.cfg": "",
      "py/env/lib/a.py": "",
      "config/env/production.js": "",
      "rust/Cargo.toml": "",
      "rust/target/debug/a.rs": "",
      "src/target/a.ts": "",
    });
    const found = await find();
    expect(found.files.map((file) => file.path)).toEqual([
      "build/tasks.js",
      "config/env/production.js",
      "gems/vendor/engines/billing/a.rb",
      "lib/a.js",
      "rust/Cargo.toml",
      "src/a.ts",
      "src/target/a.ts",
      "web/dist/deploy.sh",
    ]);
    expect(found.leftOut).toEqual({ vendored: 6, generated: 6, minified: 1, binary: 1 });
    expect(found.skipped).toEqual([]);
  });

  test("looks into a folder whatever it is called when the user names it", async () => {
    make({ "node_modules/x/index.js": "", "node_modules/y/index.js": "", "dist/a.js": "", "a.ts": "" });
    expect(await paths({ roots: [join(root, "node_modules/x"), root] })).toEqual([
      "a.ts",
      "node_modules/x/index.js",
    ]);
    expect(await paths({ roots: [join(root, "dist")] })).toEqual([
      kind === "checkout" ? "dist/a.js" : "a.js",
    ]);
    expect(await paths({ roots: [join(root, "node_modules/y/index.js")] })).toHaveLength(1);
  });

  test("links: a file of the tree once, nothing outside, no loops", async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), "zunset-outside-")));
    write({ "secret.txt": "" }, outside);
    make({ "real/a.ts": "", ".gitignore": "hidden.ts\n", "hidden.ts": "" });
    symlinkSync("real/a.ts", join(root, "alias.ts"));
    symlinkSync("hidden.ts", join(root, "shown.ts"));
    symlinkSync("real", join(root, "folder-alias"));
    symlinkSync(outside, join(root, "away"));
    symlinkSync(join(outside, "secret.txt"), join(root, "away.txt"));
    symlinkSync("..", join(root, "real/up"));
    symlinkSync("loop-b", join(root, "loop-a"));
    symlinkSync("loop-a", join(root, "loop-b"));
    symlinkSync("nowhere", join(root, "broken"));
    const found = await find();
    expect(found.files.map((file) => file.path)).toEqual([".gitignore", "hidden.ts", "real/a.ts"]);
    expect(found.skipped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "away link-outside-root",
      "away.txt link-outside-root",
      "broken vanished",
      "loop-a link-loop",
      "loop-b link-loop",
      "real/up link-loop",
    ]);
    rmSync(outside, { recursive: true });
  });

  test("any name that a file can have", async () => {
    const names = [
      "a b.ts",
      "new\nline.ts",
      "tab\t.ts",
      'quote".ts',
      "it's.ts",
      "100%.ts",
      "bell\u0007.ts",
      "💥.ts",
      "ﬁ.ts",
      "\u{fffd}.ts",
      "-x.ts",
      "#.ts",
      "!.ts",
      "a\\b.ts",
      "é.ts",
      "[a].ts",
    ];
    make(Object.fromEntries(names.map((name) => [name, ""])));
    const expected = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const found = await find();
    expect(found.files.map((file) => file.path)).toEqual(expected);
    expect(found.skipped).toEqual([]);
  });

  test.skipIf(process.platform === "darwin")("names that are not UTF-8 are listed", async () => {
    make({ "a.ts": "" });
    writeFileSync(
      Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from(".ts")]),
      "",
    );
    const found = await find();
    expect(found.files.map((file) => file.path)).toEqual(["a.ts"]);
    expect(found.skipped).toEqual([
      { path: "bad-\ufffd\ufffd.ts", reason: "encoding", detail: "the file name is not UTF-8" },
    ]);
  });

  test("what is no file is listed", async () => {
    make({ "a.ts": "" });
    execFileSync("mkfifo", [join(root, "pipe")]);
    // Git does not list pipes at all, which is as good.
    expect((await find()).skipped).toEqual(
      kind === "checkout" ? [] : [{ path: "pipe", reason: "not-a-file" }],
    );
    expect((await find({ roots: [join(root, "pipe")] })).skipped).toEqual([
      { path: "pipe", reason: "not-a-file" },
    ]);
  });

  test("overlapping roots give every file once, whatever the order", async () => {
    make({ "a/x.ts": "", "a/b/y.ts": "", "c.ts": "" });
    const all = [root, join(root, "a"), join(root, "a/b"), join(root, "c.ts")];
    expect(await paths({ roots: all })).toEqual(["a/b/y.ts", "a/x.ts", "c.ts"]);
    expect(await paths({ roots: [...all].reverse() })).toEqual(["a/b/y.ts", "a/x.ts", "c.ts"]);
  });
});

describe("the report root", () => {
  test("is the git top for a folder or file below it, the folder itself elsewhere, the common parent of several", async () => {
    write({ "one/src/a.ts": "", "two/b.ts": "", "plain/c/d.ts": "" });
    git(join(root, "one"), "init", "--quiet");
    git(join(root, "two"), "init", "--quiet");
    const at = async (...roots: string[]) =>
      (await find({ roots: roots.map((path) => join(root, path)) })).root;
    expect(await at("one/src")).toBe(join(root, "one"));
    expect(await at("one/src/a.ts")).toBe(join(root, "one"));
    expect(await at("plain/c")).toBe(join(root, "plain/c"));
    expect(await at("plain/c/d.ts")).toBe(join(root, "plain/c"));
    expect(await at("one/src", "two")).toBe(root);
    expect(await paths({ roots: [join(root, "one/src"), join(root, "two/b.ts")] })).toEqual([
      "one/src/a.ts",
      "two/b.ts",
    ]);
    expect(await paths()).toEqual(["one/src/a.ts", "plain/c/d.ts", "two/b.ts"]);
  });

  test("a root that is not there is a mistake of the user's", async () => {
    const missing = join(root, "nowhere");
    await expect(find({ roots: [missing] })).rejects.toThrow(Problem);
    await expect(find({ roots: [missing] })).rejects.toMatchObject({ where: missing });
  });
});

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
