import type { Node } from "ts-morph";
import type { Carrier, Following } from "./carrier.ts";
import { Libraries, type Library } from "./library.ts";
import type { Program } from "./program.ts";
import { type Invocation, Symbols } from "./symbols.ts";

const ENCODING =
  /(?:^|\.)(?:from|btoa|encode|encodeURI|encodeURIComponent|toBase64|base64|base64Encode|encodeBase64|String|Buffer|utf8encode|parse|stringify)$/i;
const HEADER_SETTING = /^(?:set|append|setHeader|header|setRequestHeader)$/;
const SENT_AS =
  /^(?:(?:headers\.)?(?:common\.|get\.|post\.)?authorization|auth|(?:defaults|options)\..*|username|password)$/;
const LOGGING = /^(?:console|log|logger|debug)\b/;

/** Follows credentials into calls: of libraries, of helpers that encode, of the repository's functions. */
export class Calls {
  readonly #program: Program;
  readonly #tracker: Following;
  readonly #symbols: Symbols;
  readonly #libraries: Libraries;

  constructor(program: Program, tracker: Following) {
    this.#program = program;
    this.#tracker = tracker;
    this.#symbols = new Symbols(program);
    this.#libraries = new Libraries(program.morph);
  }

  /** A credential, or an object with it, that is given to a call. */
  argument(carrier: Carrier, call: Invocation): void {
    const { Node: N } = this.#program.morph;
    const { node, path } = carrier;
    const index = call.getArguments().indexOf(node);
    if (index < 0) {
      // An object that is called.
      this.#tracker.drop(carrier, call);
      return;
    }
    const callee = call.getExpression();
    if (path.length === 0) {
      this.#rawArgument(carrier, call, index);
      return;
    }
    const library = this.#libraries.of(callee);
    const spelled = path.map((step) => step.key).join(".");
    const sink = path.at(-1)?.node;
    const text = callee.getText();
    if (/^(?:Object\.assign|_\.(?:merge|assign|extend|defaults|defaultsDeep)|merge|deepmerge)$/.test(text)) {
      this.#tracker.follow({ ...carrier, node: call });
      const target = call.getArguments()[0];
      // An object that is made there is what the call gives.
      if (target && target !== node && !N.isObjectLiteralExpression(target))
        this.#tracker.object(target, carrier, call);
      return;
    }
    if (/^(?:Object\.(?:freeze|seal)|structuredClone|_\.clone(?:Deep)?)$/.test(text)) {
      this.#tracker.follow({ ...carrier, node: call });
      return;
    }
    if (/^(?:Object\.keys|Boolean)$/.test(text) || LOGGING.test(text)) return;
    if (text === "JSON.stringify" && this.#isLogged(call)) return;
    if (/^(?:\w+\.)?(?:Headers|Request|AxiosHeaders)(?:\.from)?$/.test(text) && !this.#symbols.callee(call)) {
      this.#tracker.follow({ ...carrier, node: call });
      return;
    }
    if (library && sink && SENT_AS.test(spelled)) {
      this.#tracker.sendings.push({ call, library, sink, through: carrier.frames.map((frame) => frame.fn) });
      return;
    }
    if (!this.#enter(carrier, call, index)) this.#tracker.drop(carrier, call);
  }

  /** Follows an argument into the function that is called. False when that is not known, or more than one. */
  #enter(carrier: Carrier, call: Invocation, index: number): boolean {
    const fn = this.#symbols.callee(call);
    const parameter = fn?.getParameters()[index];
    if (!fn || !parameter || !this.#symbols.isOnlyOne(call, fn)) return false;
    const inside = carrier.frames.some((frame) => frame.fn === fn);
    const frames = inside ? carrier.frames : [...carrier.frames, { fn, call }];
    this.#tracker.bind(parameter.getNameNode(), { ...carrier, frames });
    return true;
  }

  #isLogged(call: Node): boolean {
    const { Node: N } = this.#program.morph;
    const outer = call.getFirstAncestor((one) => N.isCallExpression(one) || N.isStatement(one));
    return N.isCallExpression(outer) && LOGGING.test(outer.getExpression().getText());
  }

  #rawArgument(carrier: Carrier, call: Invocation, index: number): void {
    const { Node: N } = this.#program.morph;
    const callee = call.getExpression();
    const name = N.isPropertyAccessExpression(callee) ? callee.getName() : callee.getText();
    const first = call.getArguments()[0];
    if (
      N.isPropertyAccessExpression(callee) &&
      HEADER_SETTING.test(name) &&
      index === 1 &&
      N.isStringLiteral(first) &&
      /^authorization$/i.test(first.getLiteralValue())
    )
      return void this.#headerCall(carrier, call, callee.getExpression());
    if (this.#enter(carrier, call, index)) return;
    if (ENCODING.test(callee.getText())) {
      this.#tracker.follow({ ...carrier, node: call });
      return;
    }
    this.#tracker.block(call, "goes into a call that is not known");
  }

  /** `headers.set("Authorization", …)`, `request(…).set("Authorization", …)`. */
  #headerCall(carrier: Carrier, call: Invocation, object: Node): void {
    const root = this.#chainRoot(object);
    if (!this.#tracker.sinks.includes(call)) this.#tracker.sinks.push(call);
    if (root) {
      this.#tracker.sendings.push({ ...root, sink: call, through: carrier.frames.map((frame) => frame.fn) });
      return;
    }
    this.#tracker.object(object, { ...carrier, path: [{ key: "authorization", node: call }] }, call);
  }

  /** `….auth(user, token)`. */
  isAuthCall(call: Node): boolean {
    const { Node: N } = this.#program.morph;
    if (!N.isCallExpression(call)) return false;
    const callee = call.getExpression();
    return N.isPropertyAccessExpression(callee) && callee.getName() === "auth";
  }

  /** `superagent.get(url).auth(user, token)`. */
  authCall(call: Node): void {
    const { Node: N } = this.#program.morph;
    const callee = N.isCallExpression(call) ? call.getExpression() : undefined;
    const root = N.isPropertyAccessExpression(callee) ? this.#chainRoot(callee.getExpression()) : undefined;
    this.#tracker.sinks.push(call);
    if (root) this.#tracker.sendings.push({ ...root, sink: call, through: [] });
    else this.#tracker.lost.set(call, call);
  }

  /** The library's call that a chain of methods begins with. */
  #chainRoot(node: Node): { call: Invocation; library: Library } | undefined {
    const { Node: N } = this.#program.morph;
    let one: Node = node;
    for (;;) {
      if (N.isCallExpression(one)) {
        const library = this.#libraries.of(one.getExpression());
        if (library && !Libraries.makes(library)) return { call: one, library };
        const callee = one.getExpression();
        if (!N.isPropertyAccessExpression(callee)) return undefined;
        one = callee.getExpression();
      } else if (N.isIdentifier(one)) {
        const declared: Node | undefined = one.getSymbol()?.getDeclarations()[0];
        const value = N.isVariableDeclaration(declared) ? declared.getInitializer() : undefined;
        if (!value) return undefined;
        one = value;
      } else return undefined;
    }
  }

  /** `axios.defaults.headers.common.Authorization = …`, `client.defaults.auth = …`. */
  libraryDefaults(object: Node, carrier: Carrier, statement: Node): boolean {
    const { Node: N } = this.#program.morph;
    let base: Node = object;
    while (N.isPropertyAccessExpression(base) || N.isElementAccessExpression(base)) {
      if (N.isPropertyAccessExpression(base) && base.getName() === "defaults") {
        const library = this.#libraries.of(base.getExpression());
        const sink = carrier.path[0]?.node;
        if (!library || !sink) return false;
        this.#tracker.sendings.push({
          call: (library.instance ?? statement) as Invocation,
          library: { ...library, base: base.getExpression(), method: "defaults" },
          sink,
          through: carrier.frames.map((frame) => frame.fn),
        });
        return true;
      }
      base = base.getExpression();
    }
    return false;
  }
}
