import type { Adapter } from "../adapter.ts";
import { lowerGo } from "../go/file.ts";
import { treeSitter } from "../tree-sitter.ts";

/** Loads the Go grammar and gives the adapter. */
export async function load(): Promise<Adapter> {
  const parse = await treeSitter("go");
  return (lowering) => parse(lowering, (root) => lowerGo(lowering, root));
}
