import { posix } from "node:path";
import type { Node, SourceFile } from "ts-morph";
import type { Edit, NewFile } from "../../model/edit.ts";
import { withoutGaps } from "../javascript-sdk/gaps.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { refuse, STAYS } from "../refusal.ts";
import type { Sending } from "./carrier.ts";
import type { Library, LibraryName } from "./library.ts";
import {
  baseUrlStatement,
  importEdit,
  isWorkerScript,
  kindOf,
  type ModuleKind,
  providerPath,
  specifierOf,
} from "./module.ts";
import { planFor } from "./plan.ts";
import { type Program, pathOf } from "./program.ts";
import { Removals } from "./removal.ts";

/** How requests of one library are given a token. */
export interface HttpForm {
  readonly library: LibraryName;
  /** What it does, without full stop. */
  readonly title: string;
  /** File name in `rules/providers/`. */
  readonly template: string;
  /** The edits at one sending, and what they need of the provider; undefined when it cannot be changed like that. */
  readonly send: (sending: Sending, program: Program) => SendEdits | undefined;
  /** Blocks of the template and values for it. */
  readonly fill: (
    library: Library,
    kind: ModuleKind,
  ) => { keep: readonly string[]; values: Readonly<Record<string, string>> };
}

/** Edits at a sending. */
export interface SendEdits {
  /** Name that the provider exports. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The name of the library's that is replaced. */
  readonly renames?: Node;
  /** The sink is replaced by an edit: nothing is to be removed. */
  readonly keepsSink?: true;
  /** Why a person has to look at it. */
  readonly reason?: string;
}

/** What is asked of the provider in one file. */
interface Wish {
  readonly file: SourceFile;
  readonly form: HttpForm;
  readonly library: Library;
  readonly names: Set<string>;
}

/** Rewrites a site whose every request goes through known libraries; undefined for others. The form of its first request is asked. */
export async function rewriteRequests(
  site: Site,
  project: Project,
  form: HttpForm,
  forms: readonly HttpForm[],
): Promise<Outcome | undefined> {
  const plan = await planFor(site, project);
  if (plan?.flow.sendings[0]?.library.name !== form.library || !plan.resolved) return undefined;
  if (plan.refusal) return plan.refusal;
  const removals = new Removals(plan.program);
  const wishes = new Map<string, Wish>();
  const edits: Edit[] = [];
  const reasons = new Set(plan.reasons);
  for (const sending of plan.flow.sendings) {
    const own = forms.find((one) => one.library === sending.library.name);
    const made = own?.send(sending, plan.program);
    if (!own || !made) return undefined;
    if (!made.keepsSink && !removals.remove(sending.sink)) return undefined;
    if (made.renames) removals.replace(made.renames);
    if (made.reason !== undefined) reasons.add(made.reason);
    edits.push(...made.edits);
    wish(wishes, own, sending, made.name);
  }
  removals.dropStores(plan.flow.stores);
  for (const reason of removals.dropHalves(plan.halves)) reasons.add(reason);
  if (plan.user && !removals.holds(plan.user)) return refuse("shape", STAYS);
  edits.push(...removals.edits());
  const creates: NewFile[] = [];
  for (const one of wishes.values()) {
    const provided = await provide(one, site, project, {
      program: plan.program,
      isGone: (node) => removals.holds(node),
    });
    if (typeof provided === "string") return refuse("shape", provided);
    edits.splice(0, edits.length, ...edits.map(provided.local), provided.edit);
    creates.push(...provided.creates);
  }
  return {
    kind: "rewrite",
    safety: reasons.size === 0 ? "safe" : "review",
    reasons: [...reasons],
    title: form.title,
    edits: await withoutGaps(unique(edits), project),
    creates: [...new Map(creates.map((one) => [one.path, one])).values()],
  };
}

function wish(wishes: Map<string, Wish>, form: HttpForm, sending: Sending, name: string): void {
  const holder = sending.library.instance ?? sending.call;
  const file = holder.getSourceFile();
  const key = `${form.library}\0${sending.library.module?.split("/")[0]}\0${file.getFilePath()}`;
  const known = wishes.get(key);
  if (known) known.names.add(name);
  else wishes.set(key, { file, form, library: sending.library, names: new Set([name]) });
}

/** Where the providers of a project stand, by what they are for: several files share one. */
const placed = new WeakMap<Project, Map<string, string>>();

/** What a file gets of its provider. */
interface Provided {
  readonly edit: Edit;
  readonly creates: readonly NewFile[];
  /** An edit of that file with the names by which it knows what the provider exports. */
  readonly local: (edit: Edit) => Edit;
}

/** A name under which a file can import something: it may have a function of the same name. What it imports under that name is another account's. */
function freeName(file: SourceFile, name: string): string {
  const taken = new Map(file.getLocals().map((one) => [one.getName(), one.getDeclarations()]));
  const own = taken.get(name)?.map((one) => one.getFirstAncestor(isStatement) ?? one);
  if (!own || own.some((one) => /^import\b|\brequire\(/.test(one.getText()))) return name;
  const other = name.replace(/^zendesk/, "zendeskOAuth");
  return taken.has(other) ? `${other}_` : other;
}

const isStatement = (node: Node): boolean =>
  /(?:Statement|Declaration)$/.test(node.getKindName()) && !/^VariableDeclaration$/.test(node.getKindName());

const renamedIn = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(/[\w$]+/g, (word) => names.get(word) ?? word);

/** Renders the provider for a file and imports what it exports; says why when that cannot be. */
export async function provide(
  { file, form, library, names }: Wish,
  site: Site,
  project: Project,
  code: { readonly program: Program; readonly isGone: (node: Node) => boolean },
): Promise<Provided | string> {
  const kind = await kindOf(file, project);
  const path = pathOf(file);
  const style = await project.style(path);
  const { keep, values } = form.fill(library, kind);
  if (isWorkerScript(file.getFullText())) return inlined({ file, form, library, names }, site, project);
  const known = placed.get(project) ?? new Map<string, string>();
  placed.set(project, known);
  const key = [form.template, kind.package, kind.typescript, kind.esm, ...keep, site.names.clientId].join(
    "\0",
  );
  const prefix = site.names.prefix.toLowerCase();
  const words = [...(prefix.includes("zendesk") ? prefix.split("_") : ["zendesk"]), "oauth"];
  const wanted = known.get(key) ?? `${providerPath(file, words, project)}${extensionOf(path, kind)}`;
  const like = known.get(`${key}\0like`) ?? path;
  const url =
    known.get(`${key}\0url`) ?? baseUrlStatement(site.host, await project.style(like), file.getFullText());
  const provider = await project.provide({
    template: form.template,
    path: wanted,
    like,
    values: {
      EXPORT: kind.esm ? "export " : "",
      URL: url,
      ...values,
    },
    keep: [
      ...keep,
      ...(kind.esm ? ["esm"] : []),
      ...(kind.typescript ? ["ts"] : []),
      ...(isWorker(kind, project) ? ["workers"] : []),
    ],
    names: site.names,
  });
  // What a test needs does not decide where the program's own provider stands.
  if (site.finding.placement !== "test" && !known.has(key)) {
    known.set(key, provider.path);
    known.set(`${key}\0like`, path);
    known.set(`${key}\0url`, url);
  }
  const specifier = specifierOf(file, provider.path, kind, project);
  const local = new Map([...names].map((name) => [name, freeName(file, name)]));
  const imported = [...local].map(([name, own]) =>
    own === name ? name : `${name}${kind.esm ? " as" : ":"} ${own}`,
  );
  return {
    edit: importEdit(file, imported, specifier, kind, style, code),
    creates: provider.creates,
    local: (edit) => (edit.path === path ? { ...edit, text: renamedIn(edit.text, local) } : edit),
  };
}

/** The provider at the end of a script that can import nothing. */
async function inlined(
  { file, form, library }: Wish,
  site: Site,
  project: Project,
): Promise<Provided | string> {
  const kind: ModuleKind = { typescript: false, esm: true, package: "" };
  const path = pathOf(file);
  const text = file.getFullText();
  const { keep, values } = form.fill(library, kind);
  const { creates } = await project.provide({
    template: form.template,
    path: `${path}.provider.js`,
    like: path,
    values: { EXPORT: "", URL: baseUrlStatement(site.host, await project.style(path), text), ...values },
    keep: [...keep, "esm", "script"],
    names: site.names,
  });
  const added = creates[0]?.text ?? "";
  const declared = new Set(file.getLocals().map((one) => one.getName()));
  const taken = [...added.matchAll(/^(?:const|let|class|(?:async )?function) (\w+)/gm)].find(
    ([, name = ""]) => declared.has(name),
  );
  if (taken) return `${taken[1]} is declared in the script already, and the provider would stand beside it.`;
  const end = text.endsWith("\n") ? "" : "\n";
  const at = { start: text.length, end: text.length };
  return { edit: { path, at, text: `${end}\n${added}` }, creates: [], local: (edit) => edit };
}

/** Code for Cloudflare Workers: settings are bindings. */
const isWorker = (kind: ModuleKind, project: Project): boolean =>
  kind.esm &&
  ["toml", "json", "jsonc"].some((end) => project.has(posix.join(kind.package, `wrangler.${end}`)));

function extensionOf(path: string, { typescript }: ModuleKind): string {
  const extension = posix.extname(path).replace(/x$/, "");
  return extension === "" ? (typescript ? ".ts" : ".js") : extension;
}

/** Edits that several sendings have in common count once. */
export const unique = (edits: readonly Edit[]): Edit[] => [
  ...new Map(
    edits.map((edit) => [`${edit.path}\0${edit.at.start}\0${edit.at.end}\0${edit.text}`, edit]),
  ).values(),
];
