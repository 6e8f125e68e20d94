import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { filesOf, type JavaFile, nodeAt, type Placed } from "../java/files.ts";
import { importing } from "../java/imports.ts";
import { outcomeOf, without } from "../java/outcome.ts";
import { PROVIDER } from "../java/provider.ts";
import type { Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** zendesk-java-client: it copies the token when it is built, so that a client is built anew when the token changes. */
export const javaZendeskClient: Recipe = {
  id: "java-zendesk-client",
  languages: ["java"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "sdk-zendesk-java-client") return undefined;
    const files = await filesOf(site, project);
    const set = tokenSetter(site, files);
    if (!set) return undefined;
    if (site.use.roots.length === 0 || /localhost|mock|stub/i.test(chainOf(set.node).text))
      return refuse("shape", "The client talks to a stand-in: give it setOauthToken with any text.");
    const field = fieldOf(set);
    const token = field ? "token" : `${PROVIDER}.accessToken()`;
    const name = set.node.childForFieldName("name");
    const { path } = set.file;
    const edits: Edit[] = [
      { path, at: { start: name?.startIndex ?? 0, end: set.node.endIndex }, text: `setOauthToken(${token})` },
      ...linksOf(set.node, "setUsername").map((node) => without({ file: set.file, node })),
    ];
    if (field) edits.push(...renewed(set.file, field));
    return outcomeOf(
      site,
      {
        edits,
        parts: ["sdk"],
        title: field ? "builds a client when the token changes" : "builds the client with an access token",
        reasons: [
          field
            ? "A request whose token was revoked is not repeated."
            : "The client keeps the token it was built with: it must not be used for longer than 25 minutes.",
        ],
        todo: [
          "From 1.6.1 on the client has a ClientCredentialsTokenProvider of its own, which can replace this one.",
        ],
        home: set.file,
      },
      project,
    );
  },
};

/** The call of setToken. */
function tokenSetter({ file, use }: Site, files: readonly JavaFile[]): Placed | undefined {
  const own = files.find((one) => one.path === file.path);
  const node = own && nodeAt(own.root, use.match.at);
  if (!own || !node) return undefined;
  const found = [node, ...nodesBelow(node)].find(
    (one) => one.type === "method_invocation" && one.childForFieldName("name")?.text === "setToken",
  );
  return found && { file: own, node: found };
}

/** The whole chain that a call is a link of. */
function chainOf(link: Node): Node {
  let chain = link;
  while (
    chain.parent?.type === "method_invocation" &&
    chain.parent.childForFieldName("object")?.id === chain.id
  )
    chain = chain.parent;
  return chain;
}

const linksOf = (link: Node, name: string): Node[] =>
  [chainOf(link), ...nodesBelow(chainOf(link))].filter(
    (node, index, all) =>
      node.type === "method_invocation" &&
      node.childForFieldName("name")?.text === name &&
      all.findIndex((other) => other.id === node.id) === index,
  );

interface Field {
  /** The `new Zendesk.Builder(…)….build()`. */
  readonly built: Node;
  /** The type in the field's declaration. */
  readonly type: Node;
  readonly uses: readonly Node[];
}

/** The private field that keeps the client, when all its uses can ask for a client instead. */
function fieldOf({ file, node }: Placed): Field | undefined {
  const built = chainOf(node);
  const parent = built.parent;
  const target =
    parent?.type === "assignment_expression"
      ? parent.childForFieldName("left")
      : parent?.type === "variable_declarator" && parent.parent?.type === "field_declaration"
        ? parent.childForFieldName("name")
        : undefined;
  const name = target?.type === "field_access" ? target.childForFieldName("field")?.text : target?.text;
  if (name === undefined) return undefined;
  const declaration = [...nodesBelow(file.root)].find(
    (one) =>
      one.type === "field_declaration" &&
      one.childForFieldName("declarator")?.childForFieldName("name")?.text === name &&
      /\bprivate\b/.test(one.text),
  );
  const type = declaration?.childForFieldName("type");
  if (!declaration || !type || type.text !== "Zendesk") return undefined;
  const uses = [...nodesBelow(file.root)].filter((one) => {
    if (one.type !== "identifier" || one.text !== name) return false;
    if (/^(?:variable_declarator|scoped_identifier)$/.test(one.parent?.type ?? "")) return false;
    const whole = one.parent?.type === "field_access" ? one.parent : one;
    return whole.id !== target?.id && whole.parent?.id !== parent?.id;
  });
  // Set more than once: a test's setup, or a client that is changed while it is used.
  const set = uses.some((one) => {
    const whole = one.parent?.type === "field_access" ? one.parent : one;
    return (
      whole.parent?.type === "assignment_expression" &&
      whole.parent.childForFieldName("left")?.id === whole.id
    );
  });
  if (set) return undefined;
  return { built, type, uses: uses.map((one) => (one.parent?.type === "field_access" ? one.parent : one)) };
}

/** `zendesk = build` → a supplier, and `zendesk.` → `zendesk.get().`. */
function renewed(file: JavaFile, { built, type, uses }: Field): Edit[] {
  const { path } = file;
  const insert = (at: number, text: string): Edit => ({ path, at: { start: at, end: at }, text });
  return [
    { path, at: { start: type.startIndex, end: type.endIndex }, text: "Supplier<Zendesk>" },
    insert(built.startIndex, `${PROVIDER}.clients(token -> `),
    insert(built.endIndex, ")"),
    ...uses.map((use) => insert(use.endIndex, ".get()")),
    ...importing(file, "java.util.function.Supplier"),
  ];
}
