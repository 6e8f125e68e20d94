import { halfIn, literalOf, pairIn } from "../detect/index.ts";
import type { Fact, ParsedFile } from "../model/fact.ts";
import type { SourceRef } from "../model/source.ts";
import { moduleFinder, stemOf } from "./modules.ts";

export { fittingModules } from "./modules.ts";

const DOTENV =
  /(?:^|\/)(?:\.?(?:dot)?env(?:[.\-_][^/]*)?|[^/]*\.env(?:[.\-_][^/]*)?|\.dev\.vars[^/]*|\.flaskenv)$/i;

/** A settings file named after Zendesk: its keys need not repeat the name. */
const NAMED =
  /(?:^|\/)[^/]*(?:zendesk|zdesk)[^/]*\.(?:properties|ini|cfg|conf|config|toml|ya?ml|json|xml|env|example|sample|dist|template)$/i;

/** What the name of any of those holds; asked first, because it is quick and almost no name does. */
const MAYBE = /env|dev\.vars|z(?:en)?desk/i;

/** Small files that declare variables under any name: parsed whether or not they mention Zendesk. */
export const alwaysParsed = (path: string): boolean =>
  MAYBE.test(path) && (DOTENV.test(path) || NAMED.test(path));

/** Files that parsed ones import and that were not parsed: a settings module need not mention Zendesk. */
export function imported(files: readonly ParsedFile[], all: readonly SourceRef[]): SourceRef[] {
  const asked: { readonly module: string; readonly from: string }[] = [];
  const settings = new Set<string>();
  for (const file of files) {
    for (const fact of file.facts) {
      // Laravel: `config('desk.key')` reads config/desk.php.
      if (file.language === "php" && fact.kind === "call" && fact.call === "config") {
        const named = /^([\w-]+)\./.exec(literalOf(fact.args[0]) ?? "")?.[1];
        if (named !== undefined) settings.add(`config/${named}.php`);
      }
      if (fact.kind !== "import") continue;
      for (const module of modulesOf(fact, file.path)) asked.push({ module, from: file.path });
    }
  }
  if (asked.length === 0 && settings.size === 0) return [];
  const wanted = new Set<string>();
  for (const ending of settings) for (const { path } of all) if (path.endsWith(ending)) wanted.add(path);
  const find = moduleFinder(pathsNamed(asked, all));
  for (const { module, from } of asked) {
    const target = find(module, from);
    if (target !== undefined) wanted.add(target);
  }
  for (const file of files) wanted.delete(file.path);
  return wanted.size === 0 ? [] : all.filter((one) => wanted.has(one.path));
}

/** What an import may mean: its module, and in Python each of the names, which may be modules, too. */
function modulesOf({ module, names }: Extract<Fact, { kind: "import" }>, from: string): string[] {
  const dots = /^\.+$/.test(module);
  if (!dots && !from.endsWith(".py")) return [module];
  const inside = names.filter(({ imported: name }) => name !== "*" && name !== "default");
  return [module, ...inside.map(({ imported: name }) => `${module}${dots ? "" : "."}${name}`)];
}

/** Names, up to their first dot, of files that are called after their folder. */
const FOLDER_NAMES: ReadonlySet<string> = new Set(["index", "__init__", "mod"]);

/** A name without dots at its beginning, up to the next one: what is left of `keys.local.ts`, whatever of it is an extension. */
function bareName(path: string, from: number, to: number): string {
  let start = from;
  while (start < to && path.charCodeAt(start) === 46) start++;
  const dot = path.indexOf(".", start);
  return path.slice(start, dot < 0 || dot > to ? to : dot);
}

/**
 * Paths whose name, or whose folder's, one of the modules may end in. It lets through more than it has to, never less: the finder looks
 * closely, but to prepare it takes longer the more paths it is given, and a tree has a hundred times as many as are asked for.
 */
function pathsNamed(
  asked: readonly { readonly module: string; readonly from: string }[],
  all: readonly SourceRef[],
): string[] {
  const names = new Set<string>();
  for (const { module, from } of asked) {
    for (const name of module.split(/[\\/.]/)) names.add(name);
    // `..` and `./index` are called after a folder.
    if (module.startsWith(".")) for (const name of from.split("/")) names.add(bareName(name, 0, name.length));
  }
  const paths: string[] = [];
  for (const { path } of all) {
    const slash = path.lastIndexOf("/");
    const name = bareName(path, slash + 1, path.length);
    const above = slash > 0 && FOLDER_NAMES.has(name);
    if (
      names.has(name) ||
      (above && names.has(bareName(path, path.lastIndexOf("/", slash - 1) + 1, slash))) ||
      // What of `.env.js` is an extension is not worth telling: there are few.
      path.charCodeAt(slash + 1) === 46
    )
      paths.push(path);
  }
  return paths;
}

/**
 * Names of variables that carry half of a credential or all of it: a setting whose value ends in `/token`, the settings beside it, a shell
 * variable that joins the pair. Who reads them need not mention Zendesk.
 */
export function soughtNames(files: readonly ParsedFile[]): string[] {
  const names = new Set<string>();
  const add = (name: string): void => {
    // Telling enough to be searched for: a variable, not a word.
    if (/^[A-Za-z][A-Za-z0-9]*_\w{3,}$/.test(name) && !/zendesk/i.test(name)) names.add(name);
  };
  for (const file of files) {
    const shell = file.language === "bash" || file.language === "makefile";
    for (const fact of file.facts) {
      if (fact.kind === "assign" && shell && pairIn(fact.value)) add(fact.name);
      if (fact.kind !== "entry" || !halfIn(fact.value)) continue;
      add(fact.path.at(-1) ?? "");
    }
  }
  return [...names].sort();
}

/** How files name the module they stand in or the folder above: what is called after its folder is imported like that. */
const FOLDER_TEXTS = ['"."', "'.'", '".."', "'..'", '"./"', "'./'", '../"', "../'", "from ."];

/** What stands in every file that imports one of some paths, as {@link imported} finds them: the last part of a module's name, or how a folder is called. */
export function linkTexts(paths: readonly string[]): { readonly words: string[]; readonly texts: string[] } {
  const words = new Set<string>();
  let folders = false;
  for (const path of paths) {
    words.add(stemOf(path).at(-1) ?? path);
    folders ||= FOLDER_NAMES.has(bareName(path, path.lastIndexOf("/") + 1, path.length));
  }
  return { words: [...words], texts: folders ? FOLDER_TEXTS : [] };
}

/** How files that import a path, as {@link imported} finds it, speak of it: by its name; from below a folder also as `.` and `..`. */
export function linkedTo(path: string): { readonly name: string; readonly below?: string } {
  const slash = path.lastIndexOf("/");
  const name = stemOf(path).at(-1) ?? path;
  return FOLDER_NAMES.has(bareName(path, slash + 1, path.length))
    ? { name, below: path.slice(0, slash + 1) }
    : { name };
}
