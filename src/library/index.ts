import type * as api from "./api.ts";
import { guarded } from "./error.ts";

export { ZunsetError } from "./error.ts";

/** See `scan` in api.ts, which the package publishes. What a scan needs is loaded when the first one begins. */
export function scan(options: api.ScanOptions = {}): Promise<api.Scan> {
  return guarded(async () => (await import("./scan.ts")).scanTree(options));
}

/** See `migrate` in api.ts, which the package publishes. */
export function migrate(options: api.MigrateOptions = {}): Promise<api.Migration> {
  return guarded(async () => (await import("./migrate.ts")).planMigration(options));
}
