import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** Speedygeek.ZendeskAPI: its credentials are a service of its own, which no released form renews. */
export const csharpSpeedygeek: Recipe = {
  id: "csharp-speedygeek",
  languages: ["csharp"],
  rewrite: async ({ finding }) =>
    finding.rule === "sdk-speedygeek"
      ? refuse(
          "shape",
          "Its registration takes a fixed token, which expires: register an ICredentialsProvider of your own that gets tokens by client credentials.",
        )
      : undefined,
};
