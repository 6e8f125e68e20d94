import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { around, attributesBelow, field, namesBelow } from "./code.ts";
import { bindingOf, isImported, usesIn } from "./scope.ts";

/** What other files make of a name of a module. */
export interface Imported {
  readonly path: string;
  /** Places that mean it. */
  readonly uses: readonly Node[];
  /** What it is called at the top of that file, where that hands it on. */
  readonly handedOn: readonly string[];
}

/** Most files that are followed from one module. */
const MOST_FILES = 300;

/** The names of modules that a path may be imported by end in one of these. */
function stemsOf(path: string): string[] {
  const module = path.replace(/(?:\/__init__)?\.py$/, "");
  return [posix.basename(module)];
}

/** The module that an import names may be the file. A package may hand on what its modules have. */
function isOf(dotted: string, path: string): boolean {
  const wanted = dotted.replace(/^\.+/, "").replaceAll(".", "/");
  const module = path.replace(/(?:\/__init__)?\.py$/, "");
  return wanted === "" || `/${module}/`.includes(`/${wanted}/`);
}

/** The statement may import from the file, or the file itself. */
function mayImport(statement: Node, path: string): boolean {
  const from = field(statement, "module_name")?.text;
  const names = statement
    .childrenForFieldName("name")
    .map((one) => field(one, "name")?.text ?? one?.text ?? "");
  if (from === undefined) return names.some((one) => isOf(one, path));
  if (isOf(from, path)) return true;
  return false;
}

const importsOf = (root: Node): Node[] =>
  [...nodesBelow(root)].filter((node) => /^import_(?:from_)?statement$/.test(node.type));

/** Python files that import a file, directly or through others; undefined when those are too many. */
export async function reachedFrom(path: string, project: Project): Promise<string[] | undefined> {
  const found = new Set([path]);
  for (const one of found) {
    const words = stemsOf(one).filter((stem) => stem.length >= 3 && stem.length <= 64);
    const isPython = (other: string): boolean => other.endsWith(".py") && !found.has(other);
    const paths =
      words.length > 0 ? await project.containing(words, isPython) : project.paths.filter(isPython);
    // A package's modules import their neighbours by a dot alone.
    for (const other of paths) {
      const file = await project.load(other);
      if (file?.language !== "python") continue;
      const root = await project.tree(file.masked, "python");
      if (importsOf(root).some((statement) => mayImport(statement, one))) found.add(other);
      if (found.size > MOST_FILES) return undefined;
    }
  }
  return [...found];
}

/** Where other files use what a module calls `name` at its top, under whatever name they know it. */
export async function importedUses(path: string, name: string, project: Project): Promise<Imported[]> {
  const result = new Map<string, Imported>();
  const queue: { path: string; name: string }[] = [{ path, name }];
  const done = new Set<string>();
  for (let one = queue.pop(); one && done.size < MOST_FILES; one = queue.pop()) {
    const key = `${one.path}:${one.name}`;
    if (done.has(key)) continue;
    done.add(key);
    const word = one.name.length >= 3 ? one.name : (stemsOf(one.path)[0] ?? "");
    const isOther = (other: string): boolean => other.endsWith(".py") && other !== one.path;
    const paths =
      word.length >= 3 && word.length <= 64
        ? await project.containing([word], isOther)
        : project.paths.filter(isOther);
    const stars = word === one.name ? await starring(one.path, project) : [];
    for (const other of new Set([...paths, ...stars])) {
      const file = await project.load(other);
      if (file?.language !== "python") continue;
      const found = usesOfImport(await project.tree(file.masked, "python"), one.path, one.name);
      if (!found) continue;
      const before = result.get(other);
      result.set(other, {
        path: other,
        uses: [...(before?.uses ?? []), ...found.uses],
        handedOn: found.handedOn,
      });
      for (const local of found.handedOn) queue.push({ path: other, name: local });
    }
  }
  return [...result.values()];
}

/** Files that take all there is from a module. */
async function starring(path: string, project: Project): Promise<string[]> {
  const [stem = ""] = stemsOf(path);
  if (stem.length < 3 || stem.length > 64) return [];
  const paths = await project.containing([stem], (other) => other.endsWith(".py") && other !== path);
  const found: string[] = [];
  for (const other of paths)
    if (/^\s*from\b.*\bimport\s*\*/m.test((await project.load(other))?.masked ?? "")) found.push(other);
  return found;
}

function usesOfImport(
  root: Node,
  path: string,
  name: string,
): { uses: Node[]; handedOn: string[] } | undefined {
  const uses = new Map<number, Node>();
  const handedOn = new Set<string>();
  let found = false;
  for (const statement of importsOf(root)) {
    if (!mayImport(statement, path)) continue;
    const from = field(statement, "module_name")?.text;
    const top = !around(statement, "function_definition");
    if (statement.namedChildren.some((one) => one?.type === "wildcard_import")) {
      found = true;
      handedOn.add(name);
      for (const one of namesBelow(root, name)) if (bindingOf(one).type === "module") uses.set(one.id, one);
      continue;
    }
    for (const one of statement.childrenForFieldName("name")) {
      if (!one) continue;
      const spelt = field(one, "name")?.text ?? one.text;
      const alias = field(one, "alias");
      const local = alias?.text ?? spelt;
      if (from !== undefined && spelt === name) {
        found = true;
        if (top) handedOn.add(local);
        const node = alias ?? one.namedChild(0);
        const binding = node ? bindingOf(node) : root;
        for (const use of usesIn(binding, local)) if (!isImported(use)) uses.set(use.id, use);
      } else {
        // The module itself, or a package that has it.
        const of = new RegExp(`^${local.replaceAll(".", "\\s*\\.\\s*")}(?:\\s*\\.\\s*\\w+)*$`);
        for (const use of attributesBelow(root, name, of)) {
          found = true;
          uses.set(use.id, use);
        }
      }
    }
  }
  return found ? { uses: [...uses.values()], handedOn: [...handedOn] } : undefined;
}
