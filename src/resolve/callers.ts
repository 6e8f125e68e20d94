import type { Match } from "../model/match.ts";
import type { Tracer } from "./trace.ts";
import { type Hop, spotOf } from "./way.ts";
import { chainOf, type World } from "./world.ts";

/** Helpers with more callers than this are listed by their first ones. */
const MOST = 20;

/** Where a helper that gives back the pair, the header or a dictionary is called from. */
export function callersOf(world: World, tracer: Tracer, match: Match): Hop[] {
  const index = world.files.get(match.path);
  if (!index) return [];
  const around = chainOf(index.file, match.scope).find((id) => index.file.scopes[id]?.kind === "function");
  const scope = around === undefined ? undefined : index.file.scopes[around];
  if (!scope || scope.name.length < 3 || scope.name === "constructor") return [];
  const returns = index.returns.get(scope.id) ?? [];
  const gives = returns.some((value) =>
    tracer.trace({ value, path: match.path, scope: scope.id }).visited.has(spotOf(match.path, match.at)),
  );
  if (!gives) return [];
  world.questions.ask({ kind: "call", name: scope.name });
  const sites = (world.calls.get(scope.name) ?? []).filter(
    (site) =>
      site.path === match.path ||
      world.files.get(site.path)?.imports.has(scope.name) ||
      // A file that defines the name itself calls its own.
      (scope.name.length > 7 && !world.functions.get(scope.name)?.some((one) => one.path === site.path)),
  );
  return sites
    .slice(0, MOST)
    .map((site) => ({ path: site.path, at: site.at, role: "use", message: `calls ${scope.name}` }));
}
