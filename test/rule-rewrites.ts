import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REFUSALS } from "../src/codemod/index.ts";
import { recipes } from "../src/codemod/recipes/index.ts";
import type { LanguageId } from "../src/model/fact.ts";
import { planned } from "./planned.ts";

const root = join(import.meta.dirname, "..");
const codemods = join(root, "fixtures/codemods");

/** What a recipe does for the findings of a rule. */
export interface Rewriting {
  readonly recipe: string;
  readonly languages: readonly LanguageId[];
  /** What it does, without full stop, in all the ways that the fixtures show. */
  readonly titles: readonly string[];
  /** One of them is made by `--write` alone. */
  readonly safe: boolean;
}

/** What `zunset migrate` does with the findings of a rule, by what it did with fixtures. */
export interface Rewrites {
  /** Sorted by recipe. */
  readonly recipes: readonly Rewriting[];
  /** It goes along when the code that used it is rewritten. */
  readonly alongside: boolean;
  /** Sorted by what they say. */
  readonly refusals: readonly { readonly title: string; readonly decide: string }[];
}

/** What a plan says of one finding. */
interface Told {
  readonly rule: string;
  readonly verdict: "safe" | "review" | "refused";
  /** The recipe, or the reason it is refused for. */
  readonly id: string;
  readonly title: string;
}

/** The plans that the recipes' fixtures expect: a line per finding, and what became of it in the line after. */
function expectedPlans(): Told[] {
  const told: Told[] = [];
  for (const recipe of readdirSync(codemods).sort())
    for (const name of readdirSync(join(codemods, recipe)).sort()) {
      const text = readFileSync(join(codemods, recipe, name, "plan.txt"), "utf8");
      const pattern = /^\S.*:\d+ (\S+)\n {2}(?:not applied )?(safe|review|refused) ([\w-]+)(?:: (.*))?$/gm;
      for (const [, rule = "", verdict, id = "", title = ""] of text.matchAll(pattern))
        told.push({ rule, verdict: verdict as Told["verdict"], id, title });
    }
  return told;
}

/** What becomes of the findings of a rule in the rule's own fixtures. */
async function plannedFor(rule: string): Promise<Told[]> {
  const own = join(root, "fixtures/rules", rule);
  const told: Told[] = [];
  for (const name of readdirSync(own).filter((one) => one.startsWith("ng."))) {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "zunset-rule-")));
    try {
      cpSync(join(own, name), folder, { recursive: true });
      rmSync(join(folder, "expected.txt"));
      const { sites } = await planned(folder);
      for (const { finding, outcome, recipe = "-" } of sites)
        if (outcome.kind === "refusal")
          told.push({ rule: finding.rule, verdict: "refused", id: outcome.id, title: "" });
        else told.push({ rule: finding.rule, verdict: outcome.safety, id: recipe, title: outcome.title });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return told.filter((one) => one.rule === rule);
}

const plans = expectedPlans();

/** Reasons that are those of one run, and say nothing of what a rule finds. */
const INCIDENTAL = new Set(["encoding", "changed", "conflict", "unverified"]);

/** What `zunset migrate` does with a rule's findings, in the recipes' fixtures and in the rule's own. */
export async function rewritesOf(rule: string): Promise<Rewrites> {
  const told = [...plans.filter((one) => one.rule === rule), ...(await plannedFor(rule))];
  const made = told.filter(({ verdict, id }) => verdict !== "refused" && id !== "-");
  const ids = [...new Set(made.map(({ id }) => id))].sort();
  const refused = new Set(told.filter(({ verdict }) => verdict === "refused").map(({ id }) => id));
  return {
    recipes: ids.map((recipe) => ({
      recipe,
      languages: recipes.find(({ id }) => id === recipe)?.languages ?? [],
      titles: [...new Set(made.filter(({ id }) => id === recipe).map(({ title }) => title))].sort(),
      safe: made.some(({ id, verdict }) => id === recipe && verdict === "safe"),
    })),
    alongside: told.some(({ id }) => id === "-"),
    refusals: Object.entries(REFUSALS)
      .filter(([id]) => refused.has(id) && !INCIDENTAL.has(id))
      .map(([, refusal]) => refusal)
      .sort((a, b) => (a.title < b.title ? -1 : 1)),
  };
}
