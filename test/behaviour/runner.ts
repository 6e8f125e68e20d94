// Runs inside a private network (see namespace.ts): takes jobs as JSON lines on standard input, answers each with a JSON line on standard
// output. A job's stand-in listens at 127.0.0.1:443 as long as its program runs, so jobs come one after the other.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { ACCOUNT } from "./credentials.ts";
import type { Job, Outcome } from "./mode.ts";
import { createZendesk } from "./zendesk.ts";

const [key = "", cert = ""] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));

for await (const line of createInterface({ input: process.stdin })) {
  const outcome = await perform(JSON.parse(line) as Job);
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

async function perform(job: Job): Promise<Outcome> {
  const zendesk = createZendesk(job.mode, { key, cert });
  zendesk.server.listen(443, "127.0.0.1");
  await once(zendesk.server, "listening");
  try {
    const result = await execute(job);
    const printed = result.stdout + result.stderr;
    const secrets: [name: string, text: string][] = [
      ["client secret", ACCOUNT.clientSecret],
      ["API token", ACCOUNT.apiToken],
    ];
    for (const text of zendesk.tokens()) secrets.push(["access token", text]);
    const leaked = new Set(secrets.filter(([, text]) => printed.includes(text)).map(([name]) => name));
    return { ...result, log: zendesk.log, leaked: [...leaked] };
  } finally {
    zendesk.server.closeAllConnections();
    zendesk.server.close();
    await once(zendesk.server, "close");
  }
}

async function execute({ command, cwd, env, timeout }: Job): Promise<Omit<Outcome, "log" | "leaked">> {
  const [program = "", ...args] = command;
  // A group of its own, so that what a shell started goes with it.
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
    });
  const killGroup = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // Nobody of the group is left.
    }
  };
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup();
  }, timeout);
  child.once("exit", killGroup);
  return new Promise((resolve) => {
    const end = (status: number | null): void => {
      clearTimeout(timer);
      resolve({ status, timedOut, ...output });
    };
    child.once("error", (error) => {
      output.stderr += `${error.message}\n`;
      end(null);
    });
    child.once("close", end);
  });
}
