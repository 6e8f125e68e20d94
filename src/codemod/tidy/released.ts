import { posix } from "node:path";
import type { Project } from "../recipe.ts";
import { wordsIn } from "./index.ts";

/** A file before its edits, and with them. */
export interface EditedFile {
  readonly file: { readonly masked: string };
  readonly edited: { readonly text: string };
}

const IMPORTS = [
  /\bimport\s[^;"'{}]{0,200}\{([^{}]{0,2000})\}\s*from\s*["'](\.[^"'\n]{1,300})["']/g,
  /\b(?:const|let|var)\s*\{([^{}]{0,2000})\}\s*=\s*require\(\s*["'](\.[^"'\n]{1,300})["']/g,
];
const EXTENSION = /\.[cm]?[jt]sx?$/;

/** True when another module passes on all that this one exports: then anybody may import a name from there. */
export async function isPassedOn(path: string, project: Project): Promise<boolean> {
  const name = posix.basename(path.replace(EXTENSION, ""));
  const word = name === "index" ? posix.basename(posix.dirname(path)) : name;
  const others = await project.containing(["export *"], (other) => other !== path && EXTENSION.test(other));
  for (const other of others) {
    const text = (await project.load(other))?.masked ?? "";
    for (const [, module = ""] of text.matchAll(/\bexport\s*\*[^"';]{0,100}["'](\.[^"'\n]{0,300})["']/g))
      if (posix.basename(module.replace(EXTENSION, "")) === word || /(?:^|\/)\.{1,2}\/?$/.test(module))
        return true;
  }
  return false;
}

/**
 * Names that other files imported from a module and no longer say: what it declares once, for them, is not what was unused before. JavaScript
 * and TypeScript, relative names.
 */
export function releasedNames(path: string, files: ReadonlyMap<string, EditedFile>): ReadonlySet<string> {
  if (!EXTENSION.test(path)) return new Set();
  const stem = path.replace(EXTENSION, "");
  const own = new Set([stem, stem.replace(/\/index$/, "")]);
  const released = new Set<string>();
  for (const [other, { file, edited }] of files) {
    if (other === path) continue;
    let left: ReadonlySet<string> | undefined;
    for (const pattern of IMPORTS)
      for (const [, names = "", module = ""] of file.masked.matchAll(pattern)) {
        const meant = posix.normalize(posix.join(posix.dirname(other), module)).replace(EXTENSION, "");
        if (!own.has(meant)) continue;
        left ??= new Set(wordsIn(edited.text));
        for (const one of names.split(",")) {
          const [name = "", local = name] = one
            .replace(/\/\*.*?\*\/|^\s*type\s/g, "")
            .trim()
            .split(/\s+as\s+|\s*:\s*/);
          if (name !== "" && !left.has(local)) released.add(name);
        }
      }
  }
  return released;
}
