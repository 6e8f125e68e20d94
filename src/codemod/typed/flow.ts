import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Call, Placed, SourceFile, Syntax } from "./syntax.ts";

/** Where a request goes. */
export interface Sent<File extends SourceFile> {
  /** The calls that send it. */
  readonly senders: readonly Placed<File>[];
  /** Methods and fields that others than the files at hand may get it from. */
  readonly open: readonly Placed<File>[];
}

/** How many names and methods a request may pass between where it is made and where it is sent. */
const MOST_STEPS = 24;

/** Methods that set something in a builder and give it back. */
const SAME =
  /^(?:url|uri|header|addHeader|setHeader|headers|method|get|post|put|delete|patch|head|GET|POST|PUT|DELETE|timeout|version|expectContinue|tag|cacheControl|add|set|addUnsafeNonAscii|removeHeader|(?:connect|read|write|call)Timeout|followRedirects|followSslRedirects|executor|proxy|priority|ssl\w+|cookieHandler|addInterceptor|addNetworkInterceptor|cache|dispatcher|retryOnConnectionFailure|connectionPool|body|accept|contentType|apply|also)$/;

/** Methods that make something with the same header of it. */
const NEXT = /^(?:build|copy|newBuilder|clone|requireNonNull|of|let)$/;

/** Methods that set or tell something else of a request. */
const HARMLESS =
  /^(?:set[A-Z]\w*|is[A-Z]\w*|toString|hashCode|equals|size|isEmpty|getClass|clear\w+|bodyPublisher|addAll)$/;

const READING =
  /^(?:get|getFirst|getOrEmpty|containsKey|containsHeader|firstValue|allValues|header|headers|values|remove|removeAll|removeHeader|map|getRequestPropert\w+|toMultimap|names|name|value)$/;

/** Calls that look at what they are given and do nothing to it. */
const LOOKING = /^(?:print\w*|debug|info|warn|error|trace|log|format|valueOf|String|assert\w*)$/;

/** Constructions that hold what they are given, and are used like it. */
const HOLDING = /^(?:HttpEntity|RequestEntity)$/;

/**
 * Follows what the credential was written into, a request or its builder or its headers, to the calls that send it: along call chains, variables, fields,
 * arguments and results of methods. Undefined when anything else is done with it, or nothing sends it: then something may send it that is not seen.
 */
export function sendersOf<File extends SourceFile>(
  write: Placed<File>,
  files: readonly File[],
  syntax: Syntax,
  isSend: (call: Call, file: File) => boolean,
  writes: readonly Node[],
): Sent<File> | undefined {
  const flow = new Flow(files, syntax, isSend, writes);
  const fine = flow.written(write);
  return fine && flow.senders.length > 0 ? { senders: flow.senders, open: flow.open } : undefined;
}

class Flow<File extends SourceFile> {
  readonly senders: Placed<File>[] = [];
  readonly open: Placed<File>[] = [];
  readonly #files: readonly File[];
  readonly #syntax: Syntax;
  readonly #isSend: (call: Call, file: File) => boolean;
  readonly #writes: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  constructor(
    files: readonly File[],
    syntax: Syntax,
    isSend: (call: Call, file: File) => boolean,
    writes: readonly Node[],
  ) {
    this.#files = files;
    this.#syntax = syntax;
    this.#isSend = isSend;
    this.#writes = new Set(writes.map((node) => `${node.startIndex}:${node.endIndex}`));
  }

  /** From the call that writes: its result goes on, and so does the variable that the chain begins with. */
  written({ file, node }: Placed<File>): boolean {
    const base = this.#baseOf(node);
    if (base && !this.#named({ file, node: base }, nameAt(base), 1, true)) return false;
    return this.#carried({ file, node }, 1);
  }

  /** The variable that a chain of setters is called on. */
  #baseOf(node: Node): Node | undefined {
    let call = this.#syntax.callOf(node);
    while (call?.object) {
      const { object } = call;
      const inner = this.#syntax.callOf(object);
      if (!inner) {
        const name = nameAt(object);
        return /^[A-Z]/.test(name) || name === "" ? undefined : object;
      }
      if (!SAME.test(inner.name)) return undefined;
      call = inner;
    }
    return undefined;
  }

  /** `HttpRequest.newBuilder(uri)`, `new Request.Builder().url(url)`. */
  #isFresh(node: Node): boolean {
    const call = this.#syntax.callOf(node);
    if (!call) return false;
    if (call.makes) return true;
    if (!call.object) return false;
    const inner = this.#syntax.callOf(call.object);
    return inner ? SAME.test(call.name) && this.#isFresh(call.object) : /^[A-Z]/.test(nameAt(call.object));
  }

  /** Where the value of an expression goes. */
  #carried({ file, node }: Placed<File>, steps: number): boolean {
    if (steps > MOST_STEPS) return false;
    const key = `${file.path}:${node.startIndex}:${node.endIndex}:${node.type}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    const usage = this.#syntax.usageOf(node);
    switch (usage.kind) {
      case "dropped":
        return true;
      case "same":
        return this.#carried({ file, node: usage.node }, steps);
      case "receiver":
        return this.#called(file, usage.call, steps);
      case "property":
        return !/headers?|authorization/i.test(usage.name);
      case "argument":
        return this.#handed(file, usage.call, usage.index, steps);
      case "bound":
        return this.#named({ file, node }, usage.name, steps + 1, false);
      case "returned":
        return this.#returned({ file, node }, steps + 1);
      case "lost":
        return false;
    }
  }

  #called(file: File, call: Call, steps: number): boolean {
    if (this.#isSend(call, file)) {
      this.senders.push({ file, node: call.node });
      return true;
    }
    const [key] = call.arguments;
    const { isAuthorization, isLiteral } = this.#syntax;
    const isWrite = this.#writes.has(`${call.node.startIndex}:${call.node.endIndex}`);
    // It reads or removes the header, or sets another one.
    if (!isWrite && isAuthorization(key)) return false;
    if (!isWrite && /^set(?:Basic|Bearer)Auth$/.test(call.name)) return false;
    if (READING.test(call.name) && !isWrite && !(SAME.test(call.name) && call.arguments.length > 0))
      return call.arguments.length > 0 && isLiteral(key);
    if (HARMLESS.test(call.name)) return true;
    if (SAME.test(call.name) || NEXT.test(call.name))
      return call.arguments.length === 0 || call.name !== "let"
        ? this.#carried({ file, node: call.node }, steps + 1)
        : false;
    return /^(?:uri|url|method|timeout|version|setBasicAuth|isHttps)$/.test(call.name);
  }

  #handed(file: File, call: Call, index: number, steps: number): boolean {
    if (this.#isSend(call, file)) {
      this.senders.push({ file, node: call.node });
      return true;
    }
    if (call.makes)
      return HOLDING.test(call.name) ? this.#carried({ file, node: call.node }, steps + 1) : false;
    const targets = this.#declared(call);
    if (targets.length > 1) return false;
    const [target] = targets;
    if (target) {
      const parameter = this.#syntax.parametersOf(target.node)[index];
      const body = this.#syntax.bodyOf(target.node);
      return parameter !== undefined && parameter !== "" && body !== undefined
        ? this.#named({ file: target.file, node: body }, parameter, steps + 1, false)
        : false;
    }
    if (LOOKING.test(call.name)) return true;
    if (/^(?:headers|requireNonNull|of)$/.test(call.name)) {
      const base = this.#baseOf(call.node);
      if (base && !this.#named({ file, node: base }, nameAt(base), steps + 1, true)) return false;
      return this.#carried({ file, node: call.node }, steps + 1);
    }
    return false;
  }

  /** Methods and functions of the files at hand that a call may mean. */
  #declared(call: Call): Placed<File>[] {
    return this.#files.flatMap((file) =>
      [...nodesBelow(file.root)].flatMap((node) =>
        this.#syntax.isCallable(node) &&
        this.#syntax.nameOf(node) === call.name &&
        this.#syntax.parametersOf(node).length >= call.arguments.length
          ? [{ file, node }]
          : [],
      ),
    );
  }

  /** Where a variable goes that is known in the method around a node, or in the class when it is a field; `up` when its callers have it, too. */
  #named({ file, node }: Placed<File>, name: string, steps: number, up: boolean): boolean {
    const syntax = this.#syntax;
    if (steps > MOST_STEPS || name === "") return false;
    const callable =
      (node.parent && syntax.isCallable(node.parent) ? node.parent : syntax.callableAround(node)) ??
      initializerAround(node);
    const own = callable && syntax.declares(callable, name) ? callable : undefined;
    const field = own ? undefined : syntax.fieldOf(name, file.root);
    const scope = own ?? (field ? file.root : undefined);
    if (!scope) return false;
    const key = `${file.path}:${scope.startIndex}:${name}:${up}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    if (field && !syntax.isPrivate(field)) this.open.push({ file, node: field });
    for (const identifier of nodesBelow(scope)) {
      if (identifier.text !== name) continue;
      const variable = syntax.variableAt(identifier);
      if (!variable || (field && this.#isHidden(identifier, variable, name))) continue;
      if (!this.#carried({ file, node: variable }, steps + 1)) return false;
    }
    const position = own ? syntax.parametersOf(own).indexOf(name) : -1;
    if (!up || position < 0 || !own) return true;
    return this.#calls({ file, node: own }, (call) => {
      const argument = call.call.arguments[position];
      // Made in place: nobody else has it.
      if (argument && this.#isFresh(argument)) return true;
      const given = argument && syntax.variableAt(argument);
      return given ? this.#named({ file: call.file, node: given }, nameAt(given), steps + 1, true) : false;
    });
  }

  /** A variable of a method that has the name of the field. */
  #isHidden(identifier: Node, variable: Node, name: string): boolean {
    if (variable.id !== identifier.id) return false;
    const around = this.#syntax.callableAround(identifier);
    return around !== undefined && this.#syntax.declares(around, name);
  }

  #returned({ file, node }: Placed<File>, steps: number): boolean {
    const method = this.#syntax.callableAround(node);
    if (!method) return false;
    const key = `${file.path}:${method.startIndex}:returned`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return this.#calls({ file, node: method }, ({ file: other, call }) =>
      this.#carried({ file: other, node: call.node }, steps + 1),
    );
  }

  /** Looks at all calls of a method; one that is handed on as a value may be called by anybody. */
  #calls(
    { file: home, node: method }: Placed<File>,
    look: (call: { readonly file: File; readonly call: Call }) => boolean,
  ): boolean {
    const { nameOf, parametersOf, callOf, isReference, isPrivate } = this.#syntax;
    const name = nameOf(method);
    const count = parametersOf(method).length;
    // Another one by that name may take its place: a class that extends this one does something else there.
    if (name === "" || (!isPrivate(method) && this.#isDeclaredAgain(method, name, count))) return false;
    let found = false;
    for (const file of this.#files)
      for (const node of nodesBelow(file.root)) {
        if (/identifier$/.test(node.type) && node.text === name && isReference(node)) return false;
        const call = callOf(node);
        if (call?.name !== name || call.makes || call.arguments.length > count) continue;
        found = true;
        if (!look({ file, call })) return false;
      }
    if (!isPrivate(method)) this.open.push({ file: home, node: method });
    return found || isPrivate(method);
  }

  #isDeclaredAgain(method: Node, name: string, count: number): boolean {
    const { isCallable, nameOf, parametersOf, bodyOf } = this.#syntax;
    return this.#files.some(({ root }) =>
      [...nodesBelow(root)].some(
        (node) =>
          node.id !== method.id &&
          isCallable(node) &&
          nameOf(node) === name &&
          parametersOf(node).length === count &&
          bodyOf(node) !== undefined,
      ),
    );
  }
}

/** The outermost lambda around a node that stands in no method: a field's. */
function initializerAround(node: Node): Node | undefined {
  let found: Node | undefined;
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:lambda_expression|lambda_literal|static_initializer)$/.test(up.type)) found = up;
  return found;
}

/** The name of a variable or a member. */
const nameAt = (node: Node): string => /(\w+)(?:!!)?$/.exec(node.text.slice(-120))?.[1] ?? "";
