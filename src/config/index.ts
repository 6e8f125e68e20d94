import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Severity } from "../model/rule.ts";
import { Problem } from "../model/problem.ts";

/** What `zunset.config.yml` may say; its schema is `schemas/config.schema.json`. */
export interface Config {
  readonly exclude?: readonly string[];
  readonly only?: readonly string[];
  readonly failOn?: Severity | "never";
  /** Folder with rules of one's own, absolute. */
  readonly rules?: string;
  readonly ignoredCredentials?: boolean;
  readonly maxFileSize?: number;
}

const NAMES = ["zunset.config.yml", "zunset.config.yaml"];

/** The configuration file of a scanned path: in its folder or in one above, up to the git root. */
function findConfig(from: string): string | undefined {
  let folder = existsSync(from) && statSync(from).isDirectory() ? from : dirname(from);
  for (;;) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name);
    const parent = dirname(folder);
    if (parent === folder || existsSync(join(folder, ".git"))) return undefined;
    folder = parent;
  }
}

/** Reads the configuration named on the command line, or the one that belongs to the scanned path; `{}` when there is none. */
export async function readConfig(named: string | undefined, scanned: string | undefined): Promise<Config> {
  const path = named === undefined ? (scanned === undefined ? undefined : findConfig(scanned)) : resolve(named);
  if (path === undefined) return {};
  if (!existsSync(path)) throw new Problem("the configuration file does not exist", { where: named ?? path, help: "Check the path given to --config." });
  const { readValidated } = await import("./validate.ts");
  const content = await readValidated(path, named ?? path, "config");
  const config = (content ?? {}) as Record<string, unknown>;
  return {
    ...(config as Config),
    ...(typeof config["rules"] === "string" ? { rules: resolve(dirname(path), config["rules"]) } : {}),
  };
}
