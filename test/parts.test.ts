import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { difference, renamesBetween, scanChange } from "../src/change/index.ts";
import { Unparsed } from "../src/change/unparsed.ts";
import { compactOf, signsOf } from "../src/detect/index.ts";
import { createSieve } from "../src/parse/sieve.ts";
import { wordNumber, wordsIn } from "../src/parse/words.ts";
import type { Question } from "../src/resolve/index.ts";
import { worldOf } from "../src/resolve/world.ts";
import { builtInRules } from "../src/rules/index.ts";
import { type ScanOptions, scan } from "../src/scan.ts";
import { checkout, root, write } from "./tree.ts";

const ruleSet = await builtInRules();
const sieve = createSieve(signsOf(ruleSet.rules) ?? []);

const optionsHere = (): ScanOptions => ({
  roots: [root],
  excludes: [],
  ignoredCredentials: true,
  ruleSet,
  asOf: "2026-11-23",
  version: "0.0.0",
  hashLines: false,
  maxFileSize: 1 << 20,
  threads: 0,
});

/** A file without a sign of any rule, what a change adds, and (where it counts) what stands between them. */
interface Case {
  readonly asked: Readonly<Record<string, string>>;
  readonly added: Readonly<Record<string, string>>;
  readonly between?: Readonly<Record<string, string>>;
}

const JS_USE = (key: string, head = ""): string =>
  `${head}fetch("https://acme.zendesk.com", { headers: { Authorization: \`Basic \${btoa(\`\${process.env.MAIL}/token:\${${key}}\`)}\` } });\n`;
const PY_USE = (key: string, head = ""): string =>
  `${head}import os, requests\nrequests.get("https://acme.zendesk.com", auth=(os.environ["MAIL"] + "/token", ${key}))\n`;

const CASES: Readonly<Record<string, Case>> = {
  "a constant of a module": {
    asked: { "src/desk.ts": "// Zendesk\nexport const LOGIN = process.env.DESK_LOGIN;\n" },
    added: { "src/app.ts": JS_USE("LOGIN", 'import { LOGIN } from "./desk";\n') },
  },
  "a constant behind a module that only passes it on": {
    asked: { "src/desk.ts": "// Zendesk\nexport const LOGIN = process.env.DESK_LOGIN;\n" },
    between: { "src/index.ts": '// Zendesk\nexport * from "./desk";\n' },
    added: { "web/app.ts": JS_USE("LOGIN", 'import { LOGIN } from "../src";\n') },
  },
  "a module without any keyword": {
    asked: { "src/desk.ts": "export const LOGIN = process.env.DESK_LOGIN;\n" },
    added: { "src/app.ts": JS_USE("LOGIN", 'import { LOGIN } from "./desk";\n') },
  },
  "a function of a module that only a file without a sign imports": {
    asked: { "lib/desk.ts": "export function deskLogin() {\n  return process.env.DESK_LOGIN;\n}\n" },
    between: {
      "src/tickets.ts": '// Zendesk\nimport { deskLogin } from "../lib/desk";\nconsole.log(deskLogin);\n',
    },
    added: { "web/app.ts": JS_USE("desk.deskLogin()") },
  },
  "a function, called by its name alone": {
    asked: {
      "lib/desk.py": '# Zendesk\nimport os\n\n\ndef desk_login():\n    return os.environ["DESK_LOGIN"]\n',
    },
    added: { "job/app.py": PY_USE("desk_login()") },
  },
  "a method of a class": {
    asked: { "lib/desk.rb": "# Zendesk\nclass Desk\n  def self.login\n    ENV['DESK_LOGIN']\n  end\nend\n" },
    added: {
      "app.rb":
        "require 'faraday'\nFaraday.new('https://acme.zendesk.com') { |f| f.request :authorization, :basic, \"#{ENV['MAIL']}/token\", Desk.login }\n",
    },
  },
  "a constant of a class": {
    asked: {
      "src/Desk.java":
        '// Zendesk\nclass Desk {\n  static final String LOGIN = System.getenv("DESK_LOGIN");\n}\n',
    },
    added: {
      "src/App.java":
        'class App {\n  Object client() {\n    return new Zendesk.Builder("https://acme.zendesk.com").setUsername("bot@example.com").setToken(Desk.LOGIN).build();\n  }\n}\n',
    },
  },
  "a member of a parent class": {
    asked: {
      "lib/base.py":
        '# Zendesk\nimport os\n\n\nclass Base:\n    def __init__(self):\n        self.login = os.environ["DESK_LOGIN"]\n',
    },
    added: {
      "job/app.py":
        'import requests\n\n\nclass Desk(Base):\n    def get(self, mail):\n        return requests.get("https://acme.zendesk.com", auth=(mail + "/token", self.login))\n',
    },
  },
  "what a wrapper is called with": {
    asked: {
      "job/run.py":
        '# Zendesk\nimport os\nfrom lib import zendesk_get\nzendesk_get(os.environ["DESK_LOGIN"])\n',
    },
    added: {
      "lib.py":
        'import requests\n\n\ndef zendesk_get(login):\n    return requests.get("https://acme.zendesk.com", auth=("bot@example.com/token", login))\n',
    },
  },
  "what a constructor is called with": {
    asked: { "src/run.ts": "// Zendesk\nnew DeskClient(process.env.DESK_LOGIN);\n" },
    added: {
      "src/client.ts":
        'export class DeskClient {\n  constructor(private login: string) {}\n  get() {\n    return fetch("https://acme.zendesk.com", { headers: { Authorization: `Basic ${btoa(`bot@example.com/token:${this.login}`)}` } });\n  }\n}\n',
    },
  },
  "where a helper is called, which only tells more": {
    asked: {
      "src/tickets.ts":
        '// Zendesk\nimport { zendeskHeader } from "./header";\nconsole.log(zendeskHeader());\n',
    },
    added: {
      "src/header.ts":
        "export function zendeskHeader() {\n  return `Basic ${btoa(`${process.env.MAIL}/token:${process.env.DESK_LOGIN}`)}`;\n}\n",
    },
  },
  "a variable that a script sets": {
    asked: { "ci/vars.sh": '# Zendesk\nexport DESK_LOGIN="$VAULT_LOGIN"\n' },
    added: { "job/app.py": PY_USE('os.environ["DESK_LOGIN"]') },
  },
  "a script that is read in": {
    asked: { "ci/vars.sh": '# Zendesk\nLOGIN="$VAULT_LOGIN"\n' },
    added: {
      "ci/run.sh":
        '. ./vars.sh\nAUTH="bot@example.com/token:$LOGIN"\ncurl -u "$AUTH" https://acme.zendesk.com/api/v2/users.json\n',
    },
  },
  "a setting in YAML": {
    asked: { "config/app.yml": "zendesk:\n  login: ${VAULT_LOGIN}\n" },
    added: { "src/app.ts": JS_USE("config.zendesk.login") },
  },
  "a setting in JSON, its key cut differently": {
    asked: { "config/app.json": '{ "zendesk": { "desk-login": "x" } }\n' },
    added: { "src/app.ts": JS_USE("process.env.ZENDESK_DESK_LOGIN") },
  },
  "all files of a Terraform folder": {
    asked: { "infra/locals.tf": "# Zendesk\nlocals {\n  desk_login = var.vault_login\n}\n" },
    added: {
      "infra/main.tf":
        'resource "null_resource" "zendesk" {\n  provisioner "local-exec" {\n    command = "curl -u bot@example.com/token:${local.desk_login} https://acme.zendesk.com/api/v2/users.json"\n  }\n}\n',
    },
  },
  "a file of settings in PHP": {
    asked: { "config/desk.php": "<?php\n// Zendesk\nreturn ['login' => env('DESK_LOGIN')];\n" },
    added: {
      "app/Desk.php":
        "<?php\n$client = new \\Zendesk\\API\\HttpClient('acme');\n$client->setAuth('basic', ['username' => 'bot@example.com', 'token' => config('desk.login')]);\n",
    },
  },
};

describe("what has no sign is parsed when it is asked for", () => {
  test.each(Object.entries(CASES))("%s", async (_, { asked, between = {}, added }) => {
    for (const [path, text] of Object.entries({ ...asked, ...between }))
      expect(sieve(path, text), path).toBe(false);
    checkout({ "keep.txt": "kept\n", ...asked, ...between });
    const before = await scan(optionsHere());
    write(added);
    const now = await scan(optionsHere());
    const { report } = await scanChange(optionsHere(), { ref: "HEAD" });
    const full = difference(now.report.findings, before.report.findings, () =>
      renamesBetween(now.files, before.files),
    ).added.map((finding) => ({ ...finding, state: "new" }));
    expect(full.length).toBeGreaterThan(0);
    expect(report.findings).toEqual(full);
    // The opposite: without the file that is asked for, something else is found.
    for (const path of Object.keys(asked)) rmSync(join(root, path));
    const without = await scan(optionsHere());
    expect(without.report.findings.map((finding) => ({ ...finding, state: "new" }))).not.toEqual(full);
  });
});

test("what nobody asks for is not parsed", async () => {
  checkout({
    "src/link.ts":
      "// Zendesk\nexport const link = (id: number) => `https://acme.zendesk.com/agent/${id}`;\n",
    "models/tickets.sql": "select email from zendesk_tickets;\n",
    "data/streams.json": '{ "source": "zendesk", "columns": ["email"] }\n',
  });
  write({ "src/app.ts": JS_USE("process.env.DESK_LOGIN") });
  const { report } = await scanChange(optionsHere(), { ref: "HEAD" });
  expect(report.findings.map(({ location }) => location.path)).toEqual(["src/app.ts"]);
  expect(report.files).toMatchObject({ scanned: 4, parsed: 1 });
  expect((await scan(optionsHere())).report.files.parsed).toBe(4);
  // What is rewritten may need any file.
  const whole = await scanChange(optionsHere(), { ref: "HEAD" }, { whole: true });
  expect(whole.report.files.parsed).toBe(4);
  expect(whole.report.findings).toEqual(report.findings);
});

test.each([
  ["a.py", "def login(self):\n", "login", "{"],
  ["a.py", "mail.login(x)\nlogin(x)\n", "login", ""],
  ["a.ts", "desk.login(x);\n", "login", ""],
  ["a.ts", "  login(x: string) {}\n", "login", "("],
  ["a.ts", "export const login = (x) => x;\n", "login", "{"],
  ["a.ts", "const login = other;\n", "login", ""],
  ["a.rb", "class Acme::Desk\n", "Desk", "{"],
  ["a.rb", "Acme::Desk.new\n", "Desk", ""],
  ["a.go", "func (d *Desk) Login() string {\n", "Desk", "{"],
  ["a.kt", "fun String.login(): String = this\n", "login", "{"],
] as const)("%s: %j defines %s as %j", (path, text, word, use) => {
  const words = new Set(wordsIn(text, path));
  expect(words.has(wordNumber(word, ""))).toBe(true);
  expect(words.has(wordNumber(word, "("))).toBe(use !== "");
  expect(words.has(wordNumber(word, "{"))).toBe(use === "{");
});

test("words go by numbers: no text of a file is among them", () => {
  const words = wordsIn('// Zendesk\nconst x = "4f1c2a9e8b7d6c5f";\n', "a.ts");
  expect(words.every((word) => Number.isInteger(word))).toBe(true);
});

test("whatever the rules match in has a sign", async () => {
  const fixtures = join(import.meta.dirname, "../fixtures/rules");
  const { files, detection } = await scan({ ...optionsHere(), roots: [fixtures] });
  const matched = files.filter((file) => detection.matchesOf(file).length > 0);
  expect(matched.length).toBeGreaterThan(200);
  const without = matched.filter(({ path }) => {
    const at = join(import.meta.dirname, "..", path);
    return !sieve(path, readFileSync(at, "utf8"));
  });
  expect(without.map(({ path }) => path)).toEqual([]);
  // The opposite: most of what only has to be looked at has none.
  const rest = files.filter((file) => detection.matchesOf(file).length === 0);
  expect(rest.some(({ path, masked }) => !sieve(path, masked))).toBe(true);
});

/** What a setting goes by: its last segments, compact. */
function keysOf(path: readonly string[]): string[] {
  const segments = path.flatMap((segment) => segment.split(/[.:/]/)).filter((segment) => segment !== "");
  return [1, 2, 3, 4].map((take) => segments.slice(-take).map(compactOf).join(""));
}

test("whatever a file offers to lookups can be told from its words", async () => {
  const fixtures = join(import.meta.dirname, "../fixtures/languages");
  const { files } = await scan({ ...optionsHere(), roots: [fixtures] });
  const untold: string[] = [];
  let offered = 0;
  for (const file of files) {
    const { path } = file;
    const unparsed = new Unparsed();
    unparsed.add(path, wordsIn(readFileSync(join(import.meta.dirname, "..", path), "utf8"), path));
    const world = worldOf([file]);
    const names: readonly (readonly [Question["kind"], Iterable<string>])[] = [
      ["function", world.functions.keys()],
      ["class", world.classes.keys()],
      ["call", world.calls.keys()],
      ["key", world.keys.keys()],
      ["constant", world.constants.keys()],
      ["shell", world.shell.keys()],
      ["setting", new Set([...world.entries.values()].flat().flatMap(({ fact }) => keysOf(fact.path)))],
    ];
    for (const [kind, all] of names)
      for (const name of all) {
        // What is asked for is a name: no operator, no spread.
        if (!/^\w[\w-]*$/.test(name)) continue;
        offered++;
        if (unparsed.answering({ kind, name }).length === 0) untold.push(`${path}: ${kind} ${name}`);
      }
  }
  expect(offered).toBeGreaterThan(2_000);
  expect(untold).toEqual([]);
});
