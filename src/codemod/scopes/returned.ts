import type { Span } from "../../model/fact.ts";
import type { FileIndex } from "../../resolve/world.ts";

const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The variable that an expression, or a chain that begins with it, is assigned to. */
export function variableOf({ file }: FileIndex, at: Span): string | undefined {
  let found: { name: string; at: Span } | undefined;
  for (const fact of file.facts)
    if (fact.kind === "assign" && holds(fact.at, at)) if (!found || holds(found.at, fact.at)) found = fact;
  return found?.name;
}

/** True when a function gives an expression back, or the variable that holds it. */
export function isReturned(index: FileIndex, around: number, at: Span): boolean {
  const returns = index.returns.get(around) ?? [];
  if (returns.some((value) => holds(value.at, at))) return true;
  const name = variableOf(index, at);
  return (
    name !== undefined &&
    returns.some((value) =>
      value.parts.some(
        (part) =>
          ("name" in part && part.name === name) || ("call" in part && part.call.startsWith(`${name}.`)),
      ),
    )
  );
}
