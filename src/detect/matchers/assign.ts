import type { Scope, ScopeId } from "../../model/fact.ts";
import type { AssignMatcher } from "../../model/rule.ts";
import { type FileContext, type Found, isVendorText } from "../context.ts";
import { matchesGlob, matchesName } from "../glob.ts";

/** Matches property assignments, in the block of a given call where `of` says so. */
export function matchAssigns(
  context: FileContext,
  matcher: AssignMatcher,
  emit: (found: Found) => void,
): void {
  const { file } = context;
  for (const fact of context.assigns) {
    if (!matcher.assign.some((glob) => matchesGlob(glob, fact.name))) continue;
    const holder = fact.name.slice(0, Math.max(0, fact.name.lastIndexOf(".")));
    const callee = calleeOf(file.scopes, fact.scope, holder);
    if (matcher.of) {
      if (callee === undefined || !matcher.of.some((glob) => matchesName(glob, callee))) continue;
      // `Slack.configure do |config|`: a block's parameter belongs to the call it is handed by.
    } else if (callee !== undefined && !isVendorText(callee.toLowerCase())) continue;
    const user =
      matcher.user === undefined
        ? undefined
        : context.assigns.find(
            (other) => other.name === `${holder}.${matcher.user}` && other.scope === fact.scope,
          );
    emit({
      role: matcher.role ?? "use",
      at: fact.at,
      scope: fact.scope,
      evidence: "sdk",
      confidence: "high",
      token: fact.value,
      ...(user ? { user: user.value } : {}),
    });
  }
}

/** Callee of the call whose block has `holder` as a parameter. */
function calleeOf(scopes: readonly Scope[], scope: ScopeId, holder: string): string | undefined {
  for (let id: ScopeId | null = scope; id !== null; id = scopes[id]?.parent ?? null) {
    const block = scopes[id];
    if (block?.of !== undefined && block.params.some((param) => param.name === holder))
      return /^(?:this|super)$/.test(block.of) ? (parentOf(scopes, id) ?? block.of) : block.of;
  }
  return undefined;
}

/** What the class around a scope extends: `new do |config|` in `class Desk < ZendeskAPI::Client` makes one of those. */
function parentOf(scopes: readonly Scope[], scope: ScopeId): string | undefined {
  for (let id: ScopeId | null = scope; id !== null; id = scopes[id]?.parent ?? null) {
    const around = scopes[id];
    if (around?.kind === "class") return around.extends?.[0];
  }
  return undefined;
}
