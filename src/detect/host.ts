import type { Value } from "../model/fact.ts";
import type { FileContext } from "./context.ts";

/** Names on the surface of a value: what it joins, without following anything. */
function namesIn(value: Value): string[] {
  return value.parts.flatMap((part) => ("name" in part ? [part.name.split(".").at(-1) ?? ""] : "env" in part ? [part.env] : "choice" in part ? part.choice.flatMap(namesIn) : []));
}

/** True when an address shows a host that is not Zendesk's, and no name says that a Zendesk token goes there all the same (a host-mapped help center). */
export function sentElsewhere(context: FileContext, host: Value | undefined, credential: Value | undefined): boolean {
  const first = host?.parts[0];
  if (!host || !first || !("text" in first)) return false;
  const name = /^["']?https?:\/\/(?:[^/@\s]*@)?([\w-]+(?:\.[\w-]+)+)(?:[:/?#]|["']?$)/i.exec(first.text)?.[1];
  if (name === undefined || /zendesk|zdusercontent|localhost|\d+\.\d+\.\d+/i.test(name)) return false;
  return !(credential ? namesIn(credential) : []).some((one) => context.read(one).vendor);
}
