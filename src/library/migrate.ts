import { type Plan, plan } from "../codemod/index.ts";
import { diffOf, patchOf } from "../codemod/patch.ts";
import { nothingRead, scanTree } from "../engine/index.ts";
import { stepsOf } from "../engine/migration/groups.ts";
import { planOptions, writePlan } from "../engine/migration/index.ts";
import { planAsJson } from "../engine/migration/json.ts";
import { summaryOf } from "../engine/migration/summary.ts";
import type * as api from "./api.ts";
import { guarded } from "./error.ts";
import { APPLY, checkOptions, MIGRATE, openTree } from "./options.ts";

/** See `migrate` in api.ts. */
export async function planMigration(options: api.MigrateOptions): Promise<api.Migration> {
  checkOptions(options, MIGRATE);
  const { roots, settings, wishes, named, cwd, onProgress, check } = await openTree(options);
  const tree = await scanTree(roots, settings, wishes, onProgress);
  check();
  const nothing = nothingRead(tree.scanned.report, named, "Check the paths and what is excluded.");
  if (nothing) throw nothing;
  const asked = planOptions(tree, { ...options, cwd });
  const safe = await plan(tree.scanned, { ...asked, accepted: (_, { safety }) => safety === "safe" });
  // Where nothing is to be reviewed both are the same.
  const reviewed = safe.sites.some(
    ({ outcome }) => outcome.kind === "rewrite" && outcome.safety === "review",
  );
  const all = reviewed ? await plan(tree.scanned, asked) : safe;
  // NOTE: told before anything is written, because a patch compares with what stands on the disk.
  const told = { safe: rewritten(safe), all: all === safe ? rewritten(safe) : rewritten(all) };
  const { unsafe: wanted = false } = options;
  const apply = async ({ unsafe = wanted, force = false }: api.ApplyOptions): Promise<api.Rewritten> => {
    await writePlan(unsafe ? all : safe, { force });
    return unsafe ? told.all : told.safe;
  };
  return {
    ...(wanted ? told.all : told.safe),
    apply: (given = {}) =>
      guarded(async () => {
        checkOptions(given, APPLY);
        return apply(given);
      }),
  };
}

function rewritten(made: Plan): api.Rewritten {
  return {
    plan: JSON.parse(planAsJson(made)),
    changes: made.changes.map((change) => ({
      path: change.path,
      ...(change.digest === undefined ? {} : { before: change.digest }),
      ...(change.deleted ? { deleted: true as const } : {}),
      diff: diffOf(change),
    })),
    ...patchOf(made.root, made.changes),
    summary: summaryOf(made),
    steps: stepsOf(made),
  };
}
