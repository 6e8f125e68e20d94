import type { Edit } from "../../model/edit.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { type CsharpFile, callableAround, expressionOf, type Placed } from "./files.ts";

/** How the application's configuration gives the credential. */
export interface Configuration {
  /** The expression that stands for it where the credential was read. */
  readonly expression: string;
  /** Where the credential was read. */
  readonly read: Placed;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Keys of sections, `Zendesk:ApiToken`, at the end of the names that roots have. */
const keysOf = (roots: Site["use"]["roots"]): string[] =>
  roots.flatMap((root) => /(?:^|\.)(\w+(?::\w+)+)$/.exec(root.key ?? "")?.[1] ?? []);

/** The place where a credential is read from `IConfiguration` by a key of a section. */
export function configurationOf(site: Site, files: readonly CsharpFile[]): Configuration | undefined {
  const keys = keysOf(site.use.roots);
  for (const file of files)
    for (const node of nodesBelow(file.root)) {
      if (node.type !== "element_access_expression") continue;
      const expression = node.childForFieldName("expression");
      const key = expressionOf(node.childForFieldName("subscript")?.namedChild(0) ?? undefined)?.text.replace(
        /^"|"$/g,
        "",
      );
      if (!expression || key === undefined || !keys.includes(key)) continue;
      if (!/^\w*config\w*$/i.test(expression.text)) continue;
      const section = key.slice(0, key.lastIndexOf(":") + 1);
      return {
        expression: expression.text,
        read: { file, node },
        token: key,
        clientId: `${section}ClientId`,
        clientSecret: `${section}ClientSecret`,
      };
    }
  return undefined;
}

/** The expression for the configuration at a place; undefined where it is not known. */
export function configurationAt(
  { expression, read }: Configuration,
  { file, node }: Placed,
): string | undefined {
  if (read.file.path !== file.path) return undefined;
  const around = callableAround(read.node);
  return around?.id === callableAround(node)?.id ? expression : undefined;
}

/** Puts the settings of the OAuth client in place of the token's in `appsettings.json`, when only the site read them. Lines with a real value stay. */
export async function settingEdits(
  site: Site,
  configuration: Configuration | undefined,
  project: Project,
): Promise<{ edits: Edit[]; todo: string[] }> {
  const edits: Edit[] = [];
  const todo: string[] = [];
  if (!configuration) return { edits, todo };
  const [section = "", tokenKey = ""] = configuration.token.split(/:(?=[^:]*$)/);
  const user = keysOf(site.use.userRoots)
    .find((key) => key.startsWith(`${section}:`))
    ?.slice(section.length + 1);
  for (const path of project.paths.filter((one) => /(?:^|\/)appsettings[\w.-]*\.json$/i.test(one))) {
    const file = await project.load(path);
    if (!file) continue;
    const text = file.masked;
    const at = sectionOf(text, section);
    if (!at) continue;
    const entry = (key: string): RegExpExecArray | null =>
      new RegExp(`"${key}"(\\s*:\\s*)("[^"\\n]*")`).exec(text.slice(at.start, at.end));
    const token = entry(tokenKey);
    if (!token) continue;
    if (/\*{4}/.test(token[2] ?? "")) {
      todo.push(
        `Put ${configuration.clientId} and ${configuration.clientSecret} in place of the token in ${path}.`,
      );
      continue;
    }
    const start = at.start + token.index;
    const end = start + token[0].length;
    const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? "";
    const named = (key: string): string => `"${key.slice(section.length + 1)}"${token[1] ?? ": "}""`;
    const login =
      user === undefined || (await isReadElsewhere(`${section}:${user}`, site, project)) ? null : entry(user);
    if (login) {
      const first = at.start + login.index;
      edits.push({
        path,
        at: { start: first, end: first + login[0].length },
        text: named(configuration.clientId),
      });
      edits.push({ path, at: { start, end }, text: named(configuration.clientSecret) });
    } else
      edits.push({
        path,
        at: { start, end },
        text: `${named(configuration.clientId)},\n${indent}${named(configuration.clientSecret)}`,
      });
  }
  return { edits, todo };
}

/** The body of a section that stands by itself in a JSON file, without sections of its own. */
function sectionOf(text: string, section: string): { start: number; end: number } | undefined {
  const name = section.slice(section.lastIndexOf(":") + 1);
  const match = new RegExp(`"${name}"\\s*:\\s*\\{[^{}]*\\}`).exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

async function isReadElsewhere(key: string, { use, file }: Site, project: Project): Promise<boolean> {
  const known = new Set([
    file.path,
    ...use.hops.map((hop) => hop.path),
    ...use.related.map((hop) => hop.path),
  ]);
  const readers = await project.containing([key], (path) => path.endsWith(".cs"));
  return readers.some((path) => !known.has(path));
}
