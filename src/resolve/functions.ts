import { placementOf } from "../model/placement.ts";
import {
  type CallSite,
  chainOf,
  type FunctionRef,
  meansAnother,
  tailOf,
  type World,
  within,
} from "./world.ts";

/** Method names too common to follow by name alone. */
const COMMON = new Set(
  (
    "get set post put delete create update run call main init start load read write send request execute handle process " +
    "then map apply log info error print test it describe find open close add"
  ).split(" "),
);

/** Functions of one name above which none of them is followed. */
const TOO_MANY = 200;

/** Functions followed for one call. */
const MOST = 4;

/** True for a name that says nothing of whose method it is. */
export const isCommonName = (name: string): boolean => COMMON.has(name);

/** True for files of tests. */
export const isTestFile = (path: string): boolean => placementOf(path, "text") === "test";

/** The functions a callee may be: of the same file, of the module it is imported from, else of that name anywhere. */
export function functionsCalled(
  world: World,
  callee: string,
  path: string,
  scope: number,
): readonly FunctionRef[] {
  const tail = tailOf(callee);
  const index = world.files.get(path);
  if (!index) return [];
  const outside = (one: FunctionRef): boolean =>
    one.path !== path || !within(index.file, scope, one.scope.id);
  const own = (index.functions.get(tail) ?? []).filter(outside);
  if (own.length > 0 && (!callee.includes(".") || callee.startsWith("this."))) return own.slice(0, MOST);
  const head = callee.split(".")[0] ?? "";
  const module = index.imports.get(head)?.module ?? index.imports.get(tail)?.module;
  const target = module === undefined ? undefined : world.findModule(module, path);
  const imported = target === undefined ? [] : (world.files.get(target)?.functions.get(tail) ?? []);
  if (imported.length > 0) return imported.slice(0, MOST);
  // `config.get("token")` beside a client with a method `get`: a dictionary's, unless it is called on that class.
  if (
    own.length > 0 &&
    (tail !== "get" || index.file.scopes.some((one) => one.kind === "class" && tailOf(one.name) === head))
  )
    return own.slice(0, MOST);
  if (COMMON.has(tail)) return [];
  const all = world.functions.get(tail) ?? [];
  const dotted = callee.includes(".");
  // A name that hundreds share (generated code) says nothing of which one is meant.
  if (all.length > (dotted ? TOO_MANY : 3)) return [];
  world.questions.ask({ kind: "function", name: tail, ...(dotted ? {} : { few: true }) });
  return all.filter(outside).slice(0, MOST);
}

/**
 * Calls of a function: by its name, or for a constructor by its class's name and `super` of the classes that extend it. A name as common as
 * `get` only in the files at hand; calls in tests only for a use in a test.
 */
export function callsOf(world: World, target: FunctionRef, from: string, inTest: boolean): CallSite[] {
  const { scope, path } = target;
  const file = world.files.get(path)?.file;
  if (!file || scope.kind === "block") return [];
  let names = [scope.name];
  if (/^(?:constructor|initialize|__init__)$/.test(scope.name)) {
    const owner = chainOf(file, scope.id).find((id) => file.scopes[id]?.kind === "class");
    const name = owner === undefined ? "" : tailOf(file.scopes[owner]?.name ?? "");
    names = [name];
    for (const other of file.scopes)
      if (other.kind === "class" && other.extends?.some((one) => tailOf(one) === name))
        names.push("super", tailOf(other.name));
  }
  const common = COMMON.has(scope.name);
  return names
    .filter((name) => name !== "")
    .flatMap((name) => {
      if (!common) world.questions.ask({ kind: "call", name: name });
      return world.calls.get(name) ?? [];
    })
    .filter(
      (site) =>
        (!common || site.path === path || site.path === from) &&
        !(site.path === path && within(file, site.scope, scope.id)) &&
        !meansAnother(world, site, path) &&
        (inTest || !isTestFile(site.path)),
    );
}
