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

/** A variable's rewrite, and the recipe lines that need the provider. */
interface MadeVariable {
  readonly edits: readonly Edit[];
  readonly lines: readonly EmbeddedScript[];
  readonly reasons: readonly string[];
  readonly addresses: readonly string[];
}

/** Rewrites a makefile's variable that holds a command or the credential of one, and the lines that use it. */
export async function makeVariable(
  site: Site,
  functions: ShellFunctions,
  project: Project,
): Promise<MadeVariable | undefined> {
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
  ): Promise<MadeVariable | undefined> {
    const { path } = site.file;
    const line = lineAt(masked, at);
    const assignment = ASSIGNMENT.exec(line.text);
    const name = assignment?.[1];
    if (!assignment || name === undefined || line.text.endsWith("\\") || steps > MOST_STEPS) return undefined;
    const view = isometric(masked, [{ start: line.start + assignment[0].length, end: line.end }]).replace(
      /\$\((\w+)\)/g,
      "${$1}",
    );
    // `$(shell …)` is run by a shell of its own, which does not know the provider.
    if (/\$\(shell\b/.test(line.text)) return undefined;
    const users = usersOf(masked, name);
    const command = callEdits(
      { path, text: view, file: masked, root: await project.tree(view, "bash") },
      spans,
      functions,
      known,
    );
    if (command && command.count > 0) return { ...command, lines: users.lines };
    const carriers: Carriers = { variables: new Map([[name, []]]), functions: new Set() };
    const edits: Edit[] = [];
    const lines: EmbeddedScript[] = [];
    const reasons: string[] = [];
    const addresses: string[] = [];
    for (const one of users.lines) {
      const code = { path, text: one.view, file: masked, root: await project.tree(one.view, "bash") };
      const found = callEdits(code, [], functions, carriers);
      if (!found || found.count === 0) return undefined;
      edits.push(...spelled(found.edits, one));
      reasons.push(...found.reasons);
      addresses.push(...found.addresses);
      lines.push(one);
    }
    for (const one of users.variables) {
      const found = await variable(one, [], carriers, steps + 1);
      if (!found) return undefined;
      edits.push(...found.edits);
      reasons.push(...found.reasons);
      addresses.push(...found.addresses);
      lines.push(...found.lines);
    }
    if (lines.length === 0) return undefined;
    const end = Math.min(line.end + 1, masked.length);
    return {
      edits: [...edits, { path, at: { start: line.start, end }, text: "" }],
      lines,
      reasons,
      addresses,
    };
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
