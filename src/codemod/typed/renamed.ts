import type { Node } from "web-tree-sitter";
import type { GrammarName } from "../../parse/tree-sitter.ts";
import type { FileChange } from "../changes.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

interface Planned {
  readonly outcome: Outcome;
  readonly site?: Site;
  readonly applied: boolean;
}

const GRAMMARS: readonly (readonly [RegExp, GrammarName])[] = [
  [/\.go$/, "go"],
  [/\.java$/, "java"],
  [/\.kts?$/, "kotlin"],
  [/\.cs$/, "c-sharp"],
];

/** Calls that read a variable by its name. */
const READING =
  /(?:getenv|LookupEnv|GetEnvironmentVariable|getProperty|env\w*|environ\w*|require\w*|must\w*|get\w*|read\w*|config\w*)$/i;

/** Calls by which code only asks whether something is there. */
const CHECKING =
  /(?:IsNullOr\w+|ThrowIfNull\w*|(?:is|has)(?:Not|NullOr)?(?:Empty|Blank|Text|Null|Length)\w*|require(?:Non|Not)\w+|checkNotNull|check|require|assert\w*|len|length|TrimSpace|trim|isPresent)$/i;

const BOUNDARY =
  /_statement$|_declaration$|^(?:block|statement_list|variable_declarator|var_spec|statements|function_body|arrow_expression_clause)$/;

/**
 * Guards (`if (token == null) fail`) go on with the new names. Where the variable they fill is read for something else, too, that would get the OAuth client's
 * secret in place of the API token: then a person has to look at the rewrite. Gives the sites with that said, or undefined when there is nothing new to say.
 */
export async function withRenamed<T extends Planned>(
  sites: readonly T[],
  changes: readonly FileChange[],
  project: Project,
): Promise<T[] | undefined> {
  const names = new Set(
    sites.flatMap(({ applied, site }) =>
      applied && site ? [site.names.clientId, site.names.clientSecret] : [],
    ),
  );
  const strange = new Map<string, string>();
  for (const { path, before, after } of changes) {
    const grammar = GRAMMARS.find(([files]) => files.test(path))?.[1];
    const added = [...names].filter((name) => after.includes(`"${name}"`) && !before?.includes(`"${name}"`));
    if (!grammar || before === undefined || added.length === 0) continue;
    const what = otherUse(await project.tree(after, grammar), new Set(added));
    if (what !== undefined) strange.set(path, what);
  }
  if (strange.size === 0) return undefined;
  let changed = false;
  const result = sites.map((planned): T => {
    const { applied, outcome, site } = planned;
    if (!applied || outcome.kind !== "rewrite" || !site) return planned;
    const [found] = [...strange].filter(([path]) => touches(site, outcome.edits, path));
    if (!found) return planned;
    const reason = `${found[0]} uses ${found[1]} for something else, too: that would get a value of the OAuth client.`;
    if (outcome.reasons.includes(reason)) return planned;
    changed = true;
    return { ...planned, outcome: { ...outcome, safety: "review", reasons: [...outcome.reasons, reason] } };
  });
  return changed ? result : undefined;
}

const touches = (site: Site, edits: readonly { readonly path: string }[], path: string): boolean =>
  [...edits, ...site.use.hops, ...site.use.related, ...site.use.userRoots, ...site.use.roots].some(
    (one) => one.path === path,
  );

/** What is done with the value of a variable besides asking whether it is set. */
function otherUse(root: Node, names: ReadonlySet<string>): string | undefined {
  for (const node of nodesBelow(root)) {
    if (!/string_literal$/.test(node.type) || !names.has(node.text.slice(1, -1))) continue;
    const call = callAround(node);
    if (!call || !READING.test(calleeOf(call))) continue;
    if (isChecked(call)) continue;
    const holder = holderOf(call);
    if (holder === undefined) return node.text.slice(1, -1);
    if (holder === "_") continue;
    const use = [...nodesBelow(root)].find(
      (one) =>
        isInterpolated(one, holder) ||
        (/identifier$/.test(one.type) &&
          one.text === holder &&
          !isDeclared(one) &&
          !isStored(one) &&
          !isChecked(one)),
    );
    if (use) return holder;
  }
  return undefined;
}

function callAround(literal: Node): Node | undefined {
  for (let up = literal.parent; up; up = up.parent) {
    if (/^(?:call_expression|method_invocation|invocation_expression)$/.test(up.type)) return up;
    if (!/argument/.test(up.type)) return undefined;
  }
  return undefined;
}

/** The last name of what a call calls. */
function calleeOf(call: Node): string {
  const callee = call.childForFieldName("function") ?? call.childForFieldName("name") ?? call.namedChild(0);
  return /(\w+)(?:<[^<>]*>)?$/.exec((callee?.text ?? "").slice(-200))?.[1] ?? "";
}

/** The variable or field that takes a value, a name without its object. */
function holderOf(value: Node): string | undefined {
  for (let node = value; node.parent; node = node.parent) {
    const parent: Node = node.parent;
    const left =
      parent.childForFieldName("left") ??
      (/^(?:variable_declarator|var_spec|property_declaration)$/.test(parent.type)
        ? (parent.childForFieldName("name") ??
          parent.namedChildren.find((one) => one?.type === "variable_declaration") ??
          parent.namedChild(0))
        : undefined);
    if (left && left.id !== node.id && !/^(?:binary|conditional|ternary)/.test(parent.type)) {
      const index = node.type === "expression_list" ? indexOf(node, value) : 0;
      const target =
        left.type === "expression_list" ? left.namedChild(Math.min(index, left.namedChildCount - 1)) : left;
      return /([\w]+)\s*(?::[^:]*)?$/.exec(target?.text ?? "")?.[1];
    }
    if (BOUNDARY.test(parent.type)) return undefined;
  }
  return undefined;
}

const indexOf = (list: Node, inner: Node): number =>
  Math.max(
    0,
    list.namedChildren.findIndex(
      (one) => one !== null && one.startIndex <= inner.startIndex && inner.endIndex <= one.endIndex,
    ),
  );

/** Kotlin's `"$token"`, in which the name is part of the text. */
const isInterpolated = (node: Node, name: string): boolean =>
  node.type === "string_content" &&
  node.previousSibling?.text === "$" &&
  new RegExp(`^${name}(?!\\w)`).test(node.text);

/** The name of a declaration, a parameter, a key, or a member of something else. */
function isDeclared(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (parent.childForFieldName("name")?.id === node.id)
    return !/^(?:member_access_expression)$/.test(parent.type) || isForeign(parent);
  return /^(?:variable_declaration|parameter|field_declaration|parameter_declaration|simple_identifier)$/.test(
    parent.type,
  );
}

/** `other.token` is no field of this object. */
const isForeign = (access: Node): boolean =>
  !/^(?:this|self|base)$/.test(access.childForFieldName("expression")?.text ?? "this");

/** The node is what an assignment or declaration writes to. */
function isStored(node: Node): boolean {
  for (let one = node; one.parent; one = one.parent) {
    const left = one.parent.childForFieldName("left");
    if (left && left.id === one.id && /assignment|short_var/.test(one.parent.type)) return true;
    if (
      !/^(?:expression_list|selector_expression|field_access|member_access_expression|navigation_expression)$/.test(
        one.parent.type,
      )
    )
      return false;
  }
  return false;
}

/** The value is only compared, or asked whether it is there. */
function isChecked(node: Node): boolean {
  for (let one = node; one.parent && !BOUNDARY.test(one.type); one = one.parent) {
    const parent: Node = one.parent;
    const operator = parent.childForFieldName("operator")?.text ?? parent.child(1)?.text ?? "";
    if (
      /^(?:binary_expression|equality_expression|is_pattern_expression|comparison_expression)$/.test(
        parent.type,
      ) &&
      /^(?:[=!]==?|is|<|>)$/.test(operator)
    )
      return true;
    if (
      /^(?:call_expression|method_invocation|invocation_expression)$/.test(parent.type) &&
      CHECKING.test(calleeOf(parent))
    )
      return true;
    if (/^is_/.test(parent.type)) return true;
  }
  return false;
}
