import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  readConfig
} from "./chunk-JACT5OS5.js";
import {
  chooseRules
} from "./chunk-Y7NOW2CW.js";
import "./chunk-VDKMIWM6.js";
import {
  version
} from "./chunk-5QE4U47J.js";
import {
  scan
} from "./chunk-NB6NKWZM.js";
import {
  Problem
} from "./chunk-J5P2MUEI.js";
import "./chunk-4HZBIJUH.js";
import "./chunk-GKVC7IS3.js";
import "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-CJVGRTW3.js";
import "./chunk-7T6XHHZK.js";
import {
  renderFact
} from "./chunk-6YSF5SQG.js";
import "./chunk-WWEY3SKT.js";

// src/cli/why.ts
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
async function explainLine(place, flags) {
  const match = /^(.+):(\d+)(?::\d+)?$/.exec(place);
  const [, name = "", number = ""] = match ?? [];
  if (!match) throw new Problem("this is no place in a file", { where: place, help: "Give a path and a line: zunset why src/client.ts:12" });
  const absolute = resolve(name);
  if (!existsSync(absolute) || !statSync(absolute).isFile()) throw new Problem("there is no such file", { where: name });
  const line = Number(number);
  const config = await readConfig(flags.config, absolute);
  const ruleSet = await chooseRules(flags.rules ?? config.rules);
  const options = {
    ruleSet,
    asOf: (/* @__PURE__ */ new Date()).toISOString().slice(0, 10),
    version,
    excludes: config.exclude ?? [],
    ignoredCredentials: config.ignoredCredentials !== false,
    maxFileSize: config.maxFileSize ?? 2 * 1024 * 1024,
    threads: 2,
    hashLines: false
  };
  const own = await scan({ ...options, roots: [absolute], threads: 0 });
  const root = own.inventory.root;
  const whole = await scan({ ...options, roots: [root] });
  const path = own.inventory.files[0]?.path ?? own.inventory.skipped[0]?.path ?? name;
  const out = [`${path}:${line}`];
  const listed = whole.inventory.files.some((file2) => file2.path === path);
  const skip = [...whole.report.skipped, ...own.report.skipped].find((one) => one.path === path);
  if (skip) out.push(`discover   skipped: ${skip.reason}${skip.detail ? ` (${skip.detail})` : ""}`);
  else out.push(listed ? "discover   the file is part of a scan" : "discover   left out: ignored, excluded, vendored or generated; naming it on the command line scans it");
  const file = whole.files.find((one) => one.path === path) ?? own.files.find((one) => one.path === path);
  if (!file) return `${[...out, skip ? "" : "prefilter  dropped: none of the rules' keywords stands in the file"].filter(Boolean).join("\n")}
`;
  out.push(`prefilter  kept${file.degraded ? "; its syntax has errors, so it was read as far as possible" : ""}`);
  const on = lineTest(file, line);
  const facts = file.facts.filter((fact) => on(fact.at.start, fact.at.end));
  out.push(`parse      ${file.language}; ${facts.length === 0 ? "nothing of interest stands on this line" : `${facts.length} ${facts.length === 1 ? "fact" : "facts"} on this line`}`);
  for (const fact of facts.slice(0, 12)) out.push(`             ${clip(renderFact(fact))}`);
  const source = whole.files.includes(file) ? whole : own;
  const matches = source.matches.filter((one) => one.path === path && on(one.at.start, one.at.end));
  out.push(matches.length === 0 ? "detect     no rule matches here" : "detect     rules that match here:");
  for (const one of matches) out.push(`             ${one.rule} (${one.role}, by ${one.evidence})${one.key === void 0 ? "" : ` ${one.key}`}`);
  for (const { match: dropped, reason } of source.resolution.dropped) if (dropped.path === path && on(dropped.at.start, dropped.at.end)) out.push(`resolve    ${dropped.rule} (${dropped.role}) dropped: ${reason}`);
  const findings = source.report.findings.filter((one) => one.location.path === path && one.location.startLine <= line && line <= one.location.endLine);
  for (const one of findings) out.push(`findings   ${one.severity} ${one.rule}, confidence ${one.confidence}${one.placement === "code" ? "" : `, ${one.placement}`}: ${one.message}`);
  const related = source.report.findings.filter((one) => !findings.includes(one) && [...one.related, ...one.trace].some((step) => step.location.path === path && step.location.startLine === line));
  for (const one of related) out.push(`findings   belongs to ${one.rule} at ${one.location.path}:${one.location.startLine}`);
  if (findings.length === 0 && related.length === 0) out.push("findings   none");
  return `${out.join("\n")}
`;
}
var clip = (text) => text.length > 160 ? `${text.slice(0, 159)}\u2026` : text;
function lineTest(file, line) {
  let from = 0;
  for (let current = 1; current < line; current++) {
    const next = file.masked.indexOf("\n", from);
    if (next < 0) return () => false;
    from = next + 1;
  }
  const end = file.masked.indexOf("\n", from);
  const to = end < 0 ? file.masked.length : end;
  return (start) => start >= from && start <= to;
}
export {
  explainLine
};
