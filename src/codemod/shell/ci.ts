import { posix } from "node:path";
import type { ParsedFile } from "../../model/fact.ts";
import type { Project } from "../recipe.ts";

/** What runs a script that stands in a YAML file. */
export interface Pipeline {
  readonly kind: "github" | "action" | "gitlab" | "azure" | "circleci" | "other";
  /** The repository's files are there when the script runs. */
  readonly checkedOut: boolean;
  /** The script does not run in the repository's root. */
  readonly moved: boolean;
}

const KINDS: readonly (readonly [RegExp, Pipeline["kind"]])[] = [
  [/(?:^|\/)\.github\/workflows\//, "github"],
  [/(?:^|\/)action\.ya?ml$/, "action"],
  [/\.gitlab-ci[^/]*\.ya?ml$|(?:^|\/)\.gitlab\//, "gitlab"],
  [/azure-pipelines?|(?:^|\/)\.azure/, "azure"],
  [/(?:^|\/)\.circleci\//, "circleci"],
];

/** Reads off a file's place and text what runs the script that begins at an offset. */
export function pipelineOf({ path, masked }: ParsedFile, start: number): Pipeline {
  const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
  const before = masked.slice(0, start);
  const after = masked.slice(start);
  const job = before.slice(lastLine(before, /^[ ]*steps:/));
  const next = after.search(/\n[ ]*-[ ]/);
  const step = before.slice(lastLine(before, /^[ ]*-[ ]/)) + (next < 0 ? after : after.slice(0, next));
  const moved = /working-?directory:/i.test(step) || hasDefaultFolder(before);
  switch (kind) {
    case "github":
      return { kind, checkedOut: /uses:[ ]*["']?actions\/checkout\b/.test(job), moved };
    case "gitlab":
      return {
        kind,
        checkedOut: !/GIT_(?:STRATEGY|CHECKOUT):[ ]*["']?(?:none|false)/.test(masked),
        moved: false,
      };
    case "azure":
      return { kind, checkedOut: !/checkout:[ ]*none/.test(masked), moved };
    case "circleci":
      return {
        kind,
        checkedOut: /-[ ]+checkout\b/.test(job),
        moved: moved || /working_directory:/.test(step),
      };
    default:
      return { kind, checkedOut: false, moved: false };
  }
}

const FOLDERS = ["scripts", "script", "ci", ".ci", "bin", "tools", ".github/scripts"];

/** The folder in which the repository keeps scripts. */
export function providerFolder({ kind }: Pipeline, project: Project): string {
  const kept = FOLDERS.find((folder) =>
    project.paths.some((path) => posix.dirname(path) === folder && /\.(?:sh|bash)$/.test(path)),
  );
  return kept ?? (kind === "github" ? ".github/scripts" : "scripts");
}

const ROOTS: Readonly<Partial<Record<Pipeline["kind"], string>>> = {
  github: "$GITHUB_WORKSPACE",
  gitlab: "$CI_PROJECT_DIR",
  azure: "$BUILD_SOURCESDIRECTORY",
};

/** How a step names the provider. */
export function providerReference(path: string, { kind, moved }: Pipeline): string {
  const root = ROOTS[kind];
  return moved && root ? `"${root}/${path}"` : `./${path}`;
}

/** Where the last line begins that a pattern fits; 0 when none does. */
function lastLine(text: string, pattern: RegExp): number {
  for (let end = text.length; end > 0; ) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    if (pattern.test(text.slice(start, end))) return start;
    end = start - 1;
  }
  return 0;
}

/** `defaults: run: working-directory: …` of the workflow or the job. */
function hasDefaultFolder(text: string): boolean {
  const defaults = text.search(/^[ ]*defaults:/m);
  return defaults >= 0 && text.includes("working-directory:", defaults);
}
