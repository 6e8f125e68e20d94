import { describe, expect, test } from "vitest";
import type { Finding, Report } from "../src/model/finding.ts";
import { mayBeRewritten } from "../src/model/rewritable.ts";
import { nextCommand } from "../src/report/summary.ts";
import { sharedReport } from "./hostile-report.ts";

const [sample] = sharedReport.findings as [Finding];
const finding = (more: Partial<Finding>): Finding => ({
  ...sample,
  rule: "basic-auth",
  severity: "error",
  language: "javascript",
  ...more,
});
const report = (...findings: Finding[]): Report => ({ ...sharedReport, findings });
const command = (of: Report, paths?: readonly string[]): string | undefined =>
  nextCommand(of, paths)?.command;

describe("the command to run next", () => {
  test("is migrate where the worst may be rewritten", () => {
    expect(command(report(finding({})))).toBe("zunset migrate");
    expect(command(report(finding({ rule: "config" }), finding({})))).toBe("zunset migrate");
  });
  test("explains the worst rule where nothing of it can be", () => {
    expect(command(report(finding({ rule: "sdk-zat" })))).toBe("zunset rules explain sdk-zat");
    expect(command(report(finding({ rule: "sdk-zat" }), finding({ severity: "warning" })))).toBe(
      "zunset rules explain sdk-zat",
    );
    expect(command(report(finding({ language: "notebook" })))).toBe("zunset rules explain basic-auth");
    expect(command(report(finding({})), [])).toBe("zunset rules explain basic-auth");
    expect(command(report())).toBeUndefined();
  });
  test("says how many, where that is known", () => {
    const [one, other] = [finding({}), finding({ rule: "shell" })];
    const fix = { description: "x", files: [] };
    expect(nextCommand({ ...report(one, other), fixes: new Map([[one, fix]]) })).toEqual({
      command: "zunset migrate",
      purpose: "rewrites 1 of 2 findings to OAuth; shows the changes first",
    });
    expect(command({ ...report(one), fixes: new Map() })).toBe("zunset rules explain basic-auth");
  });
  test("names what was scanned, as a shell takes it", () => {
    expect(command(report(finding({})), ["."])).toBe("zunset migrate");
    expect(command(report(finding({})), ["../shop", "a b", "it's"])).toBe(
      "zunset migrate ../shop 'a b' 'it'\\''s'",
    );
  });
});

test("what zunset says of its own comments and baseline is not rewritten", () => {
  expect(mayBeRewritten({ rule: "baseline-stale" })).toBe(false);
  expect(mayBeRewritten({ rule: "basic-auth" })).toBe(true);
});

test("a command in a program's text is not rewritten, a script is", () => {
  expect(mayBeRewritten({ rule: "shell", language: "bash" })).toBe(true);
  expect(mayBeRewritten({ rule: "shell", language: "python" })).toBe(false);
});
