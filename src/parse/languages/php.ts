import type { Adapter } from "../adapter.ts";
import { lowerPhp } from "../php/file.ts";
import { treeSitter } from "../tree-sitter.ts";

/** Loads the PHP grammar and gives the adapter. */
export async function load(): Promise<Adapter> {
  const parse = await treeSitter("php");
  return (lowering) => parse(lowering, (root) => lowerPhp(lowering, root));
}
