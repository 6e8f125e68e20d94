import type {
  BindingElement,
  CallExpression,
  ImportSpecifier,
  NewExpression,
  Node,
  ParameterDeclaration,
  VariableDeclaration,
} from "ts-morph";
import type { Program } from "./program.ts";
import { Symbols } from "./symbols.ts";

/** Calls that only make a value. */
const PURE =
  /^(?:Buffer\.from|btoa|String|Number|Boolean|encodeURIComponent|(?:\w+\.)?(?:encode|base64)|getEnv|env|requireEnv|require|Buffer)$|\.(?:toString|trim|replace|replaceAll|toLowerCase|toUpperCase|join|concat|slice|get|getProperty|getScriptProperties|split)$/;

/** Finds declarations that are of no use once other nodes are gone. */
export class Dead {
  readonly #program: Program;
  readonly #symbols: Symbols;
  readonly #isGone: (node: Node) => boolean;

  constructor(program: Program, isGone: (node: Node) => boolean) {
    this.#program = program;
    this.#symbols = new Symbols(program);
    this.#isGone = isGone;
  }

  /** What a name in a node that is gone declared, with all that has to go along; empty while it is used. */
  by(name: Node): Node[] {
    const { Node: N } = this.#program.morph;
    if (!N.isIdentifier(name) && !N.isPrivateIdentifier(name)) return [];
    const declarations = new Set([
      ...(name.getSymbol()?.getDeclarations() ?? []),
      ...this.#symbols.definitions(name),
    ]);
    return [...declarations].flatMap((one) => (this.#isGone(one) ? [] : this.#declared(one)));
  }

  #declared(declaration: Node): Node[] {
    const { Node: N } = this.#program.morph;
    if (N.isVariableDeclaration(declaration)) return this.#variable(declaration);
    if (N.isBindingElement(declaration)) return this.#element(declaration);
    if (N.isFunctionDeclaration(declaration)) return this.#function(declaration, declaration.getNameNode());
    if (N.isMethodDeclaration(declaration) && declaration.getScope() === "private")
      return this.#function(declaration, declaration.getNameNode());
    if (N.isParameterDeclaration(declaration)) return this.#parameter(declaration);
    if (N.isPropertyDeclaration(declaration)) return this.#field(declaration);
    if (N.isPropertyAssignment(declaration)) return this.#entry(declaration);
    if (N.isImportSpecifier(declaration)) return this.#imported(declaration);
    if (N.isPropertySignature(declaration)) return this.#signature(declaration);
    return [];
  }

  #imported(specifier: ImportSpecifier): Node[] {
    const name = specifier.getAliasNode() ?? specifier.getNameNode();
    const file = specifier.getSourceFile();
    const used = this.#symbols.references(name).filter((one) => one.getSourceFile() === file);
    if (used.some((one) => !this.#isGone(one))) return [];
    const whole = specifier.getImportDeclaration();
    const all = whole.getNamedImports().every((one) => one === specifier || this.#isGone(one));
    return [all && !whole.getDefaultImport() ? whole : specifier];
  }

  /** A member of an interface that is only written: it goes with what writes it. */
  #signature(declaration: Node): Node[] {
    const { Node: N } = this.#program.morph;
    if (!N.isPropertySignature(declaration)) return [];
    const gone: Node[] = [declaration];
    for (const reference of this.#symbols.references(declaration.getNameNode())) {
      if (this.#isGone(reference)) continue;
      const parent = reference.getParent();
      if (N.isShorthandPropertyAssignment(parent)) gone.push(parent);
      else if (
        N.isPropertyAssignment(parent) &&
        parent.getNameNode() === reference &&
        this.#isPure(parent.getInitializer() ?? parent)
      )
        gone.push(parent);
      else return [];
    }
    return gone;
  }

  #variable(declaration: VariableDeclaration): Node[] {
    const { Node: N } = this.#program.morph;
    const name = declaration.getNameNode();
    const statement = declaration.getVariableStatement();
    const value = declaration.getInitializer();
    if (!N.isIdentifier(name) || !statement) return [];
    if (this.#symbols.functionOf(declaration)) return this.#function(declaration, name);
    if (statement.isExported()) return [];
    if (value && !this.#isPure(value)) return [];
    const rest = this.#symbols.references(name).filter((one) => !this.#isGone(one));
    return rest.length === 0 ? [declaration] : [];
  }

  /** A function that no one calls any more, with the entry that exports it: of a file whose importers were looked at. */
  #function(declaration: Node, name: Node | undefined): Node[] {
    const { Node: N } = this.#program.morph;
    if (!name) return [];
    const exports: Node[] = [];
    for (const reference of this.#symbols.references(name)) {
      if (this.#isGone(reference)) continue;
      const entry = reference.getParent();
      if (
        this.#symbols.exportedAs(reference) === undefined ||
        !entry ||
        (!N.isShorthandPropertyAssignment(entry) && !N.isPropertyAssignment(entry))
      )
        return [];
      exports.push(entry);
    }
    return this.#isFinal(declaration) ? [declaration, ...exports] : [];
  }

  /** False for what ES modules export: tidying asks all files for the name. */
  #isFinal(declaration: Node): boolean {
    const { Node: N } = this.#program.morph;
    const whole = N.isVariableDeclaration(declaration) ? declaration.getVariableStatement() : declaration;
    return !N.isExportable(whole) || !whole.isExported();
  }

  #element(element: BindingElement): Node[] {
    const { Node: N } = this.#program.morph;
    const variable = element.getFirstAncestor(
      (one) => N.isVariableDeclaration(one) || N.isParameterDeclaration(one),
    );
    const name = element.getNameNode();
    const pattern = element.getParent();
    if (!N.isIdentifier(name) || !N.isObjectBindingPattern(pattern)) return [];
    // What is left out would become part of the rest.
    const elements = pattern.getElements();
    if (elements.some((one) => one.getDotDotDotToken())) return [];
    const file = element.getSourceFile();
    const used = this.#symbols.references(name).filter((one) => one !== name && one.getSourceFile() === file);
    if (used.some((one) => !this.#isGone(one))) return [];
    if (!N.isVariableDeclaration(variable)) return elements.length > 1 ? [element] : [];
    const value = variable.getInitializer();
    const all = elements.every((one) => one === element || this.#isGone(one));
    return all && value && this.#isPure(value) && variable.getNameNode() === pattern ? [variable] : [element];
  }

  #parameter(parameter: ParameterDeclaration): Node[] {
    const { Node: N } = this.#program.morph;
    const name = parameter.getNameNode();
    const fn = this.#symbols.functionAround(name);
    if (!N.isIdentifier(name) || !fn || parameter.isRestParameter()) return [];
    if (this.#symbols.references(name).some((one) => !this.#isGone(one))) return [];
    const index = fn.getParameters().indexOf(parameter);
    const calls = N.isConstructorDeclaration(fn) ? this.#constructions(fn) : this.#calls(fn);
    if (!calls) return [];
    const given: Node[] = [];
    for (const call of calls) {
      if (!N.isCallExpression(call) && !N.isNewExpression(call)) return [];
      const list = call.getArguments();
      if (list.some((one) => N.isSpreadElement(one))) return [];
      const argument = list[index];
      if (!argument) continue;
      if (!this.#isPure(argument)) return [];
      given.push(argument);
    }
    return [parameter, ...given];
  }

  #calls(fn: Parameters<Symbols["callSites"]>[0]): readonly Node[] | undefined {
    const { Node: N } = this.#program.morph;
    if (N.isMethodDeclaration(fn) && fn.getParent()?.getText().includes("implements")) return undefined;
    const { calls, escapes } = this.#symbols.callSites(fn);
    return escapes || calls.length === 0 ? undefined : calls;
  }

  #constructions(fn: Node): readonly Node[] | undefined {
    const { Node: N } = this.#program.morph;
    const owner = fn.getParent();
    const name = N.isClassDeclaration(owner) ? owner.getNameNode() : undefined;
    if (!name) return undefined;
    const calls: Node[] = [];
    for (const reference of this.#symbols.references(name)) {
      const parent = reference.getParent();
      if (N.isNewExpression(parent) && parent.getExpression() === reference) calls.push(parent);
      else if (N.isExpressionWithTypeArguments(parent)) return undefined;
    }
    return calls.length === 0 ? undefined : calls;
  }

  /** A private field that is only written to goes with what writes it. */
  #field(declaration: Node): Node[] {
    const { Node: N } = this.#program.morph;
    if (!N.isPropertyDeclaration(declaration)) return [];
    const name = declaration.getNameNode();
    return N.isPrivateIdentifier(name) || declaration.getScope() === "private" ? this.field(name) : [];
  }

  /** What declares and writes a field, or an entry of an object, named in one of these places; empty while something reads it. In JavaScript it may have no declaration. */
  field(name: Node): Node[] {
    const { Node: N } = this.#program.morph;
    const isDeclaring = (node: Node | undefined): boolean =>
      N.isPropertyDeclaration(node) || N.isPropertyAssignment(node);
    const gone: Node[] = [];
    for (const declaration of name.getSymbol()?.getDeclarations() ?? []) {
      if (!N.isPropertyDeclaration(declaration) && !N.isPropertyAssignment(declaration)) continue;
      const value = declaration.getInitializer();
      if (value && !this.#isPure(value)) return [];
      gone.push(declaration);
    }
    const isDeclared = isDeclaring(name.getParent());
    for (const reference of [...(isDeclared ? [] : [name]), ...this.#symbols.references(name)]) {
      if (this.#isGone(reference) || isDeclaring(reference.getParent())) continue;
      const access = this.#symbols.accessOf(reference);
      const assignment = access.getParent();
      const statement = assignment?.getParent();
      if (
        !N.isBinaryExpression(assignment) ||
        assignment.getLeft() !== access ||
        !N.isExpressionStatement(statement)
      )
        return [];
      if (assignment.getOperatorToken().getText() !== "=" || !this.#isPure(assignment.getRight())) return [];
      gone.push(statement);
    }
    return gone;
  }

  /** An entry of an object that is only ever asked for single entries. */
  #entry(entry: Node): Node[] {
    const { Node: N } = this.#program.morph;
    if (!N.isPropertyAssignment(entry)) return [];
    const value = entry.getInitializer();
    const holder = entry.getParent()?.getParent();
    const name = N.isVariableDeclaration(holder) ? holder.getNameNode() : undefined;
    if (!value || !N.isIdentifier(name) || !this.#isPure(value)) return [];
    // By its name in all files: what a type says of it may be another declaration.
    const key = entry.getName();
    for (const reference of this.#symbols.references(name)) {
      const parent = reference.getParent();
      if (this.#isGone(reference)) continue;
      if (!N.isPropertyAccessExpression(parent) || parent.getExpression() !== reference) return [];
      if (parent.getName() === key) return [];
    }
    return [entry];
  }

  #isPure(value: Node): boolean {
    const { Node: N } = this.#program.morph;
    return [value, ...value.getDescendants()].every((node) => {
      if (N.isAwaitExpression(node) || N.isYieldExpression(node) || N.isPostfixUnaryExpression(node))
        return false;
      if (N.isBinaryExpression(node)) return !/^[^=!<>]*=$/.test(node.getOperatorToken().getText());
      if (N.isCallExpression(node) || N.isNewExpression(node))
        return PURE.test(node.getExpression().getText()) || this.#readsSetting(node);
      return true;
    });
  }

  /** A function of the repository that only looks up a variable of the environment, and complains when it is not set. */
  #readsSetting(call: CallExpression | NewExpression): boolean {
    const { Node: N } = this.#program.morph;
    const fn = this.#symbols.callee(call);
    if (!fn || !/\bprocess\.env\b/.test(fn.getText())) return false;
    return fn.getDescendants().every((node) => {
      if (N.isAwaitExpression(node) || N.isYieldExpression(node) || N.isDeleteExpression(node)) return false;
      if (N.isBinaryExpression(node)) return !/^[^=!<>]*=$/.test(node.getOperatorToken().getText());
      if (N.isNewExpression(node)) return /Error$/.test(node.getExpression().getText());
      return !N.isCallExpression(node) || PURE.test(node.getExpression().getText());
    });
  }
}
