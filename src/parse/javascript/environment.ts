import type { Node } from "@babel/types";

/** Objects that hold the environment whatever a variable is called. */
const HOLDERS = new Set([
  "process.env",
  "import.meta.env",
  "Bun.env",
  "Deno.env",
  "Deno.env.toObject()",
  "__ENV",
]);

/** Chains of calls grow by link, and each link asks. */
const LONGEST_HOLDER = 200;

const UPPER_SNAKE = /^[A-Z][A-Z0-9_]*$/;

/** Methods of `Deno.env` and `Netlify.env`, which are no variables. */
const METHODS = new Set(["get", "set", "has", "delete", "toObject", "toString", "hasOwnProperty", "*"]);

const bare = (name: string): string => name.replace(/^(?:globalThis|global|window|self)\./, "");

/** True for a dotted name that holds the whole environment: `process.env`, `import.meta.env`. */
export const isEnvironment = (name: string): boolean => HOLDERS.has(bare(name));

/**
 * The variable read by `holder.key`: any key of `process.env` and its like, an UPPER_SNAKE key of
 * anything called `env` (Workers, Hono, Cloudflare pages, typed environments) or of an alias.
 */
export function variableOf(holder: string, key: string, aliases: ReadonlySet<string>): string | undefined {
  if (METHODS.has(key) || holder.length > LONGEST_HOLDER) return undefined;
  if (isEnvironment(holder)) return key;
  const loose =
    holder === "env" ||
    holder.endsWith(".env") ||
    aliases.has(holder) ||
    /(?:^|\.)dotenv\.config\(\)\.parsed$/.test(holder);
  return loose && UPPER_SNAKE.test(key) ? key : undefined;
}

/** The variable read by a call: `Deno.env.get("X")`, `Netlify.env.get("X")`, `Cypress.env("X")`. */
export function variableOfCall(callee: string, args: readonly Node[]): string | undefined {
  const [name] = args;
  if (args.length !== 1 || name?.type !== "StringLiteral") return undefined;
  return /^(?:globalThis\.)?(?:(?:Deno|Netlify)\.env\.get|Cypress\.env)$/.test(callee)
    ? name.value
    : undefined;
}

/** Modules whose exports are environment variables (SvelteKit, Astro). */
export const isEnvironmentModule = (module: string): boolean =>
  /^(?:\$env\/static\/(?:private|public)|astro:env\/(?:server|client))$/.test(module);

/** True for an import that is the whole environment: `import { env as secrets } from "cloudflare:workers"`. */
export const isEnvironmentObject = (module: string, imported: string): boolean =>
  imported === "env" &&
  /^(?:(?:node:)?process|bun|cloudflare:workers|\$env\/dynamic\/(?:private|public))$/.test(module);
