import { compile, type Glob } from "./glob.ts";

/** Whose rules a file follows: they agree on the look of a line, hardly on what it matches. */
export type Product = "github" | "gitlab";

/** One line: who owns what its pattern matches. */
export interface Entry {
  /** One of them matches what the pattern does. */
  readonly globs: readonly Glob[];
  readonly owners: readonly string[];
  /** What it matches is owned by nobody in this section, whatever other entries say. */
  readonly excluded: boolean;
}

/** Entries of which the last that matches counts. GitHub has one section, GitLab any number; a file's owners are those of all. */
export type Section = readonly Entry[];

/** More entries are not looked at, nor longer patterns. */
const ENTRIES = 20_000;
const PATTERN = 1_000;

const HEADING = /^\^?\[([^\]]+)\](?:\[\d{1,9}\])?(?=\s|$)/;
const OWNER =
  /^(?:@{1,2}[\p{L}\p{N}_.-]{1,200}(?:\/[\p{L}\p{N}_.-]{1,200}){0,20}|[^\s@]{1,200}@[^\s@]{1,200})$/u;

/** True for a file that only GitLab can have meant: one with sections or exclusions. */
export function speaksGitlab(text: string): boolean {
  return text.split(/\r?\n/).some((line) => HEADING.test(line) || /^![^\s]/.test(line));
}

/** Parses a CODEOWNERS file; a line that its product would not take is left out, as that product does. */
export function parseOwners(text: string, product: Product): readonly Section[] {
  const sections = new Map<string, Entry[]>([["", []]]);
  let [current, defaults]: [Entry[], readonly string[]] = [sections.get("") ?? [], []];
  let count = 0;
  for (const raw of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const heading = product === "gitlab" ? HEADING.exec(line) : null;
    if (heading) {
      const name = (heading[1] ?? "").trim().toLowerCase();
      current = sections.get(name) ?? [];
      sections.set(name, current);
      defaults = line
        .slice(heading[0].length)
        .split(/\s+/)
        .filter((word) => OWNER.test(word));
      continue;
    }
    const entry = product === "github" ? githubEntry(line) : gitlabEntry(line, defaults);
    if (!entry) continue;
    if (++count > ENTRIES) break;
    current.push(entry);
  }
  return [...sections.values()].filter((section) => section.length > 0);
}

/** The pattern of a line, in which a backslash keeps a blank, and the words behind it. */
function wordsOf(line: string): { pattern: string; words: string[] } | undefined {
  const [pattern = ""] = /^(?:\\.|[^\s\\])+/.exec(line) ?? [];
  if (pattern === "" || pattern.length > PATTERN) return undefined;
  return {
    pattern,
    words: line
      .slice(pattern.length)
      .split(/\s+/)
      .filter((word) => word !== ""),
  };
}

/** GitHub: as in `.gitignore`, but a last `*` does not reach into folders; no exclusions, classes or escaped number signs; comments behind. */
function githubEntry(line: string): Entry | undefined {
  const found = wordsOf(line);
  if (!found || /^(?:!|\\#)|[[\]]/.test(found.pattern)) return undefined;
  const comment = found.words.findIndex((word) => word.startsWith("#"));
  const owners = comment < 0 ? found.words : found.words.slice(0, comment);
  if (!owners.every((word) => OWNER.test(word))) return undefined;
  const inner = found.pattern.replace(/^\//, "");
  // Without a slash before its end it may stand in any folder.
  const pattern = /\/./.test(found.pattern) ? inner : `**/${inner}`;
  const globs = withinFolders(pattern).map((one) => compile(one, { classes: false }));
  return inner === "" ? undefined : { globs, owners, excluded: false };
}

/** A folder's pattern stands for all that is below it; one without a slash at its end may name a file or a folder. */
function withinFolders(pattern: string): readonly string[] {
  if (/\/\*{0,2}$/.test(pattern))
    return [pattern.endsWith("/*") ? pattern : pattern.replace(/\/\**$/, "/**/*")];
  return pattern === "*" ? [pattern] : [pattern, `${pattern}/**/*`];
}

/** GitLab: as a shell matches paths; what does not begin with a slash may stand in any folder. Malformed owners are ignored. */
function gitlabEntry(line: string, defaults: readonly string[]): Entry | undefined {
  const excluded = line.startsWith("!");
  const found = wordsOf(excluded ? line.slice(1) : line);
  if (!found) return undefined;
  const named = found.words.filter((word) => OWNER.test(word));
  const pattern = (found.pattern.startsWith("/") ? found.pattern.slice(1) : `**/${found.pattern}`)
    .replace(/\/$/, "/**/*")
    .replace(/(^|\/)\*\*$/, "$1*");
  if (pattern === "") return undefined;
  return {
    globs: [compile(pattern, { classes: true })],
    owners: named.length > 0 ? named : defaults,
    excluded,
  };
}
