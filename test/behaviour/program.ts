import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { run, temporaryFolder } from "../bundle.ts";
import { fillIn } from "./credentials.ts";
import { type Expected, type Trial, trials } from "./judge.ts";
import type { Outcome } from "./mode.ts";
import type { Network } from "./namespace.ts";

const root = join(import.meta.dirname, "../..");
const PROGRAMS = join(root, "fixtures/programs");

/** `run.json` of a program; README.md says what each key means. */
interface RunFile {
  readonly command: readonly string[];
  readonly build?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly old?: Readonly<Record<string, string>>;
  readonly new?: Readonly<Record<string, string>>;
  readonly stdout?: string;
  readonly stdoutPattern?: string;
  readonly calls: readonly string[];
  readonly scopes?: readonly string[];
  readonly mints?: number;
  readonly revokeAfter?: number;
  readonly dual?: true;
  readonly needs?: readonly string[];
  readonly packages?: Readonly<Record<string, string>>;
}

const KEYS: ReadonlySet<string> = new Set<keyof RunFile>([
  ...(["command", "build", "env", "old", "new", "stdout", "stdoutPattern", "calls"] as const),
  ...(["scopes", "mints", "revokeAfter", "dual", "needs", "packages"] as const),
]);

/** A program that is to be migrated. */
export interface Program {
  /** `<language>-<case>`, as its folder is called. */
  readonly name: string;
  readonly folder: string;
  readonly transition: "switch" | "dual";
  readonly file: RunFile;
  readonly expected: Expected;
}

/** Rewrites a checkout in place. */
export type Migrate = (folder: string, transition: Program["transition"]) => Promise<void>;

/** What one trial of a program came to; no complaints when all is well. */
export interface Verdict {
  readonly trial: string;
  readonly complaints: readonly string[];
  readonly outcome: Outcome;
}

/** All programs of `fixtures/programs/`, or those whose name begins with `PROGRAM` of the environment; once more those that have a dual transition. */
export function listPrograms(): Program[] {
  const wanted = process.env["PROGRAM"] ?? "";
  return readdirSync(PROGRAMS)
    .filter((name) => name.startsWith(wanted) && existsSync(join(PROGRAMS, name, "run.json")))
    .map(readProgram)
    .flatMap((program) =>
      program.file.dual ? [program, { ...program, transition: "dual" as const }] : [program],
    );
}

function readProgram(name: string): Program {
  const folder = join(PROGRAMS, name);
  const file = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as RunFile;
  const wrong = (what: string): never => {
    throw new Error(`fixtures/programs/${name}/run.json: ${what}`);
  };
  for (const key of Object.keys(file)) if (!KEYS.has(key)) wrong(`${key} means nothing`);
  if (!(file.calls?.length >= 2)) wrong("calls has to name two calls at least");
  if ((file.stdout === undefined) === (file.stdoutPattern === undefined))
    wrong("either stdout or stdoutPattern has to say what is printed");
  const expected: Expected = {
    stdout: file.stdout ?? new RegExp(file.stdoutPattern ?? ""),
    calls: file.calls,
    ...(file.scopes && { scopes: file.scopes }),
    mints: file.mints ?? 1,
    variables: Object.keys(file.new ?? NEW),
  };
  return { name, folder, transition: "switch", file, expected };
}

/** What a program needs and this machine lacks: Debian packages, and packages that the project does not install. */
export async function missingFor({ file }: Program): Promise<string[]> {
  const npm = Object.values(file.packages ?? {}).filter(
    (name) => !existsSync(join(root, "node_modules", name)),
  );
  const missing = npm.map((name) => `npm:${name}`);
  for (const name of file.needs ?? []) {
    const query = ["--show", "--showformat=${db:Status-Status}", name];
    const { stdout } = await run("dpkg-query", query).catch(() => ({ stdout: "" }));
    if (stdout !== "installed") missing.push(name);
  }
  return missing;
}

const OLD = { ZENDESK_EMAIL: "${EMAIL}", ZENDESK_API_TOKEN: "${API_TOKEN}" };
const NEW = { ZENDESK_OAUTH_CLIENT_ID: "${CLIENT_ID}", ZENDESK_OAUTH_CLIENT_SECRET: "${CLIENT_SECRET}" };

/**
 * Puts a program through its trials (all, or those named) and gives a verdict on each. `environment` holds the variables that make the
 * stand-in trusted. A program whose build fails before it is migrated is a broken fixture, and thrown.
 */
export async function tryProgram(
  program: Program,
  migrate: Migrate,
  network: Network,
  environment: Readonly<Record<string, string>>,
  only?: readonly string[],
): Promise<Verdict[]> {
  const { file, expected, transition } = program;
  const base = temporaryFolder(`program-${program.name}`);
  const folders = { before: join(base, "before"), after: join(base, "after") };
  const execute = (
    command: readonly string[],
    cwd: string,
    { name, mode = {}, pause = 0, env = {} }: Partial<Trial> & { name: string; env?: Record<string, string> },
  ): Promise<Outcome> =>
    network.run({
      mode,
      command,
      cwd,
      env: { ...surroundings(base, name), ...environment, ...file.env, ...env, PAUSE_MS: String(pause) },
      timeout: 60_000,
    });
  const perform = async (trial: Trial): Promise<Verdict> => {
    const cwd = trial.version === "before" ? folders.before : folders.after;
    const env = fillIn(credentialsFor(trial.version, program));
    const outcome = await execute(file.command, cwd, { ...trial, env });
    return { trial: trial.name, complaints: trial.judge(outcome, expected), outcome };
  };
  try {
    prepare(program, base, folders);
    const chosen = trials(file.revokeAfter ?? 1, transition).filter(
      ({ name }) => only?.includes(name) ?? true,
    );
    const verdicts: Verdict[] = [];
    for (const version of ["before", "after"] as const) {
      const its = chosen.filter((trial) => trial.version.startsWith(version));
      if (its.length === 0) continue;
      if (version === "after") {
        await commit(folders.after);
        await migrate(folders.after, transition);
      }
      const built = file.build && (await execute(file.build, folders[version], { name: `build-${version}` }));
      if (built && built.status !== 0) {
        if (version === "before") throw new Error(`${program.name} could not be built\n${built.stderr}`);
        return [...verdicts, { trial: "build", complaints: ["could not be built"], outcome: built }];
      }
      for (const trial of its) verdicts.push(await perform(trial));
    }
    return verdicts;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** The variables that one version gets. */
function credentialsFor(version: Trial["version"], { file }: Program): Record<string, string> {
  const [old, own] = [file.old ?? OLD, file.new ?? NEW];
  const without = (half: RegExp): Record<string, string> =>
    Object.fromEntries(Object.entries({ ...old, ...own }).filter(([name]) => !half.test(name)));
  switch (version) {
    case "before":
    case "after, with old credentials":
      return old;
    case "after":
      return own;
    case "after, with both":
      return { ...old, ...own };
    case "after, without id":
      return without(/CLIENT_ID$/);
    case "after, without secret":
      return without(/CLIENT_SECRET$/);
    case "after, without credentials":
      return {};
  }
}

/** Says what went wrong in a trial, with what was printed and what the stand-in saw; empty when nothing did. */
export function describeVerdict({ trial, complaints, outcome }: Verdict): string {
  if (complaints.length === 0) return "";
  const log = outcome.log.map(({ method, path, scheme, status, error, scope, mint }) =>
    [method, path, scheme, status, error, mint && `(scope: ${scope})`].filter(Boolean).join(" "),
  );
  const ended = `exit ${outcome.status}`;
  return [
    `${trial}: ${complaints.join("; ")}`,
    ...[ended, ...lastLines(outcome.stdout), ...lastLines(outcome.stderr), ...log].map(
      (line) => `    ${line}`,
    ),
  ].join("\n");
}

const lastLines = (text: string): string[] => text.split("\n").filter(Boolean).slice(-15);

/** Copies of the program, and above them the packages it may import: nothing else of the project's is found from there. */
function prepare({ folder, file }: Program, base: string, folders: { before: string; after: string }): void {
  for (const copy of Object.values(folders)) cpSync(join(folder, "before"), copy, { recursive: true });
  mkdirSync(join(base, "bin"));
  symlinkSync(process.execPath, join(base, "bin/node"));
  for (const [name, installed] of Object.entries(file.packages ?? {})) {
    const link = join(base, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", installed), link, "dir");
  }
}

/** A repository with one commit, as a tool that looks for uncommitted changes wants it. */
async function commit(folder: string): Promise<void> {
  const author = ["-c", "user.name=acme", "-c", "user.email=acme@example.com", "-c", "commit.gpgsign=false"];
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all", "--force"],
    [...author, "commit", "--quiet", "--message", "As it was"],
  ]) {
    const { status, stderr } = await run("git", args, { cwd: folder });
    if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
  }
}

/** The system's interpreters and this Node, a home and a temporary folder that no other run left anything in, and no network to ask. */
function surroundings(base: string, name: string): Record<string, string> {
  const [home, temporary] = [join(base, "home", name), join(base, "tmp", name)];
  for (const folder of [home, temporary]) mkdirSync(folder, { recursive: true });
  return {
    PATH: [join(base, "bin"), "/usr/bin", "/bin", "/usr/sbin", "/sbin", join(root, "node_modules/.bin")].join(
      ":",
    ),
    HOME: home,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    PYTHONDONTWRITEBYTECODE: "1",
    GOCACHE: join(base, "go"),
    GOPROXY: "off",
    GOTOOLCHAIN: "local",
    COMPOSER_DISABLE_NETWORK: "1",
  };
}
