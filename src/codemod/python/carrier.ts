import type { Node } from "web-tree-sitter";
import { isField, type Place, stringOf } from "./code.ts";
import type { Members } from "./members.ts";
import type { Things } from "./things.ts";

export type { Place } from "./code.ts";

/** Where a value ends up. */
export type End = Place &
  (
    | /** The value of `auth=`, `x.auth =` or the key `auth`; `call` is the call it is an argument of. */ {
        readonly kind: "auth";
        readonly call?: Node;
      }
    | /** The value of the key `Authorization` in a dictionary; `node` is the entry. */ {
        readonly kind: "header";
      }
    | /** `x["Authorization"] = value`; `node` is the assignment. */ { readonly kind: "item" }
    | /** `x.add_header("Authorization", value)`; `node` is the call. */ { readonly kind: "add-header" }
    | /** A dictionary's way: the value of `headers=`; `node` is the call. */ { readonly kind: "sender" }
    | /** A dictionary's way: `f(**dict)`; `node` is the call. */ { readonly kind: "splat" }
    | /** `x.headers.update(dict)` or `x.headers = dict`; `node` is `x`. */ { readonly kind: "session" }
    | /** Anything else. */ { readonly kind: "other" }
  );

/** A function that gives the value back, with the calls of it. */
export interface Passed extends Place {
  readonly calls: readonly Place[];
  /** It is read like an attribute. */
  readonly property: boolean;
  /** All that speaks of it is a call. */
  readonly closed: boolean;
}

/** Something that is done with a value and that may not work when the value goes or is another. */
export interface Doubt extends Place {
  /** What is done, a sentence without full stop and place. */
  readonly what: string;
}

/** A value while it is followed. */
export interface Following {
  readonly ends: End[];
  readonly passed: Passed[];
  /** Reads of single keys, `x["key"]` and `x.get("key")`, of the dictionary that is followed. */
  readonly elements: (Place & { readonly key: string })[];
  readonly doubts: readonly Doubt[];
  readonly things: Things;
  readonly members: Members;
  /** Something else may come the same way. */
  mixed: boolean;
  readonly fresh: () => Following;
  readonly root: (path: string) => Promise<Node | undefined>;
  readonly follow: (path: string, node: Node) => Promise<void>;
  readonly variable: (path: string, name: Node, besides: Node) => Promise<void>;
  readonly elsewhere: (path: string, name: Node) => Promise<void>;
  readonly end: (end: End) => void;
  readonly doubt: (path: string, node: Node, what: string) => void;
  /** The node puts the followed credential where it is. */
  readonly owns: (node: Node | undefined) => boolean;
}

/** The text of a node is the name of the header. */
export const isAuthorization = (key: Node | undefined): boolean =>
  /^authorization$/i.test(stringOf(key) ?? "");

/** A name or attribute that is assigned to. */
export const isSet = (use: Node): boolean => use.parent?.type === "assignment" && isField(use, "left");
