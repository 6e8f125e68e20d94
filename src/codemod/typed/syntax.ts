import type { Node } from "web-tree-sitter";

/** A file of the language with its tree. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** A node of a file. */
export interface Placed<File extends SourceFile = SourceFile> {
  readonly file: File;
  readonly node: Node;
}

/** A call, taken apart. */
export interface Call {
  readonly node: Node;
  /** What it is called on; undefined for a plain function and a construction. */
  readonly object: Node | undefined;
  readonly name: string;
  readonly arguments: readonly Node[];
  /** `new Name(…)`, which some languages say without `new`. */
  readonly makes: boolean;
}

/** What is done with the value of an expression. */
export type Usage =
  /** A method is called on it. */
  | { readonly kind: "receiver"; readonly call: Call }
  /** A property of it is read. */
  | { readonly kind: "property"; readonly name: string; readonly node: Node }
  | { readonly kind: "argument"; readonly call: Call; readonly index: number }
  /** A variable or field takes it. */
  | { readonly kind: "bound"; readonly name: string }
  | { readonly kind: "returned" }
  /** It is the value of this expression, too. */
  | { readonly kind: "same"; readonly node: Node }
  /** Nothing: it is compared, or a statement of its own. */
  | { readonly kind: "dropped" }
  | { readonly kind: "lost" };

/** What following a value asks of a language's syntax. */
export interface Syntax {
  readonly callOf: (node: Node) => Call | undefined;
  readonly usageOf: (node: Node) => Usage;
  /** The method, constructor or function around a node; not a lambda. */
  readonly callableAround: (node: Node) => Node | undefined;
  readonly isCallable: (node: Node) => boolean;
  readonly nameOf: (declaration: Node) => string;
  readonly bodyOf: (callable: Node) => Node | undefined;
  readonly parametersOf: (callable: Node) => readonly string[];
  /** Private, or local: nothing outside of the file can use it. */
  readonly isPrivate: (declaration: Node) => boolean;
  /** The declaration of a field of a class around a node. */
  readonly fieldOf: (name: string, root: Node) => Node | undefined;
  /** A variable of a method declared in it. */
  readonly declares: (callable: Node, name: string) => boolean;
  /** The identifier stands for a variable or field of this object: the node that is it, with `this.` where it is said so. */
  readonly variableAt: (identifier: Node) => Node | undefined;
  /** A reference to a method that does not call it: `this::name`. */
  readonly isReference: (identifier: Node) => boolean;
  /** The name of the class around a node. */
  readonly classNameOf: (node: Node) => string | undefined;
  /** A string literal, or a constant, that says `Authorization`. */
  readonly isAuthorization: (key: Node | undefined) => boolean;
  readonly isLiteral: (key: Node | undefined) => boolean;
}
