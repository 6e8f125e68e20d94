import { type ChildProcessByStdio, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { run } from "../bundle.ts";
import { type Certificates, makeCertificates, trust } from "./certificates.ts";
import { ACCOUNT } from "./credentials.ts";
import type { Job, Outcome } from "./mode.ts";

/** A new user, mount and network namespace; nothing outside can be reached from it. */
const UNSHARE = ["--map-root-user", "--mount", "--net"];

/** Brings the loopback up and puts a hosts file in the place of the system's, for this namespace alone; then runs the rest. */
const ENTER = 'set -e; ip link set lo up; mount --bind "$1" /etc/hosts; shift; exec "$@"';

/** `ip` stands where only root looks. */
const PATH = `${process.env["PATH"]}:/usr/sbin:/sbin`;

/** Why no private network can be had on this machine; `undefined` when one can. */
export async function namespaceProblem(folder: string): Promise<string | undefined> {
  const { status, stderr } = await enter(folder, ["true"]).catch((error: Error) => ({
    status: null,
    stderr: error.message,
  }));
  return status === 0 ? undefined : `no private network namespace: ${stderr.trim() || "unshare failed"}`;
}

/** Private networks in which programs are run, a few at a time, each with the stand-in at `acme.zendesk.com`. */
export class Networks {
  readonly #folder: string;
  readonly #certificates: Certificates;
  readonly #trust: Readonly<Record<string, string>>;
  readonly #idle: Network[] = [];
  readonly #waiting: ((network: Network) => void)[] = [];
  readonly #all: Network[] = [];
  readonly #most: number;

  private constructor(
    folder: string,
    certificates: Certificates,
    trusted: Record<string, string>,
    most: number,
  ) {
    this.#folder = folder;
    this.#certificates = certificates;
    this.#trust = trusted;
    this.#most = most;
  }

  /** Prepares up to `most` networks, with files of theirs in a folder; `java` for programs that need a trust store of its kind. */
  static async open(folder: string, { most, java }: { most: number; java: boolean }): Promise<Networks> {
    const certificates = await makeCertificates(folder);
    const trusted = await trust(folder, certificates, java);
    await build({
      entryPoints: [fileURLToPath(new URL("./runner.ts", import.meta.url))],
      outfile: join(folder, "runner.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "error",
    });
    return new Networks(folder, certificates, trusted, most);
  }

  /** Variables that make programs trust the stand-in's certificate. */
  get environment(): Readonly<Record<string, string>> {
    return this.#trust;
  }

  /** Does something with a network that nobody else has meanwhile. */
  async use<T>(what: (network: Network) => Promise<T>): Promise<T> {
    const network = await this.#take();
    try {
      return await what(network);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(network);
      else this.#idle.push(network);
    }
  }

  /** Ends all networks. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((network) => network.close()));
  }

  #take(): Promise<Network> | Network {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#all.length >= this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    const { key, certificate } = this.#certificates;
    const command = [process.execPath, join(this.#folder, "runner.mjs"), key, certificate];
    const network = new Network(entry(this.#folder, command));
    this.#all.push(network);
    return network;
  }
}

/** One private network: a process inside of it that runs one job after the other. */
export class Network {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<void>;
  #stderr = "";
  #settle: { resolve: (outcome: Outcome) => void; reject: (error: Error) => void } | undefined;

  constructor([program, args]: readonly [string, readonly string[]]) {
    this.#child = spawn(program, args, { env: { PATH }, stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      this.#stderr += chunk;
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      this.#settle?.resolve(JSON.parse(line) as Outcome);
      this.#settle = undefined;
    });
    // A runner that is gone closes the pipe; what it died of comes with its end.
    this.#child.stdin.on("error", () => {});
    this.#ended = new Promise((resolve) => {
      this.#child.once("error", (error) => this.#fail(error.message, resolve));
      this.#child.once("close", (status) => this.#fail(`ended with ${status}: ${this.#stderr}`, resolve));
    });
  }

  /** Runs a program against a stand-in of its own. */
  run(job: Job): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#child.exitCode !== null) reject(new Error(`the private network is gone: ${this.#stderr}`));
      this.#settle = { resolve, reject };
      this.#child.stdin.write(`${JSON.stringify(job)}\n`);
    });
  }

  /** Ends the process inside. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  #fail(why: string, done: () => void): void {
    this.#settle?.reject(new Error(`the private network ${why}`));
    this.#settle = undefined;
    done();
  }
}

/** The command that runs another one in a new private network. */
function entry(folder: string, command: readonly string[]): [string, string[]] {
  const hosts = join(folder, "hosts");
  writeFileSync(hosts, `127.0.0.1 localhost ${ACCOUNT.host}\n`);
  return ["unshare", [...UNSHARE, "sh", "-c", ENTER, "sh", hosts, ...command]];
}

function enter(
  folder: string,
  command: readonly string[],
): Promise<{ status: number | null; stderr: string }> {
  const [program, args] = entry(folder, command);
  return run(program, args, { env: { PATH } });
}
