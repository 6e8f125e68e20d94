import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { filesOf, type KotlinCall, type KotlinFile, partsOf } from "../kotlin/files.ts";
import { type KotlinPart, outcomeOf, PROVIDER, without, wrapped } from "../kotlin/outcome.ts";
import { isOfType, makingOf } from "../kotlin/types.ts";
import { type KotlinWrite, writesOf } from "../kotlin/writes.ts";
import { ancestor, spanOf } from "../nodes.ts";
import type { Recipe } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { statementLines } from "../typed/lines.ts";

const FILTER = `filter(${PROVIDER}::filter)`;

/** Spring's WebClient in Kotlin: the credential goes, and the client, or the request's copy of it, gets a filter that adds a bearer token. */
export const kotlinWebClient: Recipe = {
  id: "kotlin-web-client",
  languages: ["kotlin"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files);
    const [first] = writes;
    if (!first || writes.some(({ file }) => !/\bWebClient\b/.test(file.text))) return undefined;
    const edits: Edit[] = [];
    const parts = new Set<KotlinPart>(["reactive"]);
    const lasting: KotlinWrite[] = [];
    for (const write of writes) {
      const made = configured(write) ?? requested(write);
      if (!made) return undefined;
      edits.push(...made.edits);
      if (made.copies) parts.add("mutate");
      else lasting.push(write);
    }
    return outcomeOf(
      site,
      {
        edits,
        parts,
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

/** `.filter(basicAuthentication(…))`, `.defaultHeader(AUTHORIZATION, …)`, `.defaultHeaders { it.setBasicAuth(…) }` of a builder. */
function configured(write: KotlinWrite): Made | undefined {
  const { file, node, name } = write;
  const { path } = file;
  if (name === "basicAuthentication") {
    const given = node.parent?.type === "value_argument" ? node.parent.parent?.parent : undefined;
    return given && nameOf(given) === "filter" && isOfBuilder(given, file)
      ? { edits: [{ path, at: spanOf(node), text: `${PROVIDER}::filter` }] }
      : undefined;
  }
  const within = name === "defaultHeader" ? undefined : lambdaOf(write);
  const link = within?.call ?? node;
  if (!/^defaultHeaders?$/.test(nameOf(link)) || !isOfBuilder(link, file)) return undefined;
  if (within && !within.alone) {
    const { endIndex } = link;
    return { edits: [removed(write), { path, at: { start: endIndex, end: endIndex }, text: `.${FILTER}` }] };
  }
  const own = calleeOf(link);
  return own && { edits: [{ path, at: { start: own.startIndex, end: link.endIndex }, text: FILTER }] };
}

/** `client.get().uri(…).headers { it.setBasicAuth(…) }.retrieve()`: that one request is sent with the filter. */
function requested(write: KotlinWrite): Made | undefined {
  const { file, name, node } = write;
  const within = name === "header" ? undefined : lambdaOf(write);
  const link = name === "header" ? node : within?.call;
  if (!link || !/^headers?$/.test(nameOf(link)) || !isSent(link)) return undefined;
  const client = clientOf(link);
  if (!client || !isOfType(client, /^WebClient$/, file)) return undefined;
  const removal = within && !within.alone ? removed(write) : without({ file, node: link });
  return { edits: [removal, ...wrapped(file, client, `${PROVIDER}.on`)], copies: true };
}

const nameOf = (call: Node): string => (call.type === "call_expression" ? partsOf(call).name : "");

/** The name in a call on something: `filter` of `builder.filter(…)`. */
const calleeOf = (call: Node): Node | undefined =>
  partsOf(call).object && (call.namedChild(0)?.lastNamedChild ?? undefined);

/** The call that is given the lambda around a write, when the lambda is about the headers it is called with. */
function lambdaOf({ node }: KotlinCall): { readonly call: Node; readonly alone: boolean } | undefined {
  const lambda = node.parent;
  if (lambda?.type !== "lambda_literal") return undefined;
  const given = lambda.namedChildren.filter((one): one is Node => one !== null);
  const parameters = given.find(({ type }) => type === "lambda_parameters");
  const statements = given.filter(({ type }) => type !== "lambda_parameters");
  const call = ancestor(lambda, ({ type }) => type !== "lambda_literal" && type !== "annotated_lambda");
  if (call?.type !== "call_expression" || partsOf(call).arguments.length > 0) return undefined;
  const object = node.type === "assignment" ? node.namedChild(0)?.namedChild(0) : partsOf(node).object;
  if (object?.text !== (parameters?.text ?? "it")) return undefined;
  return { call, alone: statements.length === 1 };
}

/** Takes a statement out of a lambda that has others. */
function removed({ file: { path, text }, node }: KotlinCall): Edit {
  const at = statementLines(text, spanOf(node));
  if (at.start !== node.startIndex || at.end !== node.endIndex) return { path, at, text: "" };
  const after = /^[ \t]*;[ \t]*/.exec(text.slice(at.end))?.[0].length ?? 0;
  const before = after > 0 ? 0 : (/;[ \t]*$/.exec(text.slice(0, at.start))?.[0].length ?? 0);
  return { path, at: { start: at.start - before, end: at.end + after }, text: "" };
}

/** The chain goes on to where the request is sent. */
function isSent(link: Node): boolean {
  for (let call = nextOf(link); call; call = nextOf(call))
    if (/^(?:retrieve|exchange\w*|awaitExchange\w*)$/.test(nameOf(call))) return true;
  return false;
}

/** The call that is made on the result of another. */
function nextOf(call: Node): Node | undefined {
  const { parent } = call;
  const next = parent?.type === "navigation_expression" ? parent.parent : undefined;
  return next?.type === "call_expression" && partsOf(next).object?.id === call.id ? next : undefined;
}

/** What a request begins with: `client` of `client.get().uri(…)`. */
function clientOf(link: Node): Node | undefined {
  for (let node: Node | undefined = link; node?.type === "call_expression"; node = partsOf(node).object)
    if (/^(?:get|post|put|patch|delete|head|options|method)$/.test(nameOf(node))) return partsOf(node).object;
  return undefined;
}

/** A call of a chain that begins with a WebClient or its builder; RestClient has calls of the same names. */
function isOfBuilder(link: Node, file: KotlinFile): boolean {
  let base = partsOf(link).object;
  while (base?.type === "call_expression") base = partsOf(base).object;
  if (!base) return false;
  if (/^WebClient$/.test(base.text) || isOfType(base, /^WebClient(?:\.Builder)?$/, file)) return true;
  return /^WebClient\s*\.\s*builder\b/.test(makingOf(base, file)?.text ?? "");
}

/** Why a person has to look at a file: the filter has the last word on the header, unless the filters are changed after it. */
function others(writes: readonly KotlinWrite[]): string[] {
  for (const { file } of writes) {
    const own = writes.filter((write) => write.file.path === file.path).map(({ node }) => node);
    for (const one of nodesBelow(file.root)) {
      if (own.some((node) => node.startIndex <= one.startIndex && one.endIndex <= node.endIndex)) continue;
      const isHeader =
        (one.type === "string_literal" && /^"authorization"$/i.test(one.text)) ||
        (one.type === "identifier" &&
          /^AUTHORIZATION$/.test(one.text) &&
          !ancestor(one, ({ type }) => type === "import")) ||
        /^set(?:Basic|Bearer)Auth$/.test(nameOf(one));
      if (isHeader)
        return [
          `${file.path} reads or sets an Authorization header besides: the filter has the last word on it.`,
        ];
      if (nameOf(one) === "filters")
        return [`${file.path} changes the filters of a client: the one that adds the token has to stay.`];
    }
  }
  return [];
}
