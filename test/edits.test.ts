import { readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { applyChanges } from "../src/codemod/apply.ts";
import type { FileChange } from "../src/codemod/changes.ts";
import { Composition } from "../src/codemod/compose.ts";
import { readForEdit } from "../src/codemod/disk.ts";
import { EditedText, type Replacement, replaced } from "../src/codemod/pieces.ts";
import { styleFor, styleOf } from "../src/codemod/style.ts";
import { temporaryFolder, writeFiles } from "./bundle.ts";

/** Replacements of a text that do not overlap, from sorted cuts. */
const replacementsOf = (text: string): fc.Arbitrary<Replacement[]> =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.string({ maxLength: 4 })), { maxLength: 6 })
    .map((cuts) => {
      const sorted = cuts.sort(([a], [b]) => a - b);
      return sorted.flatMap(([start, inserted], index) => {
        if (index % 2 === 1) return [];
        return [{ at: { start, end: sorted[index + 1]?.[0] ?? start }, text: inserted }];
      });
    })
    .map((all) => all.filter((one, index) => index === 0 || (all[index - 1]?.at.end ?? 0) < one.at.start));

describe("a text under edit", () => {
  test("edits in two rounds are edits of the original", () => {
    fc.assert(
      fc.property(
        fc
          .string({ maxLength: 40 })
          .chain((text) =>
            replacementsOf(text).chain((first) =>
              fc.tuple(fc.constant(text), fc.constant(first), replacementsOf(replaced(text, first))),
            ),
          ),
        ([text, first, second]) => {
          const edited = new EditedText(text);
          edited.replace(first);
          edited.replace(second);
          expect(edited.text).toBe(replaced(replaced(text, first), second));
          expect(replaced(text, edited.replacements())).toBe(edited.text);
        },
      ),
    );
  });
  test("what is not replaced is the original's, character for character", () => {
    const edited = new EditedText("secret = ********;\nuser = a");
    edited.replace([{ at: { start: 19, end: 23 }, text: "id" }]);
    expect(edited.replacements()).toEqual([{ at: { start: 19, end: 23 }, text: "id" }]);
    expect(replaced("secret = q7Rz0pLx;\nuser = a", edited.replacements())).toBe(
      "secret = q7Rz0pLx;\nid = a",
    );
  });
});

describe("edits of several sites", () => {
  const edit = (start: number, end: number, text: string, path = "a.py") => ({
    path,
    at: { start, end },
    text,
  });
  test("identical ones are made once, insertions at one place side by side", () => {
    const composition = new Composition();
    expect(composition.take([edit(0, 0, "import b\n"), edit(10, 12, "x")])).toBe(true);
    expect(composition.take([edit(0, 0, "import b\n"), edit(20, 22, "x"), edit(0, 0, "import a\n")])).toBe(
      true,
    );
    expect(composition.files()).toEqual([
      ["a.py", [edit(0, 0, "import a\nimport b\n"), edit(10, 12, "x"), edit(20, 22, "x")]],
    ]);
  });
  test("a rewrite that overlaps with an earlier one is not taken, not even in part", () => {
    const composition = new Composition();
    expect(composition.take([edit(10, 20, "x")])).toBe(true);
    expect(composition.take([edit(0, 5, "y"), edit(15, 25, "z")])).toBe(false);
    expect(composition.take([edit(15, 15, "z")])).toBe(false);
    expect(composition.take([edit(5, 8, "a"), edit(6, 9, "b")])).toBe(false);
    expect(composition.files()).toEqual([["a.py", [edit(10, 20, "x")]]]);
  });
  test("removals may overlap", () => {
    const composition = new Composition();
    expect(composition.take([edit(10, 20, "")])).toBe(true);
    expect(composition.take([edit(15, 30, "")])).toBe(true);
    expect(composition.files()).toEqual([["a.py", [edit(10, 30, "")]]]);
  });
});

describe("the style of a file", () => {
  test.each([
    ["tabs", "a.go", "func a() {\n\tb()\n\tif c {\n\t\td()\n\t}\n}\n", { indent: "\t" }],
    [
      "two spaces",
      "a.js",
      "function a() {\n  b()\n  if (c) {\n    d()\n  }\n}\n",
      { indent: "  ", semicolons: false },
    ],
    ["four spaces", "a.js", "function a() {\n    b();\n}\n", { indent: "    ", semicolons: true }],
    ["comment blocks are no indentation", "a.js", "/**\n * a\n * b\n */\n", { indent: "  " }],
    ["quotes", "a.py", "a = 'b'\nc = 'd'\ne = \"f\"\n", { quote: "'" }],
    ["line ends", "a.py", "a = 1\r\nb = 2\r\n", { eol: "\r\n" }],
    ["mixed line ends", "a.py", "a = 1\r\nb = 2\nc = 3\n", { eol: "\n" }],
  ])("%s", (_, path, text, style) => {
    expect(styleOf(text, styleFor(path))).toMatchObject(style);
  });
});

describe("writing", () => {
  const folder = temporaryFolder("apply");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const change = (path: string, before: string, after: string): FileChange => {
    const disk = readForEdit(folder, path);
    if (typeof disk === "string") throw new Error(disk);
    const replacements = [{ at: { start: 0, end: before.length }, text: after }];
    return { path, before, after, replacements, digest: disk.digest };
  };
  test("a file that changed since it was scanned stays, and so does every other", () => {
    writeFiles(folder, { "a.py": "a = 1\n", "b.py": "b = 1\n" });
    const changes = [change("a.py", "a = 1\n", "a = 2\n"), change("b.py", "b = 1\n", "b = 2\n")];
    writeFiles(folder, { "b.py": "b = 9\n" });
    expect(() => applyChanges(folder, changes)).toThrow(/changed since it was scanned; nothing was changed/);
    expect(readFileSync(join(folder, "a.py"), "utf8")).toBe("a = 1\n");
    expect(readFileSync(join(folder, "b.py"), "utf8")).toBe("b = 9\n");
    expect(readdirSync(folder).sort()).toEqual(["a.py", "b.py"]);
  });
  test("a file that stands where one was to be added stays", () => {
    writeFiles(folder, { "a.py": "a = 1\n", "new.py": "mine\n" });
    const added = {
      path: "new.py",
      before: undefined,
      after: "theirs\n",
      replacements: [],
      digest: undefined,
    };
    expect(() => applyChanges(folder, [change("a.py", "a = 1\n", "a = 2\n"), added])).toThrow(/stands where/);
    expect(readFileSync(join(folder, "a.py"), "utf8")).toBe("a = 1\n");
    expect(readFileSync(join(folder, "new.py"), "utf8")).toBe("mine\n");
  });
  test("a new file does not go through a folder that links out of the root", () => {
    const outside = temporaryFolder("outside");
    try {
      symlinkSync(outside, join(folder, "linked"));
      const added = {
        path: "linked/below/new.py",
        before: undefined,
        after: "a\n",
        replacements: [],
        digest: undefined,
      };
      expect(() => applyChanges(folder, [added])).toThrow(/leads out of the root/);
      expect(readdirSync(outside)).toEqual([]);
    } finally {
      rmSync(outside, { recursive: true, force: true });
      rmSync(join(folder, "linked"));
    }
  });
  test("a file that became a link is not written through", () => {
    writeFiles(folder, { "c.py": "c = 1\n", "real.py": "c = 1\n" });
    const changes = [change("c.py", "c = 1\n", "c = 2\n")];
    rmSync(join(folder, "c.py"));
    symlinkSync(join(folder, "real.py"), join(folder, "c.py"));
    expect(() => applyChanges(folder, changes)).toThrow(/changed since/);
    expect(readFileSync(join(folder, "real.py"), "utf8")).toBe("c = 1\n");
  });
});
