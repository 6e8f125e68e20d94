import type { Entry, Span, Value } from "../../model/fact.ts";
import type { ShapeMatcher } from "../../model/rule.ts";
import type { FileContext, Found } from "../context.ts";
import { lastKeysOf, matchesGlob, matchesPath } from "../glob.ts";
import { isPresent, literalOf } from "../select.ts";
import { halfIn } from "../shapes.ts";

/** What a rule says of a group of settings, see `rule.schema.json`. */
interface Group {
  readonly token: readonly string[];
  readonly mark: readonly string[];
  /** Keys one of which has to stand in a file; undefined when they are not told. */
  readonly keys: readonly string[] | undefined;
  readonly user: readonly string[];
  readonly under: readonly string[];
  readonly needs: readonly string[];
  readonly without: readonly string[];
  readonly unless: readonly string[];
  readonly where: readonly (readonly [key: string, pattern: RegExp])[];
}

/** Keys that stand side by side: entries of one parent in a configuration file, or an object literal in code. */
export function settings(
  context: FileContext,
  parameters: ShapeMatcher["with"],
  emit: (found: Found) => void,
): void {
  const group = groupOf(parameters);
  if (group.keys?.every((key) => !context.keys.has(key))) return;
  const parents = context.settings;
  if (
    group.unless.length > 0 &&
    [...parents.values()].some((list) =>
      list.some((fact) => group.unless.some((glob) => matchesPath(glob, fact.path))),
    )
  )
    return;

  for (const [parent, list] of parents) {
    if (
      group.under.length > 0 &&
      !group.under.some((glob) => matchesPath(glob, parent === "" ? [] : parent.split("\0")))
    )
      continue;
    for (const fact of list) {
      const key = fact.path.at(-1) ?? "";
      const marked = has(group.mark, key);
      if (!marked && !has(group.token, key)) continue;
      const sibling = (name: string): Value | undefined =>
        context.nearest([...fact.path.slice(0, -1), name], fact.at)?.value;
      // An example leaves the value empty: still the setting.
      if (!fits(group, sibling)) continue;
      const user = first(group.user, sibling);
      emit({
        role: "use",
        // A user that ends in `/token` is a match of its own: one span over both makes them one finding.
        at: user && halfIn(user) ? around(fact.at, user.at) : fact.at,
        scope: fact.scope,
        evidence: "sdk",
        confidence: "high",
        ...(marked ? {} : { token: fact.value, key: fact.path.join(".") }),
        ...(user ? { user } : {}),
        ...(fact.commented ? { commented: true } : {}),
      });
    }
  }
  if (group.under.length > 0) return;
  const seen = new Set<readonly Entry[]>();
  for (const place of context.places.values) {
    if (!place.entries || place.fact.kind === "entry" || seen.has(place.entries)) continue;
    seen.add(place.entries);
    const { entries: object, scope } = place;
    const sibling = (key: string): Value | undefined => object.find((entry) => entry.key === key)?.value;
    const token = object.find((entry) => has(group.token, entry.key));
    if (!token || !isPresent(token.value) || !fits(group, sibling)) continue;
    const user = first(group.user, sibling);
    emit({
      role: "use",
      at: { start: token.at.start, end: Math.max(token.at.end, token.value.at.end) },
      scope,
      evidence: "sdk",
      confidence: "high",
      token: token.value,
      ...(user ? { user } : {}),
    });
  }
}

const has = (globs: readonly string[], key: string): boolean => globs.some((glob) => matchesGlob(glob, key));

const around = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

function fits(group: Group, sibling: (key: string) => Value | undefined): boolean {
  return (
    group.needs.every((key) => sibling(key) !== undefined) &&
    !group.without.some((key) => isPresent(sibling(key))) &&
    group.where.every(([key, pattern]) => pattern.test(literalOf(sibling(key)) ?? "\0"))
  );
}

function first(keys: readonly string[], sibling: (key: string) => Value | undefined): Value | undefined {
  for (const key of keys) {
    const value = sibling(key);
    if (value) return value;
  }
  return undefined;
}

const groups = new WeakMap<object, Group>();

function groupOf(parameters: ShapeMatcher["with"]): Group {
  const known = parameters && groups.get(parameters);
  if (known) return known;
  const texts = (key: string): string[] => {
    const value = parameters?.[key];
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  };
  const where = parameters?.["where"];
  const group: Group = {
    token: texts("token"),
    mark: texts("mark"),
    keys: lastKeysOf([...texts("token"), ...texts("mark")]),
    user: texts("user"),
    under: texts("under"),
    needs: texts("needs"),
    without: texts("without"),
    unless: texts("unless"),
    where:
      typeof where === "object" && where !== null
        ? Object.entries(where).map(([key, pattern]) => [key, new RegExp(String(pattern))] as const)
        : [],
  };
  if (parameters) groups.set(parameters, group);
  return group;
}
