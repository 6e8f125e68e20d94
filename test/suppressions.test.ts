import { describe, expect, test } from "vitest";
import { parse } from "../src/parse/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { analyze } from "../src/scan.ts";

const ruleSet = await builtInRules();
const AS_OF = "2026-11-02";

describe("what is silenced", () => {
  const CURL = 'curl -u "$MAIL/token:$ZENDESK_API_TOKEN" https://acme.zendesk.com/api/v2/users.json';
  const parsed = async (texts: Readonly<Record<string, string>>) =>
    Promise.all(Object.entries(texts).map(([path, text]) => parse({ path, text })));

  test("leaves the findings, with the comment's reason, end and place", async () => {
    const files = await parsed({
      "a.sh": `# zunset-ignore[shell] until=2026-12-31: later\n${CURL}\n${CURL}\n`,
    });
    const { findings, suppressed } = analyze(files, ruleSet, AS_OF);
    expect(findings.map(({ rule, location }) => `${rule} ${location.startLine}`)).toEqual(["shell 3"]);
    expect(suppressed).toMatchObject([
      {
        finding: { rule: "shell", location: { startLine: 2 } },
        reason: "later",
        until: "2026-12-31",
        location: { path: "a.sh", startLine: 1, startColumn: 3, endColumn: 47 },
      },
    ]);
  });
  test("is back a day later, and the comment is told of", async () => {
    const files = await parsed({ "a.sh": `# zunset-ignore[shell] until=2026-12-31: later\n${CURL}\n` });
    expect(analyze(files, ruleSet, "2026-12-31").findings).toEqual([]);
    expect(analyze(files, ruleSet, "2027-01-01").findings.map(({ rule }) => rule)).toEqual([
      "suppression-expired",
      "shell",
    ]);
  });
  test("holds no longer than the deadline, whatever it says", async () => {
    const files = await parsed({ "a.sh": `# zunset-ignore[shell] until=2027-12-31: later\n${CURL}\n` });
    const before = analyze(files, ruleSet, "2027-04-30");
    expect(before.suppressed.map(({ until }) => until)).toEqual(["2027-04-30"]);
    expect(before.findings.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
      [
        "suppression-invalid",
        "note",
        "A zunset-ignore comment is not written as it has to be. Its until= is later than the deadline: it holds until 2027-04-30.",
      ],
    ]);
    expect(analyze(files, ruleSet, "2027-05-01").findings.map(({ rule }) => rule)).toEqual([
      "suppression-expired",
      "shell",
    ]);
  });
  test("may be what ended before zunset was there", async () => {
    const text = `requests.get("https://acme.zendesk.com/api/v2/users.json", auth=("me@example.com", password))`;
    const files = await parsed({
      "a.py": `import requests\n# zunset-ignore[password-auth] until=2027-01-31: end users\n${text}\n`,
    });
    const { findings, suppressed } = analyze(files, ruleSet, AS_OF);
    expect([findings, suppressed.map(({ until }) => until)]).toEqual([[], ["2027-01-31"]]);
  });
  test("--only makes no comment look unused", async () => {
    const files = await parsed({
      "a.sh": `# zunset-ignore[shell]: later\n${CURL}\n# zunset-ignore[docs]: x\nls\n`,
    });
    expect(analyze(files, ruleSet, AS_OF, ["docs"])).toMatchObject({ findings: [], suppressed: [] });
    const rules = (only: string[]) => analyze(files, ruleSet, AS_OF, only).findings.map(({ rule }) => rule);
    expect(rules(["suppression-unused"])).toEqual(["suppression-unused"]);
  });
  test("is not when a caller says that the comment does not count", async () => {
    const files = await parsed({
      "a.sh": `# zunset-ignore[shell]: old\n${CURL}\n# zunset-ignore[shell]: new\n${CURL}\n# zunset-ignore[shell]\nls\n`,
    });
    const seen: string[] = [];
    const { findings, suppressed, directives } = analyze(
      files,
      ruleSet,
      AS_OF,
      undefined,
      undefined,
      (one) => {
        seen.push(`${one.location.path}:${one.location.startLine} ${one.text}`);
        return one.reason === "old";
      },
    );
    expect(findings.map(({ rule, location }) => `${rule} ${location.startLine}`)).toEqual(["shell 4"]);
    expect(suppressed.map(({ finding }) => finding.location.startLine)).toEqual([2]);
    expect(directives.map(({ reason }) => reason)).toEqual(["old", "new", ""]);
    expect(seen).toEqual([
      "a.sh:1 zunset-ignore[shell]: old",
      "a.sh:3 zunset-ignore[shell]: new",
      "a.sh:5 zunset-ignore[shell]",
    ]);
  });
  test("is nothing without suppressions, and nothing is said of them", async () => {
    const files = await parsed({
      "a.sh": `# zunset-ignore[shell]: old\n${CURL}\n# zunset-ignore[nothing]\n`,
    });
    const { findings, suppressed, directives } = analyze(files, ruleSet, AS_OF, undefined, undefined, false);
    expect(findings.map(({ rule }) => rule)).toEqual(["shell"]);
    expect([suppressed, directives]).toEqual([[], []]);
  });
  test("a note where all are notes", async () => {
    const files = await parsed({
      "test/a.sh": "# zunset-ignore[shell]: old\nls\n",
      "b.md": "<!-- zunset-ignore[docs]: old -->\n",
    });
    expect(analyze(files, ruleSet, AS_OF).findings.map(({ severity }) => severity)).toEqual(["note", "note"]);
  });
  test("holds no credential, whatever the reason says", async () => {
    const planted = "q7Rz0pLxV3nKdT8sWm2YbGhC5jFaU9eX1oQiB4tN";
    const files = await parsed({
      "a.env": `ZENDESK_API_TOKEN=${planted} # zunset-ignore[hardcoded]: a sandbox\n# zunset-ignore[shell]: ZENDESK_API_TOKEN=${planted}\n`,
    });
    const { findings, suppressed, directives } = analyze(files, ruleSet, AS_OF);
    expect(suppressed).toHaveLength(1);
    expect(JSON.stringify([findings, suppressed, directives])).not.toContain(planted);
  });
  test("messages tell what to do", async () => {
    const files = await parsed({
      "a.sh": `ls # zunset-ignore[shel]: a\nls # zunset-ignore[suppression-unused]: a\nls # zunset-ignore: a\nls # zunset-ignore[shell]\nls # zunset-ignore-line[shell]: a\nls # zunset-ignore[shell] until=soon: a\n`,
    });
    const messages = analyze(files, ruleSet, AS_OF).findings.map(({ message }) => message);
    const begin = "A zunset-ignore comment is not written as it has to be. ";
    expect(messages).toEqual([
      `${begin}There is no rule "shel". Did you mean "shell"?`,
      `${begin}Findings of suppression-unused cannot be silenced.`,
      `${begin}It names no rule: write zunset-ignore[rule-id]: reason.`,
      `${begin}It gives no reason: write it behind the brackets and a colon.`,
      `${begin}It begins with another word: write zunset-ignore or zunset-ignore-file.`,
      `${begin}Its until= is no date of the form YYYY-MM-DD.`,
    ]);
  });
});
