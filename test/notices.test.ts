import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root as folder, write } from "./tree.ts";

/** What `scripts/build.mjs` writes the notices with. */
interface Notices {
  readonly bundledFiles: (metafile: {
    readonly outputs: Readonly<
      Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
    >;
  }) => string[];
  readonly notices: (root: string, files: readonly string[]) => string;
}
const script: string = "../scripts/notices.mjs";
const { bundledFiles, notices } = (await import(script)) as Notices;
const project = join(import.meta.dirname, "..");

/** Packages in a folder of their own, as they lie in node_modules. */
function packages(files: Readonly<Record<string, string>>): void {
  write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`node_modules/${path}`, text])));
}

const manifest = (name: string, license = "MIT"): string =>
  JSON.stringify({ name, version: "1.2.3", license });

describe("notices", () => {
  test("name each package that something of is in the output once, by name, with the text of its licence", () => {
    packages({
      "a/package.json": manifest("a"),
      "a/LICENSE": "Text of a\r\n",
      "@acme/b/package.json": manifest("@acme/b", "ISC"),
      "@acme/b/licence.md": "Text of b",
      "@acme/b/NOTICE": "Notice of b",
      "c/package.json": manifest("c"),
      "c/LICENSE": "Text of a",
      "a/node_modules/d/package.json": manifest("d"),
      "a/node_modules/d/COPYING": "Text of d",
    });
    const files = [
      "src/cli/main.ts",
      "node_modules/c/x.js",
      "node_modules/a/x.js",
      "node_modules/a/lib/y.js",
      "node_modules/@acme/b/z.js",
      "node_modules/a/node_modules/d/x.js",
    ];
    const text = notices(folder, files);
    expect(text.match(/^.* \d\.\d\.\d \(.*\)$/gm)).toEqual([
      "@acme/b 1.2.3 (ISC)",
      "a 1.2.3 (MIT)",
      "c 1.2.3 (MIT)",
      "d 1.2.3 (MIT)",
    ]);
    expect(text.match(/^(?:Text|Notice) of .$/gm)).toEqual([
      "Notice of b",
      "Text of b",
      "Text of a",
      "Text of d",
    ]);
    expect(notices(folder, [...files].reverse())).toBe(text);
    expect(text).not.toContain(folder);
    expect(text).not.toContain("\r");
  });

  test("leave out what was only looked at", () => {
    const inputs = {
      "node_modules/a/x.js": { bytesInOutput: 10 },
      "node_modules/b/x.js": { bytesInOutput: 0 },
    };
    expect(bundledFiles({ outputs: { "cli.js": { inputs }, "action.js": { inputs } } })).toEqual([
      "node_modules/a/x.js",
    ]);
  });

  test("are not written for a package without a licence", () => {
    packages({
      "a/package.json": manifest("a"),
      "b/LICENSE": "x",
      "b/package.json": '{"name":"b","version":"1.0.0"}',
    });
    for (const name of ["a", "b"])
      expect(() => notices(folder, [`node_modules/${name}/x.js`]), name).toThrow(`${name} is bundled`);
  });
});

test("dist/ has those of the grammars and libraries in it", () => {
  const text = readFileSync(join(project, "dist/THIRD-PARTY-NOTICES.txt"), "utf8");
  const named = new Set([...text.matchAll(/^(@?[\w./-]+) [\d.]+ \(/gm)].map(([, name]) => name));
  for (const name of ["@babel/parser", "yaml", "web-tree-sitter", "@vscode/tree-sitter-wasm", "TypeScript"])
    expect(named, name).toContain(name);
  for (const text of ["esbuild", "vitest"]) expect(named, text).not.toContain(text);
});
