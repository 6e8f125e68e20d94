import { resolve } from "node:path";
import { givenConfig, NO_CONFIG } from "../config/index.ts";
import { suggest } from "../config/suggest.ts";
import { locateRoots, type Root } from "../discover/root.ts";
import { readSettings, type Settings, type Wishes } from "../engine/index.ts";
import { bytesOf, isDay, isPrefix, MAX_THREADS } from "../engine/values.ts";
import { Problem } from "../model/problem.ts";
import { formats } from "../report/index.ts";
import type * as api from "./api.ts";
import { Thrown } from "./error.ts";

/** What an option has to be, in words, and whether a value is that. */
type Check = readonly [what: string, fits: (value: unknown) => boolean];
type Checks<T> = { readonly [name in keyof Required<T>]: Check };

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const oneOf = (...words: readonly string[]): Check => [
  `one of ${words.join(", ")}`,
  (value) => words.includes(value as string),
];

const FLAG: Check = ["true or false", (value) => typeof value === "boolean"];
const TEXT: Check = ["text", isText];
const SOME: Check = ["a list of texts, one at least", (value) => isList(value) && value.length > 0];
const LIST: Check = ["a list of texts", (value) => isList(value)];
const FAIL_ON = oneOf("error", "warning", "note", "never");

/** NOTE: an empty list of paths is more likely a mistake than a wish for everything. */
const isList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const TREE: Checks<api.TreeOptions> = {
  paths: SOME,
  cwd: TEXT,
  config: [
    "a path, a configuration or false",
    (value) => value === false || isText(value) || (typeof value === "object" && value !== null),
  ],
  rules: TEXT,
  exclude: LIST,
  ignoredCredentials: FLAG,
  asOf: ["a day as YYYY-MM-DD", (value) => isText(value) && isDay(value)],
  maxFileSize: [
    "a number of bytes or a size such as 500k or 2m, at most 256m",
    (value) => (isText(value) || typeof value === "number") && bytesOf(String(value)) !== undefined,
  ],
  threads: [`a whole number from 0 to ${MAX_THREADS}`, (value) => isWhole(value, 0, MAX_THREADS)],
  onProgress: ["a function", (value) => typeof value === "function"],
};

/** The options of `scan`. */
export const SCAN: Checks<api.ScanOptions> = {
  ...TREE,
  only: SOME,
  since: TEXT,
  staged: FLAG,
  suppressions: FLAG,
  baseline: ["a path or false", (value) => value === false || isText(value)],
  fixes: FLAG,
  allowEmpty: FLAG,
};

/** The options of `migrate`. */
export const MIGRATE: Checks<api.MigrateOptions> = {
  ...TREE,
  only: SOME,
  unsafe: FLAG,
  scope: TEXT,
  prefix: [
    "capital letters, digits and underscores, such as ZENDESK",
    (value) => isText(value) && isPrefix(value),
  ],
  transition: oneOf("switch", "dual"),
};

/** The options of `Migration.apply`. */
export const APPLY: Checks<api.ApplyOptions> = { unsafe: FLAG, force: FLAG };

const SMALLEST_MARKDOWN = 16 * 1024;

/** The options of `Scan.render`. */
export const RENDER: Checks<api.RenderOptions> = {
  color: FLAG,
  width: ["a whole number from 20 to 10000", (value) => isWhole(value, 20, 10_000)],
  category: TEXT,
  suppressed: FLAG,
  maxBytes: [
    `a whole number, ${SMALLEST_MARKDOWN} at least`,
    (value) => isWhole(value, SMALLEST_MARKDOWN, Number.MAX_SAFE_INTEGER),
  ],
};

const WORDS = { format: oneOf(...formats), failOn: FAIL_ON };

/** Checks what the types promise, for callers that have none. Throws a `Problem` for an option that is wrong or that there is not. */
export function checkOptions<T extends object>(options: T, checks: Checks<T>): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw invalid("options", "an object");
  const known = Object.keys(checks);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name))
      throw new Problem(`there is no option "${name}"`, {
        where: name,
        help: suggest(name, known),
        code: "invalid-option",
      });
    const [what, fits] = checks[name as keyof T];
    if (value !== undefined && !fits(value)) throw invalid(name, what);
  }
}

/** Checks a word that is no option by itself. */
export function checkWord(name: keyof typeof WORDS, value: string): void {
  const [what, fits] = WORDS[name];
  if (!fits(value)) throw invalid(name, what);
}

const invalid = (name: string, what: string): Problem =>
  new Problem(`${name} has to be ${what}`, { where: name, code: "invalid-option" });

/** What scans and migrations begin with. */
export interface Tree {
  readonly roots: readonly Root[];
  readonly settings: Settings;
  /** Absolute. */
  readonly cwd: string;
  /** What the caller named, for messages. */
  readonly named: string;
  readonly wishes: Omit<Wishes, "hashLines" | "only">;
  readonly onProgress: (done: number, total: number) => void;
  /** Throws what the caller's function threw, if it did. */
  readonly check: () => void;
}

/** Finds what is to be scanned, and reads the settings for it. */
export async function openTree(options: api.TreeOptions): Promise<Tree> {
  const cwd = resolve(options.cwd ?? ".");
  const paths = options.paths ?? ["."];
  const roots = locateRoots(paths, cwd);
  const settings = await readSettings({
    config: await configOf(options.config, cwd),
    rules: options.rules,
    scanned: roots[0]?.absolute ?? cwd,
    cwd,
  });
  const { exclude, ignoredCredentials, asOf, maxFileSize, threads } = options;
  let thrown: Thrown | undefined;
  return {
    roots,
    settings,
    cwd,
    named: paths.join(" "),
    wishes: { exclude, ignoredCredentials, asOf, maxFileSize: bytesOf(String(maxFileSize)), threads },
    // Called by a timer: what is thrown there would end the process.
    onProgress: (done, total) => {
      if (thrown) return;
      try {
        options.onProgress?.(done, total);
      } catch (error) {
        thrown = new Thrown(error);
      }
    },
    check: () => {
      if (thrown) throw thrown;
    },
  };
}

async function configOf(config: api.TreeOptions["config"], cwd: string) {
  if (config === undefined || typeof config === "string") return config;
  return config === false ? NO_CONFIG : givenConfig(config, cwd);
}
