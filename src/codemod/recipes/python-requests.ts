import { rewriteHeader } from "../python/header.ts";
import { REQUESTS } from "../python/libraries.ts";
import { rewritePair } from "../python/pair.ts";
import type { Recipe } from "../recipe.ts";

/** requests: tuples, `HTTPBasicAuth` and Basic headers become an auth object that adds a bearer token to each request. */
export const pythonRequests: Recipe = {
  id: "python-requests",
  languages: ["python"],
  rewrite: async (site, project) =>
    (await rewritePair(site, project, REQUESTS)) ?? rewriteHeader(site, project, REQUESTS),
};
