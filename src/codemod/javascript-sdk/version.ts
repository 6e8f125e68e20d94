import { posix } from "node:path";
import type { Project } from "../recipe.ts";

/** `^2.0.1`, `~2.0`, `v2`, `npm:node-zendesk@2.2.0`. */
const ONE_MAJOR = /^(?:npm:.+@)?[~^=v\s]*(\d+)(?:\.[\dx*][^\s<>|]*)?$/;

/**
 * Major version of a package that a file uses: of the nearest package.json that asks for it or is its own, else of a lock file on the way
 * to the root. Undefined when none tells.
 */
export async function majorOf(name: string, path: string, project: Project): Promise<number | undefined> {
  const escaped = name.replace(/[/.]/g, "\\$&");
  const folders = foldersAbove(path);
  for (const folder of folders) {
    const text = (await project.load(posix.join(folder, "package.json")))?.masked ?? "";
    const own = new RegExp(`"name"\\s*:\\s*"${escaped}"`).test(text);
    const asked = new RegExp(`"${own ? "version" : escaped}"\\s*:\\s*"([^"]+)"`).exec(text)?.[1];
    const major = asked === undefined ? undefined : ONE_MAJOR.exec(asked)?.[1];
    if (major !== undefined) return Number(major);
    if (asked !== undefined) break;
  }
  const locked = folders.map((folder) => project.locked(name, folder)).find((one) => one !== undefined);
  return locked === undefined ? undefined : Number.parseInt(locked, 10);
}

/** `src/lib/zendesk.js` → `src/lib`, `src`, "". */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) folders.push(folder);
  return [...folders, ""];
}
