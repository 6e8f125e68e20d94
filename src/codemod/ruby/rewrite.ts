import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { accountsReason } from "../accounts.ts";
import { spanOf } from "../nodes.ts";
import { originOf } from "../origin.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { addressesOf } from "./addresses.ts";
import type { Carried } from "./carriers.ts";
import { type RubyAdapter, rubyProvider } from "./module.ts";
import { readsSettings, stillRead } from "./reads.ts";

/** The value of a header that is made for each request. */
export const BEARER = '"Bearer #{ZendeskOauth.token}"';

/** How a site's code changes, without the provider. */
export interface RubyChange {
  readonly edits: readonly Edit[];
  /** Values that nothing is left of. */
  readonly gone: readonly Node[];
  /** The request is repeated when its token was revoked. */
  readonly retried: boolean;
  /** What it does where the request is repeated, without full stop. */
  readonly title: string;
  readonly reasons?: readonly string[];
}

/** What a header's value becomes where the credential cannot be taken out: all that get the header go on getting one. */
export const inPlace = (
  path: string,
  value: Node,
  title: string,
  { kept }: Pick<Carried, "kept">,
): RubyChange => ({
  edits: [{ path, at: spanOf(value), text: BEARER }],
  gone: [value],
  retried: false,
  title,
  reasons: kept
    ? ["The header is kept, its token lives for half an hour: make the header anew for each request."]
    : [],
});

/** Completes a change: provider, require, reasons; or the refusal that the credential's way demands. */
export async function rubyRewrite(
  change: RubyChange,
  root: Node,
  site: Site,
  project: Project,
  library: RubyAdapter,
): Promise<Outcome> {
  const provider = await rubyProvider(site, root, project, library);
  const traced = originOf(site);
  // The token half may stand apart from the user that was found.
  const origin =
    "kind" in traced && site.use.roots.length === 0 && readsSettings(root, change.gone) ? [] : traced;
  const fromCredentials = provider.todo.length > 0;
  if ("kind" in origin && (!fromCredentials || origin.id === "acts-as-user")) return origin;
  const reasons = [
    ...("kind" in origin || fromCredentials ? [] : origin),
    ...provider.reasons,
    ...accountsReason(site, ...addressesOf(root)),
    ...new Set(change.reasons ?? []),
    ...(await stillRead(root, change.gone, site.file.path, project)),
    ...(change.retried ? [] : ["A token that is revoked before it expires is not replaced here."]),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length === 0 ? "safe" : "review",
    reasons,
    title: change.retried ? change.title : "puts an access token into the header",
    edits: [...change.edits, ...provider.edits],
    creates: provider.creates,
    todo: provider.todo,
  };
}
