import type { Node } from "ts-morph";
import type { Edit } from "../../model/edit.ts";
import { Dead } from "./dead.ts";
import { Libraries } from "./library.ts";
import { type Program, pathOf } from "./program.ts";
import { Symbols } from "./symbols.ts";

/** Takes properties, arguments, statements and links of call chains out of the code, with all that is empty then. */
export class Removals {
  readonly #program: Program;
  readonly #symbols: Symbols;
  readonly #libraries: Libraries;
  readonly #removed = new Set<Node>();
  readonly #replaced = new Set<Node>();

  constructor(program: Program) {
    this.#program = program;
    this.#symbols = new Symbols(program);
    this.#libraries = new Libraries(program.morph);
  }

  /** Takes out what puts a credential into a request. False when that is no form it knows. */
  remove(sink: Node): boolean {
    const { Node: N } = this.#program.morph;
    if (N.isPropertyAssignment(sink) || N.isShorthandPropertyAssignment(sink)) {
      this.#take(sink);
      const object = sink.getParent();
      if (object && this.#isEmpty(object, this.#removed))
        for (const one of this.#vanishing(object) ?? []) this.#take(one);
      return true;
    }
    if (N.isExpressionStatement(sink)) {
      this.#take(this.#statement(sink));
      return true;
    }
    if (!N.isCallExpression(sink)) return false;
    const parent = sink.getParent();
    const callee = sink.getExpression();
    const object = N.isPropertyAccessExpression(callee) ? callee.getExpression() : undefined;
    if (N.isExpressionStatement(parent) && !N.isCallExpression(object)) this.#take(this.#statement(parent));
    else this.#take(sink);
    return true;
  }

  /** Takes out a declaration or statement that only held the credential. */
  drop(node: Node): void {
    this.#take(node);
  }

  /**
   * Takes out what held nothing but the credential. A variable only where nothing that stays reads it: an exported function is left to tidying, which
   * knows who imports it.
   */
  dropStores(stores: ReadonlySet<Node>): void {
    const { Node: N } = this.#program.morph;
    const variables: { readonly store: Node; readonly name: Node }[] = [];
    for (const store of stores) {
      const name = N.isVariableDeclaration(store) ? store.getNameNode() : undefined;
      if (N.isIdentifier(name)) variables.push({ store, name });
      else this.#take(store);
    }
    for (let more = true; more; ) {
      this.cascade();
      more = false;
      for (const { store, name } of variables)
        if (!this.holds(store) && this.#symbols.references(name).every((one) => this.holds(one))) {
          this.#take(store);
          more = true;
        }
    }
  }

  /** Takes out fields that held one half of the credential each, unless something that stays reads them. Says what else may do so. */
  dropHalves(fields: readonly Node[]): string[] {
    const dead = new Dead(this.#program, (node) => this.holds(node));
    const reasons: string[] = [];
    for (const name of fields) {
      const gone = dead.field(name).filter((node) => !this.holds(node));
      const isExported = gone.some((node) => this.#isExportedEntry(node));
      if (gone.length > 0 && (isExported || this.#symbols.isOpen(name)))
        reasons.push(
          `\`${name.getText()}\` is not kept in ${pathOf(name)} any more: look whether something else reads it.`,
        );
      for (const node of gone) this.#take(node);
    }
    this.cascade();
    return reasons;
  }

  /** An entry of an object that other modules get as a whole. */
  #isExportedEntry(node: Node): boolean {
    const { Node: N } = this.#program.morph;
    const object = N.isPropertyAssignment(node) ? node.getParent() : undefined;
    if (!N.isObjectLiteralExpression(object)) return false;
    const holder = object.getParent();
    if (!N.isVariableDeclaration(holder)) return true;
    return (
      holder.getVariableStatement()?.isExported() === true ||
      this.#symbols
        .references(holder.getNameNode())
        .some((one) => !N.isPropertyAccessExpression(one.getParent()))
    );
  }

  /** Says that something else will stand in the place of a node. */
  replace(node: Node): void {
    this.#replaced.add(node);
  }

  /** True when a node is within what is taken out or replaced. */
  holds(node: Node): boolean {
    for (let one: Node | undefined = node; one; one = one.getParent())
      if (this.#removed.has(one) || this.#replaced.has(one)) return true;
    return false;
  }

  /** Takes out, too, what only served what is taken out: variables, fields, and parameters with their arguments. */
  cascade(): void {
    const looked = new Set<Node>();
    const dead = new Dead(this.#program, (node) => this.holds(node));
    for (let found = true; found; ) {
      found = false;
      for (const removed of [...this.#removed, ...this.#replaced]) {
        if (looked.has(removed)) continue;
        looked.add(removed);
        for (const name of [removed, ...removed.getDescendants()])
          for (const node of dead.by(name))
            if (!this.holds(node)) {
              this.#take(node);
              found = true;
            }
      }
      // What was kept because of a use that is gone now is looked at again.
      if (found) looked.clear();
    }
  }

  #take(node: Node): void {
    this.#removed.add(node);
  }

  /** A statement, or the `if` whose only statement it is. */
  #statement(statement: Node): Node {
    const { Node: N } = this.#program.morph;
    const parent = statement.getParent();
    const block = N.isBlock(parent) && parent.getStatements().length === 1 ? parent : undefined;
    const condition = block?.getParent() ?? parent;
    if (!N.isIfStatement(condition) || condition.getElseStatement()) return statement;
    if (condition.getThenStatement() !== (block ?? statement)) return statement;
    return /\(/.test(condition.getExpression().getText()) ? statement : condition;
  }

  #isEmpty(object: Node, removed: ReadonlySet<Node>): boolean {
    const { Node: N } = this.#program.morph;
    return N.isObjectLiteralExpression(object) && object.getProperties().every((one) => removed.has(one));
  }

  /** What has to go so that nothing mentions an expression any more; undefined when it is needed somewhere. */
  #vanishing(node: Node, depth = 0): Node[] | undefined {
    const { Node: N } = this.#program.morph;
    const parent = node.getParent();
    if (!parent || depth > 8) return undefined;
    if (N.isParenthesizedExpression(parent) || N.isAsExpression(parent) || N.isAwaitExpression(parent))
      return this.#vanishing(parent, depth);
    // `...(token && { … })`, `token ? { … } : {}`.
    if (this.#isOnlyValue(node, parent)) return this.#vanishing(parent, depth);
    if (
      N.isPropertyAssignment(parent) ||
      N.isShorthandPropertyAssignment(parent) ||
      N.isSpreadAssignment(parent)
    ) {
      const object = parent.getParent();
      if (!object) return undefined;
      const with_ = new Set([...this.#removed, parent]);
      const outer = this.#isEmpty(object, with_) ? this.#vanishing(object, depth + 1) : undefined;
      return [parent, ...(outer ?? [])];
    }
    if (N.isCallExpression(parent)) {
      const list = parent.getArguments();
      const library = this.#libraries.of(parent.getExpression());
      // https takes its callback as second argument, too.
      const optional = list.at(-1) === node || (library?.name === "https" && list.indexOf(node) === 1);
      return library && optional && list.length > 1 ? [node] : undefined;
    }
    if (N.isVariableDeclaration(parent)) {
      const name = parent.getNameNode();
      if (!N.isIdentifier(name) || parent.getVariableStatement()?.isExported()) return undefined;
      return this.#all(this.#symbols.references(name), depth);
    }
    if (N.isReturnStatement(parent) || N.isArrowFunction(parent)) {
      const fn = this.#symbols.functionAround(node);
      const { calls, escapes } = fn ? this.#symbols.callSites(fn) : { calls: [], escapes: true };
      return escapes || calls.length === 0 ? undefined : this.#all(calls, depth);
    }
    return undefined;
  }

  /** What stands beside an expression gives nothing, and does nothing. */
  #isOnlyValue(node: Node, parent: Node): boolean {
    const { Node: N } = this.#program.morph;
    const isIdle = (one: Node): boolean => !/\(|=(?!=)|\+\+|--/.test(one.getText().replace(/[!=]==?/g, ""));
    if (N.isBinaryExpression(parent))
      return (
        parent.getOperatorToken().getText() === "&&" && parent.getRight() === node && isIdle(parent.getLeft())
      );
    if (!N.isConditionalExpression(parent) || !isIdle(parent.getCondition())) return false;
    const other = parent.getWhenTrue() === node ? parent.getWhenFalse() : parent.getWhenTrue();
    return /^(?:\{\s*\}|undefined|null)$/.test(other.getText());
  }

  #all(nodes: readonly Node[], depth: number): Node[] | undefined {
    const found: Node[] = [];
    for (const node of nodes) {
      const one = this.#vanishing(node, depth + 1);
      if (!one) return undefined;
      found.push(...one);
    }
    return found.length === 0 ? undefined : found;
  }

  /** Constructors of which nothing is left. */
  #dropEmptied(): void {
    const { Node: N } = this.#program.morph;
    for (const statement of [...this.#removed]) {
      const made = statement.getParent()?.getParent();
      if (!N.isConstructorDeclaration(made) || made.getJsDocs().length > 0) continue;
      const gone = [...made.getStatementsWithComments(), ...made.getParameters()];
      if (gone.every((one) => this.#removed.has(one))) this.#take(made);
    }
  }

  /** The edits that make it so. */
  edits(): Edit[] {
    const { Node: N } = this.#program.morph;
    this.#dropEmptied();
    const edits: Edit[] = [];
    const lists = new Map<Node, Node[]>();
    for (const node of this.#removed) {
      const parent = node.getParent();
      if (!parent || this.#within(parent)) continue;
      if (N.isObjectLiteralExpression(parent)) lists.set(parent, parent.getProperties());
      else if (
        (N.isCallExpression(parent) || N.isNewExpression(parent)) &&
        parent.getArguments().includes(node)
      )
        lists.set(parent, parent.getArguments());
      else if (N.isParameterDeclaration(node)) lists.set(parent, this.#parameters(parent));
      else if (N.isNamedImports(parent)) lists.set(parent, parent.getElements());
      else if (N.isObjectBindingPattern(parent)) {
        const bare = this.#unbound(parent, parent.getElements());
        if (bare) edits.push(bare);
        else lists.set(parent, parent.getElements());
      } else if (N.isVariableDeclaration(node)) edits.push(this.#declaration(node));
      else if (N.isCallExpression(node)) edits.push(this.#link(node));
      else edits.push({ path: pathOf(node), at: this.#lines(node), text: "" });
    }
    for (const items of lists.values()) edits.push(...this.#items(items));
    return edits;
  }

  #parameters(fn: Node): Node[] {
    return this.#symbols.isFunction(fn) ? fn.getParameters() : [];
  }

  #within(node: Node): boolean {
    return this.holds(node);
  }

  /** Items of a comma-separated list, with their comments and the comma that goes along. */
  #items(items: readonly Node[]): Edit[] {
    const edits: Edit[] = [];
    const kept = items.filter((item) => !this.#removed.has(item));
    const first = items[0];
    const last = items.at(-1);
    if (!first || !last) return [];
    const path = pathOf(first);
    if (kept.length === 0) {
      const outer = first.getParent();
      const { Node: N } = this.#program.morph;
      const at = N.isObjectLiteralExpression(outer)
        ? { start: outer.getStart() + 1, end: outer.getEnd() - 1 }
        : { start: first.getStart(), end: last.getEnd() };
      return [{ path, at, text: "" }];
    }
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (!item || !this.#removed.has(item)) continue;
      let end = index;
      while (items[end + 1] && this.#removed.has(items[end + 1] as Node)) end++;
      const next = items[end + 1];
      const before = items[index - 1];
      const at = next
        ? { start: this.#startOf(item), end: this.#startOf(next) }
        : { start: before?.getEnd() ?? item.getStart(), end: (items[end] as Node).getEnd() };
      edits.push({ path, at, text: "" });
      index = end;
    }
    return edits;
  }

  /** Where an item begins, with the comments above it. */
  #startOf(item: Node): number {
    return item.getLeadingCommentRanges()[0]?.getPos() ?? item.getStart();
  }

  #declaration(node: Node): Edit {
    const { Node: N } = this.#program.morph;
    const statement = N.isVariableDeclaration(node) ? node.getVariableStatement() : undefined;
    const all: Node[] = statement?.getDeclarations() ?? [];
    if (!statement || all.every((one) => this.#removed.has(one)))
      return { path: pathOf(node), at: this.#lines(statement ?? node), text: "" };
    const index = all.indexOf(node);
    const next = all[index + 1];
    const at = next
      ? { start: node.getStart(), end: next.getStart() }
      : { start: all[index - 1]?.getEnd() ?? node.getStart(), end: node.getEnd() };
    return { path: pathOf(node), at, text: "" };
  }

  /** Where the first of the lines begins that go together with a node's. */
  #startOfRemoved(node: Node, text: string): number {
    let first = node;
    for (let one = node.getPreviousSibling(); one && this.#removed.has(one); one = one.getPreviousSibling())
      first = one;
    return text.lastIndexOf("\n", this.#startOf(first) - 1) + 1;
  }

  /** `const { Parameter } = await ssm.send(…)` of which no name is left: what it does stays. */
  #unbound(pattern: Node, elements: readonly Node[]): Edit | undefined {
    const { Node: N } = this.#program.morph;
    const declaration = pattern.getParent();
    if (!N.isVariableDeclaration(declaration) || !elements.every((one) => this.#removed.has(one)))
      return undefined;
    const statement = declaration.getVariableStatement();
    const value = declaration.getInitializer();
    if (!statement || !value || statement.getDeclarations().length > 1 || /^[([`/+-]/.test(value.getText()))
      return undefined;
    return { path: pathOf(pattern), at: { start: statement.getStart(), end: value.getStart() }, text: "" };
  }

  /** `.set("Authorization", …)` of a chain. */
  #link(call: Node): Edit {
    const { Node: N } = this.#program.morph;
    const callee = N.isCallExpression(call) ? call.getExpression() : undefined;
    const start = N.isPropertyAccessExpression(callee) ? callee.getExpression().getEnd() : call.getStart();
    return { path: pathOf(call), at: { start, end: call.getEnd() }, text: "" };
  }

  /** The lines of a statement with the comments above it, and one of two blank lines that would meet. */
  #lines(node: Node): { start: number; end: number } {
    const text = node.getSourceFile().getFullText();
    const begin = this.#startOf(node);
    const start = text.lastIndexOf("\n", begin - 1) + 1;
    if (text.slice(start, begin).trim() !== "") return { start: begin, end: node.getEnd() };
    const newline = text.indexOf("\n", node.getEnd());
    const end = newline < 0 ? text.length : newline + 1;
    if (!/^[ \t]*(?:\/\/.*)?\r?\n?$/.test(text.slice(node.getEnd(), end)))
      return { start: begin, end: node.getEnd() };
    // What stands in the place of an import is followed by a blank line, too.
    if (/^(?:import\b|(?:const|let|var)\b[^\n]*=\s*require\()/.test(text.slice(begin))) return { start, end };
    const blank = /^[ \t]*\r?\n/.exec(text.slice(end));
    const before =
      start === 0 ||
      /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(0, start)) ||
      /\{[ \t]*\r?\n$/.test(text.slice(0, this.#startOfRemoved(node, text)));
    return { start, end: before && blank ? end + blank[0].length : end };
  }
}
