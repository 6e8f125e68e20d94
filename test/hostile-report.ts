import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Report, Step } from "../src/model/finding.ts";

/** The one shared report of `fixtures/report`. */
export const sharedReport = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/report/report.json"), "utf8"),
) as Report;

/** Texts that mean something to one reader of reports or another. */
export const HOSTILE: readonly string[] = [
  "plain",
  "a\nb\r\nc\td\u0000\u001b[31m\u007f\u009b",
  "`a` ``b`` ```",
  "a\\|b\\\\|c|d||",
  "<img src=x onerror=alert(1)><!-- </details> --><script>x</script>&lt;&#x3c;",
  "[link](https://evil.example) ![image](https://evil.example/x.png) <https://evil.example>",
  "https://evil.example www.evil.example mail@evil.example @acme/team #12 GH-12 acme/app#12 !12 ~label %1 $12",
  "0123456789abcdef0123456789abcdef01234567 deadbeef :tada: [^1] [[wiki]] {{< x >}}",
  "# h\n- i\n1. l\n> q\n---\n***b*** __b__ ~~s~~ $`x`$ $$m$$",
  "::error file=a::b ::set-output name=x::y ##[add-mask]x ::stop-commands::t",
  "::warning::x",
  "##vso[task.setvariable variable=x]y ##teamcity[x] ##x[",
  "100%25,%0A%0D:a=b,c::",
  '=cmd|"/c calc"!A1',
  " +1 -2",
  "@SUM(A1)",
  "\uff1dx",
  "\"quoted, 'text'\"",
  "]]> <![CDATA[ x ]]> & < > &amp;",
  "\ufffe\uffff\ud800\udc00\ud800x\udfff\u2028\u2029\ufeff",
  "\u202edlrow\u202c \u2066x\u2069 \u{e0041}",
  "🎫👩🏽‍💻 Übersetzung 日本語 e\u0301",
];

/** The first finding with a text of the tree wherever one can stand. */
function hostileFinding(text: string): Finding {
  const [first] = sharedReport.findings as [Finding];
  const path = text === "" ? "x" : text;
  const step: Step = {
    role: "use",
    message: `reads ${text}`,
    location: { ...first.location, path: `${path}/step` },
    excerpt: { firstLine: 14, lines: [text.replace(/[\r\n]/g, "")] },
  };
  return {
    ...first,
    message: `This setting holds a Zendesk API token. It goes by the name \`${text}\`.`,
    location: { ...first.location, path },
    excerpt: { firstLine: 14, lines: [text.replace(/[\r\n]/g, "")] },
    credential: text,
    related: [{ ...step, location: { ...step.location, path: `${path}/related` } }],
    trace: [step, step],
  };
}

/** A report in which one text stands wherever the tree, or whoever wrote a rule or a comment in it, has a say. */
export function hostileReport(text: string): Report {
  const finding = hostileFinding(text);
  return {
    ...sharedReport,
    findings: [finding],
    rules: sharedReport.rules.map((rule) => ({ ...rule, fix: `Do it, ${text}. Then stop.`, title: text })),
    suppressed: [{ finding, reason: text, location: finding.location }],
    comparison: { with: text, known: 2, fixed: 3 },
    owners: new Map([[finding.location.path, [text, `@acme/${text}`]]]),
    skipped: [{ path: `${text}/skipped`, reason: "unreadable", detail: text }],
  };
}
