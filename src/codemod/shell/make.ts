import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import type { Project, Site } from "../recipe.ts";
import type { Carriers } from "./carriers.ts";
import { callEdits, spelled } from "./edits.ts";
import { recipeLine } from "./lines.ts";
import { spansOf } from "./outcome.ts";
import type { ShellFunctions } from "./provider.ts";
import { type EmbeddedScript, isometric, lineAt } from "./view.ts";

/** A variable's line of a makefile: what stands before its value, and its name. */
const ASSIGNMENT = /^[ ]*(?:(?:export|override)[ ]+)*([A-Za-z_]\w*)[ \t]*(?::{1,3}=|\?=|=)[ \t]*/;

/** Steps from one variable to the next. */
const MOST_STEPS = 4;

/** Rewrites a makefile's variable that holds a command or the credential of one, and the lines that use it. */
export async function makeVariable(
  site: Site,
  functions: ShellFunctions,
  project: Project,
): Promise<{ edits: Edit[]; lines: EmbeddedScript[] } | undefined> {
  const { masked } = site.file;
  const own = lineAt(masked, site.use.match.at.start);
  // The match may be the whole command.
  const pair = /[^\s"']*(?:\/|%2F)token:[^\s"']*/i.exec(masked.slice(own.start, own.end));
  const start = own.start + (pair?.index ?? 0);
  const spans = pair ? [{ start, end: start + pair[0].length }] : spansOf(site);
  return variable(own.start, spans, undefined, 0);

  async function variable(
    at: number,
    spans: readonly Span[],
    known: Carriers | undefined,
    steps: number,
  ): Promise<{ edits: Edit[]; lines: EmbeddedScript[] } | undefined> {
    const { path } = site.file;
    const line = lineAt(masked, at);
    const assignment = ASSIGNMENT.exec(line.text);
    const name = assignment?.[1];
    if (!assignment || name === undefined || line.text.endsWith("\\") || steps > MOST_STEPS) return undefined;
    const view = isometric(masked, [{ start: line.start + assignment[0].length, end: line.end }]).replace(
      /\$\((\w+)\)/g,
      "${$1}",
    );
    const users = usersOf(masked, name);
    const command = callEdits(
      { path, text: view, root: await project.tree(view, "bash") },
      spans,
      functions,
      known,
    );
    if (command && command.count > 0) return { edits: [...command.edits], lines: users.lines };
    const carriers: Carriers = { variables: new Map([[name, []]]), functions: new Set() };
    const edits: Edit[] = [];
    const lines: EmbeddedScript[] = [];
    for (const one of users.lines) {
      const code = { path, text: one.view, root: await project.tree(one.view, "bash") };
      const found = callEdits(code, [], functions, carriers);
      if (!found || found.count === 0) return undefined;
      edits.push(...spelled(found.edits, one));
      lines.push(one);
    }
    for (const one of users.variables) {
      const found = await variable(one, [], carriers, steps + 1);
      if (!found) return undefined;
      edits.push(...found.edits);
      lines.push(...found.lines);
    }
    if (lines.length === 0) return undefined;
    const end = Math.min(line.end + 1, masked.length);
    return { edits: [...edits, { path, at: { start: line.start, end }, text: "" }], lines };
  }
}

/** The recipe lines and the variables that expand a variable, each once; variables by where their line begins. */
function usersOf(text: string, name: string): { lines: EmbeddedScript[]; variables: number[] } {
  const lines = new Map<number, EmbeddedScript>();
  const variables = new Set<number>();
  for (const match of text.matchAll(new RegExp(`\\$[({]${name}[)}]`, "g"))) {
    const line = recipeLine(text, match.index);
    if (line) lines.set(line.start, line);
    else variables.add(lineAt(text, match.index).start);
  }
  return { lines: [...lines.values()], variables: [...variables] };
}
