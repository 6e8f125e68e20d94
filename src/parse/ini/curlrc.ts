import type { Lowering } from "../adapter.ts";
import { interpolatedValue } from "../interpolation.ts";
import { placeIn, textOfPieces } from "../yaml/pieces.ts";
import { decodeFlow } from "../yaml/scalar.ts";

/** True for curl's configuration file, by name. */
export const isCurlrc = (path: string): boolean => /(?:^|[/._])curlrc[^/]*$/.test(path);

const SHORT: Readonly<Record<string, string>> = {
  u: "user",
  H: "header",
  d: "data",
  A: "user-agent",
  X: "request",
  x: "proxy",
  b: "cookie",
  o: "output",
  K: "config",
  F: "form",
  e: "referer",
};

/** `user = "x/token:y"`, `-u x/token:y`, `--header "…"` → entries by long option name. */
export function lowerCurlrc(lowering: Lowering): void {
  const { text } = lowering;
  for (const match of text.matchAll(
    /^([ \t]*)(#+[ \t]*)?(--?)?([A-Za-z][\w-]{0,60})([ \t]*[=:][ \t]*|[ \t]+)?([^\r\n]*)/gm,
  )) {
    lowering.tick();
    const [whole, indent = "", comment = "", dashes = "", name = "", sign = "", rest = ""] = match;
    if (comment !== "" && (!/[=:]/.test(sign) || /^[^"]*\s/.test(rest.trim()))) continue;
    // `-uvalue` runs on without a blank.
    const short = dashes === "-" ? SHORT[name[0] ?? ""] : undefined;
    if (dashes === "-" && !short) continue;
    const glued = short !== undefined && name.length > 1;
    const end = match.index + whole.length;
    const start = glued ? match.index + indent.length + comment.length + 2 : end - rest.length;
    const raw = text.slice(start, end).trimEnd();
    const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(raw);
    const pieces =
      quoted?.[1] !== undefined ? decodeFlow(quoted[1], start + 1, "json") : [{ text: raw, start }];
    const at = { start, end: start + (quoted ? quoted[0].length : raw.length) };
    lowering.emit({
      kind: "entry",
      at: { start: match.index + indent.length + comment.length, end: at.end },
      scope: 0,
      path: [short ?? name],
      value: interpolatedValue(textOfPieces(pieces), placeIn(pieces), at),
      ...(comment !== "" ? { commented: true } : {}),
    });
  }
}
