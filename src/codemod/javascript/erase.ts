import type { Node, ts } from "ts-morph";
import { loadMorph } from "./morph.ts";

interface Typed {
  readonly type?: ts.Node;
  readonly typeArguments?: ts.NodeArray<ts.Node>;
  readonly typeParameters?: ts.NodeArray<ts.Node>;
}

/** Takes the types out of a TypeScript text and leaves everything else as it is formatted. Knows what the templates of `rules/providers/` use. */
export async function eraseTypes(text: string): Promise<string> {
  const { Project, ts: compiler } = await loadMorph();
  const file = new Project({ useInMemoryFileSystem: true }).createSourceFile("template.ts", text);
  const removed: { start: number; end: number }[] = [];
  const annotation = (type: ts.Node): void => {
    const start = text.lastIndexOf(":", type.getStart(file.compilerNode) - 1);
    removed.push({ start, end: type.end });
  };
  file.forEachDescendant((node: Node) => {
    const one: ts.Node = node.compilerNode;
    const { type, typeArguments, typeParameters } = one as Typed;
    if (compiler.isInterfaceDeclaration(one) || compiler.isTypeAliasDeclaration(one))
      removed.push({ start: one.getStart(file.compilerNode), end: text.indexOf("\n\n", one.end) + 2 });
    else if (compiler.isTypeNode(one)) return;
    else if (compiler.isAsExpression(one)) removed.push({ start: one.expression.end, end: one.end });
    else if (type) annotation(type);
    if (compiler.isParameter(one) && one.questionToken)
      removed.push({ start: one.questionToken.pos, end: one.questionToken.end });
    for (const list of [typeArguments, typeParameters])
      if (list && !compiler.isTypeNode(one)) removed.push({ start: list.pos - 1, end: list.end + 1 });
  });
  let result = "";
  let at = 0;
  for (const { start, end } of removed.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    result += text.slice(at, start);
    at = end;
  }
  // What was only put in parentheses for a cast.
  return (result + text.slice(at)).replace(/\((\w+)\)(?=[.[])(?<!\w\(\w+\))/g, "$1");
}
