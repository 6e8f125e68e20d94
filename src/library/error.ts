import { bugOf } from "../engine/bug.ts";
import { Problem } from "../model/problem.ts";
import type * as api from "./api.ts";

/** What the library rejects with. */
export class ZunsetError extends Error {
  override readonly name = "ZunsetError";
  readonly code: api.ErrorCode;
  readonly where: string | undefined;
  readonly help: string | undefined;

  constructor(
    message: string,
    { code, where, help }: Pick<api.ZunsetError, "code"> & Partial<Pick<api.ZunsetError, "where" | "help">>,
  ) {
    super(message);
    this.code = code;
    this.where = where;
    this.help = help;
  }
}

/** What a function that the caller gave has thrown. */
export class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** Does what the caller asked for; whatever goes wrong comes out as the caller is told that it does. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw publicly(error);
  }
}

/** An error as the caller may see it: what the error of a bug says may quote a file, so nothing of that goes on. */
export function publicly(error: unknown): unknown {
  if (error instanceof Thrown) return error.error;
  if (error instanceof Problem) {
    const { message, code, where, help } = error;
    return new ZunsetError(message, {
      code,
      where: where && asOptions(where),
      help: help && asOptions(help),
    });
  }
  const { message, frames } = bugOf(error);
  return new ZunsetError(message, { code: "bug", help: frames.join("\n") });
}

/** Words of the command line that stand for options of the library. */
const OPTIONS: readonly (readonly [flag: RegExp, option: string])[] = [
  [/--force\b/g, "force: true"],
  [/--rules DIR\b/g, "the option rules"],
  [/--(config|exclude|only|rules|since|staged|threads|transition)\b/g, "$1"],
  [/--max-file-size\b/g, "maxFileSize"],
  [/Run zunset migrate again\./g, "Call migrate again."],
];

const asOptions = (text: string): string =>
  OPTIONS.reduce((told, [flag, option]) => told.replace(flag, option), text);
