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
  /** What runs it where that is no shell of the Unix kind, as far as it is known: `pwsh`, `cmd`. */
  readonly foreign?: string;
}

const KINDS: readonly (readonly [RegExp, Pipeline["kind"]])[] = [
  [/(?:^|\/)\.github\/workflows\//, "github"],
  [/(?:^|\/)action\.ya?ml$/, "action"],
  [/\.gitlab-ci[^/]*\.ya?ml$|(?:^|\/)\.gitlab\//, "gitlab"],
  [/azure-pipelines?|(?:^|\/)\.azure/, "azure"],
  [/(?:^|\/)\.circleci\//, "circleci"],
];

/** Reads off a file's place and text what runs the script that begins at an offset. */
export function pipelineOf({ path, masked }: ParsedFile, start: number, key = ""): Pipeline {
  const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
  const before = masked.slice(0, start);
  const after = masked.slice(start);
  const job = before.slice(lastLine(before, /^[ ]*steps:/));
  const next = after.search(/\n[ ]*-[ ]/);
  const step = before.slice(lastLine(before, /^[ ]*-[ ]/)) + (next < 0 ? after : after.slice(0, next));
  const moved = /working-?directory:/i.test(step) || hasDefaultFolder(before);
  switch (kind) {
    case "github": {
      const foreign =
        shellOf(step, before) ?? (/windows/i.test(runnerOf(before, masked)) ? "PowerShell" : undefined);
      return {
        kind,
        checkedOut: checksOut(job),
        moved,
        ...(foreign && isForeign(foreign) ? { foreign } : {}),
      };
    }
    case "gitlab":
      return {
        kind,
        checkedOut: !/GIT_(?:STRATEGY|CHECKOUT):[ ]*["']?(?:none|false)/.test(masked),
        moved: false,
      };
    case "azure": {
      const steps = before.slice(lastLine(before, /^[ ]*steps:/));
      const pool = before.slice(Math.max(0, before.search(/^[ ]*(?:pool|vmImage):/m)));
      const windows = /vmImage:[ ]*["']?(?:win|vs\d)/i.test(pool) || /windows-/i.test(before);
      const foreign = /^(?:pwsh|powershell)$/i.test(key)
        ? key
        : key === "script" && windows
          ? "cmd"
          : undefined;
      const alone = (steps.match(/^[ ]*-[ ]+checkout:/gm) ?? []).length < 2;
      const checkedOut = !/checkout:[ ]*none/.test(masked) && alone && !/^[ ]+path:/m.test(steps);
      return { kind, checkedOut, moved, ...(foreign && { foreign }) };
    }
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

/** A step before checks this repository out, always and into the working folder. */
function checksOut(job: string): boolean {
  const lines = job.split("\n");
  return lines.some((line, index) => {
    if (!/^[ ]*(?:-[ ]+)?uses:[ ]*["']?actions\/checkout\b/.test(line)) return false;
    const column = line.search(/[^ -]/);
    const isOwn = (one: string): boolean => one.trim() === "" || one.search(/\S/) >= column;
    let first = index;
    while (first > 0 && !/^[ ]*-[ ]/.test(lines[first] ?? "")) first--;
    let last = index + 1;
    while (last < lines.length && isOwn(lines[last] ?? "")) last++;
    return !/^[ ]*(?:-[ ]+)?(?:if|path|repository|sparse-checkout):|[{,][ ]*(?:path|repository|sparse-checkout):/m.test(
      lines.slice(first, last).join("\n"),
    );
  });
}

/** The shell that a step of GitHub Actions, its job or its workflow asks for. */
function shellOf(step: string, before: string): string | undefined {
  const named = /^[ ]*(?:-[ ]+)?shell:[ ]*["']?([\w./-]+)/m;
  const defaults = [
    ...before.matchAll(/^[ ]*defaults:[ ]*\r?\n(?:[ ]+[^\n]*\n)*?[ ]+shell:[ ]*["']?([\w./-]+)/gm),
  ];
  return named.exec(step)?.[1] ?? defaults.at(-1)?.[1];
}

/** What a job runs on; a matrix may say so for the whole workflow. */
function runnerOf(before: string, masked: string): string {
  const last = [...before.matchAll(/^[ ]*runs-on:[ ]*([^\n]*)/gm)].at(-1)?.[1] ?? "";
  return last.includes("matrix.") ? masked : last;
}

const isForeign = (shell: string): boolean => !/^(?:.*\/)?(?:ba|da|z|k|a)?sh$/.test(shell);

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
