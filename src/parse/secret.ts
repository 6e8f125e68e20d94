import type { Fact, Scope, SecretKind, Span } from "../model/fact.ts";
import { kindOf, SHORTEST } from "./secret/literal.ts";
import { Occurrences } from "./secret/occurrences.ts";
import { Redactor, type Taken } from "./secret/redactor.ts";
import { type Found, findShapes, merge } from "./secret/shapes.ts";
import { wordiness } from "./secret/spelling.ts";
import { findWords } from "./secret/words.ts";

/** What became of a file's facts once credentials are taken out. */
export interface Redacted {
  readonly facts: Fact[];
  readonly scopes: Scope[];
  readonly masked: string;
  readonly secrets: { readonly at: Span; readonly kind: SecretKind }[];
}

/**
 * Takes every credential out of facts, scopes and text. This is the only way out of `parse`.
 * Credentials are found by position (the name before them, the user beside them) and by shape; one that was found in one place
 * is taken out of all others of the file, too.
 */
export function redact(text: string, facts: readonly Fact[], scopes: readonly Scope[]): Redacted {
  const words = findWords(text).map((at): Taken => ({ literal: text.slice(at.start, at.end), at }));
  let redactor = new Redactor(scopes, words);
  let clean = redactor.redact(facts, scopes);
  const found = findShapes(text);
  for (const { literal, at } of words) found.push({ ...at, kind: kindOf(literal) });
  const literals = literalsOf(text, found, redactor.taken);
  if (literals.size > 0) {
    const occurrences = new Occurrences(literals);
    redactor = new Redactor(scopes, words, occurrences);
    clean = redactor.redact(facts, scopes);
    const places = new Map<string, number[]>();
    for (const { start, literal } of occurrences.in(text)) {
      found.push({ start, end: start + literal.length, kind: kindOf(literal) });
      const starts = places.get(literal);
      if (starts) starts.push(start);
      else places.set(literal, [start]);
    }
    for (const taken of redactor.taken)
      if (!standsIn(taken, places.get(taken.literal))) found.push(spelledOtherwise(text, taken));
  }
  return { ...clean, ...mask(text, merge(found)) };
}

function literalsOf(text: string, found: readonly Found[], taken: readonly Taken[]): Set<string> {
  const literals = new Set<string>();
  for (const { literal } of taken) if (literal.length >= SHORTEST) literals.add(literal);
  for (const { start, end } of found) {
    // What was found in the text alone (in a comment) may be a name all the same: only what looks random is taken out of facts.
    const literal = text.slice(start, end);
    if (literal.length >= 8 && wordiness(literal) < 0) literals.add(literal);
  }
  return literals;
}

/** True when one of the places a literal starts at lies within the span of its value. */
function standsIn({ literal, at }: Taken, starts: readonly number[] | undefined): boolean {
  if (!starts) return false;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < at.start) low = middle + 1;
    else high = middle;
  }
  const start = starts[low];
  return start !== undefined && start + literal.length <= at.end;
}

/** The whole value, but for its quotes: its text spells the credential with escapes, in pieces or over several lines. */
function spelledOtherwise(text: string, { literal, at }: Taken): Found {
  let { start, end } = at;
  while (start < end && /["'`]/.test(text.charAt(start))) start++;
  while (end > start && /["'`]/.test(text.charAt(end - 1))) end--;
  return { start, end, kind: kindOf(literal) };
}

function mask(text: string, found: readonly Found[]): Pick<Redacted, "masked" | "secrets"> {
  const pieces: string[] = [];
  const secrets: Redacted["secrets"] = [];
  let last = 0;
  for (const { start, end, kind } of found) {
    if (end <= start) continue;
    pieces.push(text.slice(last, start), text.slice(start, end).replace(/[^\r\n]/g, "*"));
    secrets.push({ at: { start, end }, kind });
    last = end;
  }
  pieces.push(text.slice(last));
  return { masked: pieces.join(""), secrets };
}
