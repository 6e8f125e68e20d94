import type { Part, Value } from "../model/fact.ts";

/** A joined pair found in a value. */
export interface Pair {
  readonly user: Value;
  readonly token: Value;
}

/** Text that may stand right before `/token`: the end of an e-mail address, of a placeholder, or nothing (a hole stands before it). */
const USER_END =
  /(?:^|[\s"'`=:(,])(?:[\w.+%-]+@[\w.-]+\w|[^\s"'`/]*(?:e-?mail|user(?:_?name)?|login|agent|address)[^\s"'`/]*|%[sv]|\{\w*\}|[^\s"'`/]*[}>\])%])$|:\/\/[\w.+%-]{1,100}%40[\w.-]{1,100}$/i;

/** Holes whose name says that a path, not a user, stands before `/token`. */
const PATHLIKE =
  /(?:ur[il]|host|endpoint|base|path|prefix|route|issuer|authority|realm|server|domain|dir|folder|root|api|auth|oauth|sso|site|origin|version|resource|location|namespace|repo|registry|scope)$/i;

/** Name of the last segment of a reference or environment variable. */
const lastName = (part: Part): string | undefined =>
  "name" in part ? (part.name.split(".").at(-1) ?? "") : "env" in part ? part.env : undefined;

/** True when what stands before `/token` can be a user: an e-mail, a hole that is not named like an address. */
function userStands(before: readonly Part[], text: string): boolean {
  // An address in front of it: `https://…/token`, unless the user is URL userinfo.
  const all = before.map((part) => ("text" in part ? part.text : "\u0000")).join("") + text;
  if (/:\/\/[^\s"'@]*$/.test(all) && !/:\/\/[^/\s"']*$/.test(all)) return false;
  // No user holds a slash: `user/${id}/token:` is a key or a route.
  const word = all.split(/[\s"'`]/).at(-1) ?? "";
  if (word.slice(word.includes("://") ? word.lastIndexOf("://") + 3 : 0).includes("/")) return false;
  if (text !== "") return USER_END.test(text) && !/(?:oauth2?|api|auth|v\d)$/i.test(text);
  const hole = before.at(-1);
  if (!hole) return false;
  if ("text" in hole) return false;
  const name = lastName(hole);
  return name === undefined || !PATHLIKE.test(name) || /mail|user|login/i.test(name);
}

/** Finds `{user}/token:{token}` in a value; undefined when it holds none. */
export function pairIn(value: Value): Pair | undefined {
  for (const [index, part] of value.parts.entries()) {
    if (!("text" in part && part.text.includes("token"))) continue;
    const match = /(?:\/|%2[Ff])token(?::|%3[Aa])/.exec(part.text);
    if (!match) continue;
    const before = value.parts.slice(0, index);
    const head = part.text.slice(0, match.index);
    const tail = part.text.slice(match.index + match[0].length);
    const after = value.parts.slice(index + 1);
    // The second half alone, to be put behind a user: `/token:${token}`. A route (`/token:id`) has no hole.
    const second = before.length === 0 && head === "" && tail === "" && after.length > 0;
    if (!second && !userStands(before, head)) continue;
    // `…/token: message`: prose, not a pair.
    if (/^\s/.test(tail) || (tail === "" && after.length === 0)) continue;
    return {
      user: { at: value.at, parts: [...before, ...(head ? [{ text: head }] : [])] },
      token: { at: value.at, parts: [...(tail ? [{ text: tail }] : []), ...after] },
    };
  }
  return undefined;
}

/** The user of a value that ends in `/token`; undefined when it does not. */
export function halfIn(value: Value): Value | undefined {
  const last = value.parts.at(-1);
  if (!last || !("text" in last && last.text.endsWith("token"))) return undefined;
  const match = /^(.*?)(?:\/|%2[Ff])token$/s.exec(last.text);
  if (!match) return undefined;
  const head = match[1] ?? "";
  const before = value.parts.slice(0, -1);
  if (!userStands(before, head)) return undefined;
  return { at: value.at, parts: [...before, ...(head ? [{ text: head }] : [])] };
}

/** True when the text begins with a Basic or Bearer scheme; gives what follows. */
export function schemeOf(value: Value): { scheme: "basic" | "bearer"; rest: Value } | undefined {
  const first = value.parts[0];
  if (!first || !("text" in first)) return undefined;
  const match =
    /^\s*(?:Authorization:\s*)?(Basic|Bearer|Token token=|Token)\s+/i.exec(first.text) ??
    /^\s*(?:Authorization:\s*)?(Basic|Bearer)$/i.exec(first.text);
  if (!match) return undefined;
  const rest = first.text.slice(match[0].length);
  return {
    scheme: /^basic/i.test(match[1] ?? "") ? "basic" : "bearer",
    rest: { at: value.at, parts: [...(rest ? [{ text: rest }] : []), ...value.parts.slice(1)] },
  };
}

/** `[auth-token]`, `<base64 token>`, `{encoded}`: where a sample leaves the credential to its reader. */
export const isPlaceholder = (text: string): boolean =>
  /^\s*(?:\[[^[\]:]{2,60}\]|<[^<>:]{2,60}>|\{{1,2}[^{}:]{2,60}\}{1,2})\s*$/.test(text) &&
  /token|auth|base_?64|credential|encoded|api.?key/i.test(text);

/** A value of `left:right` with something that is not plain text on both sides: what Basic encodes. */
export function colonJoined(value: Value): Pair | undefined {
  for (const [index, part] of value.parts.entries()) {
    if (!("text" in part)) continue;
    const colon = part.text.indexOf(":");
    if (colon < 0 || part.text.includes("://") || /\s/.test(part.text)) continue;
    // A tag or a key of JSON: `yaml:"auth"`.
    if (/^["'`]/.test(part.text.slice(colon + 1))) continue;
    const before = [
      ...value.parts.slice(0, index),
      ...(colon > 0 ? [{ text: part.text.slice(0, colon) }] : []),
    ];
    const after = [
      ...(colon + 1 < part.text.length ? [{ text: part.text.slice(colon + 1) }] : []),
      ...value.parts.slice(index + 1),
    ];
    if (before.length === 0 || after.length === 0) continue;
    return { user: { at: value.at, parts: before }, token: { at: value.at, parts: after } };
  }
  return undefined;
}
