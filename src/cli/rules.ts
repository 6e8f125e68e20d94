import pc from "picocolors";
import { today } from "../engine/limits.ts";
import { checkIds, chooseRules } from "../engine/rule-choice.ts";
import { Problem } from "../model/problem.ts";
import type { Rule } from "../model/rule.ts";
import { daysBetween, inDays } from "../report/summary.ts";
import { neutralise, plainText } from "../report/text.ts";
import { wrap } from "../report/width.ts";
import type { RuleSet } from "../rules/index.ts";
import { columnsOf, wantsColor } from "./color.ts";

/** Prose is easier to read in lines that are not too long. */
const WIDEST = 100;

type Colors = ReturnType<typeof pc.createColors>;

const colorsOf = (): Colors => pc.createColors(wantsColor(process.stdout));

/** Colours of severities, as in a report. */
const severityPaint = (colors: Colors) => ({ error: colors.red, warning: colors.yellow, note: colors.blue });

/** A table of all rules: id, severity, title. */
export async function listRules(flags: { readonly rules?: string }): Promise<string> {
  const { rules } = await chooseRules({ flag: flags.rules });
  const wide = Math.max(...rules.map((rule) => rule.id.length));
  const colors = colorsOf();
  const paint = severityPaint(colors);
  return rules
    .map(({ id, severity, title }) => {
      const level = paint[severity](severity.padEnd("warning".length));
      return `${colors.bold(id.padEnd(wide))}  ${level}  ${neutralise(title)}\n`;
    })
    .join("");
}

/** All that a rule knows, as text wrapped to the terminal's width. */
export async function explainRule(
  id: string,
  flags: { readonly rules?: string; readonly asOf?: string },
): Promise<string> {
  const set = await chooseRules({ flag: flags.rules });
  checkIds(set, [id], () => "zunset rules explain");
  const rule = set.rules.find((one) => one.id === id);
  if (!rule) throw new Problem(`there is no rule "${id}"`);
  const colors = colorsOf();
  const width = Math.max(40, Math.min(columnsOf(process.stdout), WIDEST));
  const section = (title: string, text: string): string[] => [
    "",
    colors.bold(title),
    ...paragraphs(text, width),
  ];
  return `${[
    ...wrap(`${rule.id}: ${neutralise(rule.title)}`, width).map(colors.bold),
    "",
    ...labelled(factsOf(rule, set, flags.asOf ?? today()), width, colors),
    ...section("Why", rule.why),
    ...section("What to do", rule.fix),
    "",
    colors.bold("Read on"),
    ...rule.links.map((link) => colors.cyan(neutralise(link))),
    "",
    colors.bold("Where it is used in this folder"),
    colors.cyan(`zunset scan --only ${rule.id}`),
  ].join("\n")}\n`;
}

function factsOf(rule: Rule, { deadlines }: RuleSet, asOf: string): [label: string, text: string][] {
  const deadline = deadlines.find((one) => one.id === rule.deadline);
  return [
    ["severity", `${rule.severity}: ${SEVERITY_WORDS[rule.severity]}`],
    ["precision", `${rule.precision}: ${PRECISION_WORDS[rule.precision]}`],
    [
      "security",
      `${rule.securitySeverity} of 10, CWE-${rule.cwe} (${CWE_NAMES[rule.cwe] ?? "see cwe.mitre.org"})`,
    ],
    ...(deadline
      ? [
          ["deadline", `${deadline.date}, ${inDays(daysBetween(asOf, deadline.date))}: ${deadline.what}`] as [
            string,
            string,
          ],
        ]
      : []),
  ];
}

/** What each severity says. */
export const SEVERITY_WORDS: Readonly<Record<Rule["severity"], string>> = {
  error: "this breaks on the deadline",
  warning: "very likely breaks, or breaks for another dated reason",
  note: "worth knowing",
};

/** How often a rule of each precision is right. */
export const PRECISION_WORDS: Readonly<Record<Rule["precision"], string>> = {
  "very-high": "practically every finding is one",
  high: "nearly every finding is one",
  medium: "most findings are one",
  low: "a person has to look",
};

/** Names of the weaknesses that rules speak of, by CWE number. */
export const CWE_NAMES: Readonly<Record<number, string>> = {
  477: "use of an obsolete function",
  798: "use of hard-coded credentials",
};

/** Lines with a label before the first one of each. */
function labelled(rows: readonly (readonly [string, string])[], width: number, colors: Colors): string[] {
  const wide = Math.max(...rows.map(([label]) => label.length)) + 2;
  return rows.flatMap(([label, text]) =>
    wrap(neutralise(text), width - wide).map(
      (line, index) =>
        (index === 0 ? colors.dim(label) + " ".repeat(wide - label.length) : " ".repeat(wide)) + line,
    ),
  );
}

/** Markdown as wrapped plain text; items of a list hang below their mark, indented lines (code) stay as they are. */
function paragraphs(markdown: string, width: number): string[] {
  return plainText(markdown)
    .split("\n")
    .flatMap((line) => {
      if (line.trim() === "") return [""];
      if (/^(?: {4}|\t)/.test(line)) return [neutralise(line)];
      const mark = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/.exec(line)?.[0] ?? "";
      const text = neutralise(line.slice(mark.length));
      return wrap(text, width - mark.length).map(
        (row, index) => (index === 0 ? mark : " ".repeat(mark.length)) + row,
      );
    });
}
