import { chmod, lstat, mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Problem } from "../model/problem.ts";

/** Writes a report (or whatever `what` says) to a file, whole or not at all; `-` is standard output. */
export async function writeOutput(target: string, text: string, what = "the report"): Promise<void> {
  if (target === "-") {
    await print(text);
    return;
  }
  try {
    await writeToFile(resolve(target), text);
  } catch (error) {
    throw unwritable(error, target, "Check the folder, its permissions and the room on the disk.", what);
  }
}

/** Writes to standard output and waits for a slow reader: to exit with a full pipe would cut the text. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    process.stdout.write(text, (error) => {
      // A reader that closed the pipe wants no more.
      if (!error || codeOf(error) === "EPIPE") done();
      else fail(unwritable(error, "standard output", "Check where the output goes."));
    });
  });
}

async function writeToFile(path: string, text: string): Promise<void> {
  const existing = await lstat(path).catch(() => undefined);
  const place = existing?.isSymbolicLink() ? await realpath(path).catch(() => path) : path;
  const status = await lstat(place).catch(() => undefined);
  if (status && !status.isFile()) {
    // NOTE: a device or a pipe (`/dev/null`) is written to; a new file must not take its place.
    await writeFile(place, text);
    return;
  }
  const temporary = `${place}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(place), { recursive: true });
    // NOTE: never through a link that somebody put there.
    await rm(temporary, { force: true });
    await writeFile(temporary, text, { flag: "wx" });
    if (status) await chmod(temporary, status.mode & 0o7777);
    await rename(temporary, place);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

function unwritable(error: unknown, where: string, help: string, what = "the report"): Problem {
  return new Problem(`${what} could not be written (${codeOf(error)})`, { where, help });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "unknown error";
}
