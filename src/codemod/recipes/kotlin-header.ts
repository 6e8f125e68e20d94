import type { Edit } from "../../model/edit.ts";
import { filesOf, functionAround, type KotlinFile, partsOf } from "../kotlin/files.ts";
import { outcomeOf, PROVIDER } from "../kotlin/outcome.ts";
import { type KotlinWrite, writesOf } from "../kotlin/writes.ts";
import { ancestor } from "../nodes.ts";
import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** Any library in Kotlin: a header that is made for each request gets a bearer token that is valid then. The last resort: nothing is repeated. */
export const kotlinHeader: Recipe = {
  id: "kotlin-header",
  languages: ["kotlin"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files);
    const [first] = writes;
    if (!first) return undefined;
    if (writes.some(({ node, name }) => name === "defaultHeader" || isFrozen(node)))
      return refuse(
        "shape",
        "The header is made once and kept; an access token expires, so it has to be asked for per request.",
      );
    const edits = writes.map(bearing);
    if (edits.some((edit) => edit === undefined)) return undefined;
    return outcomeOf(
      site,
      {
        edits: [...edits.flatMap((edit) => edit ?? []), ...writes.flatMap(({ file }) => ktorImport(file))],
        parts: new Set(),
        title: "sends a bearer token in the header",
        reasons: [
          "A request whose token was revoked is not repeated.",
          ...(/\bsuspend\b/.test(first.file.text)
            ? ["Getting a token blocks the thread of the coroutine that asks for it."]
            : []),
        ],
        home: first.file,
      },
      project,
    );
  },
};

const isFrozen = (node: KotlinWrite["node"]): boolean => {
  // The lambda is called once, when the client is made.
  if (ancestor(node, (one) => one.type === "call_expression" && partsOf(one).name === "defaultHeaders"))
    return true;
  const around = functionAround(node);
  if (!around) return true;
  const modifiers = around.namedChildren.find((one) => one?.type === "modifiers")?.text ?? "";
  return /@(?:Bean|PostConstruct|Singleton|Provides)\b/.test(modifiers);
};

/** Ktor's function for a bearer token is imported by its own name. */
function ktorImport({ path, text }: KotlinFile): Edit[] {
  const found = /^import io\.ktor\.client\.request\.(basicAuth)[ \t]*$/m.exec(text);
  if (!found) return [];
  const start = found.index + found[0].indexOf("basicAuth");
  return [{ path, at: { start, end: start + "basicAuth".length }, text: "bearerAuth" }];
}

function bearing({ file, node, kind, name }: KotlinWrite): Edit | undefined {
  const { path } = file;
  const parts = partsOf(node);
  const token = `${PROVIDER}.accessToken()`;
  if (kind === "header") {
    const value = (node.type === "assignment" ? node.lastNamedChild : parts.arguments[1]) ?? undefined;
    return (
      value && { path, at: { start: value.startIndex, end: value.endIndex }, text: `"Bearer \${${token}}"` }
    );
  }
  const to = { setBasicAuth: "setBearerAuth", basicAuth: "bearerAuth" }[name];
  const callee = parts.object ? node.namedChild(0)?.namedChildren.at(-1) : node.namedChild(0);
  if (to === undefined || !callee) return undefined;
  return { path, at: { start: callee.startIndex, end: node.endIndex }, text: `${to}(${token})` };
}
