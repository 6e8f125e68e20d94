/** A `<script>` element, or the frontmatter of an Astro component. */
export interface Script {
  /** Attributes in lower case, without quotes. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Offset of the `<`. */
  readonly start: number;
  /** Offsets of the code between the tags. */
  readonly from: number;
  readonly to: number;
  /** Offset after the closing tag. */
  readonly end: number;
}

/** Longest opening tag that is read. */
const MAX_TAG = 4096;

/** Tags without an end after which what was read of them is not read again. */
const MAX_BROKEN = 50;

/** Finds the script elements of a page in one pass; comments are skipped. */
export function findScripts(text: string): Script[] {
  const scripts: Script[] = [];
  let broken = 0;
  const tags = /<!--|<script(?=[\s>/])/gi;
  for (let match = tags.exec(text); match; match = tags.exec(text)) {
    if (match[0] === "<!--") {
      const close = text.indexOf("-->", match.index + 4);
      if (close < 0) break;
      tags.lastIndex = close + 3;
      continue;
    }
    const script = readScript(text, match.index);
    if (!script) {
      if (++broken > MAX_BROKEN) tags.lastIndex = match.index + MAX_TAG;
      continue;
    }
    scripts.push(script);
    tags.lastIndex = script.end;
  }
  return scripts;
}

function readScript(text: string, start: number): Script | undefined {
  const attributes = new Map<string, string>();
  let offset = start + "<script".length;
  const limit = Math.min(text.length, start + MAX_TAG);
  for (;;) {
    while (offset < limit && /[\s/]/.test(text.charAt(offset))) offset++;
    if (offset >= limit) return undefined;
    if (text.charAt(offset) === ">") break;
    const nameStart = offset;
    while (offset < limit && /[^\s=>/]/.test(text.charAt(offset))) offset++;
    if (offset === nameStart) offset++;
    const name = text.slice(nameStart, offset).toLowerCase();
    while (offset < limit && /\s/.test(text.charAt(offset))) offset++;
    if (text.charAt(offset) !== "=") {
      attributes.set(name, "");
      continue;
    }
    offset++;
    while (offset < limit && /\s/.test(text.charAt(offset))) offset++;
    const quote = text.charAt(offset);
    if (quote === '"' || quote === "'") {
      const length = text.slice(offset + 1, limit).indexOf(quote);
      if (length < 0) return undefined;
      attributes.set(name, text.slice(offset + 1, offset + 1 + length));
      offset += length + 2;
    } else {
      const valueStart = offset;
      while (offset < limit && /[^\s>]/.test(text.charAt(offset))) offset++;
      attributes.set(name, text.slice(valueStart, offset));
    }
  }
  const from = offset + 1;
  const close = /<\/script\s{0,20}>/gi;
  close.lastIndex = from;
  const closing = close.exec(text);
  const to = closing?.index ?? text.length;
  return { attributes, start, from, to, end: closing ? closing.index + closing[0].length : text.length };
}

/** The code between the `---` lines an Astro component begins with. */
export function findFrontmatter(text: string): Script | undefined {
  const open = /^\s{0,100}---[ \t]{0,100}\r?\n/.exec(text);
  if (!open) return undefined;
  const from = open[0].length;
  const close = /^---[ \t]{0,100}$/m;
  const rest = text.slice(from);
  const closing = close.exec(rest);
  if (!closing) return undefined;
  const to = from + closing.index;
  return { attributes: new Map([["lang", "ts"]]), start: 0, from, to, end: to + closing[0].length };
}
