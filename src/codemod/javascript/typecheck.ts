import { posix } from "node:path";
import type { Project as Morph, ts } from "ts-morph";
import type { Project } from "../recipe.ts";
import type { Failure } from "../verify.ts";
import { loadMorph, type MorphModule } from "./morph.ts";
import { SOURCE } from "./program.ts";

/**
 * Errors about modules and globals that are not installed here (2304, 2307, 2552, 2580–2584, 2591–2593, 2668, 2688, 7016), about what follows from
 * them (7006, 7031: parameters of unknown callbacks; 2503, 2833: their namespaces), and about unknown members of what they declare (2339).
 */
const UNKNOWABLE = new Set([
  2304, 2307, 2318, 2339, 2503, 2551, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2668, 2688, 2792,
  2833, 2834, 2835, 5097, 7006, 7016, 7019, 7031,
]);

/** Files that are opened around the touched ones. */
const MOST_FILES = 120;

/**
 * Type-checks the touched TypeScript files as they were and as they would be, with the files of the repository that they import and with the compiler
 * options of their tsconfig.json that change what is an error. Gives the errors that are new, by code and message; what cannot be known without the installed
 * packages is left out. Nothing is read but `textOf` and `project`.
 */
export async function typeErrors(
  changes: readonly { readonly path: string; readonly before: string | undefined; readonly after: string }[],
  project: Project,
): Promise<Failure[]> {
  const typed = changes.filter(({ path }) => /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path));
  if (!typed.some(({ before }) => before !== undefined)) return [];
  const morph = await loadMorph();
  const around = await importedBy(changes, project);
  const before = new Map(around);
  const after = new Map(around);
  for (const change of changes) {
    if (!SOURCE.test(change.path)) continue;
    if (change.before !== undefined) before.set(change.path, change.before);
    after.set(change.path, change.after);
  }
  const options = await optionsOf(typed[0]?.path ?? "", project, morph);
  const paths = typed.map(({ path }) => path);
  const known = new Map<string, number>();
  // One program for both: the declarations of the language are parsed once.
  const program = new morph.Project({ useInMemoryFileSystem: true, compilerOptions: options });
  for (const { key } of diagnostics(before, paths, program, morph)) known.set(key, (known.get(key) ?? 0) + 1);
  return diagnostics(after, paths, program, morph).flatMap(({ key, path, what }) => {
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left > 0 ? [] : [{ path, what }];
  });
}

/** The files of the repository that the changed ones import, and those that import them. */
async function importedBy(
  changes: readonly { readonly path: string; readonly after: string }[],
  project: Project,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const queue = changes
    .filter(({ path }) => SOURCE.test(path))
    .map(({ path, after }) => ({ path, text: after }));
  for (const { path, text } of queue) {
    for (const [, specifier = ""] of text.matchAll(
      /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["'](\.[^"'\n]*)["']/g,
    )) {
      const stem = posix.join(posix.dirname(path), specifier).replace(/\.([cm]?)jsx?$/, "");
      const target = ["", ".ts", ".tsx", ".d.ts", ".mts", ".js", "/index.ts", "/index.js"]
        .map((end) => stem + end)
        .find((one) => SOURCE.test(one) && project.has(one));
      if (target === undefined || found.has(target) || found.size >= MOST_FILES) continue;
      const file = await project.load(target);
      if (!file) continue;
      found.set(target, file.masked);
      queue.push({ path: target, text: file.masked });
    }
  }
  return found;
}

/** The options of the nearest tsconfig.json by which code is an error or not. */
async function optionsOf(
  path: string,
  project: Project,
  { ts: compiler }: MorphModule,
): Promise<ts.CompilerOptions> {
  let folder = posix.dirname(path);
  while (folder !== "." && !project.has(posix.join(folder, "tsconfig.json"))) folder = posix.dirname(folder);
  const file = await project.load(posix.join(folder === "." ? "" : folder, "tsconfig.json"));
  const { config } = compiler.parseConfigFileTextToJson("tsconfig.json", file?.masked ?? "{}");
  const {
    strict,
    noUnusedLocals,
    noUnusedParameters,
    noImplicitAny,
    strictNullChecks,
    exactOptionalPropertyTypes,
  } = (config?.compilerOptions ?? {}) as ts.CompilerOptions;
  return {
    strict: strict ?? false,
    noUnusedLocals: noUnusedLocals ?? false,
    noUnusedParameters: noUnusedParameters ?? false,
    ...(noImplicitAny === undefined ? {} : { noImplicitAny }),
    ...(strictNullChecks === undefined ? {} : { strictNullChecks }),
    ...(exactOptionalPropertyTypes === undefined ? {} : { exactOptionalPropertyTypes }),
    allowJs: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
  };
}

/** What the compiler finds in some of the files, without what it cannot know here. */
function diagnostics(
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
  program: Morph,
  morph: MorphModule,
): { key: string; path: string; what: string }[] {
  for (const [path, text] of files) program.createSourceFile(`/${path}`, text, { overwrite: true });
  return paths.flatMap((path) => {
    const file = program.getSourceFile(`/${path}`);
    return (file?.getPreEmitDiagnostics() ?? []).flatMap((one) => {
      if (UNKNOWABLE.has(one.getCode()) || one.getCategory() !== morph.DiagnosticCategory.Error) return [];
      const message = morph.ts.flattenDiagnosticMessageText(one.compilerObject.messageText, " ");
      const what = `TS${one.getCode()} in line ${one.getLineNumber() ?? 0}: ${message}`;
      return { key: `${path}\0${one.getCode()}\0${message}`, path, what };
    });
  });
}
