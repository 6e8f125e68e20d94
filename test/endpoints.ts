import type { EndpointCall } from "../src/codemod/scopes/calls.ts";
import { callsOf } from "../src/codemod/scopes/calls.ts";
import { scopesOf } from "../src/codemod/scopes/index.ts";
import { nameReader } from "../src/detect/index.ts";
import { parse } from "../src/parse/index.ts";
import { builtInRules } from "../src/rules/index.ts";

const { names, scopes: data } = await builtInRules();

/** What the calls of files are found with. */
export const options = { data, read: nameReader(names) };

/** Endpoints of a few files, `METHOD endpoint` each; the files are given as path and text. */
export async function endpoints(sources: Readonly<Record<string, string>>): Promise<string[]> {
  return (await calls(sources)).map(({ method, endpoint }) => `${method} ${endpoint}`);
}

export async function calls(sources: Readonly<Record<string, string>>): Promise<EndpointCall[]> {
  const files = await Promise.all(Object.entries(sources).map(([path, text]) => parse({ path, text })));
  return callsOf(files, options);
}

export async function scope(sources: Readonly<Record<string, string>>): Promise<string> {
  return scopesOf(await calls(sources)).scope;
}

/** A call that needs some scopes, for the rules of combination. */
export const needing = (...scopes: string[]): EndpointCall => ({
  path: "a.js",
  at: { start: 0, end: 1 },
  line: 1,
  method: "GET",
  endpoint: "/api/v2/x",
  sure: "certain",
  scopes,
  notes: [],
});
