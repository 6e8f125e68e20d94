import type { Node } from "ts-morph";
import type { Edit } from "../../model/edit.ts";
import { type Program, pathOf } from "./program.ts";
import { type FunctionNode, Symbols } from "./symbols.ts";

/** Edits that let an expression be awaited, or why it cannot be. */
export type Waiting =
  | { readonly edits: readonly Edit[]; readonly reasons: readonly string[] }
  | { readonly why: string; readonly at: Node };

/** Most functions that one site makes asynchronous. */
const MOST_FUNCTIONS = 25;

/** Makes the functions around expressions asynchronous, and their callers wait for them. */
export class Asynchrony {
  readonly #program: Program;
  readonly #symbols: Symbols;
  readonly #edits: Edit[] = [];
  readonly #reasons = new Set<string>();
  readonly #done = new Set<FunctionNode>();

  constructor(program: Program) {
    this.#program = program;
    this.#symbols = new Symbols(program);
  }

  /** What has to change so that `await` can stand at each of the nodes. */
  at(nodes: readonly Node[]): Waiting {
    for (const node of nodes) {
      const failed = this.#within(node);
      if (failed) return failed;
    }
    return { edits: this.#edits, reasons: [...this.#reasons] };
  }

  #within(node: Node): { why: string; at: Node } | undefined {
    const { Node: N } = this.#program.morph;
    const fn = this.#symbols.functionAround(node);
    const property = node.getFirstAncestor(
      (one) => N.isPropertyDeclaration(one) || this.#symbols.isFunction(one),
    );
    if (N.isPropertyDeclaration(property))
      return { why: "A class field is set when the object is made.", at: property };
    if (!fn) return this.#atTop(node);
    if (this.#done.has(fn)) return undefined;
    if (this.#done.size >= MOST_FUNCTIONS) return { why: "Too many functions would have to wait.", at: fn };
    this.#done.add(fn);
    if (N.isConstructorDeclaration(fn)) return { why: "A constructor cannot wait.", at: fn };
    if (N.isGetAccessorDeclaration(fn)) return { why: "A getter cannot wait.", at: fn };
    if (fn.isAsync()) return undefined;
    if (!N.isArrowFunction(fn) && fn.isGenerator())
      return { why: `The generator ${fn.getName() ?? ""} would have to become asynchronous.`, at: fn };
    return this.#makeAsync(fn);
  }

  /** Modules can wait at their top, other scripts cannot. */
  #atTop(node: Node): { why: string; at: Node } | undefined {
    const text = node.getSourceFile().getFullText();
    const esm = /^\s*(?:import\b(?!\s*\()|export\b)/m.test(text);
    if (!esm || /\brequire\s*\(/.test(text))
      return { why: "The top level of a CommonJS module cannot wait.", at: node };
    return undefined;
  }

  #makeAsync(fn: FunctionNode): { why: string; at: Node } | undefined {
    const name = this.#symbols.nameOf(fn);
    const called = name?.getText() ?? "a function";
    if (this.#isContract(fn)) return { why: `${called} belongs to an interface or a base class.`, at: fn };
    const { calls, escapes } = name ? this.#symbols.callSites(fn) : { calls: [], escapes: true };
    if (escapes && !this.#isHandler(fn))
      return { why: `${called} is handed on, and what calls it may not wait for it.`, at: fn };
    if (escapes)
      this.#reasons.add("A callback became asynchronous: what it throws is no longer seen by what calls it.");
    if (!escapes && calls.length === 0) return { why: `Who calls ${called} is not known.`, at: fn };
    this.#markAsync(fn);
    for (const call of calls) {
      const failed = this.#wait(call);
      if (failed) return failed;
    }
    return undefined;
  }

  #markAsync(fn: FunctionNode): void {
    const { Node: N } = this.#program.morph;
    if (N.isConstructorDeclaration(fn) || N.isGetAccessorDeclaration(fn)) return;
    const path = pathOf(fn);
    const before = N.isMethodDeclaration(fn)
      ? fn.getNameNode().getStart()
      : N.isFunctionDeclaration(fn)
        ? (fn.getFirstChildByKind(this.#program.morph.SyntaxKind.FunctionKeyword)?.getStart() ??
          fn.getStart())
        : fn.getStart();
    this.#edits.push({ path, at: { start: before, end: before }, text: "async " });
    const type = fn.getReturnTypeNode();
    if (type) {
      this.#edits.push({ path, at: { start: type.getStart(), end: type.getStart() }, text: "Promise<" });
      this.#edits.push({ path, at: { start: type.getEnd(), end: type.getEnd() }, text: ">" });
    }
  }

  /** A call of what became asynchronous. */
  #wait(call: Node): { why: string; at: Node } | undefined {
    const { Node: N } = this.#program.morph;
    const parent = call.getParent();
    if (N.isAwaitExpression(parent)) return undefined;
    if (N.isPropertyAccessExpression(parent) && /^(?:then|catch|finally)$/.test(parent.getName()))
      return undefined;
    const failed = this.#within(call);
    if (failed) return failed;
    const path = pathOf(call);
    const inner =
      (N.isPropertyAccessExpression(parent) ||
        N.isElementAccessExpression(parent) ||
        N.isCallExpression(parent)) &&
      parent.getExpression() === call;
    this.#edits.push({
      path,
      at: { start: call.getStart(), end: call.getStart() },
      text: inner ? "(await " : "await ",
    });
    if (inner) this.#edits.push({ path, at: { start: call.getEnd(), end: call.getEnd() }, text: ")" });
    return undefined;
  }

  /** Its signature is given elsewhere. */
  #isContract(fn: FunctionNode): boolean {
    const { Node: N } = this.#program.morph;
    const owner = fn.getParent();
    if (!N.isMethodDeclaration(fn) || !N.isClassDeclaration(owner)) return false;
    if (owner.getImplements().length > 0) return true;
    return owner.getBaseClass()?.getMethod(fn.getName()) !== undefined;
  }

  /** A function for events, requests or tests: no one looks at what it gives back. */
  #isHandler(fn: FunctionNode): boolean {
    const { Node: N } = this.#program.morph;
    const call = this.#symbols.unwrapped(fn).getParent();
    if (!N.isCallExpression(call)) return false;
    const callee = call.getExpression();
    const name = N.isPropertyAccessExpression(callee) ? callee.getName() : callee.getText();
    return /^(?:on|once|addEventListener|get|post|put|patch|delete|all|use|test|it|before|after|beforeEach|afterEach|beforeAll|afterAll|createServer|then|catch|setTimeout|setInterval|setImmediate|action|command)$/.test(
      name,
    );
  }
}
