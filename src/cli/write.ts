import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Problem } from "../model/problem.ts";

/** Writes a report to a file, whole or not at all; `-` is standard output. */
export async function writeOutput(target: string, text: string): Promise<void> {
  if (target === "-") {
    // Wait for a slow reader: exiting with a full pipe would cut the report.
    await new Promise<void>((done, fail) => {
      process.stdout.write(text, (error) => (error && (error as NodeJS.ErrnoException).code !== "EPIPE" ? fail(error) : done()));
    });
    return;
  }
  const path = resolve(target);
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Problem(`the report could not be written (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`, { where: target, help: "Check the folder and its permissions." });
  }
}
