import { rewriteHeader } from "../python/header.ts";
import { HTTPX } from "../python/libraries.ts";
import { rewritePair } from "../python/pair.ts";
import type { Recipe } from "../recipe.ts";

/** httpx, sync and async: tuples, `BasicAuth` and Basic headers become an auth object that adds a bearer token to each request. */
export const pythonHttpx: Recipe = {
  id: "python-httpx",
  languages: ["python"],
  rewrite: async (site, project) =>
    (await rewritePair(site, project, HTTPX)) ?? rewriteHeader(site, project, HTTPX),
};
