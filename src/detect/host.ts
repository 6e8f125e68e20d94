import type { Call, EntryFact, Fact, Value } from "../model/fact.ts";
import type { FileContext, Found } from "./context.ts";
import { literalOf } from "./select.ts";

/** Addresses of Zendesk's products that keep their credentials: Sell, Chat, Sunshine Conversations. */
const OTHER_PRODUCT =
  /^["']?https?:\/\/(?:[\w-]+\.)*(?:getbase\.com|zopim\.com|smooch\.io)(?:[:/?#]|["']?$)/i;

/** True for a setting with the address of such a product beside it. */
export function besideOther(context: FileContext, { path }: EntryFact): boolean {
  const beside = context.settings.get(path.slice(0, -1).join("\0")) ?? [];
  return (
    path.length > 1 &&
    beside.some((one) => OTHER_PRODUCT.test(literalOf(one.value) ?? "")) &&
    !beside.some((one) => /^["']?https?:\/\/[\w.-]*zendesk/i.test(literalOf(one.value) ?? ""))
  );
}

/** Calls in calls that are searched for an address. */
const DEEP = 4;

/** The address in the statement that something stands in: `GET("https://acme.zendesk.com/…", authenticate(user, token))`. */
export function addressAround(fact: Fact): Value | undefined {
  if (fact.kind === "call") return addressIn(fact, 0);
  const isValue = fact.kind === "assign" || fact.kind === "return" || fact.kind === "value";
  return isValue ? addressAmong([fact.value], 0) : undefined;
}

const addressIn = ({ receiver, args, named }: Call, depth: number): Value | undefined =>
  addressAmong([...(receiver ? [receiver] : []), ...args, ...named.map((entry) => entry.value)], depth);

function addressAmong(values: readonly Value[], depth: number): Value | undefined {
  for (const value of values) {
    const [first] = value.parts;
    if (first && "text" in first && /^https?:\/\//i.test(first.text)) return value;
    const inner = first && "call" in first && depth < DEEP ? addressIn(first, depth + 1) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** Names on the surface of a value: what it joins, without following anything. */
function namesIn(value: Value): string[] {
  return value.parts.flatMap((part) =>
    "name" in part
      ? [part.name.split(".").at(-1) ?? ""]
      : "env" in part
        ? [part.env]
        : "choice" in part
          ? part.choice.flatMap(namesIn)
          : [],
  );
}

/** True when an address shows a host that is not Zendesk's, and no name says that a Zendesk token goes there all the same (a host-mapped help center). */
export function sentElsewhere(
  context: FileContext,
  host: Value | undefined,
  credential: Value | undefined,
): boolean {
  const first = host?.parts[0];
  if (!host || !first || !("text" in first)) return false;
  const name = /^["']?https?:\/\/(?:[^/@\s]*@)?([\w-]+(?:\.[\w-]+)+)(?:[:/?#]|["']?$)/i.exec(first.text)?.[1];
  if (name === undefined || /zendesk|zdusercontent|localhost|\d+\.\d+\.\d+/i.test(name)) return false;
  return !(credential ? namesIn(credential) : []).some((one) => {
    const { vendor, kind } = context.read(one);
    return vendor && kind !== "other";
  });
}

/** True for a header or option that is another vendor's, by its address or by the name of what it sends. */
export function isForeign(context: FileContext, { role, evidence, host, token }: Found): boolean {
  if ((role !== "basic" && role !== "oauth") || evidence !== "name") return false;
  if (sentElsewhere(context, host, token)) return true;
  const names = token ? namesIn(token) : [];
  return names.some((name) => context.read(name).rival) && !names.some((name) => context.read(name).vendor);
}
