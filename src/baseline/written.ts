import { type Document, documentOf } from "../config/document.ts";

/** A line of an entry: the first begins with a hyphen. */
const FIELD = /^( {2}- | {4})([a-z]+): (.+)$/;

/** Texts that YAML takes as they are: no sign in them means anything, and they are no number, date with a time, truth or nothing. */
const PLAIN = /^[A-Za-z_./][\w .,()/@+=-]*(?<! )$|^\d{4}-\d{2}-\d{2}$/;
const NO_TEXT = /^(?:true|false|null|\.inf|\.nan)$|^\.\d|^-{3}|^\.{3}/i;
/** A fingerprint, but for one that reads as a number. */
const FINGERPRINT = /^(?!\d+(?:e\d+)?$)[0-9a-f]{32}$/;

/**
 * A baseline in the form that zunset writes, line by line: twenty thousand entries take a twentieth of the time that YAML takes. Undefined for
 * whatever else somebody made of it, which a parser of YAML has to say.
 */
export function writtenDocument(text: string, shown: string): Document | undefined {
  const entries: Record<string, string>[] = [];
  const begins: number[] = [];
  let version: number | undefined;
  let listed = false;
  let empty = false;
  for (const [index, whole] of text.split("\n").entries()) {
    const line = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    if (line === "" || line.startsWith("#")) continue;
    const field = FIELD.exec(line);
    if (!field) {
      const number = /^version: (\d{1,4})$/.exec(line)?.[1];
      if (number !== undefined && version === undefined && !listed && !/^0\d/.test(number))
        version = Number(number);
      else if ((line === "findings:" || line === "findings: []") && !listed) {
        listed = true;
        empty = line !== "findings:";
      } else return undefined;
      continue;
    }
    const [, lead = "", key = "", scalar = ""] = field;
    const value = textOf(scalar);
    if (value === undefined || !listed || empty) return undefined;
    if (lead.includes("-")) {
      begins.push(index + 1);
      entries.push({ [key]: value });
      continue;
    }
    const entry = entries.at(-1);
    if (!entry || Object.hasOwn(entry, key)) return undefined;
    entry[key] = value;
  }
  if (version === undefined || (entries.length === 0) !== empty) return undefined;
  let parsed: Document | undefined;
  // Only a mistake asks for other places.
  const full = (): Document => {
    parsed ??= documentOf(text, shown);
    return parsed;
  };
  return {
    text,
    content: { version, findings: entries },
    place: (path, key) => {
      const line = path.length === 2 && path[0] === "findings" ? begins[Number(path[1])] : undefined;
      return line !== undefined && key === undefined ? `${shown}:${line}:5` : full().place(path, key);
    },
    offset: (path, key) => full().offset(path, key),
  };
}

/** What a scalar says, where that can be told without YAML; JSON's texts are YAML's, too. */
function textOf(scalar: string): string | undefined {
  if (FINGERPRINT.test(scalar)) return scalar;
  if (PLAIN.test(scalar)) return NO_TEXT.test(scalar) ? undefined : scalar;
  if (!scalar.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(scalar);
    return typeof value === "string" ? value : undefined;
  } catch {
    // NOTE: no text of JSON's; YAML may know what it is.
    return undefined;
  }
}
