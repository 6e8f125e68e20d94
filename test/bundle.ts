import { spawn } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { inject } from "vitest";

const root = join(import.meta.dirname, "..");

/** A temporary folder, links resolved. */
export function temporaryFolder(name: string): string {
  return realpathSync(mkdtempSync(join(tmpdir(), `zunset-${name}-`)));
}

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of this run of tests, for what is built once for all of its files. */
    readonly runFolder: string;
  }
}

/**
 * Puts the bundle of the source as it is now into a folder with no `node_modules` above it, and gives its `cli.js`. `ZUNSET_CLI` names one
 * that is built already.
 */
export async function buildBundle(folder: string): Promise<string> {
  const built = process.env["ZUNSET_CLI"];
  const dist = join(folder, "dist");
  cpSync(built === undefined ? await builtOnce(inject("runFolder")) : dirname(built), dist, {
    recursive: true,
  });
  return join(dist, "cli.js");
}

/** The `dist/` in a folder that all test files have in common: whoever wants it first builds it, the others wait. */
async function builtOnce(folder: string): Promise<string> {
  const [dist, turn] = [join(folder, "dist"), join(folder, "building")];
  while (!existsSync(dist)) {
    if (!takeTurn(turn)) {
      await setTimeout(50);
      continue;
    }
    try {
      // Another file's turn may have ended in between.
      if (!existsSync(dist)) await buildTo(dist);
    } finally {
      rmdirSync(turn);
    }
  }
  return dist;
}

/** Makes a folder that nobody else has made; tells whether it did. */
function takeTurn(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function buildTo(dist: string): Promise<void> {
  // The build writes beside its own source, so it gets a tree of links to work in.
  const work = temporaryFolder("build");
  try {
    for (const name of ["package.json", "tsconfig.json"]) copyFileSync(join(root, name), join(work, name));
    for (const name of ["src", "rules", "schemas"])
      symlinkSync(join(root, name), join(work, name), "junction");
    cpSync(join(root, "scripts"), join(work, "scripts"), { recursive: true });
    mkdirSync(join(work, "node_modules"));
    for (const name of readdirSync(join(root, "node_modules")))
      if (!name.startsWith("."))
        symlinkSync(join(root, "node_modules", name), join(work, "node_modules", name), "junction");
    const { status, stderr } = await run(process.execPath, [join(work, "scripts/build.mjs")]);
    if (status !== 0) throw new Error(`the bundle could not be built\n${stderr}`);
    renameSync(join(work, "dist"), dist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  /** Added to an environment that holds nothing but the path to programs and a home that is not there. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Closes the pipe of standard output when so many bytes have come. */
  readonly readAtMost?: number;
}

/** What a program did. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, free of whatever the caller's environment says (CI, NO_COLOR, GITHUB_*, git's settings). */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? tmpdir(),
      env: {
        PATH: process.env["PATH"],
        // Nobody lives there, so no settings of git or of a shell apply.
        HOME: join(tmpdir(), "zunset-no-home"),
        TMPDIR: tmpdir(),
        GIT_CONFIG_NOSYSTEM: "1",
        ...options.env,
      },
      timeout: 60_000,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      out.push(chunk);
      size += chunk.length;
      if (options.readAtMost !== undefined && size >= options.readAtMost) child.stdout.destroy();
    });
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // A program that reads nothing closes the pipe.
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

/** Writes files below a folder, with the folders they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Makes a folder the top of a git checkout. */
export async function initGit(folder: string): Promise<void> {
  const { status, stderr } = await run("git", ["init", "--quiet", folder]);
  if (status !== 0) throw new Error(`git init failed: ${stderr}`);
}
