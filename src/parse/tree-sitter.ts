import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Language, type Node, Parser } from "web-tree-sitter";
import { type Lowering, ParseBound } from "./adapter.ts";
import { keepGrammarsSimple } from "./own-process.ts";

/** Grammars shipped as WASM, by the package each comes from. */
const GRAMMARS = {
  python: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
  ruby: "@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm",
  php: "@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm",
  go: "@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm",
  java: "@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm",
  "c-sharp": "@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm",
  bash: "@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm",
  powershell: "@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm",
  typescript: "@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm",
  tsx: "@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm",
  kotlin: "@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm",
  hcl: "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm",
} as const;

/** Name of a grammar that ships with zunset. */
export type GrammarName = keyof typeof GRAMMARS;

/** Milliseconds one text may take in {@link syntaxTree}. */
const TREE_BOUND_MS = 5_000;

const here = dirname(fileURLToPath(import.meta.url));

/** In the bundle grammars stand beside the code; in a checkout they stand in node_modules. */
function locate(file: string): string {
  const bundled = join(here, "grammars", file.slice(file.lastIndexOf("/") + 1));
  return existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve(file);
}

let runtime: Promise<void> | undefined;
const languages = new Map<GrammarName, Promise<Language>>();

/** Loads a grammar once per thread. */
async function language(name: GrammarName): Promise<Language> {
  runtime ??= Parser.init({ locateFile: () => locate("web-tree-sitter/web-tree-sitter.wasm") }).then(
    keepGrammarsSimple,
  );
  await runtime;
  let loaded = languages.get(name);
  if (!loaded) {
    loaded = readFile(locate(GRAMMARS[name])).then((bytes) => Language.load(bytes));
    languages.set(name, loaded);
  }
  return loaded;
}

/**
 * Gives a function that parses a source and hands its root node to `visit`; the tree is freed afterwards and must not be kept.
 * Sets `degraded` on syntax errors; throws {@link ParseBound} when the time bound passes.
 */
export async function treeSitter(
  name: GrammarName,
): Promise<(lowering: Lowering, visit: (root: Node) => void) => void> {
  const grammar = await language(name);
  return (lowering, visit) => {
    const parser = new Parser();
    try {
      parser.setLanguage(grammar);
      const tree = parser.parse(lowering.text, null, { progressCallback: () => lowering.expired() });
      if (!tree) throw new ParseBound("timeout");
      try {
        if (tree.rootNode.hasError) lowering.degraded = true;
        visit(tree.rootNode);
      } finally {
        tree.delete();
      }
    } finally {
      parser.delete();
    }
  };
}

/** Parses a text and gives its root node; the tree is never freed. For few texts that are asked about for as long as the process lives. */
export async function syntaxTree(name: GrammarName, text: string): Promise<Node> {
  const grammar = await language(name);
  const parser = new Parser();
  try {
    parser.setLanguage(grammar);
    const end = performance.now() + TREE_BOUND_MS;
    const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end });
    if (!tree) throw new ParseBound("timeout");
    return tree.rootNode;
  } finally {
    parser.delete();
  }
}

/** Where a node stands. Indices of web-tree-sitter over a JavaScript string are UTF-16 code units. */
export const spanOf = (node: Node): { start: number; end: number } => ({
  start: node.startIndex,
  end: node.endIndex,
});
