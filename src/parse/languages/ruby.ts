import type { Node } from "web-tree-sitter";
import type { Adapter, Lowering } from "../adapter.ts";
import type { RubyFile } from "../ruby/place.ts";
import { statement } from "../ruby/statements.ts";
import { lowerTemplate } from "../ruby/templates.ts";
import { treeSitter } from "../tree-sitter.ts";

/** Loads the Ruby adapter, ERB templates included. */
export async function load(): Promise<Adapter> {
  const parse = await treeSitter("ruby");
  return (lowering) => {
    if (isTemplate(lowering)) {
      lowerTemplate(lowering);
      return;
    }
    parse(lowering, (root) => {
      const file: RubyFile = { lowering, heredocs: heredocsOf(root, lowering.text), depth: 0 };
      const locals = { scope: 0, names: new Set<string>(), outer: undefined };
      statement(root, { file, scope: 0, returns: 0, classBody: false, locals });
    });
  };
}

/** True for `x.erb` and its samples (`x.erb.example`), not for the Ruby embedded in one. */
const isTemplate = ({ path, extension }: Lowering): boolean =>
  extension === ".erb" || (extension !== ".rb" && /\.erb(?:\.\w+)?$/i.test(path));

/** Bodies of heredocs, which stand behind the line that opens them, by the offset of their opening. */
function heredocsOf(root: Node, text: string): Map<number, Node> {
  const bodies = new Map<number, Node>();
  if (!text.includes("<<")) return bodies;
  const open: Node[] = [];
  for (const node of root.descendantsOfType(["heredoc_beginning", "heredoc_body"])) {
    if (node.type === "heredoc_beginning") open.push(node);
    else {
      const opening = open.shift();
      if (opening) bodies.set(opening.startIndex, node);
    }
  }
  return bodies;
}
