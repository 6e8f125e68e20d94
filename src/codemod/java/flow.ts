import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { sendersOf as follow } from "../typed/flow.ts";
import { isUsedOutside } from "../typed/outside.ts";
import type { Call } from "../typed/syntax.ts";
import { argumentsOf, type JavaFile, type Placed } from "./files.ts";
import { javaSyntax } from "./syntax.ts";

/** Follows what the credential was written into to the calls that send it; undefined when it may be sent elsewhere, too. */
export async function sendersOf(
  write: Placed,
  files: readonly JavaFile[],
  isSend: (call: Call, file: JavaFile) => boolean,
  writes: readonly Placed[],
  project: Project,
): Promise<readonly Placed[] | undefined> {
  const own = writes.filter(({ file }) => file.path === write.file.path).map(({ node }) => node);
  const sent = follow(write, files, javaSyntax, isSend, own);
  if (!sent || (await isUsedOutside(sent.open, files, javaSyntax, project))) return undefined;
  return sent.senders;
}

/** Why a person has to look at what gives the header: a class that extends this one may give another. */
export function overrideReasons(writes: readonly Placed[], files: readonly JavaFile[]): string[] {
  const named = new Set(
    writes.flatMap(({ node }) =>
      argumentsOf(node).flatMap((argument) =>
        [...nodesBelow(argument)].flatMap((one) =>
          one.type === "method_invocation" && /^(?:this)?$/.test(one.childForFieldName("object")?.text ?? "")
            ? (one.childForFieldName("name")?.text ?? [])
            : [],
        ),
      ),
    ),
  );
  const bodies = new Map<string, number>();
  for (const { root } of files)
    for (const node of nodesBelow(root)) {
      const name = node.type === "method_declaration" ? node.childForFieldName("name")?.text : undefined;
      if (name !== undefined && named.has(name) && node.childForFieldName("body"))
        bodies.set(name, (bodies.get(name) ?? 0) + 1);
    }
  return [...bodies].flatMap(([name, count]) =>
    count > 1 ? [`${name} is declared more than once: another one may give another header.`] : [],
  );
}

/** Names of a method's or constructor's parameters. */
export const parametersOf = (method: Node): string[] =>
  (method.childForFieldName("parameters")?.namedChildren ?? []).flatMap((one) =>
    one?.type === "formal_parameter" ? [one.childForFieldName("name")?.text ?? ""] : [],
  );

/** The variable at the beginning of a call chain. */
export function baseOf(node: Node): string | undefined {
  let base = node;
  for (let object = base.childForFieldName("object"); object; object = base.childForFieldName("object"))
    base = object;
  if (base.type === "identifier") return base.text;
  return base.type === "field_access" ? base.childForFieldName("field")?.text : undefined;
}
