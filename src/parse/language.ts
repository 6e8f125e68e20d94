import type { LanguageId } from "../model/fact.ts";
import { PROGRAMS } from "../model/programs.ts";

const BY_EXTENSION: Readonly<Record<string, LanguageId>> = {
  ".js": "javascript",
  ".jsx": "javascript",
  ".mjs": "javascript",
  ".cjs": "javascript",
  ".ts": "javascript",
  ".tsx": "javascript",
  ".mts": "javascript",
  ".cts": "javascript",
  ".gs": "javascript",
  ".es6": "javascript",
  ".vue": "html",
  ".svelte": "html",
  ".html": "html",
  ".htm": "html",
  ".astro": "html",
  ".py": "python",
  ".pyw": "python",
  ".pyi": "python",
  ".wsgi": "python",
  ".rb": "ruby",
  ".rake": "ruby",
  ".gemspec": "ruby",
  ".ru": "ruby",
  ".thor": "ruby",
  ".erb": "ruby",
  ".jbuilder": "ruby",
  ".php": "php",
  ".phtml": "php",
  ".inc": "php",
  ".php5": "php",
  ".module": "php",
  ".install": "php",
  ".go": "go",
  ".java": "java",
  ".kt": "kotlin",
  ".kts": "kotlin",
  ".cs": "csharp",
  ".csx": "csharp",
  ".cake": "csharp",
  ".cshtml": "csharp",
  ".ps1": "powershell",
  ".psm1": "powershell",
  ".psd1": "powershell",
  ".sh": "bash",
  ".bash": "bash",
  ".zsh": "bash",
  ".ksh": "bash",
  ".bats": "bash",
  ".command": "bash",
  ".dockerfile": "dockerfile",
  ".containerfile": "dockerfile",
  ".mk": "makefile",
  ".mak": "makefile",
  ".tf": "hcl",
  ".hcl": "hcl",
  ".tfvars": "hcl",
  ".fp": "hcl",
  ".spc": "hcl",
  ".nomad": "hcl",
  ".tofu": "hcl",
  ".env": "dotenv",
  ".envrc": "dotenv",
  ".yml": "yaml",
  ".yaml": "yaml",
  ".eyaml": "yaml",
  ".json": "json",
  ".jsonc": "json",
  ".json5": "json",
  ".webmanifest": "json",
  ".har": "json",
  ".zcli": "json",
  ".template": "text",
  ".toml": "toml",
  ".ini": "ini",
  ".cfg": "ini",
  ".conf": "ini",
  ".properties": "ini",
  ".config": "ini",
  ".netrc": "ini",
  ".curlrc": "ini",
  ".xml": "xml",
  ".csproj": "xml",
  ".props": "xml",
  ".plist": "xml",
  ".resx": "xml",
  ".http": "http",
  ".rest": "http",
  ".ipynb": "notebook",
  ".md": "markup",
  ".markdown": "markup",
  ".mdx": "markup",
  ".rst": "markup",
  ".adoc": "markup",
  ".asciidoc": "markup",
  ".asc": "markup",
};

const BY_NAME: readonly (readonly [RegExp, LanguageId])[] = [
  [/^(?:Rakefile|Gemfile|Capfile|Guardfile|Vagrantfile|Podfile|Fastfile|Brewfile)$/, "ruby"],
  [/^(?:Dockerfile|Containerfile)(?:\..+)?$|\.Dockerfile$/i, "dockerfile"],
  [/^(?:GNU)?[Mm]akefile(?:\..+)?$|^justfile$/, "makefile"],
  [/^\.?(?:bashrc|bash_profile|zshrc|zprofile|profile|bash_aliases)$/, "bash"],
  [/^[._]?netrc$|^[._]?curlrc$|^\.pypirc$|^\.npmrc$|^\.my\.cnf$/, "ini"],
  [/^\.zat$|^\.zcli$/, "json"],
  [/\.tfvars(?:\.json)?\.?(?:example|sample|template|dist)?$/i, "hcl"],
  // Every spelling of dotenv: `.env.example`, `env.sample`, `dotenv-sample`, `.dev.vars.example`, `prod.env`, `.env-example`.
  [
    /^\.?(?:dot)?env(?:[.\-_].*)?$|^\.dev\.vars|\.env(?:[.\-_](?:example|sample|template|dist|local|test|tpl|in|default|defaults))?$|^\.flaskenv$/i,
    "dotenv",
  ],
];

/** Languages that a file is written in although its name begins like a dotenv file's: `env.ts`, `env.test.js`, `.env.php`, `.env.json`. */
const WRITTEN: ReadonlySet<LanguageId | undefined> = new Set<LanguageId>([
  ...PROGRAMS,
  "bash",
  "hcl",
  "html",
  "json",
  "yaml",
  "toml",
  "xml",
  "markup",
]);

/** Extensions that are words, too: `.env.install` holds variables. */
const WORDS = /\.(?:module|install|inc|command|template)$/i;

/** Suffixes of templates and samples that hide the real extension. */
const SAMPLE =
  /[.\-_](?:example|sample|template|dist|default|defaults|tmpl|tpl|orig|bak|j2|jinja2?|liquid|gotmpl|hbs|mustache|in|local)$/i;

/** Extension of a path with its dot, lower case; "" when it has none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 || (dot === 0 && name.length > 1) ? name.slice(dot).toLowerCase() : "";
}

/** The language of a file by its name and, where that says nothing, its first line (`#!`, `<?php`, `<?xml`, `{`). */
export function languageOf(path: string, firstLine: string): LanguageId {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/\.tfvars\.json/i.test(name)) return "json";
  let bare = name;
  while (SAMPLE.test(bare)) bare = bare.replace(SAMPLE, "");
  const written = BY_EXTENSION[extensionOf(bare)];
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (named && !(named === "dotenv" && WRITTEN.has(written) && !WORDS.test(bare))) return named;
  const known = written ?? (bare === name ? undefined : BY_EXTENSION[extensionOf(name)]);
  if (/^\s*<(?:\?xml|configuration|phpunit)\b/.test(firstLine)) return "xml";
  if (known && known !== "text") return known;
  // Helm's partials, told from Smarty's templates by how they begin.
  if (/\.tpl$/i.test(name) && /^\s*\{\{-?\s*(?:\/\*|define\b)/.test(firstLine)) return "yaml";
  if (/^#!.*\b(?:ba|z|k|da)?sh\b/.test(firstLine)) return "bash";
  if (/^#!.*\bpython/.test(firstLine)) return "python";
  if (/^#!.*\bruby/.test(firstLine)) return "ruby";
  if (/^#!.*\b(?:node|deno|bun)\b/.test(firstLine)) return "javascript";
  if (/^#!.*\bphp/.test(firstLine) || /^\s*<\?php/.test(firstLine)) return "php";
  if (/^#!.*\bpwsh/.test(firstLine)) return "powershell";
  return "text";
}

const ALIASES: Readonly<Record<string, LanguageId>> = {
  js: "javascript",
  jsx: "javascript",
  ts: "javascript",
  tsx: "javascript",
  typescript: "javascript",
  javascript: "javascript",
  node: "javascript",
  mjs: "javascript",
  py: "python",
  python: "python",
  python3: "python",
  rb: "ruby",
  ruby: "ruby",
  erb: "ruby",
  php: "php",
  go: "go",
  golang: "go",
  java: "java",
  kotlin: "kotlin",
  kt: "kotlin",
  cs: "csharp",
  csharp: "csharp",
  "c#": "csharp",
  powershell: "powershell",
  ps1: "powershell",
  pwsh: "powershell",
  sh: "bash",
  bash: "bash",
  shell: "bash",
  zsh: "bash",
  console: "bash",
  "shell-session": "bash",
  curl: "bash",
  dockerfile: "dockerfile",
  docker: "dockerfile",
  make: "makefile",
  makefile: "makefile",
  hcl: "hcl",
  terraform: "hcl",
  tf: "hcl",
  env: "dotenv",
  dotenv: "dotenv",
  yaml: "yaml",
  yml: "yaml",
  json: "json",
  jsonc: "json",
  json5: "json",
  toml: "toml",
  ini: "ini",
  properties: "ini",
  conf: "ini",
  xml: "xml",
  http: "http",
  html: "html",
  vue: "html",
  svelte: "html",
};

/** The language a fence, cell or attribute names (`ts`, `shell`, `c#`); undefined when there is none. */
export function languageNamed(name: string): LanguageId | undefined {
  const key = name.trim().toLowerCase();
  // NOTE: a fence may be called `constructor`, which every object has.
  return Object.hasOwn(ALIASES, key) ? ALIASES[key] : undefined;
}
