import type { Edit } from "../../model/edit.ts";
import type { JavaFile } from "./files.ts";

/** Imports a class where it belongs in the order of the imports; nothing when the file knows it already. */
export function importing({ path, root, text }: JavaFile, name: string): Edit[] {
  const folder = name.slice(0, name.lastIndexOf("."));
  const imports = root.namedChildren.filter(
    (node) => node?.type === "import_declaration" && !/^import\s+static/.test(node.text),
  );
  const names = imports.map((node) => /import\s+([\w.*]+)/.exec(node?.text ?? "")?.[1] ?? "");
  if (names.includes(name) || names.includes(`${folder}.*`)) return [];
  const next = names.findIndex((one) => one > name);
  const end = /;?$/.exec(imports[0]?.text ?? "import x;")?.[0] ?? ";";
  const line = `import ${name}${end}\n`;
  const before = next >= 0 ? imports[next] : undefined;
  if (before) return [{ path, at: { start: before.startIndex, end: before.startIndex }, text: line }];
  const last = imports.at(-1) ?? root.namedChildren.find((node) => node?.type === "package_declaration");
  const at = last ? text.indexOf("\n", last.endIndex) + 1 : 0;
  return [{ path, at: { start: at, end: at }, text: line }];
}
