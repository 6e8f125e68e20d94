import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { isOnlySent, otherAuthorization, synchronousSends } from "../csharp/carriers.ts";
import { appended, type Origin, originsOf, valuesOf, withHandler } from "../csharp/clients.ts";
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
import { type CsharpProject, projectOf } from "../csharp/project.ts";
import { type Configuration, configurationAt, configurationOf } from "../csharp/settings.ts";
import { using } from "../csharp/usings.ts";
import { type Write, writesOf } from "../csharp/writes.ts";
import { ancestor } from "../nodes.ts";
import type { Project, Recipe } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** HttpClient: the header or the handler's credentials go, and the client gets a handler that adds a bearer token to each request. */
export const csharpHttpClient: Recipe = {
  id: "csharp-http-client",
  languages: ["csharp"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files);
    const [first] = writes;
    if (!first || writes.some(isBody)) return undefined;
    const edits: Edit[] = [];
    const origins = new Map<string, Origin>();
    for (const write of writes) {
      const clients = clientsOf(write, files);
      if (!clients || clients.length === 0) return undefined;
      for (const origin of clients) origins.set(`${origin.file.path}:${origin.node.startIndex}`, origin);
      edits.push(without(write), ...(write.kind === "credentials" ? preAuthentication(write) : []));
    }
    if (sendsSynchronously(files, origins)) return undefined;
    const touched = new Set([...origins.values(), ...writes].map(({ file }) => file));
    const made = await injected([...origins.values()], configurationOf(site, files), project);
    if (!made) return undefined;
    return outcomeOf(
      site,
      {
        edits: [...edits, ...made.edits],
        title: "gives HttpClient a handler that adds a bearer token",
        reasons: [...conditions(writes), ...otherAuthorization([...touched], writes), ...made.reasons],
        home: first.file,
        files: [...touched],
        users: made.users,
        configuration: made.configuration,
      },
      project,
    );
  },
};

/** The clients that send what a credential is written into. */
function clientsOf(write: Write, files: readonly CsharpFile[]): Origin[] | undefined {
  const { file, kind, into, made } = write;
  if (kind === "default") {
    const node = into ?? made;
    return node && originsOf({ file, node }, "HttpClient", files);
  }
  if (kind === "credentials") return handled(write, files);
  if (kind !== "request" || !into || into.type !== "identifier") return undefined;
  const around = callableAround(write.node) ?? file.root;
  const [value, ...others] = valuesOf(around, into.text);
  if (!value || others.length > 0 || !/HttpRequestMessage/.test(typeText(value))) return undefined;
  const senders = [...nodesBelow(around)].filter(
    (node) =>
      node.type === "invocation_expression" &&
      argumentsOf(node).some((one) => expressionOf(one)?.text === into.text),
  );
  if (!isOnlySent(around, into.text, senders)) return undefined;
  const found: Origin[] = [];
  for (const sender of senders) {
    const client = objectOf(sender);
    if (nameOf(sender) !== "SendAsync" || !client) return undefined;
    const origins = originsOf({ file, node: client }, "HttpClient", files);
    if (!origins) return undefined;
    found.push(...origins);
  }
  return found;
}

const typeText = (value: Node): string =>
  value.childForFieldName("type")?.text ?? value.parent?.parent?.childForFieldName("type")?.text ?? "";

/** The clients that are made with a message handler whose credentials are written. */
function handled({ file, node, into, made }: Write, files: readonly CsharpFile[]): Origin[] | undefined {
  const around = callableAround(node) ?? file.root;
  if (made && !/HttpClientHandler|SocketsHttpHandler/.test(typeText(made))) return undefined;
  const name = into
    ? nameOf(into)
    : made?.parent?.type === "variable_declarator"
      ? made.parent.childForFieldName("name")?.text
      : undefined;
  const clients = [...nodesBelow(around)].filter(
    (one) =>
      /object_creation_expression$/.test(one.type) &&
      one.childForFieldName("type")?.text === "HttpClient" &&
      argumentsOf(one).some((given) => expressionOf(given)?.text === name),
  );
  const origins = clients.map((one) => originsOf({ file, node: one }, "HttpClient", files));
  return origins.some((one) => !one) ? undefined : origins.flatMap((one) => one ?? []);
}

/** `PreAuthenticate = true` beside the credentials means nothing without them. */
function preAuthentication({ file, made }: Write): Edit[] {
  const items = made?.childForFieldName("initializer")?.namedChildren ?? [];
  const found = items.find(
    (one) =>
      one?.type === "assignment_expression" && nameOf(one.childForFieldName("left")) === "PreAuthenticate",
  );
  return found && items.length > 2 ? [without({ file, node: found })] : [];
}

/** The edits that put the handler in, with the configuration when all places know it. */
async function injected(
  origins: readonly Origin[],
  configuration: Configuration | undefined,
  project: Project,
): Promise<
  | { edits: Edit[]; reasons: string[]; configuration: Configuration | undefined; users: CsharpFile[] }
  | undefined
> {
  const services = "provider.GetRequiredService<IConfiguration>()";
  const known = origins.map((origin) =>
    configuration
      ? (configurationAt(configuration, origin) ??
        (origin.kind === "registered" && origin.injected && isInConstructor(configuration.read)
          ? services
          : undefined))
      : undefined,
  );
  const configured = known.every((one) => one !== undefined);
  const edits: Edit[] = [];
  const reasons = new Set<string>();
  for (const [index, origin] of origins.entries()) {
    if (hasHandler(origin)) continue;
    const argument = configured ? known[index] : undefined;
    if (origin.kind === "registered") {
      const { indent } = await project.style(origin.file.path);
      const parameter = argument === services ? "provider" : "()";
      const handler = `new ZendeskOAuthHandler(${argument ?? ""})`;
      if (argument === services && !knowsConfiguration(origin.file, await projectOf(origin.file, project)))
        edits.push(...using(origin.file, "Microsoft.Extensions.Configuration"));
      edits.push(...appended(origin, `AddHttpMessageHandler(${parameter} => ${handler})`, indent));
      continue;
    }
    const made = withHandler(origin, (inner) => {
      if (inner !== "new HttpClientHandler()")
        reasons.add(
          "The token is asked for without the handler the client was given: a proxy or certificate set there does not hold for it.",
        );
      return `new ZendeskOAuthHandler(${argument === undefined ? "" : `${argument}, `}${inner})`;
    });
    if (made.length === 0) return undefined;
    edits.push(...made);
  }
  const users = [...new Map(origins.map(({ file }) => [file.path, file])).values()];
  return { edits, reasons: [...reasons], configuration: configured ? configuration : undefined, users };
}

/** SDKs of services bring the namespace of the configuration in. */
const knowsConfiguration = ({ text }: CsharpFile, { text: projectFile }: CsharpProject): boolean =>
  /^using Microsoft\.Extensions\.Configuration;/m.test(text) ||
  (/Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"/.test(projectFile) &&
    /<ImplicitUsings>\s*(?:enable|true)\s*</i.test(projectFile));

/** An earlier rewrite has put the handler in. */
function hasHandler({ node }: Placed): boolean {
  const statement = ancestor(node, (one) => /_statement$|_declaration$/.test(one.type)) ?? node;
  return /\bZendeskOAuthHandler\b/.test(statement.text);
}

/** The handler is not asked when HttpClient sends synchronously. */
const sendsSynchronously = (files: readonly CsharpFile[], origins: ReadonlyMap<string, Origin>): boolean =>
  synchronousSends(files).some((placed) =>
    originsOf(placed, "HttpClient", files)?.some(({ file, node }) =>
      origins.has(`${file.path}:${node.startIndex}`),
    ),
  );

/** A constructor gets the configuration from the services. */
const isInConstructor = ({ node }: Placed): boolean =>
  callableAround(node)?.type === "constructor_declaration";
