import type { Adapter } from "../adapter.ts";
import { lowerLines } from "../ini/lines.ts";
import { commentedToml } from "../toml/comments.ts";
import { readToml } from "../toml/read.ts";
import { EntryWalk } from "../yaml/entries.ts";

const adapter: Adapter = (lowering) => {
  const document = readToml(lowering.text, 0, lowering);
  if (!document) {
    // Broken or templated TOML is still sections and `key = value` lines.
    lowering.degraded = true;
    lowerLines(lowering);
    return;
  }
  const walk = new EntryWalk(lowering);
  walk.document(document.root);
  commentedToml(lowering, walk, document);
};

/** Lowers TOML, commented-out keys included. */
export const load = async (): Promise<Adapter> => adapter;
