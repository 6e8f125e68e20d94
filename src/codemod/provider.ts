import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TextStyle } from "./style.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** In the bundle templates stand beside the code, in a checkout in `rules/`. */
function templateText(name: string): string {
  const bundled = join(here, "providers", name);
  return readFileSync(existsSync(bundled) ? bundled : join(here, "../../rules/providers", name), "utf8");
}

/** Files whose strings may stand in either quotes. */
const EITHER_QUOTES = /\.(?:[mc]?[jt]s|gs|py|rb|php)$/;
const OPTIONAL_SEMICOLONS = /\.(?:[mc]?[jt]s|gs)$/;

/**
 * Fills in a template of `rules/providers/`: `@@NAME@@` becomes the value of that name, lines between `@@if name@@` and `@@end@@` stay when the name
 * is kept (`@@if !name@@` when it is not). Indentation, quotes and semicolons become the style's. Throws when a value is missing: a mistake of the recipe's.
 */
export function renderProvider(
  template: string,
  values: Readonly<Record<string, string>>,
  keep: readonly string[],
  style: TextStyle,
): string {
  const source = templateText(template);
  const kept: string[] = [];
  const open: boolean[] = [];
  for (const line of source.split("\n")) {
    const condition = /^\s*\S*\s*@@if (!?)([\w-]+)@@/.exec(line);
    if (condition) open.push(keep.includes(condition[2] ?? "") !== (condition[1] === "!"));
    else if (/^\s*\S*\s*@@end@@/.test(line)) open.pop();
    else if (open.every(Boolean)) kept.push(line);
  }
  const styled = restyled(kept.join("\n"), template, style);
  return styled.replace(/@@([A-Z_]+)@@/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`template ${template} wants a value for ${name}`);
    return value;
  });
}

/** A template is written with double quotes and semicolons, and with the indentation that its first indented line shows. */
function restyled(text: string, name: string, style: TextStyle): string {
  const unit = /^(\t| +)\S/m.exec(text)?.[1] ?? "";
  let result = text;
  if (unit !== "" && unit !== style.indent)
    result = result.replace(/^(?:\t| )+/gm, (white) => {
      const levels = Math.floor(white.length / unit.length);
      return style.indent.repeat(levels) + white.slice(levels * unit.length);
    });
  // Only plain strings change their quotes: no escape, no other quote, no interpolation within.
  if (style.quote === "'" && EITHER_QUOTES.test(name))
    result = result.replace(/(?<!["\\])"([^"'\\\n#${}]*)"(?!")/g, "'$1'");
  if (!style.semicolons && OPTIONAL_SEMICOLONS.test(name)) result = result.replace(/;$/gm, "");
  return result;
}
