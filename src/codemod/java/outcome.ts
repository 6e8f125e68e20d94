import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { accountReasons } from "../typed/accounts.ts";
import { conditionReasons } from "../typed/conditions.ts";
import { statementLines } from "../typed/lines.ts";
import { originOf } from "../typed/origin.ts";
import { inOnePackage } from "../typed/outside.ts";
import { sharedEntry } from "./entry.ts";
import { callableAround, type JavaFile, type Placed } from "./files.ts";
import { overrideReasons } from "./flow.ts";
import { type JavaPart, provideJava } from "./provider.ts";
import { settingEdits } from "./settings.ts";

/** What a recipe has found out. */
export interface Found {
  readonly edits: readonly Edit[];
  readonly parts: readonly JavaPart[];
  readonly title: string;
  readonly reasons?: readonly string[];
  readonly todo?: readonly string[];
  /** File whose package the provider joins. */
  readonly home: JavaFile;
  /** Files that the credential's way was followed in. */
  readonly files?: readonly JavaFile[];
  /** What put the credential into requests. */
  readonly writes?: readonly Placed[];
}

/** Makes the rewrite of what a recipe found, or the refusal that the credential's origin asks for. */
export async function outcomeOf(site: Site, found: Found, project: Project): Promise<Outcome> {
  const entry = await sharedEntry(site, project);
  if (entry !== undefined) return refuse("shared-interface", `${entry} takes the credential.`);
  const { refusal, reasons } = originOf(site);
  if (refusal) return refusal;
  const { path, root } = found.home;
  const { writes = [], files = [] } = found;
  const edited = new Set(found.edits.map((edit) => edit.path));
  const known = [found.home, ...files, ...writes.map(({ file }) => file)];
  if (!inOnePackage(known.filter((file) => edited.has(file.path) || file === found.home)))
    return refuse(
      "shape",
      "It is sent in more than one package, and the provider would stand in one of them.",
    );
  const all = [
    ...(found.reasons ?? []),
    ...reasons,
    ...accountReasons(site, files),
    ...conditionReasons(writes.map(({ node }) => node)),
    ...overrideReasons(writes, files),
  ];
  const creates = await provideJava(site, path, root, found.parts, project);
  if (!creates) return refuse("shape", "The package would need a second form of the token provider.");
  return {
    kind: "rewrite",
    safety: all.length === 0 ? "safe" : "review",
    reasons: all,
    title: found.title,
    ...(found.todo === undefined ? {} : { todo: found.todo }),
    edits: unique([...found.edits, ...(await settingEdits(site, project))]),
    creates,
  };
}

const unique = (edits: readonly Edit[]): Edit[] => [
  ...new Map(
    edits.map((edit) => [`${edit.path}:${edit.at.start}:${edit.at.end}:${edit.text}`, edit]),
  ).values(),
];

/** Takes a call out: the link of a chain, or the statement. */
export function without({ file, node }: Placed): Edit {
  const object = node.childForFieldName("object");
  const statement = node.parent?.type === "expression_statement" ? node.parent : undefined;
  // The only statement of a condition or loop without braces.
  if (
    statement &&
    !/^(?:block|constructor_body|switch_block_statement_group)$/.test(statement.parent?.type ?? "")
  )
    return { path: file.path, at: { start: statement.startIndex, end: statement.endIndex }, text: "{}" };
  if (statement && object && /^(?:identifier|field_access|this)$/.test(object.type))
    return {
      path: file.path,
      at: statementLines(file.text, { start: statement.startIndex, end: statement.endIndex }),
      text: "",
    };
  return {
    path: file.path,
    at: { start: object?.endIndex ?? node.startIndex, end: node.endIndex },
    text: "",
  };
}

/** `client.send(request` → `Provider.send(client, request`. */
export function handedOver({ file, node }: Placed, to: string): Edit[] {
  const object = node.childForFieldName("object");
  const list = node.childForFieldName("arguments");
  if (!object || !list) return [];
  const { path } = file;
  return [
    { path, at: { start: object.startIndex, end: object.startIndex }, text: `${to}(` },
    { path, at: { start: object.endIndex, end: list.startIndex + 1 }, text: ", " },
  ];
}

/** Puts an expression into a call: `client` → `Provider.on(client)`. */
export const wrapped = (file: JavaFile, node: Node, by: string): Edit[] => [
  { path: file.path, at: { start: node.startIndex, end: node.startIndex }, text: `${by}(` },
  { path: file.path, at: { start: node.endIndex, end: node.endIndex }, text: ")" },
];

/** True for code that runs once, so that a token put in there would be kept. */
export function isFrozen(node: Node): boolean {
  const around = callableAround(node);
  if (around?.type !== "method_declaration") return true;
  const modifiers = around.namedChildren.find((one) => one?.type === "modifiers")?.text ?? "";
  return /@(?:Bean|PostConstruct|Singleton|Provides|BeforeAll|BeforeClass)\b/.test(modifiers);
}
