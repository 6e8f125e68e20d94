import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit, NewFile } from "../../model/edit.ts";
import type { HostSource, Project, Site } from "../recipe.ts";

/** Blocks of `ruby-oauth.rb`; the first names the library. */
export type RubyAdapter = "net_http" | "faraday" | "rest_client" | "httparty" | "typhoeus";

/** A provider for a Ruby file, and what it takes to use it. */
export interface RubyProvider {
  readonly creates: readonly NewFile[];
  /** The `require`; none where Rails loads it. */
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
  readonly todo: readonly string[];
}

/** Renders the provider that one library wants, and says how a file gets it. */
export async function rubyProvider(
  site: Site,
  root: Node,
  project: Project,
  library: RubyAdapter | "zendesk_api",
): Promise<RubyProvider> {
  const { path, masked } = site.file;
  const place = await placeFor(path, project);
  const credentials = credentialsOf(site);
  const like = neighbour(posix.dirname(path), path, project);
  const wanted = posix.join(
    place.folder,
    library === "zendesk_api" ? "zendesk_api_oauth.rb" : "zendesk_oauth.rb",
  );
  const keep = [
    library,
    ...(/^# frozen_string_literal: true/m.test((await project.load(like))?.masked ?? "") ? ["frozen"] : []),
    ...(library === "faraday" || library === "rest_client" ? ["raises"] : []),
  ];
  const provider = await project.provide({
    template: library === "zendesk_api" ? "ruby-zendesk-api.rb" : "ruby-oauth.rb",
    path: wanted,
    like,
    values: {
      ...(library === "zendesk_api" ? {} : { URL: addressOf(site.host) }),
      ID: credentials?.id ?? `setting("${site.names.clientId}")`,
      SECRET: credentials?.secret ?? `setting("${site.names.clientSecret}")`,
    },
    keep,
    names: site.names,
  });
  const unknown = library !== "zendesk_api" && site.host.kind === "unknown" ? site.host.name : undefined;
  return {
    creates: provider.creates,
    edits: place.autoloaded ? [] : [requireEdit(path, masked, root, provider.path)],
    reasons: [
      ...(unknown === undefined
        ? []
        : [`The account's address was not found: the provider reads ${unknown}.`]),
      ...(provider.path === wanted
        ? []
        : [`${provider.path} defines the same module as ${wanted}: rename one of them.`]),
      ...(credentials ? [`The new secrets come from the credentials, under ${credentials.section}.`] : []),
    ],
    todo: credentials
      ? [
          `Add oauth_client_id and oauth_client_secret under ${credentials.section} to the encrypted credentials of each environment.`,
        ]
      : [],
  };
}

/** A file whose style the provider takes: always the same one of a folder, so that one provider serves all. */
const neighbour = (folder: string, path: string, project: Project): string =>
  project.paths.find((one) => one.endsWith(".rb") && posix.dirname(one) === folder) ?? path;

/** Rails: beside what it loads by itself, at the top of that folder, since the module has no namespace. Elsewhere beside the file. */
async function placeFor(
  path: string,
  project: Project,
): Promise<{ readonly folder: string; readonly autoloaded: boolean }> {
  const parts = path.split("/");
  for (let depth = parts.length - 1; depth >= 0; depth--) {
    const top = parts.slice(0, depth).join("/");
    const application = posix.join(top, "config/application.rb");
    if (!project.has(application)) continue;
    const [folder = "", kind = ""] = parts.slice(depth);
    if (folder === "app" && parts.length > depth + 2)
      return { folder: posix.join(top, "app", kind), autoloaded: true };
    const text = (await project.load(application))?.masked ?? "";
    const autoloaded = folder === "lib" && /autoload_lib\b|(?:autoload|eager_load)_paths.*\blib\b/.test(text);
    if (folder === "lib" || folder === "config" || folder === "app")
      return { folder: posix.join(top, "lib"), autoloaded };
    break;
  }
  const executable = /^(.*\/)?(?:bin|exe)\/[^/]+$/.exec(path);
  const lib = executable ? `${executable[1] ?? ""}lib` : "";
  if (executable && project.paths.some((one) => one.startsWith(`${lib}/`)))
    return { folder: lib, autoloaded: false };
  return { folder: posix.dirname(path), autoloaded: false };
}

/** A `require_relative` behind the last require at the top of the file. */
function requireEdit(path: string, text: string, root: Node, provider: string): Edit {
  const relative = posix.relative(posix.dirname(path), provider).replace(/\.rb$/, "");
  let last: Node | undefined;
  for (const node of root.namedChildren) {
    if (node === null || node.type === "comment") continue;
    if (node.type !== "call" || !/^require(?:_relative)?$/.test(node.childForFieldName("method")?.text ?? ""))
      break;
    last = node;
  }
  const quote = /^require\S*[ (]+'/m.test(text) || (!last && !text.includes('"')) ? "'" : '"';
  const line = `require_relative ${quote}${relative}${quote}`;
  if (last) return { path, at: { start: last.endIndex, end: last.endIndex }, text: `\n${line}` };
  const first = root.namedChildren.find((node) => node !== null && node.type !== "comment");
  // A comment right above belongs to what follows it.
  const lines = text.slice(0, first?.startIndex ?? 0);
  const start =
    /(?:^|\n)((?:[ \t]*#(?!.*(?:frozen_string|coding|!))[^\n]*\n)*)$/.exec(lines)?.[1]?.length ?? 0;
  const at = lines.length - start;
  return { path, at: { start: at, end: at }, text: `${line}\n\n` };
}

/** The body of a method that gives the account's address. */
function addressOf(host: HostSource): string {
  if (host.kind === "literal") return `"${host.url}"`;
  const text = host.kind === "env" && host.default !== undefined ? `, ${JSON.stringify(host.default)}` : "";
  const setting = `setting("${host.name}"${text})`;
  if (host.kind === "unknown" || host.form === "subdomain") return `"https://#{${setting}}.zendesk.com"`;
  if (host.form === "host") return `"https://#{${setting}}"`;
  return `URI.join(${setting}, "/").to_s.chomp("/")`;
}

/** Encrypted credentials of Rails that the file reads, as `Rails.application.credentials.zendesk`. */
function credentialsOf({
  file,
  names,
}: Site): { readonly section: string; readonly id: string; readonly secret: string } | undefined {
  if (names.tokenKeys.some((key) => /^[A-Z][A-Z0-9_]*$/.test(key))) return undefined;
  const match = /Rails\.application\.(credentials|secrets)(?:\.dig\(\s*:|\.|\[:)(\w*(?:zendesk|zd)\w*)/i.exec(
    file.masked,
  );
  const [, store = "", section = ""] = match ?? [];
  if (section === "") return undefined;
  // A flat entry: `credentials.zendesk_token`.
  const flat = /_(?:api_)?(?:token|key|email|user(?:name)?)$/i.exec(section);
  const prefix = flat ? section.slice(0, flat.index) : section;
  const value = (name: string): string => {
    const path = flat ? `:${prefix}_${name}` : `:${prefix}, :${name}`;
    return `Rails.application.${store}.dig(${path}) || raise(Error, "${prefix}.${name} is not in the ${store}")`;
  };
  return { section: prefix, id: value("oauth_client_id"), secret: value("oauth_client_secret") };
}
