import { execFileSync } from "node:child_process";
import { accessSync, chmodSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Log } from "sarif";

/** Folder of the SARIF multitool, which holds the schema, too. */
export const MULTITOOL = dirname(
  createRequire(import.meta.url).resolve("@microsoft/sarif-multitool-linux/package.json"),
);

/** Runs the SARIF multitool, which is a program for Linux; it unpacks itself into `folder`. */
export function multitool(folder: string, args: readonly string[]): void {
  const tool = join(MULTITOOL, "Sarif.Multitool");
  try {
    accessSync(tool, constants.X_OK);
  } catch {
    chmodSync(tool, 0o755);
  }
  execFileSync(tool, args, {
    env: {
      ...process.env,
      DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1",
      DOTNET_BUNDLE_EXTRACT_BASE_DIR: folder,
    },
    stdio: "pipe",
  });
}

/** Errors and warnings of the multitool's rules about SARIF files; its exit code says nothing (0 for an invalid file too). */
export function complaintsOf(folder: string, files: readonly string[], ruleKinds: string): string[] {
  const output = join(folder, "out.sarif");
  const options = [
    "--rule-kind",
    ruleKinds,
    "--level",
    "Error;Warning",
    "-o",
    output,
    "--log",
    "ForceOverwrite",
  ];
  multitool(folder, ["validate", ...files, ...options]);
  const log = JSON.parse(readFileSync(output, "utf8")) as Log;
  return log.runs.flatMap((run) =>
    (run.results ?? []).map(({ ruleId, level, message, locations }) => {
      const file = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
      return `${file} ${ruleId} ${level} ${JSON.stringify(message)}`;
    }),
  );
}
