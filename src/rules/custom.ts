import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Path } from "../config/document.ts";
import { readValidated } from "../config/validate.ts";
import { Problem } from "../model/problem.ts";
import type { Matcher, Rule } from "../model/rule.ts";
import { type RuleFile, type RuleSet, ruleOf } from "./index.ts";

/** Where a folder of rules comes from. */
export interface RuleFolder {
  readonly path: string;
  /** How messages call the folder. */
  readonly shown: string;
  /** What names the folder: `--rules`, or a place in a configuration. */
  readonly namedBy: string;
  /** The scanned tree brought it: its regular expressions are not run, because they may take for ever. */
  readonly found: boolean;
}

const RULE_FILE = /\.ya?ml$/;
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Adds the rules of a folder (`*.yml`, the file name is the id) to a set; every file is checked, and an id may not be taken twice. */
export function addRules(set: RuleSet, folder: RuleFolder): RuleSet {
  const names = ruleFiles(folder);
  const rules: Rule[] = [...set.rules];
  const own = new Map<string, string>();
  for (const name of names) {
    const shown = join(folder.shown, name);
    const id = name.replace(RULE_FILE, "");
    if (!ID.test(id))
      throw new Problem(`"${id}" cannot be the id of a rule`, {
        where: shown,
        help: "The file name is the id: lower-case letters and digits, words joined by a hyphen.",
      });
    if (rules.some((rule) => rule.id === id))
      throw new Problem(`there is a rule "${id}" already: ${own.get(id) ?? "it is built in"}`, {
        where: shown,
        help: "Give the file another name.",
      });
    own.set(id, shown);
    rules.push(readRule(set, id, join(folder.path, name), shown, folder.found));
  }
  rules.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...set, rules };
}

function ruleFiles({ path, namedBy }: RuleFolder): string[] {
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    const what = { ENOENT: "does not exist", ENOTDIR: "is no folder" }[code] ?? `cannot be read (${code})`;
    throw new Problem(`the folder with rules ${what}: ${path}`, { where: namedBy, help: "Check the path." });
  }
  const files = names.filter((name) => RULE_FILE.test(name)).sort();
  if (files.length === 0)
    throw new Problem(`the folder with rules holds none: ${path}`, {
      where: namedBy,
      help: "A rule is one YAML file (*.yml); its name is the rule's id.",
    });
  return files;
}

function readRule(set: RuleSet, id: string, path: string, shown: string, found: boolean): Rule {
  const document = readValidated(path, shown, "rule");
  const rule = ruleOf(id, document.content as RuleFile);
  if (!set.deadlines.some((deadline) => deadline.id === rule.deadline))
    throw new Problem(`there is no deadline "${rule.deadline}"`, {
      where: document.place(["deadline"]),
      help: `Known: ${set.deadlines.map((deadline) => deadline.id).join(", ")}.`,
    });
  const [page] = rule.links.map((link, index) => {
    if (!URL.canParse(link))
      throw new Problem("this is no address", {
        where: document.place(["links", index]),
        help: "Write it as a browser takes it: https://example.com/page.",
      });
    return new URL(link).href;
  });
  const [expression] = found ? rule.match.flatMap((one, index) => expressionsIn(one, index)) : [];
  if (expression)
    throw new Problem("a regular expression that the scanned tree brings is not run", {
      where: document.place(expression),
      help: "It could take for ever. If you trust it, name the folder yourself: --rules DIR.",
    });
  return page === undefined ? rule : { ...rule, page };
}

/** Where a matcher holds regular expressions. */
function expressionsIn(matcher: Matcher, index: number): Path[] {
  if ("entry" in matcher) return matcher.valueMatches === undefined ? [] : [["match", index, "valueMatches"]];
  if (!("shape" in matcher)) return [];
  return ["paths", "where"]
    .filter((key) => matcher.with?.[key] !== undefined)
    .map((key) => ["match", index, "with", key]);
}
