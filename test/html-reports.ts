import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LanguageId } from "../src/model/fact.ts";
import type { Excerpt, Finding, Fix, Location, Report, Step } from "../src/model/finding.ts";
import type { Severity } from "../src/model/rule.ts";

const shared = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/report/report.json"), "utf8"),
) as Report;
const [first] = shared.findings;
if (!first) throw new Error("the shared report has no finding");

/** The first finding of the shared report. */
export const sample: Finding = first;

const LANGUAGES: Readonly<Record<string, LanguageId>> = {
  md: "markup",
  php: "php",
  js: "javascript",
  ts: "javascript",
  tf: "hcl",
  py: "python",
  yaml: "yaml",
};

/** The shared report with all that a report may hold: languages, states, owners, silenced findings, a fix for two of them. */
export function fullReport(): Report {
  const findings = shared.findings.map((finding, index): Finding => {
    const language = LANGUAGES[finding.location.path.split(".").at(-1) ?? ""];
    return { ...finding, state: index % 3 === 0 ? "new" : "known", ...(language ? { language } : {}) };
  });
  const client = findings.filter(({ location }) => location.path === "src/zendesk/client.ts");
  const [silenced, rewritten] = [findings[1], client[0]];
  if (!silenced || !rewritten) throw new Error("the shared report is another one");
  return {
    ...shared,
    findings: findings.filter((finding) => finding !== silenced),
    suppressed: [
      {
        finding: silenced,
        reason: "moves with the manual",
        until: "2027-01-31",
        location: { ...silenced.location, startLine: 7 },
      },
    ],
    comparison: { with: "the merge base with main (1a2b3c4)", known: 5, fixed: 2 },
    owners: new Map([
      ["src/zendesk/client.ts", ["@acme/support", "@acme/platform"]],
      ["terraform/zendesk.tf", ["@acme/platform"]],
      ["public/widget.js", ["@acme/web"]],
    ]),
    fixes: new Map([[rewritten, fixOf(rewritten)]]),
  };
}

function fixOf({ location }: Finding): Fix {
  const at = { ...location, endLine: location.startLine, endColumn: location.startColumn };
  return {
    description: "Gets access tokens by OAuth client credentials instead of using an API token.",
    files: [
      {
        path: location.path,
        replacements: [{ location: at, text: "await bearer()" }],
        diff: [
          `diff --git a/${location.path} b/${location.path}`,
          `--- a/${location.path}`,
          `+++ b/${location.path}`,
          "@@ -1,3 +1,3 @@",
          " export async function headers() {",
          "-  return { Authorization: basic() };",
          "+  return { Authorization: await bearer() };",
          " }",
          "",
        ].join("\n"),
      },
    ],
  };
}

/** What must stay text wherever it comes from: markup, the ends of what it stands in, the ways to turn text around, a formula. */
export const HOSTILE = [
  "</script><script>window.owned=1</script><!--<script>",
  '"><img src=x onerror="window.owned=1">',
  "javascript:window.owned=1",
  "[click](javascript:window.owned=1) ![x](https://attacker.example/x.png)",
  "\u2028\u2029\u202egnp.exe\u0000\u001b[31m",
  "__proto__",
  '=HYPERLINK("https://attacker.example")',
] as const;

/** A report whose every text that comes from a tree, or from rules in it, tries to be more than text. */
export function hostileReport(): Report {
  const findings = HOSTILE.map((text, index): Finding => {
    const location = { ...sample.location, path: `src/${text}/${text}.ts` };
    const excerpt = { firstLine: location.startLine, lines: [`\t${text}${text}`] };
    const step: Step = { role: "read", message: `reads \`${text}\``, location, excerpt };
    return {
      ...sample,
      rule: text,
      message: `A token. It goes by the name \`${text}\`.`,
      credential: text,
      location,
      excerpt,
      trace: [step, step],
      related: [step],
      fingerprints: { "zunset/v1": index.toString(16).padStart(32, "0"), content: "0".repeat(32) },
    };
  });
  const rule = shared.rules[0];
  const [silenced] = findings;
  if (!rule || !silenced) throw new Error("the shared report has no rule");
  return {
    ...shared,
    findings,
    rules: HOSTILE.map((text) => ({ ...rule, id: text, title: text, why: text, fix: text, links: [text] })),
    suppressed: HOSTILE.map((reason) => ({
      finding: silenced,
      reason,
      until: reason,
      location: silenced.location,
    })),
    comparison: { with: HOSTILE.join(" "), known: 0, fixed: 0 },
    owners: new Map(findings.map(({ location, rule: text }) => [location.path, [text]])),
    fixes: new Map(
      findings.map((finding) => [
        finding,
        {
          description: finding.rule,
          files: [
            {
              path: finding.location.path,
              replacements: [],
              diff: `--- ${finding.rule}\n+++ b\n@@ -1 +1 @@\n-${finding.rule}\n+${finding.rule}\n`,
            },
          ],
        },
      ]),
    ),
    skipped: HOSTILE.map((path) => ({ path, reason: "unreadable" as const, detail: path })),
  };
}

const RULES: readonly (readonly [rule: string, severity: Severity])[] = [
  ["basic-auth", "error"],
  ["basic-auth", "error"],
  ["hardcoded", "error"],
  ["sdk-zenpy", "error"],
  ["config", "warning"],
  ["webhook-basic-auth", "warning"],
  ["docs", "note"],
];
const ENDINGS = Object.keys(LANGUAGES);

/** A report of a company: each finding stands in a place of its own, with five lines of its own code, a trace of three steps and related places. */
export function largeReport(count: number): Report {
  const owners = new Map<string, readonly string[]>();
  const fixes = new Map<Finding, Fix>();
  const findings = Array.from({ length: count }, (_, index): Finding => {
    const [rule, severity] = RULES[index % RULES.length] ?? ["config", "warning"];
    const ending = ENDINGS[index % ENDINGS.length] ?? "ts";
    const folder = `services/team-${index % 40}/src/module-${index % 400}`;
    const location = placeOf(`${folder}/client-${index}.${ending}`, 40 + (index % 200));
    const settings = placeOf(`${folder}/settings.${ending}`, 3 + (index % 9));
    owners.set(location.path, [`@acme/team-${index % 40}`]);
    const name = `ZENDESK_API_TOKEN_${index % 500}`;
    const step = (role: Step["role"], at: Location, message: string): Step => ({
      role,
      message,
      location: at,
      excerpt: { firstLine: at.startLine, lines: [`  const value${index} = process.env.${name};`] },
    });
    const finding: Finding = {
      ...sample,
      rule,
      severity,
      placement: severity === "note" ? "docs" : "code",
      language: LANGUAGES[ending] ?? "text",
      message: `A Zendesk API token authenticates here over HTTP Basic. It goes by the name \`${name}\`.`,
      credential: name,
      location,
      excerpt: excerptOf(location, name),
      trace: [
        step("declaration", settings, `declares ${name}`),
        step("read", { ...location, startLine: location.startLine - 9 }, `reads ${name}`),
        step("use", location, "authenticates here"),
      ],
      related: [step("use", { ...location, startLine: location.startLine + 7 }, `calls client${index}`)],
      fingerprints: {
        "zunset/v1": (index * 2654435761).toString(16).padStart(32, "0"),
        content: "0".repeat(32),
      },
    };
    if (index % 10 === 0) fixes.set(finding, fixOf(finding));
    return finding;
  });
  return { ...shared, findings, owners, fixes, files: { ...shared.files, scanned: count * 5 } };
}

function placeOf(path: string, line: number): Location {
  return { path, startLine: line, startColumn: 17, endLine: line, endColumn: 60 };
}

function excerptOf({ startLine, path }: Location, name: string): Excerpt {
  return {
    firstLine: startLine - 2,
    lines: [
      `export async function ticketsOf${startLine}(account: Account): Promise<Ticket[]> {`,
      `  // ${path}`,
      `  const pair = \`\${account.email}/token:\${process.env.${name}}\`;`,
      `  const response = await fetch(\`https://\${account.subdomain}.zendesk.com/api/v2/tickets.json?page=${startLine}\`);`,
      "  return (await response.json()).tickets;",
    ],
  };
}
