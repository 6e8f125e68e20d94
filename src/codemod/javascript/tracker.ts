import type { CallExpression, Node } from "ts-morph";
import type { RefusalId } from "../refusal.ts";
import { Calls } from "./calls.ts";
import type { Carrier, Flow, Following, Sending } from "./carrier.ts";
import { COMMON } from "./imports.ts";
import { type Program, pathOf } from "./program.ts";
import { type FunctionNode, Symbols } from "./symbols.ts";
import { Syntax } from "./syntax.ts";

/** Most nodes one flow looks at. */
const MOST_NODES = 2_000;

/** A flow while it is followed. */
export class Tracker implements Flow, Following {
  readonly sendings: Sending[] = [];
  readonly sinks: Node[] = [];
  readonly lost = new Map<Node, Node>();
  readonly blocked: { node: Node; why: string; id: RefusalId }[] = [];
  readonly asserted: Node[] = [];
  /** Values that stand in the same place as the credential at other times. */
  readonly rivals: { readonly carrier: Carrier; readonly value: Node }[] = [];
  #begun: Node | undefined;
  readonly stores = new Set<Node>();
  readonly exporting = new Set<string>();
  readonly members = new Set<string>();
  readonly carriers = new Set<Node>();
  readonly #program: Program;
  readonly #symbols: Symbols;
  readonly #calls: Calls;
  readonly #syntax: Syntax;
  readonly #seen = new Set<string>();

  constructor(program: Program) {
    this.#program = program;
    this.#symbols = new Symbols(program);
    this.#calls = new Calls(program, this);
    this.#syntax = new Syntax(program.morph);
  }

  begin(node: Node): void {
    const { Node: N } = this.#program.morph;
    this.#begun = node;
    const halves = this.#syntax.halves(node);
    if (N.isCallExpression(node) && this.#calls.isAuthCall(node)) this.#calls.authCall(node);
    else if (halves)
      for (const half of halves)
        this.follow({ node, path: [{ key: half.getName(), node: half }], frames: [] });
    else this.follow({ node, path: [], frames: [] });
    for (const { carrier, value } of this.rivals)
      if (!this.#isOwnValue(value)) this.block(carrier.node, "is one of several ways to authenticate");
  }

  /** It is nothing, or the credential again. */
  #isOwnValue(value: Node): boolean {
    return (
      this.#syntax.isNothing(value) ||
      [value, ...value.getDescendants()].some((one) => this.carriers.has(one))
    );
  }

  block(node: Node, why: string, id: RefusalId = "shape"): void {
    // What a test asserts is its author's to change.
    if (this.#syntax.isInTest(node) && this.#begun && !this.#syntax.isInTest(this.#begun))
      this.asserted.push(node);
    else this.blocked.push({ node, why, id });
  }

  drop({ node, path }: Carrier, at: Node): void {
    const sink = path.at(-1)?.node;
    if (sink) this.lost.set(sink, at);
    else this.block(node, "is used otherwise");
  }

  follow(carrier: Carrier): void {
    const { node, path, frames } = carrier;
    const key = [
      pathOf(node),
      node.getPos(),
      node.getEnd(),
      ...path.map((step) => step.key),
      ...frames.map((frame) => frame.call.getStart()),
    ].join(":");
    if (this.#seen.has(key)) return;
    if (this.#seen.size > MOST_NODES) return void this.drop(carrier, node);
    this.#seen.add(key);
    this.carriers.add(node);
    const parent = node.getParent();
    if (parent) this.#onward(carrier, parent);
  }

  #onward(carrier: Carrier, parent: Node): void {
    const { Node: N, SyntaxKind } = this.#program.morph;
    const { node, path } = carrier;
    const raw = path.length === 0;
    if (
      N.isParenthesizedExpression(parent) ||
      N.isAsExpression(parent) ||
      N.isNonNullExpression(parent) ||
      N.isSatisfiesExpression(parent) ||
      N.isTypeAssertion(parent) ||
      N.isAwaitExpression(parent)
    )
      this.follow({ ...carrier, node: parent });
    else if (N.isTemplateSpan(parent)) {
      const template = parent.getParent();
      if (N.isTaggedTemplateExpression(template?.getParent())) this.drop(carrier, parent);
      else if (raw && template) this.follow({ ...carrier, node: template });
    } else if (N.isBinaryExpression(parent)) this.#binary(carrier, parent);
    else if (N.isConditionalExpression(parent)) {
      if (node === parent.getCondition()) this.block(node, "is tested");
      else {
        const other = node === parent.getWhenTrue() ? parent.getWhenFalse() : parent.getWhenTrue();
        if (raw && !this.#syntax.isNothing(other)) this.block(node, "is one of several ways to authenticate");
        if (!raw && this.#syntax.authorizes(other)) this.rivals.push({ carrier, value: other });
        this.follow({ ...carrier, node: parent });
      }
    } else if (N.isPropertyAccessExpression(parent) || N.isElementAccessExpression(parent))
      this.#member(carrier, parent);
    else if (N.isCallExpression(parent) || N.isNewExpression(parent)) this.#calls.argument(carrier, parent);
    else if (N.isSpreadAssignment(parent)) {
      const object = parent.getParent();
      if (object) raw ? this.drop(carrier, parent) : this.follow({ ...carrier, node: object });
    } else if (N.isPropertyAssignment(parent) || N.isShorthandPropertyAssignment(parent))
      this.#property(carrier, parent);
    else if (
      N.isVariableDeclaration(parent) ||
      N.isParameterDeclaration(parent) ||
      N.isPropertyDeclaration(parent) ||
      // A default, or the name that is taken out of an object by.
      N.isBindingElement(parent)
    )
      this.bind(parent.getNameNode(), carrier);
    else if (N.isReturnStatement(parent)) this.#returned(carrier, this.#symbols.functionAround(parent));
    else if (N.isArrowFunction(parent)) this.#returned(carrier, parent);
    else if (N.isExportAssignment(parent)) this.#exported(carrier, parent);
    else if (parent.getKind() !== SyntaxKind.ExpressionStatement && (raw || !this.#syntax.isLookedAt(node)))
      this.drop(carrier, parent);
  }

  #binary(carrier: Carrier, parent: Node): void {
    const { Node: N } = this.#program.morph;
    if (!N.isBinaryExpression(parent)) return;
    const { node, path } = carrier;
    const operator = parent.getOperatorToken().getText();
    const right = parent.getRight() === node;
    if (operator === "+") {
      if (path.length === 0) this.follow({ ...carrier, node: parent });
    } else if (operator === "=" || operator === "||=" || operator === "??=") {
      if (right) this.#assign(parent.getLeft(), carrier, parent);
      // What an assignment gives is the value, too.
      if (right && !N.isExpressionStatement(parent.getParent())) this.follow({ ...carrier, node: parent });
    } else if (operator === "||" || operator === "??" || operator === "&&") {
      if (operator === "&&" && !right) return;
      const other = right ? parent.getLeft() : parent.getRight();
      if (path.length === 0 && operator !== "&&" && !this.#syntax.isNothing(other))
        this.block(node, "is one of several ways to authenticate");
      this.follow({ ...carrier, node: parent });
    } else if (operator === ",") {
      if (right) this.follow({ ...carrier, node: parent });
    } else if (path.length === 0) this.block(node, "is compared");
    else if (operator === "&&=") this.drop(carrier, parent);
  }

  /** `x = …`, `this.auth = …`, `headers.Authorization = …`, `options.headers["Authorization"] = …`. */
  #assign(left: Node, carrier: Carrier, statement: Node): void {
    const { Node: N } = this.#program.morph;
    const whole = statement.getParent();
    if (carrier.path.length === 0 && N.isExpressionStatement(whole) && this.#syntax.isOwn(left))
      this.stores.add(whole);
    if (N.isIdentifier(left)) {
      for (const reference of this.#symbols.references(left))
        if (!this.#syntax.isTarget(reference)) this.follow({ ...carrier, node: reference });
      return;
    }
    if (!N.isPropertyAccessExpression(left) && !N.isElementAccessExpression(left))
      return void this.drop(carrier, statement);
    if (/^(?:module\.)?exports(?:\.\w+)?$/.test(left.getText())) return void this.#exported(carrier, left);
    const object = left.getExpression();
    const key = this.#syntax.keyOf(left);
    if (key === undefined) {
      this.block(statement, "is put under a computed name");
      return;
    }
    if (N.isThisExpression(object) && N.isPropertyAccessExpression(left)) {
      const declared = left.getNameNode().getSymbol()?.getDeclarations() ?? [];
      if (carrier.path.length === 0)
        for (const one of declared) if (N.isPropertyDeclaration(one)) this.stores.add(one);
      return void this.#field(left.getNameNode(), carrier);
    }
    const step = this.#syntax.step(key, statement.getParent() ?? statement);
    const inner = { ...carrier, path: [step, ...carrier.path] };
    const assigned = this.#calls.libraryDefaults(object, inner, statement);
    if (!assigned) this.object(object, inner, statement);
  }

  /** An object that something is put into: all else that is done with it. */
  object(object: Node, carrier: Carrier, statement: Node): void {
    const { Node: N } = this.#program.morph;
    if (N.isIdentifier(object)) {
      // What else is known by another name gets it, too.
      const shared = this.#symbols.sharedBy(object);
      if (shared) this.drop(carrier, shared);
      if (this.#syntax.isExported(object)) this.exporting.add(pathOf(object));
      for (const reference of this.#symbols.references(object))
        if (
          !statement.containsRange(reference.getPos(), reference.getEnd()) &&
          !this.#syntax.isTarget(reference)
        )
          this.follow({ ...carrier, node: reference });
    } else if (N.isPropertyAccessExpression(object) || N.isElementAccessExpression(object)) {
      const key = this.#syntax.keyOf(object);
      const outer = object.getExpression();
      if (N.isThisExpression(outer) && N.isPropertyAccessExpression(object))
        this.#field(object.getNameNode(), carrier, statement);
      else if (key === undefined) this.drop(carrier, object);
      else
        this.object(
          outer,
          { ...carrier, path: [this.#syntax.step(key, statement), ...carrier.path] },
          statement,
        );
    } else if (N.isCallExpression(object) || N.isNewExpression(object))
      this.follow({ ...carrier, node: object });
    else if (
      N.isParenthesizedExpression(object) ||
      N.isNonNullExpression(object) ||
      N.isAsExpression(object) ||
      N.isAwaitExpression(object)
    )
      this.object(object.getExpression(), carrier, statement);
    else this.drop(carrier, object);
  }

  /** A field of `this`; in JavaScript it may have no declaration. */
  #field(name: Node, carrier: Carrier, except?: Node): void {
    if ((name.getSymbol()?.getDeclarations() ?? []).length === 0) this.drop(carrier, name);
    this.#references(name, carrier, except);
  }

  /** A whole module, or a key of one: those who import it have to be known. */
  #exported(carrier: Carrier, at: Node): void {
    this.exporting.add(pathOf(at));
    const { uses, isOpen } = this.#symbols.importedAs(at);
    if (isOpen) this.drop(carrier, at);
    for (const use of uses) this.follow({ ...carrier, node: this.#symbols.accessOf(use) });
  }

  #member(carrier: Carrier, parent: Node): void {
    const { Node: N } = this.#program.morph;
    const { node, path } = carrier;
    const access =
      N.isPropertyAccessExpression(parent) || N.isElementAccessExpression(parent) ? parent : undefined;
    if (!access || access.getExpression() !== node) return;
    const outer = access.getParent();
    const called = N.isCallExpression(outer) && outer.getExpression() === access ? outer : undefined;
    const [first, ...rest] = path;
    if (!first) {
      if (called) this.follow({ ...carrier, node: called });
      else this.block(node, "is used otherwise");
      return;
    }
    const key = this.#syntax.keyOf(access);
    if (key === undefined) return void this.drop(carrier, access);
    if (this.#syntax.step(key, access).key !== first.key) {
      if (called) this.#method(carrier, called, key);
      return;
    }
    if (this.#syntax.isTarget(access)) {
      // Another one is put into the same place.
      if (N.isBinaryExpression(outer) && rest.length === 0)
        this.rivals.push({ carrier, value: outer.getRight() });
      return;
    }
    this.follow({ ...carrier, node: access, path: rest });
  }

  /** A method of an object that holds the credential. */
  #method(carrier: Carrier, call: CallExpression, key: string): void {
    const [first] = call.getArguments();
    if (key === "clone" || key === "catch" || key === "finally")
      return void this.follow({ ...carrier, node: call });
    if (key === "then") {
      const parameter = this.#symbols.isFunction(first) ? first.getParameters()[0] : undefined;
      if (parameter && call.getArguments().length === 1) this.bind(parameter.getNameNode(), carrier);
      else this.drop(carrier, call);
    } else if (this.#symbols.takesWhole(call)) this.drop(carrier, call);
  }

  #property(carrier: Carrier, parent: Node): void {
    const { Node: N } = this.#program.morph;
    if (!N.isPropertyAssignment(parent) && !N.isShorthandPropertyAssignment(parent)) return;
    const name = parent.getNameNode();
    if (N.isComputedPropertyName(name)) {
      const value = name.getExpression();
      if (!N.isStringLiteral(value)) {
        this.block(parent, "is put under a computed name");
        return;
      }
    }
    const key = N.isStringLiteral(name)
      ? name.getLiteralValue()
      : name.getText().replace(/^\[?["']|["']\]?$/g, "");
    const step = this.#syntax.step(key, parent);
    const object = parent.getParent();
    if (step.key === "authorization" && !this.sinks.includes(parent)) this.sinks.push(parent);
    if (object) this.follow({ ...carrier, node: object, path: [step, ...carrier.path] });
  }

  /** A name, or a pattern that takes what it wants out of the object. */
  bind(name: Node, carrier: Carrier): void {
    const { Node: N } = this.#program.morph;
    if (N.isIdentifier(name) || N.isPrivateIdentifier(name)) {
      const holder = name.getParent();
      if (carrier.path.length === 0 && (N.isVariableDeclaration(holder) || N.isPropertyDeclaration(holder)))
        this.stores.add(holder);
      return void this.#references(name, carrier);
    }
    if (!N.isObjectBindingPattern(name)) return void this.drop(carrier, name);
    const [first, ...rest] = carrier.path;
    if (!first) {
      this.block(name, "is taken apart");
      return;
    }
    let taken = false;
    for (const element of name.getElements()) {
      const key = element.getPropertyNameNode()?.getText() ?? element.getName();
      if (N.isComputedPropertyName(element.getPropertyNameNode())) this.drop(carrier, element);
      else if (element.getDotDotDotToken()) {
        if (!taken) this.bind(element.getNameNode(), carrier);
      } else if (this.#syntax.step(key.replace(/^["']|["']$/g, ""), element).key === first.key) {
        taken = true;
        this.bind(element.getNameNode(), { ...carrier, path: rest });
      }
    }
  }

  #references(name: Node, carrier: Carrier, except?: Node): void {
    if (this.#syntax.isExported(name)) this.exporting.add(pathOf(name));
    if (this.#symbols.isOpen(name)) this.drop(carrier, name);
    this.#mention(name);
    for (const reference of this.#symbols.references(name)) {
      const used = this.#symbols.accessOf(reference);
      if (except?.containsRange(used.getPos(), used.getEnd()) || this.#syntax.isTarget(used)) continue;
      this.follow({ ...carrier, node: used });
    }
  }

  /** Who asks for a member by its name has to be looked at. */
  #mention(name: Node): void {
    const { Node: N } = this.#program.morph;
    const text = name.getText();
    if (!this.#syntax.isMember(name)) return;
    if (N.isMethodDeclaration(name.getParent())) this.members.add(`${text}(`);
    else if (!COMMON.test(text)) this.members.add(text);
  }

  #returned(carrier: Carrier, fn: FunctionNode | undefined): void {
    if (!fn) return;
    const { Node: N } = this.#program.morph;
    // Who takes what a generator yields or gives back is not looked for.
    if (N.isFunctionDeclaration(fn) && fn.isGenerator()) return void this.drop(carrier, fn);
    const frame = carrier.frames.at(-1);
    if (frame?.fn === fn) {
      this.follow({ ...carrier, node: frame.call, frames: carrier.frames.slice(0, -1) });
      return;
    }
    const others = fn
      .getDescendantsOfKind(this.#program.morph.SyntaxKind.ReturnStatement)
      .filter((one) => this.#symbols.functionAround(one) === fn && one.getExpression() !== carrier.node);
    if (
      carrier.path.length === 0 &&
      others.some((one) => {
        const value = one.getExpression();
        return value && !this.carriers.has(value) && !this.#syntax.isNothing(value);
      })
    )
      return void this.block(carrier.node, "is one of several ways to authenticate");
    const name = this.#symbols.nameOf(fn);
    if (
      name &&
      (this.#syntax.isExported(name) || N.isMethodDeclaration(fn) || N.isGetAccessorDeclaration(fn))
    )
      this.exporting.add(pathOf(fn));
    if (name) this.#mention(name);
    const { calls, escapes } = this.#symbols.callSites(fn);
    if (escapes || (calls.length === 0 && (carrier.path.length === 0 || this.#syntax.isOffered(fn, name)))) {
      const sink = carrier.path.at(-1)?.node;
      if (sink) this.lost.set(sink, fn);
      else this.block(fn, "is given by a function that other code calls", "synchronous");
    }
    for (const call of calls) this.follow({ ...carrier, node: call, frames: [] });
  }
}
