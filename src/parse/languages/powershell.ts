import { type Adapter, Lowering } from "../adapter.ts";
import { ScriptLowering } from "../powershell/script.ts";
import { treeSitter } from "../tree-sitter.ts";

/** PowerShell scripts and modules. */
export async function load(): Promise<Adapter> {
  const parse = await treeSitter("powershell");
  return (lowering) => {
    const script = new ScriptLowering(lowering);
    if (!lowering.text.includes("??")) {
      parse(lowering, (root) => script.lower(root));
      return;
    }
    // The grammar is older than `??` and `??=`: it is shown operators of the same length, the lowering reads the real ones.
    const text = lowering.text.replace(/\?\?=/g, "  =").replace(/(\s)\?\?(\s)/g, "$1-or");
    const shown = new Lowering({
      path: lowering.path,
      text,
      extension: lowering.extension,
      deadline: performance.now() + 3_000,
    });
    parse(shown, (root) => script.lower(root));
    if (shown.degraded) lowering.degraded = true;
  };
}
