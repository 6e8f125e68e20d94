import type { Adapter } from "../adapter.ts";
import { lowerHcl } from "../hcl/file.ts";
import { treeSitter } from "../tree-sitter.ts";

/** Loads the HCL grammar and gives the adapter. */
export async function load(): Promise<Adapter> {
  const parse = await treeSitter("hcl");
  return (lowering) => lowerHcl(lowering, parse);
}
