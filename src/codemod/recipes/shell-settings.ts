import { posix } from "node:path";
import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** .netrc and .curlrc: clients read them by themselves, and nothing in them can get a token. */
export const shellSettings: Recipe = {
  id: "shell-settings",
  languages: ["ini", "text"],
  rewrite: async ({ file }) => {
    const name = posix.basename(file.path);
    if (!/^[._]?(?:netrc|curlrc|wgetrc)$/.test(name)) return undefined;
    return refuse(
      "setting",
      `curl and wget read ${name}; remove the entry when the calls carry a bearer token.`,
    );
  },
};
