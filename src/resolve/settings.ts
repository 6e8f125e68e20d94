import { compactOf, isVendorText, wordsOf } from "../detect/index.ts";
import type { EntryFact } from "../model/fact.ts";
import type { World } from "./world.ts";

/** A declared setting with its file. */
export interface Setting {
  readonly path: string;
  readonly fact: EntryFact;
}

/** Segments that only hold others: they are left out when key paths are compared. */
const FRAMES =
  /^(?:env|environment|envs?|config|settings?|data|string_?data|secrets?|default|defaults|common|shared|all|variables|parameters|inputs|properties|services|global|values?|with|spec|template|containers|app|extra_?env)$/i;

/** A dotenv line that declares just this variable: `TOKEN=` for `process.env.TOKEN`. */
const isOwnVariable = ({ path, fact }: Setting, key: string): boolean =>
  fact.path.length === 1 && fact.path[0] === key && /(?:^|\/)[^/]*env[^/]*$/i.test(path);

/** Every entry under the last segments of its key path, one to four of them and all, compact. */
function compactKeys(world: World): ReadonlyMap<string, readonly Setting[]> {
  const byCompact = new Map<string, Setting[]>();
  const add = (key: string, setting: Setting): void => {
    const list = byCompact.get(key);
    if (!list) byCompact.set(key, [setting]);
    else if (list.at(-1) !== setting) list.push(setting);
  };
  // Paths share most of their segments.
  const cut = new Map<string, readonly { readonly compact: string; readonly frame: boolean }[]>();
  const piecesOf = (segment: string): readonly { readonly compact: string; readonly frame: boolean }[] => {
    let pieces = cut.get(segment);
    if (!pieces) {
      pieces = segment
        .split(/[.:/]/)
        .filter((piece) => piece !== "")
        .map((piece) => ({ compact: compactOf(piece), frame: FRAMES.test(piece) }));
      cut.set(segment, pieces);
    }
    return pieces;
  };
  for (const list of world.entries.values())
    for (const setting of list) {
      const pieces = setting.fact.path.flatMap(piecesOf);
      const told = pieces.filter(({ frame }, index) => index === pieces.length - 1 || !frame);
      let key = "";
      for (let take = 1; take <= told.length; take++) {
        key = (told[told.length - take]?.compact ?? "") + key;
        if (take <= 4 || take === told.length) add(key, setting);
      }
    }
  return byCompact;
}

/** Finds declarations of an environment variable or of a setting's key path, whatever the spelling (`ZENDESK_TOKEN`, `zendesk.token`, `Zendesk:Token`). */
export function settingFinder(
  world: World,
  isVendorFile: (path: string) => boolean,
): (key: string) => readonly Setting[] {
  let byCompact: ReadonlyMap<string, readonly Setting[]> | undefined;
  const known = new Map<string, { readonly asked: readonly string[]; readonly found: readonly Setting[] }>();
  const find = (key: string, asked: string[]): readonly Setting[] => {
    const segments = key
      .replace(/^(?:this|self)\./, "")
      .split(/[.:/]/)
      .filter((segment) => segment !== "" && segment !== "*");
    const last = segments.at(-1) ?? "";
    if (compactOf(last).length < 2) return [];
    for (let take = Math.min(4, segments.length); take >= 1; take--) {
      const compact = compactOf(segments.slice(-take).join("")).replace(/^tfvar/, "");
      asked.push(compact);
      byCompact ??= compactKeys(world);
      const found = byCompact.get(compact) ?? [];
      // A plain name (`authToken`) means this setting only where its file speaks of Zendesk, a single word (`password`) only where the
      // path of the file or of the key does.
      const said = (one: Setting): boolean =>
        isVendorText(`${one.path}.${one.fact.path.join(".")}`.toLowerCase());
      const fitting =
        compact.includes("zendesk") || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(last)
          ? found
          : found.filter(
              (one) =>
                said(one) ||
                isOwnVariable(one, key) ||
                (wordsOf(segments.slice(-take).join(".")).length > 1 && isVendorFile(one.path)),
            );
      if (fitting.length > 0) return fitting.slice(0, 24);
    }
    return [];
  };
  return (key) => {
    let one = known.get(key);
    if (!one) {
      const asked: string[] = [];
      one = { asked, found: find(key, asked) };
      known.set(key, one);
    }
    for (const name of one.asked) world.questions.ask({ kind: "setting", name });
    return one.found;
  };
}
