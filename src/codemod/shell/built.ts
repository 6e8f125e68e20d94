import { posix } from "node:path";
import type { Project } from "../recipe.ts";

/** Why a file beside a Dockerfile may not get into the image: the build's context is another folder, or leaves it out. */
export async function copyDoubts(path: string, provider: string, project: Project): Promise<string[]> {
  const folder = posix.dirname(path);
  const name = posix.basename(path);
  const doubts: string[] = [];
  if (folder !== ".") {
    // `docker build -f docker/Dockerfile .`, `dockerfile: docker/Dockerfile`
    const named = new RegExp(
      `(?:-f|--file|dockerfile|file)[ \\t:="']+(?:[^\\s"']*/)?${escaped(posix.basename(folder))}/${escaped(name)}(?![\\w.-])`,
      "i",
    );
    for (const other of await project.containing(
      [`${posix.basename(folder)}/${name}`],
      (one) => one !== path,
    ))
      if (named.test((await project.load(other))?.masked ?? ""))
        doubts.push(
          `${other} builds ${path} with another folder as its context: COPY takes the provider from there.`,
        );
  }
  const ignores = [posix.join(folder, ".dockerignore"), `${path}.dockerignore`, ".dockerignore"];
  for (const ignore of new Set(ignores.filter((one) => project.has(one)))) {
    const lines = ((await project.load(ignore))?.masked ?? "").split("\n").map((line) => line.trim());
    if (lines.some((line) => leavesOut(line, provider)))
      doubts.push(`${ignore} may leave ${posix.basename(provider)} out of the build.`);
  }
  return doubts.slice(0, 1);
}

/** A line of `.dockerignore` that may be about a file: any that has a wildcard, or names it or a folder above it. */
function leavesOut(line: string, path: string): boolean {
  if (line === "" || /^[#!]/.test(line)) return false;
  const plain = line.replace(/^\/|\/+$/g, "");
  const [wild] = /\*[^/]*$/.exec(plain) ?? [];
  if (wild !== undefined) return wild === "*" || wild === "**" || path.endsWith(wild.replace(/^\*+/, ""));
  return path === plain || path.startsWith(`${plain}/`) || posix.basename(path) === plain;
}

/** The folders in which make runs the recipes of a makefile: its own, or those of the makefiles that include it. */
export async function foldersOfMake(path: string, project: Project): Promise<string[]> {
  const name = posix.basename(path);
  if (/^(?:gnu)?makefile$/i.test(name)) return [posix.dirname(path)];
  const including = new RegExp(`^-?s?include[ \\t][^\\n]*${escaped(name)}`, "m");
  const wanted = (one: string): boolean => one !== path && /(?:^|\/)(?:gnu)?makefile$|\.mk$/i.test(one);
  const folders = new Set<string>();
  for (const other of await project.containing([name], wanted))
    if (including.test((await project.load(other))?.masked ?? "")) folders.add(posix.dirname(other));
  return [...folders].sort();
}

const escaped = (text: string): string => text.replace(/[^\w-]/g, "\\$&");
