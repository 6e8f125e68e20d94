import type { Node } from "web-tree-sitter";
import type { Leak, Named } from "../escapes.ts";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { namedIn } from "./named.ts";
import { methodOf } from "./options.ts";
import { classAround, isDeclaration, isLocal, isShadowed, ownerOf, scopeOf } from "./variables.ts";

/** Where the objects that held a credential go, besides to the requests that are rewritten. */
export interface Carried {
  readonly leaks: readonly Leak[];
  readonly visible: readonly Named[];
  /** It is kept by a constant or a variable that outlives a request. */
  readonly kept: boolean;
}

/** A call that gets a carrier as an argument and is rewritten. */
export type Accepts = (call: Node, argument: Node) => boolean;

const CREDENTIAL_KEY = /^[:"']*(?:authorization|basic_auth|user(?:name)?|password|headers|auth)[:"']*$/i;
const LITERAL_KEY = /^(?:string|simple_symbol|hash_key_symbol)$/;

/** Methods of a hash that give one with the same entries, or most of them. */
const COPIES =
  /^(?:dup|clone|freeze|merge!?|update|reverse_merge!?|deep_merge!?|deep_dup|compact|to_h|to_hash|itself|with_indifferent_access|(?:deep_)?(?:symbolize|stringify)_keys|except|presence|then_if)$/;
/** Those that put what they are given into the receiver, too. */
const INTO = /^(?:merge!|update|reverse_merge!|deep_merge!|replace)$/;
const MERGES = /^(?:merge!?|update|reverse_merge!?|deep_merge!?|replace)$/;
/** What a request or a hash can be asked or told that has nothing to do with who signs in. */
const HARMLESS =
  /^(?:body|body=|body_stream|body_stream=|content_type|content_type=|set_content_type|content_length|content_length=|set_form_data|set_form|form_data=|add_field|path|method|uri|range|set_range|delete|key\?|has_key\?|include\?|store|fetch|nil\?|frozen\?|is_a\?|chunked\?|response_body_permitted\?|request_body_permitted\?)$/;
const KEYED = /^(?:delete|key\?|has_key\?|include\?|store|fetch|add_field)$/;

/** Follows the objects that held a credential through one file; what is removed is no place where one goes. */
export function carriedFrom(
  starts: readonly Node[],
  root: Node,
  removed: readonly Node[],
  accepts: Accepts,
): Carried {
  const tracker = new Tracker(root, removed, accepts);
  for (const start of starts) tracker.begin(start);
  return tracker;
}

const MOST = 400;

class Tracker implements Carried {
  readonly leaks: Leak[] = [];
  readonly visible: Named[] = [];
  kept = false;
  readonly #root: Node;
  readonly #removed: readonly Node[];
  readonly #accepts: Accepts;
  readonly #seen = new Set<number>();
  readonly #named = new Set<string>();

  constructor(root: Node, removed: readonly Node[], accepts: Accepts) {
    this.#root = root;
    this.#removed = removed;
    this.#accepts = accepts;
  }

  /** A name is followed to all its places, a value to what is done with it. */
  begin(start: Node): void {
    if (/^(?:identifier|constant|instance_variable|class_variable|global_variable)$/.test(start.type))
      this.#name(start);
    else this.#follow(start);
  }

  #leak(node: Node, what: string): void {
    this.leaks.push({ node, what });
  }

  #follow(node: Node): void {
    if (this.#seen.has(node.id) || this.#removed.some((one) => holds(one, node))) return;
    if (this.#seen.size > MOST) return void this.#leak(node, "goes too far to be followed");
    this.#seen.add(node.id);
    const { parent } = node;
    if (!parent) return;
    switch (parent.type) {
      case "assignment":
      case "operator_assignment":
        if (parent.childForFieldName("left")?.id === node.id) return;
        this.#assigned(parent.childForFieldName("left"), parent);
        return void this.#value(parent);
      case "pair":
      case "hash_splat_argument":
      case "parenthesized_statements":
        if (parent.type === "pair" && parent.childForFieldName("value")?.id !== node.id)
          return void this.#leak(node, "is a key");
        return void this.#follow(parent);
      // The pairs of an argument list are a hash of their own.
      case "hash":
      case "begin":
        return void this.#follow(parent);
      case "argument_list":
        return void this.#argument(node, parent);
      case "call":
        if (parent.childForFieldName("receiver")?.id === node.id) return void this.#asked(node, parent);
        return void this.#argument(node, parent);
      case "element_reference":
        return void this.#element(node, parent);
      case "conditional":
      case "if_modifier":
      case "unless_modifier":
        if (parent.childForFieldName("condition")?.id !== node.id) this.#value(node, parent);
        return;
      case "binary":
        if (/^(?:\|\||&&|or|and)$/.test(parent.childForFieldName("operator")?.text ?? ""))
          return void this.#follow(parent);
        return void this.#leak(
          parent,
          `meets ${parent.childForFieldName("operator")?.text ?? "an operator"}`,
        );
      case "unary":
        return;
      case "optional_parameter":
      case "keyword_parameter":
        return void this.#leak(parent, "is a default argument");
      case "interpolation":
        return void this.#leak(parent, "is written into a text");
      default:
        return void this.#value(node);
    }
  }

  /** What an expression gives: nothing is done with a statement that is not the last of its method. */
  #value(node: Node, around: Node | null = node.parent): void {
    if (!around) return;
    const last = node.nextNamedSibling === null || node.nextNamedSibling.type === "comment";
    switch (around.type) {
      case "program":
        return;
      case "body_statement":
      case "method":
      case "singleton_method": {
        const method = around.type === "body_statement" ? around.parent : around;
        if (!method || !/^(?:singleton_)?method$/.test(method.type)) return;
        if (last && method.childForFieldName("name")?.text !== "initialize") this.#method(method);
        return;
      }
      case "return":
        return void this.#returned(around);
      case "argument_list":
        if (around.parent?.type === "return") this.#returned(around);
        else this.#follow(node);
        return;
      case "then":
      case "else":
      case "if":
      case "elsif":
      case "unless":
      case "case":
      case "when":
      case "begin":
      case "rescue":
      case "ensure":
      case "if_modifier":
      case "unless_modifier":
      case "conditional":
      case "rescue_modifier":
        if (last || around.type.endsWith("_modifier") || around.type === "conditional") this.#value(around);
        return;
      case "while":
      case "until":
      case "do":
        return;
      case "block_body":
      case "block":
      case "do_block": {
        const block = around.type === "block_body" ? around.parent : around;
        const call = block?.parent;
        if (!last || !call) return;
        // What these do with a block's value is known.
        if (/^(?:tap|each|each_\w+|times|loop|synchronize|after|before)$/.test(methodOf(call))) return;
        if (/^(?:start|then|synchronize)$/.test(methodOf(call))) return void this.#value(call);
        return void this.#leak(node, `is what the block of ${methodOf(call) || "a call"} gives`);
      }
      default:
        if (
          /^(?:assignment|operator_assignment|pair|hash|call|element_reference|binary|conditional)$/.test(
            around.type,
          )
        )
          return void this.#follow(node);
        return void this.#leak(node, "is used in a way that is not known");
    }
  }

  #returned(node: Node): void {
    const method = ancestor(node, ({ type }) => /^(?:singleton_)?method$/.test(type));
    if (method) this.#method(method);
  }

  #assigned(left: Node | null, statement: Node): void {
    if (!left) return;
    if (left.type === "element_reference") {
      const object = left.namedChild(0);
      if (object) this.begin(object);
    } else if (/^(?:identifier|constant|instance_variable|class_variable|global_variable)$/.test(left.type))
      this.#name(left);
    else this.#leak(statement, `is put into ${left.text.split("\n")[0]}`);
  }

  #argument(node: Node, list: Node): void {
    const call = list.type === "call" ? list : list.parent;
    if (call?.type === "return") return void this.#returned(call);
    if (call?.type === "yield" || !call || call.type !== "call") return void this.#leak(node, "is handed on");
    if (this.#accepts(call, node)) return;
    const method = methodOf(call);
    const receiver = call.childForFieldName("receiver");
    if (receiver && MERGES.test(method)) {
      if (INTO.test(method)) this.begin(receiver);
      return void this.#follow(call);
    }
    // `Net::HTTP::Get.new(uri, headers)` is the request.
    if (method === "new" && /^(?:(?:::)?Net::HTTP::[A-Z]\w*|\w*[Kk]lass)$/.test(receiver?.text ?? ""))
      return void this.#follow(call);
    if (method === "new" && /\b(?:request_class|verb|VERBS\b.*)$/.test(receiver?.text ?? ""))
      return void this.#follow(call);
    const parameter = this.#parameterOf(call, node);
    if (parameter) return void this.#name(parameter);
    this.#leak(call, `is handed to ${receiver ? `${short(receiver)}.` : ""}${method}`);
  }

  /** The parameter that gets an argument, when the called method is the only one of its name in the file. */
  #parameterOf(call: Node, argument: Node): Node | undefined {
    if (!/^(?:|self)$/.test(call.childForFieldName("receiver")?.text ?? "")) return undefined;
    if (argument.type === "pair" || argument.type.endsWith("splat_argument")) return undefined;
    const methods = [...nodesBelow(this.#root)].filter(
      (node) =>
        /^(?:singleton_)?method$/.test(node.type) && node.childForFieldName("name")?.text === methodOf(call),
    );
    const list = call.childForFieldName("arguments")?.namedChildren ?? [];
    const index = list.findIndex((one) => one?.id === argument.id);
    const parameter = methods[0]?.childForFieldName("parameters")?.namedChild(index);
    return methods.length === 1 && parameter?.type === "identifier" ? parameter : undefined;
  }

  /** A carrier is the receiver of a call. */
  #asked(node: Node, call: Node): void {
    const method = methodOf(call);
    const target = call.parent;
    const set = target?.type === "assignment" && target.childForFieldName("left")?.id === call.id;
    const [key] = call.childForFieldName("arguments")?.namedChildren ?? [];
    if (this.#accepts(call, node)) return;
    if (method === "basic_auth") return;
    if (method === "initialize_http_header") return void this.#leak(call, "gets other headers");
    if (COPIES.test(method)) return void this.#follow(call);
    if (HARMLESS.test(set ? `${method}=` : method)) {
      if (!KEYED.test(method) || (key && LITERAL_KEY.test(key.type) && !CREDENTIAL_KEY.test(key.text)))
        return;
      return void this.#leak(call, `is asked for a key by ${method}`);
    }
    this.#leak(call, set ? `gets ${method}` : `is used by ${method}`);
  }

  #element(node: Node, element: Node): void {
    if (element.namedChild(0)?.id !== node.id) return void this.#leak(element, "is a key");
    const key = element.namedChild(1);
    if (key && LITERAL_KEY.test(key.type) && !CREDENTIAL_KEY.test(key.text)) return;
    const holder = element.parent;
    if (holder?.type === "assignment" && holder.childForFieldName("left")?.id === element.id) {
      // `headers[name] = value` adds one; `headers["Authorization"] = …` is a choice.
      if (!key || !CREDENTIAL_KEY.test(key.text) || /headers/i.test(key.text)) return;
      return void this.#leak(element, "gets another one");
    }
    this.#leak(element, `is read by ${element.text.split("\n")[0]}`);
  }

  /** All places of a variable or constant. */
  #name(name: Node): void {
    const scope = name.type === "identifier" ? scopeOf(name) : (classAround(name) ?? this.#root);
    const id = `${name.text}:${name.type === "identifier" ? scope.id : ""}`;
    if (this.#named.has(id)) return;
    this.#named.add(id);
    const local = name.type === "identifier";
    if (!local) {
      this.kept = true;
      this.visible.push({ name: name.text, owner: ownerOf(name) });
      if (name.type !== "constant") this.#readers(name.text.replace(/^[@$]+/, ""));
    } else if (!isLocal(scope, name.text)) {
      // A method of this file or of a superclass gives it: `headers["Authorization"] = …`.
      this.visible.push({ name: name.text, owner: ownerOf(name) });
    }
    if (local) this.#givers(name, scope);
    for (const node of nodesBelow(local ? scope : this.#root)) {
      if (node.text !== name.text || node.type !== name.type) continue;
      if (local && (scopeOf(node).id !== scope.id || isShadowed(node, scope))) continue;
      if (name.type === "instance_variable" && classAround(node)?.id !== classAround(name)?.id) continue;
      if (isDeclaration(node)) continue;
      const { parent } = node;
      if (parent?.type === "call" && parent.childForFieldName("method")?.id === node.id) continue;
      // `Auth::HEADERS`
      this.#follow(parent?.type === "scope_resolution" ? parent : node);
    }
  }

  /** Who else has what a parameter stands for: `request.tap { |r| … }`, `send(request)`. */
  #givers(name: Node, scope: Node): void {
    const block = ancestor(
      name.parent,
      (node) =>
        node.id === scope.id ||
        (/^(?:do_block|block|lambda)$/.test(node.type) &&
          (node.childForFieldName("parameters")?.namedChildren.some((one) => one?.text === name.text) ??
            false)),
    );
    if (block && block.id !== scope.id) {
      const call = block.parent;
      if (call?.type === "call" && /^(?:tap|then|yield_self)$/.test(methodOf(call))) {
        this.#follow(call);
        const receiver = call.childForFieldName("receiver");
        if (receiver && receiver.type !== "call") this.begin(receiver);
      } else this.#leak(name, "is an argument of a block");
      return;
    }
    const parameters = scope.childForFieldName("parameters")?.namedChildren ?? [];
    const index = parameters.findIndex((one) => one?.text === name.text);
    const method = scope.childForFieldName("name")?.text;
    if (index < 0 || method === undefined) return;
    for (const node of nodesBelow(this.#root)) {
      if (node.type !== "call" || methodOf(node) !== method) continue;
      const given = node.childForFieldName("arguments")?.namedChild(index);
      if (given && /^(?:identifier|instance_variable|constant|global_variable)$/.test(given.type))
        this.begin(given);
    }
  }

  /** All calls of a method that gives a carrier. */
  #method(method: Node): void {
    const name = method.childForFieldName("name");
    if (!name || this.#named.has(`${name.text}()`)) return;
    this.#named.add(`${name.text}()`);
    this.visible.push({ name: name.text, owner: ownerOf(method) });
    this.#readers(name.text);
    for (const node of nodesBelow(this.#root)) {
      if (node.type !== "identifier" || node.text !== name.text || node.id === name.id) continue;
      if (isDeclaration(node)) continue;
      const { parent } = node;
      if (parent?.type === "call" && parent.childForFieldName("method")?.id === node.id) this.#follow(parent);
      else if (!isLocal(scopeOf(node), node.text)) this.#follow(node);
    }
  }

  /** `attr_reader :headers`, `send("headers")`, `alias other headers` */
  #readers(name: string): void {
    const node = namedIn(this.#root, name);
    if (node) this.#leak(node, `can be got by the name ${name}`);
  }
}

const holds = (outer: Node, inner: Node): boolean =>
  outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;

const short = (node: Node): string => (node.text.length > 40 ? "a call" : (node.text.split("\n")[0] ?? ""));
