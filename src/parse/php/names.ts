import type { Node } from "web-tree-sitter";
import type { Place } from "./place.ts";

/** A namespaced name with dots and without its leading backslash. */
export function dotted(text: string): string {
  return text.replace(/^\\+/, "").replace(/\s+/g, "").replaceAll("\\", ".");
}

/** A class as code refers to it: `self` and `static` are the object itself, `parent` is `super`. */
export function classReference(text: string): string {
  const lower = text.toLowerCase();
  if (lower === "self" || lower === "static") return "this";
  return lower === "parent" ? "super" : dotted(text);
}

/** The class a construction makes: `new self` makes the class around. */
export function constructed(text: string, place: Place): string {
  const lower = text.toLowerCase();
  if (lower === "self" || lower === "static") return place.within?.name || "this";
  return lower === "parent" ? "super" : dotted(text);
}

/** `$token` without its sigil. */
export function variableText(node: Node): string {
  return node.text.replace(/^[$&{\s]+/, "").replace(/[}\s]+$/, "");
}

/** The member a `->` or `::` names; `*` when it is computed. */
export function memberText(node: Node | null): string {
  if (node === null) return "*";
  if (node.type === "name") return node.text;
  if (node.type === "string") return node.text.slice(1, -1);
  return "*";
}
