import type { Node } from "web-tree-sitter";
import type { Param, Value } from "../../model/fact.ts";
import { type Lowering, opaqueValue, plainParam, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { leading, lowerAssignment, lowerCommand, lowerRedirect, type Printed } from "./commands.ts";
import { embedDocument } from "./inline.ts";
import { Variables } from "./variables.ts";
import { children, deeper, type Place, type Shell, wordValue } from "./words.ts";

/** Lowers one shell script. */
export class Script {
  readonly #shell: Shell;
  readonly #root: Node;

  constructor(lowering: Lowering, root: Node) {
    this.#root = root;
    this.#shell = {
      lowering,
      variables: new Variables(root, lowering, lowering.extension.split(" ").slice(1)),
      substitute: (node, place) => this.#substitution(node, place),
    };
  }

  /** Emits the facts of the whole script. */
  lower(): void {
    this.#block(this.#root, { scope: 0, inFunction: false, depth: 0 });
  }

  /** Statements one after the other; what they print goes to the function's caller. */
  #block(node: Node, place: Place): void {
    const list = children(node).filter((child) => child.type !== "comment");
    for (const [index, child] of list.entries()) {
      const printed = this.#statement(child, deeper(place), undefined);
      if (!printed || !place.inFunction || !isAnswer(child)) continue;
      // Every command may print, but the last one is what a function is called for.
      if (index === list.length - 1 || printed.parts.some((part) => "name" in part || "env" in part))
        this.#returns(printed, place);
    }
  }

  #returns(printed: Value, place: Place): void {
    const meant = printed.parts.some(
      (part) => !("text" in part || "opaque" in part || ("call" in part && SILENT.test(part.call))),
    );
    if (meant)
      this.#shell.lowering.emit({ kind: "return", at: printed.at, scope: place.scope, value: printed });
  }

  /** Lowers any statement and gives what it prints. */
  #statement(node: Node, place: Place, input: Printed): Printed {
    this.#shell.lowering.tick(place.depth);
    switch (node.type) {
      case "command":
        return lowerCommand(this.#shell, node, place, input);
      case "variable_assignment":
        lowerAssignment(this.#shell, node, place);
        return undefined;
      case "pipeline":
        return this.#pipeline(node, place, input);
      case "redirected_statement":
        return this.#redirected(node, place, input);
      case "function_definition":
        this.#function(node, place);
        return undefined;
      case "for_statement":
        this.#loop(node, place);
        return undefined;
      case "case_statement":
        this.#reads(node.childForFieldName("value"), place);
        this.#block(node, place);
        return undefined;
      case "test_command":
        this.#test(node, place);
        return undefined;
      case "ERROR":
        this.#wreck(node, place);
        return undefined;
      case "comment":
      case "heredoc_body":
        return undefined;
      case "string":
      case "concatenation":
      case "simple_expansion":
      case "expansion":
      case "command_substitution":
        this.#reads(node, place);
        return undefined;
      default:
        this.#block(node, place);
        return undefined;
    }
  }

  /** What the grammar could not read: words on one line still look like a command. */
  #wreck(node: Node, place: Place): void {
    let words: Node[] = [];
    const close = (): void => {
      const [first, ...rest] = words;
      words = [];
      if (!first) return;
      if (rest.length === 0 || !/^(?:command_name|word)$/.test(first.type)) {
        for (const word of [first, ...rest]) this.#reads(word, place);
        return;
      }
      const args = rest.map((word) => wordValue(this.#shell, word, deeper(place)));
      const at = { start: first.startIndex, end: rest.at(-1)?.endIndex ?? first.endIndex };
      this.#shell.lowering.emit({ kind: "call", at, scope: place.scope, call: first.text, args, named: [] });
    };
    for (const child of children(node)) {
      const last = words.at(-1);
      const gap = last ? this.#shell.lowering.text.slice(last.endIndex, child.startIndex) : "";
      if (!WORDS.test(child.type) || !/^(?:[ \t]|\\\r?\n)*$/.test(gap)) close();
      if (WORDS.test(child.type)) words.push(child);
      else this.#statement(child, deeper(place), undefined);
    }
    close();
  }

  /** `a | b | c`: each command gets what the one before it prints. */
  #pipeline(node: Node, place: Place, input: Printed): Printed {
    let printed = input;
    for (const child of children(node)) printed = this.#statement(child, deeper(place), printed);
    return printed;
  }

  /** A statement with `<<EOF`, `<<<` or `> file`. */
  #redirected(node: Node, place: Place, input: Printed): Printed {
    const body = node.childForFieldName("body");
    const redirects = children(node).filter((child) => child.id !== body?.id);
    const target = redirects.find(
      (child) => child.type === "file_redirect" && /^&?>>?/.test(child.text.replace(/^\d/, "")),
    );
    const file = target
      ? leading(wordValue(this.#shell, children(target).at(-1) ?? target, place)) || "*"
      : "";
    let given = input;
    let piped: Node | undefined;
    for (const redirect of redirects) {
      if (redirect.type === "file_redirect" && redirect.id !== target?.id)
        given = this.#produced(redirect, place) ?? given;
      if (redirect.type !== "heredoc_redirect" && redirect.type !== "herestring_redirect") continue;
      // `cat <<EOF | base64` hangs the rest of the pipeline into the redirect.
      piped ??= children(redirect).find((child) => child.type === "pipeline" || child.type === "command");
      const inner = children(redirect).find((child) => child.type === "file_redirect");
      const innerFile = inner ? leading(wordValue(this.#shell, children(inner).at(-1) ?? inner, place)) : "";
      const document = children(redirect).find((child) => child.type === "heredoc_body");
      const command = body?.type === "command" ? (body.childForFieldName("name")?.text ?? "") : "";
      const tee = command === "tee" ? (body?.childrenForFieldName("argument").at(-1)?.text ?? "") : "";
      if (document && embedDocument(this.#shell.lowering, document, command, tee || file || innerFile))
        continue;
      given = lowerRedirect(this.#shell, redirect, deeper(place)) ?? given;
      if (given && body?.type === "command" && (command === "cat" || command === "tee") && !piped) {
        // Nobody else holds the document of `cat > file <<EOF`.
        if (file !== "" || innerFile !== "" || command === "tee") this.#value(given, place);
      }
    }
    // Words behind `<<EOF` on the command's line.
    const extra = redirects.flatMap((redirect) =>
      redirect.childrenForFieldName("argument").filter((child): child is Node => child !== null),
    );
    let printed = given;
    if (body?.type === "command") printed = lowerCommand(this.#shell, body, deeper(place), given, extra);
    else if (body) printed = this.#statement(body, deeper(place), given);
    if (piped) return this.#statement(piped, deeper(place), printed ?? given);
    // What goes to a file or to standard error is no answer.
    return target ? undefined : printed;
  }

  #function(node: Node, place: Place): void {
    const name = node.childForFieldName("name")?.text ?? "";
    const body = node.childForFieldName("body");
    const scope = this.#shell.lowering.scope({
      parent: place.scope,
      kind: "function",
      name,
      at: spanOf(node),
      params: body ? positional(body) : [],
    });
    if (body) this.#block(body, { scope, inFunction: true, depth: place.depth + 1 });
  }

  #loop(node: Node, place: Place): void {
    const variable = node.childForFieldName("variable");
    const given = node.childrenForFieldName("value").filter((child): child is Node => child !== null);
    const values = given.slice(0, 50).map((child) => wordValue(this.#shell, child, deeper(place)));
    const first = values[0];
    if (variable && first) {
      const at = { start: first.at.start, end: values.at(-1)?.at.end ?? first.at.end };
      const whole = values.length === 1 ? first : { at, parts: [{ choice: values }] };
      this.#shell.lowering.emit({
        kind: "assign",
        at: { start: variable.startIndex, end: at.end },
        scope: place.scope,
        name: variable.text,
        value: whole,
      });
    }
    const body = node.childForFieldName("body");
    if (body) this.#block(body, place);
  }

  /** `[ -z "$X" ]`, `[[ $X == y ]]`: what is looked at. */
  #test(node: Node, place: Place): void {
    this.#shell.lowering.tick(place.depth);
    for (const child of children(node)) {
      if (/expression$/.test(child.type)) this.#test(child, deeper(place));
      else this.#reads(child, place);
    }
  }

  #reads(node: Node | null, place: Place): void {
    if (node) this.#value(wordValue(this.#shell, node, deeper(place)), place);
  }

  #value(read: Value, place: Place): void {
    const telling = read.parts.some(
      (part) => "env" in part || "choice" in part || ("text" in part && read.parts.length > 1),
    );
    if (telling) this.#shell.lowering.emit({ kind: "value", at: read.at, scope: place.scope, value: read });
  }

  /** `$(…)`: what its last statement prints. `<(…)` is a file's name. */
  #substitution(node: Node, place: Place): Value {
    const printed = this.#inner(node, place);
    if (node.type === "process_substitution" || !printed) return opaqueValue(spanOf(node));
    return value(spanOf(node), printed.parts);
  }

  /** `< <(…)` hands over what the command prints, `> >(…)` nothing. */
  #produced(redirect: Node, place: Place): Printed {
    const process = children(redirect).find((child) => child.type === "process_substitution");
    const printed = process ? this.#inner(process, place) : undefined;
    return process?.text.startsWith("<") ? printed : undefined;
  }

  /** Lowers the commands in a substitution and gives what the last one prints. */
  #inner(node: Node, place: Place): Printed {
    let printed: Printed;
    for (const child of children(node)) printed = this.#statement(child, deeper(place), undefined);
    return printed;
  }
}

/** Commands that print nothing. */
const SILENT =
  /^(?:shift|cd|set|unset|export|local|declare|test|true|false|return|exit|trap|wait|sleep|mkdir|rm|mv|cp|touch|chmod|pushd|popd|shopt|alias|kill|\*|:|\[)$/;

/** Node types that are words of a command, should the grammar lose the command around them. */
const WORDS =
  /^(?:command_name|word|string|raw_string|concatenation|simple_expansion|expansion|number|ansi_c_string|command_substitution)$/;

/** Only a plain command or pipeline answers its function's caller. */
const isAnswer = (node: Node): boolean => /^(?:command|pipeline|redirected_statement)$/.test(node.type);

/** The positional parameters a function body reads, `1` to the highest one. */
function positional(body: Node): Param[] {
  let highest = 0;
  for (const match of body.text.matchAll(/\$\{?(\d)(?!\d)/g)) highest = Math.max(highest, Number(match[1]));
  const at = { start: body.startIndex, end: body.startIndex };
  return Array.from({ length: highest }, (_, index) => plainParam(String(index + 1), at));
}
