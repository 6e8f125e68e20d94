import type { Node } from "web-tree-sitter";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { tellingRoots } from "../typed/origin.ts";
import { type GoFile, packageName } from "./package.ts";
import { functionAround } from "./syntax.ts";

/**
 * The exported function or type through which a credential comes into a package that others import, when nothing in the repository tells where
 * it comes from. Undefined for programs, internal packages, tests, and where the origin is known.
 */
export async function exportedEntry(site: Site, project: Project): Promise<string | undefined> {
  const roots = tellingRoots(site);
  if (site.finding.placement === "test" || roots.some((root) => root.kind !== "unknown")) return undefined;
  for (const root of roots.length > 0 ? roots : [{ path: site.file.path, at: site.use.match.at, key: "" }]) {
    const file = await project.load(root.path);
    if (!file?.path.endsWith(".go") || /(?:^|\/)internal\//.test(root.path)) continue;
    const tree = await project.tree(file.masked, "go");
    if (packageName(tree) === "main") continue;
    const around = functionAround(tree.descendantForIndex(root.at.start, root.at.start) ?? tree);
    const first = root.key?.split(".")[0] ?? "";
    const receiver = around?.childForFieldName("receiver")?.namedChild(0);
    if (first !== "" && receiver?.childForFieldName("name")?.text === first)
      return receiver.childForFieldName("type")?.text.replace(/^\*/, "");
    if (roots.length === 0)
      return receiver?.childForFieldName("type")?.text.replace(/^\*/, "") ?? "The package";
    const name = around?.childForFieldName("name")?.text ?? "";
    const parameters = around?.childForFieldName("parameters")?.text ?? "";
    if (/^[A-Z]/.test(name) && new RegExp(`\\b${first}\\b`).test(parameters)) return name;
  }
  return undefined;
}

/** Functions of a package that others may import whose parameters carry the credential: they lose them. */
export function changedSignatures({ use, file }: Site, files: readonly GoFile[]): string[] {
  const [own] = files;
  if (!own || packageName(own.root) === "main" || /(?:^|\/)internal\//.test(file.path)) return [];
  const names = use.hops.flatMap((hop) => /^passed to (?:\w+\.)*(\p{Lu}\w*)$/u.exec(hop.message)?.[1] ?? []);
  const declared = [...new Set(names)].filter((name) =>
    files.some(({ text }) => new RegExp(`^func (?:\\([^)]*\\) )?${name}\\(`, "m").test(text)),
  );
  return declared.map((name) => `The signature of ${name} changes: other repositories may call it.`);
}

const exportedOf = (functions: readonly Node[]): string[] =>
  functions
    .flatMap((one) => one.childForFieldName("name")?.text ?? [])
    .filter((name) => /^\p{Lu}/u.test(name));

/** Says so when a function that signs or gives requests is called from another package, which would send them without a token. */
export async function calledOutside(
  functions: readonly Node[],
  files: readonly GoFile[],
  project: Project,
): Promise<string | undefined> {
  const own = new Set(files.map(({ path }) => path));
  for (const name of exportedOf(functions)) {
    const paths = await project.containing([name], (path) => path.endsWith(".go") && !own.has(path));
    for (const path of paths) {
      const file = name.length < 3 ? undefined : await project.load(path);
      const root = file && (await project.tree(file.masked, "go"));
      if (!root) return `${name} may be called in ${path}`;
      for (const node of nodesBelow(root))
        if (
          node.type === "selector_expression" &&
          node.childForFieldName("field")?.text === name &&
          node.childForFieldName("operand")?.text !== "http"
        )
          return `${name} is used in ${path}, too, which sends the request`;
    }
  }
  return undefined;
}

/** Exported functions of a package that others may import, by which they get requests signed. */
export function signingInterface(functions: readonly Node[], files: readonly GoFile[]): string[] {
  const [own] = files;
  if (!own || packageName(own.root) === "main" || /(?:^|\/)internal\//.test(own.path)) return [];
  return exportedOf(functions).map(
    (name) => `${name} does not sign requests any more: other repositories may call it.`,
  );
}
