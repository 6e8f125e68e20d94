import { literalOf } from "../detect/index.ts";
import { tellingTail } from "./telling.ts";
import type { Hop, Trace } from "./way.ts";
import type { World } from "./world.ts";

/** Places of one name listed for one use. */
const MOST = 12;

/**
 * A setting under a plain name (`api_token` of a plugin) is declared and read elsewhere by that name as a literal: `config :api_token`,
 * `Property("api_token", …)`. Gives a function from a trace to those places; the literals of all calls are indexed once, when first asked.
 */
export function namesakeFinder(
  world: World,
  isVendorFile: (path: string) => boolean,
  isTelling: (name: string) => boolean,
): (trace: Trace | undefined) => readonly Hop[] {
  let places: Map<string, Hop[]> | undefined;
  const index = (): Map<string, Hop[]> => {
    const found = new Map<string, Hop[]>();
    for (const [path, { file }] of world.files) {
      if (!isVendorFile(path)) continue;
      for (const fact of file.facts) {
        if (fact.kind !== "call") continue;
        const named = fact.named.filter((entry) => entry.key === "name").map((entry) => entry.value);
        const value = [fact.args[0], ...named].find((one) => isTelling(literalOf(one) ?? ""));
        if (!value) continue;
        const name = literalOf(value) ?? "";
        const list = found.get(name) ?? [];
        if (list.length < MOST)
          list.push({ path, at: value.at, role: "declaration", message: `names ${name}` });
        found.set(name, list);
      }
    }
    return found;
  };
  return (trace) => {
    const names = new Set<string>();
    for (const root of trace?.roots ?? [])
      if (root.kind === "unknown" || root.kind === "lookup") names.add(tellingTail(root.key ?? ""));
    const wanted = [...names].filter(isTelling);
    if (wanted.length === 0) return [];
    for (const name of wanted) world.questions.ask({ kind: "literal", name });
    places ??= index();
    return wanted.flatMap((name) => places?.get(name) ?? []);
  };
}
