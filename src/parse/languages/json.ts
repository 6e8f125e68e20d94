import type { Adapter, Lowering } from "../adapter.ts";
import { readJson5 } from "../json/json5.ts";
import { readJson } from "../json/read.ts";
import { EntryWalk } from "../yaml/entries.ts";
import { readLines } from "../yaml/lenient.ts";
import { maskTemplates } from "../yaml/mask.ts";
import type { ConfigNode } from "../yaml/node.ts";

/** Bare keys or single quotes where JSON has double ones. */
const JSON5 = /^\s*[[{]\s*(?:\/\/[^\n]*\n\s*){0,20}(?:'|[A-Za-z_$][\w$]{0,100}\s*:)/;

const countScalars = (node: ConfigNode): number =>
  node.kind === "map"
    ? node.pairs.reduce((sum, pair) => sum + countScalars(pair.value), 0)
    : node.kind === "list"
      ? node.items.reduce((sum, item) => sum + countScalars(item), 0)
      : 1;

const total = (roots: readonly ConfigNode[]): number =>
  roots.reduce((sum, root) => sum + countScalars(root), 0);

/** Broken or templated JSON that is laid out one pair a line: read as indented lines, its brackets and commas blanked. */
function readBroken(text: string, lowering: Lowering): ConfigNode[] {
  const masked = maskTemplates(text).text.replace(
    /[[{,][ \t]*(?=\r?$)|^[ \t]*[\]}][\]} \t]*,?[ \t]*(?=\r?$)/gm,
    (match) => " ".repeat(match.length),
  );
  return readLines({ original: text, masked, offset: 0 }, lowering);
}

const adapter: Adapter = (lowering) => {
  const { text } = lowering;
  const loose =
    lowering.extension === ".json5" || JSON5.test(text.slice(0, 4000)) ? readJson5(text, lowering) : null;
  const strict = loose ? { roots: [loose], failed: false } : readJson(text, lowering);
  let { roots } = strict;
  if (strict.failed) {
    lowering.degraded = true;
    const lines = readBroken(text, lowering);
    if (total(lines) > total(roots)) roots = lines;
  }
  const walk = new EntryWalk(lowering);
  for (const root of roots) walk.document(root);
};

/** Lowers JSON, with comments, trailing commas, JSON5's bare keys and JSON lines. */
export const load = async (): Promise<Adapter> => adapter;
