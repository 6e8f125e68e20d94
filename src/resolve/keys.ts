import { compactOf, type NameReading } from "../detect/index.ts";
import { tellingTail } from "./telling.ts";
import type { Hop, Root, Trace } from "./way.ts";

type Read = (name: string) => NameReading;

/** False for what only went into a call nothing is known of, unless its name says that it is a credential. */
export const tells = (root: Root, read: Read): boolean =>
  !root.weak ||
  root.kind === "secret" ||
  (root.keeper && root.kind !== "unknown") ||
  (root.key !== undefined && root.kind !== "text" && read(root.key).kind === "token");

/** Names a trace ends in, compact: variables, settings, dotted references nothing was found for, and what literals are called. */
export function keysOf(trace: Trace | undefined, read: Read): Set<string> {
  const keys = new Set<string>();
  const addTail = (name: string): void => {
    const tail = tellingTail(name);
    const reading = read(tail);
    if (reading.kind === "token" && reading.vendor) keys.add(compactOf(tail));
  };
  for (const root of trace?.roots ?? []) {
    if (root.kind === "text" || !tells(root, read)) continue;
    if (root.kind === "secret") for (const hop of root.hops) addTail(assigned(hop) ?? "");
    else if (root.key !== undefined) {
      if (root.kind === "unknown") addTail(root.key);
      else keys.add(compactOf(root.key));
    }
  }
  return keys;
}

/** The name that holds a value on its way to the use. */
export const assigned = ({ message }: Hop): string | undefined =>
  /^(?:assigned to|set as|declares) (.+)$/.exec(message)?.[1];
