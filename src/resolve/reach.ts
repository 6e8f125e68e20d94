import { halfIn, literalOf, pairIn } from "../detect/index.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { SourceRef } from "../model/source.ts";
import { moduleFinder } from "./modules.ts";

const DOTENV =
  /(?:^|\/)(?:\.?(?:dot)?env(?:[.\-_][^/]*)?|[^/]*\.env(?:[.\-_][^/]*)?|\.dev\.vars[^/]*|\.flaskenv)$/i;

/** A settings file named after Zendesk: its keys need not repeat the name. */
const NAMED =
  /(?:^|\/)[^/]*(?:zendesk|zdesk)[^/]*\.(?:properties|ini|cfg|conf|config|toml|ya?ml|json|xml|env|example|sample|dist|template)$/i;

/** Small files that declare variables under any name: parsed whether or not they mention Zendesk. */
export const alwaysParsed = (path: string): boolean => DOTENV.test(path) || NAMED.test(path);

/** Files that parsed ones import and that were not parsed: a settings module need not mention Zendesk. */
export function imported(files: readonly ParsedFile[], all: readonly SourceRef[]): SourceRef[] {
  const done = new Set(files.map((file) => file.path));
  const find = moduleFinder(all.map((one) => one.path));
  const wanted = new Set<string>();
  for (const file of files) {
    for (const fact of file.facts) {
      // Laravel: `config('desk.key')` reads config/desk.php.
      const named =
        file.language === "php" && fact.kind === "call" && fact.call === "config"
          ? /^([\w-]+)\./.exec(literalOf(fact.args[0]) ?? "")?.[1]
          : undefined;
      if (named !== undefined)
        for (const one of all)
          if (one.path.endsWith(`config/${named}.php`) && !done.has(one.path)) wanted.add(one.path);
      if (fact.kind !== "import") continue;
      const names = fact.names
        .map((name) => name.imported)
        .filter((name) => name !== "*" && name !== "default");
      const modules = [
        fact.module,
        ...(/^\.+$/.test(fact.module) || /\.py$/.test(file.path)
          ? names.map((name) => `${fact.module}${/^\.+$/.test(fact.module) ? "" : "."}${name}`)
          : []),
      ];
      for (const module of modules) {
        const target = find(module, file.path);
        if (target !== undefined && !done.has(target)) wanted.add(target);
      }
    }
  }
  return all.filter((one) => wanted.has(one.path));
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
