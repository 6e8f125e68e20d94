import type { Node } from "ts-morph";
import type { RefusalId } from "../refusal.ts";
import type { Library } from "./library.ts";
import type { FunctionNode, Invocation } from "./symbols.ts";

/** One key on the way from an object to the credential in it, with what puts it there. */
export interface Step {
  /** Lower case for `authorization`. */
  readonly key: string;
  /** The property, assignment or call that has to go. */
  readonly node: Node;
}

/** A request, or the making of an instance, that gets the credential. */
export interface Sending {
  readonly call: Invocation;
  readonly library: Library;
  /** What puts the credential into the request: goes when the library adds its own. */
  readonly sink: Node;
  /** Functions that the object was handed to on its way, the outermost first. */
  readonly through: readonly FunctionNode[];
}

/** Where a credential goes. */
export interface Flow {
  readonly sendings: readonly Sending[];
  /** Every property, assignment or call that puts it into a header or option. */
  readonly sinks: readonly Node[];
  /** Sinks whose object is handed to something unknown, too. */
  readonly lost: ReadonlyMap<Node, Node>;
  /** Variables, fields and assignments that hold nothing but the credential. */
  readonly stores: ReadonlySet<Node>;
  /** Uses that are no sending, each with what it is. */
  readonly blocked: readonly { readonly node: Node; readonly why: string; readonly id: RefusalId }[];
  /** Places in tests that look at the credential. */
  readonly asserted: readonly Node[];
  /** Files that others may import the credential from. */
  readonly exporting: ReadonlySet<string>;
  /** Names of methods and fields that give it. */
  readonly members: ReadonlySet<string>;
  /** All nodes that hold the credential or an object with it. */
  readonly carriers: ReadonlySet<Node>;
}

/** A function that the credential was handed to, and the call that did it. */
export interface Frame {
  readonly fn: FunctionNode;
  readonly call: Node;
}

/** A node that holds the credential, or an object with it. */
export interface Carrier {
  readonly node: Node;
  /** Empty while it is the credential itself. */
  readonly path: readonly Step[];
  readonly frames: readonly Frame[];
}

/** What follows a credential on from a node. */
export interface Following {
  readonly sendings: Sending[];
  readonly sinks: Node[];
  readonly lost: Map<Node, Node>;
  readonly follow: (carrier: Carrier) => void;
  /** Says that what is done with a carrier there is not known. */
  readonly drop: (carrier: Carrier, at: Node) => void;
  /** Follows a name, or a pattern that takes what it wants out of an object. */
  readonly bind: (name: Node, carrier: Carrier) => void;
  /** Follows an object that something is put into by a statement or call. */
  readonly object: (object: Node, carrier: Carrier, statement: Node) => void;
  readonly block: (node: Node, why: string, id?: RefusalId) => void;
}
