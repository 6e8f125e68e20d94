import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import type { Finding, Fix, Report } from "../src/model/finding.ts";
import { type FormatId, formats, render } from "../src/report/index.ts";
import { neutralise } from "../src/report/text.ts";
import { HOSTILE, hostileReport, sharedReport } from "./hostile-report.ts";

const consumer = (name: string): string => readFileSync(join(import.meta.dirname, "consumers", name), "utf8");
const as = (format: FormatId, report: Report): Promise<string> =>
  render(format, report, { color: false, width: 100 });
const [first] = sharedReport.findings as [Finding];
const empty: Report = { ...sharedReport, findings: [], skipped: [] };
const twice: Report = { ...sharedReport, findings: [...sharedReport.findings, ...sharedReport.findings] };
const known: Report = {
  ...sharedReport,
  findings: sharedReport.findings.map((finding) => ({ ...finding, state: "known" })),
};
const strange: Report = {
  ...sharedReport,
  findings: [
    { ...first, location: { ...first.location, startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 } },
  ],
};
const reports: readonly (readonly [string, Report])[] = [
  ["full", sharedReport],
  ["empty", empty],
  ["every finding twice", twice],
  ["known", known],
  ["a place on no line", strange],
  ...HOSTILE.map((text) => [JSON.stringify(text), hostileReport(text)] as const),
  ...HOSTILE.map((text) => [`a token ${JSON.stringify(text)}`, hardcoded(text)] as const),
];

/** A hostile finding of the rule about clear text. */
function hardcoded(text: string): Report {
  const report = hostileReport(text);
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, rule: "hardcoded" })) };
}

describe.each(["gitlab-codequality", "gitlab-secret", "rdjson"] as const)("%s", (format) => {
  const validate = new Ajv({ strict: true, allErrors: true, strictRequired: false }).compile(
    JSON.parse(consumer(`${format}.schema.json`)),
  );
  test.each(reports)("is as its reader wants it: %s", async (_, report) => {
    validate(JSON.parse(await as(format, report)));
    expect(validate.errors).toBeNull();
  });
  test("begins with no byte order mark, which GitLab refuses", async () => {
    expect((await as(format, sharedReport)).charCodeAt(0)).toBeLessThan(0x80);
  });
});

describe.each(formats.filter((format) => format !== "github"))("%s in the log of a CI job", (format) => {
  test.each(HOSTILE)("gives it no command: %j", async (text) => {
    const lines = (await as(format, hostileReport(text))).split(/[\r\n\u0085\u2028\u2029]/);
    // GitHub Actions: two colons at the beginning, or the mark of old anywhere; Azure Pipelines and TeamCity: theirs anywhere.
    expect(lines.filter((line) => /^\s*::|##[\w.]*\[/.test(line))).toEqual([]);
  });
});

describe("gitlab-codequality", () => {
  const violations = async (report: Report) => JSON.parse(await as("gitlab-codequality", report));

  test("fingerprints are unique, and the same for the same finding", async () => {
    const got = await violations(twice);
    const fingerprints = got.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(18);
    expect(fingerprints.slice(0, 9)).toEqual(
      sharedReport.findings.map(({ fingerprints }) => fingerprints["zunset/v1"]),
    );
  });
  test("severities, and paths as the file system spells them", async () => {
    const got = await violations(sharedReport);
    expect(new Set(got.map((one: { severity: string }) => one.severity))).toEqual(
      new Set(["critical", "major", "info"]),
    );
    expect(got.map((one: { location: { path: string } }) => one.location.path)).toEqual(
      sharedReport.findings.map(({ location }) => location.path),
    );
    expect(await violations(empty)).toEqual([]);
  });
});

describe("gitlab-secret", () => {
  test("only tokens in clear text are secrets; the others are counted", async () => {
    const { scan, vulnerabilities } = JSON.parse(await as("gitlab-secret", sharedReport));
    expect(vulnerabilities.map((one: { location: { file: string } }) => one.location.file)).toEqual([
      "public/widget.js",
    ]);
    expect(scan.messages[0].value).toMatch(/^8 findings without a token/);
    expect(vulnerabilities[0].id).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
    const ids = JSON.parse(await as("gitlab-secret", twice)).vulnerabilities.map(
      ({ id }: { id: string }) => id,
    );
    expect(new Set(ids).size).toBe(2);
  });
  test("the texts that GitLab reads as Markdown are text", async () => {
    const [{ description, solution }] = JSON.parse(
      await as("gitlab-secret", hardcoded("@acme/team #1")),
    ).vulnerabilities;
    expect(description).toMatch(/`@acme\/team #1`\.$/);
    expect(solution).toBe("Do it, `@acme/team` `#1.` Then stop.");
  });
});

describe("rdjson", () => {
  const line = 'say("🎫é"); token = old';
  const at = { ...first.location, startLine: 3, endLine: 3, startColumn: 13, endColumn: line.length + 1 };
  const finding: Finding = { ...first, location: at, excerpt: { firstLine: 3, lines: [line] } };
  const fixed = async (change: Partial<Fix["files"][number]>, more: Fix["files"] = []) => {
    const replacement = { location: { ...at, startColumn: line.length - 2 }, text: "new" };
    const file = { path: at.path, replacements: [replacement], diff: "", ...change };
    const fixes = new Map<Finding, Fix>([[finding, { description: "x", files: [file, ...more] }]]);
    return JSON.parse(await as("rdjson", { ...sharedReport, findings: [finding], fixes })).diagnostics[0];
  };

  test("columns count bytes of UTF-8", async () => {
    const { location, suggestions } = await fixed({});
    const bytes = Buffer.from(line);
    const cut = ({ start, end }: { start: { column: number }; end: { column: number } }) =>
      bytes.subarray(start.column - 1, end.column - 1).toString();
    expect(cut(location.range)).toBe("token = old");
    expect(suggestions).toHaveLength(1);
    expect(cut(suggestions[0].range)).toBe("old");
    expect(suggestions[0].text).toBe("new");
  });
  test("a fix of more than one place, or of one that is not at hand, is no suggestion", async () => {
    const one = { location: at, text: "x" };
    expect(await fixed({ replacements: [one, one] })).not.toHaveProperty("suggestions");
    expect(await fixed({}, [{ path: "b.ts", replacements: [one], diff: "" }])).not.toHaveProperty(
      "suggestions",
    );
    expect(await fixed({ path: "b.ts" })).not.toHaveProperty("suggestions");
    const far = { ...at, startLine: 9, endLine: 9 };
    expect(await fixed({ replacements: [{ location: far, text: "x" }] })).not.toHaveProperty("suggestions");
  });
  test("without the text before a column it tells lines", async () => {
    const { diagnostics } = JSON.parse(await as("rdjson", sharedReport));
    expect(diagnostics[3].location.range).toEqual({ start: { line: 1 }, end: { line: 1 } });
  });
});

describe("github", () => {
  /** As the runner reads a line of a step's output (actions/runner, `ActionCommand.TryParseV2`). */
  const parse = (line: string) => {
    const match = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/s.exec(line);
    if (!match) return undefined;
    const decoded = (text: string): string => text.replace(/%0D/g, "\r").replace(/%0A/g, "\n");
    const properties = (match[2] ?? "").split(",").map((pair) => {
      const [key = "", ...value] = pair.split("=");
      const text = decoded(value.join("=")).replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%25/g, "%");
      return [key, text] as const;
    });
    return {
      name: match[1],
      properties: Object.fromEntries(properties),
      data: decoded(match[3] ?? "").replace(/%25/g, "%"),
    };
  };

  test.each(HOSTILE)("a finding is one command and nothing else: %j", async (text) => {
    const report = hostileReport(text);
    const lines = (await as("github", report)).trimEnd().split(/\r\n|[\n\r\u2028\u2029\u0085]/);
    expect(lines).toHaveLength(1);
    const command = parse(lines[0] ?? "");
    expect(command?.name).toBe("warning");
    expect(Object.keys(command?.properties ?? {})).toEqual([
      "file",
      "line",
      "endLine",
      "col",
      "endColumn",
      "title",
    ]);
    expect(command?.properties["file"]).toBe(neutralise(report.findings[0]?.location.path ?? ""));
    expect(command?.data).toContain(neutralise(report.findings[0]?.message ?? "?"));
    // The old form of commands is looked for anywhere, but only in lines that are none of the new form.
    expect(lines[0]).toMatch(/^::/);
  });
  test("ten errors, ten warnings, nine notices, and a notice that counts the rest", async () => {
    const of = (severity: Finding["severity"], count: number): Finding[] =>
      Array<Finding>(count).fill({ ...first, severity });
    const findings = [...of("note", 15), ...of("warning", 13), ...of("error", 12)];
    const commands = (await as("github", { ...sharedReport, findings })).trimEnd().split("\n").map(parse);
    const names = commands.map((command) => command?.name);
    expect(names).toEqual([
      ...Array(10).fill("error"),
      ...Array(10).fill("warning"),
      ...Array(10).fill("notice"),
    ]);
    expect(commands.at(-1)?.data).toMatch(
      /^11 more without an annotation, .*: 2 errors, 3 warnings, 6 notes\.$/,
    );
    const few = await as("github", { ...sharedReport, findings: of("error", 10) });
    expect(few.trimEnd().split("\n")).toHaveLength(10);
  });
  test("columns only within one line, nothing for what is known", async () => {
    const commands = (await as("github", sharedReport)).trimEnd().split("\n").map(parse);
    expect(commands[2]?.properties).toMatchObject({ line: "40", endLine: "47" });
    expect(commands[2]?.properties).not.toHaveProperty("col");
    expect(parse((await as("github", strange)).trimEnd())?.properties).toMatchObject({
      line: "1",
      col: "1",
      endColumn: "1",
    });
    for (const one of [empty, known])
      expect(await as("github", one)).toBe("No use of a Zendesk API token found.\n");
  });
});

describe("csv", () => {
  /** RFC 4180, strictly: what is not quoted holds no quote, lines end in CR LF, all are equally long. */
  const parse = (text: string): string[][] => {
    const rows: string[][] = [];
    const row: string[] = [];
    let at = 0;
    while (at < text.length) {
      const match = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
      match.lastIndex = at;
      const found = match.exec(text);
      if (!found) throw new Error(`no CSV at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
      row.push(found[1]?.replace(/""/g, '"') ?? found[2] ?? "");
      if (found[3] !== ",") rows.push(row.splice(0));
      at = match.lastIndex;
    }
    if (row.length > 0) throw new Error("the last line has no end");
    return rows;
  };

  test.each(reports)("every line has every field: %s", async (_, report) => {
    const rows = parse(await as("csv", report));
    expect(rows).toHaveLength(report.findings.length + 1);
    for (const row of rows) expect(row).toHaveLength(16);
  });
  test.each(HOSTILE)("what it holds comes back, and no cell is a formula: %j", async (text) => {
    const report = hostileReport(text);
    const [names = [], row = []] = parse(await as("csv", report));
    const cell = Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""]));
    expect(cell["credential"]?.replace(/^'/, "")).toBe(neutralise(text).replace(/^'/, ""));
    expect(cell["path"]?.replace(/^'/, "")).toBe(
      neutralise(report.findings[0]?.location.path ?? "").replace(/^'/, ""),
    );
    expect(cell["owners"]).toContain(neutralise(`@acme/${text}`));
    for (const value of row)
      expect(/^\s*[=+@\t\r\uff1d\uff0b\uff0d\uff20]|^\s*-(?!\d+$)/.test(value), value).toBe(false);
  });
  test("no finding is a line of names", async () => {
    expect(parse(await as("csv", empty))).toHaveLength(1);
  });
});

describe("junit", () => {
  const schema = consumer("junit.xsd");
  const validate = (files: readonly string[]) =>
    validateXML({ xml: files.map((contents, index) => ({ fileName: `${index}.xml`, contents })), schema });

  test("all are as the schema says", async () => {
    const { valid, errors } = await validate(
      await Promise.all(reports.map(([, report]) => as("junit", report))),
    );
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
    const broken = (await as("junit", sharedReport)).replace(' failures="2"', "");
    expect((await validate([broken])).valid).toBe(false);
  }, 60_000);
  test.each(HOSTILE)("texts come back as they are: %j", async (text) => {
    const report = hostileReport(text);
    const failures: { message: string; text: string }[] = [];
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => {
      if (name === "failure") failures.push({ message: String(attributes["message"]), text: "" });
    });
    parser.on("text", (part) => {
      const failure = failures.at(-1);
      if (failure) failure.text += part;
    });
    parser.write(await as("junit", report)).close();
    const written = (value: string): string => neutralise(value).replace(/[\ufffe\uffff]/g, "\ufffd");
    expect(failures).toHaveLength(1);
    expect(failures[0]?.message).toBe(written(report.findings[0]?.message ?? "?"));
    expect(failures[0]?.text).toContain(written(report.findings[0]?.location.path ?? "?"));
  });
  test("a suite per rule, errors and warnings fail, notes and what is known do not", async () => {
    const text = await as("junit", sharedReport);
    expect(text.match(/<testsuite /g)).toHaveLength(sharedReport.rules.length);
    expect(text.match(/<failure /g)).toHaveLength(6);
    expect(text.match(/<skipped /g)).toHaveLength(3);
    expect(await as("junit", known)).not.toContain("<failure");
    const clean = await as("junit", empty);
    expect(clean.match(/<testcase /g)).toHaveLength(sharedReport.rules.length);
    expect(clean).not.toMatch(/<(?:failure|skipped)/);
  });
});
