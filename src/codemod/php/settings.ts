import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { ParsedFile } from "../../model/fact.ts";
import { withoutElements } from "../nodes.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** How a provider reads its settings: PHP expressions. */
export interface PhpSettings {
  readonly id: string;
  readonly secret: string;
  /** Reads what the address is made of, where the repository's configuration has it. */
  readonly host: string | undefined;
  /** Blocks of the template. */
  readonly keep: readonly string[];
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
}

/**
 * The environment, or Laravel's configuration where the token came from there: then its file gets entries for the client, and loses those of user and
 * token when nothing else reads them; `stillRead` says that the site's own file still does.
 */
export async function settingsOf(site: Site, project: Project, stillRead: boolean): Promise<PhpSettings> {
  const { names, host, file } = site;
  const [key, ...others] = names.tokenKeys.filter((one) => /^[\w-]+(?:\.[\w-]+)+$/.test(one));
  const plain: PhpSettings = {
    id: `self::setting("${names.clientId}")`,
    secret: `self::setting("${names.clientSecret}")`,
    host: undefined,
    keep: ["setting"],
    edits: [],
    reasons: [],
  };
  const config = key === undefined ? undefined : await configFile(key, file.path, project);
  if (key === undefined || !config) return plain;
  if (others.length > 0)
    return {
      ...plain,
      reasons: [
        `The token comes from ${[key, ...others].join(" or ")}; the provider knows one OAuth client.`,
      ],
    };
  const root = await project.tree(config.masked, "php");
  const entries = entriesOf(root, posix.basename(config.path, ".php"));
  const token = entries.find((entry) => entry.key === key);
  if (!token) return plain;
  const parent = key.slice(0, key.lastIndexOf("."));
  const read = (name: string): string => `self::config("${parent}.${name}")`;
  const address = host.kind === "env" ? entries.find(({ node }) => reads(node, host.name))?.key : undefined;
  const quote = token.node.text.startsWith('"') ? '"' : "'";
  const added = [
    ["oauth_client_id", names.clientId],
    ["oauth_client_secret", names.clientSecret],
  ].map(([name, variable]) => `${quote}${name}${quote} => env(${quote}${variable}${quote}),`);
  return {
    id: read("oauth_client_id"),
    secret: read("oauth_client_secret"),
    host: address === undefined ? undefined : `self::config("${address}")`,
    keep: ["config", ...(host.kind === "literal" || address !== undefined ? [] : ["setting"])],
    edits: entries.some((entry) => entry.key === `${parent}.oauth_client_id`)
      ? []
      : await entryEdits(config, token.node, added, entries, names.userKeys, (one) =>
          readElsewhere(one, site, project, stillRead),
        ),
    reasons: [],
  };
}

interface Entry {
  readonly key: string;
  readonly node: Node;
}

/** `services.zendesk.token` stands in `config/services.php`, of the nearest folder above the file that has one. */
async function configFile(key: string, path: string, project: Project): Promise<ParsedFile | undefined> {
  const name = posix.join("config", `${key.split(".")[0]}.php`);
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    if (project.has(posix.join(folder, name))) return project.load(posix.join(folder, name));
    if (folder === "." || folder === "/") return undefined;
  }
}

/** All entries of the array that a configuration file gives back, with their dotted keys. */
function entriesOf(root: Node, name: string): Entry[] {
  const returned = [...nodesBelow(root)].find((node) => node.type === "return_statement")?.namedChild(0);
  const walk = (array: Node | null | undefined, prefix: string): Entry[] =>
    array?.type !== "array_creation_expression"
      ? []
      : array.namedChildren.flatMap((node) => {
          if (node?.type !== "array_element_initializer" || node.namedChildCount !== 2) return [];
          const key = `${prefix}.${node.namedChild(0)?.text.replace(/^["']|["']$/g, "") ?? ""}`;
          return [{ key, node }, ...walk(node.namedChild(1), key)];
        });
  return walk(returned, name);
}

const reads = (entry: Node, variable: string): boolean =>
  entry.namedChild(1)?.type !== "array_creation_expression" &&
  new RegExp(`env\\(\\s*["']${variable}["']`).test(entry.text);

/** Puts the new entries in the place of the old ones, or behind the token's where something else still reads that. */
async function entryEdits(
  config: ParsedFile,
  token: Node,
  added: readonly string[],
  entries: readonly Entry[],
  users: readonly string[],
  isRead: (key: string) => Promise<boolean>,
): Promise<Edit[]> {
  const { path, masked } = config;
  const white = /^[ \t]*/.exec(masked.slice(masked.lastIndexOf("\n", token.startIndex - 1) + 1))?.[0] ?? "";
  const text = added.join(`\n${white}`);
  const gone: Node[] = [];
  for (const { key, node } of entries) if (users.includes(key) && !(await isRead(key))) gone.push(node);
  const tokenKey = entries.find(({ node }) => node.id === token.id)?.key ?? "";
  const list = token.parent as Node;
  const edits = withoutElements(path, list, gone);
  if (await isRead(tokenKey)) {
    const comma = /^\s*,/.exec(masked.slice(token.endIndex))?.[0].length ?? 0;
    const end = token.endIndex + comma;
    const insert = `${comma === 0 ? "," : ""}\n${white}${text}`;
    return [...edits, { path, at: { start: end, end }, text: insert }];
  }
  return [
    ...edits,
    { path, at: { start: token.startIndex, end: token.endIndex }, text: text.replace(/,$/, "") },
  ];
}

/** True when another file names a setting, or the site's file names it twice (or once, when that read stays), or some file takes the whole section. */
async function readElsewhere(
  key: string,
  site: Site,
  project: Project,
  stillRead: boolean,
): Promise<boolean> {
  const parent = key.slice(0, key.lastIndexOf("."));
  const paths = await project.containing([key, parent], (path) => /\.php$/.test(path));
  for (const path of paths) {
    const text = (await project.load(path))?.masked ?? "";
    const count = text.split(new RegExp(`["']${key.replace(/\./g, "\\.")}["']`)).length - 1;
    if (count > (path === site.file.path && !stillRead ? 1 : 0)) return true;
    if (new RegExp(`config\\(\\s*["']${parent.replace(/\./g, "\\.")}["']`).test(text)) return true;
  }
  return false;
}
