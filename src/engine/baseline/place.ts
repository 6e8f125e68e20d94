import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type FoundConfig, shownPath } from "../../config/index.ts";
import { isWithin, type Root, reportRoot, spell } from "../../discover/root.ts";
import { Problem } from "../../model/problem.ts";

/** A baseline's place. */
export interface BaselinePlace {
  /** Absolute. */
  readonly path: string;
  /** How messages call it. */
  readonly shown: string;
  /** What names it: the file itself, or a place in the configuration. */
  readonly namedBy: string;
  /** Its path in a report; its bare name where it stands outside of what is scanned. */
  readonly reported: string;
}

/** Where the baseline is that the command line or the configuration names; `flag` is false where none is wanted. */
export function baselinePlace(
  flag: string | false | undefined,
  config: FoundConfig,
  roots: readonly Root[],
): BaselinePlace | undefined {
  if (flag === false || (flag === undefined && config.baseline === undefined)) return undefined;
  const path = resolve(flag ?? config.baseline ?? "");
  return placeOf(path, roots, flag ?? config.place("baseline"), flag ?? shownPath(path));
}

/** A baseline's place, checked: from inside of the repository no link may lead out of it. */
export function placeOf(
  path: string,
  roots: readonly Root[],
  namedBy: string,
  shown = shownPath(path),
): BaselinePlace {
  const root = roots.length === 0 ? process.cwd() : reportRoot(roots);
  const folder = existsSync(dirname(path)) ? realpathSync(dirname(path)) : dirname(path);
  const real = existsSync(path) ? realpathSync(path) : join(folder, basename(path));
  if (isWithin(root, path) && !isWithin(root, real))
    throw new Problem("the baseline is a link that leads out of the repository", {
      where: namedBy,
      help: "Name the file itself.",
    });
  return { path: real, shown, namedBy, reported: isWithin(root, real) ? spell(root, real) : basename(real) };
}
