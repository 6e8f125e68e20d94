import type { Call, ParsedFile, Scope } from "../../model/fact.ts";

/** Chains looked at in one file. */
const MOST = 5_000;

/** A chain of names: `client.tickets.each`, `@ticket.save!`. */
const CHAIN = /(?<![\w.:@$"'])@?[A-Za-z_]\w*(?:(?:\.|::)[A-Za-z_]\w*){1,6}[!?]?(?![\w(:"'.])/g;

/**
 * Ruby's calls without parentheses and arguments, of which no fact tells (`ticket.save!`, `client.tickets.each`): chains of names in the
 * text, outside of comments.
 */
export function chainsIn(file: ParsedFile): { call: Call; start: number; end: number; scope: number }[] {
  const found: { call: Call; start: number; end: number; scope: number }[] = [];
  // By length, so that the first one that holds a place is the innermost.
  const scopes = [...file.scopes].sort((a, b) => a.at.end - a.at.start - (b.at.end - b.at.start));
  for (const match of file.masked.matchAll(CHAIN)) {
    if (found.length >= MOST) break;
    const start = match.index;
    const line = file.masked.lastIndexOf("\n", start - 1) + 1;
    if (start - line > 2_000 || /(?:^|\s)#(?!\{)/.test(file.masked.slice(line, start))) continue;
    const name = match[0].replaceAll("::", ".").replace(/^@/, "this.");
    found.push({
      call: { call: name, args: [], named: [] },
      start,
      end: start + match[0].length,
      scope: innermost(scopes, start),
    });
  }
  return found;
}

const innermost = (scopes: readonly Scope[], offset: number): number =>
  scopes.find(({ at }) => at.start <= offset && offset < at.end)?.id ?? 0;
