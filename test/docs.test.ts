import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Command, CommanderError } from "commander";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { workflowText } from "../src/cli/init/github.ts";
import { REPOSITORY, UNKNOWN_COMMIT } from "../src/cli/init/pins.ts";
import { buildProgram } from "../src/cli/program.ts";
import { adapters } from "../src/parse/languages/index.ts";
import { formats, render } from "../src/report/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { scan } from "../src/scan.ts";
import { filesBelow } from "./modules.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const everyFile = filesBelow(root, new Set(["node_modules", ".git", "coverage", ".zunset-bench"]));
const documents = everyFile.filter((path) => path.endsWith(".md") && !/^(?:fixtures|dist)\//.test(path));
const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
const ruleSet = await builtInRules();
const UPDATE = Boolean(process.env["UPDATE"]);

/** A document in pieces: its fenced blocks with their language, the inline code and the links outside of them. */
interface Document {
  readonly blocks: readonly { readonly language: string; readonly text: string }[];
  readonly code: readonly string[];
  readonly links: readonly string[];
}

function readDocument(path: string): Document {
  const blocks: { language: string; text: string }[] = [];
  const prose = read(path).replace(/^```(\w*)\n([\s\S]*?)^```$/gm, (_, language: string, text: string) => {
    blocks.push({ language, text });
    return "";
  });
  return {
    blocks,
    code: [...prose.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map(([, , text = ""]) => text.trim()),
    links: [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => target),
  };
}

/** Whether a path of a document leads to something; `<id>` and `*` stand for any name. Taken from the root, or from the document's folder. */
function leadsSomewhere(path: string, document: string): boolean {
  return ["", dirname(document), "src/parse"].some((folder) => {
    const wanted = normalize(join(folder, path)).replace(/\/$/, "");
    if (!/[<*]/.test(wanted)) return existsSync(join(root, wanted));
    const escaped = wanted.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/<\w+>|\*+/g, "[^/]+");
    const pattern = new RegExp(`^${escaped}(?:/|$)`);
    return everyFile.some((file) => pattern.test(file));
  });
}

/** Tells paths of this repository from other things in backquotes: API paths, globs of users, code. */
function isOwnPath(text: string): boolean {
  if (!/^[\w@.<][\w@.<>*/-]*$/.test(text)) return false;
  if (text.includes("/")) return /\/$|^(?:\.ci|\.github|[a-z]+\/)/.test(text) || /\.\w+$/.test(text);
  return /\.(?:ts|mjs|md)$/.test(text) && !text.startsWith(".");
}

describe.each(documents)("%s", (path) => {
  const { blocks, code, links } = readDocument(path);

  test("every path in backquotes exists", () => {
    expect(code.filter(isOwnPath).filter((one) => !leadsSomewhere(one, path))).toEqual([]);
  });
  test("every link to a file leads somewhere", () => {
    const own = links.filter((target) => !/^(?:https?:|#)/.test(target));
    expect(own.filter((target) => !existsSync(join(root, dirname(path), target.replace(/#.*/, ""))))).toEqual(
      [],
    );
  });
  test("every link to a heading leads to one", () => {
    const own = links.filter((target) => /^[^:]*#/.test(target));
    const lost = own.filter((target) => {
      const [file = "", heading = ""] = target.split("#");
      const other = file === "" ? path : normalize(join(dirname(path), file));
      return existsSync(join(root, other)) && !headingsOf(other).has(heading);
    });
    expect(lost).toEqual([]);
  });
  test("every command is one", () => {
    const shell = blocks.filter(({ language }) => language === "sh").flatMap(({ text }) => text.split("\n"));
    const shown = blocks.flatMap(({ text }) =>
      [...text.matchAll(/^\$ (.+)$/gm)].map(([, line = ""]) => line),
    );
    const commands = [...shell, ...shown, ...code].flatMap((line) => line.split(/ && | \| /));
    expect(commands.flatMap(wrongWith)).toEqual([]);
  });
});

/** Anchors that GitHub makes of the headings of a document. */
function headingsOf(path: string): Set<string> {
  const prose = read(path).replace(/^```[\s\S]*?^```$/gm, "");
  return new Set(
    [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

test("every document can be reached from the README", () => {
  const reached = new Set(["README.md"]);
  for (const path of reached)
    for (const target of readDocument(path).links) {
      const file = normalize(join(dirname(path), target.replace(/#.*/, "")));
      if (documents.includes(file)) reached.add(file);
    }
  // What explains a part of the source to who works on it stands beside that.
  const wanted = documents.filter((path) => !/^(?:src|test|rules)\//.test(path));
  expect(wanted.filter((path) => !reached.has(path))).toEqual([]);
});

/** What is wrong with a command of a document; nothing about programs that are not ours. */
function wrongWith(line: string): string[] {
  const words = line
    .trim()
    .replace(/^(?:[A-Z]+=\S+ )+/, "")
    .split(/\s+/);
  const [program = "", first = "", second = ""] = words;
  const wrong = (reason: string): string[] => [`${line}: ${reason}`];
  if (program === "npm") {
    if (first === "run") return second in scripts ? [] : wrong(`no script ${second}`);
    return first === "" || first === "ci" || (first === "test" && "test" in scripts)
      ? []
      : wrong("no such command");
  }
  if (program === "npx") {
    if (!existsSync(join(root, "node_modules/.bin", first))) return wrong(`${first} is not installed`);
    const files = words.filter((word) => word.endsWith(".ts"));
    return files.every((file) => existsSync(join(root, file))) ? [] : wrong("no such file");
  }
  if (program === "node" && first.startsWith("dist/"))
    return existsSync(join(root, first)) ? wrongOptions(words.slice(2), line) : wrong("no such file");
  return program === "zunset" ? wrongOptions(words.slice(1), line) : [];
}

/** Subcommands and options that the command line does not have. */
function wrongOptions(words: readonly string[], line: string): string[] {
  let command: Command = buildProgram();
  const rest = [...words];
  while (command.commands.length > 0 && rest[0] !== undefined && !rest[0].startsWith("-")) {
    const next = command.commands.find((one) => one.name() === rest[0]);
    if (!next) return [`${line}: no command ${rest[0]}`];
    rest.shift();
    command = next;
  }
  const known = new Set(["--help", "-h", ...command.options.flatMap(({ long, short }) => [long, short])]);
  return rest
    .filter((word) => /^--?[a-z]/.test(word) && !known.has(word))
    .map((word) => `${line}: no option ${word}`);
}

describe("README.md", () => {
  const { blocks } = readDocument("README.md");

  test("opens with the two commands", () => {
    expect(blocks.slice(0, 2).map(({ text }) => text)).toEqual([
      "node dist/cli.js scan ../your-repository\n",
      "npm ci && npm test\n",
    ]);
  });
  test("every transcript is what the command prints", async () => {
    let text = read("README.md");
    const commands = [...text.matchAll(/^```text\n\$ (.+)\n/gm)].map(([, command = ""]) => command);
    expect(commands).toEqual(["zunset scan --as-of 2026-11-02", "zunset --help", "zunset scan --help"]);
    for (const command of commands) {
      const block = `\`\`\`text\n$ ${command}\n${await transcript(command)}\`\`\``;
      const before =
        text.match(new RegExp(`^\`\`\`text\\n\\$ ${command}\\n[\\s\\S]*?^\`\`\`$`, "m"))?.[0] ?? "";
      if (!UPDATE) expect(before).toBe(block);
      text = text.replace(before, () => block);
    }
    if (UPDATE) update("README.md", text);
  });
  test("shows the workflow that zunset init writes", () => {
    const example = workflowText({
      pin: { commit: UNKNOWN_COMMIT, note: "a full commit id of zunset" },
      mode: "code-scanning",
      ...{ comment: false, branch: "main", mergeGroup: false, folder: "", known: true },
    });
    holdsBetween("workflow", `\n\`\`\`yaml\n${example}\`\`\`\n`);
  });
  test("names every input and output of the Action as action.yml does", () => {
    const { inputs, outputs } = parseYaml(read("action.yml")) as {
      inputs: Record<string, { description: string; default?: string }>;
      outputs: Record<string, { description: string }>;
    };
    const cell = (text: string): string => text.replaceAll("|", "\\|");
    const rows = Object.entries(inputs).map(
      ([name, { description, default: value }]) =>
        `| \`${name}\` | ${value === undefined ? "" : `\`${value}\``} | ${cell(description)} |\n`,
    );
    const given = Object.entries(outputs).map(
      ([name, { description }]) => `| \`${name}\` | ${cell(description)} |\n`,
    );
    holdsBetween(
      "action",
      `\n| Input | Default | |\n|---|---|---|\n${rows.join("")}\n| Output | |\n|---|---|\n${given.join("")}\n`,
    );
  });
  test("names every language, format, exit code and date", () => {
    const text = read("README.md");
    const cells = (heading: string): string => text.slice(text.indexOf(heading)).split(/\n\n/)[0] ?? "";
    const first = (table: string): string[] =>
      table
        .split("\n")
        .slice(2)
        .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([\w-]+)`/g)].map(([, id = ""]) => id));
    expect(first(cells("| Language |")).sort()).toEqual(Object.keys(adapters).sort());
    expect(first(cells("| `--format` |"))).toEqual([...formats]);
    for (const { date } of ruleSet.deadlines) expect(text).toContain(date);
    for (const code of [0, 1, 2, 3]) expect(cells("| Exit code |")).toContain(`\n| ${code} |`);
  });
  test("shows a configuration with every key there is", () => {
    const schema = JSON.parse(read("schemas/config.schema.json")) as { properties: object };
    const example =
      blocks
        .filter(({ language }) => language === "yaml")
        .map(({ text }) => parseYaml(text) as object)
        .find((one) => "failOn" in one) ?? {};
    expect(Object.keys(example).sort()).toEqual(Object.keys(schema.properties).sort());
    const validate = new Ajv2020({ strict: false }).compile(schema);
    validate(example);
    expect(validate.errors ?? []).toEqual([]);
    const { only = [] } = example as { only?: readonly string[] };
    expect(only.filter((id) => !ruleSet.rules.some((rule) => rule.id === id))).toEqual([]);
  });
});

describe("workflows", () => {
  const files = readdirSync(join(root, ".github/workflows")).map((name) => `.github/workflows/${name}`);
  const workflows = [
    ...files.map((path) => [path, read(path)] as const),
    ...readDocument("README.md")
      .blocks.filter(({ text }) => /^jobs:/m.test(text))
      .map(({ text }) => ["README.md", text] as const),
  ];
  test.each(workflows)("%s pins its actions and asks for little", (_, text) => {
    const workflow = parseYaml(text) as {
      permissions?: unknown;
      jobs: Record<string, { permissions?: Record<string, string> }>;
    };
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) {
      const { "security-events": _, ...rest } = job.permissions ?? {};
      expect(rest).toEqual({ contents: "read" });
    }
    // Which zunset was reviewed is for its reader to say.
    const own = `uses: ${REPOSITORY}@${UNKNOWN_COMMIT} # `;
    for (const [line] of text.matchAll(/uses: .*/g))
      if (!line.startsWith(own)) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
  test("one there is, and it runs the checks", () => {
    expect(workflows.map(([name]) => name)).toEqual([".github/workflows/ci.yml", "README.md"]);
    expect(read(".github/workflows/ci.yml")).toContain("- run: .ci/run\n");
  });
});

test("schemas/README.md lists every schema, and each has its own name as address", () => {
  const names = readdirSync(join(root, "schemas")).filter((name) => name.endsWith(".json"));
  const text = read("schemas/README.md");
  expect(names.filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
  const addresses = names.map((name) => (JSON.parse(read(`schemas/${name}`)) as { $id: string }).$id);
  const [base = ""] = addresses.map((address) => dirname(address));
  expect(addresses).toEqual(names.map((name) => `${base}/${name}`));
});
test("CHANGELOG.md begins with the version of package.json", () => {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  expect(/^## (\S+)/m.exec(read("CHANGELOG.md"))?.[1]).toBe(version);
});

/** Holds, or with UPDATE writes, what stands between two marks of the README. */
function holdsBetween(mark: string, wanted: string): void {
  const text = read("README.md");
  const begin = new RegExp(`^<!-- ${mark}: .*-->\\n`, "m").exec(text)?.[0] ?? "";
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(`<!-- /${mark} -->\n`);
  expect(begin).not.toBe("");
  if (UPDATE) update("README.md", text.slice(0, from) + wanted + text.slice(to));
  else expect(text.slice(from, to)).toBe(wanted);
}

function update(path: string, text: string): void {
  expect(process.env["CI"], "UPDATE is refused in CI").toBeFalsy();
  writeFileSync(join(root, path), text);
}

/** What a command of the README prints: help at 80 columns, a scan of the sample repository at 100. */
async function transcript(command: string): Promise<string> {
  if (command.endsWith("--help")) return help(command.split(" ").slice(1));
  const folder = mkdtempSync(join(tmpdir(), "zunset-docs-"));
  try {
    cpSync(join(root, "fixtures/docs/acme-support"), folder, { recursive: true });
    const asOf = / --as-of (\S+)/.exec(command)?.[1] ?? "";
    const options = {
      roots: [folder],
      excludes: [],
      ignoredCredentials: true,
      maxFileSize: 2 ** 21,
      threads: 0,
      hashLines: false,
    };
    const { report } = await scan({ ...options, ruleSet, asOf, version: "0.0.0" });
    return await render("terminal", report, { color: false, width: 100 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function help(words: readonly string[]): Promise<string> {
  let out = "";
  const program = buildProgram();
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        out += text;
      },
      getOutHelpWidth: () => 80,
      getOutHasColors: () => false,
    });
  await expect(program.parseAsync([...words], { from: "user" })).rejects.toBeInstanceOf(CommanderError);
  return out;
}
