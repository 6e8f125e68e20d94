import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ParsedFile } from "../model/fact.ts";

/** A file as it stands on the disk. Its text may hold credentials and must stay in the module that asked for it. */
export interface DiskFile {
  readonly text: string;
  /** The bytes begin with UTF-8's byte order mark, which is not part of the text. */
  readonly bom: boolean;
  /** SHA-256 of the bytes, 64 hex digits. */
  readonly digest: string;
  /** Permissions, `0o7777` at most. */
  readonly mode: number;
}

/** Why a file cannot be edited. */
export type Unreadable = "encoding" | "changed";

/** No scan parses a larger file, so none is edited. */
const MOST_BYTES = 256 * 1024 * 1024;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a file that is to be edited: UTF-8, with or without a byte order mark, and no link. */
export function readForEdit(root: string, path: string): DiskFile | Unreadable {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > MOST_BYTES) return "changed";
    const bytes = readFileSync(descriptor);
    const text = strict.decode(bytes);
    const bom = text.startsWith("\ufeff");
    return {
      text: bom ? text.slice(1) : text,
      bom,
      digest: digestOf(bytes),
      mode: status.mode & 0o7777,
    };
  } catch (error) {
    return error instanceof TypeError ? "encoding" : "changed";
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** SHA-256 in hex. */
const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** True when a masked text is this text's: nothing differs but characters that a mask covers. */
export function isMaskOf(masked: string, text: string): boolean {
  if (masked.length !== text.length) return false;
  for (let index = 0; index < text.length; index++) {
    const code = masked.charCodeAt(index);
    if (code !== 42 && code !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** True when a text made of masked text would put a mask in the place of a credential. */
export const copiesMask = ({ secrets }: Pick<ParsedFile, "secrets">, text: string): boolean =>
  text.includes("****") &&
  secrets.some(({ at }) => at.end > at.start && text.includes("*".repeat(at.end - at.start)));
