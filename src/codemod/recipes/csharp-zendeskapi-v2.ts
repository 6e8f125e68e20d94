import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { valuesOf } from "../csharp/clients.ts";
import {
  type CsharpFile,
  callableAround,
  classAround,
  filesOf,
  modifiersOf,
  nameOf,
} from "../csharp/files.ts";
import { outcomeOf, without } from "../csharp/outcome.ts";
import { ancestor, nodeAt, spanOf } from "../nodes.ts";
import type { Recipe } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const CURRENT = "ZendeskApiFactory.Current";

/** ZendeskApi_v2: a client keeps the token it was built with, so it is asked for at each use and built again when the token changes. */
export const csharpZendeskApiV2: Recipe = {
  id: "csharp-zendeskapi-v2",
  languages: ["csharp"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "sdk-zendeskapi-v2") return undefined;
    const files = await filesOf(site, project);
    const file = files.find((one) => one.path === site.file.path);
    const made =
      file &&
      ancestor(nodeAt(file.root, site.use.match.at), (one) => /object_creation_expression$/.test(one.type));
    const found = file && made && editsOf(file, made);
    if (!found) return undefined;
    return outcomeOf(
      site,
      {
        edits: found.edits,
        title: "asks for a ZendeskApi_v2 client whose token is valid",
        reasons: [
          "ZendeskApi_v2 knows fixed tokens only: a call whose token was revoked is not repeated.",
          ...found.reasons,
        ],
        home: file,
        users: [file],
        extra: "csharp-zendeskapi-v2.cs",
      },
      project,
    );
  },
};

function editsOf(file: CsharpFile, made: Node): { edits: Edit[]; reasons: string[] } | undefined {
  const { path } = file;
  const replaced = [{ path, at: spanOf(made), text: CURRENT }];
  const { parent } = made;
  if (parent?.type === "argument") {
    const call = parent.parent?.parent;
    const name = call ? nameOf(call) : "";
    if (!call || !/^(?:Try)?Add(?:Singleton|Scoped|Transient)$/.test(name))
      return {
        edits: replaced,
        reasons: ["What it is handed to keeps the client, and its token, for as long as it lives."],
      };
    const callee = call.childForFieldName("function");
    const generic = callee?.type === "member_access_expression" ? callee.childForFieldName("name") : callee;
    const word = generic?.type === "generic_name" ? generic.namedChild(0) : generic;
    return word
      ? {
          edits: [
            { path, at: spanOf(word), text: "AddTransient" },
            { path, at: spanOf(made), text: `_ => ${CURRENT}` },
          ],
          reasons: [
            "Services that live longer than a token keep the client they were given: let them ask for it per call.",
          ],
        }
      : undefined;
  }
  if (parent?.type === "assignment_expression") {
    const name = nameOf(parent.childForFieldName("left"));
    const owner = classAround(made);
    if (!owner || parent.parent?.type !== "expression_statement") return undefined;
    const declaration = memberOf(owner, name);
    // A variable of the method.
    if (!declaration) return { edits: replaced, reasons: [] };
    if (valuesOf(owner, name).length !== 1) return undefined;
    return { edits: [without({ file, node: parent }), lazily(file, declaration, name)], reasons: [] };
  }
  const declaration = ancestor(made, (one) => /^(?:field|property)_declaration$/.test(one.type));
  if (declaration && !callableInside(made, declaration)) {
    const name =
      declaration.childForFieldName("name")?.text ??
      ancestor(made, (one) => one.type === "variable_declarator")?.childForFieldName("name")?.text;
    return name === undefined ? undefined : { edits: [lazily(file, declaration, name)], reasons: [] };
  }
  if (parent?.type === "variable_declarator" && callableAround(made) === undefined && !classAround(made))
    return { edits: replaced, reasons: ["A run that outlives a token has to ask for the client again."] };
  return { edits: replaced, reasons: [] };
}

const callableInside = (node: Node, outer: Node): boolean => {
  const around = ancestor(node.parent, (one) =>
    /^(?:block|arrow_expression_clause|lambda_expression)$/.test(one.type),
  );
  return (
    around !== undefined &&
    around.startIndex > outer.startIndex &&
    around.endIndex <= outer.endIndex &&
    around.type !== "arrow_expression_clause"
  );
};

const memberOf = (owner: Node, name: string): Node | undefined =>
  [...nodesBelow(owner)].find(
    (node) =>
      (node.type === "property_declaration" && node.childForFieldName("name")?.text === name) ||
      (node.type === "field_declaration" &&
        [...nodesBelow(node)].some(
          (one) => one.type === "variable_declarator" && one.childForFieldName("name")?.text === name,
        )),
  );

/** A field becomes a property that asks for the client. */
function lazily({ path }: CsharpFile, declaration: Node, name: string): Edit {
  const type =
    declaration.childForFieldName("type") ??
    declaration.namedChildren.find((one) => one?.type === "variable_declaration")?.childForFieldName("type");
  const modifiers = modifiersOf(declaration).replace(/\s*\breadonly\b/, "");
  const text = `${modifiers === "" ? "" : `${modifiers} `}${type?.text ?? "ZendeskApi"} ${name} => ${CURRENT};`;
  return { path, at: spanOf(declaration), text };
}
