import { execFileSync, spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesBelow } from "./modules.ts";

const root = join(import.meta.dirname, "..");
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifest = readJson("package.json") as Manifest;

describe("package.json", () => {
  test("what runs is bundled, so nothing is installed with it", () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(Object.keys(manifest).filter((key) => /^(?:peer|optional|bundled)/i.test(key))).toEqual([]);
  });
  test("versions are exact, and the lock file holds the same ones and no address", () => {
    expect(
      Object.values(manifest.devDependencies).filter(
        (version) => !/^(?:npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version),
      ),
    ).toEqual([]);
    const text = readFileSync(join(root, "package-lock.json"), "utf8");
    const lock = JSON.parse(text) as {
      readonly version: string;
      readonly packages: Readonly<Record<string, Manifest>>;
    };
    expect(lock.version).toBe(manifest.version);
    expect(lock.packages[""]?.devDependencies).toEqual(manifest.devDependencies);
    expect(text).not.toContain('"resolved"');
  });
  test("the lock file names the packages of every platform, or npm ci refuses it", () => {
    const lock = readJson("package-lock.json") as {
      readonly packages: Readonly<
        Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
      >;
    };
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
  test("the packed package holds all it needs and nothing else", () => {
    const out = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [packed] = JSON.parse(out) as {
      readonly files: readonly { readonly path: string }[];
      readonly size: number;
    }[];
    const paths = packed?.files.map(({ path }) => path) ?? [];
    const wanted = [
      "package.json",
      ...["dist", "schemas"].flatMap((folder) =>
        filesBelow(join(root, folder)).map((path) => `${folder}/${path}`),
      ),
      ...manifest.files.filter((name) => /^[A-Z]/.test(name)),
    ];
    expect([...paths].sort()).toEqual([...wanted].sort());
    expect(packed?.size).toBeLessThan(8 * 1024 * 1024);
  });
});

// A checkout with no node_modules: dist/ alone, in a folder of its own.
describe("dist/ runs where nothing is installed", () => {
  let folder = "";
  let cli = "";
  const run = (args: readonly string[], input?: string) =>
    spawnSync(process.execPath, [cli, ...args], {
      cwd: folder,
      encoding: "utf8",
      input,
      env: { PATH: process.env["PATH"], NO_COLOR: "1" },
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "zunset-package-"));
    cpSync(join(root, "dist"), join(folder, "zunset"), { recursive: true });
    cpSync(join(root, "fixtures/docs/acme-support"), join(folder, "acme"), { recursive: true });
    cli = join(folder, "zunset/cli.js");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the command is executable and knows its version", () => {
    expect(manifest.bin).toEqual({ zunset: "dist/cli.js" });
    expect(readFileSync(cli, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    accessSync(cli, constants.X_OK);
    expect(run(["--version"]).stdout).toBe(`${manifest.version}\n`);
  });
  test.each(["terminal", "sarif", "json", "html"])("a scan as %s finds the token", (format) => {
    const { stdout, stderr, status } = run(["scan", "acme", "--format", format]);
    expect(stderr).toBe("");
    expect(stdout).toContain("ZENDESK_API_TOKEN");
    expect(status).toBe(1);
  });
  test("it parses in worker threads as it does in the main thread", () => {
    const scan = (threads: string): string =>
      run(["scan", "acme", "--as-of", "2026-11-02", "--threads", threads]).stdout;
    expect(scan("2")).toBe(scan("0"));
  });
  test("every grammar loads", () => {
    const token = "os.environ";
    const sources: Readonly<Record<string, string>> = {
      "a.py": `import os, requests\nrequests.get("https://acme.zendesk.com/api/v2/users.json", auth=(${token}["ZENDESK_EMAIL"] + "/token", ${token}["ZENDESK_API_TOKEN"]))\n`,
      "a.rb":
        'require "zendesk_api"\nZendeskAPI::Client.new { |c| c.username = ENV["ZENDESK_EMAIL"]; c.token = ENV["ZENDESK_API_TOKEN"] }\n',
      "a.php":
        '<?php\n$client->get("https://acme.zendesk.com/api/v2/users.json", ["auth" => [getenv("ZENDESK_EMAIL") . "/token", getenv("ZENDESK_API_TOKEN")]]);\n',
      "a.go":
        'package main\n\nfunc zendesk(r *http.Request) {\n\tr.SetBasicAuth(os.Getenv("ZENDESK_EMAIL")+"/token", os.Getenv("ZENDESK_API_TOKEN"))\n}\n',
      "A.java":
        'class A {\n  String zendesk = Credentials.basic(System.getenv("ZENDESK_EMAIL") + "/token", System.getenv("ZENDESK_API_TOKEN"));\n}\n',
      "A.kt":
        'val zendesk = Credentials.basic(System.getenv("ZENDESK_EMAIL") + "/token", System.getenv("ZENDESK_API_TOKEN"))\n',
      "A.cs":
        'class A {\n  string zendesk = Convert.ToBase64String(Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("ZENDESK_EMAIL") + "/token:" + Environment.GetEnvironmentVariable("ZENDESK_API_TOKEN")));\n}\n',
      "a.sh":
        'curl -u "$ZENDESK_EMAIL/token:$ZENDESK_API_TOKEN" https://acme.zendesk.com/api/v2/users.json\n',
      "a.ps1":
        '$pair = "$($env:ZENDESK_EMAIL)/token:$($env:ZENDESK_API_TOKEN)"\n$zendesk = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes($pair))\n',
      "a.tf":
        'provider "zendesk" {\n  account = "acme"\n  email   = "bot@example.com"\n  token   = var.zendesk_api_token\n}\nterraform {\n  required_providers {\n    zendesk = { source = "nukosuke/zendesk" }\n  }\n}\n',
    };
    const grammars = filesBelow(join(folder, "zunset/grammars")).filter((name) =>
      name.startsWith("tree-sitter-"),
    );
    // A grammar more is a source more here. Those of TypeScript serve migrate only.
    const forScans = grammars.filter((name) => !/-(?:typescript|tsx)\./.test(name));
    expect(Object.keys(sources)).toHaveLength(forScans.length);
    for (const [name, text] of Object.entries(sources)) {
      const { stdout, stderr } = run(["scan", "-", "--stdin-filename", name, "--format", "json"], text);
      expect(stderr, name).toBe("");
      const report = JSON.parse(stdout) as {
        readonly findings: readonly { readonly severity: string }[];
        readonly skipped: readonly unknown[];
      };
      expect(
        report.findings.map(({ severity }) => severity),
        name,
      ).toContain("error");
      expect(report.skipped, name).toEqual([]);
    }
  });
  test("a configuration file and rules of one's own are checked and used", () => {
    const config = join(folder, "acme/zunset.config.yml");
    writeFileSync(config, "failOn: never\n");
    const { stdout, stderr, status } = run(["scan", "acme"]);
    expect(stderr).toBe("");
    expect(stdout).toContain("ZENDESK_API_TOKEN");
    expect(status).toBe(0);
    writeFileSync(config, "failOnn: never\n");
    expect(run(["scan", "acme"])).toMatchObject({ status: 2, stderr: expect.stringContaining("failOn") });
    rmSync(config);

    const rules = join(folder, "rules");
    cpSync(join(root, "rules/shell.yml"), join(rules, "our-shell.yml"));
    expect(run(["rules", "list", "--rules", "rules"]).stdout).toContain("our-shell");
  });
  test("no file of it asks for a module that is not in it, or that speaks to a network", () => {
    const allowed = new Set([
      "buffer",
      "child_process",
      "crypto",
      "events",
      "fs",
      "fs/promises",
      "inspector",
      // What TypeScript's own messages import.
      "mod",
      "module",
      "os",
      "path",
      "perf_hooks",
      "process",
      "readline",
      "string_decoder",
      "timers",
      "url",
      "util",
      "v8",
      "worker_threads",
      "zlib",
    ]);
    const asked = new Set<string>();
    const files = filesBelow(join(folder, "zunset")).filter((one) => one.endsWith(".js"));
    // The Action's comment on a pull request is GitHub's API: in a file of its own, which only the Action loads, and only when it is asked to.
    const online = files.filter((name) => /^comment-\w+\.js$/.test(name));
    expect(online).toHaveLength(1);
    const loads = new RegExp(`[^(]"\\./${online[0]}"`);
    expect(files.filter((name) => loads.test(readFileSync(join(folder, "zunset", name), "utf8")))).toEqual(
      [],
    );
    for (const name of files.filter((one) => !online.includes(one))) {
      const code = readFileSync(join(folder, "zunset", name), "utf8");
      for (const [, module = ""] of code.matchAll(
        /(?:\bfrom ?|\bimport ?\(?|\b__require\()"((?:node:)?[a-z_/]+)"/g,
      ))
        if (!existsSync(join(folder, "zunset", module))) asked.add(module.replace("node:", ""));
    }
    expect([...asked].filter((module) => !allowed.has(module))).toEqual([]);
    expect(asked).toContain("fs");
  });
});
