import type { ParsedFile } from "../model/fact.ts";
import type { Root } from "../resolve/index.ts";

/** A token that is read out of a grant's answer, or out of where such a one is kept: the file that reads it asks for grants itself. */
export const isGranted = ({ kind, key }: Root, file: ParsedFile | undefined): boolean =>
  kind === "lookup" &&
  /access[-_]?token$/i.test(key ?? "") &&
  /\boauth\/tokens\b|\bgrant_type\b/.test(file?.masked ?? "");
