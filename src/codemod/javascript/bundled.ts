import type { Program } from "./program.ts";

/** A single-file component that browsers get; what stands in `*.server.vue` stays on Nuxt's server. */
export const isBrowserComponent = (path: string): boolean =>
  /\.(?:vue|svelte)$/.test(path) && !/\.server\.vue$/.test(path);

/** Modules between a component and the one that is asked about. */
const MOST_BETWEEN = 40;

/** The component whose script imports a module, by way of others perhaps: a bundler gives browsers all of them. */
export async function componentAbove(path: string, program: Program): Promise<string | undefined> {
  const { project } = program;
  if (!project.paths.some(isBrowserComponent)) return undefined;
  const seen = new Set([path]);
  for (const one of seen) {
    if (seen.size > MOST_BETWEEN) return undefined;
    const types = typesOf((await project.load(one))?.masked ?? "");
    for (const other of (await program.importersOf(one)) ?? []) {
      const text = (await project.load(other))?.masked ?? "";
      if (!importsValues(text, types, (specifier) => program.standsFor(other, specifier, one))) continue;
      if (isBrowserComponent(other)) return other;
      // What an Astro page or a text with components imports, its server imports.
      if (!/\.(?:vue|svelte|astro|mdx)$/.test(other)) seen.add(other);
    }
  }
  return undefined;
}

/** Names of the types that a module exports. */
const typesOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/\bexport\s+(?:declare\s+)?(?:interface|type)\s+(\w+)/g)].map(([, name = ""]) => name),
  );

/** A text imports more of a module than types, which no bundler keeps. */
function importsValues(
  text: string,
  types: ReadonlySet<string>,
  means: (specifier: string) => boolean,
): boolean {
  for (const [, clause = "", specifier = ""] of text.matchAll(
    /\b(?:import|export)\b([^"'`;()=]{1,2000}?)\bfrom\s{0,20}["']([^"'\n]{1,300})["']/g,
  )) {
    const taken = clause.trim();
    if (/^type\b(?!\s*,)/.test(taken) || !means(specifier)) continue;
    const names = /^\{([^{}]*)\}$/
      .exec(taken)?.[1]
      ?.split(",")
      .map((one) => one.trim());
    const isType = (name: string): boolean =>
      name === "" || name.startsWith("type ") || types.has(/^\w+/.exec(name)?.[0] ?? "");
    if (!names?.every(isType)) return true;
  }
  const whole = /\b(?:import|require)\s{0,20}(?:\(\s{0,20})?["']([^"'\n]{1,300})["']/g;
  return [...text.matchAll(whole)].some(([, specifier = ""]) => means(specifier));
}
