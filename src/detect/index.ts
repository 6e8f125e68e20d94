import type { LanguageId, ParsedFile } from "../model/fact.ts";
import type { Match } from "../model/match.ts";
import type { Matcher, Rule } from "../model/rule.ts";
import { contextOf, type FileContext, type Found } from "./context.ts";
import { endingsOf, isOpenEnded, matchesGlob } from "./glob.ts";
import { isForeign } from "./host.ts";
import { matchAssigns } from "./matchers/assign.ts";
import { matchCalls } from "./matchers/call.ts";
import { matchEntries } from "./matchers/entry.ts";
import { shapes } from "./matchers/index.ts";
import type { NameReading } from "./names.ts";

export { isVendorText, scopeNames } from "./context.ts";
export { compactOf, type NameLists, type NameReading, nameReader, wordsOf } from "./names.ts";
export { literalOf } from "./select.ts";
export { colonJoined, halfIn, isPlaceholder, pairIn } from "./shapes.ts";
export { signsOf } from "./signs.ts";

/** Runs every rule over one file. Looks at no other file. */
export function detect(
  file: ParsedFile,
  rules: readonly Rule[],
  read: (name: string) => NameReading,
): Match[] {
  const context = contextOf(file, read, mayBeCalled(rules));
  const stands = standsIn(context);
  const matches: Match[] = [];
  for (const { rule, matcher } of matchersFor(rules, file.language)) {
    if (!applies(matcher, context, stands)) continue;
    const emit = (found: Found): void => {
      const foreign = isForeign(context, found);
      if (foreign && found.role !== "oauth") return;
      matches.push({
        rule,
        path: file.path,
        ...found,
        ...(foreign || found.foreign ? { foreign: true as const } : {}),
      });
    };
    if ("call" in matcher) matchCalls(context, matcher, emit);
    else if ("assign" in matcher) matchAssigns(context, matcher, emit);
    else if ("entry" in matcher) matchEntries(context, matcher, emit);
    else
      shapes[matcher.shape]?.(
        context,
        matcher.role === undefined ? emit : (found) => emit({ ...found, role: matcher.role ?? found.role }),
        matcher.with,
      );
  }
  return matches;
}

/** A matcher with the id of its rule. */
interface Ruled {
  readonly rule: string;
  readonly matcher: Matcher;
}

const plans = new WeakMap<readonly Rule[], Map<LanguageId, readonly Ruled[]>>();

/** What the rules look for in a language, in their order. */
function matchersFor(rules: readonly Rule[], language: LanguageId): readonly Ruled[] {
  let byLanguage = plans.get(rules);
  if (!byLanguage) {
    byLanguage = new Map();
    plans.set(rules, byLanguage);
  }
  let plan = byLanguage.get(language);
  if (!plan) {
    plan = rules.flatMap((rule) =>
      rule.match
        .filter((matcher) => !matcher.languages || matcher.languages.includes(language))
        .map((matcher) => ({ rule: rule.id, matcher })),
    );
    byLanguage.set(language, plan);
  }
  return plan;
}

const tests = new WeakMap<readonly Rule[], (callee: string) => boolean>();

/** A quick test for callees no rule of the set asks for. */
function mayBeCalled(rules: readonly Rule[]): (callee: string) => boolean {
  let test = tests.get(rules);
  if (!test) {
    test = endingsOf(
      rules.flatMap((rule) =>
        rule.match.flatMap((matcher) =>
          "call" in matcher && !isOpenEnded(matcher.call) ? matcher.call : [],
        ),
      ),
    );
    tests.set(rules, test);
  }
  return test;
}

/** Tells whether a literal stands in the file, whatever its case; asked for the same ones by many rules. */
function standsIn({ lower }: FileContext): (literal: string) => boolean {
  const known = new Map<string, boolean>();
  return (literal) => {
    let stands = known.get(literal);
    if (stands === undefined) {
      stands = lower.includes(literal.toLowerCase());
      known.set(literal, stands);
    }
    return stands;
  };
}

function applies(matcher: Matcher, context: FileContext, stands: (literal: string) => boolean): boolean {
  const { file, modules } = context;
  if (matcher.file && !matcher.file.some((glob) => matchesGlob(glob, file.path))) return false;
  if (matcher.near && !matcher.near.some(stands)) return false;
  return !matcher.from || matcher.from.some((glob) => modules.some((module) => matchesGlob(glob, module)));
}
