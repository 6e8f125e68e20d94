import type { NameReading } from "../detect/index.ts";
import { isTestFile } from "./functions.ts";
import { follow } from "./run.ts";
import type { Setting } from "./settings.ts";
import type { Trace } from "./way.ts";
import type { Located, World } from "./world.ts";

/** Follows values back to where they come from. */
export class Tracer {
  readonly #world: World;
  readonly #settings: (key: string) => readonly Setting[];
  readonly #read: (name: string) => NameReading;

  constructor(
    world: World,
    settings: (key: string) => readonly Setting[],
    read: (name: string) => NameReading,
  ) {
    this.#world = world;
    this.#settings = settings;
    this.#read = read;
  }

  /** Follows one value. */
  trace(start: Located): Trace {
    return follow(start, {
      world: this.#world,
      settings: this.#settings,
      read: this.#read,
      inTest: isTestFile(start.path),
    });
  }
}
