import { placementOf } from "../../model/placement.ts";
import type { Project, Site } from "../recipe.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { readsDjango } from "./provider.ts";
import type { Swept } from "./sweep.ts";

/** Names of records that hold one customer's data each. */
const TENANT =
  /^(?:self\.|this\.)*(?:account|tenant|customer|organi[sz]ation|installation|integration|workspace|merchant|company|installation|connection|credential|user)s?\.(?!environ)/i;

/** Says where a credential came from, when that is not the environment that the provider reads; or why the code cannot be rewritten. */
export function originOf(
  site: Site,
  swept: Swept,
  project: Project,
  readsSettings = false,
): Refusal | { reasons: string[] } {
  const { use, names, finding } = site;
  const roots = use.roots.filter((root) => !root.weak);
  const inCode = roots.filter(
    (root) =>
      project.file(root.path)?.language === "python" &&
      (finding.placement !== "code" || placementOf(root.path, "python") === "code"),
  );
  const known = inCode.some((root) => root.kind !== "unknown");
  const tenant = inCode.find((root) => root.kind === "unknown" && TENANT.test(root.key ?? ""));
  if (!known && tenant) return refuse("many-tenants", `The token comes from ${tenant.key ?? "a record"}.`);
  const { token } = use.match;
  const sent = token ? site.file.masked.slice(token.at.start, token.at.end) : "";
  if (!known && /\b\w*kwargs\b/.test(sent) && finding.placement === "code")
    return refuse("shared-interface", "Callers hand the credential in among named arguments.");
  if (!known && swept.open !== undefined && finding.placement === "code")
    return refuse(
      "shared-interface",
      `Nothing in the repository but tests and examples hands in ${swept.open}.`,
    );
  const user = use.userRoots.filter((root) => !root.weak)[0];
  const name = user?.kind === "unknown" && /^\w+$/.test(user.key ?? "") ? user.key : undefined;
  const { user: given } = use.match;
  const text = given ? site.file.masked.slice(given.at.start, given.at.end) : "";
  if (known && finding.placement === "code" && name !== undefined && !text.includes(`.${name}`))
    return refuse("acts-as-user", `The user comes from ${name}.`);
  const reasons = [...swept.changed].map(
    ([name, parameters]) => `${name}() no longer takes ${parameters.join(" and ")}.`,
  );
  for (const kept of [...swept.kept, ...(swept.open === undefined ? [] : [swept.open])])
    reasons.push(`Callers may still hand in ${kept}, which nothing uses any more.`);
  if (swept.branches) reasons.push("Branches that chose where the token comes from are still there.");
  const option = inCode.find((root) => /^(?:argparse|click|optparse|args)\./.test(root.key ?? ""));
  if (option?.key !== undefined && known)
    reasons.push(
      `The token may also come from the option ${option.key.split(".").at(-1) ?? option.key}; the provider reads the environment only.`,
    );
  if (readsDjango(site.file.masked) || readsSettings || inCode.some((root) => root.kind === "env"))
    return { reasons };
  const reads = `the provider reads ${names.clientId} and ${names.clientSecret} from the environment`;
  const from =
    inCode.find((root) => root.kind === "lookup") ?? inCode.find((root) => root.kind === "unknown");
  if (from?.key !== undefined) reasons.push(`The token came from ${spoken(from.key)}; ${reads}.`);
  else if (
    finding.placement !== "test" &&
    inCode.some((root) => root.kind === "secret" || root.kind === "text")
  )
    reasons.push(`The token was written down in the code; ${reads}.`);
  return { reasons };
}

/** Names that user and token are looked up by. */
export const keysOf = ({ names }: Site): string[] =>
  [...names.tokenKeys, ...names.userKeys].flatMap((key) => {
    const name = key.split(".").at(-1) ?? "";
    return /^[\w-]{3,}$/.test(name) ? [name] : [];
  });

/** The last segment of a reference that says something: an item of what a call gives back is told by the call. */
function spoken(key: string): string {
  const last = key.split(".").at(-1) ?? key;
  return /^\d+$/.test(last) ? key.replace(/(?:\.\d+)+$/, "") : last;
}
