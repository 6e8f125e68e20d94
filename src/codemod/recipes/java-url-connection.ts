import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { argumentsOf, callableAround, filesOf, type JavaFile, type Placed } from "../java/files.ts";
import { baseOf, parametersOf } from "../java/flow.ts";
import { importing } from "../java/imports.ts";
import { outcomeOf, without } from "../java/outcome.ts";
import { PROVIDER } from "../java/provider.ts";
import { javaSyntax } from "../java/syntax.ts";
import { writesOf } from "../java/writes.ts";
import type { Recipe } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { statementLines } from "../typed/lines.ts";
import { isUsedOutside } from "../typed/outside.ts";

/** HttpURLConnection: the header goes, and the connection is opened by the provider, which can send twice. */
export const javaUrlConnection: Recipe = {
  id: "java-url-connection",
  languages: ["java"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files);
    const [first] = writes;
    if (!first || writes.some((write) => !/RequestProperty$/.test(write.name))) return undefined;
    const edits: Edit[] = [];
    for (const write of writes) {
      const name = baseOf(write.node);
      const signing: Placed[] = [];
      const opened = name === undefined ? [] : openedAt(write, name, files, 0, signing);
      if (opened.length === 0 || (await isUsedOutside(signing, files, javaSyntax, project))) return undefined;
      edits.push(without(write), ...opened);
    }
    return outcomeOf(
      site,
      {
        edits,
        parts: ["connection"],
        title: "opens the connection with a bearer token",
        home: first.file,
        files,
        writes,
      },
      project,
    );
  },
};

/** Edits of the places where a connection is opened that a method knows by a name; none when one of them cannot be changed. */
function openedAt(
  at: Placed,
  name: string,
  files: readonly JavaFile[],
  steps: number,
  signing: Placed[],
): Edit[] {
  const around = callableAround(at.node);
  if (!around || steps > 3 || /\.getRequestPropert(?:y|ies)\s*\(/.test(around.text)) return [];
  const values = [...nodesBelow(around)].flatMap((node) => {
    const isDeclarator = node.type === "variable_declarator" && node.childForFieldName("name")?.text === name;
    const isAssignment =
      node.type === "assignment_expression" && node.childForFieldName("left")?.text === name;
    const value = node.childForFieldName(isDeclarator ? "value" : "right");
    return (isDeclarator || isAssignment) && value && value.type !== "null_literal" ? [value] : [];
  });
  if (values.length > 0) {
    const edits = values.map((value) => opening({ file: at.file, node: value }, files));
    return edits.some((one) => one === undefined) ? [] : edits.flatMap((one) => one ?? []);
  }
  const position = parametersOf(around).indexOf(name);
  if (position < 0) return [];
  if (!javaSyntax.isPrivate(around)) signing.push({ file: at.file, node: around });
  const own = around.childForFieldName("name")?.text ?? "";
  const isHandedOn = files.some(({ root }) =>
    [...nodesBelow(root)].some((node) => node.text === own && javaSyntax.isReference(node)),
  );
  if (isHandedOn) return [];
  const callers = files.flatMap((file) =>
    [...nodesBelow(file.root)].flatMap((node) =>
      node.type === "method_invocation" &&
      node.childForFieldName("name")?.text === around.childForFieldName("name")?.text
        ? [{ file, node }]
        : [],
    ),
  );
  const edits = callers.map((call) => {
    const given = argumentsOf(call.node)[position];
    return given?.type === "identifier" ? openedAt(call, given.text, files, steps + 1, signing) : [];
  });
  return edits.some((one) => one.length === 0) ? [] : edits.flat();
}

/** `(HttpURLConnection) url.openConnection()` → `Provider.open(url)`. */
function opening({ file, node }: Placed, files: readonly JavaFile[]): Edit[] | undefined {
  let call = node;
  while (call.type === "cast_expression" || call.type === "parenthesized_expression")
    call = call.childForFieldName("value") ?? call.namedChild(0) ?? call;
  if (call.type !== "method_invocation") return undefined;
  const method = call.childForFieldName("name")?.text;
  const object = call.childForFieldName("object");
  if (method === "openConnection") {
    if (!object || argumentsOf(call).length > 0) return undefined;
    const secure = secured(file, node);
    if (!secure) return undefined;
    return [
      {
        path: file.path,
        at: { start: node.startIndex, end: node.endIndex },
        text: `${PROVIDER}.open(${object.text})`,
      },
      ...secure,
    ];
  }
  const found = files.flatMap((other) =>
    [...nodesBelow(other.root)].flatMap((one) =>
      one.type === "method_declaration" && one.childForFieldName("name")?.text === method
        ? [{ file: other, node: one }]
        : [],
    ),
  );
  const [helper] = found;
  if (found.length !== 1 || !helper) return undefined;
  const inner = [...nodesBelow(helper.node)].filter(
    (one) => one.type === "method_invocation" && one.childForFieldName("name")?.text === "openConnection",
  );
  const [open] = inner;
  if (inner.length !== 1 || !open) return undefined;
  let whole = open;
  while (whole.parent && /^(?:cast|parenthesized)_expression$/.test(whole.parent.type)) whole = whole.parent;
  return opening({ file: helper.file, node: whole }, []);
}

/** What a variable of the type HttpsURLConnection needs besides; undefined when more than HttpURLConnection is asked of it. */
function secured(file: JavaFile, value: Node): Edit[] | undefined {
  if (!/\bHttpsURLConnection\b/.test(file.text)) return [];
  if (/\.set(?:SSLSocketFactory|HostnameVerifier)\s*\(/.test(file.text)) return undefined;
  const renamed = [...nodesBelow(file.root)].flatMap((node): Edit[] => {
    if (node.text !== "HttpsURLConnection" || !/^(?:type_)?identifier$/.test(node.type)) return [];
    if (value.startIndex <= node.startIndex && node.endIndex <= value.endIndex) return [];
    const imported = node.parent?.parent?.type === "import_declaration" ? node.parent.parent : undefined;
    const span = { start: (imported ?? node).startIndex, end: (imported ?? node).endIndex };
    const at = imported ? statementLines(file.text, span) : span;
    return [{ path: file.path, at, text: imported ? "" : "HttpURLConnection" }];
  });
  return [...renamed, ...importing(file, "java.net.HttpURLConnection")];
}
