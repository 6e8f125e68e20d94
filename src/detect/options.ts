import type { Call, Entry, Part, Value } from "../model/fact.ts";
import type { FileContext } from "./context.ts";
import { select } from "./select.ts";

/** Objects of one name that are tried one by one: branches that fill it differently. */
const MOST = 4;

/** The only part of a value; undefined when it has none or several. */
const onlyPart = (value: Value | undefined): Part | undefined =>
  value?.parts.length === 1 ? value.parts[0] : undefined;

/**
 * The call with options that stand elsewhere in its file put in their place: `const options = {…}; createClient(options)`, `Zenpy(**creds)`,
 * `Client.new(CREDS.merge(logger: x))`. One call per object the name may hold, so that an OAuth branch does not hide a token branch.
 */
export function openCalls(context: FileContext, call: Call): Call[] {
  let calls: Call[] = [call];
  const open = (
    make: (value: Value) => Value[],
    at: (call: Call) => Value | undefined,
    put: (call: Call, value: Value) => Call,
  ): void => {
    calls = calls
      .flatMap((one) => {
        const value = at(one);
        return value ? make(value).map((other) => put(one, other)) : [one];
      })
      .slice(0, MOST);
  };
  call.args.forEach((_, index) => {
    open(
      (value) => objectsOf(context, value, 0),
      (one) => one.args[index],
      (one, value) => ({
        ...one,
        args: one.args.map((argument, place) => (place === index ? value : argument)),
      }),
    );
  });
  open(
    (value) => objectsOf(context, value, 0),
    (one) => one.named.find((entry) => entry.key === "...")?.value,
    (one, value) => {
      const part = onlyPart(value);
      return part && "object" in part
        ? {
            ...one,
            named: [
              ...one.named.filter((entry) => entry.value.at.start !== value.at.start || entry.key !== "..."),
              ...part.object,
            ],
          }
        : one;
    },
  );
  return calls;
}

/** The values a name stands for in its file where they are objects, spreads put in; else the value itself. */
function objectsOf(context: FileContext, value: Value, depth: number): Value[] {
  const part = onlyPart(value);
  if (!part || depth > 3) return [value];
  if ("object" in part)
    return flatten(context, part.object, depth).map((object) => ({ at: value.at, parts: [{ object }] }));
  if ("call" in part && /^dict$|\.merge$|^array_merge$|^Object\.assign$/.test(part.call)) {
    const holder = part.call.endsWith(".merge") ? [part.call.slice(0, -".merge".length)] : [];
    const spreads = [...holder.map((name): Value => ({ at: value.at, parts: [{ name }] })), ...part.args];
    const entries: Entry[] = [
      ...spreads.map((one) => ({ key: "...", at: one.at, value: one })),
      ...part.named,
    ];
    return flatten(context, entries, depth).map((object) => ({ at: value.at, parts: [{ object }] }));
  }
  if (!("name" in part)) return [value];
  const { name } = part;
  const bases: Value[] = [];
  const later: Entry[] = [];
  for (const fact of context.assigns) {
    if (fact.name === name) {
      for (const one of objectsOf(context, fact.value, depth + 1)) {
        const base = onlyPart(one);
        if (base && "object" in base) bases.push(one);
      }
    } else if (fact.name.startsWith(`${name}.`) && !fact.name.slice(name.length + 1).includes("."))
      later.push({ key: fact.name.slice(name.length + 1), at: fact.at, value: fact.value });
  }
  if (bases.length === 0)
    return later.length === 0 ? [value] : [{ at: value.at, parts: [{ object: later }] }];
  return bases
    .flatMap((base) => {
      const object = onlyPart(base);
      const entries = object && "object" in object ? object.object : [];
      return later.length === 0 ? [entries] : [entries, [...entries, ...later]];
    })
    .map((object) => ({ at: value.at, parts: [{ object }] }))
    .slice(0, MOST);
}

/** Puts the objects that spreads stand for in their place; one list of entries per choice. */
function flatten(context: FileContext, entries: readonly Entry[], depth: number): Entry[][] {
  let lists: Entry[][] = [[]];
  for (const entry of entries) {
    const choices =
      entry.key === "..."
        ? objectsOf(context, entry.value, depth + 1).map((one) => ({ entry, object: onlyPart(one) }))
        : [{ entry, object: undefined }];
    lists = lists
      .flatMap((list) =>
        choices.map(({ object }) => [...list, ...(object && "object" in object ? object.object : [entry])]),
      )
      .slice(0, MOST);
  }
  return lists;
}

/**
 * A member of options that the file does not show: `createClient(config)` hands over `config.token` whoever makes `config`.
 * Only for a spread, or an argument whose place the selector names (`0.token`).
 */
function hiddenMember(call: Call, selector: string): Value | undefined {
  for (const alternative of selector.split("|")) {
    const [head = "", ...path] = alternative.split(".");
    const spread = /^\d+$/.test(head)
      ? undefined
      : [...call.named, ...call.args.flatMap((argument) => objectEntries(argument))].find(
          (entry) => entry.key === "...",
        )?.value;
    const inside = /^\d+$/.test(head)
      ? objectEntries(call.args[Number(head)]).find((entry) => entry.key === "...")?.value
      : undefined;
    const holder = /^\d+$/.test(head) && path.length > 0 ? (inside ?? call.args[Number(head)]) : spread;
    const member = /^\d+$/.test(head) ? path : [head, ...path];
    const part = onlyPart(holder);
    if (holder && part && "name" in part && !/oauth|bearer/i.test(part.name))
      return { at: holder.at, parts: [{ name: [part.name, ...member].join(".") }] };
    // `createClient(config.get("zendesk"))`, `createClient(await loadSettings())`.
    if (holder && part && "call" in part && !/oauth|bearer/i.test(part.call))
      return { at: holder.at, parts: [{ name: [`${part.call}()`, ...member].join(".") }] };
  }
  return undefined;
}

const objectEntries = (value: Value | undefined): readonly Entry[] =>
  value?.parts.flatMap((part) => ("object" in part ? part.object : [])) ?? [];

/** Takes the selected value out of a call, or the member of hidden options it must be. */
export function selectThrough(call: Call, selector: string): { value: Value; hidden: boolean } | undefined {
  const value = select(call, selector);
  if (value) return { value, hidden: false };
  const hidden = hiddenMember(call, selector);
  return hidden && { value: hidden, hidden: true };
}
