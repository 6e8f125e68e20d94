import type { Node, SourceFile } from "ts-morph";
import { type Program, pathOf } from "./program.ts";

/** What other files call an export, and whether some get it in a way that is not followed. */
export interface Imported {
  readonly uses: readonly Node[];
  readonly isOpen: boolean;
}

/** Names of members that requests, responses and settings have, too. */
export const COMMON = /^(?:auth|client|config|data|defaults|headers|options|params|url)$/;
const MESSAGE = /^(?:\w*res(?:p|ponse)?|\w*req(?:uest)?|r|e|err|error|event|init|opts|options|config)$/i;

/** What other files call a key of a module that they get with `require`; "" is the whole module. */
export function required(path: string, key: string, program: Program): Imported {
  const { Node: N, SyntaxKind } = program.morph;
  const found: Node[] = [];
  let isOpen = false;
  for (const file of program.files) {
    const from = pathOf(file);
    if (from === path || !file.getFullText().includes("require")) continue;
    for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
      const [argument] = call.getArguments();
      if (call.getExpression().getText() !== "require" || !N.isStringLiteral(argument)) continue;
      if (program.resolve(from, argument.getLiteralValue()) !== path) continue;
      const taken = takenFrom(call, key, program);
      found.push(...taken.uses);
      isOpen ||= taken.isOpen;
    }
  }
  return { uses: found, isOpen };
}

/** Names that stand for a key of a value where it is put into a variable, or taken at once. */
function takenFrom(value: Node, key: string, program: Program): Imported {
  const { Node: N } = program.morph;
  const parent = value.getParent();
  const none = { uses: [], isOpen: false };
  if (N.isPropertyAccessExpression(parent)) {
    if (key === "") return { uses: [value], isOpen: false };
    return parent.getName() === key ? { uses: [parent.getNameNode()], isOpen: false } : none;
  }
  if (key === "" && (N.isCallExpression(parent) || N.isNewExpression(parent)))
    return { uses: [value], isOpen: false };
  // Only run, or looked at.
  if (N.isExpressionStatement(parent) || N.isTypeOfExpression(parent)) return none;
  const name = N.isVariableDeclaration(parent) ? parent.getNameNode() : undefined;
  if (N.isIdentifier(name)) {
    const uses = name.findReferencesAsNodes().filter((one) => one !== name);
    if (key === "") return { uses, isOpen: false };
    const all = uses.flatMap((one) => (one.getParent() === parent ? [] : takenFrom(one, key, program)));
    return { uses: all.flatMap((one) => one.uses), isOpen: all.some((one) => one.isOpen) };
  }
  if (!N.isObjectBindingPattern(name)) return { uses: [], isOpen: true };
  const elements = name.getElements();
  return {
    uses: elements.flatMap((element) => {
      if ((element.getPropertyNameNode()?.getText() ?? element.getName()) !== key) return [];
      const local = element.getNameNode();
      return N.isIdentifier(local) ? local.findReferencesAsNodes().filter((one) => one !== local) : [];
    }),
    isOpen: elements.some(
      (one) => one.getDotDotDotToken() !== undefined || N.isComputedPropertyName(one.getPropertyNameNode()),
    ),
  };
}

/** What other files call the default export of a module. */
export function imported(
  path: string,
  key: "default",
  program: Program,
  references: (name: Node) => readonly Node[],
): Imported {
  const uses: Node[] = [];
  let isOpen = program.isUnfollowed(path);
  for (const file of program.files) {
    const from = pathOf(file);
    for (const declaration of file.getImportDeclarations()) {
      if (program.resolve(from, declaration.getModuleSpecifierValue()) !== path) continue;
      const name =
        declaration.getDefaultImport() ??
        declaration
          .getNamedImports()
          .filter((one) => one.getName() === key)
          .map((one) => one.getAliasNode() ?? one.getNameNode())[0];
      if (name) uses.push(...references(name));
      if (declaration.getNamespaceImport()) isOpen = true;
    }
    for (const declaration of file.getExportDeclarations())
      if (program.resolve(from, declaration.getModuleSpecifierValue() ?? "") === path) isOpen = true;
    if (/\b(?:require|import)\s*\(/.test(file.getFullText()) && mentions(file, path, program)) isOpen = true;
  }
  return { uses, isOpen };
}

/** A file gets a module by a call. */
function mentions(file: Node, path: string, program: Program): boolean {
  const { Node: N, SyntaxKind } = program.morph;
  return file.getDescendantsOfKind(SyntaxKind.CallExpression).some((call) => {
    const [argument] = call.getArguments();
    return (
      /^(?:require|import)$/.test(call.getExpression().getText()) &&
      N.isStringLiteral(argument) &&
      program.resolve(pathOf(file), argument.getLiteralValue()) === path
    );
  });
}

/** A member of a class or object is asked for by its name where the compiler does not know of what; or a namespace is handed on whole. */
export function isMemberOpen(name: Node, program: Program, references: () => readonly Node[]): boolean {
  const { Node: N } = program.morph;
  const declaration = name.getParent();
  if (isNamespaceOpen(name, program)) return true;
  const isMethod = N.isMethodDeclaration(declaration) || N.isGetAccessorDeclaration(declaration);
  const isField =
    N.isPropertyDeclaration(declaration) ||
    N.isParameterDeclaration(declaration) ||
    (N.isPropertyAccessExpression(declaration) && N.isThisExpression(declaration.getExpression()));
  if (!N.isIdentifier(name) || (!isMethod && !isField) || name.getText() === "constructor") return false;
  if (N.isParameterDeclaration(declaration) && !declaration.isParameterProperty()) return false;
  const holder = declaration?.getParent();
  if (
    isField &&
    N.isPropertyDeclaration(declaration) &&
    declaration.isStatic() &&
    N.isClassDeclaration(holder)
  ) {
    const own = holder.getNameNode();
    // The class is handed on, and its static fields with it.
    const uses = own?.findReferencesAsNodes().map((one) => one.getParent()) ?? [];
    if (uses.some((one) => N.isSpreadAssignment(one) || N.isVariableDeclaration(one))) return true;
  }
  const key = name.getText();
  if (program.isCommon(N.isMethodDeclaration(declaration) ? `${key}(` : key)) return true;
  let known: Set<Node> | undefined;
  for (const file of program.files) {
    if (!file.getFullText().includes(key)) continue;
    if (!COMMON.test(key) && isTakenUnseen(file, key, program)) return true;
    for (const access of file.getDescendantsOfKind(program.morph.SyntaxKind.PropertyAccessExpression)) {
      if (access.getName() !== key || access.getNameNode().getSymbol()) continue;
      const called = N.isCallExpression(access.getParent());
      const object = access.getExpression().getText();
      if (COMMON.test(key) && (isField || !called) && (called || MESSAGE.test(object))) continue;
      known ??= new Set(references());
      if (!known.has(access.getNameNode()) && !known.has(access)) return true;
    }
  }
  return false;
}

/** A member is taken by a pattern, or in brackets, out of what the compiler does not know. */
function isTakenUnseen(file: SourceFile, key: string, { morph }: Program): boolean {
  const { Node: N, SyntaxKind } = morph;
  return (
    file.getDescendantsOfKind(SyntaxKind.BindingElement).some((one) => {
      const pattern = one.getParent();
      const name = one.getPropertyNameNode()?.getText() ?? one.getName();
      return (
        N.isObjectBindingPattern(pattern) &&
        name === key &&
        !pattern
          .getType()
          .getProperty(key)
          ?.getDeclarations()
          .some((known) => known !== one)
      );
    }) ||
    file.getDescendantsOfKind(SyntaxKind.ElementAccessExpression).some((one) => {
      const argument = one.getArgumentExpression();
      return (
        N.isStringLiteral(argument) &&
        argument.getLiteralValue() === key &&
        one.getExpression().getType().getProperty(key) === undefined
      );
    })
  );
}

/** A module's namespace is used otherwise than by asking it for a name. */
function isNamespaceOpen(name: Node, program: Program): boolean {
  const { Node: N } = program.morph;
  const path = pathOf(name);
  return program.files.some((file) =>
    file.getImportDeclarations().some((declaration) => {
      const space = declaration.getNamespaceImport();
      if (!space || program.resolve(pathOf(file), declaration.getModuleSpecifierValue()) !== path)
        return false;
      return space.findReferencesAsNodes().some((one) => {
        const parent = one.getParent();
        return (
          one !== space &&
          !N.isNamespaceImport(parent) &&
          !N.isPropertyAccessExpression(parent) &&
          !N.isQualifiedName(parent)
        );
      });
    }),
  );
}
