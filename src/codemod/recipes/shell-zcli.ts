import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import type { Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { pipelineOf } from "../shell/ci.ts";
import { lineAt } from "../shell/view.ts";

const CLIENT_ID = "ZENDESK_OAUTH_CLIENT_ID";
const CLIENT_SECRET = "ZENDESK_OAUTH_CLIENT_SECRET";

/** zcli in pipelines: it takes a client's id and secret in place of e-mail and token, which would win if they were left. */
export const shellZcli: Recipe = {
  id: "shell-zcli",
  languages: ["yaml", "bash", "json", "makefile", "dockerfile"],
  rewrite: async (site, { transition }) => {
    if (site.finding.rule !== "sdk-zcli") return undefined;
    if (transition === "dual")
      return refuse("no-fallback", "zcli would take e-mail and token, which win over an OAuth client.");
    const { user, token } = site.use.match;
    const { path, masked, language } = site.file;
    if (language !== "yaml" || !token)
      return refuse(
        "shape",
        `Set ${CLIENT_ID} and ${CLIENT_SECRET} for zcli, and remove the e-mail and the token: they would win.`,
      );
    const edits = [
      renamed(site, token.at, "ZENDESK_API_TOKEN", CLIENT_SECRET),
      ...(user ? [renamed(site, user.at, "ZENDESK_EMAIL", CLIENT_ID)] : [added(site, token.at)]),
    ];
    if (!edits.every((edit) => edit !== undefined))
      return refuse("setting", "The e-mail or the token is not handed on from a secret here.");
    const { kind } = pipelineOf(site.file, lineAt(masked, token.at.start).start);
    return {
      kind: "rewrite",
      safety: "review",
      reasons: [
        "Which release of zcli is the first with client credentials is not established: install the newest one and try it.",
      ],
      title: "gives zcli an OAuth client",
      edits: edits.map((edit) => ({ path, ...edit })),
      creates: [],
      todo: [
        "Give the OAuth client of zcli the scopes apps:read and apps:write.",
        "Remove ZENDESK_EMAIL and ZENDESK_API_TOKEN wherever else zcli could read them: they win over the client.",
        ...(kind === "github"
          ? [`Add ${CLIENT_ID} and ${CLIENT_SECRET} to the secrets of GitHub Actions.`]
          : []),
      ],
    };
  },
};

/** Renames a variable and the secret that its line hands on. */
function renamed({ file, names }: Site, at: Span, from: string, to: string): Omit<Edit, "path"> | undefined {
  const line = lineAt(file.masked, at.start);
  const entry = new RegExp(`^([ ]*(?:-[ ]+)?["']?)${from}(["']?[ ]*[:=][ ]*)(.*?)\\r?$`).exec(line.text);
  if (!entry) return undefined;
  const secret = to === CLIENT_ID ? names.clientId : names.clientSecret;
  const value = /\$\{\{/.test(entry[3] ?? "")
    ? `\${{ secrets.${secret} }}`
    : entry[3]?.replace(/^(["']?)\$([({]?)\w+([)}]?)\1$/, `$1$$$2${secret}$3$1`);
  const literal = value === entry[3];
  // An address was no secret; the client's id stands where the secret does.
  if (literal && !(to === CLIENT_ID && /\$\{\{/.test(file.masked))) return undefined;
  const text = `${entry[1]}${to}${entry[2]}${literal ? `\${{ secrets.${secret} }}` : value}`;
  return { at: { start: line.start, end: line.start + entry[0].trimEnd().length }, text };
}

/** The client's id in front of its secret, where the e-mail comes from elsewhere. */
function added({ file, names }: Site, at: Span): Omit<Edit, "path"> | undefined {
  const line = lineAt(file.masked, at.start);
  const indent = /^[ ]*/.exec(line.text)?.[0] ?? "";
  if (!/\$\{\{/.test(line.text)) return undefined;
  const text = `${indent}${CLIENT_ID}: \${{ secrets.${names.clientId} }}\n`;
  return { at: { start: line.start, end: line.start }, text };
}
