import type { LanguageId } from "../../model/fact.ts";

/** Languages whose lines are commands, or hold some. */
const COMMANDS: ReadonlySet<LanguageId> = new Set([
  "bash",
  "makefile",
  "dockerfile",
  "yaml",
  "json",
  "powershell",
]);

/** Declarations that hand a variable on to whatever reads it, in files that declare. */
const HANDED =
  /^[ \t]*(?:-[ \t]+)?["']?(?!(?:run|script|bash|sh|command|cmd|args|entrypoint|before_script|after_script|pwsh|powershell|inlineScript)\b)[A-Za-z_][\w.-]*["']?[ \t]*[:=][ \t]*["']?(?:\$\{\{[^}]*\}\}|\$\{[^}]*\}|\$\(\w+\)|\$\w+)["']?,?[ \t]*(?:#.*)?\r?$/;

/** Commands that only tell a person something. */
const TELLING =
  /(?:^|[;&|{(]|\b(?:then|do|else))[ \t]*@?(?:echo|printf|log\w*|info|warn\w*|err\w*|die|fail|Write-\w+|throw)\b[^|>\n]*$/i;

/**
 * True when a command of a file still reads a variable after the edits: gives it to another program, puts it into a payload, takes it for something else.
 * What only asks whether it is set, tells of it or hands it on under its own name does not count.
 */
export function isReadByCommand(text: string, language: LanguageId, name: string): boolean {
  if (!COMMANDS.has(language) || !/^\w+$/.test(name)) return false;
  const read = new RegExp(
    `\\$\\$?\\{${name}(?!:?[?=])[^}\\n]*\\}|\\$\\{env:${name}\\}|\\$env:${name}(?!\\w)|\\$\\$?${name}(?!\\w)|\\$\\(${name}\\)|%${name}%`,
    "g",
  );
  const declares = language === "yaml" || language === "json" || language === "dockerfile";
  for (const line of text.split("\n")) {
    if (!line.includes(name) || /^[ \t]*(?:#|\/\/)/.test(line)) continue;
    if (declares && HANDED.test(line)) continue;
    if (language === "dockerfile" && /^[ \t]*(?:ENV|ARG|LABEL)\b/i.test(line)) continue;
    for (const match of line.matchAll(read)) if (!isHarmless(line, match.index, name)) return true;
  }
  return false;
}

function isHarmless(line: string, index: number, name: string): boolean {
  const before = line.slice(0, index);
  const after = line.slice(index);
  // `[ -z "$X" ]`, `test -n "$X"`, `if (-not $env:X)`, `ifndef`
  if (/\[\[?[ \t][^\]]*$|\btest[ \t][^;&|]*$/.test(before)) return true;
  if (/\b(?:else)?if[ \t]*\([^)]*$|IsNullOr\w+\([^)]*$|\bifn?(?:eq|def)\b[^\n]*$/i.test(before)) return true;
  if (/^\$env:\w+[ \t]*=(?!=)/i.test(after)) return true;
  // `X="${X:-}"`, `-e X=$X`, `X: $(X)`
  if (new RegExp(`(?<![\\w])${name}["']?[ \\t]*(?::=|\\?=|=|:)[ \\t]*["']?$`).test(before)) return true;
  if (TELLING.test(before) && !/[|>]/.test(after)) return true;
  return /[ \t]#[^"']*$/.test(before);
}

/** A `uses:` that names something of another repository: an action, an image, a workflow. */
const ELSEWHERE = /^[ ]*(?:-[ ]+)?uses:[ ]*["']?(?!\.{1,2}\/)[^\s"']+/;

/** True when a workflow gives a variable's secret to an action or a workflow of another repository, which goes on wanting what it was. */
export function isGivenElsewhere(text: string, path: string, name: string): boolean {
  if (!/(?:^|\/)\.github\/workflows\/|(?:^|\/)action\.ya?ml$/.test(path) || !text.includes(name))
    return false;
  const lines = text.split("\n");
  const word = new RegExp(`(?<![\\w-])${name}(?![\\w-])`);
  return lines.some((line, index) => word.test(line) && !/^[ ]*#/.test(line) && isOfOthers(lines, index));
}

/** True when a block around a line, up to the job, says `uses:` of something elsewhere beside its keys. */
export function isOfOthers(lines: readonly string[], index: number): boolean {
  for (let at = index; at >= 0; at = parentOf(lines, at))
    if (siblings(lines, at).some((one) => ELSEWHERE.test(one))) return true;
  return false;
}

function parentOf(lines: readonly string[], index: number): number {
  const column = columnOf(lines[index] ?? "");
  let at = index - 1;
  while (at >= 0 && (/^[ ]*(?:#|$)/.test(lines[at]?.trimEnd() ?? "") || columnOf(lines[at] ?? "") >= column))
    at--;
  return at;
}

/** Where the key of a line begins. */
const columnOf = (line: string): number => line.search(/[^ -]/);

/** The lines that stand at the same depth in the same block. */
function siblings(lines: readonly string[], index: number): string[] {
  const column = columnOf(lines[index] ?? "");
  const found = [lines[index] ?? ""];
  const isItem = (line: string): boolean => /^[ ]*-[ ]/.test(line);
  if (!isItem(found[0] ?? ""))
    for (let at = index - 1; at >= 0; at--) {
      const line = lines[at] ?? "";
      if (line.trim() === "" || columnOf(line) > column) continue;
      if (columnOf(line) < column) break;
      found.push(line);
      if (isItem(line)) break;
    }
  for (let at = index + 1; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || columnOf(line) > column) continue;
    if (columnOf(line) < column || isItem(line)) break;
    found.push(line);
  }
  return found;
}

/** True when a workflow of GitHub Actions takes a variable as a secret or an input from its callers, and none of them is in the repository. */
export const isTakenFromCallers = (text: string, name: string): boolean => {
  const start = text.search(/^[ ]*workflow_call:/m);
  if (start < 0) return false;
  const end = text.slice(start).search(/^jobs:/m);
  const taken = end < 0 ? text.slice(start) : text.slice(start, start + end);
  return new RegExp(`^[ ]+["']?${name.replace(/\W/g, "\\$&")}["']?:`, "m").test(taken);
};

/** A block of Terraform that hands a variable to a module of others: the name on the left is theirs. */
const MODULE = /^module[ \t]+"[^"\n]*"[ \t]*\{[^\n]*\n((?:[ \t]+[^\n]*\n|[ \t]*\n)*)/gm;

/** True when Terraform gives a variable, in any of its spellings, to a module that is not the repository's own. */
export const isGivenToModule = (text: string, language: LanguageId, names: RegExp): boolean =>
  language === "hcl" &&
  [...text.matchAll(MODULE)].some(
    ([, body = ""]) => !/^[ \t]*source[ \t]*=[ \t]*"\.{1,2}\//m.test(body) && body.search(names) >= 0,
  );

/** True when a line stands in a block that hands variables to a module of others. */
export function isInModule(lines: readonly string[], index: number): boolean {
  let first = index;
  while (first > 0 && !/^\S/.test(lines[first] ?? "")) first--;
  if (!/^module\b/.test(lines[first] ?? "")) return false;
  for (const line of lines.slice(first + 1)) {
    if (/^\}/.test(line)) break;
    const source = /^[ \t]*source[ \t]*=[ \t]*"([^"]*)"/.exec(line)?.[1];
    if (source !== undefined) return !/^\.{1,2}\//.test(source);
  }
  return true;
}

/** Names of what an address is for besides signing in. */
const ADDRESSEE = /from|reply|sender|requester|notif|author|assignee|recipient|contact|to_?(?:addr|email)/i;

/** True when code gives the user's address to something that is called after mail, not after signing in. */
export const isAddressee = (line: string, user: RegExp): boolean => {
  const at = line.search(user);
  return (
    at >= 0 && ADDRESSEE.test(/([\w$.-]+)["']?[ \t]*(?:=>?|:)[^=:]*$/.exec(line.slice(0, at))?.[1] ?? "")
  );
};
