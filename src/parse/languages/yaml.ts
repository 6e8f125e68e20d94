import type { Adapter, Lowering } from "../adapter.ts";
import { commentedEntries } from "../yaml/comments.ts";
import { EntryWalk } from "../yaml/entries.ts";
import { readLines } from "../yaml/lenient.ts";
import { maskTemplates } from "../yaml/mask.ts";
import type { ConfigNode } from "../yaml/node.ts";
import { readYaml, type YamlSource } from "../yaml/read.ts";

/** Texts longer than this are read line by line: the parser needs about a second per megabyte. */
const PARSER_BOUND = 2_000_000;

function read(source: YamlSource, lowering: Lowering): ConfigNode[] {
  if (source.original.length <= PARSER_BOUND) {
    const roots = readYaml(source, lowering);
    if (roots) return roots;
    // What looked like a template was none.
    const plain =
      source.masked === source.original ? null : readYaml({ ...source, masked: source.original }, lowering);
    if (plain) return plain;
  }
  lowering.degraded = true;
  return readLines(source, lowering);
}

const adapter: Adapter = (lowering) => {
  const masked = maskTemplates(lowering.text);
  const roots = read({ original: lowering.text, masked: masked.text, offset: 0 }, lowering);
  const walk = new EntryWalk(lowering);
  for (const root of roots) walk.document(root);
  commentedEntries(lowering, walk);
};

/** Lowers YAML: entries by key path, scripts handed to their shells, Helm and Jinja templates seen through. */
export const load = async (): Promise<Adapter> => adapter;
