import type { Node, PropertyAssignment } from "ts-morph";
import { placementOf } from "../../model/placement.ts";
import type { Step } from "./carrier.ts";
import type { MorphModule } from "./morph.ts";
import { pathOf } from "./program.ts";

/** What the form of a piece of code says, without asking what its names stand for. */
export class Syntax {
  readonly #morph: MorphModule;

  constructor(morph: MorphModule) {
    this.#morph = morph;
  }

  /** One key on the way to a credential; those of headers are compared without case. */
  step(key: string, node: Node): Step {
    return {
      key: /^authorization$/i.test(key) ? "authorization" : /^headers$/i.test(key) ? "headers" : key,
      node,
    };
  }

  /** The name behind the dot or in the brackets; undefined when it is computed. */
  keyOf(access: Node): string | undefined {
    const { Node: N } = this.#morph;
    if (N.isPropertyAccessExpression(access)) return access.getName();
    const argument = N.isElementAccessExpression(access) ? access.getArgumentExpression() : undefined;
    return N.isStringLiteral(argument) ? argument.getLiteralValue() : undefined;
  }

  /** It is written to here, not read. */
  isTarget(node: Node): boolean {
    const { Node: N } = this.#morph;
    const parent = node.getParent();
    if (N.isBinaryExpression(parent))
      return parent.getLeft() === node && parent.getOperatorToken().getText() === "=";
    return N.isDeleteExpression(parent) || N.isTypeReference(parent) || N.isQualifiedName(parent);
  }

  /** Only asked whether it is there, or what it is. */
  isLookedAt(node: Node): boolean {
    const { Node: N } = this.#morph;
    const parent = node.getParent();
    return (
      N.isPrefixUnaryExpression(parent) ||
      N.isTypeOfExpression(parent) ||
      N.isVoidExpression(parent) ||
      N.isTypeQuery(parent) ||
      N.isTypeReference(parent) ||
      ((N.isIfStatement(parent) || N.isWhileStatement(parent)) && parent.getExpression() === node)
    );
  }

  /** An object in which an authorization is written down. */
  authorizes(node: Node): boolean {
    const { Node: N } = this.#morph;
    return [node, ...node.getDescendants()].some(
      (one) => N.isPropertyAssignment(one) && /^["']?(?:authorization|auth)["']?$/i.test(one.getName()),
    );
  }

  /** The name of a member that is not private. */
  isMember(name: Node): boolean {
    const { Node: N } = this.#morph;
    const declaration = name.getParent();
    if (N.isPropertyAccessExpression(declaration)) return N.isThisExpression(declaration.getExpression());
    return (
      (N.isMethodDeclaration(declaration) ||
        N.isGetAccessorDeclaration(declaration) ||
        N.isPropertyDeclaration(declaration)) &&
      N.isIdentifier(name) &&
      !declaration.hasModifier("private")
    );
  }

  /** It stands in a test. */
  isInTest(node: Node): boolean {
    return placementOf(pathOf(node), "javascript") === "test";
  }

  /** A variable or a field of `this`. */
  isOwn(left: Node): boolean {
    const { Node: N } = this.#morph;
    return (
      N.isIdentifier(left) || (N.isPropertyAccessExpression(left) && N.isThisExpression(left.getExpression()))
    );
  }

  /** A text, an object or a list without content, or no value at all. */
  isNothing(node: Node): boolean {
    return /^(?:""|''|``|undefined|null|false|\{\s*\}|\[\s*\]|void 0)$/.test(node.getText());
  }

  /** Other files may import it, by its own name or as part of what holds it. */
  isExported(name: Node): boolean {
    const { Node: N } = this.#morph;
    const declaration = name.getFirstAncestor(
      (one) => N.isVariableStatement(one) || N.isFunctionDeclaration(one) || N.isClassDeclaration(one),
    );
    if (!declaration) return false;
    if (N.isExportable(declaration) && declaration.isExported()) return true;
    return /\b(?:module\.)?exports\b|^export\b/m.test(name.getSourceFile().getFullText());
  }

  /** `username` and `password` beside other options, as got takes them. */
  halves(node: Node): PropertyAssignment[] | undefined {
    const { Node: N } = this.#morph;
    if (!N.isObjectLiteralExpression(node)) return undefined;
    const parent = node.getParent();
    if ((N.isPropertyAssignment(parent) && parent.getName() === "auth") || N.isVariableDeclaration(parent))
      return undefined;
    const found = node.getProperties().filter((one) => N.isPropertyAssignment(one));
    const halves = found.filter((one) => /^(?:username|password)$/.test(one.getName()));
    return halves.length === 2 ? halves : undefined;
  }

  /** Others may call a function, though no one is seen to. */
  isOffered(fn: Node, name: Node | undefined): boolean {
    const { Node: N } = this.#morph;
    const isMember = N.isMethodDeclaration(fn) || N.isGetAccessorDeclaration(fn);
    return !name || isMember || this.isExported(name);
  }
}
