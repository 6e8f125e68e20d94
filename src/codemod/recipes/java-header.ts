import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { sharedEntry } from "../java/entry.ts";
import { argumentsOf, filesOf, type JavaFile } from "../java/files.ts";
import { isFrozen, outcomeOf } from "../java/outcome.ts";
import { PROVIDER } from "../java/provider.ts";
import { type Write, writesOf } from "../java/writes.ts";
import type { Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** Any library: a header that is made for each request gets a bearer token that is valid then. The last resort: nothing is repeated. */
export const javaHeader: Recipe = {
  id: "java-header",
  languages: ["java"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files);
    const [first] = writes;
    if (!first) {
      const entry = await sharedEntry(site, project);
      return entry === undefined ? undefined : refuse("shared-interface", `${entry} takes the credential.`);
    }
    const frozen = writes.find(({ node, name }) => name === "defaultHeader" || isFrozen(node));
    if (frozen)
      return refuse(
        "shape",
        "The header is made once and kept; an access token expires, so it has to be asked for per request.",
      );
    const edits = writes.map(bearing);
    if (edits.some((edit) => edit === undefined)) return undefined;
    return outcomeOf(
      site,
      {
        edits: [...edits.flatMap((edit) => edit ?? []), ...conditions(site, first.file)],
        parts: ["value"],
        title: "sends a bearer token in the header",
        reasons: ["A request whose token was revoked is not repeated."],
        home: first.file,
      },
      project,
    );
  },
};

/** Annotations that keep a class from being active without the old settings. */
function conditions({ names }: Site, { path, text }: JavaFile): Edit[] {
  return [...text.matchAll(/^[ \t]*@Requires\(property = "([\w.-]+)"\)[ \t]*\r?\n/gm)].flatMap((match) =>
    [...names.tokenKeys, ...names.userKeys].includes(match[1] ?? "")
      ? [{ path, at: { start: match.index, end: match.index + match[0].length }, text: "" }]
      : [],
  );
}

function bearing({ file, node, kind, name }: Write): Edit | undefined {
  const { path } = file;
  const token = `${PROVIDER}.accessToken()`;
  if (kind === "pair") {
    const callee = node.childForFieldName("name");
    if (name !== "setBasicAuth" || !callee) return undefined;
    return { path, at: { start: callee.startIndex, end: node.endIndex }, text: `setBearerAuth(${token})` };
  }
  const value: Node | undefined = argumentsOf(node)[1];
  return (
    value && { path, at: { start: value.startIndex, end: value.endIndex }, text: `"Bearer " + ${token}` }
  );
}
