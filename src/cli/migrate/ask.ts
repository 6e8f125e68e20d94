import { isCancel, select } from "@clack/prompts";
import type pc from "picocolors";
import { editsAsDiff, type Plan } from "../../codemod/index.ts";
import { groupsOf, placeOf } from "../../engine/migration/groups.ts";
import type { Finding } from "../../model/finding.ts";
import { neutralise } from "../../report/text.ts";
import { ensureSize } from "../terminal-size.ts";
import { paintDiff } from "./diff.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** Asks about one rewrite after the other; gives the findings whose rewrites are wanted, or undefined when the user gave up. */
export async function askForEach(plan: Plan, colors: Colors): Promise<ReadonlySet<Finding> | undefined> {
  ensureSize();
  const { safe, review } = groupsOf(plan);
  const chosen = new Set<Finding>();
  let all = false;
  for (const site of [...safe, ...review]) {
    if (!all) {
      process.stderr.write(`\n${paintDiff(editsAsDiff(plan, site), colors)}\n`);
      for (const reason of site.outcome.reasons)
        process.stderr.write(`${colors.yellow("!")} ${neutralise(reason)}\n`);
      const answer = await select({
        message: neutralise(`${placeOf(site)}: ${site.outcome.title}?`),
        options: [
          { value: "yes", label: "yes" },
          { value: "no", label: "no" },
          { value: "all", label: "yes, and all that follow" },
          { value: "enough", label: "no, and none that follow" },
        ],
        output: process.stderr,
      });
      if (isCancel(answer)) return undefined;
      if (answer === "enough") break;
      if (answer === "no") continue;
      all = answer === "all";
    }
    chosen.add(site.finding);
  }
  return chosen;
}
