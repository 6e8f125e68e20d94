import { isVendorText, type NameReading } from "../detect/index.ts";
import type { ParsedFile, ScopeId, Value } from "../model/fact.ts";
import { isTestFile } from "./functions.ts";
import { follow } from "./run.ts";
import { type Setting, settingFinder } from "./settings.ts";
import type { Trace } from "./way.ts";
import { type Located, type World, worldOf } from "./world.ts";

/** Follows values back to where they come from. */
export class Tracer {
  readonly #world: World;
  readonly #settings: (key: string) => readonly Setting[];
  readonly #read: (name: string) => NameReading;
  /** Traces by the value they begin with, which is one file's. */
  readonly #known = new Map<
    Value,
    { readonly scope: ScopeId; readonly trace: Trace; readonly again: () => void }[]
  >();

  constructor(
    world: World,
    settings: (key: string) => readonly Setting[],
    read: (name: string) => NameReading,
  ) {
    this.#world = world;
    this.#settings = settings;
    this.#read = read;
  }

  /** Follows one value; several rules may ask for the same. */
  trace(start: Located): Trace {
    const known = this.#known.get(start.value)?.find((one) => one.scope === start.scope);
    if (known) {
      known.again();
      return known.trace;
    }
    const run = (): Trace =>
      follow(start, {
        world: this.#world,
        settings: this.#settings,
        read: this.#read,
        inTest: isTestFile(start.path),
      });
    const { result: trace, again } = this.#world.questions.record(run);
    const one = { scope: start.scope, trace, again };
    const list = this.#known.get(start.value);
    if (list) list.push(one);
    else this.#known.set(start.value, [one]);
    return trace;
  }
}

/** Gives a function that follows a value of these files to where it comes from. */
export function tracerOf(
  files: readonly ParsedFile[],
  read: (name: string) => NameReading,
): (start: Located) => Trace {
  const world = worldOf(files);
  const vendor = (path: string): boolean =>
    isVendorText(`${path}\n${world.files.get(path)?.file.masked ?? ""}`.toLowerCase());
  const tracer = new Tracer(world, settingFinder(world, vendor), read);
  return (start) => tracer.trace(start);
}
