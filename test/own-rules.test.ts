import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config/index.ts";
import { chooseRules } from "../src/engine/rule-choice.ts";
import { merge } from "../src/merge/index.ts";
import type { Finding, Report } from "../src/model/finding.ts";
import { render } from "../src/report/index.ts";
import { writeAcme } from "./acme.ts";
import { buildBundle, initGit, type Outcome, run, temporaryFolder, writeFiles } from "./bundle.ts";
import { sharedReport } from "./hostile-report.ts";
import { problemOf } from "./problem.ts";

const base = temporaryFolder("rules");
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A rule that is right. */
const RULE = `title: Acme desk client built with an API token
severity: error
precision: high
security-severity: "5.0"
cwe: 477
keywords: [acmedesk]
message: An acmedesk client is built with a Zendesk API token here.
why: |
  Zendesk removes API tokens on 2027-04-30.
fix: |
  Build the client with an OAuth token provider instead.
deadline: api-tokens-removed
links: [https://developer.zendesk.com/api-reference/]
match:
  - call: [AcmeDesk]
    token: token
    user: email
`;

describe("rules of one's own", () => {
  let number = 0;
  /** Writes a folder of rules and gives what is wrong with it. */
  async function wrongRules(files: Readonly<Record<string, string>>): Promise<string> {
    const folder = join(base, `rules-${++number}`);
    writeFiles(folder, files);
    return (await problemOf(base, chooseRules({ flag: folder }))).replaceAll(`rules-${number}/`, "");
  }
  const changed = (from: string | RegExp, to: string): string => {
    expect(RULE).toMatch(from);
    return RULE.replace(from, to);
  };

  test("are added to the built-in ones", async () => {
    writeFiles(join(base, "right"), { "sdk-acmedesk.yml": RULE, "README.md": "not a rule\n" });
    const { rules } = await chooseRules({ flag: join(base, "right") });
    const { rules: builtIn } = await chooseRules({});
    expect(rules.length).toBe(builtIn.length + 1);
    expect(rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).sort());
    expect(rules.find(({ id }) => id === "sdk-acmedesk")?.match).toHaveLength(1);
  });

  test("lead to the page they name, and built-in ones to theirs", async () => {
    writeFiles(join(base, "paged"), {
      "sdk-acmedesk.yml": RULE.replace(
        /links: .*/,
        "links: [https://wiki.acme.example/é, https://b.example]",
      ),
    });
    const { rules } = await chooseRules({ flag: join(base, "paged") });
    const [finding] = sharedReport.findings as [Finding];
    const report: Report = {
      ...sharedReport,
      rules,
      findings: [
        { ...finding, rule: "sdk-acmedesk" },
        { ...finding, rule: "shell" },
      ],
    };
    const page = "https://wiki.acme.example/%C3%A9";
    const ours = "https://github.com/zunset/zunset/blob/main/docs/rules";
    for (const format of ["sarif", "json", "rdjson", "html", "markdown"] as const) {
      const text = await render(format, report, { color: false, width: 80 });
      expect(text, format).toContain(page);
      expect(text, format).toContain(`${ours}/shell.md`);
      expect(text, format).not.toContain(`${ours}/sdk-acmedesk.md`);
    }
    const sarif = await render("sarif", report, { color: false, width: 80 });
    expect(merge([{ name: "a.sarif", text: sarif }]).text).toContain(page);
  });

  test.each([
    [
      "no address",
      changed("https://developer.zendesk.com/api-reference/", "https://acme:port/"),
      "this is no address | at x.yml:13:9 | Write it as a browser takes it: https://example.com/page.",
    ],
    [
      "unknown key",
      changed("severity: error", "severity: error\nseverty: note"),
      'there is no setting "severty" | at x.yml:3:1 | Did you mean "severity"?',
    ],
    ["missing key", changed(/cwe: 477\n/, ""), 'this lacks "cwe" | at x.yml:1:1 | '],
    [
      "a word",
      changed("severity: error", "severity: eror"),
      'severity cannot be "eror" | at x.yml:2:11 | Did you mean "error"?',
    ],
    [
      "unknown deadline",
      changed("api-tokens-removed", "some-day"),
      /^there is no deadline "some-day" \| at x\.yml:12:11 \| Known: api-tokens-removed, /,
    ],
    [
      "no matcher",
      changed("call: [AcmeDesk]", "near: [AcmeDesk]"),
      "match[0] needs one of the keys call, assign, entry, shape | at x.yml:15:5 | ",
    ],
    [
      "two matchers",
      changed("call: [AcmeDesk]", "call: [AcmeDesk]\n    shape: pair"),
      "match[0] needs only one of call and shape, of the keys call, assign, entry, shape | at x.yml:15:5 | ",
    ],
    [
      "text for a list",
      changed("call: [AcmeDesk]", "call: AcmeDesk"),
      "match[0].call has to be a list, not text | at x.yml:15:11 | ",
    ],
    [
      "a key of another matcher",
      changed("user: email", "valueMatches: email"),
      /^there is no setting "valueMatches" in match\[0\] \| at x\.yml:17:5 \| Known: call, token, /,
    ],
    [
      "unknown shape",
      changed("call: [AcmeDesk]\n    token: token\n    user: email", "shape: pear"),
      'match[0].shape cannot be "pear" | at x.yml:15:12 | Did you mean "pair"?',
    ],
    [
      "a broken expression",
      changed("call: [AcmeDesk]\n    token: token\n    user: email", 'entry: ["a/b"]\n    valueMatches: "("'),
      "match[0].valueMatches is no regular expression | at x.yml:16:19 | ",
    ],
    ["YAML", "title: [\n", /^this is not valid YAML: .* \| at x\.yml:2:1 \|/],
    ["empty", "", "this has to be a mapping of keys to values, not empty | at x.yml:1:1 | "],
  ])("%s", async (_, text, says) => {
    const said = await wrongRules({ "x.yml": text });
    if (typeof says === "string") expect(said).toBe(says);
    else expect(said).toMatch(says);
  });

  test("an id may be taken once and has to be one", async () => {
    expect(await wrongRules({ "shell.yml": RULE })).toBe(
      'there is a rule "shell" already: it is built in | at shell.yml | Give the file another name.',
    );
    expect(await wrongRules({ "twice.yaml": RULE, "twice.yml": RULE })).toMatch(
      /^there is a rule "twice" already: .*twice\.yaml \| at twice\.yml \| Give the file another name\.$/,
    );
    expect(await wrongRules({ "My Rule.yml": RULE })).toMatch(
      /^"My Rule" cannot be the id of a rule \| at My Rule\.yml \|/,
    );
  });

  test("a regular expression that the scanned tree brings is not run", async () => {
    const slow = RULE.replace(
      "call: [AcmeDesk]\n    token: token\n    user: email",
      'entry: ["**"]\n    valueMatches: "^(a+)+$"',
    );
    const folder = join(base, "hostile");
    writeFiles(folder, { "zunset.config.yml": "rules: my-rules\n", "my-rules/slow.yml": slow });
    await initGit(folder);
    const config = await readConfig(undefined, folder);
    expect(await problemOf(base, chooseRules({ config }))).toMatch(
      /^a regular expression that the scanned tree brings is not run \| at .*slow\.yml:16:19 \| .*--rules DIR\.$/,
    );
    expect(
      (await chooseRules({ flag: join(folder, "my-rules") })).rules.some(({ id }) => id === "slow"),
    ).toBe(true);
    const named = await readConfig(join(folder, "zunset.config.yml"), undefined);
    expect((await chooseRules({ config: named })).rules.some(({ id }) => id === "slow")).toBe(true);
  });
  test("a configuration of the scanned tree cannot reach for rules outside of it", async () => {
    writeFiles(join(base, "reaching"), { "zunset.config.yml": "\nrules: ../right\n" });
    await initGit(join(base, "reaching"));
    writeFiles(join(base, "right"), { "sdk-acmedesk.yml": RULE });
    expect(await problemOf(base, readConfig(undefined, join(base, "reaching")))).toMatch(
      /^the folder with rules stands outside of the repository \| at .*zunset\.config\.yml:2:8 \|/,
    );
  });
});

describe("the bundle, with no package installed", () => {
  const bundle = temporaryFolder("bundle");
  const repository = join(base, "acme");
  let cli = "";
  beforeAll(async () => {
    cli = await buildBundle(bundle);
    await writeAcme(repository);
  });
  afterAll(() => rmSync(bundle, { recursive: true, force: true }));
  const zunset = (args: readonly string[]): Promise<Outcome> =>
    run(process.execPath, [cli, ...args], { cwd: repository });

  test("checks rules and runs them", async () => {
    writeFiles(repository, {
      "desk.py": 'from acmedesk import AcmeDesk\n\ndesk = AcmeDesk(email="me@example.com", token=load())\n',
      "ci/rules/sdk-acmedesk.yml": RULE,
      "ci/broken/sdk-acmedesk.yml": RULE.replace("severity: error", "severity: fatal"),
    });
    const { stdout } = await zunset(["scan", "desk.py", "--rules", "ci/rules", "--format", "json"]);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; location: object }[] };
    expect(findings.map(({ rule }) => rule)).toEqual(["sdk-acmedesk"]);
    expect(findings[0]?.location).toMatchObject({ path: "desk.py", startLine: 3 });
    expect((await zunset(["rules", "list", "--rules", "ci/rules"])).stdout).toMatch(
      /^sdk-acmedesk +error +Acme desk/m,
    );
    expect((await zunset(["rules", "explain", "sdk-acmedesk", "--rules", "ci/rules"])).status).toBe(0);
    const { status, stderr } = await zunset(["scan", "--rules", "ci/broken"]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      'zunset: severity cannot be "fatal"\n  at ci/broken/sdk-acmedesk.yml:2:11\n  Known: error, warning, note.\n',
    );
  });
});
