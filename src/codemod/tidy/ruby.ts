import type { Node } from "web-tree-sitter";
import { type Declaration, nodesBelow, type TidyGrammar } from "./grammar.ts";

/** Calls that only make a value: a statement of nothing else can go. */
const PURE =
  /^(?:ENV\.fetch|Base64\.(?:strict_|urlsafe_)?encode64|(?:Rails\.application\.)?(?:credentials|secrets)(?:\.\w+)*|Rails\.application\.(?:credentials|secrets)|Rails\.application)$|\.(?:dig|fetch|strip|chomp|to_s|freeze|presence|pack|gsub)$/;

/** Libraries by what is required, and the constant that tells their use. */
const LIBRARIES: Readonly<Record<string, string>> = { base64: "Base64" };

const LEFT = new Set(["identifier", "constant", "instance_variable", "global_variable", "class_variable"]);

/** Tidying of Ruby. */
export const ruby: TidyGrammar = {
  grammar: "ruby",
  files:
    /(?:\.(?:rb|rake|erb|ru|gemspec|haml|slim|jbuilder|builder|rabl|thor)|(?:^|\/)(?:Rakefile|Gemfile|Guardfile|Capfile))$/,
  identifiers: LEFT,
  declarations: (root) => {
    const symbols = new Set<string>();
    const texts = new Set<string>();
    for (const node of nodesBelow(root))
      if (node.type === "simple_symbol") symbols.add(node.text.slice(1));
      else if (/^(?:string_content|bare_string|bare_symbol)$/.test(node.type)) texts.add(node.text);
    const found: Declaration[] = [];
    for (const node of nodesBelow(root)) {
      const names = namesOf(node);
      // `attr_reader :token`, `before_action :authorize`
      if (!names || !isStatement(node) || names.some((name) => symbols.has(name.replace(/^@+/, ""))))
        continue;
      // `send("token")`
      if (node.type === "method" && names.some((name) => texts.has(name))) continue;
      found.push({
        names,
        node,
        visible: isVisible(node),
        reaches: reachesOf(node),
        comment: commentOf(node),
      });
    }
    return found;
  },
};

/** The first of the comment lines right above a method. */
function commentOf(node: Node): Node | undefined {
  let first: Node | undefined;
  if (node.type !== "method") return undefined;
  for (
    let at = node, { previousNamedSibling: before } = node;
    before?.type === "comment";
    before = at.previousNamedSibling
  ) {
    if (at.startPosition.row - before.startPosition.row !== 1) break;
    first = before;
    at = before;
  }
  return first;
}

function namesOf(node: Node): string[] | undefined {
  switch (node.type) {
    case "assignment":
    case "operator_assignment": {
      const left = node.childForFieldName("left");
      const right = node.childForFieldName("right");
      return left && right && LEFT.has(left.type) && isPure(right) ? [left.text] : undefined;
    }
    case "method": {
      const set = constructorOf(node);
      if (set) return set;
      const name = node.childForFieldName("name")?.text;
      const body = node.childForFieldName("body");
      return name !== undefined && !name.startsWith("initialize") && body && isPure(body)
        ? [name]
        : undefined;
    }
    case "call": {
      const constant = LIBRARIES[requiredBy(node)];
      return constant === undefined ? undefined : [constant];
    }
    default:
      return undefined;
  }
}

/** What a constructor without parameters sets, when it does nothing else. */
function constructorOf(method: Node): string[] | undefined {
  const body = method.childForFieldName("body");
  if (
    method.childForFieldName("name")?.text !== "initialize" ||
    method.childForFieldName("parameters") ||
    !body
  )
    return undefined;
  const names = body.namedChildren.map((node) =>
    node?.type === "assignment" ? namesOf(node)?.[0] : undefined,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

const requiredBy = (call: Node): string => /^require[ (]+["']([\w/-]+)["']\)?$/.exec(call.text)?.[1] ?? "";

const isStatement = (node: Node): boolean =>
  node.parent?.type === "program" ||
  // What a method gives back is used.
  ((node.parent?.type === "body_statement" || node.parent?.type === "block_body") &&
    (isInClass(node) || node.nextNamedSibling !== null || returnsNothing(node.parent.parent)));

const isInClass = (node: Node): boolean => /^(?:class|module)$/.test(node.parent?.parent?.type ?? "");

const returnsNothing = (method: Node | null): boolean =>
  method?.type === "method" && method.childForFieldName("name")?.text === "initialize";

/** Constants, methods and variables of an instance may be used by other files, so may what is required; locals are not. */
const isVisible = (node: Node): boolean =>
  node.type === "method" || node.type === "call"
    ? true
    : /^(?:constant|instance_variable|global_variable|class_variable)$/.test(
        node.childForFieldName("left")?.type ?? "",
      );

/** Private methods are called by classes that inherit or include them; a library that is required is there for files that do not require it. */
function reachesOf(node: Node): Declaration["reaches"] {
  if (node.type === "call")
    return (text) => !new RegExp(`\\brequire\\s*\\(?\\s*["']${requiredBy(node)}["']`).test(text);
  if (node.type !== "method" || !isPrivate(node)) return undefined;
  let owner = node.parent;
  while (owner && !/^(?:class|module)$/.test(owner.type)) owner = owner.parent;
  const name = owner?.childForFieldName("name")?.text.replace(/^.*::/, "");
  return name === undefined ? undefined : (text) => new RegExp(`\\b${name}\\b`).test(text);
}

function isPrivate(method: Node): boolean {
  for (let node = method.previousNamedSibling; node; node = node.previousNamedSibling)
    if (node.type === "identifier" && /^(?:private|protected|public)$/.test(node.text))
      return node.text === "private";
  return false;
}

function isPure(value: Node): boolean {
  for (const node of nodesBelow(value)) {
    if (node.type === "assignment" && node.childForFieldName("left")?.type === "identifier") continue;
    if (
      /^(?:yield|assignment|operator_assignment|do_block|block|subshell|while|until|begin|lambda)$/.test(
        node.type,
      )
    )
      return false;
    if (node.type !== "call") continue;
    const text = node.text.replace(/\s*\(.*$|\s+(?=["':]).*$/s, "").replace(/\[[^\]]*\]/g, "");
    const receiver = node.childForFieldName("receiver");
    const method = node.childForFieldName("method")?.text ?? "";
    // Of a text: of a hash it takes the entry out.
    if (method === "delete" && node.childForFieldName("arguments")?.namedChild(0)?.type === "string")
      continue;
    if (!PURE.test(text) && !PURE.test(receiver ? `.${method}` : method)) return false;
  }
  return true;
}
