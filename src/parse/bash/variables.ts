import type { Node } from "web-tree-sitter";
import type { Lowering } from "../adapter.ts";

/** Special and positional parameters are names, never environment. */
const SPECIAL = /^(?:\d+|[@*#?$!_-])$/;

/** Variables the shell itself sets. */
const OWN =
  /^(?:OPTARG|OPTIND|REPLY|PWD|OLDPWD|RANDOM|SECONDS|LINENO|BASH_SOURCE|FUNCNAME|PIPESTATUS|BASHPID|PPID|UID|EUID|IFS)$/;

const DEEP = 380;

interface Use {
  readonly at: number;
  /** Start of the function it stands in; -1 outside. */
  readonly within: number;
}

/** What a script assigns itself, and where it reads before it does. */
export class Variables {
  readonly #first = new Map<string, Use>();
  readonly #early = new Set<string>();

  /** `outer` names what the file around an embedded script gives a value (a makefile's variables). */
  constructor(root: Node, lowering: Lowering, outer: readonly string[] = []) {
    for (const name of outer) this.#first.set(name, { at: -1, within: -1 });
    const reads: (Use & { readonly name: string })[] = [];
    const assigned = (name: string, use: Use): void => {
      const known = this.#first.get(name);
      if (!known || use.at < known.at) this.#first.set(name, use);
    };
    const visit = (node: Node, within: number, depth: number): void => {
      lowering.tick();
      if (depth > DEEP) return;
      const use = { at: node.startIndex, within };
      if (node.type === "variable_assignment" && node.parent?.type !== "command") {
        assigned(targetName(node), { at: node.endIndex, within });
      } else if (node.type === "for_statement") assigned(node.childForFieldName("variable")?.text ?? "", use);
      else if (node.type === "command") for (const name of namesGiven(node)) assigned(name, use);
      else if (node.type === "simple_expansion" || node.type === "expansion") {
        const name = node.namedChildren.find((child) => child?.type === "variable_name")?.text;
        if (name) reads.push({ ...use, name });
      }
      const inner = node.type === "function_definition" ? node.startIndex : within;
      for (const child of node.namedChildren) if (child) visit(child, inner, depth + 1);
    };
    visit(root, -1, 0);
    for (const read of reads) {
      const first = this.#first.get(read.name);
      if (first && read.at < first.at && (read.within === -1 || read.within === first.within))
        this.#early.add(read.name);
    }
  }

  /** True when a read at `offset` sees what the script assigned; otherwise it sees the environment. */
  isOwn(name: string, offset: number, inFunction: boolean): boolean {
    if (SPECIAL.test(name) || OWN.test(name)) return true;
    const first = this.#first.get(name);
    if (!first) return false;
    return offset >= first.at || (inFunction && !this.#early.has(name)) || first.within >= 0;
  }

  /** True when the script's first assignment, at `offset`, may leave in place what the environment gave. */
  keepsEnvironment(name: string, offset: number): boolean {
    return this.#early.has(name) && this.#first.get(name)?.at === offset;
  }
}

/** The variable an assignment sets, without its index. */
function targetName(assignment: Node): string {
  const name = assignment.childForFieldName("name");
  return (name?.type === "subscript" ? name.childForFieldName("name")?.text : name?.text) ?? "";
}

/** Names that `read`, `mapfile`, `getopts` and `printf -v` set. */
export function namesGiven(command: Node): string[] {
  const callee = command.childForFieldName("name")?.text;
  if (!callee || !/^(?:read|mapfile|readarray|getopts|printf)$/.test(callee)) return [];
  const words = command.childrenForFieldName("argument").map((node) => node?.text ?? "");
  if (callee === "printf") return words[0] === "-v" && words[1] ? [words[1]] : [];
  if (callee === "getopts") return words[1] ? [words[1]] : [];
  const names: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    // Options that take a word: prompt, delimiter, timeout, count, descriptor; `-t` of `mapfile` takes none.
    if ((callee === "read" ? /^-\w*[pdtnNui]$/ : /^-\w*[dnOsuCc]$/).test(word)) index++;
    else if (/^[A-Za-z_]\w*$/.test(word)) names.push(word);
  }
  return names;
}
