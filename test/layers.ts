import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What a folder may import. */
export interface Allowed {
  /** Folders of `src/` whose doors it may use. */
  readonly uses?: readonly string[];
  /** Folders of which it may use types only. */
  readonly types?: readonly string[];
  /** Packages and modules of node. No entry of the whole table speaks to a network but `@actions/github`, which only action may load. */
  readonly packages?: readonly string[];
}

/**
 * What each folder of `src/` may import; everything else is an error. model imports nothing, stages know model, and only scan.ts, collect.ts,
 * cli and parse's worker (which reads, prefilters and parses in one go) put stages together. detect's words for names and shapes are what
 * resolve, findings and rules speak, so those three may use it.
 */
export const FOLDERS: Readonly<Record<string, Allowed>> = {
  model: {},
  config: {
    uses: ["model"],
    packages: ["node:fs", "node:path", "node:url", "ajv", "yaml", "fastest-levenshtein"],
  },
  rules: {
    uses: ["model", "config"],
    types: ["detect"],
    packages: ["node:fs", "node:path", "node:url", "yaml"],
  },
  discover: {
    uses: ["model"],
    packages: ["node:child_process", "node:crypto", "node:fs", "node:os", "node:path", "ignore"],
  },
  prefilter: {},
  parse: {
    uses: ["model", "prefilter"],
    packages: [
      "node:fs",
      "node:fs/promises",
      "node:module",
      "node:path",
      "node:url",
      "node:v8",
      "node:worker_threads",
      "@babel/parser",
      "@babel/types",
      "jsonc-parser",
      "saxes",
      "toml-eslint-parser",
      "web-tree-sitter",
      "yaml",
    ],
  },
  detect: { uses: ["model"] },
  resolve: { uses: ["model", "detect"] },
  findings: { uses: ["model", "config", "detect"], types: ["resolve"], packages: ["node:crypto"] },
  // What a scan is compared with, and is written down as.
  baseline: { uses: ["model", "config", "findings"], packages: ["yaml"] },
  "collect.ts": { uses: ["model", "parse", "resolve"] },
  "scan.ts": {
    uses: ["model", "discover", "collect.ts", "detect", "resolve", "findings"],
    types: ["rules"],
  },
  // Two scans in one: what changed is compared with what it came from.
  change: {
    uses: ["model", "discover", "collect.ts", "parse", "detect", "resolve", "findings", "scan.ts"],
  },
  // The only stage after the scan: it reads facts and findings, and scans what it would make of the tree.
  codemod: {
    uses: ["model", "parse", "detect", "resolve", "scan.ts"],
    types: ["rules"],
    packages: [
      ...["node:crypto", "node:fs", "node:path", "node:url", "node:worker_threads"],
      ...["diff", "ts-morph", "web-tree-sitter"],
    ],
  },
  // d3 draws in the browser, as part of the page that the HTML report holds.
  report: {
    uses: ["model"],
    packages: ["node:zlib", "d3-scale", "d3-selection", "d3-shape", "micromark", "picocolors", "sarif"],
  },
  merge: { uses: ["model", "report"], packages: ["ajv", "sarif"] },
  owners: { uses: ["discover"], packages: ["node:fs", "node:path"] },
  // What is asked for, and settings, become a scan or a migration: the one way in for command line, Action and library. It prints nothing.
  engine: {
    uses: [
      ...[
        "model",
        "config",
        "rules",
        "discover",
        "scan.ts",
        "change",
        "baseline",
        "codemod",
        "owners",
        "report",
      ],
    ],
    types: ["parse"],
    packages: ["node:fs", "node:os", "node:path"],
  },
  // What other programs import; api.ts and report.ts are its published types, so they import nothing.
  library: {
    uses: ["model", "config", "discover", "codemod", "report", "engine"],
    packages: ["node:path"],
  },
  // The GitHub Action: inputs, event and outputs of a step around the engine.
  action: {
    uses: ["model", "config", "discover", "parse", "baseline", "report", "engine", "cli"],
    types: ["scan.ts", "change"],
    packages: [
      ...["node:crypto", "node:fs", "node:os", "node:path"],
      ...["@actions/core", "@actions/github"],
    ],
  },
  cli: {
    uses: [
      ...["model", "config", "discover", "parse", "scan.ts", "codemod", "report", "engine"],
      ...["baseline", "owners", "merge"],
    ],
    types: ["rules"],
    packages: [
      "node:fs",
      "node:fs/promises",
      "node:path",
      "node:zlib",
      "@clack/prompts",
      "commander",
      "picocolors",
    ],
  },
};

/** Files other folders may import. `index.ts` is a door everywhere; the others are there so that a short run loads little. */
export const DOORS: Readonly<Record<string, readonly string[]>> = {
  model: readdirSync(join(import.meta.dirname, "../src/model")),
  config: ["index.ts", "document.ts", "suggest.ts", "validate.ts"],
  rules: ["index.ts", "custom.ts"],
  // codemod asks for the syntax of what it edits, and reads files one by one.
  parse: ["index.ts", "pool.ts", "decode.ts", "examine.ts", "own-process.ts", "tree-sitter.ts"],
  codemod: ["index.ts", "apply.ts", "fixes.ts", "patch.ts", "scopes/index.ts"],
  // The Action ends and writes as the command line does.
  cli: ["exit.ts", "write.ts"],
  engine: readdirSync(join(import.meta.dirname, "../src/engine"), { recursive: true }).map(String),
  // `zunset why` tells which of discover's rules left a file out; a baseline knows which files are on one machine only.
  discover: [
    ...[
      "index.ts",
      "root.ts",
      "credential-files.ts",
      "dirty.ts",
      "history.ts",
      "ignore.ts",
      "left-out.ts",
      "refs.ts",
    ],
  ],
  findings: ["index.ts", "compare.ts", "renames.ts", "suppress.ts", "upkeep.ts"],
  // The command line words and escapes what it says as reports do.
  report: ["index.ts", "summary.ts", "text.ts", "width.ts"],
  // The scopes of calls are followed by the same tables as credentials are.
  resolve: ["index.ts", "reach.ts", "functions.ts", "names.ts", "world.ts"],
  "collect.ts": [""],
  "scan.ts": [""],
};
