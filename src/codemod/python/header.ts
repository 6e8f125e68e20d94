import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { accountReasons } from "./accounts.ts";
import type { End, Place } from "./carrier.ts";
import {
  argumentsOf,
  around,
  calleeOf,
  classAround,
  field,
  functionAround,
  listed,
  namedArgument,
  nodeAt,
  removals,
  spanOf,
  statementOf,
  statementSpan,
} from "./code.ts";
import { djangoSettings } from "./django.ts";
import { conditionReason, hasRivals, reasonsOf } from "./doubts.ts";
import { Flow } from "./flow.ts";
import { type AuthLibrary, isSender, librariesOf } from "./libraries.ts";
import { keysOf, originOf } from "./origin.ts";
import { supply } from "./provider.ts";
import { Sweep } from "./sweep.ts";

/** Takes a Basic header out and gives the calls that sent it an auth object; where they are out of reach, the header becomes a bearer's. */
export async function rewriteHeader(
  site: Site,
  project: Project,
  library: AuthLibrary,
): Promise<Outcome | undefined> {
  const { path, masked } = site.file;
  const root = await project.tree(masked, "python");
  const value = new Flow(project);
  await value.follow(path, nodeAt(root, site.use.match.at));
  const headers = value.ends.filter((end) => end.kind === "header" || end.kind === "item");
  if (headers.length === 0 || headers.length < value.ends.length) return undefined;
  if (value.mixed || hasRivals(value))
    return refuse("shape", "The same header carries other credentials, too.");
  const sent = new Flow(project, headers);
  for (const header of headers) await followHeader(sent, header);
  if ((await librariesOf(site, project, sent.ends)) !== library.id) return undefined;
  if (sent.ends.some((end) => end.kind === "sender" && isMinting(end.node))) return refuse("manages");
  const supplied = await supply(site, project, library.template, "zendesk_auth");
  let reaches = sent.ends.length > 0 && !sent.mixed;
  for (const end of sent.ends)
    reaches &&= end.kind === "session" || (end.kind === "sender" && (await takesAuth(end, sent, library)));
  const edits = new Edits(project, async (where) => {
    const used = await supplied.use(where);
    return { name: used.name, imports: used.edits };
  });
  if (reaches) for (const end of sent.ends) await edits.give(end, headers);
  else if (headers.every(({ node }) => isPerRequest(node))) {
    for (const header of headers) await edits.bearer(header);
  } else return undefined;
  if (reaches) for (const header of headers) await edits.remove(header);
  const swept = await new Sweep(project, sent, keysOf(site)).run(
    headers.map(({ path, node }) => ({ path, node: valueNode(node) })),
  );
  const origin = originOf(site, swept, project, supplied.settings);
  if ("kind" in origin) return origin;
  const settings = await djangoSettings(site, project);
  const reasons = [
    ...supplied.reasons,
    ...origin.reasons,
    ...library.reasons(masked),
    ...(reaches ? await togetherReasons(sent, headers, library, project) : []),
    ...(reaches ? reasonsOf(sent) : []),
    ...(await accountReasons(site, project, [...sent.ends, ...headers], sent)),
    ...(reaches ? [] : ["A revoked token is not retried: only the header is new."]),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length > 0 ? "review" : "safe",
    reasons,
    title: reaches
      ? `gives ${library.id} an auth object instead of a header`
      : "puts a bearer token into the header",
    edits: [...edits.made, ...swept.edits, ...supplied.edits, ...settings.edits],
    creates: supplied.creates,
    todo: settings.todo,
  };
}

const valueNode = (node: Node): Node => field(node, "value") ?? field(node, "right") ?? node;

async function followHeader(flow: Flow, { kind, path, node }: End): Promise<void> {
  if (kind === "header") {
    const dictionary = around(node, "dictionary");
    if (dictionary) await flow.follow(path, dictionary);
    return;
  }
  const object = field(field(node, "left"), "value");
  if (!object) return;
  await flow.put(path, object, node);
}

/** The request makes OAuth clients or tokens. */
const isMinting = (call: Node): boolean =>
  /\/oauth\/(?:tokens|clients)/.test((functionAround(call) ?? statementOf(call)).text);

/** The call hands `auth` on to the library, and has none yet. */
async function takesAuth({ path, node }: Place, flow: Flow, library: AuthLibrary): Promise<boolean> {
  if (
    !isSender(node) ||
    namedArgument(node, "auth") ||
    argumentsOf(node).some((one) => /splat/.test(one.type))
  )
    return false;
  const callee = field(node, "function");
  const thing = callee && (await flow.things.of(path, callee));
  if (thing?.kind === "foreign")
    return (await flow.things.foreign(path, callee as Node))?.split(".")[0] === library.id;
  if (thing) return false;
  flow.doubt(path, node, `${calleeOf(node)}() may be no method of ${library.id} and not take auth`);
  return true;
}

/** What speaks against an auth object on requests that are made otherwise than by the header alone. */
async function togetherReasons(
  flow: Flow,
  headers: readonly Place[],
  library: AuthLibrary,
  project: Project,
): Promise<string[]> {
  const condition = conditionReason(headers, flow);
  const reasons = condition === undefined ? [] : [condition];
  const shared = flow.ends.filter(
    (end) =>
      end.kind === "session" || (end.kind === "sender" && /(?:Client|Session)$/.test(calleeOf(end.node))),
  );
  for (const end of shared) {
    const made = end.kind === "sender" ? end.node.parent : undefined;
    const target =
      made?.type === "as_pattern"
        ? field(made, "alias")?.namedChild(0)
        : made?.type === "assignment" && field(made, "left");
    if (target) await flow.watch(end.path, target, "headers");
  }
  const own = new Set(headers.map(({ node }) => node.id));
  for (const path of new Set(shared.map((end) => end.path))) {
    const text = (await project.load(path))?.masked ?? "";
    const rival = [...nodesBelow(await project.tree(text, "python"))].find(
      (node) =>
        (node.type === "pair" || node.type === "assignment") &&
        !own.has(node.id) &&
        /^["']authorization["']$/i.test(
          (field(node, "key") ?? field(field(node, "left"), "subscript"))?.text ?? "",
        ),
    );
    if (rival)
      flow.doubt(
        path,
        rival,
        "Another Authorization is set in a file with a session that gets the auth object, which would win",
      );
    const without = library.id === "httpx" && /\bauth\s*=\s*None\b/.test(text);
    if (without) reasons.push(`A request in ${path} has auth=None: it would go out without authorization.`);
  }
  return reasons;
}

/** The header is made anew for every request: in a function, and kept nowhere. */
function isPerRequest(node: Node): boolean {
  const made = functionAround(node);
  if (!made || field(made, "name")?.text === "__init__") return false;
  const owner = classAround(node);
  if (owner && owner.startIndex > made.startIndex) return false;
  const statement = statementOf(node);
  const left = field(statement.namedChild(0), "left");
  return left?.type !== "attribute";
}

/** Edits that move a credential from headers to `auth`. */
class Edits {
  readonly made: Edit[] = [];
  readonly #project: Project;
  readonly #auth: (path: string) => Promise<{ name: string; imports: readonly Edit[] }>;

  constructor(project: Project, auth: (path: string) => Promise<{ name: string; imports: readonly Edit[] }>) {
    this.#project = project;
    this.#auth = auth;
  }

  async #name(path: string): Promise<string> {
    const { name, imports } = await this.#auth(path);
    this.made.push(...imports);
    return name;
  }

  /** The sender or the session gets the auth object. */
  async give(end: End, headers: readonly End[]): Promise<void> {
    const { path, node } = end;
    const name = await this.#name(path);
    if (end.kind === "session") {
      const statement = statementOf(node);
      const own = headers.find(
        (header) => statementOf(header.node).id === statement.id && header.path === path,
      );
      if (own && isOnly(own)) {
        this.made.push({ path, at: spanOf(statement), text: `${node.text}.auth = ${name}` });
        return;
      }
      const text = this.#project.file(path)?.masked ?? "";
      const before = text.slice(text.lastIndexOf("\n", statement.startIndex - 1) + 1, statement.startIndex);
      const at = { start: statement.endIndex, end: statement.endIndex };
      const apart = before.trim() === "" ? `\n${before}` : "; ";
      this.made.push({ path, at, text: `${apart}${node.text}.auth = ${name}` });
      return;
    }
    const argument = argumentsOf(node).find(
      (one) => one.type === "keyword_argument" && field(one, "name")?.text === "headers",
    );
    if (!argument) return;
    if (this.#empties(argument, headers))
      this.made.push({ path, at: spanOf(argument), text: `auth=${name}` });
    else
      this.made.push({
        path,
        at: { start: argument.endIndex, end: argument.endIndex },
        text: `${separatorBefore(argument, this.#project.file(path)?.masked ?? "")}auth=${name}`,
      });
  }

  /** Nothing but the credential is in these headers: they go as a whole. */
  #empties(argument: Node, headers: readonly End[]): boolean {
    const [only] = headers;
    if (headers.length !== 1 || only?.kind !== "header" || !isOnly(only)) return false;
    const value = field(argument, "value");
    const dictionary = around(only.node, "dictionary");
    if (!dictionary || !value) return false;
    if (value.id === dictionary.id) return true;
    const statement = statementOf(dictionary);
    const made = field(statement.namedChild(0), "right")?.id === dictionary.id;
    const left = field(statement.namedChild(0), "left");
    return made && left?.type === "identifier" && left.text === value.text && isLocalOnce(left, value);
  }

  /** Takes the header out. */
  async remove(header: End): Promise<void> {
    const { path, node } = header;
    const text = this.#project.file(path)?.masked ?? "";
    if (header.kind === "header") {
      const dictionary = around(node, "dictionary") as Node;
      for (const at of removals(dictionary, [node]))
        if (
          !this.made.some((edit) => edit.path === path && edit.at.start <= at.start && edit.at.end >= at.end)
        )
          this.made.push({ path, at, text: "" });
      return;
    }
    const statement = statementOf(node);
    if (this.made.some((edit) => edit.path === path && edit.at.start === statement.startIndex)) return;
    const alone = statement.parent?.type === "block" && statement.parent.namedChildCount < 2;
    this.made.push(
      alone
        ? { path, at: spanOf(statement), text: "pass" }
        : { path, at: statementSpan(text, statement), text: "" },
    );
  }

  /** The header's value becomes the bearer of the moment. */
  async bearer({ path, node }: Place): Promise<void> {
    const value = valueNode(node);
    this.made.push({ path, at: spanOf(value), text: `"Bearer " + ${await this.#name(path)}.token()` });
  }
}

/** The entry is the only one of its dictionary, or the statement sets nothing else. */
function isOnly({ kind, node }: End): boolean {
  return kind === "item" || listed(around(node, "dictionary")).length === 1;
}

/** The variable is read at this one place only. */
function isLocalOnce(left: Node, value: Node): boolean {
  const scope = functionAround(left);
  if (!scope) return false;
  const places = [...scope.text.matchAll(new RegExp(`\\b${left.text}\\b(?!\\s*=[^=])`, "g"))];
  return places.length === 1 && value.startIndex > left.startIndex;
}

/** What stands between two arguments here: a blank, or a line of its own. */
function separatorBefore(argument: Node, text: string): string {
  const line = text.slice(text.lastIndexOf("\n", argument.startIndex - 1) + 1, argument.startIndex);
  return line.trim() === "" ? `,\n${line}` : ", ";
}
