import type { Part, Span, Value } from "../../model/fact.ts";
import { textValue, value } from "../adapter.ts";
import { interpolatedValue } from "../interpolation.ts";
import { placeIn, textOfPieces } from "../yaml/pieces.ts";
import { decodeFlow } from "../yaml/scalar.ts";
import type { Assignment } from "./line.ts";

/** Lines a quoted value may go on for; an unclosed quote must not swallow the file. */
const LINES_BOUND = 120;

/** A value read, and where the reader goes on. */
export interface ReadValue {
  readonly value: Value;
  readonly end: number;
}

const shifted =
  (start: number) =>
  (from: number, to: number): Span => ({ start: start + from, end: start + to });

/** `$(op read op://vault/zendesk/token)`: a call with its words. */
function commandParts(text: string, start: number): Part[] | undefined {
  const match = /^\$\((.*)\)$|^`(.*)`$/s.exec(text);
  const command = match?.[1] ?? match?.[2];
  if (!match || command === undefined || /\$\(/.test(command)) return undefined;
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)];
  const [callee, ...args] = words;
  if (!callee) return undefined;
  const offset = start + text.indexOf(command);
  return [
    {
      call: callee[0],
      args: args.map((word) => {
        const own = word[1] ?? word[2] ?? word[0];
        const from = offset + word.index + word[0].indexOf(own);
        return interpolatedValue(own, shifted(from));
      }),
      named: [],
    },
  ];
}

/** The end of the quoted text that begins at `start`; -1 when it is not closed within a few lines, or something follows it. */
function closingQuote(text: string, start: number, quote: string, severalLines: boolean): number {
  let lines = 0;
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index];
    if (character === "\\" && quote !== "'") index++;
    else if (character === "\n") {
      if (!severalLines || ++lines > LINES_BOUND) return -1;
    } else if (character === quote) {
      const lineEnd = text.indexOf("\n", index);
      const rest = text.slice(index + 1, lineEnd < 0 ? text.length : Math.min(lineEnd, index + 300));
      if (lines > 0) return /^[ \t\r]*(?:[;,#].*)?$/.test(rest) ? index : -1;
      return index;
    }
  }
  return -1;
}

/** Reads the value of an assignment whose line ends at `lineEnd`. */
export function readValue(text: string, assignment: Assignment, lineEnd: number): ReadValue {
  const start = assignment.valueStart;
  if (assignment.sign === "") {
    const at = { start: assignment.keyStart, end: assignment.keyStart + assignment.key.length };
    return { value: value(at, [{ env: assignment.key }]), end: lineEnd };
  }
  const quote = text[start] ?? "";
  if (/["'`]/.test(quote) && start < lineEnd) {
    const close = closingQuote(text, start, quote, !assignment.commented);
    // `"a"b` and `"a" + x` are no quoted values as a whole.
    if (close >= 0) {
      const inner = text.slice(start + 1, close);
      const at = { start, end: close + 1 };
      const command =
        quote === "'"
          ? undefined
          : commandParts(quote === "`" ? `\`${inner}\`` : inner, quote === "`" ? start : start + 1);
      const end = Math.max(lineEnd, text.indexOf("\n", close) < 0 ? text.length : text.indexOf("\n", close));
      if (command && !assignment.code) return { value: value(at, command), end };
      if (quote === "'") return { value: textValue(at, inner), end };
      const pieces = /\\/.test(inner)
        ? decodeFlow(inner, start + 1, "json")
        : [{ text: inner, start: start + 1 }];
      return {
        value: interpolatedValue(textOfPieces(pieces), placeIn(pieces), at),
        end,
      };
    }
  }
  const comment = /\s(?:#|\/\/ )|^#(?![\w])/.exec(text.slice(start, lineEnd));
  let end = comment ? start + comment.index : lineEnd;
  end = start + text.slice(start, Math.max(start, end)).trimEnd().length;
  if (assignment.code && text[end - 1] === ";") end--;
  const own = text.slice(start, end);
  const at = { start, end };
  if (assignment.code && own !== "") return { value: value(at, codeParts(own)), end: lineEnd };
  const command = commandParts(own, start);
  return { value: command ? value(at, command) : interpolatedValue(own, shifted(start), at), end: lineEnd };
}

/** A bare word behind `const X =` is a reference or a number. */
function codeParts(own: string): Part[] {
  const env = /^process\.env\.(\w+)$/.exec(own);
  if (env?.[1]) return [{ env: env[1] }];
  return /^[A-Za-z_$][\w$.]*$/.test(own) ? [{ name: own.replace(/^\$/, "") }] : [{ opaque: true }];
}
