import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit, NewFile } from "../../model/edit.ts";
import type { HostSource, Project, Site } from "../recipe.ts";
import { type PhpSettings, settingsOf } from "./settings.ts";

/** What a provider is rendered from. */
export interface PhpRequest {
  readonly template: string;
  /** Class of the template; the file is named after it. */
  readonly name: string;
  readonly keep?: readonly string[];
  /** Code that the rewrite leaves still uses the old values, so what they come from has to stay. */
  readonly stillRead?: boolean;
  /** The client knows the account's address. */
  readonly hostKnown?: boolean;
}

/** A provider for a PHP file, and what it takes to use it. */
export interface PhpProvider {
  readonly creates: readonly NewFile[];
  /** The `require_once`, where no autoloader finds it, and the entries of a configuration file. */
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
}

/** Renders a provider beside a PHP file, in its namespace, and says how the file gets it. */
export async function phpProvider(
  site: Site,
  root: Node,
  project: Project,
  request: PhpRequest,
): Promise<PhpProvider> {
  const { path, masked } = site.file;
  const namespace = root.namedChildren
    .find((node) => node?.type === "namespace_definition")
    ?.childForFieldName("name")?.text;
  const settings = await settingsOf(site, project, request.stillRead === true);
  const loaded = namespace !== undefined && (await isAutoloaded(path, namespace, project));
  const folder = loaded ? posix.dirname(path) : folderFor(path);
  const wanted = posix.join(folder, `${request.name}.php`);
  const provider = await project.provide({
    template: request.template,
    path: wanted,
    like: neighbour(folder, path, project),
    values: {
      NAMESPACE: namespace === undefined ? "" : `namespace ${namespace};\n\n`,
      ...(request.hostKnown === true ? {} : { URL: addressOf(site.host, settings) }),
      ID: settings.id,
      SECRET: settings.secret,
    },
    keep: [...(request.keep ?? []), ...settings.keep],
    names: site.names,
  });
  const unknown = request.hostKnown !== true && site.host.kind === "unknown" ? site.host.name : undefined;
  return {
    creates: provider.creates,
    edits: [...(loaded ? [] : [requireEdit(path, masked, root, provider.path)]), ...settings.edits],
    reasons: [
      ...(unknown === undefined
        ? []
        : [`The account's address was not found: the provider reads ${unknown}.`]),
      ...settings.reasons,
      ...(provider.path === wanted
        ? []
        : [`${provider.path} declares the same class as ${wanted}: rename one of them.`]),
    ],
  };
}

/** A file whose style the provider takes: always the same one of a folder, so that one provider serves all. */
const neighbour = (folder: string, path: string, project: Project): string =>
  project.paths.find((one) => one.endsWith(".php") && (folder === "." || one.startsWith(`${folder}/`))) ??
  path;

/** Beside the file; samples and scripts of several folders have one in common. */
function folderFor(path: string): string {
  const parts = posix.dirname(path).split("/");
  const top = parts.findIndex((part) => /^(?:samples?|examples?|demos?|scripts?)$/i.test(part));
  return (top < 0 ? parts : parts.slice(0, top + 1)).join("/");
}

/** True when Composer maps the namespace to the folder that the file is in. */
async function isAutoloaded(path: string, namespace: string, project: Project): Promise<boolean> {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const manifest = posix.join(folder, "composer.json");
    if (project.has(manifest)) {
      const text = (await project.load(manifest))?.masked ?? "";
      for (const [, prefix = "", target = ""] of text.matchAll(/"((?:\w+\\\\)+)"\s*:\s*\[?\s*"([^"]*)"/g)) {
        const top = prefix.replace(/\\\\/g, "\\").replace(/\\$/, "");
        if (namespace !== top && !namespace.startsWith(`${top}\\`)) continue;
        const rest = namespace.slice(top.length).replace(/\\/g, "/");
        if (posix.join(folder, target, rest).replace(/\/$/, "") === posix.dirname(path)) return true;
      }
    }
    if (folder === ".") return false;
  }
}

/** A `require_once` behind the includes at the top, or in front of the first statement. */
function requireEdit(path: string, text: string, root: Node, provider: string): Edit {
  const relative = posix.relative(posix.dirname(path), provider);
  const quote = (text.match(/'/g)?.length ?? 0) >= (text.match(/"/g)?.length ?? 0) ? "'" : '"';
  const line = `require_once __DIR__ . ${quote}/${relative}${quote};`;
  let head: Node | undefined;
  let include: Node | undefined;
  let first: Node | undefined;
  let tag = "";
  for (const node of root.namedChildren) {
    if (node?.type === "php_tag" || node?.type === "text_interpolation")
      tag = /(<\?(?:php|=)?)\s*$/i.exec(node.text)?.[1] ?? tag;
    if (node === null || /^(?:comment|php_tag|text|text_interpolation)$/.test(node.type)) continue;
    // What is in braces has no code in front of it or behind it.
    const body = node.type === "namespace_definition" ? node.childForFieldName("body") : null;
    if (body)
      return { path, at: { start: body.startIndex + 1, end: body.startIndex + 1 }, text: `\n${line}\n` };
    const loads =
      node.type === "expression_statement" &&
      /^(?:include|require)(?:_once)?_expression$/.test(node.namedChild(0)?.type ?? "");
    if (loads) include = node;
    else if (/^(?:declare_statement|namespace_definition|namespace_use_declaration)$/.test(node.type))
      head = node;
    else {
      first = node;
      break;
    }
  }
  const last = include ?? head;
  if (last)
    return {
      path,
      at: { start: last.endIndex, end: last.endIndex },
      text: `${include ? "\n" : "\n\n"}${line}`,
    };
  // Behind a comment about the whole file, in front of one about what follows.
  const before = text.slice(0, first?.startIndex ?? text.length);
  if (tag === "<?=") {
    const at = before.lastIndexOf("<?=");
    return { path, at: { start: at, end: at }, text: `<?php ${line} ?>\n` };
  }
  if (!/\n[ \t]*$/.test(before)) {
    const at = before.length;
    return { path, at: { start: at, end: at }, text: `${line} ` };
  }
  const comment = /\n((?:[ \t]*(?:\/\/|#|\/?\*)[^\n]*\n)+)[ \t]*$/.exec(before);
  const own =
    comment && /Plugin Name|@package|@license|@copyright|\n\s*\n[ \t]*$/.test(before.slice(comment.index))
      ? undefined
      : comment;
  const at = own ? own.index + 1 : before.length - (/[ \t]*$/.exec(before)?.[0].length ?? 0);
  return { path, at: { start: at, end: at }, text: `${line}\n\n` };
}

/** The body of a function that gives the account's address. */
function addressOf(host: HostSource, settings: PhpSettings): string {
  if (host.kind === "literal") return `return "${host.url}";`;
  const text = host.kind === "env" && host.default !== undefined ? `, ${JSON.stringify(host.default)}` : "";
  const setting = settings.host ?? `self::setting("${host.name}"${text})`;
  if (host.kind === "unknown" || host.form === "subdomain")
    return `return "https://" . ${setting} . ".zendesk.com";`;
  if (host.form === "host") return `return "https://" . ${setting};`;
  return `return implode("/", array_slice(explode("/", ${setting}), 0, 3));`;
}
