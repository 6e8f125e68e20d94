import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  readConfig
} from "./chunk-JACT5OS5.js";
import {
  checkIds,
  chooseRules
} from "./chunk-Y7NOW2CW.js";
import "./chunk-VDKMIWM6.js";
import {
  verdictOf
} from "./chunk-LGBBPIJR.js";
import {
  version
} from "./chunk-5QE4U47J.js";
import {
  analyze,
  scan
} from "./chunk-NB6NKWZM.js";
import {
  Problem
} from "./chunk-J5P2MUEI.js";
import {
  decode,
  wideEncoding
} from "./chunk-4HZBIJUH.js";
import {
  parse
} from "./chunk-GKVC7IS3.js";
import "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-CJVGRTW3.js";
import "./chunk-7T6XHHZK.js";
import "./chunk-WWEY3SKT.js";

// src/cli/scan.ts
import { availableParallelism } from "node:os";
import { resolve as resolvePath } from "node:path";

// src/report/formats/index.ts
var formats = {
  terminal: async () => (await import("./terminal-PAPJX24A.js")).terminal,
  sarif: async () => (await import("./sarif-ASYYLOTN.js")).sarif,
  json: async () => (await import("./json-42ZOURUX.js")).json
};

// src/report/index.ts
var formats2 = Object.keys(formats);
async function render(format, report, options) {
  const load = formats[format];
  return (await load())(report, options);
}

// src/cli/progress.ts
function progressLine(wanted) {
  const stream = process.stderr;
  if (!wanted || !stream.isTTY) return { update: () => {
  }, done: () => {
  } };
  const started = performance.now();
  let last = 0;
  let shown = false;
  return {
    update: (done, total) => {
      const now = performance.now();
      if (now - started < 400 || now - last < 100) return;
      last = now;
      shown = true;
      stream.write(`\r\x1B[Kscanned ${done} of ${total} files`);
    },
    done: () => {
      if (shown) stream.write("\r\x1B[K");
    }
  };
}

// src/cli/stdin.ts
async function scanStandardInput(name, options) {
  if (name === void 0) throw new Problem("standard input has no name, so its language is not known", { where: "-", help: "Say what it is: --stdin-filename deploy.sh" });
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (wideEncoding(bytes, bytes.length) === void 0 && bytes.includes(0)) throw new Problem("standard input is binary", { where: name });
  const file = await parse({ path: name.replace(/\\/g, "/").replace(/^\.\//, ""), text: decode(bytes, bytes.length), hashLines: options.hashLines });
  const { findings } = analyze([file], options.ruleSet, options.asOf, options.only);
  return {
    tool: { name: "zunset", version: options.version },
    asOf: options.asOf,
    findings,
    rules: options.ruleSet.rules,
    deadlines: options.ruleSet.deadlines,
    files: { scanned: 1, parsed: 1, leftOut: {} },
    skipped: []
  };
}

// src/cli/write.ts
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
async function writeOutput(target, text) {
  if (target === "-") {
    await new Promise((done, fail) => {
      process.stdout.write(text, (error) => error && error.code !== "EPIPE" ? fail(error) : done());
    });
    return;
  }
  const path = resolve(target);
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Problem(`the report could not be written (${error.code ?? "unknown error"})`, { where: target, help: "Check the folder and its permissions." });
  }
}

// src/cli/scan.ts
var DEFAULT_FILE_SIZE = 2 * 1024 * 1024;
var WORKER_MEMORY_MB = 512;
var FILE_TIME_MS = 1e4;
async function runScan(paths, flags) {
  const formats3 = flags.format ?? ["terminal"];
  const outputs = flags.output ?? [];
  if (outputs.length > formats3.length) throw new Problem(`${outputs.length} --output for ${formats3.length} --format`, { where: "--output", help: "Give one --output per --format, in the same order." });
  if (formats3.length > 1 && formats3.filter((_, index) => (outputs[index] ?? "-") === "-").length > 1)
    throw new Problem("only one format can go to standard output", { where: "--format", help: "Give an --output FILE for each of the other formats." });
  const roots = (paths.length === 0 ? ["."] : paths).filter((path) => path !== "-").map((path) => resolvePath(path));
  const fromStdin = paths.includes("-");
  const config = await readConfig(flags.config, roots[0]);
  const ruleSet = await chooseRules(flags.rules ?? config.rules);
  const only = flags.only ?? config.only;
  checkIds(ruleSet, only ?? [], flags.only ? "--only" : "only");
  const asOf = flags.asOf ?? (/* @__PURE__ */ new Date()).toISOString().slice(0, 10);
  const wantsHashes = formats3.some((format) => format !== "terminal");
  const common = { ruleSet, asOf, version, hashLines: wantsHashes, only };
  let report;
  if (fromStdin) {
    if (roots.length > 0) throw new Problem("standard input and paths cannot be scanned together", { where: "-", help: "Scan them one after the other." });
    report = await scanStandardInput(flags.stdinFilename, common);
  } else {
    const progress = progressLine(flags.quiet !== true && formats3[0] === "terminal");
    const result = await scan({
      ...common,
      roots,
      excludes: [...config.exclude ?? [], ...flags.exclude ?? []],
      ignoredCredentials: flags.ignoredCredentials && config.ignoredCredentials !== false,
      maxFileSize: flags.maxFileSize ?? config.maxFileSize ?? DEFAULT_FILE_SIZE,
      threads: flags.threads ?? Math.min(4, availableParallelism()),
      timeBoundMs: FILE_TIME_MS,
      memoryLimitMb: WORKER_MEMORY_MB,
      onProgress: progress.update
    });
    progress.done();
    report = result.report;
  }
  if (report.files.scanned === 0 && flags.allowEmpty !== true)
    throw new Problem("no file was read, so nothing can be said", { where: paths.join(" ") || ".", help: "Check the path and the excludes, or pass --allow-empty if that is expected." });
  for (const [index, format] of formats3.entries()) {
    const target = outputs[index] ?? "-";
    const color = target === "-" && process.stdout.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
    const text = await render(format, report, {
      color: color || target === "-" && Boolean(process.env["FORCE_COLOR"]) && process.env["FORCE_COLOR"] !== "0" && !process.env["NO_COLOR"],
      width: process.stdout.columns ?? 100,
      ...flags.sarifCategory === void 0 ? {} : { category: flags.sarifCategory }
    });
    await writeOutput(target, text);
  }
  if (flags.strict === true && report.skipped.length > 0)
    throw new Problem(`${report.skipped.length} ${report.skipped.length === 1 ? "file was" : "files were"} skipped, and --strict allows none`, { help: "The report lists each with its reason." });
  return verdictOf(report, flags.failOn ?? config.failOn ?? "warning");
}
export {
  runScan
};
