import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { buildProgram } from "../src/cli/program.ts";
import { type Rule, UPKEEP_RULES } from "../src/model/rule.ts";
import { ruleUri } from "../src/report/project.ts";
import { builtInRules } from "../src/rules/index.ts";
import { casesOf, type RuleCase, silencedLine } from "./rule-cases.ts";
import { renderPage } from "./rule-page.ts";
import { rewritesOf } from "./rule-rewrites.ts";

// docs/rules has a page per rule, written by UPDATE=1 from the rule's data, its fixtures and what migrate does with them. RULE=<id> looks at some.
const folder = join(import.meta.dirname, "../docs/rules");
const UPDATE = Boolean(process.env["UPDATE"]);
const { rules, deadlines } = await builtInRules();
const only = process.env["RULE"]?.split(",");

/** Which cases a page shows, by rule. */
type Examples = Readonly<
  Record<string, { readonly found?: readonly string[]; readonly silent?: Readonly<Record<string, string>> }>
>;
const examples = parseYaml(readFileSync(join(folder, "examples.yml"), "utf8")) as Examples;

/** Cases that a page shows where nobody chose any. */
const MOST_FOUND = 3;
const MOST_SILENT = 2;

/** A reason that a reviewer could accept. */
const reasonFor = ({ id, severity }: Rule): string => {
  if (id === "hardcoded") return "made up for a test";
  return severity === "note" ? "known, and on the list" : "moves to OAuth with the next release";
};

const linesOf = ({ files }: RuleCase): number =>
  files.reduce((sum, { masked }) => sum + masked.split("\n").length, 0);

/** The shortest case of each language, the shortest first. */
function shortest(cases: readonly RuleCase[], rule: string): RuleCase[] {
  const seen = new Set<string>();
  return cases
    .toSorted((a, b) => linesOf(a) - linesOf(b))
    .filter(({ findings }) => {
      const language = findings.find((finding) => finding.rule === rule)?.language ?? "";
      return !seen.has(language) && seen.add(language);
    })
    .slice(0, MOST_FOUND);
}

async function pageOf(rule: Rule): Promise<string> {
  const [ng, ok] = await Promise.all([casesOf(rule.id, "ng"), casesOf(rule.id, "ok")]);
  const { found: chosen, silent: reasons = {} } = examples[rule.id] ?? {};
  const named = (cases: readonly RuleCase[], names: readonly string[]): RuleCase[] =>
    names.map((name) => {
      const one = cases.find((each) => each.name === name);
      expect(one, `docs/rules/examples.yml: ${rule.id} has no case ${name}`).toBeDefined();
      return one as RuleCase;
    });
  const found = chosen ? named(ng, chosen) : shortest(ng, rule.id);
  const silent =
    reasons === undefined || Object.keys(reasons).length === 0
      ? ok.slice(0, MOST_SILENT)
      : named(ok, Object.keys(reasons));
  const deadline = deadlines.find(({ id }) => id === rule.deadline);
  expect(deadline).toBeDefined();
  return renderPage({
    rule,
    deadline: deadline as (typeof deadlines)[number],
    found,
    silent: silent.map((one) => ({ one, reason: reasons[one.name] ?? "" })),
    cases: ng.length,
    rewrites: UPKEEP_RULES.has(rule.id)
      ? { recipes: [], alongside: false, refusals: [] }
      : await rewritesOf(rule.id),
    silenced: UPKEEP_RULES.has(rule.id)
      ? undefined
      : await silencedLine(rule.id, [...found, ...ng], reasonFor(rule)),
    baseline: buildProgram().commands.some((command) => command.name() === "baseline"),
  });
}

/** What is masked in the cases of a rule, as it stands there; what is short may well be a word of a page. */
async function credentialsOf(rule: string): Promise<string[]> {
  const cases = [...(await casesOf(rule, "ng")), ...(await casesOf(rule, "ok"))];
  return cases.flatMap(({ files, texts }) =>
    files.flatMap(({ path, secrets }) =>
      secrets
        .map(({ at }) => (texts.get(path) ?? "").slice(at.start, at.end))
        .filter((text) => text.length >= 12),
    ),
  );
}

function holds(name: string, text: string): void {
  const path = join(folder, name);
  if (UPDATE) {
    expect(process.env["CI"], "UPDATE is refused in CI").toBeFalsy();
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : "missing: run with UPDATE=1 and read it").toBe(text);
}

test.each(
  rules.filter(({ id }) => only === undefined || only.includes(id)).map((rule) => [rule.id, rule] as const),
)("docs/rules/%s.md is what the rule, its fixtures and migrate say", async (id, rule) => {
  const page = await pageOf(rule);
  expect((await credentialsOf(id)).filter((text) => page.includes(text)).length, "credentials in it").toBe(0);
  holds(`${id}.md`, page);
  expect(ruleUri({ id }).endsWith(`/docs/rules/${id}.md`)).toBe(true);
});

test("every page and every example belongs to a rule", () => {
  const ids = new Set(rules.map(({ id }) => id));
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  const left = pages.filter((name) => !ids.has(name.slice(0, -3)));
  if (UPDATE) for (const name of left) rmSync(join(folder, name));
  else expect(left).toEqual([]);
  expect(Object.keys(examples).filter((id) => !ids.has(id))).toEqual([]);
});

/** Tools that keep a credential in settings of their own, and what moves data for them. */
const CONNECTORS = new Set(
  [
    ...[
      "activepieces",
      "airbyte",
      "airflow",
      "dlt",
      "embulk",
      "logstash",
      "mcp-server",
      "n8n",
      "nango",
      "salto",
    ],
    ...["steampipe", "tap-zendesk", "terraform-devops-wiz", "terraform-nukosuke", "zat", "zcli"],
  ].map((name) => `sdk-${name}`),
);
const SETTINGS = new Set(["config", "docs", "webhook-basic-auth"]);

const FAMILIES: readonly (readonly [title: string, about: string, holds: (id: string) => boolean])[] = [
  [
    "Requests and credentials",
    "What code, scripts and command lines do with a token, whatever library sends it.",
    () => true,
  ],
  [
    "Libraries",
    "Clients for Zendesk's API that build the Basic header themselves.",
    (id) => id.startsWith("sdk-"),
  ],
  [
    "Connectors and tools",
    "Programs that are configured with a token, and send it.",
    (id) => CONNECTORS.has(id),
  ],
  [
    "Settings and documentation",
    "Where a token is declared or described, away from the code that sends it.",
    (id) => SETTINGS.has(id),
  ],
  ["About zunset", "What silences findings is looked at, too.", (id) => UPKEEP_RULES.has(id)],
];

test("docs/rules/README.md lists them all by family", () => {
  const family = ({ id }: Rule): string => FAMILIES.findLast(([, , has]) => has(id))?.[0] ?? "";
  const date = ({ deadline }: Rule): string => deadlines.find(({ id }) => id === deadline)?.date ?? "";
  const tables = FAMILIES.map(([title, about]) => {
    const rows = rules
      .filter((rule) => family(rule) === title)
      .map((rule) => {
        const when = UPKEEP_RULES.has(rule.id) ? "" : date(rule);
        return `| [\`${rule.id}\`](${rule.id}.md) | ${rule.severity} | ${when} | ${rule.title} |\n`;
      });
    expect(rows.length, title).toBeGreaterThan(0);
    return `## ${title}\n\n${about}\n\n| Rule | Severity | Deadline | Finds |\n|---|---|---|---|\n${rows.join("")}`;
  });
  const head =
    "<!-- Written by UPDATE=1 npx vitest run test/rule-pages.test.ts. -->\n\n# Rules\n\nWhat zunset looks for. A page says why something breaks, shows what is found and what is not, how to migrate by hand, and what `zunset migrate` does.\nSeverities, and how to write rules of your own: [README](../../README.md), [schemas](../../schemas/README.md).";
  holds("README.md", `${head}\n\n${tables.join("\n")}`);
});
