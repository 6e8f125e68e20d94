import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Test files that take ten seconds and more, the longest first. One that begins when the others are nearly done keeps a core idle to the end. */
const LONGEST = [
  "behaviour",
  "codemods",
  "hostile",
  "rule-pages",
  "baseline-cli",
  "library",
  "html-page",
  "cli-output",
  "formats-cli",
  "sarif-importers",
  "library-process",
  "scan-hostile",
  "interactive",
  "pool",
  "baseline",
  "sarif",
  "migrate",
  "why",
  "action",
  "since",
  "init",
  "cli",
  "secrets",
];

for (const name of LONGEST)
  if (!existsSync(join(import.meta.dirname, `${name}.test.ts`)))
    throw new Error(`test/longest-first.ts: there is no test/${name}.test.ts`);

const rank = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.indexOf(basename(moduleId, ".test.ts"));
  return place < 0 ? LONGEST.length : place;
};

/** Begins with the longest test files; how long they take cannot be known from a run before, since CI begins with an empty cache. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
