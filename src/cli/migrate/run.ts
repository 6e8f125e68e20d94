import pc from "picocolors";
import { type Plan, plan } from "../../codemod/index.ts";
import { diffOf, patchOf } from "../../codemod/patch.ts";
import { planOptions, writePlan } from "../../engine/migration/index.ts";
import { planAsJson } from "../../engine/migration/json.ts";
import { summaryOf } from "../../engine/migration/summary.ts";
import { Problem } from "../../model/problem.ts";
import { plural } from "../../report/summary.ts";
import { columnsOf, wantsColor } from "../color.ts";
import { scanPaths } from "../tree.ts";
import { print, writeOutput } from "../write.ts";
import { askForEach } from "./ask.ts";
import { paintDiff } from "./diff.ts";
import { checkMigrateFlags, type MigrateFlags } from "./flags.ts";
import { tableOf } from "./table.ts";

/** Plans a migration; shows it, writes it or writes it down as a patch. Gives 1 when something is left to be done, else 0. */
export async function runMigrate(paths: readonly string[], flags: MigrateFlags): Promise<0 | 1> {
  checkMigrateFlags(flags);
  const tree = await scanPaths(paths, flags);
  const { scanned } = tree;
  const options = planOptions(tree, flags);
  const colors = pc.createColors(wantsColor(process.stdout));
  // A preview shows everything; what is written or handed on is what was asked for.
  const selective = flags.write === true || flags.patch !== undefined;
  const made = await plan(scanned, {
    ...options,
    accepted: (_, rewrite) => !selective || rewrite.safety === "safe" || flags.unsafe === true,
  });
  if (flags.interactive) {
    const chosen = await askForEach(made, pc.createColors(wantsColor(process.stderr)));
    if (!chosen) throw new Problem("nothing was changed", { help: "You broke off before all was asked." });
    return finish(
      await plan(scanned, { ...options, accepted: (finding) => chosen.has(finding) }),
      { ...flags, write: true },
      colors,
    );
  }
  return finish(made, flags, colors);
}

async function finish(
  made: Plan,
  flags: MigrateFlags,
  colors: ReturnType<typeof pc.createColors>,
): Promise<0 | 1> {
  const write = flags.write === true;
  if (write) await writePlan(made, { force: flags.force === true });
  if (flags.patch !== undefined) {
    const { patch, leftOut } = patchOf(made.root, made.changes);
    await writeOutput(flags.patch, patch);
    if (leftOut.length > 0)
      process.stderr.write(
        `zunset: not in the patch, because a credential stands beside what changes (use --write): ${leftOut.join(", ")}\n`,
      );
  }
  if (flags.summary !== undefined) await writeOutput(flags.summary, summaryOf(made));
  if (flags.json !== undefined) await writeOutput(flags.json, planAsJson(made));
  if (![flags.patch, flags.summary, flags.json].includes("-")) {
    if (!write) await print(paintDiff(made.changes.map(diffOf).join(""), colors));
    await print(tableOf(made, { colors, columns: columnsOf(process.stdout), written: write }));
    await print(`${verdict(made, flags)}\n`);
  }
  return made.sites.every((site) => site.applied) && (write || made.sites.length === 0) ? 0 : 1;
}

function verdict({ sites, changes }: Plan, flags: MigrateFlags): string {
  if (sites.length === 0) return "No use of a Zendesk API token was found: nothing to migrate.";
  const applied = sites.filter((site) => site.applied).length;
  const of = `${applied} of ${plural(sites.length, "use")}`;
  const gone = changes.filter(({ deleted }) => deleted).length;
  if (flags.write)
    return `${of} rewritten in ${plural(changes.length, "file")}${gone === 0 ? "" : `, ${gone} of them deleted because nothing was left in it`}.`;
  if (flags.patch !== undefined) return `${of} rewritten in the patch ${flags.patch}.`;
  return applied === 0
    ? `None of ${plural(sites.length, "use")} can be rewritten.`
    : `${of} can be rewritten. Nothing was written: --write makes the safe changes, --write --unsafe those for review, too.`;
}
