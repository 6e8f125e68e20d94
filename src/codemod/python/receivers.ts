import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import type { Following, Place } from "./carrier.ts";
import { around, calleeOf, field, listed } from "./code.ts";
import { isTarget, usesIn } from "./scope.ts";

const VERB = /\.(get|post|put|patch|delete|head|options|request|stream)$/;

/** The value is given to a call as `auth`. */
export async function handed(
  flow: Following,
  project: Project,
  { path, node }: Place,
  call: Node | undefined,
): Promise<void> {
  const callee = field(call, "function");
  const thing = callee ? await flow.things.of(path, callee) : undefined;
  if (call && (thing?.kind === "function" || thing?.kind === "class")) {
    const made = thing.kind === "function" ? thing.node : await constructorOf(flow, thing.path, thing.node);
    const names = listed(field(made, "parameters"));
    const taking = names.find((one) => /^auth\b/.test(one.text));
    if (made && taking) return parameter(flow, thing.path, made);
    flow.doubt(path, call, `${calleeOf(call)}() may take the pair apart`);
  } else if (callee && call && thing?.kind === "foreign") {
    if (!/^(?:requests|httpx|aiohttp)\./.test((await flow.things.foreign(path, callee)) ?? ""))
      flow.doubt(path, call, `${calleeOf(call)}() may take nothing but a pair`);
  } else if (call) {
    const verb = VERB.exec(calleeOf(call))?.[1];
    if (verb === undefined || (await isTaken(project, verb)))
      flow.doubt(path, call, `${calleeOf(call)}() may take the pair apart`);
  }
  flow.end({ kind: "auth", path, node, ...(call ? { call } : {}) });
}

async function constructorOf(flow: Following, path: string, made: Node): Promise<Node | undefined> {
  for (const { node } of await flow.things.lineage(path, made)) {
    const found = (field(node, "body")?.namedChildren ?? []).find(
      (one) => one?.type === "function_definition" && field(one, "name")?.text === "__init__",
    );
    if (found) return found;
  }
  return undefined;
}

async function parameter(flow: Following, path: string, made: Node): Promise<void> {
  for (const use of usesIn(made, "auth"))
    if (!isTarget(use) && around(use, "parameters", "block")?.type === "block") await flow.follow(path, use);
}

/** The repository has a method of this name that takes `auth`. */
async function isTaken(project: Project, verb: string): Promise<boolean> {
  const pattern = new RegExp(`\\bdef ${verb}\\([^)]{0,500}\\b(?:auth|kw\\w*)\\b`);
  const paths = await project.containing([`def ${verb}(`], (one) => one.endsWith(".py"));
  for (const path of paths) if (pattern.test((await project.load(path))?.masked ?? "")) return true;
  return false;
}

/** The value stands under the key `auth` of a dictionary: on with whoever takes it out. */
export async function keyed(
  flow: Following,
  project: Project,
  path: string,
  node: Node,
  begin: (flow: Following) => Promise<void> | undefined,
): Promise<void> {
  const inner = flow.fresh();
  await begin(inner);
  let used = false;
  for (const element of inner.elements)
    if (element.key === "auth") {
      used = true;
      await flow.follow(element.path, element.node);
    }
  for (const end of inner.ends)
    if (end.kind === "splat") {
      used = true;
      await handed(flow, project, { path: end.path, node }, end.node);
    } else flow.doubt(end.path, end.node, "A dictionary with the pair is used there");
  for (const one of inner.doubts) flow.doubt(one.path, one.node, one.what);
  if (!used) {
    flow.doubt(path, node, "A dictionary with the pair is used where that could not be followed");
    flow.end({ kind: "auth", path, node });
  }
}
