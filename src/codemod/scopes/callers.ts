import type { LanguageId, ParsedFile } from "../../model/fact.ts";
import { placementOf } from "../../model/placement.ts";
import { tailOf } from "../../resolve/world.ts";
import { ANYWHERE, type CallsOptions, type EndpointCall, survey } from "./calls.ts";

/** What the repository is asked for; a `Project` of recipes is one. */
export interface Repository {
  /** Any file, parsed now if it was not before. */
  readonly load: (path: string) => Promise<ParsedFile | undefined>;
  /** Paths of the files that hold one of the words (ASCII, 3 to 64 characters, any case), tested by `wanted` first. */
  readonly containing: (words: readonly string[], wanted: (path: string) => boolean) => Promise<string[]>;
}

/** Wrappers of wrappers, each found in files that the ones before were found by. */
const MOST_ROUNDS = 3;
/** Files read besides those that the scan parsed. */
const MOST_FILES = 80;
/** Characters of these files after which no other is read: so many ordinary ones have less. */
const MOST_TEXT = 384 * 1024;
/** Files that say one of the names of a module; where more do, a name is an ordinary word, and what they would tell is not worth their time. */
const MOST_NAMED = 2 * MOST_FILES;

/** Endings of the files that may use one in a language. */
const ENDINGS: Partial<Readonly<Record<LanguageId, RegExp>>> = {
  javascript: /\.(?:[cm]?[jt]sx?|gs|vue|svelte)$/,
  python: /\.(?:py|ipynb)$/,
  ruby: /\.(?:rb|rake|ru)$|(?:^|\/)Rakefile$/,
  php: /\.(?:php|inc|phtml)$/,
  go: /\.go$/,
  java: /\.(?:java|kt|kts)$/,
  kotlin: /\.(?:java|kt|kts)$/,
  csharp: /\.cs$/,
  bash: /(?:^|\/)[^./]+$|\.(?:sh|bash|zsh|ya?ml|mk)$/,
  powershell: /\.psm?1$/,
};

/**
 * The endpoints that programs call, as `callsOf` has them, with those of files that the scan had no reason to parse: they import a client or
 * a wrapper and never say Zendesk. Reads no more than what names such a module.
 */
export async function endpointsOf(
  files: readonly ParsedFile[],
  repository: Repository,
  options: CallsOptions,
): Promise<EndpointCall[]> {
  const known = new Map(files.map((file) => [file.path, file]));
  const searched = new Set<string>();
  let lost: ParsedFile | undefined;
  let length = 0;
  let { calls, used } = survey(files, options);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const modules = used.flatMap((path) => (searched.has(path) ? [] : (known.get(path) ?? [])));
    let found = 0;
    for (const file of modules) {
      searched.add(file.path);
      const paths = await usersOf(file, known, repository);
      if (paths.length > MOST_NAMED) {
        lost ??= file;
        continue;
      }
      for (const path of paths) {
        if (known.size - files.length >= MOST_FILES || length >= MOST_TEXT) lost ??= file;
        else {
          const other = await repository.load(path);
          if (!other || known.has(path)) continue;
          known.set(path, other);
          length += other.masked.length;
          found++;
        }
      }
    }
    if (found === 0) break;
    ({ calls, used } = survey(
      [...known.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
      options,
    ));
  }
  return lost ? [...calls, unread(lost)] : calls;
}

/** Files that may use a module, by what its users have to write. */
async function usersOf(
  file: ParsedFile,
  known: ReadonlyMap<string, ParsedFile>,
  repository: Repository,
): Promise<string[]> {
  const ending = ENDINGS[file.language];
  if (!ending) return [];
  const folder = file.path.slice(0, file.path.lastIndexOf("/") + 1);
  const wanted = (path: string): boolean => {
    if (known.has(path) || !ending.test(path)) return false;
    const placement = placementOf(path, file.language);
    return placement !== "test" && placement !== "docs";
  };
  const beside = (path: string): boolean =>
    wanted(path) && path.startsWith(folder) && !path.slice(folder.length).includes("/");
  const words = [...new Set(wordsFor(file))].filter((word) => /^[\x20-\x7e]{3,64}$/.test(word));
  const paths = words.length > 0 ? await repository.containing(words, wanted) : [];
  // One package, one script: no import is needed.
  if (file.language === "go") paths.push(...(await repository.containing(["func"], beside)));
  if (file.path.endsWith(".gs"))
    paths.push(...(await repository.containing(["function", "const", "var"], beside)));
  return [...new Set(paths)];
}

/** What stands in files that use a module. */
function wordsFor({ path, language, scopes }: ParsedFile): string[] {
  const [file = "", folder = ""] = path.split("/").reverse();
  const bare = file.replace(/\..*$/, "");
  const base = /^(?:index|__init__|mod)$/.test(bare) ? folder : bare;
  const named = (kind: string): string[] =>
    scopes.flatMap((scope) => (scope.kind === kind && scope.name.length > 3 ? [tailOf(scope.name)] : []));
  switch (language) {
    case "javascript":
      return ["", ".js", ".mjs", ".cjs", ".ts"].flatMap((end) =>
        [`"`, "'", "`"].map((quote) => `/${base}${end}${quote}`),
      );
    case "python":
      return [`${base} import`, `import ${base}`, `.${base} as`, `, ${base}`];
    case "ruby":
      return [`${base}"`, `${base}'`, ...named("class")];
    case "php":
      return [`${base}.php`, ...named("class"), ...named("function").map((name) => `${name}(`)];
    case "go":
      return [`/${folder}"`];
    case "bash":
      return [file];
    case "powershell":
      return [file, ...named("function")];
    default:
      return named("class");
  }
}

/** Stands for what the files that were not read call. */
const unread = ({ path }: ParsedFile): EndpointCall => ({
  path,
  at: { start: 0, end: 0 },
  line: 1,
  method: "unknown",
  endpoint: ANYWHERE,
  sure: "unknown",
  scopes: ["read"],
  notes: ["more files use this one than were read"],
});
