import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { Problem } from "../model/problem.ts";

/** Segments from the root of a document: keys and list positions. */
export type Path = readonly (string | number)[];

/** A YAML file that knows where its content stands. */
export interface Document {
  /** The file as it is written. */
  readonly text: string;
  /** Plain data; null for an empty file. */
  readonly content: unknown;
  /** `file:line:column` of a value, or of the nearest thing around it that is there; of a key of it, when one is given. */
  readonly place: (path: Path, key?: string) => string;
  /** Where that is in the text, to sort mistakes by. */
  readonly offset: (path: Path, key?: string) => number;
}

/** A configuration or a rule is a page of text; whatever is larger is something else. */
const MAX_BYTES = 1024 * 1024;

const MAX_DEPTH = 100;

/** Anchors stand for at most so many copies, so that a few lines do not become gigabytes. */
const MAX_ALIASES = 100;

/** Reads a YAML file; `shown` is how messages call it. Throws a {@link Problem} for whatever is wrong with it. */
export function readDocument(path: string, shown: string): Document {
  return documentOf(readText(path, shown, MAX_BYTES), shown);
}

/** Takes in the text of a YAML file. Throws a {@link Problem} for whatever is wrong with it. */
export function documentOf(text: string, shown: string): Document {
  const lines = new LineCounter();
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${shown}:${line}:${col}`;
  };
  if (isDeep(text))
    throw new Problem("this YAML is nested too deeply", { where: shown, help: "Write it out plainly." });
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const [error] = document.errors;
  if (error)
    throw new Problem(`this is not valid YAML: ${error.message.split("\n")[0]}`, {
      where: at(error.pos[0]),
      help: "Check the indentation, the quotes and the brackets around this place.",
    });
  const root = document.contents;
  // Only a text with an asterisk has one, and a walk over twenty thousand entries takes its time.
  if (text.includes("*"))
    visit(document, {
      Alias: (_, alias) => {
        if (alias.resolve(document)) return;
        throw new Problem(`there is no anchor &${alias.source}`, { where: at(alias.range?.[0] ?? 0) });
      },
    });
  return {
    text,
    content: contentOf(document, shown),
    place: (segments, key) => at(offsetOf(root, segments, key)),
    offset: (segments, key) => offsetOf(root, segments, key),
  };
}

function contentOf(document: ReturnType<typeof parseDocument>, shown: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    // NOTE: the parser refuses aliases that would multiply without end.
    throw new Problem("this YAML repeats itself by too many aliases", {
      where: shown,
      help: "Write it out plainly.",
    });
  }
}

/**
 * True for text that may nest deeper than anyone writes a configuration. The parser recurses, and V8 ends the whole process when a regular
 * expression has to be compiled where the stack is nearly exhausted, so catching what it throws would not do.
 */
function isDeep(text: string): boolean {
  let open = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === "[" || bracket === "{" ? 1 : -1));
    deepest = Math.max(deepest, open);
  }
  // Each level of a block is one column further right, also in `- - - x`.
  return deepest > MAX_DEPTH || new RegExp(`^[ \\t?:-]{${MAX_DEPTH * 2}}`, "m").test(text);
}

/** Reads a file of text; `shown` is how messages call it. Throws a {@link Problem} for whatever is wrong with it. */
export function readText(path: string, shown: string, maxBytes: number): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Problem("this is not a file", { where: shown });
    if (status.size > maxBytes)
      throw new Problem(`this file is too large (${status.size} bytes, the limit is ${maxBytes})`, {
        where: shown,
      });
    const buffer = Buffer.alloc(status.size);
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer.subarray(0, length));
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof TypeError) throw new Problem("this file is not UTF-8 text", { where: shown });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new Problem(code === "ENOENT" ? "there is no such file" : `this file could not be read (${code})`, {
      where: shown,
      help: "Check the path and its permissions.",
    });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function offsetOf(root: Node | null, path: Path, wanted: string | undefined): number {
  const { node, offset } = descend(root, path);
  if (wanted === undefined || !isMap(node)) return offset;
  const key = node.items.find((item) => String(item.key) === wanted)?.key;
  return isNode(key) ? (key.range?.[0] ?? offset) : offset;
}

/** The node at the end of a path and where it begins; where the last one on the way begins when it leads nowhere. */
function descend(root: Node | null, path: Path): { node: unknown; offset: number } {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const segment of path) {
    if (isMap(node)) node = node.items.find((item) => String(item.key) === String(segment))?.value;
    else if (isSeq(node)) node = node.items[Number(segment)];
    else node = undefined;
    if (isNode(node)) offset = node.range?.[0] ?? offset;
  }
  return { node, offset };
}
