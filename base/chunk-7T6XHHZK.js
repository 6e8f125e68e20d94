import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/rules/index.ts
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
var here = dirname(fileURLToPath(import.meta.url));
async function builtIn() {
  const bundled = join(here, "rules.json");
  if (existsSync(bundled)) return JSON.parse(readFileSync(bundled, "utf8"));
  const { parse } = await import("./dist-RFOT726U.js");
  const folder = join(here, "../../rules");
  const files = {};
  for (const name of readdirSync(folder).sort()) if (name.endsWith(".yml")) files[name] = parse(readFileSync(join(folder, name), "utf8"));
  for (const name of readdirSync(join(folder, "data")).sort()) files[`data/${name}`] = parse(readFileSync(join(folder, "data", name), "utf8"));
  return files;
}
function ruleOf(id, file) {
  return {
    id,
    title: file.title,
    severity: file.severity,
    precision: file.precision,
    securitySeverity: file["security-severity"],
    cwe: file.cwe,
    keywords: file.keywords,
    message: file.message.trim(),
    why: file.why.trim(),
    fix: file.fix.trim(),
    deadline: file.deadline,
    links: file.links ?? [],
    match: file.match ?? []
  };
}
async function builtInRules() {
  const files = await builtIn();
  const rules = [];
  for (const [name, content] of Object.entries(files)) if (!name.startsWith("data/")) rules.push(ruleOf(name.replace(/\.yml$/, ""), content));
  rules.sort((a, b) => a.id < b.id ? -1 : 1);
  return { rules, deadlines: files["data/deadlines.yml"], names: files["data/names.yml"] };
}

export {
  ruleOf,
  builtInRules
};
