import { describe, expect, test } from "vitest";
import { entryOf, renderBaseline } from "../src/baseline/index.ts";
import { readPipeline } from "../src/cli/azure.ts";
import { scan as library } from "../src/library/index.ts";
import { merge } from "../src/merge/index.ts";
import type { Report } from "../src/model/finding.ts";
import { isOwnReport } from "../src/parse/own-report.ts";
import { type FormatId, type RenderOptions, render } from "../src/report/index.ts";
import { AZURE } from "./azure.ts";
import { sharedReport } from "./hostile-report.ts";
import { fullReport, largeReport } from "./html-reports.ts";
import { root, write } from "./tree.ts";

const options: RenderOptions = { color: false, width: 80, suppressed: true, pipeline: readPipeline(AZURE) };
const written = (format: FormatId, report: Report = sharedReport): Promise<string> =>
  render(format, report, options);
const baseline = renderBaseline(
  sharedReport.findings.map((finding) =>
    entryOf(finding, { reason: "moves: in January #1", owner: "@acme/support", expires: "2027-01-31" }),
  ),
);

/** A made-up token in the shape of a real one. */
const TOKEN = "9aK2mQ7xZp4LwT1vB8nR3cY6dF5gH0jSuE2iWoXq";

describe("what zunset wrote is known, whatever it is called", () => {
  const reports: readonly (readonly [string, Report])[] = [
    ["shared", sharedReport],
    ["full", fullReport()],
    ["large", largeReport(200)],
    ["empty", { ...sharedReport, findings: [], skipped: [] }],
  ];
  test.each(reports)("%s", async (_, report) => {
    for (const path of ["out/zendesk.json", "out/zendesk.txt", "report"])
      expect(isOwnReport(path, await written("json", report)), path).toBe(true);
    expect(isOwnReport("zendesk.json", await written("sarif", report))).toBe(true);
    expect(isOwnReport("zendesk.sarif", await written("sarif", report))).toBe(true);
    expect(isOwnReport("zendesk.htm", await written("html", report))).toBe(true);
    const merged = merge([
      { name: "a.sarif", text: await written("sarif", report), repository: "https://github.com/acme/a" },
    ]);
    expect(isOwnReport("all.json", merged.text)).toBe(true);
  });
  test("a baseline", () => {
    expect(isOwnReport("known.yml", baseline)).toBe(true);
    expect(isOwnReport("known.yaml", baseline.replaceAll("\n", "\r\n"))).toBe(true);
    expect(isOwnReport("known", renderBaseline([]))).toBe(true);
  });
});

describe("nothing hides in the form of a report", () => {
  const json = () => written("json");
  test("code, whatever it begins with", async () => {
    for (const path of ["a.py", "a.js", "a.sh", "a.rb", "a.php"]) {
      expect(isOwnReport(path, await json()), path).toBe(false);
      expect(isOwnReport(path, baseline), path).toBe(false);
      expect(isOwnReport(path, await written("html")), path).toBe(false);
    }
    expect(isOwnReport("a.yml", `${await json()}---\ntoken: x\n`)).toBe(false);
  });
  test("settings with the beginning of a report, or with keys of their own in one", async () => {
    const head = '{"schema": 1, "tool": {"name": "zunset", "version": "1.0.0"}';
    expect(isOwnReport("a.json", `${head}, "zendesk": {"token": "x"}}`)).toBe(false);
    expect(isOwnReport("a.json", `${head}, "findings": [{"username": "bot@example.com/token"}]}`)).toBe(
      false,
    );
    expect(isOwnReport("a.json", `${head}`)).toBe(false);
    expect(isOwnReport("a.json", `${head}}\nZENDESK_API_TOKEN=x`)).toBe(false);
    const deep = `${head}, "findings": ${'[{"finding":'.repeat(5_000)}1${"}]".repeat(5_000)}}`;
    expect(isOwnReport("a.json", deep)).toBe(false);
  });
  test("a token, also one in escapes", async () => {
    const text = await json();
    const escaped = [...TOKEN].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join("");
    expect(
      isOwnReport("a.json", text.replace('"message": "', `"message": "bot@example.com/token:${TOKEN} `)),
    ).toBe(false);
    expect(
      isOwnReport("a.json", text.replace('"message": "', `"message": "bot@example.com/token:${escaped} `)),
    ).toBe(false);
    expect(isOwnReport("known.yml", baseline.replace("moves", `bot@example.com/token:${TOKEN}`))).toBe(false);
  });
  test("keys and statements among a baseline's entries", () => {
    for (const more of [
      "zendesk:",
      "    token: x",
      "export ZENDESK_API_TOKEN=x",
      "  - name: ZENDESK_API_TOKEN",
    ])
      expect(isOwnReport("known.yml", `${baseline}${more}\n`), more).toBe(false);
    expect(isOwnReport("known.yml", baseline.split("\n").slice(5).join("\n"))).toBe(false);
    expect(isOwnReport("known.yml", `${baseline.split("\n")[0]}\n`)).toBe(false);
  });
  test("SARIF of others, and runs of others beside one's own", async () => {
    const own = await written("sarif");
    expect(isOwnReport("a.json", own.replace('"name":"zunset"', '"name":"othertool"'))).toBe(false);
    const log = JSON.parse(own) as { runs: unknown[] };
    const both = { ...log, runs: [...log.runs, { tool: { driver: { name: "othertool" } }, results: [] }] };
    expect(isOwnReport("a.json", JSON.stringify(both))).toBe(false);
    expect(isOwnReport("a.json", JSON.stringify({ ...log, runs: [] }))).toBe(false);
    expect(isOwnReport("a.json", JSON.stringify({ ...log, runs: null }))).toBe(false);
    expect(isOwnReport("a.json", JSON.stringify({ ...log, zendesk: {} }))).toBe(false);
  });
  test("a page that a browser runs more of, or a server", async () => {
    const page = await written("html");
    const generator = /<meta name="generator"[^>]*>/.exec(page)?.[0] ?? "";
    expect(generator).not.toBe("");
    expect(
      isOwnReport("a.html", `<!doctype html>\n<html><head>${generator}</head><script>x</script></html>`),
    ).toBe(false);
    expect(isOwnReport("a.html", `<script>fetch("x")</script>${page}`)).toBe(false);
    expect(isOwnReport("a.html", page.replace("script-src '", "script-src 'unsafe-inline' '"))).toBe(false);
    expect(isOwnReport("a.html", page.replace("default-src 'none'", "default-src *"))).toBe(false);
    expect(isOwnReport("a.html", page.replace("</body>", "<?php curl(); ?></body>"))).toBe(false);
    expect(isOwnReport("a.html", page.replace("</body>", "<%= token %></body>"))).toBe(false);
    expect(isOwnReport("a.html", page.replace(generator, ""))).toBe(false);
  });
});

test("a scan leaves them out, and says so", async () => {
  write({
    "out/report.json": await written("json"),
    "out/report.html": await written("html"),
    "known.yml": baseline,
    "settings.json": '{"schema": 1, "tool": {"name": "zunset"}, "ZENDESK_API_TOKEN": "x"}',
    "export.sh": 'curl -u "$MAIL/token:$ZENDESK_API_TOKEN" https://acme.zendesk.com/api/v2/users.json\n',
  });
  const { report } = await library({ paths: [root], cwd: root, threads: 0 });
  expect([...new Set(report.findings.map(({ location }) => location.path))]).toEqual(["export.sh"]);
  expect(report.skipped).toEqual(
    ["known.yml", "out/report.html", "out/report.json"].map((path) => ({
      path,
      reason: "generated",
      detail: "a report or baseline of zunset",
    })),
  );
});
