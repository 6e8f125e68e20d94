import type { Call, Part, Span, Value } from "../../model/fact.ts";
import { choiceOf } from "../java/compose.ts";
import { itemsOf, joined, jvmMeaning, pairs } from "../java/idioms.ts";
import type { Walker } from "../java/walker.ts";

const MAP =
  /^(?:(?:kotlin\.collections\.)?(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|sortedMapOf)|bundleOf|parametersOf|hashMapOf)$/;
const LIST =
  /^(?:(?:kotlin\.collections\.)?(?:listOf|mutableListOf|arrayListOf|setOf|mutableSetOf|hashSetOf|linkedSetOf|listOfNotNull|arrayOf|sequenceOf)|(?:kotlin\.)?(?:Pair|Triple))$/;
/** Scope functions that give back what they are called on. */
const SAME = new Set(["apply", "also", "takeIf", "takeUnless", "onEach"]);
/** Scope functions that give back what their block does. */
const BLOCK = new Set(["let", "run", "use"]);

/** The parts with every reference to `name` replaced: `token?.let { "Bearer $it" }` is `"Bearer " + token`. */
function substituted(parts: readonly Part[], name: string, by: readonly Part[]): Part[] {
  const inside = (of: Value): Value => ({ at: of.at, parts: substituted(of.parts, name, by) });
  const only = by.length === 1 ? by[0] : undefined;
  return parts.flatMap((part): readonly Part[] => {
    if ("name" in part) {
      if (part.name === name) return by;
      const member = part.name.startsWith(`${name}.`) && only && "name" in only;
      return [member ? { name: only.name + part.name.slice(name.length) } : part];
    }
    if ("list" in part) return [{ list: part.list.map(inside) }];
    if ("choice" in part) return [{ choice: part.choice.map(inside) }];
    if ("object" in part)
      return [{ object: part.object.map((entry) => ({ ...entry, value: inside(entry.value) })) }];
    if ("call" in part) {
      const named = part.named.map((entry) => ({ ...entry, value: inside(entry.value) }));
      const receiver = part.receiver ? { receiver: inside(part.receiver) } : {};
      return [{ ...part, args: part.args.map(inside), named, ...receiver }];
    }
    return [part];
  });
}

/** What calls of the Kotlin library come to, or else those of the Java library. */
export function kotlinMeaning(
  walk: Walker,
  call: Call,
  object: Value | undefined,
  at: Span,
): readonly Part[] | undefined {
  const { args } = call;
  if (MAP.test(call.call)) {
    const entries = pairs(args);
    if (entries) return [{ object: entries }];
  }
  if (LIST.test(call.call)) return [{ list: args }];
  const method = call.call.slice(call.call.lastIndexOf(".") + 1);
  const block = walk.result(args.at(-1));
  if (block && !object && (method === "with" || method === "run" || method === "lazy"))
    return block.value.parts;
  if (object) {
    if (SAME.has(method)) return object.parts;
    if (block && BLOCK.has(method)) return substituted(block.value.parts, block.param, object.parts);
    if (block && /^if(?:Empty|Blank)$/.test(method)) return choiceOf(at, [object, block.value]).parts;
    if (method === "plus" && args[0]) return [...object.parts, ...args[0].parts];
    if (method === "joinToString") {
      const items = itemsOf(object);
      const separator = walk.literal(args[0] ?? call.named.find((entry) => entry.key === "separator")?.value);
      if (items && args.length <= 1) return joined(items, separator ?? ", ");
    }
  }
  return jvmMeaning(walk, call, object, at);
}
