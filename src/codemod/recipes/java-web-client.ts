import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { argumentsOf, filesOf, type JavaFile, type Placed } from "../java/files.ts";
import { outcomeOf, without, wrapped } from "../java/outcome.ts";
import { type JavaPart, PROVIDER } from "../java/provider.ts";
import { isOfType } from "../java/types.ts";
import { type Write, writesOf } from "../java/writes.ts";
import { spanOf } from "../nodes.ts";
import type { Recipe } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const FILTER = `filter(${PROVIDER}::filter)`;

/** Spring's WebClient: the credential goes, and the client, or the request's copy of it, gets a filter that adds a bearer token. */
export const javaWebClient: Recipe = {
  id: "java-web-client",
  languages: ["java"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files);
    const [first] = writes;
    if (!first || writes.some(({ file }) => !/\bWebClient\b/.test(file.text))) return undefined;
    const edits: Edit[] = [];
    const parts = new Set<JavaPart>(["reactive"]);
    const lasting: Write[] = [];
    for (const write of writes) {
      const made = configured(write) ?? requested(write, files);
      if (!made) return undefined;
      edits.push(...made.edits);
      if (made.copies) parts.add("mutate");
      else lasting.push(write);
    }
    return outcomeOf(
      site,
      {
        edits,
        parts: [...parts],
        title: "gives WebClient a filter that adds a bearer token",
        reasons: others(lasting),
        home: first.file,
        files,
        writes,
      },
      project,
    );
  },
};

interface Made {
  readonly edits: readonly Edit[];
  /** The request is sent by a copy of the client. */
  readonly copies?: true;
}

const nameOf = (call: Node | null | undefined): string => call?.childForFieldName("name")?.text ?? "";

/** The call that a node is an argument of. */
const callAround = (node: Node): Node | undefined =>
  node.parent?.type === "argument_list" && node.parent.parent?.type === "method_invocation"
    ? node.parent.parent
    : undefined;

/** `.filter(basicAuthentication(…))`, `.defaultHeader(AUTHORIZATION, …)`, `.defaultHeaders(h -> h.setBasicAuth(…))` of a builder. */
function configured(write: Write): Made | undefined {
  const { file, node, name } = write;
  const { path } = file;
  if (name === "basicAuthentication" && nameOf(callAround(node)) === "filter")
    return { edits: [{ path, at: spanOf(node), text: `${PROVIDER}::filter` }] };
  if (name === "defaultHeader") {
    const own = node.childForFieldName("name");
    if (!own || argumentsOf(node).length !== 2) return undefined;
    return { edits: [{ path, at: { start: own.startIndex, end: node.endIndex }, text: FILTER }] };
  }
  const within = lambdaOf(write);
  if (!within || nameOf(within.call) !== "defaultHeaders") return undefined;
  const own = within.call.childForFieldName("name");
  if (!own) return undefined;
  if (within.alone)
    return { edits: [{ path, at: { start: own.startIndex, end: within.call.endIndex }, text: FILTER }] };
  const { endIndex } = within.call;
  return { edits: [without(write), { path, at: { start: endIndex, end: endIndex }, text: `.${FILTER}` }] };
}

/** `client.get().uri(…).headers(h -> h.setBasicAuth(…)).retrieve()`: that one request is sent with the filter. */
function requested(write: Write, files: readonly JavaFile[]): Made | undefined {
  const { file } = write;
  const within = write.name === "header" ? undefined : lambdaOf(write);
  const link = write.name === "header" ? write.node : within?.call;
  if (!link || !/^headers?$/.test(nameOf(link)) || !isSent(link)) return undefined;
  const client = clientOf(link);
  if (!client || !isOfType(client, /^WebClient$/, file, files)) return undefined;
  const removal = within && !within.alone ? without(write) : without({ file, node: link });
  return { edits: [removal, ...wrapped(file, client, `${PROVIDER}.on`)], copies: true };
}

/** The call that is given the lambda around a write, when the lambda is about the headers it is called with. */
function lambdaOf({ node }: Placed): { readonly call: Node; readonly alone: boolean } | undefined {
  const statement = node.parent?.type === "expression_statement" ? node.parent : undefined;
  const body = statement?.parent?.type === "block" ? statement.parent : node;
  if (body === node && statement) return undefined;
  const lambda = body.parent;
  if (lambda?.type !== "lambda_expression" || lambda.childForFieldName("body")?.id !== body.id)
    return undefined;
  const parameter = lambda.childForFieldName("parameters")?.text.replace(/^\(|\)$/g, "");
  const call = callAround(lambda);
  if (!call || node.childForFieldName("object")?.text !== parameter) return undefined;
  return { call, alone: body === node || body.namedChildCount === 1 };
}

/** The chain goes on to where the request is sent. */
function isSent(link: Node): boolean {
  for (let node = link; node.parent?.type === "method_invocation"; node = node.parent) {
    if (node.parent.childForFieldName("object")?.id !== node.id) return false;
    if (/^(?:retrieve|exchange\w*)$/.test(nameOf(node.parent))) return true;
  }
  return false;
}

/** What a request begins with: `client` of `client.get().uri(…)`. */
function clientOf(link: Node): Node | undefined {
  for (
    let node: Node | null = link;
    node?.type === "method_invocation";
    node = node.childForFieldName("object")
  )
    if (/^(?:get|post|put|patch|delete|head|options|method)$/.test(nameOf(node)))
      return node.childForFieldName("object") ?? undefined;
  return undefined;
}

/** Why a person has to look at a file: the filter has the last word on the header, unless the filters are changed after it. */
function others(writes: readonly Write[]): string[] {
  for (const { file, node } of writes) {
    const isOwn = (one: Node): boolean =>
      writes.some(
        (write) =>
          write.file.path === file.path &&
          write.node.startIndex <= one.startIndex &&
          one.endIndex <= write.node.endIndex,
      ) || node.id === one.id;
    for (const one of nodesBelow(file.root)) {
      if (isOwn(one)) continue;
      const isHeader =
        (one.type === "string_literal" && /^"authorization"$/i.test(one.text)) ||
        (one.type === "identifier" &&
          one.text === "AUTHORIZATION" &&
          one.parent?.type !== "scoped_identifier") ||
        (one.type === "method_invocation" && /^set(?:Basic|Bearer)Auth$/.test(nameOf(one)));
      if (isHeader)
        return [
          `${file.path} reads or sets an Authorization header besides: the filter has the last word on it.`,
        ];
      if (one.type === "method_invocation" && nameOf(one) === "filters")
        return [`${file.path} changes the filters of a client: the one that adds the token has to stay.`];
    }
  }
  return [];
}
