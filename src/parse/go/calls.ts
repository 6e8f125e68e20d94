import type { Call, Part, Value } from "../../model/fact.ts";
import { formatParts } from "../adapter.ts";
import { literalText } from "./place.ts";

/** Functions whose result is their only argument, as far as a credential goes. */
const TRANSPARENT = new Set([
  "strings.TrimSpace",
  "string",
  "bytes.TrimSpace",
  "strings.Clone",
  "strings.ToValidUTF8",
]);

const ENVIRONMENT = new Set(["os.Getenv", "os.LookupEnv", "syscall.Getenv"]);

/** True for functions that read an environment variable. */
export const readsEnvironment = (canonical: string): boolean => ENVIRONMENT.has(canonical);

/** What a call is besides a call: an environment read, a format, a join; undefined when it stays a call. */
export function knownCall(call: Call, canonical: string): readonly Part[] | undefined {
  const [first, second] = call.args;
  if (first === undefined || call.receiver) return undefined;
  if (readsEnvironment(canonical)) {
    const name = literalText(first);
    return name ? [{ env: name }] : undefined;
  }
  switch (canonical) {
    case "os.ExpandEnv": {
      const text = literalText(first);
      return text === undefined ? undefined : expanded(text);
    }
    case "fmt.Sprintf":
      return printed(first, call.args.slice(1));
    case "fmt.Sprint":
      return call.args.flatMap((argument) => argument.parts);
    case "strings.Join":
      return joined(first, second);
    default:
      return TRANSPARENT.has(canonical) && call.args.length === 1 ? first.parts : undefined;
  }
}

/** What `fmt.Fprintf` and its like write: no value of the program, but the only place where it is joined. */
export function writtenText(call: Call, canonical: string): Part[] | undefined {
  const [, format, ...args] = call.args;
  return (canonical === "fmt.Fprintf" || canonical === "fmt.Appendf") && format
    ? printed(format, args)
    : undefined;
}

/** `${X}` and `$X` in a text that goes through `os.ExpandEnv`. */
function expanded(text: string): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const match of text.matchAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g)) {
    parts.push({ text: text.slice(last, match.index) }, { env: match[1] ?? match[2] ?? "" });
    last = match.index + match[0].length;
  }
  parts.push({ text: text.slice(last) });
  return parts.filter((part) => !("text" in part) || part.text !== "");
}

/** Go's verbs in the spelling of C, each with its place: `%[1]s` is `%1$v`, and the verb after it takes the next argument. */
export function verbs(): (format: string) => string {
  let next = 1;
  const verb = /%(?:\[(\d{1,4})\])?([-+# 0]{0,5})(\d{0,9}(?:\.\d{1,9})?)(?:\[(\d{1,4})\])?([a-zA-Z%])/g;
  return (format) =>
    format.replace(verb, (_all, before, flags, width, after, letter) => {
      if (letter === "%") return "%%";
      const index: string | undefined = before ?? after;
      if (index !== undefined) next = Number(index);
      return `%${next++}$${flags}${width}v`;
    });
}

function printed(format: Value, args: readonly Value[]): Part[] | undefined {
  if (!format.parts.some((part) => "text" in part)) return undefined;
  // A format may itself be joined from names; those become arguments out of the way of the others.
  const all = [...args];
  const spelled = verbs();
  let text = "";
  for (const part of format.parts) {
    if ("text" in part) text += spelled(part.text);
    else {
      all.push({ at: format.at, parts: [part] });
      text += `%${all.length}$s`;
    }
  }
  return formatParts(text, "percent", all);
}

function joined(list: Value, separator: Value | undefined): Part[] | undefined {
  const only = list.parts.length === 1 ? list.parts[0] : undefined;
  if (!only || !("list" in only) || !separator || literalText(separator) === undefined) return undefined;
  return only.list.flatMap((item, index) => (index === 0 ? item.parts : [...separator.parts, ...item.parts]));
}
