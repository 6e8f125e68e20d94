import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { buildProgram } from "../src/cli/program.ts";
import { recipes } from "../src/codemod/recipes/index.ts";
import { shapes } from "../src/detect/matchers/index.ts";
import type { Matcher } from "../src/model/rule.ts";
import { adapters } from "../src/parse/languages/index.ts";
import { formats } from "../src/report/index.ts";
import { DOORS, FOLDERS } from "./layers.ts";
import { cyclesOf, filesBelow, type Import, type Module, readModules, wordsOf } from "./modules.ts";

const root = join(import.meta.dirname, "..");
const modules = readModules(join(root, "src"));

/** Who may start a program or a thread: whoever is not listed may not. */
const POWERS: Readonly<Record<string, readonly string[]>> = {
  "node:child_process": ["discover/git.ts"],
  "node:worker_threads": [
    ...["codemod/javascript/checker.ts", "codemod/javascript/checker-worker.ts"],
    ...["parse/worker-pool.ts", "parse/worker.ts"],
  ],
};

/** What is committed at the top of the repository. */
const TOP = [
  ...[".ci", ".github", "dist", "docs", "fixtures", "rules", "schemas", "scripts", "src", "test"],
  ...[
    ".gitattributes",
    ".gitignore",
    ".pre-commit-hooks.yaml",
    "biome.json",
    "knip.json",
    "package-lock.json",
    "package.json",
  ],
  ...[
    "tsconfig.json",
    "vitest.config.ts",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "action.yml",
  ],
];

/** Globals that run text or open a connection. */
const FORBIDDEN_GLOBALS = ["eval", "Function", "fetch", "WebSocket", "XMLHttpRequest", "EventSource"];

/** Languages that lower as another one does, and configuration formats that read scalars as YAML does. All others stand alone. */
const BORROWS: Readonly<Record<string, readonly string[]>> = {
  csharp: ["java"],
  dotenv: ["yaml"],
  hcl: ["go"],
  ini: ["dotenv", "yaml"],
  json: ["yaml"],
  kotlin: ["java"],
  notebook: ["json", "yaml"],
  powershell: ["text"],
  toml: ["ini", "yaml"],
  xml: ["yaml"],
};

const folderOf = (target: string): string => target.split("/")[0] ?? target;
const place = (module: Module, one: Import): string => `src/${module.path}:${one.line} imports ${one.target}`;

/** The imports of all modules that a test finds wrong. */
function offences(wrong: (one: Import, module: Module) => boolean): string[] {
  return modules.flatMap((module) =>
    module.imports.filter((one) => wrong(one, module)).map((one) => place(module, one)),
  );
}

describe("imports go one way", () => {
  test("every folder has its rule, and every rule its folder", () => {
    expect([...new Set(modules.map(({ folder }) => folder))].sort()).toEqual(Object.keys(FOLDERS).sort());
  });
  test.each(Object.keys(FOLDERS))("src/%s keeps to its rule", (folder) => {
    const { uses = [], types = [], packages = [] } = FOLDERS[folder] ?? {};
    const allowed = (one: Import): boolean => {
      if (!one.ours) return packages.includes(one.target);
      const to = folderOf(one.target);
      return to === folder || uses.includes(to) || (types.includes(to) && one.typeOnly);
    };
    expect(offences((one, module) => module.folder === folder && !allowed(one))).toEqual([]);
  });
  test("no rule allows what nothing uses", () => {
    const unused = Object.entries(FOLDERS).flatMap(([folder, { uses = [], types = [], packages = [] }]) => {
      const imports = modules
        .filter((module) => module.folder === folder)
        .flatMap((module) => module.imports);
      const used = new Set(imports.map((one) => (one.ours ? folderOf(one.target) : one.target)));
      return [...uses, ...types, ...packages]
        .filter((one) => !used.has(one))
        .map((one) => `${folder}: ${one}`);
    });
    expect(unused).toEqual([]);
  });
  test("other folders come in by a door", () => {
    const throughWall = (one: Import, module: Module): boolean => {
      const to = folderOf(one.target);
      if (!one.ours || to === module.folder) return false;
      return !(DOORS[to] ?? ["index.ts"]).includes(one.target.slice(to.length + 1));
    };
    expect(offences(throughWall)).toEqual([]);
  });
  test("the rules themselves go one way", () => {
    const graph = new Map(
      Object.entries(FOLDERS).map(([folder, { uses = [], types = [] }]) => [folder, [...uses, ...types]]),
    );
    expect(cyclesOf(graph)).toEqual([]);
    expect(cyclesOf(new Map(Object.entries(BORROWS)))).toEqual([]);
  });
  test("no two files import each other, however far around", () => {
    // Expressions hold functions that hold statements that hold expressions: within one language lowering is mutually recursive.
    const language = (path: string): string | undefined => /^parse\/[a-z]+\//.exec(path)?.[0];
    const recursive = (from: string, to: string): boolean =>
      language(from) !== undefined && language(from) === language(to);
    const ours = (module: Module): string[] =>
      module.imports
        .filter((one) => one.ours && !recursive(module.path, one.target))
        .map((one) => one.target);
    expect(cyclesOf(new Map(modules.map((module) => [module.path, ours(module)])))).toEqual([]);
  });
  test("languages, shapes and formats do not know each other", () => {
    const languageOf = (path: string): string | undefined => {
      const inside = /^parse\/(?:languages\/)?([a-z]+)(?:\.ts|\/)/.exec(path)?.[1];
      return inside !== undefined && inside in adapters ? inside : undefined;
    };
    const siblings = (one: Import, module: Module): boolean => {
      const [from, to] = [languageOf(module.path), languageOf(one.target)];
      if (from !== undefined && to !== undefined && from !== to) return !BORROWS[from]?.includes(to);
      const entry = /^(?:parse\/languages|detect\/matchers|report\/formats)\//;
      const within = entry.exec(module.path)?.[0];
      return within !== undefined && one.target.startsWith(within) && !module.path.endsWith("/index.ts");
    };
    expect(offences(siblings)).toEqual([]);
  });
});

describe("nothing of the scanned tree runs, and nothing is sent anywhere", () => {
  test("programs and threads are started in one place each", () => {
    expect(
      offences((one, module) => one.target in POWERS && !POWERS[one.target]?.includes(module.path)),
    ).toEqual([]);
  });
  test("no module runs text or opens a connection", () => {
    const found = modules.flatMap(({ path, globals }) =>
      FORBIDDEN_GLOBALS.filter((name) => globals.has(name)).map((name) => `src/${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });
});

describe("every file can be found and read", () => {
  test.skipIf(!existsSync(join(root, ".git")))("nothing is committed beside what belongs there", () => {
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
    const top = new Set(tracked.split("\0").flatMap((path) => path.split("/", 1)));
    top.delete("");
    expect([...top].filter((name) => !TOP.includes(name))).toEqual([]);
  });
  const written = ["src", "test", "scripts"].flatMap((folder) =>
    filesBelow(join(root, folder)).map((path) => `${folder}/${path}`),
  );
  const code = written.filter((path) => /\.(?:ts|mjs)$/.test(path));

  test("no file is longer than 400 lines", () => {
    const lines = (path: string): number => readFileSync(join(root, path), "utf8").split("\n").length - 1;
    expect(code.filter((path) => lines(path) > 400).map((path) => `${path}: ${lines(path)}`)).toEqual([]);
  });
  test("no folder or file is named after nothing in particular", () => {
    const vague = new Set(["util", "utils", "helper", "helpers", "common", "shared", "misc", "lib"]);
    expect(written.filter((path) => wordsOf(path).some((word) => vague.has(word)))).toEqual([]);
  });
  test("every exported symbol has a docstring", () => {
    expect(
      modules.flatMap(({ path, undocumented }) => undocumented.map((name) => `src/${path}: ${name}`)),
    ).toEqual([]);
  });
  test("the tree names no machine and no package registry", () => {
    const skipped = new Set(["node_modules", ".git", "coverage", ".zunset-bench"]);
    // Put together here, so that this file does not hold what it looks for.
    const hosts = ["registry.npmjs", "registry.yarnpkg", "files.pythonhosted", "rubygems", "npm.pkg.github"];
    const host = new RegExp(`(?:${hosts.join("|").replaceAll(".", "\\.")})\\.(?:org|com)`, "i");
    const machine = new RegExp(
      `(?<![\\w.*:-])/(?:${["home", "Users", "root", "work", "private"].join("|")})/\\w`,
    );
    const wrong = filesBelow(root, skipped)
      .filter((path) => !/\.(?:wasm|gz)$/.test(path))
      .flatMap((path) => {
        const text = readFileSync(join(root, path), "utf8");
        const found = host.exec(text) ?? machine.exec(text) ?? (text.includes(root) ? [root] : undefined);
        return found ? [`${path}: ${found[0]}`] : [];
      });
    expect(wrong).toEqual([]);
  });
});

describe("a new rule, language, shape or format is listed and has fixtures", () => {
  const names = (folder: string, extension: string): string[] =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(extension) && name !== "index.ts")
      .map((name) => name.slice(0, -extension.length))
      .sort();
  const holds = (folder: string, test: (name: string) => boolean): boolean =>
    existsSync(join(root, folder)) && readdirSync(join(root, folder)).some(test);

  test("languages", () => {
    const files = names("src/parse/languages", ".ts");
    expect(Object.keys(adapters).sort()).toEqual(files);
    expect(
      files.filter((id) => !holds(`fixtures/languages/${id}`, (name) => name.endsWith(".facts"))),
    ).toEqual([]);
    expect(readdirSync(join(root, "fixtures/languages")).sort()).toEqual(files);
  });
  test("formats, which --help names too", () => {
    expect([...formats].sort()).toEqual(names("src/report/formats", ".ts"));
    expect(
      formats.filter(
        (id) => !holds("fixtures/report", (name) => name.startsWith("report.") && readsAs(id, name)),
      ),
    ).toEqual([]);
    const scan = buildProgram().commands.find((command) => command.name() === "scan");
    const option = scan?.options.find(({ long }) => long === "--format");
    expect(option?.argChoices ?? option?.description.split(";")[0]?.split(", ")).toEqual([...formats]);
    for (const id of formats) expect(option?.parseArg?.(id, undefined)).toEqual([id]);
    expect(() => option?.parseArg?.("yaml", undefined)).toThrow();
  });
  test("rules", () => {
    const ids = names("rules", ".yml");
    expect(readdirSync(join(root, "fixtures/rules")).sort()).toEqual(ids);
    for (const kind of ["ng.", "ok."])
      expect(
        // What takes two states of a tree has its cases in test/action.test.ts.
        ids.filter(
          (id) =>
            id !== "silenced-by-change" && !holds(`fixtures/rules/${id}`, (name) => name.startsWith(kind)),
        ),
      ).toEqual([]);
  });
  test("recipes", () => {
    const ids = names("src/codemod/recipes", ".ts");
    expect(recipes.map(({ id }) => id).sort()).toEqual(ids);
    expect(ids.filter((id) => !holds(`fixtures/codemods/${id}`, () => true))).toEqual([]);
  });
  test("shapes", () => {
    const index = modules.find(({ path }) => path === "detect/matchers/index.ts");
    const imported = new Set(index?.imports.map(({ target }) => target));
    // The vocabulary's own words (`call:`, `assign:`, `entry:`) are no shapes; detect/index.ts runs them.
    const words = new Set(["call", "assign", "entry"]);
    const files = names("src/detect/matchers", ".ts").filter((name) => !words.has(name));
    expect(files.filter((name) => !imported.has(`detect/matchers/${name}.ts`))).toEqual([]);
    const used = new Set<string>();
    for (const id of names("rules", ".yml")) {
      const rule = parseYaml(readFileSync(join(root, `rules/${id}.yml`), "utf8")) as { match?: Matcher[] };
      for (const matcher of rule.match ?? []) if ("shape" in matcher) used.add(matcher.shape);
    }
    // A shape's fixtures are those of the rules that name it.
    expect(Object.keys(shapes).filter((shape) => !used.has(shape))).toEqual([]);
  });
});

/** Which golden report is which format's: `report.sarif`, `report.golden.json`, `report.terminal.txt`. */
function readsAs(format: string, name: string): boolean {
  return name.split(".").includes(format) && name !== "report.json";
}
