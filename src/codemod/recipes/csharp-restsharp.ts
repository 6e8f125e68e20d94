import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { isOnlySent, otherAuthorization } from "../csharp/carriers.ts";
import { originsOf, valuesOf } from "../csharp/clients.ts";
import {
  argumentsOf,
  type CsharpFile,
  callableAround,
  expressionOf,
  filesOf,
  nameOf,
  objectOf,
  type Placed,
} from "../csharp/files.ts";
import { conditions, isBody, outcomeOf, without } from "../csharp/outcome.ts";
import { packageVersion, projectOf } from "../csharp/project.ts";
import { type Write, writesOf } from "../csharp/writes.ts";
import { ancestor } from "../nodes.ts";
import type { Recipe } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** Since this version RestSharp sends by an HttpClient whose handler can be given. */
const WITH_HANDLER = 107;

/** RestSharp: the authenticator or header goes, and the client gets a handler or, before 107, an authenticator that adds a bearer token. */
export const csharpRestsharp: Recipe = {
  id: "csharp-restsharp",
  languages: ["csharp"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files).filter(({ file }) => /\bRestSharp\b/.test(file.text));
    const [first] = writes;
    if (!first || writes.some(isBody)) return undefined;
    const version = await packageVersion("RestSharp", await projectOf(first.file, project), project);
    const modern = version ? (version[0] ?? 0) >= WITH_HANDLER : !isOld(first.file);
    const reasons = modern ? conditions(writes) : ["A request whose token was revoked is not repeated."];
    if (!version)
      reasons.push(
        `The version of RestSharp was not found: this is for ${modern ? "107 and later" : "106 and earlier"}.`,
      );
    reasons.push(...otherAuthorization([...new Set(writes.map(({ file }) => file))], writes));
    const edits: Edit[] = [];
    for (const write of writes) {
      const made = modern ? handler(write, files) : authenticator(write, files);
      if (!made) return undefined;
      edits.push(...made);
    }
    return outcomeOf(
      site,
      {
        edits,
        title: modern
          ? "gives RestSharp a handler that adds a bearer token"
          : "gives RestSharp an authenticator that adds a bearer token",
        reasons,
        home: first.file,
        users: [first.file],
        ...(modern ? {} : { extra: "csharp-restsharp.cs" as const }),
      },
      project,
    );
  },
};

/** Types and names that 107 took away. */
const isOld = ({ text }: CsharpFile): boolean =>
  /\bIRest(?:Response|Request)\b|\bMethod\.(?:GET|POST|PUT|DELETE)\b/.test(text);

const CONFIGURED = "ConfigureMessageHandler = inner => new ZendeskOAuthHandler(inner)";

/** `ConfigureMessageHandler` in the options that the client is made with. */
function handler(write: Write, files: readonly CsharpFile[]): Edit[] | undefined {
  const { file, node, made, into, kind } = write;
  const { path } = file;
  if (
    kind === "authenticator" &&
    made &&
    /RestClientOptions$/.test(made.childForFieldName("type")?.text ?? "")
  )
    return [{ path, at: { start: node.startIndex, end: node.endIndex }, text: CONFIGURED }];
  const client = into && clientOf(write, into);
  if (!client) return undefined;
  const around = callableAround(node) ?? file.root;
  // `options.Authenticator = …`
  const [options] = valuesOf(around, nameOf(into));
  if (kind === "authenticator" && options && /RestClientOptions/.test(options.text))
    return [
      {
        path,
        at: { start: node.startIndex, end: node.endIndex },
        text: `${into.text}.${CONFIGURED}`,
      },
    ];
  const origins = originsOf({ file, node: client }, "RestClient", files);
  if (!origins || origins.length === 0) return undefined;
  const edits = [without(write)];
  for (const origin of origins) {
    if (origin.kind !== "made") return undefined;
    const more = intoOptions(origin);
    if (!more) return undefined;
    edits.push(...more);
  }
  return edits;
}

/** The client a header is added to; of a request's header, the client that sends the request. */
function clientOf({ node, kind, file }: Write, into: Node): Node | undefined {
  if (kind !== "request") return into;
  const around = callableAround(node) ?? file.root;
  const base = baseOf(into);
  const name =
    base.type === "identifier"
      ? base.text
      : ancestor(node, (one) => one.type === "variable_declarator")?.childForFieldName("name")?.text;
  const senders = [...nodesBelow(around)].filter(
    (one) =>
      one.type === "invocation_expression" &&
      /^(?:Execute|Get|Post|Put|Delete|Patch)/.test(nameOf(one)) &&
      argumentsOf(one).some((argument) => expressionOf(argument)?.text === name),
  );
  const [sender, ...others] = senders;
  if (name !== undefined && !isOnlySent(around, name, senders)) return undefined;
  return sender && others.length === 0 ? objectOf(sender) : undefined;
}

function baseOf(node: Node): Node {
  let base = node;
  for (let object = objectOf(base); object; object = objectOf(base)) base = object;
  return base;
}

/** `new RestClient(url)` → `new RestClient(new RestClientOptions(url) { ConfigureMessageHandler = … })`. */
function intoOptions({ file, node }: Placed): Edit[] | undefined {
  const { path, text } = file;
  const [first, ...others] = argumentsOf(node).map(expressionOf);
  if (!first || others.length > 0) return undefined;
  const options =
    first.type === "identifier" ? valuesOf(callableAround(node) ?? file.root, first.text)[0] : first;
  if (options && /object_creation_expression$/.test(options.type) && /RestClientOptions/.test(options.text)) {
    const list = options.childForFieldName("initializer");
    const last = list?.namedChild(list.namedChildCount - 1);
    if (last) return [{ path, at: { start: last.endIndex, end: last.endIndex }, text: `, ${CONFIGURED}` }];
    return [{ path, at: { start: options.endIndex, end: options.endIndex }, text: ` { ${CONFIGURED} }` }];
  }
  if (options && /RestClientOptions/.test(options.text)) return undefined;
  // Not an HttpClient or a handler, which it can be made with, too.
  if (!/literal$|string|binary/.test(first.type) && !/ur[il]|host|address|endpoint|base/i.test(first.text))
    return undefined;
  const url = text.slice(first.startIndex, first.endIndex);
  const at = { start: first.startIndex, end: first.endIndex };
  return [{ path, at, text: `new RestClientOptions(${url}) { ${CONFIGURED} }` }];
}

/** `client.Authenticator = new ZendeskAuthenticator()`. */
function authenticator(write: Write, files: readonly CsharpFile[]): Edit[] | undefined {
  const { file, node, kind, into, made, value } = write;
  const { path } = file;
  if (kind === "authenticator")
    return into || made
      ? [{ path, at: { start: value.startIndex, end: value.endIndex }, text: "new ZendeskAuthenticator()" }]
      : undefined;
  const client = into && clientOf(write, into);
  if (!client || node.parent?.type !== "expression_statement") return undefined;
  if (kind === "default")
    return [
      {
        path,
        at: { start: node.startIndex, end: node.endIndex },
        text: `${client.text}.Authenticator = new ZendeskAuthenticator()`,
      },
    ];
  return originsOf({ file, node: client }, "RestClient", files)?.length === 1
    ? [
        {
          path,
          at: { start: value.startIndex, end: value.endIndex },
          text: `"Bearer " + ZendeskOAuth.Token()`,
        },
      ]
    : undefined;
}
