import type { ParsedFile } from "../model/fact.ts";
import type { Match } from "../model/match.ts";
import { chainOf } from "./world.ts";

/** Characters around a place at the top level of a file that count as its surroundings. */
const NEIGHBOURHOOD = 400;

/** Members that only open what holds them. */
const OPENING = /^(?:value|plain|plaintext|text|get|unwrap|to_s|string|data|\d+)(?:\(\))?$/i;

/** The last segment of a dotted name that says something: `api_token` of `this.api_token.value`. */
export function tellingTail(key: string): string {
  const segments = key.split(".");
  while (segments.length > 1 && OPENING.test(segments.at(-1) ?? "")) segments.pop();
  return segments.at(-1) ?? "";
}

/** True for a setting that only hands on what goes by a name already: `{ email, token }`. */
export function handsOn({ token }: Match): boolean {
  const only = token?.parts.length === 1 ? token.parts[0] : undefined;
  return only !== undefined && "name" in only;
}

/** Masked text of the function a match stands in; at the top level that of the statements nearby. */
export function surroundings(file: ParsedFile, match: Match): string {
  const size = match.at.end - match.at.start;
  const around = chainOf(file, match.scope)
    .map((id) => file.scopes[id])
    .find((scope) => scope?.kind === "function" && scope.at.end - scope.at.start > size);
  return around
    ? file.masked.slice(around.at.start, around.at.end)
    : file.masked.slice(Math.max(0, match.at.start - NEIGHBOURHOOD), match.at.end + NEIGHBOURHOOD);
}
