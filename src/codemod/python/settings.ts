import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { attributesBelow, field } from "./code.ts";

/** How a repository reads its settings, where that is not the environment. */
interface SettingsReading {
  /** The expression that gives the setting `name`; undefined when the provider cannot reach the object. */
  readonly read?: string;
  /** The import that it needs. */
  readonly statement?: string;
  /** The fields of the OAuth client in place of the token's, and of the user's when nothing else reads that. */
  readonly edits: readonly Edit[];
  /** Why a person has to look at it. */
  readonly reason?: string;
}

/** The token is read with decouple, which looks into `.env` and `settings.ini`, too. */
export function decoupled({ use, file }: Site, project: Project): SettingsReading | undefined {
  const paths = [file.path, ...use.roots.filter((root) => !root.weak).map((root) => root.path)];
  const statement = "from decouple import config";
  return paths.some((path) => project.file(path)?.masked.includes(statement))
    ? { read: "config(name, default=None)", statement, edits: [] }
    : undefined;
}

/** The settings object that a token is read from, when a class of `BaseSettings` of the repository declares its field. */
export async function pydanticSettings(site: Site, project: Project): Promise<SettingsReading | undefined> {
  const { token, user } = site.use.match;
  const { masked } = site.file;
  const read = (at: { start: number; end: number } | undefined): RegExpExecArray | null =>
    /\b([a-z]\w*)\.([a-z]\w*)/.exec(at ? masked.slice(at.start, at.end) : "");
  const [, object, name] = read(token?.at) ?? [];
  if (object === undefined || name === undefined) return undefined;
  const userName = read(user?.at)?.[2];
  for (const path of await project.containing(["BaseSettings"], (one) => one.endsWith(".py"))) {
    const file = await project.load(path);
    if (!file) continue;
    const root = await project.tree(file.masked, "python");
    const declared = fieldOf(root, name);
    if (!declared) continue;
    const kind = field(declared, "type")?.text ?? "str";
    const optional = /None|Optional/.test(kind) ? " = None" : "";
    const line = (to: string): string => `${to.toLowerCase()}: ${kind}${optional}`;
    const userField = userName === undefined ? undefined : fieldOf(root, userName);
    const free = userName !== undefined && !(await isReadElsewhere(userName, path, site, project));
    const statement = importsOf(masked, object);
    const reading =
      statement === undefined
        ? { reason: `The token came from the field ${name}; the provider reads the environment.` }
        : {
            read: `getattr(${object}, name.lower(), None)`,
            statement,
            reason: `${object} gets fields for the OAuth client in place of those for the token.`,
          };
    const at = (node: Node): Edit["at"] => ({ start: node.startIndex, end: node.endIndex });
    const id = line(site.names.clientId);
    const secret = line(site.names.clientSecret);
    if (userField && free)
      return {
        ...reading,
        edits: [
          { path, at: at(userField), text: id },
          { path, at: at(declared), text: secret },
        ],
      };
    const indent = " ".repeat(declared.startPosition.column);
    return { ...reading, edits: [{ path, at: at(declared), text: `${id}\n${indent}${secret}` }] };
  }
  return undefined;
}

/** The statement that imports a name alone from where a file gets it. */
function importsOf(text: string, name: string): string | undefined {
  const pattern = new RegExp(
    `^from[ \\t]+([\\w.]+)[ \\t]+import[ \\t]+(?:[^\\n]*,[ \\t]*)?${name}\\b(?![ \\t]+as)`,
    "m",
  );
  const module = pattern.exec(text)?.[1];
  return module === undefined ? undefined : `from ${module} import ${name}`;
}

/** `name: type` in the body of a class. */
function fieldOf(root: Node, name: string): Node | undefined {
  for (const node of nodesBelow(root))
    if (
      node.type === "assignment" &&
      field(node, "left")?.text === name &&
      field(node, "type") &&
      node.parent?.parent?.parent?.type === "class_definition"
    )
      return node;
  return undefined;
}

async function isReadElsewhere(
  name: string,
  declaration: string,
  site: Site,
  project: Project,
): Promise<boolean> {
  for (const path of await project.containing([name], (one) => one.endsWith(".py"))) {
    const text = (await project.load(path))?.masked ?? "";
    const root = await project.tree(text, "python");
    for (const use of attributesBelow(root, name)) {
      const line = text.slice(text.lastIndexOf("\n", use.startIndex) + 1, use.endIndex + 8);
      if (path !== declaration && (path !== site.file.path || !line.includes("/token"))) return true;
    }
  }
  return false;
}
