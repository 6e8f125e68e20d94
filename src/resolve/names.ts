import type { Part, ScopeId, Span, Value } from "../model/fact.ts";
import {
  chainOf,
  type FileIndex,
  type FunctionRef,
  type Located,
  tailOf,
  type World,
  within,
} from "./world.ts";

/** Where a name leads: a value to read on, with what led there. */
export interface Lead extends Located {
  /** Place of the assignment, parameter or key. */
  readonly at: Span;
  readonly how: "assigned" | "field" | "parameter" | "imported" | "key";
  /** The name as it is called there. */
  readonly name: string;
  /** A parameter still to be bound to its callers' arguments. */
  /** Keys still to be taken out of what a call gives back. */
  readonly rest?: readonly string[];
  readonly parameter?: { readonly function: FunctionRef; readonly index: number; readonly key?: string };
}

/** Cap on leads of one name: generated code assigns a name hundreds of times. */
const MOST = 12;

/** A value, with the keys that are still to be taken out of it once it is known (a call's result). */
export interface Taken {
  readonly value: Value;
  readonly rest: readonly string[];
}

/** Takes `rest` out of a value: keys of objects, or the same path behind the names it stands for. */
export function descend(value: Value, rest: readonly string[]): Taken[] {
  const [key, ...more] = rest;
  if (key === undefined) return [{ value, rest: [] }];
  const found: Taken[] = [];
  for (const part of value.parts) {
    if ("object" in part) {
      for (const entry of part.object) {
        if (entry.key === key) found.push(...descend(entry.value, more));
        else if (entry.key === "...") found.push(...descend(entry.value, rest));
      }
    } else if ("name" in part)
      found.push({ value: { at: value.at, parts: [{ name: [part.name, ...rest].join(".") }] }, rest: [] });
    else if ("choice" in part) for (const one of part.choice) found.push(...descend(one, rest));
    else if ("list" in part && /^\d+$/.test(key)) {
      const one = part.list[Number(key)];
      if (one) found.push(...descend(one, more));
    } else if ("call" in part) found.push(...descendCall(part, value.at, rest));
    else if ("env" in part) found.push({ value: { at: value.at, parts: [part] }, rest: [] });
  }
  return found;
}

/** `new Options(…).token`, `Object.freeze({…}).token`: the keys of an object argument, else the call itself with the path behind it. */
function descendCall(part: Extract<Part, { call: string }>, at: Span, rest: readonly string[]): Taken[] {
  const found: Taken[] = [];
  for (const argument of part.args)
    if (argument.parts.some((one) => "object" in one)) found.push(...descend(argument, rest));
  for (const entry of part.named)
    if (entry.key === rest[0]) found.push(...descend(entry.value, rest.slice(1)));
  if (found.length === 0) found.push({ value: { at, parts: [part] }, rest });
  return found;
}

/** Looks a dotted name up from a scope outwards, then through imports and classes of that name. */
export function leadsOf(world: World, name: string, path: string, scope: ScopeId): Lead[] {
  const index = world.files.get(path);
  if (!index) return [];
  const segments = name.split(".");
  const lexical =
    segments[0] === "this"
      ? memberLeads(world, index, segments, scope)
      : lexicalLeads(world, index, segments, scope);
  if (lexical.length > 0) return lexical.slice(0, MOST);
  const imported = importLeads(world, index, segments);
  if (imported.length > 0) return imported.slice(0, MOST);
  const [head, ...rest] = segments;
  if (head !== undefined && rest.length > 0) {
    // A constant of a class: `ZendeskConfig.TOKEN`, `CredNames.AccessToken`.
    world.questions.ask({ kind: "class", name: head });
    for (const cls of world.classes.get(head) ?? []) {
      const other = world.files.get(cls.path);
      if (!other) continue;
      const found = memberLeads(world, other, ["this", ...rest], cls.scope.id);
      if (found.length > 0) return found.slice(0, MOST);
    }
  }
  if (index.file.language === "hcl" && /^(?:var|local)$/.test(head ?? "")) {
    const found = folderLeads(world, index, segments);
    if (found.length > 0) return found.slice(0, MOST);
  }
  // Django: `settings.ZENDESK["TOKEN"]` is a constant of the settings module.
  if (/^(?:settings|config|conf)$/.test(head ?? "") && index.file.language === "python") {
    const found = globalLeads(world, index, rest);
    if (found.length > 0) return found.slice(0, MOST);
  }
  const loose = looseLeads(index, segments);
  return (loose.length > 0 ? loose : globalLeads(world, index, segments)).slice(0, MOST);
}

/** Terraform reads all files of a folder as one. */
function folderLeads(world: World, index: FileIndex, segments: readonly string[]): Lead[] {
  const { path } = index.file;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  world.questions.ask({ kind: "folder", name: folder });
  for (const [other, known] of world.files) {
    if (other === path || known.file.language !== "hcl") continue;
    if (!other.startsWith(folder) || other.slice(folder.length).includes("/")) continue;
    const found = lexicalLeads(world, known, segments, 0);
    if (found.length > 0) return found;
  }
  return [];
}

/** A constant of another file that every file sees (Ruby, PHP's `define`, Go's package, C#'s global usings), when few files define one. */
function globalLeads(world: World, index: FileIndex, segments: readonly string[]): Lead[] {
  const [head = "", ...rest] = segments;
  if (
    !/^(?:[A-Z][A-Z0-9]*_\w+|[A-Z]\w{3,})$/.test(head) ||
    !/^(?:ruby|php|go|bash|makefile|powershell|python)$/.test(index.file.language)
  )
    return [];
  world.questions.ask({ kind: "constant", name: head });
  const defined = (world.constants.get(head) ?? []).filter(
    (one) => one.path !== index.file.path && world.files.get(one.path)?.file.language === index.file.language,
  );
  if (defined.length > 3) return [];
  return defined.flatMap((one) =>
    descend(one.value, rest).map((taken) => ({
      ...taken,
      path: one.path,
      scope: one.scope,
      at: one.value.at,
      how: "assigned" as const,
      name: head,
    })),
  );
}

function lexicalLeads(world: World, index: FileIndex, segments: readonly string[], scope: ScopeId): Lead[] {
  const { file } = index;
  for (const id of chainOf(file, scope)) {
    const here = file.scopes[id];
    for (let take = segments.length; take >= 1; take--) {
      const base = segments.slice(0, take).join(".");
      const rest = segments.slice(take);
      const leads: Lead[] = [];
      for (const fact of index.assigns.get(base) ?? []) {
        if (fact.scope !== id) continue;
        for (const taken of descend(fact.value, rest))
          leads.push({
            ...taken,
            path: file.path,
            scope: fact.scope,
            at: fact.at,
            how: "assigned",
            name: base,
          });
      }
      if (leads.length > 0) return leads;
    }
    const head = segments[0];
    const position =
      here?.params.findIndex(
        (param) => param.name === head || param.keys?.some((key) => key.local === head),
      ) ?? -1;
    const param = here?.params[position];
    if (here && param) {
      const key = param.keys?.find((one) => one.local === head);
      const path = key ? [key.key, ...segments.slice(1)] : segments.slice(1);
      const byDefault = key ? key.default : param.default;
      const leads: Lead[] = byDefault
        ? descend(byDefault, segments.slice(1)).map((taken) => ({
            ...taken,
            path: file.path,
            scope: id,
            at: param.at,
            how: "parameter",
            name: head ?? "",
          }))
        : [];
      leads.push({
        value: { at: param.at, parts: [] },
        path: file.path,
        scope: id,
        at: param.at,
        how: "parameter",
        name: head ?? "",
        parameter: {
          function: { path: file.path, scope: here },
          index: position,
          ...(path.length > 0 ? { key: path.join(".") } : {}),
        },
      });
      return leads;
    }
    if (here?.kind === "class") {
      const members = memberLeads(world, index, ["this", ...segments], id);
      if (members.length > 0) return members;
    }
  }
  return [];
}

/** `this.x.y`: assignments in the class, then in the classes it extends, then anywhere in the file. */
function memberLeads(
  world: World,
  index: FileIndex,
  segments: readonly string[],
  scope: ScopeId,
  depth = 0,
): Lead[] {
  const { file } = index;
  const owner = chainOf(file, scope).find((id) => file.scopes[id]?.kind === "class");
  for (let take = segments.length; take >= 2; take--) {
    const base = segments.slice(0, take).join(".");
    const rest = segments.slice(take);
    const leads: Lead[] = [];
    for (const fact of index.assigns.get(base) ?? []) {
      if (owner !== undefined && !within(file, fact.scope, owner)) continue;
      for (const taken of descend(fact.value, rest))
        leads.push({ ...taken, path: file.path, scope: fact.scope, at: fact.at, how: "field", name: base });
    }
    if (leads.length > 0) return leads;
  }
  if (owner === undefined || depth > 4) return [];
  const made = madeWith(world, tailOf(file.scopes[owner]?.name ?? ""), segments);
  if (made.length > 0) return made;
  for (const parent of file.scopes[owner]?.extends ?? []) {
    world.questions.ask({ kind: "class", name: tailOf(parent) });
    for (const cls of world.classes.get(tailOf(parent)) ?? []) {
      const other = world.files.get(cls.path);
      const found = other ? memberLeads(world, other, segments, cls.scope.id, depth + 1) : [];
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** Fields given where an object is made: `&Credentials{Token: t}`, `new Options { Token = t }`, `Options(token=t)`. */
function madeWith(world: World, className: string, segments: readonly string[]): Lead[] {
  const [, field = "", ...rest] = segments;
  const leads: Lead[] = [];
  if (className === "") return leads;
  world.questions.ask({ kind: "call", name: className });
  for (const { call, path, scope } of (world.calls.get(className) ?? []).slice(0, MOST)) {
    const initializers = call.args.filter((argument) => argument.parts.some((part) => "object" in part));
    const given = call.named.filter((entry) => entry.key === field).map((entry) => entry.value);
    for (const value of [
      ...given.flatMap((one) => descend(one, rest)),
      ...initializers.flatMap((one) => descend(one, [field, ...rest])),
    ])
      leads.push({ ...value, path, scope, at: value.value.at, how: "key", name: field });
  }
  return leads;
}

function importLeads(world: World, index: FileIndex, segments: readonly string[]): Lead[] {
  const from = index.file.path;
  for (let take = 1; take <= Math.min(3, segments.length); take++) {
    const binding = index.imports.get(segments.slice(0, take).join("."));
    if (!binding) continue;
    const rest = segments.slice(take);
    const leads = exportLeads(
      world,
      binding.module,
      from,
      binding.imported === "*" ? rest : [binding.imported, ...rest],
      0,
    );
    if (leads.length > 0) return leads;
  }
  for (const module of index.included) {
    const leads = exportLeads(world, module, from, segments, 0);
    if (leads.length > 0) return leads;
  }
  return [];
}

function exportLeads(
  world: World,
  module: string,
  from: string,
  wanted: readonly string[],
  depth: number,
): Lead[] {
  if (depth > 4 || wanted.length === 0) return [];
  const target = world.findModule(module, from);
  const index = target === undefined ? undefined : world.files.get(target);
  if (!target || !index) {
    // `from package import module`: the name is a file of the package.
    const [head, ...rest] = wanted;
    const inner =
      head === undefined || rest.length === 0
        ? undefined
        : world.findModule(
            `${module}${/[/.]$/.test(module) ? "" : /\//.test(module) ? "/" : "."}${head}`,
            from,
          );
    return inner === undefined ? [] : fileLeads(world, inner, rest);
  }
  const [head = "", ...rest] = wanted;
  const exported = index.exports.get(head);
  if (exported?.from !== undefined)
    return exportLeads(
      world,
      exported.from,
      target,
      [exported.local === "*" ? head : exported.local, ...rest],
      depth + 1,
    );
  const found = fileLeads(world, target, exported ? [...exported.local.split("."), ...rest] : wanted);
  if (found.length > 0) return found;
  if (head === "default" || head === "*")
    return fileLeads(world, target, ["module", "exports", ...rest]).concat(
      rest.length > 0 ? fileLeads(world, target, rest) : [],
    );
  const whole = fileLeads(world, target, ["module", "exports", ...wanted]);
  if (whole.length > 0) return whole;
  for (const [name, one] of index.exports)
    if (name === "*" && one.from !== undefined) {
      const through = exportLeads(world, one.from, target, wanted, depth + 1);
      if (through.length > 0) return through;
    }
  // `export default {…}` taken as a namespace.
  const byDefault = index.exports.get("default");
  return byDefault && byDefault.from === undefined
    ? fileLeads(world, target, [...byDefault.local.split("."), ...wanted])
    : [];
}

function fileLeads(world: World, path: string, segments: readonly string[]): Lead[] {
  const index = world.files.get(path);
  if (!index || segments.length === 0) return [];
  const leads = lexicalLeads(world, index, segments, 0);
  return leads.length > 0
    ? leads.map((lead) => ({ ...lead, how: "imported" }))
    : importLeadsOnce(world, index, segments);
}

/** A file that only passes an import on. */
function importLeadsOnce(world: World, index: FileIndex, segments: readonly string[]): Lead[] {
  const binding = index.imports.get(segments[0] ?? "");
  if (!binding) return [];
  const target = world.findModule(binding.module, index.file.path);
  const other = target === undefined ? undefined : world.files.get(target);
  return other
    ? lexicalLeads(
        world,
        other,
        binding.imported === "*" ? segments.slice(1) : [binding.imported, ...segments.slice(1)],
        0,
      )
    : [];
}

/** Untyped code: a member of something unknown, found by its name in the same file (`creds.Username` set where the struct is made). */
function looseLeads(index: FileIndex, segments: readonly string[]): Lead[] {
  const tail = segments.at(-1) ?? "";
  if (segments.length < 2 || tail.length < 3) return [];
  const leads: Lead[] = [];
  for (const fact of index.assignsByTail.get(tail) ?? [])
    if (fact.name.includes("."))
      leads.push({
        value: fact.value,
        path: index.file.path,
        scope: fact.scope,
        at: fact.at,
        how: "key",
        name: fact.name,
      });
  const itself = segments.join(".");
  for (const located of index.keys.get(tail) ?? []) {
    const only = located.value.parts.length === 1 ? located.value.parts[0] : undefined;
    // `auth=self.auth` leads nowhere.
    if (only && "name" in only && only.name === itself) continue;
    leads.push({ ...located, at: located.value.at, how: "key", name: tail });
  }
  return leads;
}
