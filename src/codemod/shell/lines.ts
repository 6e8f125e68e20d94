import type { Edit } from "../../model/edit.ts";
import { type EmbeddedScript, isometric, joiner, lineAt } from "./view.ts";

/** The line of a makefile's recipe that a place stands on, with those it goes on in: one shell runs it. */
export function recipeLine(text: string, offset: number): EmbeddedScript | undefined {
  const { start, end } = logicalLine(text, offset);
  const lead = /^\t[ \t]*(?:[@+-][ \t]*)*/.exec(text.slice(start, end))?.[0];
  if (lead === undefined) return undefined;
  const begin = start + lead.length;
  const view = isometric(text, [{ start: begin, end }])
    .replace(/\$\((\w+)\)/g, "${$1}")
    .replaceAll("$$", " $");
  const join = joiner(view);
  const prepend = (path: string, lines: readonly string[]): Edit[] => [
    {
      path,
      at: { start: begin, end: begin },
      text: lines
        .map((one) => `${doubled(one)}${join}`)
        .join("")
        .replace(/ $/, " \\\n\t"),
    },
  ];
  return { start, end, view, escape: doubled, prepend };
}

/** True for a line of a makefile's `define … endef`. */
export function inDefinition(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const opened = before.match(/^[ ]*(?:(?:export|override|private) +)*define\b/gm)?.length ?? 0;
  return opened > (before.match(/^[ ]*endef\b/gm)?.length ?? 0);
}

/** Make reads a dollar of the shell's as two. */
const doubled = (code: string): string => code.replaceAll("$", "$$$$");

/** A command of a Dockerfile that a shell runs. */
export function dockerCommand(
  text: string,
  offset: number,
): (EmbeddedScript & { readonly name: string }) | undefined {
  const { start, end } = logicalLine(text, offset);
  const lead = /^[ \t]*(RUN|CMD|ENTRYPOINT|HEALTHCHECK)\b(?:[ \t]+--\S+)*(?:[ \t]+CMD\b)?[ \t]+/.exec(
    text.slice(start, end),
  );
  if (!lead?.[1]) return undefined;
  const begin = start + lead[0].length;
  // The exec form runs no shell; a here-document is a script of its own.
  if (/^\[|^<</.test(text.slice(begin))) return undefined;
  const join = joiner(text.slice(begin, end));
  const prepend = (path: string, lines: readonly string[]): Edit[] => [
    {
      path,
      at: { start: begin, end: begin },
      text: lines
        .map((one) => one + join)
        .join("")
        .replace(/ $/, " \\\n    "),
    },
  ];
  return {
    name: lead[1],
    start,
    end,
    view: isometric(text, [{ start: begin, end }]),
    escape: (code) => code,
    prepend,
  };
}

/** A line with those it goes on in. */
function logicalLine(text: string, offset: number): { start: number; end: number } {
  let { start, end } = lineAt(text, offset);
  while (start > 0 && /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start)))
    start = lineAt(text, start - 1).start;
  while (end < text.length && /\\\r?$/.test(text.slice(start, end))) end = lineAt(text, end + 1).end;
  return { start, end };
}

/** The string of a JSON file that a place stands in, taken for a command. */
export function jsonCommand(text: string, offset: number): EmbeddedScript | undefined {
  const line = lineAt(text, offset);
  for (const match of line.text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    const start = line.start + match.index + 1;
    const end = start + match[0].length - 2;
    if (offset < start || offset > end) continue;
    const view = isometric(text, [{ start, end }]).replace(/\\(["\\])/g, " $1");
    const join = joiner(view.slice(start, end));
    const prepend = (path: string, lines: readonly string[]): Edit[] => [
      { path, at: { start, end: start }, text: lines.map((one) => inJson(one) + join).join("") },
    ];
    return { start, end, view, escape: inJson, prepend };
  }
  return undefined;
}

const inJson = (code: string): string => JSON.stringify(code).slice(1, -1);
