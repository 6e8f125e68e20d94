import type { Adapter } from "../adapter.ts";
import { Script } from "../bash/script.ts";
import { treeSitter } from "../tree-sitter.ts";

/** Shell scripts: sh, bash, zsh, ksh. */
export async function load(): Promise<Adapter> {
  const parse = await treeSitter("bash");
  return (lowering) => parse(lowering, (root) => new Script(lowering, root).lower());
}
