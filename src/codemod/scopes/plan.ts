import { ANYWHERE, type EndpointCall } from "./calls.ts";

/** One scope with the calls that need it. */
export interface Because {
  readonly scope: string;
  readonly calls: readonly EndpointCall[];
  /** That of the surest call. */
  readonly sure: EndpointCall["sure"];
}

/** A scope string with its reasons. */
export interface ScopePlan {
  /** Space separated: `read`, `write`, then names in alphabetical order. */
  readonly scope: string;
  /** In the order of the string. A scope that no call asks for is explained by a note. */
  readonly because: readonly Because[];
  /** Fallbacks taken and why, doubts of the table. */
  readonly notes: readonly string[];
  /** Nothing was known: the string is `read write` for want of better. */
  readonly fallback: boolean;
}

const RANK = { certain: 0, likely: 1, unknown: 2 } as const;
const isRead = (scope: string): boolean => scope === "read" || scope.endsWith(":read");
const isWrite = (scope: string): boolean => scope === "write" || scope.endsWith(":write");

/**
 * The smallest legal scope string for some calls. A broad scope swallows its narrow members, `write` never stands alone, and writing needs
 * some reading: a token with write access only was refused because the acting user is read first.
 */
export function scopesOf(calls: readonly EndpointCall[]): ScopePlan {
  const notes: string[] = [];
  const wanted = new Set(calls.flatMap((call) => call.scopes));
  const unknown = calls.filter((call) => call.endpoint === ANYWHERE);
  const lostWrites = unknown.filter((call) => call.method !== "GET");
  if (calls.length === 0)
    notes.push(
      "No call of Zendesk's API was found: `read write` is a fallback. Narrow it to what the program calls.",
    );
  if (unknown.length > 0)
    notes.push(
      `${count(unknown.length, "call goes", "calls go")} to an address that is not in the code (${places(unknown)}): widened to \`read\`.`,
    );
  const noWrite = ![...wanted].some(isWrite);
  const blind = calls.length === 0 || (lostWrites.length > 0 && noWrite);
  if (blind) for (const scope of ["read", "write"]) wanted.add(scope);
  if (lostWrites.length > 0)
    notes.push(
      noWrite
        ? `What is written at ${places(lostWrites)} is not in the code: \`write\` is a fallback.`
        : `What is written at ${places(lostWrites)} is not in the code; the scopes hold the writes that are. Add the one it needs, or \`write\`.`,
    );
  const methods = calls.filter(
    (call) => call.method === "unknown" && call.endpoint !== ANYWHERE && call.sure === "unknown",
  );
  if (methods.length > 0)
    notes.push(`The method is not in the code at ${places(methods)}: both accesses are asked for.`);
  if (wanted.has("write") && !wanted.has("read")) {
    wanted.add("read");
    notes.push("Global `write` is refused alone, because the acting user is read first: `read` was added.");
  } else if (wanted.size > 0 && ![...wanted].some(isRead)) {
    wanted.add("users:read");
    notes.push(
      "Nothing is read, but a token that could only write was refused in one live test, because the acting user is read first: `users:read` was added. Two projects are known to run without.",
    );
  }
  const kept = combine(wanted);
  const because = kept.map((scope) => {
    const own = calls.filter((call) => call.scopes.some((one) => one === scope || covers(scope, one)));
    return { scope, calls: own, sure: surest(own) };
  });
  for (const note of new Set(calls.flatMap((call) => call.notes))) notes.push(doubt(note, calls));
  const disputed = [
    ...new Set(calls.filter((call) => call.certainty === "inferred").flatMap((call) => call.scopes)),
  ].filter((scope) => kept.includes(scope));
  if (disputed.length > 0)
    notes.push(
      `Zendesk publishes no table of scopes; ${disputed.map((scope) => `\`${scope}\``).join(", ")} ${disputed.length > 1 ? "are" : "is"} inferred. Try the program before the old token goes.`,
    );
  return {
    scope: kept.join(" "),
    because,
    notes,
    fallback: blind && calls.every((call) => call.endpoint === ANYWHERE),
  };
}

/** Drops what a broader scope holds and sorts: `read`, `write`, names. */
function combine(wanted: ReadonlySet<string>): string[] {
  const kept = [...wanted].filter((scope) => ![...wanted].some((broad) => covers(broad, scope)));
  const rank = (scope: string): number => (scope === "read" ? 0 : scope === "write" ? 1 : 2);
  return kept.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const covers = (broad: string, narrow: string): boolean =>
  (broad === "read" || broad === "write") && narrow.endsWith(`:${broad}`);

const surest = (calls: readonly EndpointCall[]): EndpointCall["sure"] =>
  calls.reduce<EndpointCall["sure"]>((best, { sure }) => (RANK[sure] < RANK[best] ? sure : best), "unknown");

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

function places(calls: readonly EndpointCall[]): string {
  const all = [...new Set(calls.map((call) => `${call.path}:${call.line}`))];
  return all.length > 3 ? `${all.slice(0, 3).join(", ")} and ${all.length - 3} more` : all.join(", ");
}

const doubt = (note: string, calls: readonly EndpointCall[]): string =>
  `${note[0]?.toUpperCase() ?? ""}${note.slice(1)} (${places(calls.filter((call) => call.notes.includes(note)))}).`;
