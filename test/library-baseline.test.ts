import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runBaseline } from "../src/cli/baseline/run.ts";
import { scan } from "../src/library/index.ts";
import { CURL } from "./acme.ts";
import { checkout, write } from "./tree.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "zunset-library-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a library scan takes a baseline from its options or the configuration, or none", async () => {
  checkout({ "old.sh": CURL }, folder);
  await runBaseline("create", [folder], {
    baseline: join(folder, "known.yml"),
    reason: "moves in May",
    threads: 0,
    quiet: true,
  });
  write({ "new.sh": CURL.replace("users", "new") }, folder);
  const states = async (more: { baseline?: string | false; config?: object }): Promise<unknown[]> => {
    const { report, exitCode } = await scan({ paths: ["."], cwd: folder, threads: 0, ...more });
    return [...report.findings.map((one) => [one.location.path, one.state]), exitCode()];
  };
  const known = [["new.sh", "new"], ["old.sh", "known"], 1];
  expect(await states({ baseline: "known.yml" })).toEqual(known);
  expect(await states({ config: { baseline: "known.yml" } })).toEqual(known);
  expect(await states({ config: { baseline: "known.yml" }, baseline: false })).toEqual([
    ["new.sh", undefined],
    ["old.sh", undefined],
    1,
  ]);
  await expect(scan({ paths: ["."], cwd: folder, baseline: "missing.yml" })).rejects.toMatchObject({
    message: expect.stringContaining("no baseline"),
  });
}, 30_000);
