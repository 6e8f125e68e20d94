import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, posix, resolve } from "node:path";
import { BASELINE_NAME } from "../baseline/index.ts";
import { readConfig } from "../config/index.ts";
import { type Base, type CommittedFile, filesAt, readBlobs } from "../discover/history.ts";
import { isWithin, locateRoot, spell } from "../discover/root.ts";
import { type BaselinePlace, baselinePlace } from "../engine/baseline/place.ts";
import { readSettings, type Settings as ScanSettings } from "../engine/index.ts";
import { chooseRules } from "../engine/rule-choice.ts";
import { Problem } from "../model/problem.ts";

/** What decides how a scan is made and what of it counts. */
export interface Settings extends ScanSettings {
  /** The baseline; on a pull request a copy of the base's, reported by its own path. */
  readonly baseline?: BaselinePlace | undefined;
  /** Of a pull request: the ignore files of the base. */
  readonly ownIgnores?: ReadonlyMap<string, string>;
  /** Of a pull request: what it is compared with, and which files are settings, so that it may not change what it is judged by unseen. */
  readonly comparison?: { readonly since: Base; readonly guard: (path: string) => boolean };
}

/** Where settings are named. */
export interface Named {
  /** Folder, absolute, links resolved. */
  readonly scanned: string;
  /** Paths relative to the workspace. */
  readonly config: string | undefined;
  readonly baseline: string | undefined;
}

/** Reads settings from the work tree. */
export async function settingsHere({ scanned, config: named, baseline }: Named): Promise<Settings> {
  const settings = await readSettings({ config: named, scanned });
  return {
    ...settings,
    baseline: baselinePlace(baseline, settings.config, [locateRoot(scanned)]),
  };
}

const CONFIG = /(?:^|\/)zunset\.config\.ya?ml$/;
const RULE = /\.ya?ml$/;
const OWN_IGNORE = /(?:^|\/)\.zunsetignore$/;

/** Bytes of a file of settings, and files of rules at most. */
const LARGEST = 1024 * 1024;
const MOST = 1_000;

/**
 * Reads settings as the base has them: a pull request must not silence its own findings. They are copied to a folder of their own, which `use` may read
 * and which is gone afterwards.
 */
export async function withSettingsOf<T>(
  top: string,
  base: Base,
  named: Named,
  use: (settings: Settings) => Promise<T>,
): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "zunset-base-")));
  try {
    return await use(await read(folder, top, base, named));
  } catch (error) {
    if (!(error instanceof Problem) || !error.where?.includes(folder)) throw error;
    const where = error.where.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
    throw new Problem(error.message, {
      where: `${where} (of the base, ${base.commit.slice(0, 10)})`,
      help: error.help,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function read(folder: string, top: string, base: Base, named: Named): Promise<Settings> {
  const below = (path: string): string => {
    const absolute = resolve(path);
    if (!isWithin(top, absolute))
      throw new Problem("the file stands outside of the repository", {
        where: path,
        help: "On a pull request settings are read from the base, so name a file of the repository.",
      });
    return spell(top, absolute);
  };
  const config = named.config === undefined ? undefined : below(named.config);
  const baseline = named.baseline === undefined ? undefined : below(named.baseline);
  const all = await filesAt(top, base.commit, () => true);
  const copy = async (wants: (path: string) => boolean): Promise<Map<string, string>> => {
    const files = all.filter(({ path }) => wants(path)).slice(0, MOST);
    return write(
      folder,
      files,
      await readBlobs(
        top,
        files.map(({ id }) => id),
        LARGEST,
      ),
    );
  };
  const texts = await copy((path) => CONFIG.test(path) || OWN_IGNORE.test(path) || path === config);
  // What stops the search for a configuration at the top.
  writeFileSync(join(folder, ".git"), "");
  const scanned = join(folder, spell(top, named.scanned));
  mkdirSync(scanned, { recursive: true });
  const found = await readConfig(
    config !== undefined && texts.has(config) ? join(folder, config) : undefined,
    config === undefined ? scanned : undefined,
  );
  const rules = found.rules === undefined ? undefined : spell(folder, found.rules);
  const isRule = (path: string): boolean =>
    rules !== undefined && RULE.test(path) && posix.dirname(path) === (rules || ".");
  await copy(isRule);
  const place = baseline ?? (found.baseline === undefined ? undefined : spell(folder, found.baseline));
  // Files that are not there yet are settings, too: they would be once merged.
  const guard = (path: string): boolean =>
    CONFIG.test(path) ||
    OWN_IGNORE.test(path) ||
    basename(path) === BASELINE_NAME ||
    path === config ||
    path === place ||
    isRule(path);
  // A base without the baseline has nothing that is known.
  const kept = place === undefined ? undefined : [...(await copy((path) => path === place)).keys()][0];
  return {
    config: found,
    ruleSet: await chooseRules({ config: found }),
    baseline:
      kept === undefined
        ? undefined
        : { path: join(folder, kept), shown: kept, namedBy: kept, reported: kept },
    comparison: { since: base, guard },
    ownIgnores: new Map(
      [...texts].flatMap(([path, text]) =>
        basename(path) === ".zunsetignore" ? [[path.slice(0, -".zunsetignore".length), text] as const] : [],
      ),
    ),
  };
}

function write(
  folder: string,
  files: readonly CommittedFile[],
  blobs: ReadonlyMap<string, Uint8Array>,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { path, id } of files) {
    const bytes = blobs.get(id);
    const place = join(folder, path);
    // Git's index may hold any name a hostile commit gives it.
    if (!bytes || !isWithin(folder, place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
    texts.set(path, Buffer.from(bytes).toString("utf8"));
  }
  return texts;
}
