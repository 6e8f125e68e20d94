import type { Edit } from "../../model/edit.ts";
import type { Site } from "../recipe.ts";
import type { Pipeline } from "./ci.ts";
import { lineAt } from "./view.ts";
import type { YamlScript } from "./yaml.ts";

/** The variables that a step needs. */
export interface StepEnvironment {
  readonly edits: readonly Edit[];
  /** Variables of which nothing says where they come from. */
  readonly missing: readonly string[];
}

/** What a pipeline fills in before the shell sees it. */
const HOLES = { github: /\$\{\{/, azure: /\$\(\w+\)/ } as const;

/**
 * Gives a step the variables that it had written into its commands (`${{ secrets.X }}`), with secrets of the same kind. Those that stand in an `env`
 * already are renamed with everything else that names them.
 */
export function stepEnvironment(site: Site, script: YamlScript, { kind }: Pipeline): StepEnvironment {
  if (kind !== "github" && kind !== "azure") return { edits: [], missing: [] };
  const { path, masked } = site.file;
  const { names, host } = site;
  const lines: string[] = [];
  const missing: string[] = [];
  const code = masked.slice(script.start, script.end);
  if (host.kind === "env") {
    // A variable that stands in the step's environment already needs nothing.
    const filled = new RegExp(`\\$\\{\\{[ ]*[\\w.-]*\\b${host.name}[ ]*\\}\\}`).exec(code)?.[0];
    if (filled !== undefined) lines.push(`${host.name}: ${filled}`);
    else if (kind === "github" && !masked.includes(host.name)) missing.push(host.name);
  }
  const secret = (name: string): string => (kind === "github" ? `\${{ secrets.${name} }}` : `$(${name})`);
  if (isFilledIn(site, { kind }))
    lines.push(...[names.clientId, names.clientSecret].map((name) => `${name}: ${secret(name)}`));
  return { edits: lines.length === 0 ? [] : [environmentEdit(path, masked, script, lines)], missing };
}

/** The pipeline writes the credential into the commands: no variable holds it. */
export function isFilledIn({ file, use }: Site, { kind }: Pick<Pipeline, "kind">): boolean {
  const { start, end } = use.match.at;
  return (kind === "github" || kind === "azure") && HOLES[kind].test(file.masked.slice(start, end));
}

/** Adds to the step's `env`, or gives it one. */
function environmentEdit(path: string, text: string, script: YamlScript, lines: readonly string[]): Edit {
  const indent = " ".repeat(script.column);
  const inner = `${indent}  `;
  const own = siblingEnvironment(text, script);
  if (own !== undefined) {
    const at = lineAt(text, own).end;
    const first = lineAt(text, at + 1).text;
    const depth = /^[ ]*/.exec(first)?.[0] ?? "";
    const lead = depth.length > script.column ? depth : inner;
    return { path, at: { start: at, end: at }, text: lines.map((line) => `\n${lead}${line}`).join("") };
  }
  const block = [`${indent}env:`, ...lines.map((line) => inner + line)];
  if (/^[ ]*-[ ]/.test(lineAt(text, script.start).text))
    return {
      path,
      at: { start: script.end, end: script.end },
      text: block.map((line) => `\n${line}`).join(""),
    };
  return {
    path,
    at: { start: script.start, end: script.start },
    text: block.map((line) => `${line}\n`).join(""),
  };
}

/** Where the step's own `env:` stands. */
function siblingEnvironment(text: string, script: YamlScript): number | undefined {
  const pattern = new RegExp(`^(?: {${script.column}}| {${Math.max(0, script.column - 2)}}- )env:[ ]*$`);
  const opens = new RegExp(`^ {0,${Math.max(0, script.column - 2)}}[^ ]`);
  for (let line = lineAt(text, script.start); ; line = lineAt(text, line.start - 1)) {
    if (pattern.test(line.text)) return line.start;
    if (line.start === 0 || opens.test(line.text)) break;
  }
  for (let at = script.end + 1; at < text.length; ) {
    const line = lineAt(text, at);
    if (opens.test(line.text)) break;
    if (pattern.test(line.text)) return line.start;
    at = line.end + 1;
  }
  return undefined;
}
