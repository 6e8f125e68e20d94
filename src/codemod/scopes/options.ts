import type { Call, Value } from "../../model/fact.ts";
import type { Names } from "./names.ts";
import type { Context } from "./texts.ts";

/** One option of a request, with the scope its value is to be read in. */
export interface Option {
  readonly key: string;
  readonly value: Value;
  readonly context: Context;
}

/** Objects behind objects: `fetch(url, { ...options })` of `const options = { ...defaults }`. */
const MOST_DEPTH = 4;

/** Named arguments and the keys of object arguments, as they stand. */
export function optionsOf(call: Call): { key: string; value: Value }[] {
  return [
    ...call.named,
    ...call.args.flatMap((value) => value.parts.flatMap((part) => ("object" in part ? part.object : []))),
  ].map(({ key, value }) => ({ key, value }));
}

/** All options of a call: also those of objects that are handed over by name or spread. `open` when one of them is a parameter. */
export function optionsBehind(
  call: Call,
  context: Context,
  names: Names,
): { readonly options: readonly Option[]; readonly names: readonly string[] } {
  const options: Option[] = [];
  const behind: string[] = [];
  const add = (value: Value, at: Context, depth: number): void => {
    if (depth > MOST_DEPTH || options.length > 200) return;
    for (const part of value.parts) {
      if ("object" in part || ("list" in part && depth <= 1)) {
        for (const entry of "object" in part ? part.object : [])
          if (entry.key === "...") add(entry.value, at, depth + 1);
          else options.push({ key: entry.key, value: entry.value, context: at });
        for (const one of "list" in part ? part.list : [])
          if (one.parts.some((inner) => "object" in inner)) add(one, at, depth + 1);
      } else if ("choice" in part) for (const one of part.choice) add(one, at, depth + 1);
      else if ("name" in part && value.parts.length === 1) {
        const leads = names.leads(part.name, at.path, at.scope).filter((lead) => lead.how !== "key");
        if (leads.some((lead) => lead.parameter)) behind.push(part.name);
        for (const lead of leads)
          if (
            !lead.parameter &&
            !lead.rest?.length &&
            lead.value.parts.some((one) => "object" in one || "list" in one)
          ) {
            add(lead.value, { ...at, path: lead.path, scope: lead.scope }, depth + 1);
            if (lead.value.parts.some((one) => "object" in one)) behind.push(part.name);
          }
      }
    }
  };
  for (const entry of call.named)
    if (entry.key === "...") add(entry.value, context, 1);
    else options.push({ key: entry.key, value: entry.value, context });
  for (const value of call.args) add(value, context, 0);
  return { options, names: behind };
}
