import type { Edit } from "../../model/edit.ts";
import { argumentsOf, callableAround, expressionOf, filesOf, modifiersOf } from "../csharp/files.ts";
import { outcomeOf, sharedEntry } from "../csharp/outcome.ts";
import { type Write, writesOf } from "../csharp/writes.ts";
import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** Any library: a header that is made for each request gets a bearer token that is valid then. The last resort: nothing is repeated. */
export const csharpHeader: Recipe = {
  id: "csharp-header",
  languages: ["csharp"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth" || !site.file.path.endsWith(".cs")) return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files);
    const [first] = writes;
    if (!first) {
      const entry = await sharedEntry(site, project);
      return entry === undefined ? undefined : refuse("shared-interface", `${entry} takes the credential.`);
    }
    const edits = writes.map(bearing);
    const known = edits.filter((edit) => edit !== undefined);
    const frozen = writes.some(isFrozen);
    if (known.length < edits.length && !frozen) return undefined;
    const outcome = await outcomeOf(
      site,
      {
        edits: known,
        title: "sends a bearer token in the header",
        reasons: ["A request whose token was revoked is not repeated."],
        home: first.file,
        users: writes.map(({ file }) => file),
      },
      project,
    );
    return frozen && outcome.kind === "rewrite"
      ? refuse(
          "shape",
          "The header is made once and kept; an access token expires, so it has to be asked for per request.",
        )
      : outcome;
  },
};

/** True for a header that outlives the request it is made for. */
function isFrozen({ kind, node }: Write): boolean {
  if (kind !== "request") return true;
  const around = callableAround(node);
  return around?.type === "constructor_declaration";
}

function bearing({ file, node, kind, value }: Write): Edit | undefined {
  if (kind !== "request") return undefined;
  const { path } = file;
  const around = callableAround(node);
  const awaits = around ? /\basync\b/.test(modifiersOf(around)) : false;
  const token = awaits ? "await ZendeskOAuth.TokenAsync()" : "ZendeskOAuth.Token()";
  if (/object_creation_expression$/.test(value.type)) {
    const [scheme, parameter] = argumentsOf(value).map(expressionOf);
    if (!scheme || !parameter) return undefined;
    const at = { start: scheme.startIndex, end: parameter.endIndex };
    return { path, at, text: `"Bearer", ${token}` };
  }

  return { path, at: { start: value.startIndex, end: value.endIndex }, text: `"Bearer " + ${token}` };
}
