import { posix } from "node:path";
import type { Edit, NewFile } from "../../model/edit.ts";
import type { HostSource, Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { CsharpFile } from "./files.ts";
import { type CsharpProject, listing, projectOf } from "./project.ts";

/** Settings that the provider reads from the application's configuration. */
export interface ConfiguredBy {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a rewrite needs of the provider's files. */
export interface Provided {
  readonly creates: readonly NewFile[];
  /** Of project files that list their sources. */
  readonly edits: readonly Edit[];
  /** Namespace of the provider; empty when it has none. */
  readonly namespace: string;
}

/** Templates that stand beside the provider, with the files they become. */
const EXTRAS = {
  "csharp-restsharp.cs": "ZendeskAuthenticator.cs",
  "csharp-zendeskapi-v2.cs": "ZendeskApiFactory.cs",
} as const;

/** Template of a file that uses the provider. */
export type Extra = keyof typeof EXTRAS;

/** Adds the provider to the project and namespace of a file; undefined when another form of it stands there. */
export async function provideCsharp(
  site: Site,
  home: CsharpFile,
  project: Project,
  options: {
    readonly configured?: ConfiguredBy | undefined;
    readonly extra?: Extra;
    readonly unset?: boolean;
  } = {},
): Promise<Provided | undefined> {
  const known = await projectOf(home, project);
  const { folder, namespace, scoped } = placeOf(home, known);
  const { configured, extra } = options;
  const values = {
    NAMESPACE: namespace,
    N: known.nullable,
    URL: baseUrlBody(site.host),
    ARGUMENT: configured ? "_configuration, " : "",
    ...valuesFor(site, configured),
  };
  const keep = [
    ...(namespace === "" ? [] : [scoped ? "file-scoped" : "block"]),
    ...(known.json ? ["json"] : []),
    ...(configured ? ["configuration"] : []),
    ...(options.unset ? ["unset"] : []),
    ...(!configured || site.host.kind !== "literal" ? ["setting"] : []),
  ];
  const creates: NewFile[] = [];
  const sources: string[] = [];
  const wanted: readonly (readonly [string, string])[] = [
    ["csharp-oauth.cs", "ZendeskOAuth.cs"],
    ...(extra ? [[extra, EXTRAS[extra]] as const] : []),
  ];
  for (const [template, name] of wanted) {
    const made = await project.provide({
      template,
      path: posix.join(folder, name),
      like: home.path,
      values,
      keep,
      names: site.names,
    });
    if (posix.basename(made.path) !== name) return undefined;
    creates.push(...made.creates);
    sources.push(made.path);
  }
  return { creates, edits: listing(known, sources), namespace };
}

const valuesFor = (site: Site, configured: ConfiguredBy | undefined): Record<string, string> => ({
  STATIC_ARGUMENT: configured ? "configuration, " : "",
  PARAMETER: configured ? "IConfiguration configuration, " : "",
  ONLY_PARAMETER: configured ? "IConfiguration configuration" : "",
  ONLY_ARGUMENT: configured ? "configuration" : "",
  CLIENT_ID_VALUE: settingOf(site.names.clientId, configured?.clientId),
  CLIENT_SECRET_VALUE: settingOf(site.names.clientSecret, configured?.clientSecret),
});

const settingOf = (name: string, key: string | undefined): string =>
  key === undefined ? `Setting("${name}")` : `Required(configuration["${key}"], "${key}")`;

/** The project's own folder and namespace when the file's namespace is below it, so that all of the project can use one provider; else the file's. */
function placeOf(
  file: CsharpFile,
  { path, text, listed }: CsharpProject,
): { folder: string; namespace: string; scoped: boolean } {
  const here = (folder: string): string => (folder === "." ? "" : folder);
  let declared = "";
  let scoped = false;
  for (const node of nodesBelow(file.root))
    if (/namespace_declaration$/.test(node.type)) {
      declared = node.childForFieldName("name")?.text ?? "";
      scoped = node.type === "file_scoped_namespace_declaration";
      break;
    }
  if (path !== undefined && !listed) {
    const base = posix.basename(path).replace(/\.\w+$/, "");
    const root = /<RootNamespace>\s*([\w.]+)\s*</.exec(text)?.[1] ?? base;
    if (declared === root || declared.startsWith(`${root}.`))
      return { folder: here(posix.dirname(path)), namespace: root, scoped };
  }
  return { folder: here(posix.dirname(file.path)), namespace: declared, scoped };
}

/** The body of the provider's method that gives the account's address. */
function baseUrlBody(host: HostSource): string {
  if (host.kind === "literal") return `return "${host.url}";`;
  const read = `Setting("${host.name}")`;
  const value =
    host.kind === "env" && host.default !== undefined
      ? `(Environment.GetEnvironmentVariable("${host.name}") ?? ${JSON.stringify(host.default)})`
      : read;
  const form = host.kind === "unknown" ? "subdomain" : host.form;
  if (form === "subdomain") return `return "https://" + ${value} + ".zendesk.com";`;
  if (form === "host") return `return "https://" + ${value};`;
  return `return new Uri(${value}).GetLeftPart(UriPartial.Authority);`;
}
