import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderFile } from "../src/model/render.ts";
import { parse } from "../src/parse/index.ts";
import { adapters } from "../src/parse/languages/index.ts";

const root = join(import.meta.dirname, "../fixtures/languages");

// Every source beside its golden facts: `auth.py` and `auth.py.facts`. `UPDATE=1` rewrites the goldens, never in CI.
const only = process.env["LANGUAGE"];
for (const language of Object.keys(adapters).filter((id) => !only || only.split(",").includes(id))) {
  describe(language, () => {
    const folder = join(root, language);
    const sources = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith(".facts")) : [];
    test("has fixtures", () => expect(sources.length).toBeGreaterThan(0));
    test.each(sources)("%s", async (name) => {
      const file = await parse({ path: name, text: readFileSync(join(folder, name), "utf8") });
      const got = `${file.language}${file.degraded ? " (degraded)" : ""}\n${renderFile(file)}`;
      const golden = join(folder, `${name}.facts`);
      if (process.env["UPDATE"] && !process.env["CI"]) writeFileSync(golden, got);
      expect(got).toBe(
        existsSync(golden) ? readFileSync(golden, "utf8") : "missing: run with UPDATE=1 and review",
      );
    });
  });
}
