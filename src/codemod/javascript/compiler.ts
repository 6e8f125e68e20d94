import type { Project as Morph, ts } from "ts-morph";
import type { Failure } from "../verify.ts";
import { loadMorph, type MorphModule } from "./morph.ts";

/**
 * Errors about modules and globals that are not installed here (2304, 2307, 2552, 2580–2584, 2591–2593, 2668, 2688, 7016), about what follows from
 * them (7006, 7031: parameters of unknown callbacks; 2503, 2833: their namespaces), and about unknown members of what they declare (2339).
 */
const UNKNOWABLE = new Set([
  2304, 2307, 2318, 2339, 2503, 2551, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2668, 2688, 2792,
  2833, 2834, 2835, 5097, 7006, 7016, 7019, 7031,
]);

/** Files before and after a change, by path relative to the root, and which of them are asked about. Texts hold no credential. */
export interface TypeQuestion {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  /** Text of the tsconfig.json that is in force; empty when there is none. */
  readonly config: string;
}

/** The compiler, which parses the declarations of the language once for all questions. */
export class Compiler {
  readonly #morph: MorphModule;
  readonly #program: Morph;

  private constructor(morph: MorphModule) {
    this.#morph = morph;
    this.#program = new morph.Project({ useInMemoryFileSystem: true, compilerOptions: optionsOf("", morph) });
  }

  static load = async (): Promise<Compiler> => new Compiler(await loadMorph());

  /**
   * The type errors that a change brings, by code and message; what cannot be known without the installed packages is left out. Nothing is read but
   * the question. Code can be written that keeps a compiler busy for ever: see `Checker`.
   */
  newErrors({ before, after, paths, config }: TypeQuestion): Failure[] {
    this.#program.compilerOptions.set(optionsOf(config, this.#morph));
    const known = new Map<string, number>();
    for (const { key } of this.#errors(before, paths)) known.set(key, (known.get(key) ?? 0) + 1);
    const added = this.#errors(after, paths).flatMap(({ key, path, what }) => {
      const left = known.get(key) ?? 0;
      known.set(key, left - 1);
      return left > 0 ? [] : [{ path, what }];
    });
    for (const file of this.#program.getSourceFiles()) this.#program.removeSourceFile(file);
    return added;
  }

  /** What the compiler finds in some of the files, without what it cannot know here. */
  #errors(
    files: ReadonlyMap<string, string>,
    paths: readonly string[],
  ): { key: string; path: string; what: string }[] {
    const { DiagnosticCategory, ts: compiler } = this.#morph;
    for (const [path, text] of files) this.#program.createSourceFile(`/${path}`, text, { overwrite: true });
    return paths.flatMap((path) => {
      const file = this.#program.getSourceFile(`/${path}`);
      return (file?.getPreEmitDiagnostics() ?? []).flatMap((one) => {
        if (UNKNOWABLE.has(one.getCode()) || one.getCategory() !== DiagnosticCategory.Error) return [];
        const message = compiler.flattenDiagnosticMessageText(one.compilerObject.messageText, " ");
        const what = `TS${one.getCode()} in line ${one.getLineNumber() ?? 0}: ${message}`;
        return { key: `${path}\0${one.getCode()}\0${message}`, path, what };
      });
    });
  }
}

/** The options of a tsconfig.json by which code is an error or not. */
function optionsOf(text: string, { ts: compiler }: MorphModule): ts.CompilerOptions {
  const { config } = compiler.parseConfigFileTextToJson("tsconfig.json", text || "{}");
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
