import type { Edit } from "../../model/edit.ts";
import type { Project, Site } from "../recipe.ts";
import { statementLines } from "../typed/lines.ts";

/** Files of settings that a framework reads by itself. */
const SETTINGS = /(?:^|\/)(?:application|bootstrap)[\w-]*\.(?:properties|ya?ml)$/;

/** Takes the old settings out of the files a framework reads them from, when only the site read them. Lines with a real value stay. */
export async function settingEdits(site: Site, project: Project): Promise<Edit[]> {
  const places = [...site.use.hops, ...site.use.related].filter(
    (hop) => hop.role === "declaration" && SETTINGS.test(hop.path),
  );
  const edits: Edit[] = [];
  const readers = new Set(site.use.related.filter((hop) => hop.role === "read").map((hop) => hop.path));
  const users = site.names.userKeys.flatMap(
    (key) => /^(?:\$\{)?([\w-]+(?:\.[\w-]+)+?)(?::.*)?\}?$/.exec(key)?.[1] ?? [],
  );
  for (const path of new Set(places.map((hop) => hop.path))) {
    const file = await project.load(path);
    if (!file) continue;
    const text = file.masked;
    const remove = (at: number): void => {
      const start = text.lastIndexOf("\n", at) + 1;
      const newline = text.indexOf("\n", at);
      const end = newline < 0 ? text.length : newline;
      if (!/\*{8}/.test(text.slice(start, end)))
        edits.push({
          path,
          at: statementLines(text, { start, end: end - (text[end - 1] === "\r" ? 1 : 0) }),
          text: "",
        });
    };
    for (const { at } of places.filter((hop) => hop.path === path)) remove(at.start);
    for (const key of users) {
      const read = await project.containing([key], (one) => /\.(?:java|kts?|groovy|xml)$/.test(one));
      if (read.some((one) => !readers.has(one))) continue;
      const spelled = key.replace(/[.]/g, "\\.");
      const line = path.endsWith(".properties")
        ? new RegExp(`^[ \\t]*${spelled}[ \\t]*[=:]`, "m").exec(text)
        : nearbyKey(
            text,
            key.split(".").at(-1) ?? "",
            places.find((hop) => hop.path === path)?.at.start ?? 0,
          );
      if (line) remove(line.index + 1);
    }
  }
  return [...new Map(edits.map((edit) => [`${edit.path}:${edit.at.start}`, edit])).values()];
}

/** A YAML key right above or below the line at a place, indented as it is. */
function nearbyKey(text: string, key: string, at: number): { readonly index: number } | undefined {
  const start = text.lastIndexOf("\n", at) + 1;
  const indent = /^[ ]*/.exec(text.slice(start))?.[0] ?? "";
  const previous = text.lastIndexOf("\n", start - 2) + 1;
  const next = text.indexOf("\n", at) + 1;
  for (const one of [previous, next])
    if (one < text.length && text.slice(one).startsWith(`${indent}${key}:`)) return { index: one };
  return undefined;
}
