import { type Plan, type PlanOptions, plan } from "../src/codemod/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { type Scan, scan } from "../src/scan.ts";

const LIMITS = { ruleSet: await builtInRules(), asOf: "2026-11-22", maxFileSize: 1 << 20 };

/** Scans a folder as a migration does, in this thread. */
export const scanned = (root: string): Promise<Scan> =>
  scan({
    ...LIMITS,
    roots: [root],
    excludes: [],
    ignoredCredentials: true,
    version: "0.0.0",
    hashLines: false,
    threads: 0,
  });

/** Plans the migration of a scanned folder, with all rewrites and the scope `read`. */
export const planOf = (tree: Scan, options: Partial<PlanOptions> = {}): Promise<Plan> =>
  plan(tree, { ...LIMITS, scope: "read", transition: "switch", ...options });

/** Scans a folder and plans its migration. */
export const planned = async (root: string, options: Partial<PlanOptions> = {}): Promise<Plan> =>
  planOf(await scanned(root), options);
