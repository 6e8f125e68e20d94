import { posix } from "node:path";
import type { LanguageId, ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import type { Use } from "../resolve/index.ts";
import type { FileChange } from "./changes.ts";
import { type Offer, offersFor } from "./offer.ts";
import type { Repository } from "./project.ts";
import type { Recipe } from "./recipe.ts";
import { type Findings, sitesOf } from "./site.ts";

/** How a plan is made, and so a second one. */
export type Again = Pick<Findings, "ruleSet" | "prefix"> & {
  readonly asOf: string;
  readonly wanted?: ((finding: Finding) => boolean) | undefined;
};

/** What a second run is compared with. */
export interface FirstRun {
  /** What recipes made of each finding. */
  readonly offers: readonly Offer[];
  readonly recipes: readonly Recipe[];
  readonly repository: Repository;
}

/** The tree as edits would leave it. */
interface EditedTree extends Pick<Findings, "findings" | "uses" | "files"> {
  readonly changes: readonly FileChange[];
  /** Findings of the first run that the edits are about. */
  readonly rewritten: ReadonlySet<Finding>;
}

/** Which use a finding is about, whatever its line. */
export const placeOf = ({ rule, location, credential }: Finding): string =>
  [rule, location.path, credential].join("\0");

/** Languages of which the files of a folder, or of a project, are one program. */
const PACKAGED: ReadonlySet<LanguageId> = new Set(["csharp", "go", "java", "kotlin"]);

/**
 * What recipes would propose in the edited tree and did not before, as failures. Only sites that a change may matter to are asked about again: it is in a file that
 * the credential goes through, or in one of the same language that names such a file or is named by it, or shares a package with it.
 */
export async function proposedAgain(
  { findings, uses, files, changes, rewritten }: EditedTree,
  { offers, recipes, repository }: FirstRun,
  options: Again,
): Promise<{ path: string; what: string }[]> {
  const changed = new Set(changes.map(({ path }) => path));
  const edited = files.filter(({ path }) => changed.has(path));
  const isNear = nearTo(edited, files);
  const left = findings.filter((finding) => {
    const use = uses.get(finding);
    return use && isNear(finding, use) && (options.wanted?.(finding) ?? true);
  });
  if (left.length === 0) return [];
  // What was proposed and not made (not accepted, in the way of another) may be proposed again.
  const open = new Map<string, number>();
  for (const { finding, outcome } of offers)
    if (outcome.kind === "rewrite" && !rewritten.has(finding))
      open.set(placeOf(finding), (open.get(placeOf(finding)) ?? 0) + 1);
  const considered = sitesOf({ ...options, findings: left, uses, files });
  const project = repository.edited(edited);
  const toSwitch = project.as({ scope: project.scope, transition: "switch" });
  const again = await offersFor(considered, { recipes, project, toSwitch });
  return again.flatMap(({ finding, outcome, site }) => {
    if (outcome.kind !== "rewrite") return [];
    const expected = open.get(placeOf(finding)) ?? 0;
    open.set(placeOf(finding), expected - 1);
    if (expected > 0) return [];
    const near = [...(site ? [...site.use.hops, ...site.use.related] : []), ...outcome.edits];
    const { path } = [finding.location, ...near].find((one) => changed.has(one.path)) ?? finding.location;
    return [{ path, what: `A second run would rewrite ${finding.rule} in ${finding.location.path}.` }];
  });
}

/** Tells whether the edits may matter to what a recipe makes of a use. */
function nearTo(
  edited: readonly ParsedFile[],
  files: readonly ParsedFile[],
): (finding: Finding, use: Use) => boolean {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const changed = new Set(edited.map(({ path }) => path));
  const known = new Map<string, boolean>();
  const touches = (path: string): boolean => {
    const file = byPath.get(path);
    let near = known.get(path);
    if (near === undefined) {
      near = changed.has(path) || (file !== undefined && edited.some((one) => areRelated(one, file)));
      known.set(path, near);
    }
    return near;
  };
  return ({ location }, { hops, related }) =>
    [location, ...hops, ...related].some(({ path }) => touches(path));
}

/** Two files of one language of which one names the other, as imports do, or that share a package. */
function areRelated(one: ParsedFile, other: ParsedFile): boolean {
  if (one.language !== other.language) return false;
  const folder = posix.dirname(one.path);
  if (PACKAGED.has(one.language) && folder === posix.dirname(other.path)) return true;
  return names(one, other.path) || names(other, one.path);
}

/** A text has the name of a file in it, without its extension; for an `index` that of its folder. In JavaScript it ends the name of a module. */
function names({ masked, language }: ParsedFile, path: string): boolean {
  const { dir, name } = posix.parse(path);
  const stem = /^(?:index|__init__|mod)$/.test(name) ? posix.basename(dir) : name.replace(/\..*$/, "");
  const [before, after] = language === "javascript" ? [/[/"'@~#]/, /["'.]/] : [/[^\w-]/, /[^\w-]/];
  for (let at = masked.indexOf(stem); at >= 0 && stem !== ""; at = masked.indexOf(stem, at + 1))
    if (before.test(masked[at - 1] ?? " ") && after.test(masked[at + stem.length] ?? " ")) return true;
  return false;
}
