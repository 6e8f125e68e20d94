/** What a text with holes (`{}`) says of where a request goes. */
export type Address =
  /** Below `/api/v2`: the path is normalised, `/` alone or with a hole in front when it is not known. */
  | { readonly kind: "api"; readonly path: string; readonly known: boolean; readonly zendesk: boolean }
  /** Ends where the version does: an address that paths are joined to. */
  | { readonly kind: "base"; readonly zendesk: boolean }
  /** A path whose host and version stand elsewhere; `rooted` when a hole or a slash stands before it. */
  | {
      readonly kind: "relative";
      readonly path: string;
      readonly rooted: boolean;
      readonly json: boolean;
      readonly zendesk: boolean;
    }
  /** Shows a host that is not Zendesk's. */
  | { readonly kind: "foreign" }
  | { readonly kind: "none" };

/** Stands for what is not known. */
export const HOLE = "{}";

const ZIS = /\/api\/services\/(zis\/.*)$/i;
const API = /(?:^|[/}\s"'])api\/v2(?:(?=[/?#]|$|\{\})|\.json)/i;

/** Reads an address with holes. */
export function readAddress(text: string): Address {
  const plain = text.trim().replace(/^["'<]+|["'>]+$/g, "");
  if (plain === "" || plain.length > 4_000 || /\n/.test(plain)) return { kind: "none" };
  const host = /^(?:[a-z]+:)?\/\/(?:[^/@\s]*@)?([^/?#\s]*)/i.exec(plain)?.[1];
  const zendesk = host !== undefined && /zendesk|zdusercontent/i.test(host);
  if (host !== undefined && isForeign(host)) return { kind: "foreign" };
  // Other products on the same host.
  if (/\/(?:sc|hc|embeddable|oauth|agent|access|auth)\/(?!.*\/api\/v2\/)/i.test(plain))
    return { kind: "foreign" };
  const zis = ZIS.exec(plain)?.[1];
  if (zis !== undefined) return { kind: "api", path: normalize(zis), known: true, zendesk };
  const api = API.exec(plain);
  if (api) {
    const rest = plain.slice(api.index + api[0].length);
    const before = zendesk || /zendesk/i.test(plain.slice(0, api.index));
    if (/^\/?$/.test(rest)) return { kind: "base", zendesk: before };
    const path = normalize(rest);
    return { kind: "api", path, known: isKnown(path), zendesk: before };
  }
  if (host !== undefined) {
    const rest = plain.slice(plain.indexOf(host) + host.length);
    // `https://{}/tickets.json`: the hole may hold the version, too.
    if (!host.includes(HOLE) || /^[/{}]*$/.test(rest))
      return zendesk || host.includes(HOLE) ? { kind: "base", zendesk } : { kind: "none" };
    return relative(rest, true, zendesk);
  }
  // A base that is not known, with or without the slash at its end.
  const hole = /^(?:\{\})+(\/.*|[a-z_]{4,}(?:[/.?{].*)?)$/i.exec(plain)?.[1];
  if (hole !== undefined) return relative(hole, true, false);
  if (/^(?:\{\})+$/.test(plain)) return { kind: "none" };
  if (/^zendesk\.com|^[\w-]+\.zendesk\.com/i.test(plain)) return { kind: "base", zendesk: true };
  return relative(plain, plain.startsWith("/"), false);
}

function relative(text: string, rooted: boolean, zendesk: boolean): Address {
  if (
    !/^[\w/{}.\-?&=%:,+~[\]*@|;!$'() "<>#]*$/.test(text) ||
    /^\s|\s\/|[^?&=,:+]\s[^?&=:]*$/.test(text.split("?")[0] ?? "")
  )
    return { kind: "none" };
  const path = normalize(text);
  return isKnown(path)
    ? { kind: "relative", path, rooted, json: /\.json(?:$|[?{])/.test(text), zendesk }
    : { kind: "none" };
}

const isForeign = (host: string): boolean =>
  !host.includes(HOLE) &&
  host.includes(".") &&
  !/zendesk|zdusercontent|localhost|^\d+\.\d+\.\d+/i.test(host) &&
  /^[\w.-]+(?::\d+)?$/.test(host);

/** The first segment is a word. */
const isKnown = (path: string): boolean => /^\/[a-z]/i.test(path);

/** `/tickets/123.json?page=1` → `/tickets/{}`: no query, no extension, no numbers, one hole per unknown segment. */
function normalize(rest: string): string {
  const path = rest.split(/[?#]/)[0]?.replace(/\s.*$/, "") ?? "";
  const segments = path
    .replace(/\.json\b(?:\{\})*/g, "")
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .map((segment) => {
      // A hole behind a word is a query or an extension; in front of it anything.
      const word = /^([A-Za-z_][\w-]*?)(?:\{\})+$/.exec(segment)?.[1];
      if (word !== undefined) return word;
      if (/\{|[<>[\]$:*%]|^\d|^[0-9a-f]{8}-/.test(segment)) return HOLE;
      return /^[a-z]{2}-[a-z]{2}$/i.test(segment) ? HOLE : segment;
    });
  const last = segments.length - 1;
  if (last > 0 && segments[last] === "json") segments.pop();
  return `/${segments.join("/")}`;
}
