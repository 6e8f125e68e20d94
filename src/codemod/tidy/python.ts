import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import { withoutGaps } from "../python/blocks.ts";
import { type Declaration, nodesBelow, type TidyGrammar } from "./grammar.ts";

/** Calls that only make a value: a statement of nothing else can go. */
const PURE =
  /^(?:(?:os\.)?environ\.get|(?:os\.)?getenv|(?:base64\.)?(?:standard_|urlsafe_)?b64encode|str|bytes|(?:decouple\.)?config|env(?:\.str)?|HTTPBasicAuth|(?:requests\.auth\.)?HTTPBasicAuth|(?:httpx\.)?BasicAuth|(?:aiohttp\.)?BasicAuth)$|(?:^|[._])(?:get|access|read|fetch|load)_?\w*(?:[sS]ecret|[pP]arameter)\w*$|\.(?:encode|decode|format|strip|rstrip|lower|join|get)$/;

/** Tidying of Python. */
export const python: TidyGrammar = {
  grammar: "python",
  files: /\.pyi?$/,
  identifiers: new Set(["identifier"]),
  declarations: (root, path) => {
    // What a package imports it may only hand on.
    const handsOn = /(?:^|\/)__init__\.py$/.test(path);
    const found: Declaration[] = [];
    const told = spokenOf(root);
    for (const node of nodesBelow(root)) {
      const names = namesOf(node);
      if (!names || isAlone(node) || (handsOn && /import/.test(node.type))) continue;
      if (names.some((name) => told.has(name)) || readsAll(node)) continue;
      const imports = /import/.test(node.type);
      found.push({ names, node, visible: !isInFunction(node) && !imports, imports });
    }
    return found;
  },
  mend: withoutGaps,
  brings: (node) =>
    /^(?:dotted_name|aliased_import)$/.test(node.parent?.type ?? "") &&
    /^import/.test(node.parent?.parent?.type ?? ""),
  // A bare name of another module has to be imported; attributes, strings and star imports may mean anything.
  reaches: (text, name) =>
    new RegExp(
      [
        `\\.\\s*${name}\\b`,
        `["'](?:[\\w.]*\\.)?${name}["']`,
        `^\\s*from\\b.*\\bimport\\s*\\*`,
        `\\bimport\\b(?:[^\\n(]|\\\\\\n)*\\b${name}\\b`,
        `\\bimport\\s*\\([^)]*\\b${name}\\b`,
      ].join("|"),
      "m",
    ).test(text),
  // `from this import name`, `this.name`, also in a text that a test replaces it by.
  importReaches: (text, name, path) => {
    const stem = posix.basename(path.replace(/(?:\/__init__)?\.py$/, ""));
    return new RegExp(
      [
        `\\b${stem}\\s*\\.\\s*${name}\\b`,
        `^[ \\t]*from\\b[^\\n]*\\b${stem}\\s+import\\b(?:[^\\n(]|\\\\\\n)*\\b${name}\\b`,
        `^[ \\t]*from\\b[^\\n]*\\b${stem}\\s+import\\s*\\([^)]*\\b${name}\\b`,
        `^[ \\t]*from\\b[^\\n]*\\b${stem}\\s+import\\s*\\*[^]*\\b${name}\\b`,
      ].join("|"),
      "m",
    ).test(text);
  },
  members: (root) =>
    [...nodesBelow(root)].flatMap((node) => {
      if (node.type !== "import_from_statement") return [];
      const names = node.childrenForFieldName("name").filter((one) => one !== null);
      if (names.length < 2) return [];
      return names.map((one, index) => {
        const next = names[index + 1];
        const before = names[index - 1];
        return {
          name: localName(one),
          start: next ? one.startIndex : (before?.endIndex ?? one.startIndex),
          end: next ? next.startIndex : one.endIndex,
        };
      });
    }),
};

/** Names that a module says in texts where they stand for what it offers: `__all__`, `getattr(self, "name")`, `globals()["NAME"]`. */
function spokenOf(root: Node): Set<string> {
  const found = new Set<string>();
  for (const node of nodesBelow(root)) {
    const offers =
      (/^(?:augmented_)?assignment$/.test(node.type) && node.childForFieldName("left")?.text === "__all__") ||
      (node.type === "call" &&
        /(?:^|\.)(?:getattr|hasattr|setattr|delattr|attrgetter|fields)$|^__all__\./.test(
          node.childForFieldName("function")?.text ?? "",
        )) ||
      (node.type === "subscript" &&
        /^(?:globals|locals|vars)\(|__dict__$/.test(node.childForFieldName("value")?.text ?? ""));
    if (!offers) continue;
    for (const [, name = ""] of node.text.matchAll(/["'](\w+)["']/g)) found.add(name);
  }
  return found;
}

/** The variables around a declaration are taken all together: `locals()` in its function, `globals()` in its module. */
function readsAll(node: Node): boolean {
  if (/import/.test(node.type)) return false;
  let scope: Node | null = node.parent;
  while (scope?.parent && !/^(?:function|class)_definition$/.test(scope.type)) scope = scope.parent;
  if (!scope) return false;
  const calls = scope.type === "module" ? /\bglobals\(\)(?!\[)|\bvars\(\)/ : /\b(?:locals|vars)\(/;
  if (scope.type !== "class_definition") return calls.test(scope.text);
  // Fields make the constructor, or the columns, forms and settings that a base class reads.
  const heirs = scope.childForFieldName("superclasses")?.namedChildCount ?? 0;
  return (
    scope.parent?.type === "decorated_definition" ||
    heirs > 0 ||
    /\b__(?:dict|slots)__\b|\bvars\(/.test(scope.text)
  );
}

const isInFunction = (node: Node): boolean => {
  for (let one = node.parent; one; one = one.parent) if (one.type === "function_definition") return true;
  return false;
};

function namesOf(node: Node): string[] | undefined {
  switch (node.type) {
    case "expression_statement": {
      const assignment = node.namedChild(0);
      if (node.namedChildCount !== 1 || assignment?.type !== "assignment") return undefined;
      const left = assignment.childForFieldName("left");
      const right = assignment.childForFieldName("right");
      if (!left || !right || !isPure(right)) return undefined;
      // `user, token = environ["USER"], environ["TOKEN"]`.
      if (left.type === "pattern_list" && right.type === "expression_list") {
        const names = left.namedChildren.filter((one) => one !== null);
        const plain = names.every((one) => one.type === "identifier");
        return plain && names.length === right.namedChildCount ? names.map((one) => one.text) : undefined;
      }
      return left.type === "identifier" ? [left.text] : undefined;
    }
    case "import_statement":
    case "import_from_statement": {
      const names = node.childrenForFieldName("name").filter((one) => one !== null);
      if (node.childForFieldName("module_name")?.text === "__future__") return undefined;
      return names.length === 0 ? undefined : names.map(localName);
    }
    case "function_definition": {
      const name = node.childForFieldName("name")?.text;
      return name === undefined || node.parent?.type === "decorated_definition" || !isTop(node)
        ? undefined
        : [name];
    }
    default:
      return undefined;
  }
}

/** `import a.b` makes `a` known, `import a as b` makes `b` known. */
function localName(node: Node): string {
  const alias = node.childForFieldName("alias");
  return alias?.text ?? (node.text.split(".")[0] as string);
}

const isTop = (node: Node): boolean => node.parent?.type === "module";
const isAlone = (node: Node): boolean => node.parent?.type === "block" && node.parent.namedChildCount < 2;

/** True when an expression only makes a value: a statement of nothing else can go. */
export function isPure(value: Node): boolean {
  for (const node of nodesBelow(value)) {
    if (node.type === "await" || node.type === "yield" || node.type === "named_expression") return false;
    if (
      node.type === "call" &&
      !PURE.test(node.childForFieldName("function")?.text.replace(/^["'].*["'](?=\.)/s, "") ?? "")
    )
      return false;
  }
  return true;
}
