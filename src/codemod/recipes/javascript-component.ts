import { posix } from "node:path";
import { isBrowserComponent } from "../javascript/bundled.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { type Refusal, refuse } from "../refusal.ts";

/** The part of an Astro component that its server or its build runs. */
const FRONTMATTER = /^\s*---[^\n]*\n[\s\S]*?\n---/;

/** Single-file components of Vue, Svelte and Astro: none is rewritten, and who has to decide what depends on where it runs. */
export const javascriptComponent: Recipe = {
  id: "javascript-component",
  languages: ["html"],
  rewrite: async (site, project) => refusalOf(site, project),
};

async function refusalOf({ file, use }: Site, project: Project): Promise<Refusal> {
  const { path, masked } = file;
  const server = await serverOf(path, project);
  if (isBrowserComponent(path) || (path.endsWith(".vue") && server !== NUXT))
    return refuse("browser", `Browsers get what a component holds: let ${server} make the call.`);
  // Of an Astro component only the scripts below its frontmatter go to browsers.
  if (path.endsWith(".astro") && use.match.at.start >= (FRONTMATTER.exec(masked)?.[0].length ?? 0))
    return refuse(
      "browser",
      "Browsers get a script of the page: let its frontmatter or an endpoint make the call.",
    );
  return refuse(
    "embedded",
    "It runs on the server only: move the call to a module of its own, then run zunset migrate again.",
  );
}

const NUXT = "a route in server/api/";

/** What of the framework's runs on a server, by the package.json that asks for it. */
async function serverOf(path: string, project: Project): Promise<string> {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const text = (await project.load(posix.join(folder, "package.json")))?.masked ?? "";
    if (/"nuxt3?"\s*:/.test(text)) return NUXT;
    if (/"@sveltejs\/kit"\s*:/.test(text)) return "+page.server.ts or +server.ts";
    if (text !== "" || folder === ".") return "a route of a server";
  }
}
