import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { NewFile } from "../../model/edit.ts";
import type { HostSource, Project, Site } from "../recipe.ts";

/** Parts of the provider, in words of the template: what sends, or `value` for a bare token. */
export type JavaPart =
  | "http"
  | "async"
  | "connection"
  | "okhttp"
  | "spring"
  | "template"
  | "reactive"
  | "mutate"
  | "value"
  | "sdk";

/** What the parts need besides. */
const NEEDS: Readonly<Record<JavaPart, readonly string[]>> = {
  http: ["forget", "host", "collections"],
  async: [],
  connection: ["forget", "collections", "stream"],
  okhttp: ["forget", "host"],
  spring: ["forget", "host", "stream"],
  template: [],
  reactive: ["forget", "host"],
  mutate: [],
  value: [],
  sdk: ["value"],
};

/** Name of the class that holds the provider. */
export const PROVIDER = "ZendeskOAuth";

/** Adds the provider to the package of a file; undefined when another form of it stands there. */
export async function provideJava(
  site: Site,
  path: string,
  root: Node,
  parts: readonly JavaPart[],
  project: Project,
): Promise<readonly NewFile[] | undefined> {
  const folder = posix.dirname(path) === "." ? "" : posix.dirname(path);
  const name = root.namedChildren
    .find((node) => node?.type === "package_declaration")
    ?.namedChildren.find((node) => node !== null && /identifier$/.test(node.type))?.text;
  const wanted = posix.join(folder, `${PROVIDER}.java`);
  const made = await project.provide({
    whole: true,
    template: "java-oauth.java",
    path: wanted,
    like: path,
    values: { URL: baseUrlBody(site.host), PACKAGE: name ?? "" },
    keep: [...new Set([...parts, ...parts.flatMap((part) => NEEDS[part]), ...(name ? ["package"] : [])])],
    names: site.names,
  });
  return made.path === wanted ? made.creates : undefined;
}

/** The body of the provider's method that gives the account's address. */
function baseUrlBody(host: HostSource): string {
  if (host.kind === "literal") return `return "${host.url}";`;
  const read = `setting("${host.name}")`;
  const value =
    host.kind === "env" && host.default !== undefined
      ? `(System.getenv("${host.name}") == null ? ${JSON.stringify(host.default)} : ${read})`
      : read;
  const form = host.kind === "unknown" ? "subdomain" : host.form;
  if (form === "subdomain") return `return "https://" + ${value} + ".zendesk.com";`;
  if (form === "host") return `return "https://" + ${value};`;
  return `return ${value}.replaceFirst("^(https?://[^/]+).*$", "$1");`;
}
