import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { readConfig } from "../config/index.ts";
import type { ParsedFile } from "../model/fact.ts";
import { Problem } from "../model/problem.ts";
import { renderFact } from "../model/render.ts";
import { scan } from "../scan.ts";
import { chooseRules } from "./rule-choice.ts";
import { version } from "./version.ts";

/** Says stage by stage what became of a line. */
export async function explainLine(place: string, flags: { config?: string; rules?: string }): Promise<string> {
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
    asOf: new Date().toISOString().slice(0, 10),
    version,
    excludes: config.exclude ?? [],
    ignoredCredentials: config.ignoredCredentials !== false,
    maxFileSize: config.maxFileSize ?? 2 * 1024 * 1024,
    threads: 2,
    hashLines: false,
  };
  // The whole repository: a line may be a finding only because of another file.
  const own = await scan({ ...options, roots: [absolute], threads: 0 });
  const root = own.inventory.root;
  const whole = await scan({ ...options, roots: [root] });
  const path = own.inventory.files[0]?.path ?? own.inventory.skipped[0]?.path ?? name;
  const out: string[] = [`${path}:${line}`];

  const listed = whole.inventory.files.some((file) => file.path === path);
  const skip = [...whole.report.skipped, ...own.report.skipped].find((one) => one.path === path);
  if (skip) out.push(`discover   skipped: ${skip.reason}${skip.detail ? ` (${skip.detail})` : ""}`);
  else out.push(listed ? "discover   the file is part of a scan" : "discover   left out: ignored, excluded, vendored or generated; naming it on the command line scans it");
  const file = whole.files.find((one) => one.path === path) ?? own.files.find((one) => one.path === path);
  if (!file) return `${[...out, skip ? "" : "prefilter  dropped: none of the rules' keywords stands in the file"].filter(Boolean).join("\n")}\n`;
  out.push(`prefilter  kept${file.degraded ? "; its syntax has errors, so it was read as far as possible" : ""}`);

  const on = lineTest(file, line);
  const facts = file.facts.filter((fact) => on(fact.at.start, fact.at.end));
  out.push(`parse      ${file.language}; ${facts.length === 0 ? "nothing of interest stands on this line" : `${facts.length} ${facts.length === 1 ? "fact" : "facts"} on this line`}`);
  for (const fact of facts.slice(0, 12)) out.push(`             ${clip(renderFact(fact))}`);

  const source = whole.files.includes(file) ? whole : own;
  const matches = source.matches.filter((one) => one.path === path && on(one.at.start, one.at.end));
  out.push(matches.length === 0 ? "detect     no rule matches here" : "detect     rules that match here:");
  for (const one of matches) out.push(`             ${one.rule} (${one.role}, by ${one.evidence})${one.key === undefined ? "" : ` ${one.key}`}`);
  for (const { match: dropped, reason } of source.resolution.dropped) if (dropped.path === path && on(dropped.at.start, dropped.at.end)) out.push(`resolve    ${dropped.rule} (${dropped.role}) dropped: ${reason}`);

  const findings = source.report.findings.filter((one) => one.location.path === path && one.location.startLine <= line && line <= one.location.endLine);
  for (const one of findings) out.push(`findings   ${one.severity} ${one.rule}, confidence ${one.confidence}${one.placement === "code" ? "" : `, ${one.placement}`}: ${one.message}`);
  const related = source.report.findings.filter((one) => !findings.includes(one) && [...one.related, ...one.trace].some((step) => step.location.path === path && step.location.startLine === line));
  for (const one of related) out.push(`findings   belongs to ${one.rule} at ${one.location.path}:${one.location.startLine}`);
  if (findings.length === 0 && related.length === 0) out.push("findings   none");
  return `${out.join("\n")}\n`;
}

const clip = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

/** Tells whether a span touches a 1-based line. */
function lineTest(file: ParsedFile, line: number): (start: number, end: number) => boolean {
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
