import { isPlaceholder, type NameReading, wordsOf } from "../detect/index.ts";
import type { Match } from "../model/match.ts";
import { assigned } from "./keys.ts";
import { overlaps } from "./overlap.ts";
import type { Hop, Root, Trace } from "./way.ts";

/** What is sent as Basic: an API token by its shape, by its name, a password, or nothing of ours. */
export type BasicVerdict = "shape" | "name" | "password" | "none";

interface Question {
  readonly match: Match;
  readonly trace: Trace | undefined;
  readonly userTrace: Trace | undefined;
  readonly read: (name: string) => NameReading;
  readonly vendor: boolean;
  /** Masked text of the file. */
  readonly text: string;
}

/** Sunshine Conversations and Chat use Basic with keys of their own on the same host. */
const OTHER_PRODUCT = /\/sc\/v[12]|smooch|sunshine[-_ ]?conversations|zopim/i;

/** Decides what a Basic header, option or call without a visible `/token` carries. */
export function authorizes({ match, trace, userTrace, read, vendor, text }: Question): BasicVerdict {
  const halves = [...(userTrace?.halves ?? []), ...(trace?.halves ?? [])];
  if (halves.length > 0 || trace?.joined.some((one) => one.shaped)) return "shape";
  if (!vendor || OTHER_PRODUCT.test(text)) return "none";
  if (match.joinedOnly && trace?.joined.length === 0) return "none";
  const names = namesOf(trace);
  const readings = names.map(read);
  // Another vendor's credential in code that also speaks of Zendesk, whatever the local variable is called.
  if (readings.some((reading) => reading.rival) && !readings.some((reading) => reading.vendor)) return "none";
  const kinds = readings.map((reading) => reading.kind);
  // A pair of user and password keeps its kind, whatever it is called once it is encoded (`const zendesk_token = encode(user, password)`).
  const inner = namesOf(trace, true).map((name) => read(name).kind);
  if (inner.includes("password") && !inner.includes("token")) return "password";
  // `ZENDESK_TOKEN`, `zendesk.apiKey`: the name says it, and passwords no longer work, so what still works is a token.
  if (names.some((name) => read(name).kind === "token" && read(name).vendor)) return "name";
  // Another vendor's credential, whatever the variable on its way is called (`const token = encode(user, pass)`).
  if (kinds.includes("other")) return "none";
  if (kinds.includes("token") && !kinds.includes("password")) return "name";
  if (
    kinds.includes("password") ||
    (match.user !== undefined && names.some((name) => /pass|pwd/i.test(name)))
  )
    return "password";
  if (trace?.roots.some((root) => root.secret === "password-pair")) return "password";
  // A literal, constant or variable that holds the encoded pair as a whole. Passwords ended in January 2026, so what still works is a token.
  const whole = match.user === undefined && trace?.joined.length === 0;
  if (
    whole &&
    trace.roots.some(
      (root) =>
        root.kind === "secret" ||
        (root.kind === "text" &&
          (/^[A-Za-z0-9+/=_-]{12,}$/.test(root.key ?? "") || isPlaceholder(root.key ?? ""))) ||
        root.kind === "env",
    )
  )
    return "name";
  // A line of a file or what a program prints (`credentials=$(cat .login)`): the variable it is kept in says what it is.
  if (whole && (trace.roots.every((root) => root.weak) || trace.roots.length === 0) && held(match, read))
    return "name";
  return "none";
}

/** The whole pair stands in a variable named after credentials. */
function held({ token }: Match, read: (name: string) => NameReading): boolean {
  const only = token?.parts.length === 1 ? token.parts[0] : undefined;
  return only !== undefined && "name" in only && read(only.name.split(".").at(-1) ?? "").kind === "token";
}

/** Names on the way of the token half; those of the half alone, when the way leads through a pair. */
function namesOf(trace: Trace | undefined, half = false): string[] {
  const joined = trace?.joined ?? [];
  if (half && joined.length === 0) return [];
  const isWhole = ({ path, at }: Hop): boolean =>
    joined.some(({ at: pair }) => pair.path === path && overlaps(pair.value.at, at));
  const roots: readonly Root[] = (trace?.roots ?? []).filter((root) => !root.weak);
  const names = roots.flatMap((root) => (root.kind === "text" || root.key === undefined ? [] : [root.key]));
  for (const root of roots)
    for (const hop of root.hops) {
      if (half && isWhole(hop)) break;
      names.push(assigned(hop) ?? "");
    }
  return names.filter((name) => wordsOf(name).length > 0);
}
