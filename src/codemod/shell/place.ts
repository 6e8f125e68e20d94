import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { enclosing } from "./carriers.ts";
import { unquoted } from "./options.ts";
import type { ShellFunctions } from "./provider.ts";

/** The edits that make a provider's functions known to a script, and what a person has to look at. */
export interface Sourcing {
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
}

/** A script that sources a provider of its own folder. */
export interface Script {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
  /** Scripts that source it. */
  readonly sourcers: readonly SourcedScript[];
  /** Scripts that it sources. */
  readonly sources: readonly SourcedScript[];
  /** Tells whether a file stands in the repository. */
  readonly has: (path: string) => boolean;
}

/** A script beside another one. */
export type SourcedScript = Pick<Script, "path" | "text" | "root">;

/** Statements that stand at the beginning of a script. */
const PREAMBLE = /^(?:set|shopt|emulate|setopt|umask|\.|source)$/;

/** Sources the provider at the top of a script, and has its files removed at the end. */
export function sourcing(script: Script, provider: string, { clean }: ShellFunctions): Sourcing {
  const { path, text, root, sourcers, sources } = script;
  const preamble = preambleOf(root);
  const anchor = preamble.at(-1);
  const line = sourceLine(preamble, script, posix.basename(provider));
  const traps = trapsOf(root);
  const edits: Edit[] = [];
  const reasons: string[] = [];
  const lines = [line];
  if (line.includes("$0") && sourcers.some((one) => posix.dirname(one.path) !== posix.dirname(path)))
    reasons.push("Scripts of another folder source this one: the path to the provider has to be theirs.");
  for (const one of sourcers) {
    const theirs = trapsOf(one.root).find(onExit);
    if (!theirs) continue;
    const put = theirs.action && trapStart(theirs.action, one.root);
    const first = new RegExp(`^[ \\t]*(?:\\.|source)[ \\t]+[^\\n]*${posix.basename(path)}`, "m").exec(
      one.text,
    );
    if (put && first && first.index < (theirs.action?.startIndex ?? 0))
      edits.push(...put(clean).map((edit) => ({ path: one.path, ...edit })));
    else
      reasons.push(
        `${one.path} has a trap on EXIT of its own: ${clean} has to be called there, it removes the token's file.`,
      );
  }
  const own = traps.find(onExit);
  const theirs = sources.find((one) => trapsOf(one.root).some(onExit));
  if (sourcers.length === 0 && isLibrary(root))
    reasons.push(
      `Nothing shows which scripts source this one: where one has a trap on EXIT, ${clean} has to be called there.`,
    );
  if (!own && theirs)
    reasons.push(
      `${theirs.path} sets a trap on EXIT: ${clean} has to be called there, it removes the token's file.`,
    );
  else if (own) {
    const at = own.action && trapStart(own.action, root);
    if (at === undefined)
      reasons.push(
        `The script has a trap on EXIT of its own: ${clean} has to be called there, it removes the token's file.`,
      );
    else edits.push(...at(clean).map((one) => ({ path, ...one })));
  } else {
    lines.push(`trap ${clean} EXIT`);
    // bash runs the trap on EXIT after a signal, too.
    if (!isBash(text) && traps.length === 0) lines.push("trap 'exit 1' HUP INT TERM");
  }
  edits.push(insertion(path, text, anchor, lines.join("\n"), root));
  return { edits, reasons };
}

/** Functions for other scripts, and nothing that does something by itself. */
const isLibrary = ({ namedChildren }: Node): boolean =>
  namedChildren.some((one) => one?.type === "function_definition") &&
  namedChildren.every(
    (one) =>
      one === null ||
      /^(?:function_definition|comment|variable_assignment|declaration_command|test_command)$/.test(
        one.type,
      ) ||
      (one.type === "command" && PREAMBLE.test(one.childForFieldName("name")?.text ?? "")),
  );

/** The provider's call in front of a trap that a script sets itself: its edits, undefined where it has none, or what a person has to do. */
export function ownTrap(
  root: Node,
  { clean }: ShellFunctions,
): { readonly edits: readonly Pick<Edit, "at" | "text">[] } | { readonly reason: string } | undefined {
  const own = trapsOf(root).find(onExit);
  const put = own?.action && trapStart(own.action, root);
  if (!own) return undefined;
  return put
    ? { edits: put(clean) }
    : {
        reason: `The script has a trap on EXIT of its own: ${clean} has to be called there, it removes the token's file.`,
      };
}

const isBash = (text: string): boolean => /^#!.*\b(?:bash|zsh|ksh)\b/.test(text) || !text.startsWith("#!");

function preambleOf(root: Node): Node[] {
  const found: Node[] = [];
  for (const node of root.namedChildren) {
    if (!node || node.type === "comment") continue;
    const name = node.type === "command" ? (node.childForFieldName("name")?.text ?? "") : "";
    const folder = /assignment|declaration_command/.test(node.type) && /dirname|BASH_SOURCE/.test(node.text);
    if (!PREAMBLE.test(name) && !folder) break;
    found.push(node);
  }
  return found;
}

/** As the script sources its other neighbours; else by its own folder. */
function sourceLine(preamble: readonly Node[], { path, text, sourcers, has }: Script, base: string): string {
  const word = /^[ \t]*source[ \t]/m.test(text) ? "source" : ".";
  for (const node of [...preamble].reverse()) {
    const name = node.childForFieldName("name")?.text ?? "";
    const [file] = node.childrenForFieldName("argument");
    if (!/^(?:\.|source)$/.test(name) || !file) continue;
    const folder = /^(["']?.*\/)([\w.-]+)(["']?)$/s.exec(file.text);
    // A file of a subfolder or of a parent one says nothing of this folder, nor does one that is found by the folder a script is run in.
    if (
      folder?.[2] !== undefined &&
      file.text.includes("$") &&
      has(posix.join(posix.dirname(path), folder[2])) &&
      !/[\w.]\/["']?$/.test((folder[1] ?? "").replace(/^["']?\.\//, "").replace(/\$\{?\w+\}?\/$/, ""))
    )
      return `${name} ${folder[1]}${base}${folder[3]}`;
  }
  // What is sourced runs in the shell of the script that does it.
  const shells = sourcers.length > 0 ? sourcers.map((one) => one.text) : [text];
  const own = shells.every((one) => /^#!.*\bbash\b/.test(one))
    ? "${BASH_SOURCE[0]}"
    : shells.every((one) => one.startsWith("#!"))
      ? "$0"
      : // Of shells that are not known, bash alone has the one; all have the other.
        "${BASH_SOURCE:-$0}";
  return `${word} "$(dirname "${own}")/${base}"`;
}

function insertion(path: string, text: string, anchor: Node | undefined, lines: string, root: Node): Edit {
  if (anchor) {
    const newline = text.indexOf("\n", anchor.endIndex);
    const at = newline < 0 ? text.length : newline;
    const rest = text.slice(at);
    // Neighbours that are sourced stand together; everything else has a blank line between.
    const above = /^(?:\.|source)$/.test(anchor.childForFieldName("name")?.text ?? "") ? "" : "\n";
    const below = /^\s*$|^\r?\n[ \t]*\r?\n/.test(rest) ? "" : "\n";
    return { path, at: { start: at, end: at }, text: `${above}\n${lines}${below}` };
  }
  // Behind the comment that the script begins with; before the first statement when there is none.
  const first = root.namedChildren.find((node) => node && node.type !== "comment");
  const head = text.startsWith("#!")
    ? /^#!.*\r?\n(?:#.*\r?\n)*(?:[ \t]*\r?\n)?/.exec(text)?.[0].length
    : undefined;
  const at = head ?? (first ? text.lastIndexOf("\n", first.startIndex - 1) + 1 : 0);
  return { path, at: { start: at, end: at }, text: `${lines}\n\n` };
}

interface Trap {
  readonly action: Node | undefined;
  readonly signals: readonly string[];
}

const onExit = ({ signals }: Trap): boolean => signals.some((signal) => /^(?:EXIT|0)$/i.test(signal));

/** The traps a script sets; those that are taken back (`trap - EXIT`) are left out. */
function trapsOf(root: Node): Trap[] {
  return [...nodesBelow(root)].flatMap((node) => {
    // A subshell's end is not the script's.
    if (enclosing(node, "subshell") || enclosing(node, "command_substitution")) return [];
    if (node.type !== "command" || node.childForFieldName("name")?.text !== "trap") return [];
    const [action, ...signals] = node.childrenForFieldName("argument").filter((one) => one !== null);
    return action && action.text !== "-" ? [{ action, signals: signals.map((one) => one.text) }] : [];
  });
}

/** How a call is put in front of a trap's action; undefined where that would change `$?` for it. */
function trapStart(action: Node, root: Node): ((call: string) => Pick<Edit, "at" | "text">[]) | undefined {
  const text = unquoted(action.text);
  const body = [...nodesBelow(root)].find(
    (node) => node.type === "function_definition" && node.childForFieldName("name")?.text === text,
  );
  // A function of another file may ask for `$?`, too.
  if (
    /\$\?/.test(text) ||
    (!body && /^[\w-]+$/.test(text) && !/^(?:exit|wait|true|reset)$/.test(text)) ||
    body?.text.includes("$?")
  )
    return undefined;
  const point = (at: number): Edit["at"] => ({ start: at, end: at });
  if (/string$/.test(action.type)) return (call) => [{ at: point(action.startIndex + 1), text: `${call}; ` }];
  if (!/^[\w-]+$/.test(text)) return undefined;
  return (call) => [
    { at: point(action.startIndex), text: `'${call}; ` },
    { at: point(action.endIndex), text: "'" },
  ];
}
