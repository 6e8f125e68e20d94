import type {
  ArrowFunction,
  CallExpression,
  ClassDeclaration,
  ConstructorDeclaration,
  FunctionDeclaration,
  FunctionExpression,
  GetAccessorDeclaration,
  MethodDeclaration,
  NewExpression,
  Node,
} from "ts-morph";
import { imported, isMemberOpen, required } from "./imports.ts";
import type { MorphModule } from "./morph.ts";
import { type Program, pathOf } from "./program.ts";

/** A function with a body. */
export type FunctionNode =
  | ArrowFunction
  | ConstructorDeclaration
  | FunctionDeclaration
  | FunctionExpression
  | GetAccessorDeclaration
  | MethodDeclaration;

/** A call or a construction. */
export type Invocation = CallExpression | NewExpression;

/** Where a function's result goes. */
export interface CallSites {
  readonly calls: readonly Node[];
  /** It is also handed on as a value, or it has no name to look for. */
  readonly escapes: boolean;
}

/** Finds what names stand for, across the opened files. */
export class Symbols {
  readonly #program: Program;
  readonly #morph: MorphModule;

  constructor(program: Program) {
    this.#program = program;
    this.#morph = program.morph;
  }

  isFunction(node: Node | undefined): node is FunctionNode {
    const { Node: N } = this.#morph;
    return (
      N.isFunctionDeclaration(node) ||
      N.isFunctionExpression(node) ||
      N.isArrowFunction(node) ||
      N.isMethodDeclaration(node) ||
      N.isGetAccessorDeclaration(node) ||
      N.isConstructorDeclaration(node)
    );
  }

  /** The innermost function around a node. */
  functionAround(node: Node): FunctionNode | undefined {
    let one = node.getParent();
    while (one && !this.isFunction(one)) one = one.getParent();
    return one as FunctionNode | undefined;
  }

  /** Reads and writes of what a name declares; imports, exports and the declaration itself left out. */
  references(name: Node): Node[] {
    const { Node: N } = this.#morph;
    if (!N.isIdentifier(name) && !N.isPrivateIdentifier(name)) return [];
    const found = new Map<string, Node>();
    const add = (one: Node): void => {
      if (one !== name && !this.#isDeclaring(one)) found.set(`${pathOf(one)}:${one.getStart()}`, one);
    };
    const here = [name, ...name.findReferencesAsNodes()];
    for (const one of here) add(one);
    for (const one of here) {
      const key = this.exportedAs(one);
      if (key !== undefined) for (const use of required(pathOf(one), key, this.#program).uses) add(use);
    }
    return [...found.values()];
  }

  /** The key that `module.exports` hands a name out under; "" for the whole module. */
  exportedAs(node: Node): string | undefined {
    const { Node: N } = this.#morph;
    const parent = node.getParent();
    const assigned = (one: Node | undefined): string | undefined =>
      N.isBinaryExpression(one) && /^module\.exports$/.test(one.getLeft().getText()) ? "" : undefined;
    if (
      N.isShorthandPropertyAssignment(parent) ||
      (N.isPropertyAssignment(parent) && parent.getInitializer() === node)
    )
      return assigned(parent.getParent()?.getParent()) === undefined ? undefined : parent.getName();
    if (N.isPropertyAssignment(parent) || N.isMethodDeclaration(parent))
      return assigned(parent.getParent()?.getParent()) === undefined ? undefined : parent.getName();
    if (N.isBinaryExpression(parent) && parent.getRight() === node)
      return assigned(parent) ?? /^(?:module\.)?exports\.(\w+)$/.exec(parent.getLeft().getText())?.[1];
    if (N.isPropertyAccessExpression(parent) && parent.getNameNode() === node)
      return /^(?:module\.)?exports\.(\w+)$/.exec(parent.getText())?.[1];
    return undefined;
  }

  /** What other files call what is exported there: `export default`, `module.exports = …`, `exports.key = …`. */
  importedAs(at: Node): { readonly uses: readonly Node[]; readonly isOpen: boolean } {
    const { Node: N } = this.#morph;
    const path = pathOf(at);
    if (N.isExportAssignment(at))
      return imported(path, "default", this.#program, (name) => this.references(name));
    const key = /^(?:module\.)?exports(?:\.(\w+))?$/.exec(at.getText())?.[1];
    return required(path, key ?? "", this.#program);
  }

  /** Other files may get it in a way that is not followed. */
  isOpen(name: Node): boolean {
    const keys = this.#exportedKeys(name);
    if (keys.length > 0 && this.#program.isUnfollowed(pathOf(name))) return true;
    if (keys.some((key) => required(pathOf(name), key, this.#program).isOpen)) return true;
    return isMemberOpen(name, this.#program, () => this.references(name));
  }

  /** The names that a file exports something by; "" for the whole module. */
  #exportedKeys(name: Node): string[] {
    const { Node: N } = this.#morph;
    if (!N.isIdentifier(name)) return [];
    const here = [name, ...name.findReferencesAsNodes()].filter((one) => pathOf(one) === pathOf(name));
    return here.flatMap((one) => {
      const parent = one.getParent();
      if (N.isExportSpecifier(parent) || N.isExportAssignment(parent)) return one.getText();
      const whole = N.isVariableDeclaration(parent) ? parent.getVariableStatement() : parent;
      if (N.isExportable(whole) && whole.isExported()) return one.getText();
      return this.exportedAs(one) ?? [];
    });
  }

  #isDeclaring(node: Node): boolean {
    const { Node: N } = this.#morph;
    const parent = node.getParent();
    if (N.isImportSpecifier(parent) || N.isImportClause(parent) || N.isExportSpecifier(parent)) return true;
    if (N.isExportAssignment(parent) || N.isTypeQuery(parent)) return true;
    if (N.isBindingElement(parent))
      return parent.getNameNode() === node && parent.getPropertyNameNode() !== undefined;
    return node.getFirstAncestor((one) => N.isJSDoc(one)) !== undefined;
  }

  /** The name that a function is called by. */
  nameOf(fn: FunctionNode): Node | undefined {
    const { Node: N } = this.#morph;
    if (N.isConstructorDeclaration(fn)) return undefined;
    if (N.isArrowFunction(fn) || N.isFunctionExpression(fn)) {
      const parent = this.unwrapped(fn).getParent();
      if (
        N.isVariableDeclaration(parent) ||
        N.isPropertyAssignment(parent) ||
        N.isPropertyDeclaration(parent)
      )
        return parent.getNameNode();
      if (N.isBinaryExpression(parent)) {
        const left = parent.getLeft();
        if (N.isPropertyAccessExpression(left)) return left.getNameNode();
        if (N.isIdentifier(left)) return left;
      }
      return undefined;
    }
    return fn.getNameNode();
  }

  /** The outermost node that is only parentheses and types around an expression. */
  unwrapped(node: Node): Node {
    const { Node: N } = this.#morph;
    let one = node;
    for (let parent = one.getParent(); parent; parent = one.getParent()) {
      if (
        !N.isParenthesizedExpression(parent) &&
        !N.isAsExpression(parent) &&
        !N.isNonNullExpression(parent) &&
        !N.isSatisfiesExpression(parent)
      )
        return one;
      one = parent;
    }
    return one;
  }

  /** All calls of a function. A getter is called where it is read. */
  callSites(fn: FunctionNode): CallSites {
    const { Node: N } = this.#morph;
    const name = this.nameOf(fn);
    if (!name) return { calls: [], escapes: true };
    const calls: Node[] = [];
    let escapes = this.isOpen(name);
    for (const reference of this.references(name)) {
      const used = this.accessOf(reference);
      const parent = used.getParent();
      if (N.isGetAccessorDeclaration(fn)) calls.push(used);
      else if (N.isCallExpression(parent) && parent.getExpression() === used) calls.push(parent);
      else if (!this.#handsOn(used)) escapes = true;
    }
    return { calls, escapes };
  }

  /** `module.exports = { send }`, `exports.send = send`: those who import it are found on their own. */
  #handsOn(node: Node): boolean {
    const { Node: N } = this.#morph;
    const parent = node.getParent();
    if (N.isBinaryExpression(parent) && parent.getRight() === node)
      return /^(?:module\.)?exports\b/.test(parent.getLeft().getText());
    if (N.isBinaryExpression(parent) && parent.getLeft() === node) return true;
    if (N.isShorthandPropertyAssignment(parent) || N.isPropertyAssignment(parent)) {
      const outer = parent.getParent()?.getParent();
      if (N.isExportAssignment(outer)) return true;
      return N.isBinaryExpression(outer) && /^(?:module\.)?exports\b/.test(outer.getLeft().getText());
    }
    if (N.isVariableDeclaration(parent)) return parent.getInitializer() !== node;
    return N.isBindingElement(parent) && parent.getInitializer() !== node;
  }

  /** For a name after a dot the whole access. */
  accessOf(reference: Node): Node {
    const { Node: N } = this.#morph;
    const parent = reference.getParent();
    if (N.isElementAccessExpression(parent) && parent.getArgumentExpression() === reference) return parent;
    return N.isPropertyAccessExpression(parent) && parent.getNameNode() === reference ? parent : reference;
  }

  /** The function that a call enters, when it stands in an opened file. */
  callee(call: Invocation): FunctionNode | undefined {
    const { Node: N } = this.#morph;
    const expression = call.getExpression();
    const name = N.isPropertyAccessExpression(expression) ? expression.getNameNode() : expression;
    if (!N.isIdentifier(name) && !N.isPrivateIdentifier(name)) return undefined;
    for (const definition of this.definitions(name)) {
      if (N.isClassDeclaration(definition) || N.isClassExpression(definition)) {
        if (N.isNewExpression(call)) return definition.getConstructors().find((one) => one.getBody());
      } else {
        const fn = this.functionOf(definition);
        if (fn) return fn;
      }
    }
    return undefined;
  }

  /** No other function can be the one that is called, and it gets each argument by its own parameter. */
  isOnlyOne(call: Invocation, fn: FunctionNode): boolean {
    const { Node: N, SyntaxKind } = this.#morph;
    if (fn.getParameters().some((one) => one.isRestParameter())) return false;
    if (call.getArguments().some((one) => N.isSpreadElement(one))) return false;
    if (fn.getDescendantsOfKind(SyntaxKind.Identifier).some((one) => one.getText() === "arguments"))
      return false;
    const owner = fn.getParent();
    if (N.isMethodDeclaration(fn) && N.isClassDeclaration(owner)) {
      if (fn.isAbstract() || this.#heirs(owner).some((one) => one.getMethod(fn.getName()))) return false;
    }
    const holder = this.unwrapped(fn).getParent();
    const name = N.isVariableDeclaration(holder) ? holder.getNameNode() : undefined;
    if (!N.isIdentifier(name)) return true;
    return !name.findReferencesAsNodes().some((one) => {
      const parent = one.getParent();
      return N.isBinaryExpression(parent) && parent.getLeft() === one;
    });
  }

  #heirs(owner: ClassDeclaration): ClassDeclaration[] {
    return owner.getDerivedClasses().flatMap((one) => [one, ...this.#heirs(one)]);
  }

  /** What a name stands for is known by another one, too; undefined for a value that was made for it. */
  sharedBy(name: Node): Node | undefined {
    const { Node: N } = this.#morph;
    for (const declaration of name.getSymbol()?.getDeclarations() ?? []) {
      if (N.isParameterDeclaration(declaration) || N.isBindingElement(declaration)) return declaration;
      const value = N.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
      if (value && !this.#isFresh(value)) return value;
    }
    return undefined;
  }

  #isFresh(value: Node): boolean {
    const { Node: N } = this.#morph;
    const inner =
      N.isAwaitExpression(value) || N.isParenthesizedExpression(value) || N.isAsExpression(value)
        ? value.getExpression()
        : value;
    if (N.isConditionalExpression(inner))
      return this.#isFresh(inner.getWhenTrue()) && this.#isFresh(inner.getWhenFalse());
    if (N.isCallExpression(inner)) {
      const fn = this.callee(inner);
      const body = fn && N.isArrowFunction(fn) ? fn.getBody() : undefined;
      if (!fn) return true;
      if (body && !N.isBlock(body)) return this.#isFresh(body);
      return fn
        .getDescendantsOfKind(this.#morph.SyntaxKind.ReturnStatement)
        .filter((one) => this.functionAround(one) === fn)
        .every((one) => {
          const given = one.getExpression();
          return !given || N.isIdentifier(given) ? false : this.#isFresh(given);
        });
    }
    return (
      N.isObjectLiteralExpression(inner) || N.isNewExpression(inner) || N.isArrayLiteralExpression(inner)
    );
  }

  /** A method that may do anything with the object it is called on. */
  takesWhole(call: CallExpression): boolean {
    const { Node: N, SyntaxKind } = this.#morph;
    const callee = call.getExpression();
    const [first] = call.getArguments();
    const name = N.isPropertyAccessExpression(callee) ? callee.getName() : "";
    const fn = this.callee(call);
    if (fn) return fn.getDescendantsOfKind(SyntaxKind.ThisKeyword).length > 0;
    if (/^get(?:Header)?$/.test(name) && N.isStringLiteral(first))
      return /^authorization$/i.test(first.getLiteralValue());
    return !/^(?:set|append|delete|has|hasOwnProperty|toString|setHeader|removeHeader)$/.test(name);
  }

  /** Where a name is declared, imports followed. */
  definitions(name: Node): Node[] {
    const { Node: N } = this.#morph;
    if (!N.isIdentifier(name) && !N.isPrivateIdentifier(name)) return [];
    const symbol = name.getSymbol();
    const target = symbol?.getAliasedSymbol() ?? symbol;
    const direct = (target?.getDeclarations() ?? []).flatMap((one) => this.#behind(one));
    if (direct.some((one) => this.functionOf(one) || N.isClassDeclaration(one))) return direct;
    return N.isIdentifier(name) ? name.getDefinitionNodes().flatMap((one) => this.#behind(one)) : direct;
  }

  /** What a property that only repeats a name stands for, and what a name taken from a required module does. */
  #behind(declaration: Node): Node[] {
    const { Node: N } = this.#morph;
    if (N.isShorthandPropertyAssignment(declaration))
      return declaration.getValueSymbol()?.getDeclarations() ?? [declaration];
    if (N.isPropertyAssignment(declaration)) {
      const value = declaration.getInitializer();
      if (N.isIdentifier(value)) return value.getSymbol()?.getDeclarations() ?? [declaration];
    }
    if (N.isBindingElement(declaration)) {
      const name = declaration.getPropertyNameNode() ?? declaration.getNameNode();
      const pattern = declaration.getParent();
      const property = pattern.getType().getProperty(name.getText());
      const direct = property?.getDeclarations() ?? [];
      if (direct.length > 0)
        return direct.flatMap((one) => (one === declaration ? [one] : this.#behind(one)));
    }
    return [declaration];
  }

  /** The function that a declaration declares. */
  functionOf(node: Node): FunctionNode | undefined {
    const { Node: N } = this.#morph;
    if (this.isFunction(node)) return N.isFunctionDeclaration(node) && !node.getBody() ? undefined : node;
    if (N.isVariableDeclaration(node) || N.isPropertyAssignment(node) || N.isPropertyDeclaration(node)) {
      const value = node.getInitializer();
      return this.isFunction(value) ? value : undefined;
    }
    const parent = node.getParent();
    if (N.isBinaryExpression(parent) && parent.getLeft() === node) {
      const value = parent.getRight();
      return this.isFunction(value) ? value : undefined;
    }
    return undefined;
  }
}
