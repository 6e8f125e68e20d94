import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { type Following, isAuthorization, isSet, type Place } from "./carrier.ts";
import { argumentsOf, around, attributesBelow, field, isField } from "./code.ts";
import { reachedFrom } from "./importing.ts";

/** True for a session, false for an object of the repository's own; undefined when it does not show. */
export async function isSession(flow: Following, path: string, object: Node): Promise<boolean | undefined> {
  const session = await flow.things.session(path, object);
  if (session?.own) return false;
  if (session?.library === undefined) return undefined;
  return (
    /^(?:requests|httpx|aiohttp)\.(?:Session|\w*Client|ClientSession|\w+Session)$/.test(session.library) ||
    undefined
  );
}

/** What is read of a session that has the credential. */
export async function watchSession(
  flow: Following,
  project: Project,
  { path, node: object }: Place,
  name: "headers" | "auth",
): Promise<void> {
  const reached = await reachedFrom(path, project);
  for (const where of reached ?? [path]) {
    const root = await flow.root(where);
    for (const use of root ? attributesBelow(root, name) : []) {
      const of = field(use, "object");
      if (
        !of ||
        (isSet(use) && (name === "auth" || of.text !== object.text || where !== path)) ||
        isHarmless(use) ||
        flow.owns(around(use, "assignment", "call"))
      )
        continue;
      const session = await flow.things.session(where, of);
      const mine = where === path && of.text === object.text;
      const other = session?.library !== undefined && !/\.\w*(?:Session|Client)$/.test(session.library);
      if (
        other ||
        (session?.own && (!mine || of.text === "self")) ||
        (!session && !mine && /^(?:\w*_)?(?:r|res|resp|response|req|request|self|e|err)$/.test(of.text))
      )
        continue;
      flow.doubt(where, use, `${use.text} is read or replaced`);
    }
  }
}

/** Headers of a session are added to, not read. */
function isHarmless(use: Node): boolean {
  const { parent } = use;
  if (parent?.type === "subscript" && isField(use, "value"))
    return parent.parent?.type === "assignment" && isField(parent, "left");
  const call = parent?.parent;
  if (parent?.type !== "attribute" || call?.type !== "call" || !isField(parent, "function")) return false;
  const method = field(parent, "attribute")?.text;
  if (method === "update") return true;
  return method === "setdefault" || (method === "pop" && !isAuthorization(argumentsOf(call)[0]));
}
