import { posix } from "node:path";
import type { Edit, NewFile } from "../../model/edit.ts";
import type { ParsedFile } from "../../model/fact.ts";
import type { HostSource, Project, Site } from "../recipe.ts";
import { isPython2, namesBelow } from "./code.ts";
import { beyondOwnFolder, freeName, homeOf, importEdit, localImports, specifierOf } from "./module.ts";
import { decoupled, pydanticSettings } from "./settings.ts";

/** A provider for some files, and how each of them imports it. */
export interface Supplied {
  readonly creates: readonly NewFile[];
  /** The import edits of one file, and the name it knows the object by. */
  readonly use: (path: string) => Promise<{ readonly name: string; readonly edits: readonly Edit[] }>;
  /** The provider reads the repository's own settings. */
  readonly settings: boolean;
  /** Edits of the settings that the provider reads. */
  readonly edits: readonly Edit[];
  /** Why a person has to look at it. */
  readonly reasons: readonly string[];
}

/** Providers of a run: one that another file can import is not written twice. */
const placed = new WeakMap<Project, Map<string, Set<string>>>();

/** Renders a provider beside a file, or takes one that the file can import. `object` is what it gives: `zendesk_auth`. */
export async function supply(
  site: Site,
  project: Project,
  template: string,
  object: string,
  extra: { readonly keep?: readonly string[]; readonly host?: HostSource | undefined } = {},
): Promise<Supplied> {
  const { path, masked } = await userOf(site, project);
  const django = readsDjango(masked);
  const host = extra.host ?? (django ? djangoHost(masked) : undefined) ?? site.host;
  const root = await project.tree(masked, "python");
  const py2 = isPython2(root);
  const typed = !py2 && /\bdef \w+\([^)]*:[^)]*\)|\) *-> *\w/.test(masked);
  const { quote } = await project.style(path);
  const settings = (await pydanticSettings(site, project)) ?? decoupled(site, project);
  const values = {
    SETTINGS: settings?.read ?? "",
    SETTINGS_IMPORT: settings?.statement ?? "",
    URL: requoted(baseUrlBody(host), quote),
    CLOCK: py2 ? "time" : "monotonic",
  };
  const keep = [
    django ? "django" : settings?.read ? "settings" : "env",
    ...(typed ? ["typed"] : []),
    ...(py2 ? ["py2"] : []),
    ...(extra.keep ?? []),
  ];
  const name = `${site.names.prefix.toLowerCase()}_oauth.py`;
  const known = placed.get(project) ?? new Map<string, Set<string>>();
  placed.set(project, known);
  const key = JSON.stringify([
    template,
    name,
    host,
    site.names.clientId,
    django,
    settings?.statement,
    py2,
    extra.keep,
  ]);
  const homes = known.get(key) ?? new Set<string>();
  known.set(key, homes);
  const home =
    (settings?.statement?.startsWith("from .") ? posix.dirname(path) : undefined) ??
    [...homes].find((one) => specifierOf(path, masked, posix.join(one, name), project) !== undefined) ??
    homeOf(path, masked, project);
  homes.add(home);
  // NOTE: what decides on the text must be the same for all that share it: the first file's style and hints.
  const first =
    firsts.get(homes) ?? new Map<string, { like: string; keep: readonly string[]; url: string }>();
  firsts.set(homes, first);
  const chosen = first.get(home) ?? { like: path, keep, url: values.URL };
  first.set(home, chosen);
  const provider = await project.provide({
    template,
    path: posix.join(home, name),
    like: chosen.like,
    values: { ...values, URL: chosen.url },
    keep: chosen.keep,
    names: site.names,
  });
  return {
    creates: provider.creates,
    settings: settings?.read !== undefined,
    edits: settings?.edits ?? [],
    reasons: [
      ...(settings?.reason === undefined ? [] : [settings.reason]),
      ...(host.kind === "unknown"
        ? [`The account's address was not found: the provider reads ${host.name}.`]
        : []),
      ...(py2 ? ["This is Python 2, and so is the provider: try it with the versions in use."] : []),
    ],
    use: async (user) => {
      const text = (await project.load(user))?.masked ?? "";
      const tree = await project.tree(text, "python");
      const local = freeName(tree, object, "zendesk_bearer");
      const from = specifierOf(user, text, provider.path, project) ?? posix.basename(provider.path, ".py");
      const line = `from ${from} import ${object}${local === object ? "" : ` as ${local}`}`;
      const there = namesBelow(tree, local).some((node) => /import/.test(node.parent?.parent?.type ?? ""));
      return {
        name: local,
        edits: there
          ? []
          : [
              importEdit(
                user,
                tree,
                line,
                localImports(user, project),
                beyondOwnFolder(user, provider.path, project),
              ),
            ],
      };
    },
  };
}

const firsts = new WeakMap<
  Set<string>,
  Map<string, { like: string; keep: readonly string[]; url: string }>
>();

/** A file takes the token out of Django's settings. */
export const readsDjango = (text: string): boolean =>
  /^[ \t]*from[ \t]+django\.conf[ \t]+import[ \t]+settings\b/m.test(text) &&
  /\bsettings\.[A-Z_]*(?:TOKEN|KEY|PASSWORD|SECRET)|getattr\(settings,/.test(text);

/** The file that a site's provider is for: for a test the module that it is about, where the test names one. */
async function userOf(site: Site, project: Project): Promise<ParsedFile> {
  if (site.finding.placement !== "test") return site.file;
  for (const [name] of site.file.masked.matchAll(/\b[A-Za-z_]\w*(?:\.\w+)+/g)) {
    const parts = name.split(".");
    for (let length = parts.length; length > 1; length--) {
      const path = `${parts.slice(0, length).join("/")}.py`;
      const found = project.paths.find((one) => one === path || one.endsWith(`/${path}`));
      const file = found === undefined ? undefined : await project.load(found);
      if (file && file.path !== site.file.path && /\bauth\b/.test(file.masked)) return file;
    }
  }
  return site.file;
}

/** The setting with the account's address, as the file reads it. */
function djangoHost(text: string): HostSource | undefined {
  const name =
    /\bsettings\.([A-Z_]*(?:ZEN|ZD)[A-Z_]*(?:UR[LI]|SUB_?DOMAIN|DOMAIN|HOST|ENDPOINT|ACCOUNT)[A-Z_]*)/.exec(
      text,
    )?.[1];
  if (name === undefined) return undefined;
  const form = /UR[LI]|ENDPOINT/.test(name)
    ? "url"
    : /HOST|(?<!SUB_?)DOMAIN/.test(name)
      ? "host"
      : "subdomain";
  return { kind: "env", name, form };
}

const requoted = (text: string, quote: string): string =>
  quote === "'" && !text.includes("'") ? text.replaceAll('"', "'") : text;

/** The body of a provider's function that gives the account's address. */
function baseUrlBody(host: HostSource): string {
  if (host.kind === "literal") return `return "${host.url}"`;
  const text = host.kind === "env" && host.default !== undefined ? `, ${JSON.stringify(host.default)}` : "";
  const setting = `_setting("${host.name}"${text})`;
  if (host.kind === "unknown" || host.form === "subdomain")
    return `return "https://{}.zendesk.com".format(${setting})`;
  if (host.form === "host") return `return "https://" + ${setting}.split("://")[-1].strip("/")`;
  return `return "/".join(${setting}.split("/")[:3])`;
}
