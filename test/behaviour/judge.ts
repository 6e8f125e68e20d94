import type { Entry, Mode, Outcome } from "./mode.ts";
import { redundantScopes } from "./scopes.ts";

/** What a program is expected to do. */
export interface Expected {
  /** Whole standard output without the line ends at its end, or a pattern that it has to match. */
  readonly stdout: string | RegExp;
  /** API calls that are to be answered, `GET /api/v2/tickets.json`, in any order; a status other than 2xx stands behind. */
  readonly calls: readonly string[];
  /** Scope names to be asked for, in any order; any legal ones that suffice when left out. */
  readonly scopes?: readonly string[];
  /** Tokens a run takes: one for every process that cannot know another one's. */
  readonly mints: number;
  /** Variables of the credentials of OAuth. */
  readonly variables: readonly string[];
}

/** The migrated program, and which credentials it gets. Without one of the client's pair it has the old ones, too. */
type After =
  | "after"
  | `after, ${"without credentials" | "with old credentials" | "with both" | "without id" | "without secret"}`;

/** One run that a program is put through. */
export interface Trial {
  readonly name: string;
  readonly mode: Mode;
  /** Which version of the program, with which credentials in its environment. */
  readonly version: "before" | After;
  /** Milliseconds of `PAUSE_MS`. */
  readonly pause: number;
  /** What is wrong with what the program did; empty when all is well. */
  readonly judge: (outcome: Outcome, expected: Expected) => string[];
}

/** All runs, in their order; a dual transition has those of the migrated program, and its own. */
export function trials(revokeAfter: number, transition: "switch" | "dual"): readonly Trial[] {
  const after = { version: "after", pause: 0 } as const;
  const usual: readonly Trial[] = [
    // A program that never did its work would prove nothing by failing.
    { name: "today", version: "before", pause: 0, mode: { basic: "accepted" }, judge: answered },
    { name: "refused", version: "before", pause: 0, mode: {}, judge: basicRefused },
    { name: "plain", ...after, mode: {}, judge: plain },
    // Longer than a token lives, and long enough that one that is taken for good is not.
    { name: "expiry", ...after, pause: 2500, mode: { life: 2 }, judge: expiry },
    { name: "revocation", ...after, mode: { revokeAfter, silentLife: true }, judge: revocation },
    { name: "hopeless", ...after, mode: { revokeAfter: 0, revoke: "every" }, judge: hopeless },
    { name: "forbidden", ...after, mode: { forbidden: true }, judge: forbidden },
    { name: "unset", version: "after, without credentials", pause: 0, mode: {}, judge: unset },
  ];
  if (transition === "switch") return usual;
  const old = { version: "after, with old credentials", pause: 0 } as const;
  return [
    ...usual.filter(({ version }) => version !== "before"),
    { name: "both", version: "after, with both", pause: 0, mode: { basic: "accepted" }, judge: plain },
    { name: "fallback", ...old, mode: { basic: "accepted" }, judge: fallback },
    { name: "ended", ...old, mode: {}, judge: ended },
    {
      name: "half-id",
      version: "after, without secret",
      pause: 0,
      mode: { basic: "accepted" },
      judge: half(/SECRET$/),
    },
    {
      name: "half-secret",
      version: "after, without id",
      pause: 0,
      mode: { basic: "accepted" },
      judge: half(/ID$/),
    },
  ];
}

const isMint = (entry: Entry): boolean => entry.path === "/oauth/tokens";
const isRefusal = (entry: Entry): boolean => entry.status === 401 && entry.error === "invalid_token";
const labelOf = ({ method, path }: Entry): string => `${method} ${path}`;

function worked({ status, stdout }: Outcome, expected: Expected): boolean {
  const text = stdout.replace(/[\r\n]+$/, "");
  const right = typeof expected.stdout === "string" ? text === expected.stdout : expected.stdout.test(text);
  return status === 0 && right;
}

/** The work is done and every call answered as expected; calls refused for their token are looked at elsewhere. */
function answered(outcome: Outcome, expected: Expected): string[] {
  const calls = outcome.log
    .filter((entry) => !isMint(entry) && !isRefusal(entry))
    .map((entry) => labelOf(entry) + (entry.status < 300 ? "" : ` ${entry.status}`));
  return [
    ...complain(!worked(outcome, expected), "did not do its work"),
    ...complain(
      calls.sort().join() !== [...expected.calls].sort().join(),
      `calls were ${calls.join(", ") || "none"}`,
    ),
  ];
}

function basicRefused(outcome: Outcome, expected: Expected): string[] {
  const refused = outcome.log.some(({ scheme, status }) => scheme === "basic" && status === 401);
  return [
    ...complain(worked(outcome, expected), "did its work although Basic is refused"),
    ...complain(!refused, "no request with Basic was refused"),
  ];
}

/** What holds for every run of a migrated program. */
function clean({ log, leaked, timedOut }: Outcome, expected: Expected): string[] {
  const mints = log.filter(isMint);
  const wanted = expected.scopes && [...expected.scopes].sort().join(" ");
  return [
    ...complain(timedOut, "did not come to an end"),
    ...leaked.map((name) => `printed the ${name}`),
    ...complain(
      log.some(({ scheme }) => scheme === "basic"),
      "sent Basic",
    ),
    ...mints.flatMap(({ error }) => complain(error !== undefined, `asked for a token wrongly: ${error}`)),
    ...mints.flatMap(({ scope = "" }) => [
      ...redundantScopes(scope).map((name) => `asked for ${name} and for a narrower scope`),
      ...complain(
        wanted !== undefined && scope.split(" ").sort().join(" ") !== wanted,
        `asked for the scope ${scope}`,
      ),
    ]),
  ];
}

/** Tokens are shared and used as long as they live. Processes that cannot know of each other are counted only. */
function thrifty({ log }: Outcome, expected: Expected, least: number, most: number): string[] {
  const mints = log.filter(isMint);
  const count = complain(mints.length < least || mints.length > most, `took ${mints.length} tokens`);
  if (expected.mints > 1) return count;
  return [
    ...count,
    ...complain(
      mints.some(({ mint }) => mint?.overlapping),
      "asked for a token while it waited for one",
    ),
    ...complain(
      mints.some(({ mint }) => mint?.needless),
      "asked for a token while it had a good one",
    ),
  ];
}

function plain(outcome: Outcome, expected: Expected): string[] {
  return [
    ...clean(outcome, expected),
    ...answered(outcome, expected),
    ...thrifty(outcome, expected, expected.mints, expected.mints),
    ...complain(outcome.log.some(isRefusal), "sent a token that is no good"),
  ];
}

/** A pause outlives the token: another one is taken before the first is refused. */
function expiry(outcome: Outcome, expected: Expected): string[] {
  // A slow machine may outlive a token of two seconds once more on its own; needless ones are found by their age.
  const least = expected.mints > 1 ? expected.mints : 2;
  return [
    ...clean(outcome, expected),
    ...answered(outcome, expected),
    ...thrifty(outcome, expected, least, Number.POSITIVE_INFINITY),
    ...complain(outcome.log.some(isRefusal), "sent an expired token"),
  ];
}

/** The first token dies before its time: one more is taken, however many calls were refused, and each of those is made once more. */
function revocation(outcome: Outcome, expected: Expected): string[] {
  const refused = outcome.log.filter(isRefusal);
  const single = expected.mints === 1;
  return [
    ...clean(outcome, expected),
    ...answered(outcome, expected),
    ...complain(single && refused.length === 0, "no call was refused"),
    ...thrifty(outcome, expected, single ? 2 : expected.mints, expected.mints + 1),
    ...complain(
      refused.some(({ token }) => token !== 1),
      "sent a token that never was",
    ),
  ];
}

/** No token is ever good: one retry for every call, then an end with an error. */
function hopeless(outcome: Outcome, expected: Expected): string[] {
  return [...clean(outcome, expected), ...givesUp(outcome, expected, 2)];
}

/** The token is good and may not do this: no retry, and no other token. */
function forbidden(outcome: Outcome, expected: Expected): string[] {
  return [
    ...clean(outcome, expected),
    ...givesUp(outcome, expected, 1),
    ...thrifty(outcome, expected, 1, expected.mints),
  ];
}

function givesUp(outcome: Outcome, expected: Expected, tries: number): string[] {
  const made = new Map<string, number>();
  for (const entry of outcome.log)
    if (!isMint(entry)) made.set(labelOf(entry), (made.get(labelOf(entry)) ?? 0) + 1);
  const planned = (label: string): number =>
    Math.max(1, expected.calls.filter((one) => one === label || one.startsWith(`${label} `)).length);
  return [
    ...complain(worked(outcome, expected), "did its work although nothing was answered"),
    ...complain(made.size === 0, "made no call"),
    ...[...made].flatMap(([label, count]) =>
      complain(count > tries * planned(label), `tried ${label} ${count} times`),
    ),
  ];
}

/** Without credentials nothing is sent, and the error names the variable that is missing. */
function unset(outcome: Outcome, expected: Expected): string[] {
  const printed = outcome.stdout + outcome.stderr;
  return [
    ...clean(outcome, expected),
    ...complain(worked(outcome, expected), "did its work without credentials"),
    ...complain(outcome.log.length > 0, "sent requests without credentials"),
    ...complain(
      !expected.variables.some((name) => printed.includes(name)),
      `named none of ${expected.variables.join(", ")}`,
    ),
  ];
}

/** With nothing but the API token it does its work, and says how long that will last. */
function fallback(outcome: Outcome, expected: Expected): string[] {
  const warnings = outcome.stderr.split("2027-04-30").length - 1;
  return [
    ...answered(outcome, expected),
    ...onlyBasic(outcome),
    ...complain(warnings === 0, "did not warn that API tokens end on 2027-04-30"),
    // Once for each process.
    ...complain(warnings > expected.mints, `warned ${warnings} times`),
  ];
}

/** When API tokens are no longer accepted every call is tried once. */
function ended(outcome: Outcome, expected: Expected): string[] {
  return [...onlyBasic(outcome), ...givesUp(outcome, expected, 1)];
}

function onlyBasic({ log, leaked, timedOut }: Outcome): string[] {
  return [
    ...complain(timedOut, "did not come to an end"),
    ...leaked.map((name) => `printed the ${name}`),
    ...complain(log.some(isMint), "asked for a token without a client"),
    ...complain(
      log.some(({ scheme }) => scheme !== "basic"),
      "sent something else than Basic",
    ),
  ];
}

/** One half of the client's pair is an error that names the other, also where the API token is there. */
function half(missing: RegExp): Trial["judge"] {
  return (outcome, expected) => [
    ...unset(outcome, { ...expected, variables: expected.variables.filter((name) => missing.test(name)) }),
  ];
}

const complain = (wrong: boolean, what: string): string[] => (wrong ? [what] : []);
