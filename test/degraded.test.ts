import { expect, test } from "vitest";
import { scan } from "../src/library/index.ts";
import { CURL } from "./acme.ts";
import { root, write } from "./tree.ts";

test("a report names the files whose syntax is broken, and no others", async () => {
  write({
    "whole.sh": CURL,
    "broken.sh": `${CURL}if [ ; then (\n`,
    "broken.json": '{"zendesk": {"token": "x" "email"',
    // A fence shows part of a program.
    "README.md": "```sh\nif [ zendesk ; then (\n```\n",
    // Nothing in it can matter, so nobody parses it.
    "unrelated.sh": "if [ ; then (\n",
  });
  const { report } = await scan({ paths: [root], cwd: root, threads: 0 });
  expect(report.degraded).toEqual(["broken.json", "broken.sh"]);
  expect(report.skipped).toEqual([]);
});
