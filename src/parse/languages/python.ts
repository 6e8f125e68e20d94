import type { Adapter } from "../adapter.ts";
import type { PythonFile } from "../python/place.ts";
import { statement } from "../python/statements.ts";
import { treeSitter } from "../tree-sitter.ts";

/** Loads the Python adapter: Python 2 and 3 by one grammar. */
export async function load(): Promise<Adapter> {
  const parse = await treeSitter("python");
  return (lowering) =>
    parse(lowering, (root) => {
      const file: PythonFile = { lowering, environment: new Map(), lambdas: new WeakMap(), depth: 0 };
      statement(root, { file, scope: 0, self: undefined, classBody: false, globals: new Set() });
    });
}
