import { CWE_NAMES, PRECISION_WORDS, SEVERITY_WORDS } from "../src/cli/rules.ts";
import type { LanguageId, ParsedFile } from "../src/model/fact.ts";
import type { Finding } from "../src/model/finding.ts";
import { type Deadline, type Rule, UPKEEP_RULES } from "../src/model/rule.ts";
import { codeFrame } from "../src/report/frame.ts";
import { PROJECT_URI } from "../src/report/project.ts";
import { plural } from "../src/report/summary.ts";
import type { RuleCase, SilencedLine } from "./rule-cases.ts";
import type { Rewrites } from "./rule-rewrites.ts";

/** What a page is made of. */
export interface PageSource {
  readonly rule: Rule;
  readonly deadline: Deadline;
  readonly found: readonly RuleCase[];
  /** Each with the reason why it is not found, "" where nobody wrote one down. */
  readonly silent: readonly { readonly one: RuleCase; readonly reason: string }[];
  /** Cases in all. */
  readonly cases: number;
  readonly rewrites: Rewrites;
  readonly silenced?: SilencedLine | undefined;
  /** There is a command that writes a baseline. */
  readonly baseline: boolean;
}

const HEAD =
  "<!-- Written by UPDATE=1 npx vitest run test/rule-pages.test.ts from the rule's data and fixtures. -->";
const SILENCE = "[Silence a finding](../../README.md#silence-a-finding)";
const WIDTH = 150;

/** Rules about what belongs to a use, and changes along with it. */
const ALONG = new Set(["config", "docs", "env-read"]);

/** What GitHub calls the languages whose code it colours. */
const FENCES: Readonly<Partial<Record<LanguageId, string>>> = {
  text: "",
  markup: "markdown",
  notebook: "json",
  dotenv: "ini",
};

/** The page of a rule, Markdown. */
export function renderPage(source: PageSource): string {
  const { rule } = source;
  return `${[
    HEAD,
    "",
    `# \`${rule.id}\``,
    "",
    `${rule.title}.`,
    ...facts(source),
    ...section("Why", [rule.why]),
    ...section("What is found", foundParts(source)),
    ...section("What is not found", silentParts(source)),
    ...section(UPKEEP_RULES.has(rule.id) ? "What to do" : "Migrate by hand", [rule.fix]),
    ...section("Migrate with zunset", rewriteParts(source)),
    ...section("Silence", silenceParts(source)),
    ...section("Links", [[...links(rule)].map((link) => `- ${link}`).join("\n")]),
  ].join("\n")}\n`;
}

function section(title: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : ["", `## ${title}`, ...parts.flatMap((part) => ["", part])];
}

function facts({ rule, deadline, rewrites }: PageSource): string[] {
  const own = UPKEEP_RULES.has(rule.id);
  const rows = [
    ["Severity", `**${rule.severity}**${own ? "" : `: ${SEVERITY_WORDS[rule.severity]}`}`],
    ["Precision", `**${rule.precision}**: ${PRECISION_WORDS[rule.precision]}`],
    ...(own ? [] : [["Deadline", `**${deadline.date}**: ${deadline.what}`]]),
    [
      "Security",
      `${rule.securitySeverity} of 10, [CWE-${rule.cwe}](https://cwe.mitre.org/data/definitions/${rule.cwe}.html), ${CWE_NAMES[rule.cwe]}`,
    ],
    ...(own ? [] : [["`zunset migrate`", verdict(rule, rewrites)]]),
  ];
  return ["", "| | |", "|---|---|", ...rows.map(([name, text]) => `| ${name} | ${text} |`)];
}

function verdict({ id }: Rule, { recipes, alongside }: Rewrites): string {
  if (recipes.some(({ safe }) => safe)) return "rewrites the usual forms";
  if (ALONG.has(id)) return "changes it along with the code that it belongs to";
  if (recipes.length > 0) return "rewrites the usual forms, for review";
  return alongside ? "changes it along with the code that uses it" : "does not rewrite it";
}

const linkTo = ({ folder }: RuleCase, { path }: Pick<ParsedFile, "path">): string =>
  `[${path}](../../${folder}/${path.split("/").map(encodeURIComponent).join("/")})`;

/** A block of code, fenced by more backticks than stand in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

const code = ({ language, masked }: ParsedFile): string => fenced(FENCES[language] ?? language, masked);

/** A whole file with line numbers and the finding's place marked. */
function frame({ masked }: ParsedFile, { location }: Finding): string {
  const excerpt = { firstLine: 1, lines: masked.replace(/\n$/, "").split("\n") };
  const plain = (text: string): string => text;
  return fenced("text", codeFrame(excerpt, location, WIDTH, { gutter: plain, mark: plain }).join("\n"));
}

function foundParts({ rule, found, cases }: PageSource): string[] {
  const parts = found.flatMap((one) => {
    const own = one.findings.filter((finding) => finding.rule === rule.id);
    return one.files.flatMap((file) => {
      const [first, ...more] = own.filter(({ location }) => location.path === file.path);
      return first
        ? [`**${linkTo(one, file)}**`, frame(file, first), told(first, more)]
        : [linkTo(one, file), code(file)];
    });
  });
  const rest = cases - found.length;
  if (rest === 0 || parts.length === 0) return parts;
  return [...parts, `${plural(rest, "more case")}: [fixtures](../../fixtures/rules/${rule.id}/).`];
}

/** What is reported at a place, with the places that belong to it, and where else in the file something is. */
function told(finding: Finding, more: readonly Finding[]): string {
  const { location, severity, message, related } = finding;
  const place = ({ path, startLine }: Finding["location"]): string =>
    path === location.path ? `line ${startLine}` : `line ${startLine} of ${path}`;
  return [
    `Reported at line ${location.startLine}, ${severity}: ${message}`,
    ...related.map((step) => `- ${place(step.location)}: ${step.message}`),
    ...more.map((one) => `- ${place(one.location)} is a finding, too.`),
  ].join("\n");
}

function silentParts({ rule, silent }: PageSource): string[] {
  return silent.flatMap(({ one, reason }) => {
    const others = [...new Set(one.findings.map((finding) => finding.rule))].filter((id) => id !== rule.id);
    const note = others.map((id) => `[\`${id}\`](${id}.md)`).join(", ");
    const text = [reason, note && `Reported as ${note} instead.`].filter(Boolean).join(" ");
    return [...(text === "" ? [] : [text]), ...one.files.flatMap((file) => [linkTo(one, file), code(file)])];
  });
}

function rewriteParts({ rule, rewrites: { recipes, alongside, refusals } }: PageSource): string[] {
  if (UPKEEP_RULES.has(rule.id)) return [];
  const rows = recipes.map(
    ({ recipe, languages, titles, safe }) =>
      `| \`${recipe}\` | ${languages.join(", ")} | ${titles.join("; ")} | ${safe ? "`--write`" : "`--write --unsafe`"} |`,
  );
  const reasons = refusals.map(
    ({ title, decide }) => `- **${title.charAt(0).toUpperCase()}${title.slice(1)}.** ${decide}`,
  );
  const parts: string[] = [];
  if (rows.length > 0)
    parts.push(
      "`zunset migrate` shows what it would change. `--write` makes what is safe, `--write --unsafe` also what a person has to read; each place says why. The last column is what the simplest of our own cases needs.",
      ["| Recipe | Languages | What it does | Needs |", "|---|---|---|---|", ...rows].join("\n"),
    );
  if (ALONG.has(rule.id))
    parts.push(
      "When the code that it belongs to is rewritten, `zunset migrate` changes it along: templates of `.env`, Compose, Kubernetes, Terraform, CI variables, checks for missing settings, lines of a README. Files with real values are left alone and named.",
    );
  else if (alongside) parts.push("It goes along when the code that used it is rewritten.");
  if (reasons.length > 0)
    parts.push(
      `${rows.length > 0 || ALONG.has(rule.id) ? "It refuses some places" : "`zunset migrate` refuses this"}, and says what you have to decide:`,
      reasons.join("\n"),
    );
  return parts.length > 0
    ? parts
    : ["`zunset migrate` leaves this alone: it rewrites uses of API tokens only."];
}

function silenceParts({ rule, silenced, baseline }: PageSource): string[] {
  if (UPKEEP_RULES.has(rule.id)) return ["Nothing silences it: it is about what silences others."];
  const elsewhere = baseline
    ? "leave the file out with `exclude` in `zunset.config.yml`, or write it down in a [baseline](../../README.md#baseline) with `zunset baseline create`"
    : "leave the file out with `exclude` in `zunset.config.yml`";
  if (!silenced)
    return [`What is found here stands where no comment can: ${elsewhere}. ${SILENCE} tells more.`];
  return [
    "A comment with a reason, on the reported line or alone on the line above it:",
    fenced(FENCES[silenced.language] ?? silenced.language, silenced.lines.join("\n")),
    `\`until=\` is the last day and may be left out; a deadline ends it in any case. Where there are no comments, as in plain JSON, ${elsewhere}. ${SILENCE} tells more.`,
  ];
}

function* links({ id, links }: Rule): Generator<string> {
  const readme = `${PROJECT_URI}#`;
  for (const link of links)
    yield link.startsWith(readme) ? `[README](../../README.md#${link.slice(readme.length)})` : `<${link}>`;
  if (!UPKEEP_RULES.has(id)) yield "[Migration guide](../migration.md)";
  yield `[The rule itself](../../rules/${id}.yml), and \`zunset rules explain ${id}\``;
}
