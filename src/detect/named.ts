import type { Value } from "../model/fact.ts";
import type { FileContext, Found } from "./context.ts";
import { literalOf } from "./select.ts";

/** Options that name the variable an option or a field is filled from: clap, click, urfave/cli, oclif, pydantic. */
const VARIABLE = /^env(?:_?(?:var|name|variable)s?)?$/i;
/** Tags of Go's fields that do: caarlos0/env, envconfig, kong, go-flags, viper's decoder. */
const TAG = /\b(?:env|envconfig|envvar|env-?name|mapstructure)\s{0,2}:\s{0,2}"([A-Z][A-Z0-9_]{2,100})["=,]/;
/** Where frameworks keep settings, and what is read of them by a path of names. */
const KEPT =
  /^(?:Rails\.(?:application\.)?(?:credentials|secrets|config(?:uration)?(?:\.x)?)|Figaro\.env|Settings|Yii\.(?:app|\$app)\.params|node)\.((?:\w+\.){0,3}\w+)[!?]?$/;

/** Reads that name what they read without a call: `env = "ZENDESK_TOKEN"` of an option, a field's tag, `Settings.zendesk.token`. */
export function named(
  context: FileContext,
  strong: (name: string) => boolean,
  emit: (found: Found) => void,
): void {
  const found = (at: Value["at"], scope: number, key: string | undefined): void => {
    if (key !== undefined && strong(key))
      emit({ role: "read", at, scope, key, evidence: "name", confidence: "medium" });
  };
  for (const place of context.places.values) {
    const { value, scope, fact } = place;
    if (fact.kind === "entry" || fact.kind === "prose") continue;
    const only = value.parts.length === 1 ? value.parts[0] : undefined;
    if (!only) continue;
    if ("name" in only) found(value.at, scope, KEPT.exec(only.name)?.[1]);
    else if (fact.kind === "assign" && fact.field && "text" in only && fact.value === value)
      found(value.at, scope, TAG.exec(only.text)?.[1]);
    if (place.key === undefined || !VARIABLE.test(place.key)) continue;
    for (const one of "list" in only ? only.list : [value]) {
      const text = literalOf(one);
      if (text !== undefined && /^[A-Za-z]\w{2,100}$/.test(text)) found(one.at, scope, text);
    }
  }
}
