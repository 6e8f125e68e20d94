import type { Call, ParsedFile, Scope, Value } from "../../model/fact.ts";
import { chainOf, type FileIndex, tailOf, type World } from "../../resolve/world.ts";

/** Callees whose block or closure is given each element of what they are called on. */
const EACH =
  /^(?:map|each|foreach|flatmap|flat_map|collect|select|filter|reject|each_with_index|each_with_object|each_value|maplimit|eachlimit|eachseries|for_each|parallel|peek|mapconcurrent)$/i;

/** True for the last segment of such a callee. */
export const isEach = (tail: string): boolean => EACH.test(tail);

/** PHP's functions, with the place of their list. */
const LISTS: Readonly<Record<string, number>> = { array_map: 1, array_walk: 0, array_filter: 0 };

/** Calls that give back the elements of what they are called on, or of what they are handed. */
const SAME_ELEMENTS =
  /^(?:stream|parallelstream|iter|into_iter|list|set|tuple|sorted|reversed|enumerate|to_a|to_set|uniq|sort|sort_by|each|each_with_index|lazy|freeze|values|aslist|of|listof|setof|from|array_values|array_unique|unmodifiablelist|tolist|toarray|concat|filter|compact|asenumerable|assequence)$/i;

/** Loops of languages whose facts do not tell of the variable: `for x in list`, `for _, x := range list`, `for (T x : list)`. */
const FOR =
  /\bfor(?:each)?\b\s*\(?\s*(?:(?:final|const|var|val|[A-Z][\w<>[\].?]*|string|await)\s+)*(?:[\w$]+\s*,\s*)?\$?([A-Za-z_]\w*)\s*(?:\bin\b|:=\s*range\b|:)\s*(?=\S)/g;
/** `foreach (list as $key => $x)`. */
const FOREACH_AS =
  /\bforeach\s*\(\s*((?:[^()\n]|\([^()\n]*\)){1,300}?)\s+as\s+(?:\$\w+\s*=>\s*)?&?\$(\w+)\s*\)/g;

/** Loops read in one file. */
const MOST = 400;

interface Loop {
  readonly name: string;
  readonly start: number;
  readonly list: Value | undefined;
}

/** Tells what loop variables and the parameters of blocks run over. */
export class Loops {
  readonly #world: World;
  readonly #loops = new Map<string, ReadonlyMap<string, readonly Loop[]>>();
  readonly #blocks = new Map<string, Call | undefined>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The lists that a loop variable of that name runs over, in the function around a scope; `undefined` for one that cannot be read. */
  listsOf(name: string, path: string, scope: number): readonly (Value | undefined)[] {
    const index = this.#world.files.get(path);
    if (!index || name.includes(".")) return [];
    const loops = this.#loopsOf(index).get(name);
    if (!loops) return [];
    const { file } = index;
    const around = file.scopes[chainOf(file, scope).find((id) => file.scopes[id]?.kind === "function") ?? 0];
    return loops
      .filter(({ start }) => !around || around.id === 0 || holds(around, start))
      .map(({ list }) => list);
  }

  /** The list whose elements the first parameter of a block or closure is given in turn. */
  listOfBlock(path: string, block: Scope): Value | undefined {
    if (block.of === undefined) return undefined;
    const call = this.#callOf(path, block);
    if (!call) return undefined;
    const place = LISTS[tailOf(call.call)];
    if (place !== undefined) return call.args[place];
    if (!EACH.test(tailOf(call.call))) return undefined;
    if (call.receiver) return call.receiver;
    const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
    return holder === "" || holder.includes("(") ? undefined : named(holder, block.at);
  }

  /** The call that a block is handed to: the smallest of its name around it. */
  #callOf(path: string, block: Scope): Call | undefined {
    const key = `${path}#${block.id}`;
    if (this.#blocks.has(key)) return this.#blocks.get(key);
    let found: (Call & { at: Value["at"] }) | undefined;
    for (const fact of this.#world.files.get(path)?.file.facts ?? []) {
      if (fact.kind !== "call" || tailOf(fact.call) !== tailOf(block.of ?? "")) continue;
      if (fact.at.start > block.at.start || fact.at.end < block.at.end) continue;
      if (!found || fact.at.end - fact.at.start < found.at.end - found.at.start) found = fact;
    }
    this.#blocks.set(key, found);
    return found;
  }

  #loopsOf({ file }: FileIndex): ReadonlyMap<string, readonly Loop[]> {
    const known = this.#loops.get(file.path);
    if (known) return known;
    const loops = new Map<string, Loop[]>();
    const add = (name: string, start: number, at: number): void => {
      const own = loops.get(name) ?? [];
      loops.set(name, own);
      if (own.length < MOST) own.push({ name, start, list: listAt(file, at) });
    };
    // In JavaScript, shell and PowerShell a loop's variable is an assignment like any other.
    if (/^(?:python|notebook|ruby|go|java|kotlin|csharp)$/.test(file.language))
      for (const match of file.masked.matchAll(FOR))
        add(match[1] ?? "", match.index, match.index + match[0].length);
    if (file.language === "php")
      for (const match of file.masked.matchAll(FOREACH_AS))
        add(match[2] ?? "", match.index, match.index + match[0].indexOf(match[1] ?? ""));
    this.#loops.set(file.path, loops);
    return loops;
  }
}

/** What stands at a place: a list that some fact holds, or a name. */
function listAt(file: ParsedFile, start: number): Value | undefined {
  for (const fact of file.facts)
    if (fact.kind === "value" && fact.at.start === start && fact.value.parts.some((part) => "list" in part))
      return fact.value;
  for (const fact of file.facts)
    if (fact.kind === "call" && fact.at.start === start) return { at: fact.at, parts: [fact] };
  const name = /^[$@]?[A-Za-z_][\w.]*(?:->\w+)*(?![\w(["'])/.exec(file.masked.slice(start, start + 200))?.[0];
  if (name === undefined) return undefined;
  const plain = name
    .replace(/^\$|^@(?=\w)/, (sign) => (sign === "@" ? "this." : ""))
    .replaceAll("->", ".")
    .replace(/^self\./, "this.");
  return named(plain, { start, end: start + name.length });
}

/** The list that a call passes on element by element: `KINDS.stream()`, `sorted(kinds)`, `List.of("a", "b")`; undefined for any other. */
export function sameElements(call: Call): Value | undefined {
  const tail = tailOf(call.call);
  if (!SAME_ELEMENTS.test(tail)) return undefined;
  if (call.receiver) return call.receiver;
  const first = call.args[0];
  if (/^(?:of|listof|setof|aslist)$/i.test(tail))
    return first && { at: first.at, parts: [{ list: call.args }] };
  if (first && /^(?:list|set|tuple|sorted|reversed|enumerate|from|array_\w+|unmodifiablelist)$/i.test(tail))
    return first;
  const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
  return holder === "" || holder.includes("(") || /^(?:concat|filter)$/i.test(tail)
    ? undefined
    : named(holder, first?.at ?? { start: -3, end: -3 });
}

const named = (name: string, at: Value["at"]): Value => ({ at, parts: [{ name }] });

const holds = (scope: Scope, offset: number): boolean => scope.at.start <= offset && offset < scope.at.end;
