import type { Node } from "ts-morph";
import type { Edit } from "../../model/edit.ts";
import { withoutGaps } from "../javascript-sdk/gaps.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { refuse, STAYS } from "../refusal.ts";
import type { Flow } from "./carrier.ts";
import { type HttpForm, provide, unique } from "./http.ts";
import type { Library, LibraryName } from "./library.ts";
import { kindOf, versionOf } from "./module.ts";
import { type Plan, planFor } from "./plan.ts";
import { type Program, pathOf } from "./program.ts";
import { Removals } from "./removal.ts";
import { Symbols } from "./symbols.ts";
import { Asynchrony } from "./waiting.ts";

const VALUE = "`Bearer ${await zendeskToken()}`";

/** Gives every header that is sent a token asked for at that time; the functions around become asynchronous where they are not. */
export async function rewriteHeaders(
  site: Site,
  project: Project,
  forms: Readonly<Partial<Record<LibraryName, HttpForm>>>,
): Promise<Outcome | undefined> {
  const plan = await planFor(site, project);
  if (!plan) return undefined;
  const { flow, program } = plan;
  if (plan.refusal) return plan.refusal;
  const blocked = flow.blocked[0];
  if (blocked) return refuse(blocked.id, `The credential ${blocked.why} in ${pathOf(blocked.node)}.`);
  const sinks = [...new Set([...flow.sinks, ...flow.sendings.map((one) => one.sink)])];
  if (sinks.length === 0) return undefined;
  const frozen = sinks.find((sink) => isMadeOnce(sink, program));
  if (frozen)
    return refuse(
      "shape",
      `The header is made once, when ${pathOf(frozen)} is loaded, and its token would expire.`,
    );
  const kept = sinks.find((sink) => isKept(sink, flow, program));
  if (kept)
    return refuse(
      "shape",
      `The header of ${pathOf(kept)} is kept and sent later, when its token may have expired.`,
    );
  const removals = new Removals(program);
  const edits: Edit[] = [];
  for (const sink of sinks) {
    const edit = valueEdit(sink, program);
    if (!edit) return refuse("shape", `What sends the credential in ${pathOf(sink)} is not known.`);
    edits.push(edit);
    removals.replace(givenTo(sink, program) ?? sink);
  }
  const waiting = new Asynchrony(program).at(sinks);
  if ("why" in waiting) return refuse("synchronous", waiting.why);
  removals.dropStores(flow.stores);
  const doubts = removals.dropHalves(plan.halves);
  if (plan.user && !removals.holds(plan.user)) return refuse("shape", STAYS);
  edits.push(...removals.edits(), ...waiting.edits);
  const form = await formFor(plan, project, forms);
  const creates = [];
  for (const file of new Set(sinks.map((sink) => sink.getSourceFile()))) {
    const wish = { file, form: form.form, library: form.library, names: new Set(["zendeskToken"]) };
    const provided = await provide(wish, site, project, { program, isGone: (node) => removals.holds(node) });
    if (typeof provided === "string") return refuse("shape", provided);
    edits.splice(0, edits.length, ...edits.map(provided.local), provided.edit);
    creates.push(...provided.creates);
  }
  return {
    kind: "rewrite",
    safety: "review",
    reasons: [
      ...plan.reasons,
      ...waiting.reasons,
      ...doubts,
      "A token that was revoked is not retried: what sends the header is not known.",
    ],
    title: "puts an access token into the header",
    edits: await withoutGaps(unique(edits), project),
    creates,
  };
}

/** An object outside of all functions that is no argument of a call: it outlives its token. */
function isMadeOnce(sink: Node, { morph }: Program): boolean {
  const { Node: N } = morph;
  for (let one: Node | undefined = sink; one; one = one.getParent()) {
    if (N.isFunctionLikeDeclaration(one) || N.isFunctionExpression(one) || N.isArrowFunction(one))
      return false;
    if (N.isCallExpression(one) && one !== sink)
      return /^(?:Object\.freeze|structuredClone)$/.test(one.getExpression().getText());
  }
  return true;
}

/** A field or a module's variable keeps it, or a function that is given back or part of an object does: it may be sent long after the token was asked for. */
function isKept(sink: Node, flow: Flow, program: Program): boolean {
  const { Node: N } = program.morph;
  const symbols = new Symbols(program);
  const own = symbols.functionAround(sink);
  if (!own) return false;
  return [...flow.carriers].some((one) => {
    const holder = one.getParent();
    const isVariable = N.isVariableDeclaration(holder) && holder.getInitializer() === one;
    const isField =
      N.isBinaryExpression(holder) &&
      holder.getRight() === one &&
      holder.getLeft().getText().startsWith("this.");
    if (isField || (isVariable && !symbols.functionAround(one))) return !flow.stores.has(holder);
    for (let fn = symbols.functionAround(one); fn && fn !== own; fn = symbols.functionAround(fn)) {
      if (!own.containsRange(fn.getPos(), fn.getEnd()) || fn.containsRange(sink.getPos(), sink.getEnd()))
        continue;
      const parent = symbols.unwrapped(fn).getParent();
      if (
        N.isMethodDeclaration(fn) ||
        N.isPropertyAssignment(parent) ||
        N.isReturnStatement(parent) ||
        N.isArrowFunction(parent)
      )
        return true;
    }
    return false;
  });
}

/** What stands in the place of the credential. */
function givenTo(sink: Node, program: Program): Node | undefined {
  const { Node: N } = program.morph;
  if (N.isPropertyAssignment(sink)) return sink.getInitializer();
  if (N.isExpressionStatement(sink)) {
    const assignment = sink.getExpression();
    return N.isBinaryExpression(assignment) ? assignment.getRight() : undefined;
  }
  return N.isCallExpression(sink) ? sink.getArguments()[1] : undefined;
}

function valueEdit(sink: Node, program: Program): Edit | undefined {
  const { Node: N } = program.morph;
  const path = pathOf(sink);
  const whole = { start: sink.getStart(), end: sink.getEnd() };
  if (N.isShorthandPropertyAssignment(sink)) return { path, at: whole, text: `${sink.getName()}: ${VALUE}` };
  const value = givenTo(sink, program);
  if (!value) return undefined;
  const at = { start: value.getStart(), end: value.getEnd() };
  if (N.isPropertyAssignment(sink) && /^["']?(?:auth|username|password)["']?$/.test(sink.getName()))
    // An option of the library's that only knows Basic.
    return hasHeaders(sink, program)
      ? undefined
      : { path, at: whole, text: `headers: { Authorization: ${VALUE} }` };
  if (N.isCallExpression(sink)) {
    const callee = sink.getExpression();
    if (N.isPropertyAccessExpression(callee) && callee.getName() === "auth") return undefined;
  }
  return { path, at, text: VALUE };
}

function hasHeaders(property: Node, program: Program): boolean {
  const { Node: N } = program.morph;
  const object = property.getParent();
  return N.isObjectLiteralExpression(object) && object.getProperty("headers") !== undefined;
}

/** The provider that asks for tokens with what the repository sends requests by already. */
async function formFor(
  { flow, start }: Plan,
  project: Project,
  forms: Readonly<Partial<Record<LibraryName, HttpForm>>>,
): Promise<{ form: HttpForm; library: Library }> {
  const sent = flow.sendings.map((one) => one.library).find((one) => forms[one.name]);
  const known = sent && forms[sent.name];
  if (known) return { form: known, library: sent };
  const file = start.getSourceFile();
  const kind = await kindOf(file, project);
  const text = file.getFullText();
  const uses = (name: string): boolean => new RegExp(`["']${name}["']`).test(text);
  const name: LibraryName =
    (["axios", "got", "ky", "superagent", "undici"] as const).find(uses) ??
    (uses("(?:node:)?https") || (await isOldNode(kind.package, project)) ? "https" : "fetch");
  const form = forms[name] ?? forms.fetch;
  if (!form) throw new Error(`no form for ${name}`);
  const module = name === "https" ? (uses("node:https") ? "node:https" : "https") : undefined;
  return { form, library: { name, base: start, ...(module === undefined ? {} : { module }) } };
}

/** Releases before 18 have no fetch. */
async function isOldNode(home: string, project: Project): Promise<boolean> {
  const oldest = /\d+/.exec((await versionOf("node", home, project)) ?? "")?.[0];
  return oldest !== undefined && Number(oldest) < 18;
}
