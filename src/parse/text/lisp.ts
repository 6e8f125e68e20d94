import type { Entry, Part, Span, Value } from "../../model/fact.ts";
import { formatParts, type Lowering, opaqueValue, textValue, value } from "../adapter.ts";
import { type Form, formsOf } from "./lisp-forms.ts";

/** Extensions of languages that are written as lists: Clojure, Common Lisp, Emacs Lisp, Scheme, Racket. */
export const isLisp = (extension: string): boolean =>
  /^\.(?:clj[sc]?|edn|bb|lisp|lsp|cl|el|scm|ss|rkt|fnl)$/.test(extension);

/** More facts than this and a file is data, not code. */
const MANY = 4_000;

const JOINS = /^(?:str|concat|string-append|concatenate|strcat|uiop:strcat|s-concat)$/;
const FORMATS = /^(?:format|cl:format|string-format)$/;
const GETENV = /(?:^|[/:.])getenv$/;
const DEFINES = /^(?:def|defonce|defvar|defparameter|defconst|defconstant|define|set!|setf|setq|defcustom)$/;
const BINDS = /^(?:let\*?|letrec|when-let|if-let|when-some|if-some|binding|loop|let-values|with-redefs)$/;
/** Forms whose parts are code of their own. */
const BLOCKS =
  /^(?:defn-?|defun|defmacro|defmethod|defgeneric|lambda|fn|if|when|unless|cond|do|progn|begin|->>?|some->>?|ns|try|catch|and|or|case|doseq|for|loop|interactive|declare)$/;
/** Calls that give back their last argument, spelled otherwise. */
const SAME = /^(?:\.getBytes|\.trim|String\.|str\/trim|string-trim|some->|encode-coding-string)$/;

/** Lowers code that is written as lists. */
export function lowerLists(lowering: Lowering): void {
  const emit = (form: Form): void => {
    lowering.tick();
    if (lowering.facts.length > MANY || form.kind !== "list") return;
    const [head, ...rest] = form.items;
    const name = form.open === "(" && head?.kind === "symbol" ? head.text : "";
    if (DEFINES.test(name)) assign(rest[0], rest.at(-1));
    else if (BINDS.test(name) && rest[0]?.kind === "list") {
      const [bindings, ...body] = rest;
      const pairs = bindings.open === "[" ? pairsOf(bindings.items) : bindings.items.map(pairIn);
      for (const [target, given] of pairs) assign(target, given);
      body.forEach(emit);
    } else if (name !== "" && !BLOCKS.test(name)) {
      const read = lowered(form, 0);
      const only = read.parts.length === 1 ? read.parts[0] : undefined;
      if (only && "call" in only) lowering.emit({ kind: "call", at: read.at, scope: 0, ...only });
      else lowering.emit({ kind: "value", at: read.at, scope: 0, value: read });
      // Blocks among the arguments (`(with-open [x …] (f x))`).
      for (const item of rest) if (isBlock(item)) emit(item);
    } else if (form.open === "(") form.items.forEach(emit);
    else lowering.emit({ kind: "value", at: spanOf(form), scope: 0, value: lowered(form, 0) });
  };
  const assign = (target: Form | undefined, given: Form | undefined): void => {
    if (target?.kind !== "symbol" || !given || target === given) {
      if (given) emit(given);
      return;
    }
    const read = lowered(given, 0);
    lowering.emit({
      kind: "assign",
      at: { start: target.start, end: read.at.end },
      scope: 0,
      name: nameOf(target.text),
      value: read,
    });
    if (isBlock(given)) emit(given);
  };
  for (const form of formsOf(lowering)) emit(form);
}

const spanOf = ({ start, end }: Form): Span => ({ start, end });

const isBlock = (form: Form): boolean =>
  form.kind === "list" &&
  form.items[0]?.kind === "symbol" &&
  (BLOCKS.test(form.items[0].text) || BINDS.test(form.items[0].text));

const pairIn = (form: Form): [Form | undefined, Form | undefined] =>
  form.kind === "list" ? [form.items[0], form.items[1]] : [form, undefined];

function pairsOf(items: readonly Form[]): [Form | undefined, Form | undefined][] {
  const pairs: [Form | undefined, Form | undefined][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) pairs.push([items[index], items[index + 1]]);
  return pairs;
}

/** `cfg/token`, `*token*`, `config:token` as other languages write them. */
const nameOf = (text: string): string =>
  text
    .replace(/^[*+'`]+|[*+']+$/g, "")
    .replace(/[/:]+/g, ".")
    .replace(/^\.|\.$/g, "");

const keyOf = (form: Form | undefined): string | undefined =>
  form?.kind === "string"
    ? form.text
    : form?.kind === "symbol" && form.text.startsWith(":")
      ? form.text.slice(1)
      : undefined;

function lowered(form: Form, depth: number): Value {
  const at = spanOf(form);
  if (depth > 60) return opaqueValue(at);
  if (form.kind !== "list") {
    if (form.kind === "string") return textValue(at, form.text);
    if (/^(?:nil|NIL)$/.test(form.text)) return textValue(at, "");
    return /^[:\d#\\]/.test(form.text) ? opaqueValue(at) : value(at, [{ name: nameOf(form.text) }]);
  }
  const of = (one: Form): Value => lowered(one, depth + 1);
  if (form.open === "[") return { at, parts: [{ list: form.items.map(of) }] };
  if (form.open === "{") return { at, parts: [{ object: entriesOf(form.items, of) }] };
  const [head, ...rest] = form.items;
  if (!head) return opaqueValue(at);
  const key = keyOf(head);
  const holder = rest[0];
  // `(:token config)` and `(get config :token)` are members.
  if (key !== undefined && holder?.kind === "symbol")
    return value(at, [{ name: `${nameOf(holder.text)}.${key}` }]);
  if (head.kind !== "symbol") return { at, parts: [{ list: form.items.map(of) }] };
  const member = /^(?:get|gethash|getf)$/.test(head.text) ? keyOf(rest[1]) : undefined;
  if (member !== undefined && holder?.kind === "symbol")
    return value(at, [{ name: `${nameOf(holder.text)}.${member}` }]);
  if (head.text === "quote" || head.text === "list" || head.text === "vector")
    return { at, parts: [{ list: rest.map(of) }] };
  if (holder?.kind === "string" && GETENV.test(head.text)) return value(at, [{ env: holder.text }]);
  if (head.text === "env" && key === undefined && keyOf(holder) !== undefined)
    return value(at, [{ env: (keyOf(holder) ?? "").replace(/-/g, "_").toUpperCase() }]);
  if (JOINS.test(head.text))
    return value(
      at,
      rest.filter((one) => !isType(one)).flatMap((one) => of(one).parts),
    );
  if (FORMATS.test(head.text)) {
    const index = rest.findIndex((one) => one.kind === "string");
    const format = rest[index];
    if (format?.kind === "string") return value(at, filled(format.text, rest.slice(index + 1).map(of)));
  }
  const last = rest.at(-1);
  if (SAME.test(head.text) && last) return { at, parts: of(holder ?? last).parts };
  const plain = rest.findIndex((one) => keyOf(one) !== undefined && one.kind === "symbol");
  const named = plain < 0 ? [] : rest.slice(plain);
  return value(at, [
    {
      call: nameOf(head.text),
      args: (plain < 0 ? rest : rest.slice(0, plain)).map(of),
      named: entriesOf(named, of),
    },
  ]);
}

/** The type in front of what `concatenate` joins: `'string`. */
const isType = (form: Form): boolean => form.kind === "symbol" && /^'?string$/i.test(form.text);

function entriesOf(items: readonly Form[], of: (form: Form) => Value): Entry[] {
  return pairsOf(items).flatMap(([key, given]) => {
    const name = keyOf(key);
    return key && given && name !== undefined ? [{ key: name, at: spanOf(key), value: of(given) }] : [];
  });
}

/** A format of Common Lisp (`~A`) or of everybody else (`%s`), filled. */
function filled(format: string, args: readonly Value[]): Part[] {
  if (!/~[aAsSdD]/.test(format)) return formatParts(format, "percent", args);
  return formatParts(format.replace(/%/g, "%%").replace(/~[aAsSdD]/g, "%s"), "percent", args);
}
