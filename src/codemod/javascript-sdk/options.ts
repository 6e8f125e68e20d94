import type {
  Node,
  ObjectLiteralElementLike,
  PropertyAssignment,
  ShorthandPropertyAssignment,
} from "ts-morph";
import type { Span } from "../../model/fact.ts";
import { type Program, pathOf } from "../javascript/program.ts";
import { type Invocation, Symbols } from "../javascript/symbols.ts";
import type { Site } from "../recipe.ts";

/** The construction of an SDK's client. */
export interface Construction {
  readonly call: Invocation;
  /** Its first argument. */
  readonly options: Node;
  /** Properties of object literals, here or elsewhere, that hold the credential and nothing else reads. */
  readonly credentials: readonly ObjectLiteralElementLike[];
  /** Such properties that other code reads, too, each as `path: name`. */
  readonly kept: readonly string[];
  /** Names of all options, as far as they are written down. */
  readonly keys: readonly string[];
  /** The function that callers outside of the repository hand the credential to. */
  readonly owner: string | undefined;
}

/** Finds the construction that a site is about, and where its options get the credential; undefined when it is no such call. */
export async function constructionOf(
  site: Site,
  program: Program,
  wanted: { readonly callee: RegExp; readonly keys: ReadonlySet<string> },
): Promise<Construction | undefined> {
  const { path } = site.file;
  const file = await program.openWithImports(path);
  const { Node: N, SyntaxKind } = program.morph;
  const { match, roots, userRoots, hops, related } = site.use;
  if (!file) return undefined;
  const isMade = (node: Node | undefined): node is Invocation =>
    (N.isCallExpression(node) || N.isNewExpression(node)) &&
    wanted.callee.test(node.getExpression().getText()) &&
    (node.getArguments()?.length ?? 0) > 0;
  const around = [match.at, match.token?.at, match.user?.at].flatMap((at) => {
    let node: Node | undefined = at && program.nodeAt(file, at);
    while (node && !isMade(node)) node = node.getParent();
    return node && isMade(node) ? [node] : [];
  });
  const all = [
    ...file.getDescendantsOfKind(SyntaxKind.CallExpression),
    ...file.getDescendantsOfKind(SyntaxKind.NewExpression),
  ].filter(isMade);
  const call = around[0] ?? (all.length === 1 ? all[0] : undefined);
  const options = call?.getArguments()[0];
  if (!call || !options) return undefined;
  const places: { path: string; at: Span }[] = [
    ...[match.token?.at, match.user?.at].flatMap((at) => (at ? [{ path, at }] : [])),
    ...[...roots, ...userRoots, ...hops, ...related].flatMap((one) => [
      { path: one.path, at: one.at },
      ...("hops" in one ? one.hops.map((hop) => ({ path: hop.path, at: hop.at })) : []),
    ]),
  ];
  const objects = new Set<Node>();
  if (N.isObjectLiteralExpression(options)) objects.add(options);
  for (const place of places) {
    const object = await objectAt(place, program, wanted.keys);
    if (object) objects.add(object);
  }
  const found = credentialsIn(objects, program, wanted.keys);
  return { call, options, ...found, owner: ownerOf(found.credentials, program) };
}

/** The function whose parameters the credential is made of, when nothing in the repository calls it. */
function ownerOf(credentials: readonly ObjectLiteralElementLike[], program: Program): string | undefined {
  const { Node: N } = program.morph;
  const symbols = new Symbols(program);
  for (const property of credentials) {
    const value = N.isPropertyAssignment(property) ? property.getInitializer() : undefined;
    const symbol = N.isShorthandPropertyAssignment(property)
      ? property.getValueSymbol()
      : N.isIdentifier(value)
        ? value.getSymbol()
        : undefined;
    for (const declaration of symbol?.getDeclarations() ?? []) {
      const parameter = [declaration, ...declaration.getAncestors()].find((one) =>
        N.isParameterDeclaration(one),
      );
      const fn = parameter && symbols.functionAround(parameter);
      if (!fn || N.isConstructorDeclaration(fn)) continue;
      const { calls, escapes } = symbols.callSites(fn);
      if (escapes || calls.length === 0) return symbols.nameOf(fn)?.getText() ?? "a function";
    }
  }
  return undefined;
}

/** The object literal in which a value stands under one of the keys. */
async function objectAt(
  { path, at }: { readonly path: string; readonly at: Span },
  program: Program,
  keys: ReadonlySet<string>,
): Promise<Node | undefined> {
  const file = await program.open(path);
  const { Node: N } = program.morph;
  let node: Node | undefined = file && program.nodeAt(file, at);
  for (; node && !N.isStatement(node); node = node.getParent())
    if ((N.isPropertyAssignment(node) || N.isShorthandPropertyAssignment(node)) && keys.has(node.getName()))
      return node.getParent();
  return undefined;
}

function credentialsIn(
  objects: ReadonlySet<Node>,
  program: Program,
  keys: ReadonlySet<string>,
): Pick<Construction, "credentials" | "kept" | "keys"> {
  const { Node: N } = program.morph;
  const symbols = new Symbols(program);
  const names: string[] = [];
  const found: (PropertyAssignment | ShorthandPropertyAssignment)[] = [];
  for (const object of objects) {
    if (!N.isObjectLiteralExpression(object)) continue;
    for (const property of object.getProperties()) {
      if (!N.isPropertyAssignment(property) && !N.isShorthandPropertyAssignment(property)) continue;
      const name = property.getName().replace(/^["']|["']$/g, "");
      names.push(name);
      if (keys.has(name)) found.push(property);
    }
  }
  const isGone = (node: Node): boolean =>
    node.getAncestors().some((one) => found.some((gone) => gone === one));
  const isRead = (property: Node): boolean =>
    N.isPropertyAssignment(property) &&
    symbols.references(property.getNameNode()).some((one) => !isDeclaration(one, program) && !isGone(one));
  return {
    credentials: found.filter((one) => !isRead(one)),
    kept: found.filter(isRead).map((one) => `${pathOf(one)}: ${one.getName()}`),
    keys: names,
  };
}

/** The same key in a type or in another object. */
function isDeclaration(node: Node, { morph: { Node: N } }: Program): boolean {
  const parent = node.getParent();
  return N.isPropertySignature(parent) || N.isPropertyAssignment(parent) || N.isPropertyDeclaration(parent);
}
