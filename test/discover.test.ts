import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Problem } from "../src/model/problem.ts";
import { find, git, paths, root, write } from "./tree.ts";

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
      "zunset.sarif": "",
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
    expect(found.leftOut).toEqual({ vendored: 6, generated: 7, minified: 1, binary: 1 });
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
