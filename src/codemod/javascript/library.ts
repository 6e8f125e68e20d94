import type { Node } from "ts-morph";
import type { MorphModule } from "./morph.ts";

/** HTTP clients there are forms for. */
export type LibraryName =
  | "axios"
  | "fetch"
  | "got"
  | "https"
  | "ky"
  | "request"
  | "superagent"
  | "undici"
  | "urlfetch";

/** What a call is made with. */
export interface Library {
  readonly name: LibraryName;
  /** The module it comes from; undefined for what the runtime brings. */
  readonly module?: string;
  /** What stands for the library in the callee: `axios`, `fetch`, `https.request`, `this.client`. */
  readonly base: Node;
  /** `get` of `axios.get`; undefined where the library itself is called. */
  readonly method?: string;
  /** The call that made the instance it is called on: `axios.create({ … })`. */
  readonly instance?: Node;
}

const MODULES: Readonly<Record<string, LibraryName>> = {
  "node-fetch": "fetch",
  "cross-fetch": "fetch",
  "isomorphic-fetch": "fetch",
  "isomorphic-unfetch": "fetch",
  unfetch: "fetch",
  "whatwg-fetch": "fetch",
  undici: "undici",
  axios: "axios",
  got: "got",
  ky: "ky",
  "ky-universal": "ky",
  superagent: "superagent",
  request: "request",
  "request-promise": "request",
  "request-promise-native": "request",
  https: "https",
  "node:https": "https",
};

/** What NestJS hands to a constructor: an axios instance behind observables. */
const NEST = { type: "HttpService", modules: new Set<string>(["@nestjs/axios", "@nestjs/common"]) } as const;

/** Methods that make an instance with defaults. */
const MAKING = new Set(["create", "extend", "defaults", "instance", "agent"]);

/** Tells which HTTP client an expression in a call's place stands for. */
export class Libraries {
  readonly #morph: MorphModule;

  constructor(morph: MorphModule) {
    this.#morph = morph;
  }

  /** What a callee (`fetch`, `axios.get`, `this.client.post`) belongs to; undefined when that is no known client. */
  of(callee: Node, depth = 0): Library | undefined {
    const { Node: N } = this.#morph;
    if (depth > 6) return undefined;
    if (N.isIdentifier(callee)) return this.#named(callee, depth);
    if (N.isParenthesizedExpression(callee)) return this.of(callee.getExpression(), depth + 1);
    if (N.isCallExpression(callee)) return this.#required(callee, callee) ?? this.#made(callee, depth);
    if (!N.isPropertyAccessExpression(callee)) return undefined;
    const name = callee.getName();
    const object = callee.getExpression();
    if (/^(?:globalThis|global|self)$/.test(object.getText()) && name === "fetch")
      return { name: "fetch", base: callee };
    if (N.isThisExpression(object)) return this.#instance(callee.getNameNode(), callee, depth);
    const owner = this.of(object, depth + 1);
    if (owner) {
      if (owner.method !== undefined) return undefined;
      if (name === "default") return { ...owner, base: callee };
      // The instance behind a HttpService, which goes along with it.
      if (name === "axiosRef" && NEST.modules.has(owner.module ?? "")) return owner;
      return owner.name === "undici" && name === "fetch"
        ? { ...owner, name: "fetch", base: callee }
        : { ...owner, method: name };
    }
    return this.#instance(callee.getNameNode(), callee, depth);
  }

  #named(name: Node, depth: number): Library | undefined {
    const { Node: N } = this.#morph;
    if (!N.isIdentifier(name)) return undefined;
    const declarations = name.getSymbol()?.getDeclarations() ?? [];
    if (declarations.length === 0) {
      if (name.getText() === "UrlFetchApp") return { name: "urlfetch", base: name };
      return name.getText() === "fetch" ? { name: "fetch", base: name } : undefined;
    }
    for (const declaration of declarations) {
      const imported = this.#imported(declaration, name);
      if (imported) return imported;
    }
    return this.#instance(name, name, depth);
  }

  #imported(declaration: Node, base: Node): Library | undefined {
    const { Node: N } = this.#morph;
    if (
      N.isImportClause(declaration) ||
      N.isNamespaceImport(declaration) ||
      N.isImportSpecifier(declaration)
    ) {
      const module = declaration
        .getFirstAncestor((one) => N.isImportDeclaration(one))
        ?.asKind(this.#morph.SyntaxKind.ImportDeclaration)
        ?.getModuleSpecifierValue();
      return moduleLibrary(
        module,
        base,
        N.isImportSpecifier(declaration) ? declaration.getName() : undefined,
      );
    }
    if (N.isImportEqualsDeclaration(declaration)) {
      const module = /require\(\s*["']([^"']+)["']/.exec(declaration.getText())?.[1];
      return moduleLibrary(module, base, undefined);
    }
    if (N.isVariableDeclaration(declaration)) {
      const value = declaration.getInitializer();
      return value && this.#required(value, base);
    }
    if (N.isBindingElement(declaration)) {
      const variable = declaration.getFirstAncestor((one) => N.isVariableDeclaration(one));
      const value = N.isVariableDeclaration(variable) ? variable.getInitializer() : undefined;
      const key = declaration.getPropertyNameNode()?.getText() ?? declaration.getName();
      return value && this.#required(value, base, key);
    }
    return undefined;
  }

  /** `require("axios")`, `require("node-fetch").default`, `await import("got")`, an assignment of these. */
  #required(value: Node, base: Node, key?: string): Library | undefined {
    const match = /^(?:await\s+)?(?:require|import)\(\s*["']([^"']+)["']\s*\)(?:\.(\w+))?$/.exec(
      value.getText().replace(/^\(|\)(?=\.)/g, ""),
    );
    return match ? moduleLibrary(match[1], base, key ?? match[2]) : undefined;
  }

  /** A variable, field or parameter that holds an instance made elsewhere. */
  #instance(name: Node, base: Node, depth: number): Library | undefined {
    const { Node: N } = this.#morph;
    if (!N.isIdentifier(name) && !N.isPrivateIdentifier(name)) return undefined;
    const symbol = name.getSymbol();
    const declarations = (symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations() ?? [];
    for (const declaration of declarations) {
      const injected = this.#injected(declaration, base);
      if (injected) return injected;
      const value = this.#valueOf(declaration);
      const made = value && this.#made(value, depth);
      if (made) return { ...made, base };
      const imported = this.#assigned(declaration, base);
      if (imported) return imported;
    }
    return undefined;
  }

  /** `constructor(private readonly http: HttpService) {}` */
  #injected(declaration: Node, base: Node): Library | undefined {
    const { Node: N } = this.#morph;
    if (!N.isParameterDeclaration(declaration) && !N.isPropertyDeclaration(declaration)) return undefined;
    if (declaration.getTypeNode()?.getText() !== NEST.type) return undefined;
    const module = declaration
      .getSourceFile()
      .getImportDeclarations()
      .find((one) => one.getNamedImports().some((name) => name.getName() === NEST.type))
      ?.getModuleSpecifierValue();
    return module !== undefined && NEST.modules.has(module) ? { name: "axios", module, base } : undefined;
  }

  /** `let request; … request = require("got")`. */
  #assigned(declaration: Node, base: Node): Library | undefined {
    const { Node: N } = this.#morph;
    if (!N.isVariableDeclaration(declaration) || declaration.getInitializer()) return undefined;
    const name = declaration.getNameNode();
    if (!N.isIdentifier(name)) return undefined;
    for (const reference of name.findReferencesAsNodes()) {
      const parent = reference.getParent();
      if (N.isBinaryExpression(parent) && parent.getLeft() === reference) {
        const found = this.#required(parent.getRight(), base);
        if (found) return found;
      }
    }
    return undefined;
  }

  #valueOf(declaration: Node): Node | undefined {
    const { Node: N } = this.#morph;
    if (N.isVariableDeclaration(declaration)) return declaration.getInitializer();
    if (N.isPropertyDeclaration(declaration)) {
      const value = declaration.getInitializer();
      if (value) return value;
      const name = declaration.getNameNode();
      if (!N.isIdentifier(name) && !N.isPrivateIdentifier(name)) return undefined;
      for (const reference of name.findReferencesAsNodes()) {
        const access = reference.getParent();
        const parent = access?.getParent();
        if (N.isBinaryExpression(parent) && parent.getLeft() === access) return parent.getRight();
      }
      return undefined;
    }
    const parent = declaration.getParent();
    return N.isBinaryExpression(parent) && parent.getLeft() === declaration ? parent.getRight() : undefined;
  }

  /** `axios.create({ … })`, `got.extend({ … })`. */
  #made(value: Node, depth: number): Library | undefined {
    const { Node: N } = this.#morph;
    const call = N.isParenthesizedExpression(value) ? value.getExpression() : value;
    if (!N.isCallExpression(call)) return undefined;
    const library = this.of(call.getExpression(), depth + 1);
    if (library?.method === undefined || !MAKING.has(library.method)) return undefined;
    const { method: _, ...rest } = library;
    return { ...rest, base: call, instance: library.instance ?? call };
  }

  /** True for a callee that makes an instance. */
  static makes(library: Library): boolean {
    return library.method !== undefined && MAKING.has(library.method);
  }
}

function moduleLibrary(
  module: string | undefined,
  base: Node,
  imported: string | undefined,
): Library | undefined {
  const name = module === undefined ? undefined : MODULES[module];
  if (!name || module === undefined) return undefined;
  if (name === "undici") {
    if (imported === "fetch") return { name: "fetch", module, base };
    return imported === undefined ? { name, module, base } : { name, module, base, method: imported };
  }
  if (imported === undefined || imported === "default" || imported === name || imported === "fetch")
    return { name, module, base };
  return { name, module, base, method: imported };
}
