import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  readAssignment,
  readValue
} from "./chunk-M5P6OXFP.js";
import {
  decodeFlow
} from "./chunk-DSKMSZ66.js";
import {
  interpolate,
  placeIn,
  textOfPieces
} from "./chunk-LYBHTBEW.js";
import {
  value
} from "./chunk-IDZIRI2K.js";

// src/parse/ini/line.ts
var DIRECTIVE = /^(SetEnv|SetEnvIfNoCase|fastcgi_param|uwsgi_param|scgi_param|proxy_set_header|add_header|grpc_set_header|RequestHeader\s+set|Header\s+set|set|env|export|header|http-request\s+set-header)\s+\$?(["']?)([\w.-]{1,200})\2(\s*=\s*|\s+)(?=\S)/;
function segmentsOf(name) {
  const quoted = /^([\w.-]+)\s+["']([^"']*)["']$/.exec(name);
  if (quoted?.[1] !== void 0 && quoted[2] !== void 0) return [...segmentsOf(quoted[1]), quoted[2]];
  const indexed = /^([\w.-]+)\[([\w.-]+)\]$/.exec(name);
  if (indexed?.[1] && indexed[2]) return [...segmentsOf(indexed[1]), indexed[2]];
  if (/^(["']).*\1$/.test(name) && name.length > 1) return [name.slice(1, -1)];
  if (/[/\s]/.test(name)) return [name];
  const segments = name.split(".").filter((segment) => segment !== "");
  return segments.length > 0 ? segments : [name];
}
function signOf(line, start, tight) {
  for (let index = start; index < line.length && index - start < 300; index++) {
    const character = line[index];
    if (character === "\\") index++;
    else if (character === "=")
      return { at: index, length: line[index + 1] === ">" || line[index + 1] === "=" ? 2 : 1 };
    else if ((character === "?" || character === ":" || character === "+") && line[index + 1] === "=")
      return { at: index, length: 2 };
    else if (character === ":" && (/\s|^$/.test(line[index + 1] ?? "") || tight && !line.slice(index, index + 300).includes("=")))
      return { at: index, length: 1 };
    else if ((character === '"' || character === "'") && index > start) return null;
  }
  return null;
}
function readLine(line, { properties, directives }) {
  const start = /^\s*/.exec(line)?.[0].length ?? 0;
  const end = line.trimEnd().length;
  const content = line.slice(start, end);
  if (content === "") return void 0;
  const section = /^\[{1,2}([^[\]]{1,200})\]{1,2}\s*(?:[#;].*)?$/.exec(content);
  if (section?.[1]) return { kind: "section", path: segmentsOf(section[1].trim()) };
  if (/^\}[;,]?$/.test(content)) return { kind: "close" };
  const open = /^([\w.$-]{1,100}(?:[ \t]+["']?[\w./$~^*-]{1,100}["']?){0,3})\s*(?:[:=]>?)?\s*\{$/.exec(
    content
  );
  if (open?.[1]) return { kind: "open", path: open[1].split(/\s+/).map((word) => word.replace(/["']/g, "")) };
  const directive = properties ? null : DIRECTIVE.exec(content);
  if (directive?.[1] && directive[3]) {
    const path = [...directive[1].split(/\s+/), directive[3]];
    return { kind: "pair", path, keyStart: start, valueStart: start + directive[0].length, valueEnd: end };
  }
  const sign = signOf(line.slice(0, end), start, properties);
  const pair = (keyEnd, valueFrom) => {
    const key = line.slice(start, keyEnd).trim();
    if (key === "" || /^[<{}(]/.test(key)) return void 0;
    const blanks = /^[ \t]*/.exec(line.slice(valueFrom, end))?.[0].length ?? 0;
    const path = segmentsOf(key.replace(/\\(.)/g, "$1"));
    return {
      kind: "pair",
      path,
      keyStart: start,
      valueStart: Math.min(end, valueFrom + blanks),
      valueEnd: end
    };
  };
  if (sign) return pair(sign.at, sign.at + sign.length);
  const words = /^([\w.-]{1,200})[ \t]+(?=\S)/.exec(content);
  if (words?.[1] && (properties || content.endsWith(";") || directives && content.split(/\s+/).length === 2))
    return pair(start + words[1].length, start + words[0].length);
  return void 0;
}

// src/parse/ini/lines.ts
function lowerLines(lowering) {
  new LineLowering(lowering).run();
}
var LineLowering = class {
  #lowering;
  #properties;
  #directives;
  #section = [];
  #braces = [];
  /** A key without value; indented lines below it belong to it. */
  #parent = null;
  constructor(lowering) {
    this.#lowering = lowering;
    this.#properties = /\.properties/.test(lowering.path) || lowering.extension === ".properties";
    this.#directives = !/\.(?:ini|cfg|toml)\b/.test(lowering.path);
  }
  run() {
    const { text } = this.#lowering;
    for (let from = 0; from < text.length; ) {
      this.#lowering.tick();
      const newline = text.indexOf("\n", from);
      let end = newline < 0 ? text.length : newline;
      let next = newline < 0 ? text.length : newline + 1;
      if (text[end - 1] === "\r" && end > from) end--;
      const first = /[ \t]*(\S?\S?)/y;
      first.lastIndex = from;
      const mark = end > from ? first.exec(text)?.[1] ?? "" : "";
      if (/^(?:[#;]|--)/.test(mark) || mark.startsWith("!") && this.#properties || mark === "//" && /\s/.test(text[text.indexOf("//", from) + 2] ?? "")) {
        this.#comment(from, end);
      } else {
        const lines = [{ start: from, end }];
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
  #comment(from, end) {
    const { text } = this.#lowering;
    const assignment = readAssignment(text, from, end);
    if (!assignment?.commented) return;
    const read = readValue(text, assignment, end);
    this.#lowering.emit({
      kind: "entry",
      at: {
        start: assignment.start,
        end: Math.max(read.value.at.end, assignment.keyStart + assignment.key.length)
      },
      scope: 0,
      path: [...this.#section, ...segmentsOf(assignment.key)],
      value: read.value,
      commented: true
    });
  }
  #line(lines) {
    const { text } = this.#lowering;
    const pieces = lines.map(
      (line) => ({ text: text.slice(line.start, line.end), start: line.start })
    );
    const content = textOfPieces(pieces);
    const place = placeIn(pieces);
    const indent = /^\s*/.exec(content)?.[0].length ?? 0;
    const read = readLine(content, {
      properties: this.#properties,
      directives: this.#directives && !this.#parent
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
        const path = [...this.#parent?.path ?? this.#section, ...read.path];
        const span = place(read.keyStart, read.valueEnd);
        if (this.#environment(path, content, read.valueStart, read.valueEnd, place)) return;
        this.#value(path, content, read.valueStart, read.valueEnd, place, span);
        if (read.valueStart >= read.valueEnd) this.#parent = { path, indent };
        return;
      }
      default:
        if (this.#parent && content.trim() !== "")
          this.#value(
            this.#parent.path,
            content,
            indent,
            content.trimEnd().length,
            place,
            place(indent, content.trimEnd().length)
          );
    }
  }
  #value(path, content, start, end, place, span) {
    let from = start;
    let to = end;
    let quote = "";
    if (!this.#properties) {
      const quoted = /^(["'])((?:[^\\]|\\.)*?)\1\s*(?:[;,#].*)?$/.exec(
        content.slice(from, Math.min(to, from + 1e4))
      );
      if (quoted?.[1] && quoted[2] !== void 0) {
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
    const shift = (a, b) => place(from + a, from + b);
    const at = place(from - quote.length, to + quote.length);
    const escaped = (this.#properties || quote === '"') && inner.includes("\\");
    const pieces = escaped ? decodeFlow(inner, 0, "json") : void 0;
    const decoded = pieces ? textOfPieces(pieces) : inner;
    const inDecoded = pieces ? placeIn(pieces) : void 0;
    const parts = interpolate(decoded, (a, b) => {
      const own = inDecoded ? inDecoded(a, b) : { start: a, end: b };
      return shift(own.start, own.end);
    });
    this.#lowering.emit({
      kind: "entry",
      at: span,
      scope: 0,
      path,
      value: value(at, parts.flatMap(pythonReferences))
    });
  }
  /** `environment=A="x",B="y"` of supervisor, `Environment="A=x"` of systemd. */
  #environment(path, content, start, end, place) {
    if (!/^(?:environment|env|setenv)$/i.test(path.at(-1) ?? "")) return false;
    const list = /(^|[\s,"'])([A-Za-z_]\w{0,200})=(?:"([^"]*)"|'([^']*)'|([^\s,"']*))/g;
    let found = false;
    for (const match of content.slice(start, Math.min(end, start + 2e4)).matchAll(list)) {
      const key = match[2];
      if (!key) continue;
      found = true;
      const text = match[3] ?? match[4] ?? match[5] ?? "";
      const keyStart = start + match.index + (match[1]?.length ?? 0);
      const to = start + match.index + match[0].length - (match[5] === void 0 ? 1 : 0);
      const from = to - text.length;
      const parts = interpolate(text, (a, b) => place(from + a, from + b));
      this.#lowering.emit({
        kind: "entry",
        at: place(keyStart, to),
        scope: 0,
        path: [...path, key],
        value: value(place(from, to), parts.flatMap(pythonReferences))
      });
    }
    return found;
  }
};
function pythonReferences(part) {
  if (!("text" in part) || !part.text.includes("%(")) return [part];
  const parts = [];
  let last = 0;
  for (const match of part.text.matchAll(/%\(([\w.-]{1,200})\)s/g)) {
    parts.push(
      { text: part.text.slice(last, match.index) },
      /^ENV_\w+$/.test(match[1] ?? "") ? { env: (match[1] ?? "").slice(4) } : { name: match[1] ?? "" }
    );
    last = match.index + match[0].length;
  }
  parts.push({ text: part.text.slice(last) });
  return parts;
}

export {
  lowerLines
};
