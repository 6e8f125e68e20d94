import type { Matcher, Rule } from "../model/rule.ts";
import type { Sign } from "../model/sign.ts";

/** Names that say token or key, as far as they can be told before a name is put together of several segments. */
const NAMED = [
  "token|tkn|credential|creds|secret",
  "(?<![a-z])tok(?![a-z])",
  // `auth` counts as a word of its own at the end of a name, or before what names a place it is kept at.
  "auth(?![a-z])|auth(?:file|path|param|arn|ssm|name|ref|vault|var|env|value)",
  // `key` right after the vendor or `api`, and at the beginning of a segment.
  "(?:api|auth|private|zd|zen|zdesk|zndsk|zenpy|zendesk\\w{0,40})[\\W_\\d]{0,4}key",
  "(?<![a-z\\d_-])key(?![a-z])(?![_-]?(?!file|path|param|arn|ssm|secret|name|key|ref|vault|var|env|value)[a-z])",
];

const HOLDS_NAMED = new RegExp(`^[^|]*(?:${NAMED[0]})[^|]*$`, "i");

/** Camel case hides where a word begins and ends from a pattern that takes any case. */
const NAMED_CAMEL = ["[Tt]ok(?![a-z])", "[Aa]uth(?=[A-Z])"];

/** What stands in every file that a shape can be found in, in any case. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  "assigned-variable": NAMED,
  "auth-option": ["auth\\b|http_?basic|userpwd"],
  "basic-header": ["basic(?![a-z\\d])"],
  "bearer-header": ["bearer|token"],
  curl: ["(?<![\\w-])-[a-z]{0,8}[ua](?![a-z])|--user|--auth|--(?:http|proxy)-"],
  declaration: NAMED,
  "declared-key": NAMED,
  half: ["token"],
  literal: NAMED,
  mention: NAMED,
  // Encoded, too: the three ways Base64 spells it.
  pair: ["token|L3Rva2VuO|90b2tlbj|vdG9rZW46"],
  read: NAMED,
  "settings-object": NAMED,
  webhook: ["basic_auth"],
};

/** What stands in the files that a set of rules can match in; undefined when a matcher does not tell. */
export function signsOf(rules: readonly Rule[]): readonly Sign[] | undefined {
  const signs = new Map<string, Sign>();
  for (const rule of rules)
    for (const matcher of rule.match) {
      const own = signsIn(rule, matcher);
      if (!own) return undefined;
      for (const sign of own) signs.set(JSON.stringify(sign), sign);
    }
  const all = [...signs.values()];
  const isNamed = all.some(({ pattern, languages }) => pattern === NAMED[0] && !languages);
  // What holds one of these words has a sign already.
  return all.filter(({ pattern }) => !isNamed || pattern === NAMED[0] || !HOLDS_NAMED.test(pattern));
}

function signsIn(rule: Rule, matcher: Matcher): Sign[] | undefined {
  const { languages } = matcher;
  const limits = languages ? { languages } : {};
  const known = "shape" in matcher ? SHAPES[matcher.shape] : undefined;
  if (known) {
    const camel = known === NAMED ? NAMED_CAMEL.map((pattern) => ({ pattern, ...limits })) : [];
    return [...known.map((pattern) => ({ pattern, anyCase: true as const, ...limits })), ...camel];
  }
  const sets = alternatives(rule, matcher);
  const told = LENGTHS.map((length) => sets.find((set) => set.every(({ run }) => run.length >= length))).find(
    (set) => set !== undefined,
  );
  return told?.map(({ pattern, anyCase }) => ({ pattern, ...(anyCase ? { anyCase } : {}), ...limits }));
}

/** Letters that tell enough, and that tell something: fewer stand in nearly every file. */
const LENGTHS = [4, 3];

/** Names of so many letters are parts of many others. */
const SHORT = 6;

/** A piece of a text that stands in a file as it is. */
interface Run {
  readonly run: string;
  readonly pattern: string;
  readonly anyCase?: true;
}

/** Sets of texts, of each of which one stands in every file that a matcher matches in; the most telling first. */
function alternatives(rule: Rule, matcher: Matcher): (readonly Run[])[] {
  const sets: (readonly Run[])[] = [];
  const add = (texts: readonly string[], runOf: (text: string) => Run): void => {
    if (texts.length > 0) sets.push(texts.map(runOf));
  };
  // A rule about one product says its name.
  add(rule.keywords, literally);
  if (matcher.near) add(matcher.near, literally);
  if ("call" in matcher) {
    add(matcher.call, telling);
    for (const allowed of Object.values(matcher.where ?? {}))
      if (!allowed.includes("*")) add(allowed, anywhere);
  } else if ("assign" in matcher) add(matcher.assign, telling);
  else if ("entry" in matcher) add(matcher.entry, telling);
  else if (matcher.shape === "settings") {
    const texts = (key: string): string[] => {
      const value = matcher.with?.[key];
      return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
    };
    const where = matcher.with?.["where"];
    // What a value has to end in, when that is a plain text.
    for (const pattern of Object.values(typeof where === "object" && where !== null ? where : {})) {
      const plain = /^(?:\(\?:\^\|\/\))?([\w/-]+)\$$/.exec(String(pattern))?.[1];
      if (plain !== undefined) add([plain], telling);
    }
    add(texts("under"), telling);
    add([...texts("token"), ...texts("mark")], telling);
  }
  return sets;
}

/** Stands in nearly every file that is looked at. */
const saysNothing = (text: string): boolean => /^z?endesk$/i.test(text);

/** How what follows a name in a callee may be spelled, or how the name is given another one. */
const LINK = "(?=\\s{0,40}(?:[.?!&:[\\])>-]|as\\b))";

/**
 * The piece of a glob that tells most, with its borders: one that is a sign anyway, else the longest of a path and the first of a callee. An escape in
 * a text in a text may stand before a name: `"\nauth"`.
 */
function telling(glob: string): Run {
  const found = [...glob.matchAll(/[\w-]+/g)].filter(([run]) => run.length >= 3 && !saysNothing(run));
  if (glob.includes("/")) found.sort((a, b) => b[0].length - a[0].length);
  const best = found.find(([run]) => HOLDS_NAMED.test(run)) ?? found[0];
  if (!best) return { run: "", pattern: "" };
  const [run] = best;
  const next = glob[best.index + run.length];
  const after = next === "*" ? "" : next === "." ? `(?!\\w)${LINK}` : "(?!\\w)";
  // NOTE: behind the text, because an expression that begins with a text is searched for faster.
  const before = run.length > SHORT || glob[best.index - 1] === "*" ? "" : `(?<=(?:^|\\W|\\\\[a-z])${run})`;
  return { run, pattern: `${run}${after}${before}` };
}

/** A text that stands in a file as it is, in any case. */
const literally = (text: string): Run => ({
  run: saysNothing(text) ? "" : text,
  pattern: text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"),
  anyCase: true,
});

/** The longest piece of a text that may be put together of several. */
function anywhere(text: string): Run {
  const runs = text.match(/[\w-]+/g) ?? [];
  const run = runs.filter((one) => !saysNothing(one)).sort((a, b) => b.length - a.length)[0] ?? "";
  return { run, pattern: run, anyCase: true };
}
