import type { Edit } from "../../model/edit.ts";
import { ancestor, nodeAt } from "../nodes.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { listItem } from "../tidy/removal.ts";
import { accountReasons } from "../typed/accounts.ts";
import { statementLines } from "../typed/lines.ts";
import { originOf } from "../typed/origin.ts";
import { type CsharpFile, callableAround, modifiersOf, type Placed } from "./files.ts";
import { projectOf } from "./project.ts";
import { type Extra, provideCsharp } from "./provider.ts";
import { type Configuration, settingEdits } from "./settings.ts";
import { using } from "./usings.ts";

/** What a recipe has found out. */
export interface Found {
  readonly edits: readonly Edit[];
  readonly title: string;
  readonly reasons?: readonly string[];
  readonly todo?: readonly string[];
  /** File whose project and namespace the provider joins. */
  readonly home: CsharpFile;
  /** Files that name the provider. */
  readonly users: readonly CsharpFile[];
  /** Files that the credential's way was followed in. */
  readonly files?: readonly CsharpFile[];
  /** The provider reads the application's configuration. */
  readonly configuration?: Configuration | undefined;
  readonly extra?: Extra;
  /** The provider has a text that stands for a token. */
  readonly unset?: boolean;
}

/** Makes the rewrite of what a recipe found, or the refusal that the credential's origin asks for. */
export async function outcomeOf(site: Site, found: Found, project: Project): Promise<Outcome> {
  const entry = await sharedEntry(site, project);
  if (entry !== undefined) return refuse("shared-interface", `${entry} takes the credential.`);
  const { refusal, reasons } = originOf(site);
  if (refusal) return refusal;
  const { configuration } = found;
  const settings = await settingEdits(site, configuration, project);
  const all = [
    ...(found.reasons ?? []),
    ...accountReasons(site, found.files ?? [found.home, ...found.users]),
    ...(configuration
      ? [
          `The token came from ${configuration.token}; the new code reads ${configuration.clientId} and ${configuration.clientSecret}.`,
        ]
      : reasons),
  ];
  const provided = await provideCsharp(site, found.home, project, {
    configured: configuration,
    ...(found.extra ? { extra: found.extra } : {}),
    unset: found.unset === true,
  });
  if (!provided)
    return refuse("shape", "It needs another form of the provider than the rest of the project.");
  const [key] = site.names.tokenKeys;
  const read = site.use.hops.find((hop) => hop.role === "read" && hop.path !== site.file.path);
  const wanting =
    read && key !== undefined && !/^[A-Z0-9_]+$/.test(key)
      ? [`${read.path} still reads ${key}: remove it there, with what checks it.`]
      : [];
  const usings = found.users.flatMap((file) => using(file, provided.namespace));
  const todo = [...(found.todo ?? []), ...settings.todo, ...wanting];
  return {
    kind: "rewrite",
    safety: all.length === 0 ? "safe" : "review",
    reasons: all,
    title: found.title,
    edits: unique([...found.edits, ...usings, ...settings.edits, ...provided.edits]),
    creates: provided.creates,
    ...(todo.length > 0 ? { todo } : {}),
  };
}

const unique = (edits: readonly Edit[]): Edit[] => [
  ...new Map(
    edits.map((edit) => [`${edit.path}:${edit.at.start}:${edit.at.end}:${edit.text}`, edit]),
  ).values(),
];

/** A member of an object of settings, which the application fills in. */
const SETTING = /(?:options|settings|config(?:uration)?|configurationmanager|value)(?:\.\w+)*\.[\w:]+$/i;

/** The public method or constructor through which a credential comes in when nothing in the repository tells from where. */
export async function sharedEntry({ use, finding }: Site, project: Project): Promise<string | undefined> {
  if (use.roots.some((root) => root.kind !== "unknown" && root.weak !== true)) return undefined;
  if (finding.placement === "test") return undefined;
  for (const root of use.roots) {
    const file = await project.load(root.path);
    if (file?.language !== "csharp") continue;
    const tree = await project.tree(file.masked, "c-sharp");
    if (SETTING.test(root.key ?? "")) {
      const own = await projectOf({ path: root.path, text: file.masked, root: tree }, project);
      if (!own.isPackage) continue;
    }
    const node = nodeAt(tree, root.at);
    const callable = callableAround(node) ?? node;
    for (let up: typeof callable | null = callable; up; up = up.parent)
      if (
        /^(?:class|record|struct|interface)_declaration$/.test(up.type) &&
        /\bpublic\b/.test(modifiersOf(up))
      )
        return callable.childForFieldName("name")?.text ?? up.childForFieldName("name")?.text;
  }
  return undefined;
}

const CHOICE = /^(?:(?:if|switch)_statement|conditional_expression|switch_expression_arm|catch_clause)$/;

/** Why a person has to look at what was done under a condition: the handler does not ask for it. */
export const conditions = (writes: readonly Placed[]): string[] =>
  writes.some(
    ({ node }) =>
      ancestor(node, (one) => CHOICE.test(one.type)) !== undefined ||
      [...nodesBelow(node)].some((one) => one.type === "conditional_expression"),
  )
    ? ["The credential was set under a condition; the token is sent always."]
    : [];

/** True for a statement that stands alone as the body of another one, which would take the next one in its place. */
export const isBody = ({ node }: Placed): boolean =>
  node.parent?.type === "expression_statement" &&
  !/^(?:block|global_statement|switch_section)$/.test(node.parent.parent?.type ?? "");

/** Takes a statement out, or an element of an initializer. */
export function without({ file, node }: Placed): Edit {
  const { path, text } = file;
  const { parent } = node;
  if (parent?.type === "expression_statement")
    return { path, at: statementLines(text, { start: parent.startIndex, end: parent.endIndex }), text: "" };
  if (parent?.type === "initializer_expression") {
    const items = parent.namedChildren.filter((one) => one !== null && one.type !== "comment");
    if (items.length === 1) {
      const start = text.slice(0, parent.startIndex).trimEnd().length;
      return { path, at: { start, end: parent.endIndex }, text: "" };
    }
    const index = items.findIndex((one) => one?.id === node.id);
    return { path, at: listItem(items as NonNullable<(typeof items)[number]>[], index, text), text: "" };
  }
  return { path, at: { start: node.startIndex, end: node.endIndex }, text: "" };
}
