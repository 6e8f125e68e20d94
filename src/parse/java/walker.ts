import type { Node } from "web-tree-sitter";
import type { Call, Entry, LanguageId, Scope, ScopeId, Span, Value } from "../../model/fact.ts";
import { type Lowering, opaqueValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { Bindings } from "./bindings.ts";
import { holdsText, weightOf } from "./compose.ts";
import type { Callee, Grammar, Result } from "./grammar.ts";

/** Walks a syntax tree once and writes facts as it goes. */
export class Walker {
  readonly lowering: Lowering;
  /** What is known of names so far. */
  readonly names: Bindings;
  /** The scope facts are written to at the moment. */
  scope: ScopeId = 0;
  /** Lines that may still be parsed once more because the file does not parse; a bound, as a hostile file has only such lines. */
  retries = 200;
  readonly #grammar: Grammar;
  /** What lambdas give back, by the (unreadable) value that stands for them. */
  readonly #results = new WeakMap<Value, Result>();
  /** Spelled paths of values that stand for something else than they are spelled: `x.trim()` is `x`. */
  readonly #paths = new WeakMap<Value, string>();
  #depth = 0;
  #of: string | undefined;

  constructor(lowering: Lowering, grammar: Grammar) {
    this.lowering = lowering;
    this.#grammar = grammar;
    this.names = new Bindings(lowering.scopes);
  }

  /** The language being lowered. */
  get language(): LanguageId {
    return this.#grammar.language;
  }

  /** Source text of a node. */
  text(node: Node): string {
    return this.lowering.text.slice(node.startIndex, node.endIndex);
  }

  /** Named children without comments. */
  children(node: Node): Node[] {
    return node.namedChildren.filter((child) => child !== null && !this.#grammar.ignored.has(child.type));
  }

  /** The value of an expression; calls in it become facts on the way. */
  value(node: Node): Value {
    const of = this.#of;
    this.#of = undefined;
    this.lowering.tick(++this.#depth);
    const lower = this.#grammar.values.get(node.type);
    const result = lower ? lower(this, node, of) : this.opaque(node);
    this.#depth--;
    return result;
  }

  /** The value of a direct argument of `callee`, so that a lambda knows whose it is. */
  argument(node: Node, callee: string): Value {
    this.#of = callee;
    return this.value(node);
  }

  /** An expression no rule can read; what stands inside of it is still looked at. */
  opaque(node: Node): Value {
    for (const child of this.children(node)) this.visit(child);
    return opaqueValue(spanOf(node));
  }

  /** Lowers a statement, a declaration or an expression whose value nothing takes. */
  visit(node: Node): void {
    if (this.#grammar.ignored.has(node.type)) return;
    this.lowering.tick(++this.#depth);
    const visit = this.#grammar.visits.get(node.type);
    if (visit) visit(this, node);
    else if (this.#grammar.values.has(node.type)) this.standing(this.value(node));
    else for (const child of this.children(node)) this.visit(child);
    this.#depth--;
  }

  /** Visits what is there of several nodes. */
  visitAll(...nodes: readonly (Node | null | undefined)[]): void {
    for (const node of nodes) if (node) this.visit(node);
  }

  /** Writes down a value that no other fact holds, when it is worth it. */
  standing(of: Value): void {
    const composite = of.parts.length > 1 && of.parts.some((part) => "call" in part);
    if (composite || holdsText(of))
      this.lowering.emit({ kind: "value", at: of.at, scope: this.scope, value: of });
  }

  /** Runs `body` inside a new scope. */
  within<T>(scope: Omit<Scope, "id" | "parent">, body: () => T): T {
    const outer = this.scope;
    this.scope = this.lowering.scope({ ...scope, parent: outer });
    const result = body();
    this.scope = outer;
    return result;
  }

  /** Writes an assignment to what may be a member, spelled as the source does. */
  assign(at: Span, target: string, of: Value): void {
    this.#emitAssign(at, this.names.targetOf(this.scope, target), of, false);
  }

  /** Writes what a class declares: a field or property with its value. */
  assignField(at: Span, name: string, of: Value): void {
    this.#emitAssign(at, `this.${name}`, of, true);
  }

  /** Writes the declaration of a local variable with its value. */
  assignLocal(at: Span, name: string, of: Value): void {
    this.names.declareLocal(this.scope, name);
    this.#emitAssign(at, name, of, false);
  }

  #emitAssign(at: Span, name: string, of: Value, field: boolean): void {
    this.names.note(this.scope, name, of, this.path(of));
    this.lowering.emit({
      kind: "assign",
      at,
      scope: this.scope,
      name,
      value: of,
      ...(field ? { field: true as const } : {}),
    });
  }

  /** The text of a value that is literal text or names a constant of this file that is. */
  literal(of: Value | undefined): string | undefined {
    if (!of) return undefined;
    const only = of.parts.length === 1 ? of.parts[0] : undefined;
    if (!only) return of.parts.length === 0 ? "" : undefined;
    if ("text" in only) return only.text;
    return "name" in only ? this.names.textOf(this.scope, only.name) : undefined;
  }

  /** True when a node is a statement or declaration of its own. */
  isStatement(node: Node): boolean {
    return this.#grammar.visits.has(node.type);
  }

  /** True when a node is an expression. */
  isValue(node: Node): boolean {
    return this.#grammar.values.has(node.type);
  }

  /** An unreadable value for a lambda that gives back `result`. */
  lambda(at: Span, result: Value | undefined, param: string): Value {
    const stands = opaqueValue(at);
    if (result) this.#results.set(stands, { value: result, param });
    return stands;
  }

  /** What the lambda behind a value gives back. */
  result(of: Value | undefined): Result | undefined {
    return of && this.#results.get(of);
  }

  /** Writes `name += of`. */
  append(at: Span, name: string, of: Value): void {
    this.assign(at, name, value(at, [{ name }, ...of.parts]));
  }

  /** Writes what a function gives back. */
  returns(at: Span, of: Value): void {
    this.lowering.emit({ kind: "return", at, scope: this.scope, value: of });
  }

  /** How a value is spelled as the root of a name: `config.user`, `client.get()`, `""` for literals, `()` for the unnameable. */
  path(of: Value): string {
    const known = this.#paths.get(of);
    if (known !== undefined) return known;
    const only = of.parts.length === 1 ? of.parts[0] : undefined;
    if (!only) return of.parts.length === 0 ? '""' : "()";
    if ("name" in only) return only.name;
    if ("call" in only) return `${only.call}()`;
    if ("env" in only) return "env";
    return "text" in only ? '""' : "()";
  }

  /** Notes the spelled path of a value that stands for something else. */
  spelled(of: Value, path: string): Value {
    this.#paths.set(of, path);
    return of;
  }

  /** The value of `object.name`. */
  member(at: Span, object: Value, name: string): Value {
    const path = this.path(object);
    const only = object.parts.length === 1 ? object.parts[0] : undefined;
    if (!/^(?:\(\)|"")/.test(path) && !(only && "env" in only))
      return value(at, [{ name: `${path}.${name}` }]);
    this.standing(object);
    return opaqueValue(at);
  }

  /** What a method called on `object` (or a bare function) is called. */
  callee(object: Value | undefined, name: string): Callee {
    return object ? { path: `${this.path(object)}.${name}`, object } : { path: name };
  }

  /** Writes a call down and gives its value. Environment reads are no call. */
  call(at: Span, callee: Callee, args: readonly Value[], named: readonly Entry[] = []): Value {
    const { path, object } = callee;
    const only = object?.parts.length === 1 ? object.parts[0] : undefined;
    const plain =
      !object || (only && "name" in only && only.name === this.path(object) && !only.name.includes("()"));
    const call: Call = { call: path, args, named, ...(plain ? {} : { receiver: object }) };
    const environment = this.#grammar.environment(this, call);
    if (environment) return value(at, environment);
    this.lowering.emit({ kind: "call", at, scope: this.scope, ...call });
    const builder = BUILDER.exec(path)?.[1];
    if (builder && args[0] && this.names.isBuilder(builder)) {
      this.append(args[0].at, builder, args[0]);
      return this.spelled(value(at, [{ name: builder }]), `${path}()`);
    }
    const meaning = this.#grammar.meaning(this, call, object, at);
    if (!meaning || weightOf(meaning) > HEAVY) return { at, parts: [call] };
    return this.spelled(value(at, meaning), `${path}()`);
  }
}

/**
 * What a call comes to is dropped for the call itself when it holds more parts than this: a format that names its argument twice,
 * nested a hundred times, would not end.
 */
const HEAVY = 1000;

/** `builder.append`, `builder.append().append`. */
const BUILDER = /^([\w.]{1,200}?)(?:\.[aA]ppend\(\))*\.[aA]ppend$/;
