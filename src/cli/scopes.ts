import pc from "picocolors";
import { scopesFor } from "../codemod/index.ts";
import { scopeTable } from "../codemod/scopes/index.ts";
import { neutralise } from "../report/text.ts";
import { wantsColor } from "./color.ts";
import { scanPaths, type TreeFlags } from "./tree.ts";

/** The scopes that the calls of a tree need, as text: each with the calls it is for. */
export async function explainScopes(paths: readonly string[], flags: TreeFlags): Promise<string> {
  const { scanned, options } = await scanPaths(paths, flags);
  const colors = pc.createColors(wantsColor(process.stdout));
  const lines = scopeTable(await scopesFor(scanned, options), {
    scope: (text) => colors.bold(neutralise(text)),
    place: (text) => colors.cyan(neutralise(text)),
    doubt: (text) => colors.yellow(neutralise(text)),
  });
  return lines.map((line) => `${line}\n`).join("");
}
