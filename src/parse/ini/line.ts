/** What one line of a configuration file says; offsets count within the line. */
export type ConfigLine =
  | { readonly kind: "section"; readonly path: readonly string[] }
  | { readonly kind: "open"; readonly path: readonly string[] }
  | { readonly kind: "close" }
  | {
      readonly kind: "pair";
      readonly path: readonly string[];
      readonly keyStart: number;
      readonly valueStart: number;
      readonly valueEnd: number;
    };

/** Directives of Apache, nginx and their kin whose second word is a name of its own. */
const DIRECTIVE =
  /^(SetEnv|SetEnvIfNoCase|fastcgi_param|uwsgi_param|scgi_param|proxy_set_header|add_header|grpc_set_header|RequestHeader\s+set|Header\s+set|set|env|export|header|http-request\s+set-header)\s+\$?(["']?)([\w.-]{1,200})\2(\s*=\s*|\s+)(?=\S)/;

/** A section's or key's segments: `[remote "origin"]`, `zendesk.api.token`, `env[ZENDESK_TOKEN]`. */
export function segmentsOf(name: string): string[] {
  const quoted = /^([\w.-]+)\s+["']([^"']*)["']$/.exec(name);
  if (quoted?.[1] !== undefined && quoted[2] !== undefined) return [...segmentsOf(quoted[1]), quoted[2]];
  const indexed = /^([\w.-]+)\[([\w.-]+)\]$/.exec(name);
  if (indexed?.[1] && indexed[2]) return [...segmentsOf(indexed[1]), indexed[2]];
  if (/^(["']).*\1$/.test(name) && name.length > 1) return [name.slice(1, -1)];
  // Registry addresses of `.npmrc` and paths are one key.
  if (/[/\s]/.test(name)) return [name];
  const segments = name.split(".").filter((segment) => segment !== "");
  return segments.length > 0 ? segments : [name];
}

/** Where the key ends and what the sign is: the first unescaped `=`, `=>`, `:=` or `:`. */
function signOf(line: string, start: number, tight: boolean): { at: number; length: number } | null {
  for (let index = start; index < line.length && index - start < 300; index++) {
    const character = line[index];
    if (character === "\\") index++;
    else if (character === "=")
      return { at: index, length: line[index + 1] === ">" || line[index + 1] === "=" ? 2 : 1 };
    else if ((character === "?" || character === ":" || character === "+") && line[index + 1] === "=")
      return { at: index, length: 2 };
    else if (
      character === ":" &&
      (/\s|^$/.test(line[index + 1] ?? "") || (tight && !line.slice(index, index + 300).includes("=")))
    )
      return { at: index, length: 1 };
    else if ((character === '"' || character === "'") && index > start) return null;
  }
  return null;
}

/** Which lines a file may have. */
export interface LineOptions {
  /** Java's: a blank may separate, `:` needs none behind it and quotes mean nothing. */
  readonly properties: boolean;
  /** `key value` is a pair, as in Apache's and nginx's files. */
  readonly directives: boolean;
}

/** Reads one line. */
export function readLine(line: string, { properties, directives }: LineOptions): ConfigLine | undefined {
  const start = /^\s*/.exec(line)?.[0].length ?? 0;
  const end = line.trimEnd().length;
  const content = line.slice(start, end);
  if (content === "") return undefined;
  const section = /^\[{1,2}([^[\]]{1,200})\]{1,2}\s*(?:[#;].*)?$/.exec(content);
  if (section?.[1]) return { kind: "section", path: segmentsOf(section[1].trim()) };
  if (/^\}[;,]?$/.test(content)) return { kind: "close" };
  const open = /^([\w.$-]{1,100}(?:[ \t]+["']?[\w./$~^*-]{1,100}["']?){0,3})\s*(?:[:=]>?)?\s*\{$/.exec(
    content,
  );
  if (open?.[1]) return { kind: "open", path: open[1].split(/\s+/).map((word) => word.replace(/["']/g, "")) };
  const directive = properties ? null : DIRECTIVE.exec(content);
  if (directive?.[1] && directive[3]) {
    const path = [...directive[1].split(/\s+/), directive[3]];
    return { kind: "pair", path, keyStart: start, valueStart: start + directive[0].length, valueEnd: end };
  }
  const sign = signOf(line.slice(0, end), start, properties);
  const pair = (keyEnd: number, valueFrom: number): ConfigLine | undefined => {
    const key = line.slice(start, keyEnd).trim();
    if (key === "" || /^[<{}(]/.test(key)) return undefined;
    const blanks = /^[ \t]*/.exec(line.slice(valueFrom, end))?.[0].length ?? 0;
    const path = segmentsOf(key.replace(/\\(.)/g, "$1"));
    return {
      kind: "pair",
      path,
      keyStart: start,
      valueStart: Math.min(end, valueFrom + blanks),
      valueEnd: end,
    };
  };
  if (sign) return pair(sign.at, sign.at + sign.length);
  const words = /^([\w.-]{1,200})[ \t]+(?=\S)/.exec(content);
  // `proxy_pass http://…;` and properties separated by a blank; prose has more than a key and a value.
  if (
    words?.[1] &&
    (properties || content.endsWith(";") || (directives && content.split(/\s+/).length === 2))
  )
    return pair(start + words[1].length, start + words[0].length);
  return undefined;
}
