import { existsSync, lstatSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { Problem } from "../model/problem.ts";
import type { Severity } from "../model/rule.ts";

/** What `zunset.config.yml` may say; its schema is `schemas/config.schema.json`. */
export interface Config {
  readonly exclude?: readonly string[];
  readonly only?: readonly string[];
  readonly failOn?: Severity | "never";
  /** Folder with rules of one's own, absolute. */
  readonly rules?: string;
  readonly ignoredCredentials?: boolean;
  /** Bytes, or a size such as `500k`. */
  readonly maxFileSize?: number | string;
  /** File with the findings that are known, absolute. */
  readonly baseline?: string;
}

/** A configuration with where it was found. */
export interface FoundConfig extends Config {
  /** How messages call the file; absent when there is none. */
  readonly file?: string;
  /** The scanned tree brought it: nobody named it on the command line. */
  readonly found: boolean;
  /** `file:line:column` of a setting, or of an item of it. */
  readonly place: (setting: keyof Config, item?: number) => string;
}

const NAMES = ["zunset.config.yml", "zunset.config.yaml"];

/** No configuration. */
export const NO_CONFIG: FoundConfig = { found: false, place: (setting) => setting };

/**
 * Reads the configuration that the user named, or the one that belongs to the scanned path, if any. `cwd` is the folder that relative paths are taken
 * from.
 */
export async function readConfig(
  named: string | undefined,
  scanned: string | undefined,
  cwd: string = process.cwd(),
): Promise<FoundConfig> {
  const candidate = named === undefined && scanned !== undefined ? findConfig(scanned, cwd) : undefined;
  const path = named === undefined ? candidate?.path : resolve(cwd, named);
  if (path === undefined) return NO_CONFIG;
  if (named !== undefined && !existsSync(path))
    throw new Problem("the configuration file does not exist", {
      where: named,
      help: "Check the path given to --config.",
    });
  const file = named ?? shownPath(path, cwd);
  const { readValidated } = await import("./validate.ts");
  const document = readValidated(path, file, "config");
  const config = document.content as Config;
  const rules = config.rules === undefined ? undefined : resolve(dirname(path), config.rules);
  if (candidate && rules !== undefined && existsSync(rules) && !isBelow(candidate.top, realpathSync(rules)))
    throw new Problem("the folder with rules stands outside of the repository", {
      where: document.place(["rules"]),
      help: "If you trust it, name it yourself: --rules DIR.",
    });
  const baseline = config.baseline === undefined ? undefined : resolve(dirname(path), config.baseline);
  if (candidate && baseline !== undefined && !isBelow(candidate.top, existing(baseline)))
    throw new Problem("the baseline stands outside of the repository", {
      where: document.place(["baseline"]),
      help: "If you trust it, name it yourself: --baseline FILE.",
    });
  return {
    ...config,
    ...(rules === undefined ? {} : { rules }),
    ...(baseline === undefined ? {} : { baseline }),
    file,
    found: candidate !== undefined,
    place: (setting, item) => document.place(item === undefined ? [setting] : [setting, item]),
  };
}

/** A configuration that a program gives, checked like a file; its relative paths are taken from `cwd`. */
export async function givenConfig(given: unknown, cwd: string): Promise<FoundConfig> {
  const { checkContent } = await import("./validate.ts");
  const document = checkContent(given, "config");
  const config = document.content as Config;
  return {
    ...config,
    ...(config.rules === undefined ? {} : { rules: resolve(cwd, config.rules) }),
    ...(config.baseline === undefined ? {} : { baseline: resolve(cwd, config.baseline) }),
    found: false,
    place: (setting, item) => document.place(item === undefined ? [setting] : [setting, item]),
  };
}

/** A path as messages call it: relative when it stands below the current folder. */
export function shownPath(path: string, cwd: string = process.cwd()): string {
  const way = relative(cwd, path);
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? path : way;
}

/**
 * The configuration of a scanned path: in its folder or in one above, up to the git root; where there is no git, up to the folder zunset was
 * started in. A link that leads out of there is not followed.
 */
function findConfig(scanned: string, cwd: string): { path: string; top: string } | undefined {
  const from = lstatSync(scanned, { throwIfNoEntry: false })?.isDirectory() ? scanned : dirname(scanned);
  const folders = [from];
  for (let at = from; !existsSync(join(at, ".git")); at = dirname(at)) {
    if (dirname(at) === at) {
      folders.splice(1);
      for (let up = from; isBelow(cwd, up) && up !== cwd; up = dirname(up)) folders.push(dirname(up));
      break;
    }
    folders.push(dirname(at));
  }
  const top = realpathSync(folders.at(-1) ?? from);
  for (const folder of folders)
    for (const name of NAMES) {
      const path = join(folder, name);
      if (existsSync(path) && isBelow(top, realpathSync(path))) return { path, top };
    }
  return undefined;
}

/** A path with its links resolved as far as it exists. */
function existing(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return dirname(path) === path ? path : join(existing(dirname(path)), basename(path));
}

/** True when a path is a folder or stands below it. */
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
