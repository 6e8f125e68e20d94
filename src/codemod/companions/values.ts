import { compactOf } from "../../detect/index.ts";
import type { LanguageId } from "../../model/fact.ts";

/** `KEY: value`, `KEY = value`, `- KEY=value` with a value that is handed on from elsewhere. */
const ENTRY =
  /^[ \t]*(?:-[ \t]+)?(?:ENV[ \t]+|ARG[ \t]+|export[ \t]+)?["']?([A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*(\S[^\n]*?)[ \t]*\r?$/;

/** `- name: KEY`, and below it where a key of a store is named. */
const NAMED = /^[ \t]*-[ \t]+name:[ \t]*["']?([\w.-]+)["']?[ \t]*\r?$/;

/** Lines of a declaration in which the key of a store is looked for. */
const MOST_LINES = 6;

/**
 * True when one of the new variables of a settings file gets its value by another name than its own: the name was the token's, and so is what it gives
 * until a person changes that.
 */
export function hasForeignValue(text: string, language: LanguageId, names: readonly string[]): boolean {
  const own = names.map(compactOf);
  const isNew = (name: string): boolean => own.includes(compactOf(name));
  const isForeign = (value: string): boolean =>
    !own.some((name) => compactOf(value).includes(name)) &&
    (/\$[\w{(]|\{\{/.test(value) || (language === "hcl" && /^[a-z_]\w*\.[\w.[\]"]+$/i.test(value)));
  const lines = text.split("\n");
  return lines.some((line, index) => {
    const [, key = "", value = ""] = ENTRY.exec(line) ?? [];
    if (isNew(key) && isForeign(value)) return true;
    const [, name = ""] = NAMED.exec(line) ?? [];
    if (!isNew(name)) return false;
    for (const next of lines.slice(index + 1, index + 1 + MOST_LINES)) {
      if (/^[ \t]*-[ \t]/.test(next)) return false;
      const stored = /(?:^|[{,])[ \t]*key:[ \t]*["']?([\w./-]+)/.exec(next)?.[1];
      if (stored !== undefined) return !own.some((one) => compactOf(stored).includes(one));
      const given = /^[ \t]*value:[ \t]*(\S[^\n]*)/.exec(next)?.[1];
      if (given !== undefined) return isForeign(given);
    }
    return false;
  });
}
