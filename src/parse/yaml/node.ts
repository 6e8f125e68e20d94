import type { Span } from "../../model/fact.ts";
import type { Piece } from "../adapter.ts";

/** A text of a configuration file. `at` covers its quotes; `pieces` say where each stretch of the decoded text stands. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly at: Span;
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly style: "plain" | "quoted" | "block";
  /** Set for what is no text: `true`, `12`, `null` and nothing at all. */
  readonly literal?: "boolean" | "number" | "null";
  readonly tag?: string;
}

/** A mapping, object or table. */
export interface MapNode {
  readonly kind: "map";
  readonly at: Span;
  readonly pairs: readonly Pair[];
  readonly tag?: string;
}

/** A sequence or array. */
export interface ListNode {
  readonly kind: "list";
  readonly at: Span;
  readonly items: readonly ConfigNode[];
  readonly tag?: string;
}

/** `*anchor`: never followed, so nothing can expand. */
interface AliasNode {
  readonly kind: "alias";
  readonly at: Span;
  readonly name: string;
}

/** What YAML, JSON and TOML are read to, so that one walk gives the entries of all three. */
export type ConfigNode = ScalarNode | MapNode | ListNode | AliasNode;

/** A key with its value; `at` covers both. */
export interface Pair {
  readonly key: string;
  readonly keyAt: Span;
  readonly at: Span;
  readonly value: ConfigNode;
}

/** A value left out: `key:`. */
export const emptyNode = (at: number): ScalarNode => ({
  kind: "scalar",
  at: { start: at, end: at },
  text: "",
  pieces: [],
  style: "plain",
  literal: "null",
});

/** What stands at a key of a map (the last one, as parsers do); undefined when there is none or `of` is no map. */
export function at(of: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return of?.kind === "map" ? of.pairs.findLast((pair) => pair.key === key)?.value : undefined;
}

/** A key without the directive that switches its line: `{{ if .x }}timeZone`. */
export const bareKey = (key: string): string =>
  key.replace(/^\{\{-?\s*(?:if|else|with|range|end)\b[^{}]{0,500}\}\}\s*/, "");

/** The text of a scalar; undefined for everything else, for numbers, booleans and nothing. */
export function textOf(node: ConfigNode | undefined): string | undefined {
  return node?.kind === "scalar" && node.literal === undefined ? node.text : undefined;
}
