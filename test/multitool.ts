import { execFileSync } from "node:child_process";
import { accessSync, chmodSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

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
