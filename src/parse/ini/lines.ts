import type { Part, Span } from "../../model/fact.ts";
import { type Lowering, type Piece, value } from "../adapter.ts";
import { readAssignment } from "../dotenv/line.ts";
import { readValue } from "../dotenv/value.ts";
import { interpolate } from "../interpolation.ts";
import { placeIn, textOfPieces } from "../yaml/pieces.ts";
import { decodeFlow } from "../yaml/scalar.ts";
import { readLine, segmentsOf } from "./line.ts";

interface Physical {
  readonly start: number;
  readonly end: number;
}

/** Emits the entries of an INI, properties, TOML-like, nginx- or HOCON-like file line by line. */
export function lowerLines(lowering: Lowering): void {
  new LineLowering(lowering).run();
}

class LineLowering {
  readonly #lowering: Lowering;
  readonly #properties: boolean;
  readonly #directives: boolean;
  #section: readonly string[] = [];
  readonly #braces: (readonly string[])[] = [];
  /** A key without value; indented lines below it belong to it. */
  #parent: { readonly path: readonly string[]; readonly indent: number } | null = null;

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
    this.#properties = /\.properties/.test(lowering.path) || lowering.extension === ".properties";
    this.#directives = !/\.(?:ini|cfg|toml)\b/.test(lowering.path);
  }

  run(): void {
    const { text } = this.#lowering;
    for (let from = 0; from < text.length; ) {
      this.#lowering.tick();
      const newline = text.indexOf("\n", from);
      let end = newline < 0 ? text.length : newline;
      let next = newline < 0 ? text.length : newline + 1;
      if (text[end - 1] === "\r" && end > from) end--;
      const first = /[ \t]*(\S?\S?)/y;
      first.lastIndex = from;
      const mark = end > from ? (first.exec(text)?.[1] ?? "") : "";
      if (
        /^(?:[#;]|--)/.test(mark) ||
        (mark.startsWith("!") && this.#properties) ||
        (mark === "//" && /\s/.test(text[text.indexOf("//", from) + 2] ?? ""))
      ) {
        this.#comment(from, end);
      } else {
        const lines: Physical[] = [{ start: from, end }];
        while (text[end - 1] === "\\" && next < text.length && lines.length < 200) {
          lines[lines.length - 1] = { start: lines.at(-1)?.start ?? from, end: end - 1 };
          const start = next + (/^[ \t]*/.exec(text.slice(next, next + 200))?.[0].length ?? 0);
          const lineEnd = text.indexOf("\n", next);
          end = lineEnd < 0 ? text.length : lineEnd;
          next = lineEnd < 0 ? text.length : lineEnd + 1;
          if (text[end - 1] === "\r" && end > start) end--;
          lines.push({ start: Math.min(start, end), end });
        }
        this.#line(lines);
      }
      from = next;
    }
  }

  /** A commented-out assignment, told from prose as in dotenv files. */
  #comment(from: number, end: number): void {
    const { text } = this.#lowering;
    const assignment = readAssignment(text, from, end);
    if (!assignment?.commented) return;
    const read = readValue(text, assignment, end);
    this.#lowering.emit({
      kind: "entry",
      at: {
        start: assignment.start,
        end: Math.max(read.value.at.end, assignment.keyStart + assignment.key.length),
      },
      scope: 0,
      path: [...this.#section, ...segmentsOf(assignment.key)],
      value: read.value,
      commented: true,
    });
  }

  #line(lines: readonly Physical[]): void {
    const { text } = this.#lowering;
    const pieces = lines.map(
      (line): Piece => ({ text: text.slice(line.start, line.end), start: line.start }),
    );
    const content = textOfPieces(pieces);
    const place = placeIn(pieces);
    const indent = /^\s*/.exec(content)?.[0].length ?? 0;
    const read = readLine(content, {
      properties: this.#properties,
      directives: this.#directives && !this.#parent,
    });
    if (this.#parent && content.trim() !== "" && indent <= this.#parent.indent) this.#parent = null;
    switch (read?.kind) {
      case "section":
        this.#section = read.path;
        this.#braces.length = 0;
        return;
      case "open":
        this.#braces.push(this.#section);
        this.#section = [...this.#section, ...read.path];
        return;
      case "close":
        this.#section = this.#braces.pop() ?? this.#section;
        return;
      case "pair": {
        const path = [...(this.#parent?.path ?? this.#section), ...read.path];
        const span = place(read.keyStart, read.valueEnd);
        if (this.#environment(path, content, read.valueStart, read.valueEnd, place)) return;
        this.#value(path, content, read.valueStart, read.valueEnd, place, span);
        if (read.valueStart >= read.valueEnd) this.#parent = { path, indent };
        return;
      }
      default:
        // `key =` with its values on the lines below.
        if (this.#parent && content.trim() !== "")
          this.#value(
            this.#parent.path,
            content,
            indent,
            content.trimEnd().length,
            place,
            place(indent, content.trimEnd().length),
          );
    }
  }

  #value(
    path: readonly string[],
    content: string,
    start: number,
    end: number,
    place: (from: number, to: number) => Span,
    span: Span,
  ): void {
    let from = start;
    let to = end;
    let quote = "";
    if (!this.#properties) {
      const quoted = /^(["'])((?:[^\\]|\\.)*?)\1\s*(?:[;,#].*)?$/.exec(
        content.slice(from, Math.min(to, from + 10_000)),
      );
      if (quoted?.[1] && quoted[2] !== undefined) {
        quote = quoted[1];
        from += 1;
        to = from + quoted[2].length;
      } else {
        const comment = /\s[;#](?:\s|$)|\s#/.exec(content.slice(from, to));
        if (comment) to = from + comment.index;
        to = from + content.slice(from, to).replace(/\s+$|[;,]$/g, "").length;
      }
    }
    const inner = content.slice(from, to);
    const shift = (a: number, b: number): Span => place(from + a, from + b);
    const at = place(from - quote.length, to + quote.length);
    const escaped = (this.#properties || quote === '"') && inner.includes("\\");
    const pieces = escaped ? decodeFlow(inner, 0, "json") : undefined;
    const decoded = pieces ? textOfPieces(pieces) : inner;
    const inDecoded = pieces ? placeIn(pieces) : undefined;
    const parts = interpolate(decoded, (a, b) => {
      const own = inDecoded ? inDecoded(a, b) : { start: a, end: b };
      return shift(own.start, own.end);
    });
    this.#lowering.emit({
      kind: "entry",
      at: span,
      scope: 0,
      path,
      value: value(at, parts.flatMap(pythonReferences)),
    });
  }

  /** `environment=A="x",B="y"` of supervisor, `Environment="A=x"` of systemd. */
  #environment(
    path: readonly string[],
    content: string,
    start: number,
    end: number,
    place: (from: number, to: number) => Span,
  ): boolean {
    if (!/^(?:environment|env|setenv)$/i.test(path.at(-1) ?? "")) return false;
    const list = /(^|[\s,"'])([A-Za-z_]\w{0,200})=(?:"([^"]*)"|'([^']*)'|([^\s,"']*))/g;
    let found = false;
    for (const match of content.slice(start, Math.min(end, start + 20_000)).matchAll(list)) {
      const key = match[2];
      if (!key) continue;
      found = true;
      const text = match[3] ?? match[4] ?? match[5] ?? "";
      const keyStart = start + match.index + (match[1]?.length ?? 0);
      const to = start + match.index + match[0].length - (match[5] === undefined ? 1 : 0);
      const from = to - text.length;
      const parts = interpolate(text, (a, b) => place(from + a, from + b));
      this.#lowering.emit({
        kind: "entry",
        at: place(keyStart, to),
        scope: 0,
        path: [...path, key],
        value: value(place(from, to), parts.flatMap(pythonReferences)),
      });
    }
    return found;
  }
}

/** `%(zendesk_token)s` of Python's configparser. */
function pythonReferences(part: Part): Part[] {
  if (!("text" in part) || !part.text.includes("%(")) return [part];
  const parts: Part[] = [];
  let last = 0;
  for (const match of part.text.matchAll(/%\(([\w.-]{1,200})\)s/g)) {
    parts.push(
      { text: part.text.slice(last, match.index) },
      /^ENV_\w+$/.test(match[1] ?? "") ? { env: (match[1] ?? "").slice(4) } : { name: match[1] ?? "" },
    );
    last = match.index + match[0].length;
  }
  parts.push({ text: part.text.slice(last) });
  return parts;
}
