import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NameLists } from "../detect/index.ts";
import type { Deadline, Matcher, Precision, Rule, Severity } from "../model/rule.ts";
import type { ScopeData } from "../model/scope.ts";

/** Everything that is data: rules, dates, word lists. */
export interface RuleSet {
  /** Sorted by id. */
  readonly rules: readonly Rule[];
  readonly deadlines: readonly Deadline[];
  readonly names: NameLists;
  /** Which calls of Zendesk's API need which scopes. */
  readonly scopes: ScopeData;
}

/** A rule as its YAML file spells it. */
export interface RuleFile {
  readonly title: string;
  readonly severity: Severity;
  readonly precision: Precision;
  readonly "security-severity": string;
  readonly cwe: number;
  readonly keywords: readonly string[];
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly deadline: string;
  readonly links?: readonly string[];
  readonly match?: readonly Matcher[];
}

const here = dirname(fileURLToPath(import.meta.url));

/** The built-in files by name: one compiled JSON beside the bundle, the YAML folder in a checkout. */
async function builtIn(): Promise<Readonly<Record<string, unknown>>> {
  const bundled = join(here, "rules.json");
  if (existsSync(bundled)) return JSON.parse(readFileSync(bundled, "utf8"));
  const { parse } = await import("yaml");
  const folder = join(here, "../../rules");
  const files: Record<string, unknown> = {};
  for (const name of readdirSync(folder).sort())
    if (name.endsWith(".yml")) files[name] = parse(readFileSync(join(folder, name), "utf8"));
  for (const name of readdirSync(join(folder, "data")).sort())
    files[`data/${name}`] = parse(readFileSync(join(folder, "data", name), "utf8"));
  return files;
}

/** Makes a rule of its file's content; the file name is the id. */
export function ruleOf(id: string, file: RuleFile): Rule {
  return {
    id,
    title: file.title,
    severity: file.severity,
    precision: file.precision,
    securitySeverity: file["security-severity"],
    cwe: file.cwe,
    keywords: file.keywords,
    message: file.message.trim(),
    why: file.why.trim(),
    fix: file.fix.trim(),
    deadline: file.deadline,
    links: file.links ?? [],
    match: file.match ?? [],
  };
}

/** The rules that ship with zunset. Their files are checked against the schema by the tests. */
export async function builtInRules(): Promise<RuleSet> {
  const files = await builtIn();
  const rules: Rule[] = [];
  for (const [name, content] of Object.entries(files))
    if (!name.startsWith("data/")) rules.push(ruleOf(name.replace(/\.yml$/, ""), content as RuleFile));
  rules.sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    rules,
    deadlines: files["data/deadlines.yml"] as Deadline[],
    names: files["data/names.yml"] as NameLists,
    scopes: files["data/scopes.yml"] as ScopeData,
  };
}
