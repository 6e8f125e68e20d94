import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "vitest";
import { run } from "./bundle.ts";

/** What a command did at a terminal. */
export interface Session {
  readonly status: number;
  /** What was shown, without colours and movements. */
  readonly screen: string;
  readonly unanswered: number;
}

/** True where nothing can be asked: there is no Python with pseudo-terminals, and CI does not demand one. Says so once. */
export function noTerminal(file: string): boolean {
  const python = spawnSync("python3", ["-c", "import pty"]).status === 0;
  const skipped = !python && !process.env["CI"];
  if (skipped) console.warn(`\n${file}: nothing is asked. There is no python3 with pty.\n`);
  return skipped;
}

/** Runs a command at a pseudo-terminal, which `terminal.py` answers: keys for each text that is waited for, in order. */
export async function atTerminal(job: {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly columns?: number;
  readonly answers: readonly (readonly [text: string, keys: string])[];
}): Promise<Session> {
  const { columns = 80 } = job;
  const { stdout, stderr } = await run("python3", [join(import.meta.dirname, "terminal.py")], {
    input: JSON.stringify({
      ...job,
      columns,
      env: { PATH: process.env["PATH"], HOME: join(tmpdir(), "zunset-no-home"), TERM: "xterm" },
      rows: columns === 0 ? 0 : 24,
    }),
  });
  expect(stderr).toBe("");
  const session = JSON.parse(stdout) as Session;
  return { ...session, screen: stripVTControlCharacters(session.screen) };
}
