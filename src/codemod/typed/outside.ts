import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Placed, SourceFile, Syntax } from "./syntax.ts";

/** Languages of the Java platform call each other. */
const FILES = /\.(?:java|kts?|groovy|scala)$/;

/** True when a file that was not looked at may use one of the methods or fields: it names it, and the class it belongs to. */
export async function isUsedOutside<File extends SourceFile>(
  open: readonly Placed<File>[],
  files: readonly File[],
  syntax: Syntax,
  project: Project,
): Promise<boolean> {
  const own = new Set(files.map(({ path }) => path));
  for (const { file, node } of open) {
    const name = syntax.nameOf(node);
    const owner = syntax.classNameOf(node);
    // Who extends the class calls it what it likes.
    const classes = owner === undefined ? [] : [owner, ...heirsOf(owner, files, syntax)];
    if (name.length < 3) return true;
    const paths = await project.containing([name], (path) => FILES.test(path) && !own.has(path));
    for (const path of paths) {
      const other = await project.load(path);
      if (!other) return true;
      const said = new RegExp(`(?<!\\w)${name}(?!\\w)`).test(other.masked);
      const reaches =
        owner === undefined ||
        classes.some((one) => new RegExp(`(?<!\\w)${one}(?!\\w)`).test(other.masked)) ||
        packageOf(other.masked) === packageOf(file.text);
      if (said && reaches) return true;
    }
  }
  return false;
}

const packageOf = (text: string): string => /^\s*package\s+([\w.]+)/m.exec(text)?.[1] ?? "";

/** Classes of the files whose declaration names another one: those that extend it, and what it implements. */
function heirsOf(name: string, files: readonly SourceFile[], syntax: Syntax): string[] {
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`);
  return files.flatMap(({ root }) =>
    [...nodesBelow(root)].flatMap((node) => {
      if (!/^(?:class|interface|object)_declaration$/.test(node.type)) return [];
      const own = syntax.nameOf(node);
      const head = node.text.slice(0, Math.max(0, node.text.indexOf("{")));
      if (own === name)
        return /(?:extends|implements|:)\s*([\w\s,<>.()]+)$/.exec(head)?.[1]?.match(/\b[A-Z]\w*/g) ?? [];
      return word.test(head) ? [own] : [];
    }),
  );
}

/** True when all of the files are in the package of the first, which is where the provider stands and can be used. */
export const inOnePackage = (files: readonly SourceFile[]): boolean =>
  new Set(files.map(({ text }) => packageOf(text))).size <= 1;
