import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Log } from "sarif";
import { expect, test } from "vitest";
import { render } from "../src/report/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { scan } from "../src/scan.ts";
import { temporaryFolder, writeFiles } from "./bundle.ts";
import { multitool } from "./multitool.ts";

const USE = `requests.get("https://acme.zendesk.com/api/v2/users.json", auth=(mail + "/token", token))`;

/** Files on whose lines hashes of windows go wrong first: at their ends, with other line ends, with what is no ASCII. */
const FILES = {
  "short.py": USE,
  "one-line.py": `${USE}\n`,
  "tabs.py": `import requests\n\nif True:\n\t${USE}\n\tpass\n`,
  "windows.py": `import requests\r\n\r\n${USE}\r\nprint("done")\r\n`,
  "old-mac.py": `import requests\n\r${USE}\n`,
  "same.py": `import requests\n${`${USE}\n`.repeat(4)}`,
  "same-all-along.py": `${`${USE}\n`.repeat(3)}\n\n\n`,
  "words.py": `# Žluťoučký kůň 🐎 pěl\nimport requests\n\n# 漢字\n${USE}  # ü\n# end`,
  "long.py": `${"x = 1\n".repeat(300)}${USE}\n${"y = 2\n".repeat(300)}`,
};

test.skipIf(process.platform !== "linux")(
  "lines are hashed as the multitool hashes them",
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder("line-hash");
    try {
      const root = join(folder, "tree");
      writeFiles(root, FILES);
      const ruleSet = await builtInRules();
      const { report } = await scan({
        roots: [root],
        excludes: [],
        ignoredCredentials: true,
        ruleSet,
        asOf: "2026-11-22",
        version: "0.0.0",
        hashLines: true,
        maxFileSize: 1 << 20,
        threads: 0,
      });
      const log = JSON.parse(await render("sarif", report, { color: false, width: 80 })) as Log;
      const ours = (log.runs[0]?.results ?? []).map(({ partialFingerprints }) => {
        const hash = partialFingerprints?.["primaryLocationLineHash"];
        delete partialFingerprints?.["primaryLocationLineHash"];
        return hash;
      });
      for (const run of log.runs)
        run.originalUriBaseIds = { "%SRCROOT%": { uri: pathToFileURL(`${root}/`).href } };
      const [input, output] = [join(folder, "in.sarif"), join(folder, "out.sarif")];
      writeFileSync(input, JSON.stringify(log));
      multitool(folder, ["rewrite", input, "--insert", "RollingHashPartialFingerprints", "-o", output]);
      const theirs = ((JSON.parse(readFileSync(output, "utf8")) as Log).runs[0]?.results ?? []).map(
        ({ partialFingerprints }) => partialFingerprints?.["primaryLocationLineHash"],
      );
      expect(theirs.length).toBeGreaterThanOrEqual(Object.keys(FILES).length);
      expect(theirs.every((hash) => /^[\da-f]+:\d+$/.test(hash ?? ""))).toBe(true);
      expect(ours).toEqual(theirs);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
