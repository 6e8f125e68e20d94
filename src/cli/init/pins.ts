import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { checkedOut } from "../../discover/refs.ts";
import { hasGit } from "../../discover/root.ts";

/** The actions that a workflow uses, as README.md shows them: a full commit, and its version as a comment. */
export const ACTIONS = {
  checkout: "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  upload: "github/codeql-action/upload-sarif@5d4e8d1aca955e8d8589aabd499c5cae939e33c7 # v4.31.9",
} as const;

/** Where zunset is. */
export const REPOSITORY = "zunset/zunset";

/** Stands for a commit that nobody has named; GitHub says that there is none such. */
export const UNKNOWN_COMMIT = "the-commit-you-reviewed";

/** The zunset that a pipeline runs. */
export interface Pin {
  /** 40 hex digits, or {@link UNKNOWN_COMMIT}. */
  readonly commit: string;
  /** What is said of it behind a `#`. */
  readonly note: string;
}

/** The commit that was named, or that of the clone which zunset runs from, or the one that pipelines of the repository (`texts`) run already. */
export async function pinOf(named: string | undefined, texts: readonly string[]): Promise<Pin> {
  if (named !== undefined) return { commit: named, note: "the commit of zunset you named" };
  // The bundle stands in `dist/`, this source in `src/cli/init/`. A package that was installed has no `.git` of its own.
  const here = import.meta.dirname;
  const clone = join(here, basename(here) === "dist" ? ".." : "../../..");
  const own = existsSync(join(clone, "action.yml")) && hasGit(clone) ? await checkedOut(clone) : undefined;
  if (!own) return pinIn(texts) ?? { commit: UNKNOWN_COMMIT, note: "a full commit id of zunset" };
  return { commit: own.commit, note: own.release ?? "the zunset that wrote this file" };
}

function pinIn(texts: readonly string[]): Pin | undefined {
  for (const text of texts) {
    const found = /(?:\bzunset\/zunset@|\bZUNSET_COMMIT: )([\da-f]{40}) # ([\w., -]{1,60})$/m.exec(text);
    if (found?.[1] !== undefined && found[2] !== undefined) return { commit: found[1], note: found[2] };
  }
  return undefined;
}
