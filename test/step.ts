import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { checkout, git } from "./tree.ts";

const action = join(import.meta.dirname, "../dist/action.js");

/** A new folder for every test: what the runner calls its temporary one. The repository `desk` stands in it. */
export let folder = "";
/** The workspace. */
export let repository = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "zunset-action-")));
  repository = join(folder, "desk");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a run of the step did. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Lines that are commands to the runner, where it listens. */
  readonly commands: readonly string[];
}

/** How it is started. */
export interface Start {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly payload?: unknown;
  readonly workspace?: string;
  readonly node?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs dist/action.js as the runner does: inputs, event and outputs go through the environment and files. */
export function run({
  inputs = {},
  event = "push",
  payload = {},
  workspace = repository,
  node,
  environment,
}: Start = {}): Ran {
  const place = (name: string, text = ""): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const { status, stdout, stderr } = spawnSync(node ?? process.execPath, [action], {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: place("event.json", typeof payload === "string" ? payload : JSON.stringify(payload)),
      GITHUB_OUTPUT: place("output"),
      GITHUB_STEP_SUMMARY: place("summary.md"),
      ...given,
      ...environment,
    },
  });
  return {
    status,
    stdout,
    stderr,
    outputs: outputsIn(readFileSync(join(folder, "output"), "utf8")),
    summary: readFileSync(join(folder, "summary.md"), "utf8"),
    commands: commandsIn(stdout),
  };
}

/** `name<<delimiter LF value LF delimiter`, as the runner reads it. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const [, name, delimiter] = /^([^<]+)<<(.+)$/.exec(lines[index] ?? "") ?? [];
    if (name === undefined) continue;
    const end = lines.indexOf(delimiter ?? "", index + 1);
    outputs[name] = lines.slice(index + 1, end).join("\n");
    index = end;
  }
  return outputs;
}

/** The commands that the runner would act on: none between `stop-commands` and its token. */
function commandsIn(stdout: string): string[] {
  const commands: string[] = [];
  let stopped: string | undefined;
  for (const line of stdout.split("\n")) {
    const [, name, token] = /^::([\w-]+).*?::(.*)$/.exec(line) ?? [];
    if (stopped !== undefined) {
      if (line === `::${stopped}::`) stopped = undefined;
    } else if (name === "stop-commands") stopped = token;
    else if (name !== undefined) commands.push(line);
  }
  expect(stopped, "the runner listens again").toBeUndefined();
  return commands;
}

/** The id of a commit. */
export const id = (ref: string, where = repository): string =>
  execFileSync("git", ["rev-parse", ref], { cwd: where, encoding: "utf8" }).trim();

/** Commits everything. */
export function commit(): void {
  git(repository, "add", "--all");
  git(repository, "commit", "--quiet", "--allow-empty", "--message", "change");
}

/** Makes a base, a branch on top of it, and checks out what GitHub does: their merge. Gives the event. */
export function pull(
  base: Readonly<Record<string, string>>,
  change: () => void,
): { event: string; payload: unknown } {
  checkout(base, repository);
  git(repository, "branch", "--move", "main");
  git(repository, "checkout", "--quiet", "-b", "change");
  change();
  commit();
  git(repository, "checkout", "--quiet", "--detach", "main");
  git(repository, "merge", "--quiet", "--no-ff", "--message", "merge", "change");
  return startOf();
}

/** The event that GitHub sends about the pull request as it is now; `from` is the repository that it comes from. */
export const startOf = ({ from = "acme/desk" } = {}): { event: string; payload: unknown } => ({
  event: "pull_request",
  payload: {
    repository: { full_name: "acme/desk", private: false },
    pull_request: {
      number: 7,
      base: { ref: "main", sha: id("main") },
      head: { sha: id("change"), repo: { full_name: from } },
    },
  },
});
