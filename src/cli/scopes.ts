import pc from "picocolors";
import { scopesFor } from "../codemod/index.ts";
import { scopeTable } from "../codemod/scopes/index.ts";
import { readConfig } from "../config/index.ts";
import { locateRoot } from "../discover/root.ts";
import { Problem } from "../model/problem.ts";
import { neutralise } from "../report/text.ts";
import { scan } from "../scan.ts";
import { wantsColor } from "./color.ts";
import { limitsOf, today } from "./limits.ts";
import { chooseRules } from "./rule-choice.ts";
import { version } from "./version.ts";

/** The scopes that the calls of a tree need, as text: each with the calls it is for. */
export async function explainScopes(
  paths: readonly string[],
  flags: { readonly config?: string; readonly rules?: string; readonly exclude?: readonly string[] },
): Promise<string> {
  const roots = (paths.length === 0 ? ["."] : paths).map(locateRoot);
  const config = await readConfig(flags.config, roots[0]?.absolute ?? ".");
  const ruleSet = await chooseRules({ flag: flags.rules, config });
  const limits = limitsOf(config);
  const scanned = await scan({
    ...limits,
    roots: roots.map(({ absolute }) => absolute),
    excludes: [...(config.exclude ?? []), ...(flags.exclude ?? [])],
    ignoredCredentials: config.ignoredCredentials !== false,
    ruleSet,
    asOf: today(),
    version,
    hashLines: false,
  });
  if (scanned.report.files.scanned === 0)
    throw new Problem("no file was read, so nothing can be said", { where: paths.join(" ") || "." });
  const colors = pc.createColors(wantsColor(process.stdout));
  const paint = { scope: colors.bold, place: colors.cyan, doubt: colors.yellow };
  const lines = scopeTable(await scopesFor(scanned, { ruleSet, maxFileSize: limits.maxFileSize }), {
    scope: (text) => paint.scope(neutralise(text)),
    place: (text) => paint.place(neutralise(text)),
    doubt: (text) => paint.doubt(neutralise(text)),
  });
  return lines.map((line) => `${line}\n`).join("");
}
