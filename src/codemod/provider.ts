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

/** The template with what it includes. */
function sourceOf(template: string): string {
  return templateText(template).replace(/^.*@@include (\S+)@@.*\n/gm, (_, name: string) =>
    templateText(name),
  );
}

/** True for a template that can keep an API token as a fallback: it has a block `@@if dual@@`, and none that is kept needs a token (`@@switch name@@`). */
export function hasFallback(template: string, keep: readonly string[]): boolean {
  const source = sourceOf(template);
  const needs = [...source.matchAll(/@@switch ([\w-]+)@@/g)].map(([, name = ""]) => name);
  return source.includes("@@if dual@@") && !keep.some((name) => needs.includes(name));
}

/**
 * Fills in a template of `rules/providers/`: `@@NAME@@` becomes the value of that name, lines between `@@if name@@` and `@@end@@` stay when the name
 * is kept (`@@if !name@@` when it is not), `@@include file@@` becomes that template, a line `@@switch name@@` goes, what stands between `@@indent name@@` and `@@end@@` is
 * indented by four more spaces when the name is kept. Indentation, quotes and semicolons become the style's. Throws when a value is missing: a mistake of the recipe's.
 */
export function renderProvider(
  template: string,
  values: Readonly<Record<string, string>>,
  keep: readonly string[],
  style: TextStyle,
): string {
  const source = sourceOf(template);
  const kept: string[] = [];
  const open: { readonly kept: boolean; readonly indent: string }[] = [];
  for (const line of source.split("\n")) {
    const condition = /^\s*\S*\s*@@if (!?)([\w-]+)@@/.exec(line);
    const nested = /^@@indent ([\w-]+)@@/.exec(line);
    if (condition)
      open.push({ kept: keep.includes(condition[2] ?? "") !== (condition[1] === "!"), indent: "" });
    else if (nested) open.push({ kept: true, indent: keep.includes(nested[1] ?? "") ? "    " : "" });
    else if (/^\s*\S*\s*@@end@@/.test(line)) open.pop();
    else if (!/@@switch [\w-]+@@/.test(line) && open.every((block) => block.kept))
      kept.push(line === "" ? line : `${open.map((block) => block.indent).join("")}${line}`);
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
  const unit = /^(\t| +)[^\s*]/m.exec(text)?.[1] ?? "";
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
