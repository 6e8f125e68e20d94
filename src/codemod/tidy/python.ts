import type { Node } from "web-tree-sitter";
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
    for (const node of nodesBelow(root)) {
      const names = namesOf(node);
      if (names && !isAlone(node) && !(handsOn && /import/.test(node.type)))
        found.push({ names, node, visible: isTop(node) && !/import/.test(node.type) });
    }
    return found;
  },
  brings: (node) =>
    /^(?:dotted_name|aliased_import)$/.test(node.parent?.type ?? "") &&
    /^import/.test(node.parent?.parent?.type ?? ""),
  // A bare name of another module has to be imported; attributes, strings and star imports may mean anything.
  reaches: (text, name) =>
    new RegExp(
      [
        `\\.\\s*${name}\\b`,
        `["']${name}["']`,
        `^\\s*from\\b.*\\bimport\\s*\\*`,
        `\\bimport\\b(?:[^\\n(]|\\\\\\n)*\\b${name}\\b`,
        `\\bimport\\s*\\([^)]*\\b${name}\\b`,
      ].join("|"),
      "m",
    ).test(text),
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
