import { judge } from "../javascript/policy.ts";
import { Program, pathOf, SOURCE } from "../javascript/program.ts";
import { Removals } from "../javascript/removal.ts";
import { withoutGaps } from "../javascript-sdk/gaps.ts";
import { constructionOf } from "../javascript-sdk/options.ts";
import { sdkProvider } from "../javascript-sdk/provider.ts";
import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

const CLIENT = { callee: /endesk/i, keys: new Set(["email", "token"]) };
const PROVIDER = { template: "zendesk-node-api.ts", name: "zendeskOAuthClient" };

/** zendesk-node-api: it copies its token, so a function of the provider makes a new client whenever there is a new one. */
export const zendeskNodeApi: Recipe = {
  id: "zendesk-node-api",
  languages: ["javascript"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "sdk-zendesk-node-api" || !SOURCE.test(site.file.path)) return undefined;
    const program = await Program.of(project);
    const construction = await constructionOf(site, program, CLIENT);
    if (!construction) return undefined;
    const { call, options, credentials, kept, owner } = construction;
    if (owner !== undefined) return refuse("shared-interface", `The token is handed to ${owner}.`);
    const verdict = await judge({ ...site, host: { kind: "literal", url: "" } }, call, program);
    if ("refusal" in verdict) return verdict.refusal;
    const removals = new Removals(program);
    for (const property of credentials) removals.drop(property);
    removals.cascade();
    const provider = await sdkProvider(PROVIDER, call.getSourceFile(), site, project, {
      program,
      isGone: (node) => removals.holds(node),
    });
    const path = pathOf(call);
    const made = call.getExpression().getText();
    return {
      kind: "rewrite",
      safety: "review",
      reasons: [
        "zendesk-node-api does not tell a rejected token from an empty answer: a revoked one is used until it expires.",
        ...verdict.reasons,
        ...kept.map((one) => `Other code reads a credential that the client no longer needs (${one}).`),
      ],
      title: "makes a zendesk-node-api client that takes a new access token when it has to",
      edits: await withoutGaps(
        [
          {
            path,
            at: { start: call.getStart(), end: options.getStart() },
            text: `${PROVIDER.name}(${made}, `,
          },
          ...removals.edits(),
          provider.edit,
        ],
        project,
      ),
      creates: provider.creates,
    };
  },
};
