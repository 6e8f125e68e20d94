import type * as Morph from "ts-morph";

/** What the package ts-morph exports. */
export type MorphModule = typeof Morph;

/** Loads ts-morph, which brings a TypeScript compiler: half a second that only repositories with JavaScript to rewrite pay. */
export const loadMorph = async (): Promise<MorphModule> => {
  const loaded = await import("ts-morph");
  return "default" in loaded ? (loaded.default as MorphModule) : loaded;
};
