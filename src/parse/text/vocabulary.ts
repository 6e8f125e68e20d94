import type { Dialect, Token } from "./tokens.ts";

/** Operators that join text. */
export const JOINERS = new Set(["+", ".", "..", "~", "&", "<>", "++", "^"]);
/** Operators between alternatives. */
export const CHOICES = new Set(["||", "??", "?:", "//", "or"]);
/** Operators whose result no rule can read. */
export const COMPARISONS = new Set([
  "==",
  "===",
  "!=",
  "!==",
  "<",
  ">",
  "<=",
  ">=",
  "=~",
  "&&",
  "and",
  "-",
  "*",
  "/",
  "%",
  "in",
  "is",
  "isnt",
  "eq",
  "ne",
]);

/** Words that begin a statement and are no callee. */
export const KEYWORDS = new Set(
  "if else elsif elif unless while until for foreach do then return yield throw raise when case match with in is isnt and or not end begin try catch rescue finally new def val var let const my our local final static private public protected internal export async await lazy override abstract void fn func fun function sub defp method proc type string String int boolean bool auto mut ref set extends implements where select from into values insert update delete class module object trait defmodule package import require use include".split(
    " ",
  ),
);

/** Words in front of a parameter list that make it a definition. */
export const DEFINES =
  /^(?:def|defp|defmacro|fn|func|fun|function|sub|proc|method|void|class|define|procedure)$/;

/** Methods and functions that give back what they are given, as far as a credential is concerned. */
export const TRANSPARENT =
  /^(?:trim|strip|chomp|toString|to_s|to_string|to_owned|into|clone|unwrap|expect|bytes|getBytes|as_bytes|as_str|utf8|encode|dup|freeze|get|value|toCharArray|plain|is_some)$/;
/** Functions that give back their one argument. */
export const WRAPPERS =
  /^(?:String|str|string|String\.valueOf|toString|bytes|to_string|Secret|encode_utf8|charToRaw|tostring|as\.character|utf8)$/;
/** Functions that fill a format string. */
export const FORMATS =
  /^(?:format!|sprintf|s?printf|format|String\.format|string\.format|string\.Format|fmt\.Sprintf|printf!|println!|str_format|formatted)$/;
/** Functions that join all their arguments. */
export const JOINS =
  /^(?:paste0|string|strcat|concat|CONCAT|Concat|str_c|join_str|stringr\.str_c|String\.concat|string\.Concat|concat!)$/;

/** Words of CoffeeScript that go on with a statement and are no argument. */
export const GOES_ON =
  /^(?:and|or|is|isnt|not|if|unless|then|else|in|of|for|while|until|when|by|do|extends|instanceof)$/;

/** How deep expressions may nest before they are left unread. */
export const DEEP = 60;

/** Operators in front of a member. */
export const MEMBER = new Set([".", "->", "::", "?."]);

/** Words that stand for a value. */
export const LITERALS: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["True", "true"],
  ["TRUE", "true"],
  ["false", "false"],
  ["False", "false"],
  ["FALSE", "false"],
  ["nil", ""],
  ["null", ""],
  ["NULL", ""],
  ["None", ""],
  ["undef", ""],
  ["undefined", ""],
  ["Nothing", ""],
]);

/** A name without its sigil; `@x` is a field where the language has no arrays spelled so. */
export function plainName(token: Token, dialect: Dialect): string {
  const field = !dialect.arrays && /^@@?\w/.test(token.text);
  return (field ? "this." : "") + token.text.replace(/^[$@%]+(?:::)?/, "");
}

/** The key a token spells: a name without sigil, a string's text, a number; `*` for anything computed. */
export function keyOf(token: Token | undefined): string {
  if (!token) return "*";
  if (token.kind === "string") {
    const only = token.chunks?.length === 1 ? token.chunks[0] : undefined;
    return only && "text" in only ? only.text : "*";
  }
  if (token.kind === "number") return token.text;
  return /^[$@%]/.test(token.text) ? "*" : token.text;
}
