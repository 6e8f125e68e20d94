import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import type { Finding, Report } from "../src/model/finding.ts";
import { render } from "../src/report/index.ts";
import { HOSTILE, hostileReport, sharedReport } from "./hostile-report.ts";

const markdown = (report: Report, maxBytes?: number): Promise<string> =>
  render("markdown", report, { color: false, width: 100, ...(maxBytes === undefined ? {} : { maxBytes }) });
const parse = (text: string): Root =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ("children" in node) for (const child of node.children) walk(child, visit);
}

/** All nodes of some type. */
function all<T extends Nodes["type"]>(root: Root, type: T): Extract<Nodes, { type: T }>[] {
  const found: Extract<Nodes, { type: T }>[] = [];
  walk(root, (node) => {
    if (node.type === type) found.push(node as Extract<Nodes, { type: T }>);
  });
  return found;
}

/** The blocks of a document and how they are nested, without what stands in them. */
function shapeOf(node: Nodes): string {
  const children = "children" in node ? node.children.map(shapeOf).filter((shape) => shape !== "") : [];
  const inlines = new Set(["text", "inlineCode", "strong", "link", "emphasis", "delete", "break", "image"]);
  return inlines.has(node.type) ? "" : `${node.type}(${children.join(" ")})`;
}

/** What may be read as more than text where it stands outside of code: mentions, references, addresses, marks, HTML. */
const ACTIVE = /[@#<>[\]{}|*_~^$\\]|!\S|%\w|:\/\/|www\.|:\w+:|\bGH-\d|\b[\da-f]{7,}\b|&\S/i;

/** What is wrong with a document whose names come from the tree. */
function wrongWith(text: string): string[] {
  const wrong: string[] = [];
  walk(parse(text), (node) => {
    if (node.type === "html") {
      if (
        !/^(?:<\/details>|<details><summary>[^<>]*(?:<code>[^<>]*<\/code>[^<>]*)*<\/summary>)$/.test(
          node.value,
        )
      )
        wrong.push(`HTML: ${node.value}`);
    } else if (node.type === "link") {
      if (!/^https:\/\/github\.com\/zunset\/zunset\/blob\/main\/docs\/rules\/[\w-]+\.md$/.test(node.url))
        wrong.push(`link: ${node.url}`);
    } else if (node.type === "text") {
      if (ACTIVE.test(node.value)) wrong.push(`text: ${node.value}`);
    } else if (
      [
        "image",
        "emphasis",
        "delete",
        "footnoteReference",
        "footnoteDefinition",
        "definition",
        "break",
      ].includes(node.type)
    )
      wrong.push(node.type);
  });
  return wrong;
}

describe("nothing of the tree is Markdown, HTML, a link, a mention or a reference", () => {
  const benign = markdown(hostileReport("plain"));

  test.each(HOSTILE)("%j", async (text) => {
    const got = await markdown(hostileReport(text));
    expect(wrongWith(got)).toEqual([]);
    expect(shapeOf(parse(got))).toBe(shapeOf(parse(await benign)));
  });
  test("any text", async () => {
    const token = fc.constantFrom(
      ..."`|\\<>[]()@#!*_~$&:/.-= ".split(""),
      "\n",
      "a",
      "1",
      "```",
      "https://",
      "www.",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(token, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 30 }),
        async (parts) => {
          const text = parts.join("");
          fc.pre(text.trim() !== "");
          const got = await markdown(hostileReport(text));
          expect(wrongWith(got)).toEqual([]);
          expect(shapeOf(parse(got))).toBe(shapeOf(parse(await benign)));
        },
      ),
      { numRuns: 300 },
    );
  });
  test("and the test would see it", () => {
    const shown = [
      "[a](https://evil.example)",
      "![a](b)",
      "<b>x</b>",
      "see @acme/team",
      "see #12",
      "a <i>b</i>",
      "*a*",
    ];
    for (const text of [...shown, "www.evil.example", "~~a~~", "x mail@evil.example"])
      expect(wrongWith(text), text).not.toEqual([]);
    expect(shapeOf(parse("| a |\n|---|\n| b | c |"))).not.toBe(shapeOf(parse("| a |\n|---|\n| b |")));
    expect(shapeOf(parse("| a | b |\n|---|---|\n| a |"))).not.toBe(
      shapeOf(parse("| a | b |\n|---|---|\n| a | c |")),
    );
  });
  test("names are still told, in tables with their pipes", async () => {
    const root = parse(await markdown(hostileReport("a|b`c")));
    const codes = all(root, "inlineCode").map(({ value }) => value);
    expect(codes).toContain("a|b`c:14:3");
    expect(codes).toContain("@acme/a|b`c");
  });
});

describe("what it says", () => {
  const text = markdown(sharedReport);

  test("the days left to each deadline, the most urgent first", async () => {
    const [table] = all(parse(await text), "table");
    const rows = table?.children.map(({ children }) => children.map(plain));
    expect(rows?.slice(1).map((row) => row.slice(0, 3))).toEqual([
      ["2026-01-12", "314 days ago", "1"],
      ["2027-04-01", "in 130 days", "1"],
      ["2027-04-30", "in 159 days", "7"],
    ]);
  });
  test("every finding has its row and its details, the worst first", async () => {
    const root = parse(await text);
    const rows =
      all(root, "table")[1]
        ?.children.slice(1)
        .map(({ children }) => children.map(plain)) ?? [];
    expect(rows.map(([, , severity]) => severity)).toEqual([
      ...Array<string>(4).fill("error"),
      ...Array<string>(2).fill("warning"),
      ...Array<string>(3).fill("note"),
    ]);
    expect(rows[1]).toEqual(["src/zendesk/client.ts:15:20", "basic-auth", "error", "ZENDESK_API_TOKEN"]);
    expect(all(root, "code")).toHaveLength(9);
    for (const { lang } of all(root, "code")) expect(lang).toBe("text");
  });
  test("columns only where something stands in them", async () => {
    const bare = sharedReport.findings.map(({ credential: _, ...finding }) => finding);
    expect(await markdown({ ...sharedReport, findings: bare })).toContain("| Place | Rule | Severity |\n");
    const owners = new Map([["src/zendesk/client.ts", ["@acme/api", "ops@example.com"]]]);
    const owned = await markdown({ ...sharedReport, owners });
    expect(owned).toContain("| Place | Rule | Severity | Credential | Owner |\n");
    expect(owned).toContain("| `ZENDESK_API_TOKEN` | `@acme/api`, `ops@example.com` |\n");
  });
  test("known and silenced findings and what was skipped are counted", async () => {
    const [first, ...others] = sharedReport.findings as [Finding, ...Finding[]];
    const findings: Finding[] = [
      { ...first, state: "known" },
      ...others.map((finding) => ({ ...finding, state: "new" as const })),
    ];
    const suppressed = [{ finding: first, reason: "a test", location: first.location }];
    const comparison = { with: "zunset-baseline.yml", known: 1, fixed: 4 };
    const got = await markdown({ ...sharedReport, findings, suppressed, comparison });
    expect(got).toMatch(/^## Zendesk API tokens: 8 new findings \(4 errors, 1 warning, 3 notes\)\n/);
    expect(got).toContain("Compared with `zunset-baseline.yml`: 1 known and not listed, 4 fixed.");
    expect(got).toContain("1 finding silenced by comments.");
    expect(got).toContain("<details><summary>15 skipped files</summary>");
    expect(got).not.toContain(first.location.path);
  });
  test("a clean report says so, one that read nothing does not", async () => {
    const empty = { ...sharedReport, findings: [], skipped: [] };
    expect(await markdown(empty)).toMatch(
      /^## Zendesk API tokens: no finding\n\nNo use of a Zendesk API token found\.\n\n1,204 files scanned/,
    );
    const nothing = await markdown({ ...empty, files: { scanned: 0, parsed: 0, leftOut: {} } });
    expect(nothing).toContain("\nNo file was read.\n");
    expect(nothing).not.toContain("No use of");
  });
});

describe("no longer than the limit", () => {
  const findings = Array.from({ length: 5000 }, (_, index): Finding => {
    const finding = sharedReport.findings[index % 9] as Finding;
    return { ...finding, location: { ...finding.location, startLine: index + 1, endLine: index + 1 } };
  });
  const report = { ...sharedReport, findings };

  test.each([20_000, 65_536, 1_048_576])("%i bytes", async (limit) => {
    const text = await markdown(report, limit);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    expect(Buffer.byteLength(text)).toBeGreaterThan(limit * 0.9);
    const root = parse(text);
    const rows = all(root, "table")[1]?.children.slice(1) ?? [];
    const left = /^([\d,]+) more findings not in this table.*: (.*)\.$/m.exec(text);
    expect(rows.length + Number((left?.[1] ?? "0").replace(/,/g, ""))).toBe(5000);
    // What is left out is counted by severity, and nothing that is in is less than what is not.
    const order = ["error", "warning", "note"];
    const severities = rows.map(({ children }) => order.indexOf(plain(children[2] as Nodes)));
    expect(severities).toEqual([...severities].sort());
    const counts = [...(left?.[2] ?? "").matchAll(/([\d,]+) (error|warning|note)s?/g)];
    expect(counts.reduce((sum, [, count = ""]) => sum + Number(count.replace(/,/g, "")), 0)).toBe(
      5000 - rows.length,
    );
    const details = all(root, "html").filter(({ value }) =>
      /^<details><summary>(?:error|warning|note)/.test(value),
    );
    expect(text).toContain(
      `${(5000 - details.length).toLocaleString("en")} more findings without details here`,
    );
  });
  test("65,536 bytes when nothing is said", async () => {
    expect(Buffer.byteLength(await markdown(report))).toBeLessThanOrEqual(65_536);
  });
});

function plain(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(plain).join("") : "";
}
