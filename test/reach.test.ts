import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact, ParsedFile } from "../src/model/fact.ts";
import { moduleFinder } from "../src/resolve/modules.ts";
import { imported } from "../src/resolve/reach.ts";

const at = { start: 0, end: 0 };

function importing(path: string, modules: readonly string[]): ParsedFile {
  const facts = modules.map((module): Fact => ({ kind: "import", module, names: [], at, scope: 0 }));
  return { path, language: "javascript", masked: "", scopes: [], facts, secrets: [], degraded: false };
}

test("files that are imported are found by every spelling of their name", () => {
  const name = fc.constantFrom(
    "a",
    "b",
    "index",
    "__init__",
    "mod",
    ".env",
    "a.b",
    ".js",
    "keys.local",
    "..",
  );
  const ending = fc.constantFrom("", ".ts", ".py", ".js", ".d.ts", ".java", ".php", ".rb");
  const path = fc
    .tuple(fc.array(name, { maxLength: 3 }), name, ending)
    .map(([folders, file, extension]) => [...folders, file + extension].join("/"));
  const module = fc
    .tuple(
      fc.constantFrom("", ".", "..", "./", "../", "../../", "@/", "~/", "\\"),
      fc.array(name, { maxLength: 3 }),
      fc.constantFrom("/", ".", "\\"),
      ending,
    )
    .map(([start, names, separator, extension]) => start + names.join(separator) + extension);
  const property = fc.property(
    fc.uniqueArray(path, { minLength: 1, maxLength: 12 }),
    path,
    fc.array(module, { minLength: 1, maxLength: 4 }),
    (paths, from, modules) => {
      const find = moduleFinder(paths);
      const wanted = new Set(modules.map((one) => find(one, from)).filter((one) => one !== from));
      const found = imported(
        [importing(from, modules)],
        paths.map((one) => ({ path: one })),
      );
      // Python's names may be modules, too: with none imported there is nothing more to find.
      expect(found.map((one) => one.path)).toEqual(paths.filter((one) => wanted.has(one)));
    },
  );
  fc.assert(property, { numRuns: 3000 });
});
