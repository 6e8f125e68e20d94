import type { Node } from "web-tree-sitter";
import type { Project, Site } from "../recipe.ts";
import type { End } from "./carrier.ts";
import { calleeOf } from "./code.ts";

/** A library that takes an object as `auth` and asks it on every request. */
export interface AuthLibrary {
  readonly id: LibraryId;
  readonly template: string;
  /** What the text of a file makes a person look at. */
  readonly reasons: (text: string) => string[];
}

/** HTTP libraries with an `auth` argument. */
export type LibraryId = "requests" | "httpx" | "aiohttp";

const IDS: readonly LibraryId[] = ["requests", "httpx", "aiohttp"];

/** The provider asks for tokens by itself: what the file says about proxies and certificates does not reach it. */
const ownConnection = (text: string): string[] =>
  /\b(?:verify|proxies|proxy|cert|trust_env)\s*=(?!=)|\.(?:verify|proxies|trust_env|cert)\b/.test(text)
    ? ["The provider asks for tokens without the proxy or certificate settings of this code."]
    : [];

/** requests: sessions and calls take any callable as `auth`. */
export const REQUESTS: AuthLibrary = {
  id: "requests",
  template: "python-requests.py",
  reasons: ownConnection,
};

/** httpx: clients and calls take an `httpx.Auth`, sync and async. */
export const HTTPX: AuthLibrary = { id: "httpx", template: "python-httpx.py", reasons: ownConnection };

const importOf = (id: string): RegExp =>
  new RegExp(`^[ \\t]*(?:from[ \\t]+|import[ \\t]+(?:[\\w.]+,[ \\t]*)*)${id}\\b`, "m");

/** The library that sends what ends at these places. */
export async function librariesOf(
  site: Site,
  project: Project,
  ends: readonly End[],
  pair?: Node,
): Promise<LibraryId | undefined> {
  const made = pair?.type === "call" ? calleeOf(pair) : "";
  if (/HTTPBasicAuth|HTTPProxyAuth/.test(made)) return "requests";
  const paths = new Set([...ends.map((end) => end.path), site.file.path]);
  const imported = new Set<LibraryId>();
  for (const path of paths) {
    const text = (await project.load(path))?.masked ?? "";
    for (const id of IDS) if (importOf(id).test(text)) imported.add(id);
  }
  if (imported.size === 1) return [...imported][0];
  if (imported.size === 0) return usualLibrary(project);
  const named = new Set(
    ends.flatMap((end) => {
      const call = end.kind === "auth" ? end.call : end.kind === "sender" ? end.node : undefined;
      const first = call ? calleeOf(call).split(".")[0] : undefined;
      return IDS.filter((id) => id === first);
    }),
  );
  if (named.size === 1) return [...named][0];
  return IDS.find((id) => made.startsWith(`${id}.`));
}

/** The library whose function is called, by its own name, with a node among the arguments. */
export function calledLibrary(node: Node): LibraryId | undefined {
  let call: Node | null = node.parent;
  while (call && call.type !== "call" && !/statement$/.test(call.type)) call = call.parent;
  const first = call?.type === "call" ? calleeOf(call).split(".")[0] : undefined;
  return IDS.find((id) => id === first);
}

/** The library that the repository uses most, for files that leave the sending to others. */
async function usualLibrary(project: Project): Promise<LibraryId | undefined> {
  const counts = await Promise.all(
    IDS.map(async (id) => {
      const pattern = importOf(id);
      let count = 0;
      for (const path of await project.containing([id], (one) => one.endsWith(".py")))
        if (pattern.test((await project.load(path))?.masked ?? "")) count++;
      return [id, count] as const;
    }),
  );
  const [first] = counts.filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  return first?.[0];
}

/** Methods that send a request, and constructors of what sends many. */
const SENDS =
  /(?:^|\.)(?:get|post|put|patch|delete|head|options|request|stream|Session|Client|AsyncClient|ClientSession)$/;

/** True when a call hands its arguments to the library: no method of the repository's own. */
export function isSender(call: Node): boolean {
  const callee = calleeOf(call);
  if (!SENDS.test(callee)) return false;
  const object = callee.slice(0, callee.lastIndexOf("."));
  return object !== "" && object !== "self" && object !== "cls" && object !== "super()";
}
