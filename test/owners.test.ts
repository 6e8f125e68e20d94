import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { findOwners } from "../src/owners/index.ts";
import { temporaryFolder, writeFiles } from "./bundle.ts";
import { processorTime } from "./processor-time.ts";

const outside = temporaryFolder("owners");
const root = join(outside, "tree");
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

/** The owners of some paths, in a tree of these files. */
function owned(files: Readonly<Record<string, string>>, ...paths: string[]): (readonly string[])[] {
  writeFiles(root, files);
  const found = findOwners(root, paths);
  return paths.map((path) => found?.owners.get(path) ?? []);
}
const github = (text: string, ...paths: string[]) => owned({ ".github/CODEOWNERS": text }, ...paths);
const gitlab = (text: string, ...paths: string[]) => owned({ ".gitlab/CODEOWNERS": text }, ...paths);

// The examples of GitHub's page "About code owners".
describe("GitHub", () => {
  test("the last pattern that matches counts", () => {
    const text = "# all\n*  @acme/all @admin\n*.js @js #comment\n*.go docs@example.com\n";
    expect(github(text, "a.txt", "src/a.js", "src/deep/a.go")).toEqual([
      ["@acme/all", "@admin"],
      ["@js"],
      ["docs@example.com"],
    ]);
  });
  test.each([
    ["/build/logs/", ["build/logs/a", "build/logs/b/c"], ["build/logs", "x/build/logs/a"]],
    ["docs/*", ["docs/a.md"], ["docs/b/a.md", "x/docs/a.md"]],
    ["apps/", ["apps/a", "x/apps/b/c"], ["apps", "apps.md"]],
    ["/docs/", ["docs/a", "docs/b/c"], ["x/docs/a"]],
    ["/scripts", ["scripts", "scripts/a/b"], ["x/scripts"]],
    ["**/logs", ["logs/a", "deeply/nested/logs/b", "build/logs"], ["logs.txt"]],
    ["/apps/**/x.ts", ["apps/x.ts", "apps/a/b/x.ts"], ["x.ts", "apps/a/y.ts"]],
    ["/src/**", ["src/a", "src/b/c"], ["src"]],
    ["/*", ["a"], ["b/a"]],
    ["*", ["a", "b/c", ".env"], []],
    ["*.t?", ["a.ts", "b/a.tx"], ["a.tsx", "a.t"]],
    ["with\\ blank/*.md", ["with blank/a.md"], ["with/a.md"]],
    ["Docs/", ["Docs/a"], ["docs/a"]],
    ["Übersetzung/🤖?.py", ["Übersetzung/🤖🤖.py"], ["Übersetzung/🤖.py"]],
  ])("%s", (pattern, yes, no) => {
    const got = github(`${pattern} @owner\n`, ...yes, ...no);
    expect(got).toEqual([...yes.map(() => ["@owner"]), ...no.map(() => [])]);
  });
  test("a pattern without owners takes them away", () => {
    expect(github("/apps/ @octocat\n/apps/github\n", "apps/a", "apps/github/b")).toEqual([["@octocat"], []]);
  });
  test("lines that GitHub does not take are left out", () => {
    const text = "* @all\n!a.md @no\nx[ab].md @no\n\\#a @no\na.md nobody\n* @ok/team/ @x y\n";
    expect(github(text, "a.md", "xa.md", "#a")).toEqual([["@all"], ["@all"], ["@all"]]);
  });
});

// The examples of GitLab's pages "Syntax of CODEOWNERS file" and "Advanced CODEOWNERS configuration".
describe("GitLab", () => {
  test("each section adds its owners, the last pattern of each counts", () => {
    const text =
      "* @admin\n\n[README Owners]\nREADME.md @user1 @user2\ninternal/README.md @user4\n\n[README other owners]\nREADME.md @user3\n";
    expect(gitlab(text, "README.md", "internal/README.md", "a")).toEqual([
      ["@admin", "@user1", "@user2", "@user3"],
      ["@admin", "@user4", "@user3"],
      ["@admin"],
    ]);
  });
  test("default owners, optional sections, numbers of approvals, names in any case", () => {
    const text =
      "[Documentation][2] @docs-team\ndocs/\nREADME.md\n^[Database] @database-team @agarcia\nmodel/db/\nconfig/db/database-setup.md @docs-team\n[DOCUMENTATION]\nREADME.md @last\n";
    expect(gitlab(text, "docs/a/b", "README.md", "model/db/x", "config/db/database-setup.md")).toEqual([
      ["@docs-team"],
      ["@last"],
      ["@database-team", "@agarcia"],
      ["@docs-team"],
    ]);
  });
  test("exclusions hold for their section, whatever follows", () => {
    const text = "* @username\n!pom.xml\n[Ruby]\n*.rb @ruby-team\n!/config/**/*.rb\n/config/routes.rb @ops\n";
    expect(gitlab(text, "pom.xml", "a.rb", "config/routes.rb")).toEqual([
      [],
      ["@username", "@ruby-team"],
      ["@username"],
    ]);
  });
  test.each([
    ["README.md", ["README.md", "app/lib/README.md"], ["XREADME.md"]],
    ["internal/README.md", ["internal/README.md", "docs/api/internal/README.md"], ["internal/x/README.md"]],
    ["/docs/", ["docs/a", "docs/b/c"], ["x/docs/a"]],
    ["/docs/*.md", ["docs/a.md", "docs/.md"], ["docs/b/a.md"]],
    ["/docs/*/README.md", ["docs/api/README.md"], ["docs/README.md", "docs/a/b/README.md"]],
    ["/docs/**/index.md", ["docs/index.md", "docs/api/graphql/index.md"], ["index.md"]],
    ["/docs", ["docs"], ["docs/a"]],
    ["[a-c]*.rb", ["b.rb", "x/c1.rb"], ["d.rb"]],
    ["[^a]?.rb", ["bc.rb"], ["ab.rb", "b.rb"]],
    ["\\#file", ["#file", "a/#file"], ["file"]],
    ["path\\ with\\ spaces/*.md", ["path with spaces/a.md", "x/path with spaces/b.md"], ["path/a.md"]],
  ])("%s", (pattern, yes, no) => {
    const got = gitlab(`${pattern} @@maintainer bad @group/with-nested/subgroup\n`, ...yes, ...no);
    expect(got).toEqual([
      ...yes.map(() => ["@@maintainer", "@group/with-nested/subgroup"]),
      ...no.map(() => []),
    ]);
  });
  test("a heading that cannot be parsed is an entry", () => {
    expect(gitlab("* @group\n\n[Section name\ndocs/ @docs_group\n", "a", "docs/b")).toEqual([
      ["@group"],
      ["@docs_group"],
    ]);
  });
});

describe("the file", () => {
  test("is the first that the product looks at", () => {
    const three = { ".github/CODEOWNERS": "* @github", CODEOWNERS: "* @root", "docs/CODEOWNERS": "* @docs" };
    expect(owned(three, "a")).toEqual([["@github"]]);
    rmSync(join(root, ".github"), { recursive: true });
    expect(owned({}, "a")).toEqual([["@root"]]);
    writeFiles(root, { ".gitlab-ci.yml": "", ".gitlab/CODEOWNERS": "* @gitlab" });
    expect(owned({}, "a")).toEqual([["@root"]]);
    rmSync(join(root, "CODEOWNERS"));
    expect(owned({}, "a")).toEqual([["@docs"]]);
    rmSync(join(root, "docs"), { recursive: true });
    expect(owned({}, "a")).toEqual([["@gitlab"]]);
    rmSync(join(root, ".gitlab"), { recursive: true });
    expect(findOwners(root, ["a"])).toBeUndefined();
  });
  test("is GitLab's where it has sections, or where the repository is GitLab's", () => {
    expect(owned({ CODEOWNERS: "/docs @x\n" }, "docs/a")).toEqual([["@x"]]);
    expect(owned({ CODEOWNERS: "/docs @x\n[S]\n*.md @y\n" }, "docs/a", "a.md")).toEqual([[], ["@y"]]);
    expect(owned({ CODEOWNERS: "/docs @x\n", ".gitlab-ci.yml": "" }, "docs/a")).toEqual([[]]);
  });
  test("is not read through a link out of the tree, when it is too large, or no file", () => {
    writeFileSync(join(outside, "elsewhere"), "* @outside");
    symlinkSync(join(outside, "elsewhere"), join(root, "CODEOWNERS"));
    expect(findOwners(root, ["a"])).toBeUndefined();
    rmSync(join(root, "CODEOWNERS"));
    symlinkSync("real", join(root, "CODEOWNERS"));
    expect(owned({ real: "* @inside" }, "a")).toEqual([["@inside"]]);
    rmSync(join(root, "CODEOWNERS"));
    symlinkSync(outside, join(root, ".github"));
    expect(findOwners(root, ["a"])).toBeUndefined();
    rmSync(join(root, ".github"));
    mkdirSync(join(root, "CODEOWNERS"));
    expect(findOwners(root, ["a"])).toBeUndefined();
    rmSync(join(root, "CODEOWNERS"), { recursive: true });
    expect(owned({ CODEOWNERS: `* @all\n${"#".repeat(3 * 1024 * 1024)}` }, "a")).toEqual([[]]);
  });
  test("may hold anything, and takes bounded time", () => {
    expect(
      owned({ CODEOWNERS: "\ufeff* @all\r\n\u0000\u001b[31m @x\r\n[\n[]\n\\\n/ @y\n//// @z\n** \n" }, "a"),
    ).toEqual([[]]);
    const stars = `${"*a".repeat(400)}b @x\n`;
    const paths = Array.from(
      { length: 200 },
      (_, index) => `${"a".repeat(1000)}/${"a/".repeat(500)}${index}`,
    );
    const start = processorTime();
    writeFiles(root, { CODEOWNERS: stars.repeat(3000) });
    expect(findOwners(root, paths)?.complete).toBe(false);
    expect(processorTime() - start).toBeLessThan(10_000);
    // An honest one of the usual size is nowhere near that.
    const many = Array.from(
      { length: 3000 },
      (_, index) => `/services/s${index}/**/*.ts @team-${index}\n`,
    ).join("");
    writeFiles(root, { CODEOWNERS: many });
    const found = findOwners(
      root,
      Array.from({ length: 1000 }, (_, index) => `services/s${index}/src/a/b.ts`),
    );
    expect(found?.complete).toBe(true);
    expect(found?.owners.size).toBe(1000);
  }, 30_000);
});
