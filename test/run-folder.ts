import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** Makes the folder that a run's test files have in common, and removes it after the last of them. */
export default function setup({ provide }: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "zunset-run-")));
  provide("runFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
