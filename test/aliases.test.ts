import { describe, expect, test } from "vitest";
import { Aliases } from "../src/codemod/javascript/aliases.ts";
import { loadMorph } from "../src/codemod/javascript/morph.ts";
import { parse } from "../src/parse/index.ts";

const morph = await loadMorph();

/** What names in a file may stand for, with these configurations. */
async function targets(
  configs: Readonly<Record<string, unknown>>,
  from: string,
  ...specifiers: string[]
): Promise<string[][]> {
  const paths = Object.keys(configs).sort();
  const aliases = await Aliases.of(
    {
      paths,
      has: (path) => path in configs,
      load: async (path) => {
        const config = configs[path];
        return parse({ path, text: typeof config === "string" ? config : JSON.stringify(config) });
      },
    },
    morph,
  );
  return specifiers.map((specifier) => aliases.targets(from, specifier));
}

const paths = (of: Readonly<Record<string, readonly string[]>>, more = {}): object => ({
  compilerOptions: { paths: of, ...more },
});

describe("names of modules are read off the compiler's configuration", () => {
  test("the longest pattern fits, a whole name before it; targets in their order", async () => {
    const config = paths({
      "@/*": ["./src/*", "./generated/*"],
      "@/lib/*": ["./lib/*"],
      "@/lib/auth": ["./auth.ts"],
    });
    expect(
      await targets({ "tsconfig.json": config }, "src/a.ts", "@/x/y", "@/lib/x", "@/lib/auth", "axios"),
    ).toEqual([["src/x/y", "generated/x/y"], ["lib/x"], ["auth.ts"], []]);
  });
  test("the nearest one counts, and when it has none there are none", async () => {
    const configs = {
      "tsconfig.json": paths({ "@/*": ["./*"] }),
      "web/tsconfig.json": {},
      "api/jsconfig.json": paths({ "~/*": ["lib/*"] }),
    };
    expect(await targets(configs, "web/src/a.ts", "@/x")).toEqual([[]]);
    expect(await targets(configs, "api/src/a.js", "@/x", "~/x")).toEqual([[], ["api/lib/x"]]);
    expect(await targets(configs, "other/a.ts", "@/x")).toEqual([["x"]]);
  });
  test("comments and commas at the end are no error", async () => {
    const text = '{\n  // aliases\n  "compilerOptions": { /* all */ "paths": { "@/*": ["src/*",], }, },\n}\n';
    expect(await targets({ "tsconfig.json": text }, "a.ts", "@/x")).toEqual([["src/x"]]);
  });
  test("what is extended is relative to where it is written; what extends it wins", async () => {
    const configs = {
      "config/base.json": paths({ "@/*": ["../src/*"] }),
      "config/rooted.json": paths({ "#/*": ["*"] }, { baseUrl: "../lib" }),
      "web/tsconfig.json": { extends: "../config/base.json" },
      "api/tsconfig.json": { extends: ["../config/base", "../config/rooted"] },
      "own/tsconfig.json": { extends: "../config/base.json", ...paths({ "@/*": ["./*"] }) },
    };
    expect(await targets(configs, "web/a.ts", "@/x")).toEqual([["src/x"]]);
    expect(await targets(configs, "api/a.ts", "@/x", "#/x", "plain/x")).toEqual([
      ["lib/@/x"],
      ["lib/x"],
      ["lib/plain/x"],
    ]);
    expect(await targets(configs, "own/a.ts", "@/x")).toEqual([["own/x"]]);
  });
  test("a configuration that only refers to others has theirs", async () => {
    const configs = {
      "tsconfig.json": {
        files: [],
        references: [{ path: "./tsconfig.app.json" }, { path: "./packages/one" }],
      },
      "tsconfig.app.json": paths({ "@/*": ["./src/*"] }),
      "packages/one/tsconfig.json": paths({ "@/*": ["./*"] }),
    };
    expect(await targets(configs, "src/a.ts", "@/x")).toEqual([["src/x"]]);
  });
});

describe("a configuration is not trusted", () => {
  test("nothing outside of the root is named or read", async () => {
    const configs = {
      "tsconfig.json": {
        extends: "../shared/tsconfig.json",
        ...paths({ "@/*": ["../../etc/*", "/etc/*"], "up/*": ["src/../../*"] }),
      },
    };
    expect(await targets(configs, "a.ts", "@/passwd", "up/x")).toEqual([[], []]);
    expect(await targets({ "tsconfig.json": paths({ "@/*": ["./src/*"] }) }, "a.ts", "@/../../x")).toEqual([
      [],
    ]);
  });
  test("circles, packages and nonsense end in nothing", async () => {
    const configs = {
      "tsconfig.json": { extends: ["./a.json", "@tsconfig/node20/tsconfig.json", 7] },
      "a.json": {
        extends: "./tsconfig.json",
        compilerOptions: { paths: { "@/*": "src/*", "~/*": [1, null], "!": {} } },
      },
      "b/tsconfig.json": "[[[",
      "c/tsconfig.json": { compilerOptions: [], references: "x", extends: {} },
    };
    expect(await targets(configs, "src/a.ts", "@/x", "~/x", "!")).toEqual([["src/x"], [], []]);
    expect(await targets(configs, "b/a.ts", "@/x")).toEqual([[]]);
    expect(await targets(configs, "c/a.ts", "@/x")).toEqual([[]]);
  });
});
