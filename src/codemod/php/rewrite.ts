import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { accountsReason } from "../accounts.ts";
import { originOf } from "../origin.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { addressesOf } from "./addresses.ts";
import { type PhpRequest, phpProvider } from "./module.ts";
import { stillRead } from "./reads.ts";

/** How a site's code changes, without the provider. */
export interface PhpChange {
  readonly edits: readonly Edit[];
  /** Values that nothing is left of. */
  readonly gone: readonly Node[];
  readonly title: string;
  /** Why a person has to look at it, a sentence each. */
  readonly reasons?: readonly string[];
}

/** A reason where the provider only gives the header. */
export const NOT_REPLACED = "A token that is revoked before it expires is not replaced here.";

/** Completes a change: provider, include, settings, reasons; or the refusal that the credential's way demands. */
export async function phpRewrite(
  change: PhpChange,
  root: Node,
  site: Site,
  project: Project,
  request: PhpRequest,
): Promise<Outcome> {
  const option = /\b(get_(?:site_|network_)?option|get_theme_mod|variable_get)\s*\(/.exec(site.file.masked);
  const { tokenKeys } = site.names;
  if (
    option &&
    tokenKeys.length > 0 &&
    tokenKeys.every((key) => site.file.masked.includes(`'${key}'`) && !/^[A-Z]/.test(key))
  )
    return refuse("user-settings", `${option[1]}() gives the token.`);
  const origin = originOf(site);
  // WordPress and others set constants in a file that is not in the repository.
  const constant = "kind" in origin && origin.id === "shared-interface" ? constantOf(site) : undefined;
  if ("kind" in origin && constant === undefined) return origin;
  if (root.namedChildren.filter((node) => node?.type === "namespace_definition").length > 1)
    return refuse("shape", "The file declares several namespaces.");
  const left = await stillRead(root, change.gone, site.file, project);
  const provider = await phpProvider(site, root, project, { ...request, stillRead: left.length > 0 });
  const reasons = [
    ...("kind" in origin
      ? [`The constant ${constant} is defined outside of the repository.`]
      : settled(origin, site)),
    ...provider.reasons,
    ...(request.hostKnown === true ? [] : accountsReason(site, ...addressesOf(root))),
    ...new Set(change.reasons ?? []),
    ...left,
  ];
  return {
    kind: "rewrite",
    safety: reasons.length === 0 ? "safe" : "review",
    reasons,
    title: change.title,
    edits: [...change.edits, ...provider.edits],
    creates: provider.creates,
    ...(request.hostKnown === true ? { addressed: true } : {}),
  };
}

/** Entries of Laravel's configuration are moved with the code. */
const settled = (reasons: readonly string[], { names }: Site): readonly string[] =>
  names.tokenKeys.some((key) => key.includes(".")) ? [] : reasons;

const constantOf = ({ use }: Site): string | undefined =>
  use.roots.find((root) => root.kind === "unknown" && /^[A-Z][A-Z0-9_]*$/.test(root.key ?? ""))?.key;
