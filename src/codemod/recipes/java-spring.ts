import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { argumentsOf, filesOf, type JavaFile, nodeAt, type Placed } from "../java/files.ts";
import { baseOf, sendersOf } from "../java/flow.ts";
import { outcomeOf, without, wrapped } from "../java/outcome.ts";
import { type JavaPart, PROVIDER } from "../java/provider.ts";
import { isOfType } from "../java/types.ts";
import { writesOf } from "../java/writes.ts";
import type { Recipe, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Call } from "../typed/syntax.ts";

/** Spring's RestTemplate: the credential goes, and the template gets an interceptor that adds a bearer token. */
export const javaSpring: Recipe = {
  id: "java-spring",
  languages: ["java"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const built = configuredAt(site, files);
    if (built)
      return outcomeOf(
        site,
        {
          edits: [built.edit],
          parts: ["spring"],
          title: "gives RestTemplate an interceptor",
          home: built.file,
          files,
          writes: [{ file: built.file, node: built.node }],
        },
        project,
      );
    const writes = writesOf(site, files).filter(({ file }) => /\bRestTemplate\b/.test(file.text));
    const [first] = writes;
    if (!first) return undefined;
    const edits: Edit[] = [];
    const reasons = new Set<string>();
    for (const write of writes) {
      const senders = await sendersOf(write, files, sending(files), writes, project);
      if (!senders || senders.length === 0) return undefined;
      edits.push(without(write));
      for (const sender of senders) {
        const made = templateOf(sender);
        if (!made || losesInterceptors(made.file)) return undefined;
        edits.push(...wrapped(made.file, made.node, `${PROVIDER}.on`));
        if (made.node.type === "identifier")
          reasons.add("The RestTemplate is handed in: others that use it get the interceptor too.");
      }
    }
    const parts: JavaPart[] = ["spring", "template"];
    return outcomeOf(
      site,
      {
        edits,
        parts,
        title: "gives RestTemplate an interceptor",
        reasons: [...reasons],
        home: first.file,
        files,
        writes,
      },
      project,
    );
  },
};

const sending =
  (files: readonly JavaFile[]) =>
  ({ name, object }: Call, file: JavaFile): boolean =>
    /^(?:exchange|execute|delete|put|(?:get|post|patch)For(?:Object|Entity|Location))$/.test(name) &&
    isOfType(object, /^RestTemplate$/, file, files);

/** Interceptors are replaced or taken out after the template is made. */
const losesInterceptors = ({ text }: JavaFile): boolean =>
  /\.setInterceptors\s*\(|\.getInterceptors\s*\(\s*\)\s*\.(?:clear|remove\w*|set)\s*\(/.test(text);

/** `builder.basicAuthentication(user, token)`, `interceptors.add(new BasicAuthenticationInterceptor(user, token))`. */
function configuredAt(
  site: Site,
  files: readonly JavaFile[],
): { file: JavaFile; node: Node; edit: Edit } | undefined {
  const file = files.find((one) => one.path === site.file.path);
  if (!file || !/\bRestTemplate/.test(file.text)) return undefined;
  for (let node: Node | null = nodeAt(file.root, site.use.match.at) ?? null; node; node = node.parent) {
    const { path } = file;
    if (
      node.type === "method_invocation" &&
      /^basicAuth(?:entication|orization)$/.test(node.childForFieldName("name")?.text ?? "") &&
      argumentsOf(node).length >= 2
    ) {
      const name = node.childForFieldName("name");
      const at = { start: name?.startIndex ?? 0, end: node.endIndex };
      return { file, node, edit: { path, at, text: `additionalInterceptors(${PROVIDER}::intercept)` } };
    }
    if (
      node.type === "object_creation_expression" &&
      /BasicAuth(?:entication|orization)Interceptor$/.test(node.childForFieldName("type")?.text ?? "")
    ) {
      if (!takesInterceptor(node) || losesInterceptors(file)) return undefined;
      const at = { start: node.startIndex, end: node.endIndex };
      return { file, node, edit: { path, at, text: `${PROVIDER}::intercept` } };
    }
  }
  return undefined;
}

/** A method reference can stand where an interceptor is asked for, not where its own class is. */
function takesInterceptor({ parent }: Node): boolean {
  if (parent?.type === "argument_list")
    return /^(?:add|additionalInterceptors|interceptors)$/.test(
      parent.parent?.childForFieldName("name")?.text ?? "",
    );
  return (
    parent?.type === "variable_declarator" &&
    parent.parent?.childForFieldName("type")?.text === "ClientHttpRequestInterceptor"
  );
}

/** The expression that makes the template a call is sent by. */
function templateOf({ file, node }: Placed): Placed | undefined {
  const object = node.childForFieldName("object");
  if (!object) return undefined;
  if (object.type === "object_creation_expression") return { file, node: object };
  const name = baseOf(object) ?? baseOf(node);
  const values = [...nodesBelow(file.root)].flatMap((one) => {
    const isDeclarator = one.type === "variable_declarator" && one.childForFieldName("name")?.text === name;
    const left = one.type === "assignment_expression" ? one.childForFieldName("left") : undefined;
    const isAssignment =
      left !== undefined &&
      (left?.type === "field_access" ? left.childForFieldName("field") : left)?.text === name;
    const value = one.childForFieldName(isDeclarator ? "value" : "right");
    return (isDeclarator || isAssignment) && value && value.type !== "null_literal" ? [value] : [];
  });
  const [value] = values;
  return values.length === 1 && value ? { file, node: value } : undefined;
}
