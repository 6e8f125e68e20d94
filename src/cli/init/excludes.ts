import { IgnoreRules } from "../../discover/ignore.ts";
import type { Finding } from "../../model/finding.ts";
import { readInside } from "./disk.ts";

/** A folder that may be left out. */
export interface Exclude {
  /** In `.gitignore` syntax, relative to the root. */
  readonly pattern: string;
  /** Why, a few words. */
  readonly because: string;
  /** The repository itself says that it is not its own code. */
  readonly sure: boolean;
}

/** Fewer findings in a folder are no noise. */
const MANY = 3;

const FIXTURES =
  /^(?:_*fixtures?_*|test[-_]?data|cassettes|vcr(?:_cassettes)?|recordings|_*snapshots_*|_*mocks_*|goldens?)$/i;
const COPIES = /^(?:vendor(?:ed|s)?|third[-_]?party|externals?)$/i;

/** A name that stands for itself in a pattern and in YAML. */
const PLAIN = /^[\w./@+-]+$/;

/**
 * What to leave out, going by where the findings are and by what `.gitattributes` says; sorted by pattern. What is left out already (`existing`) is named
 * with its reason, where there is one.
 */
export function excludesFor(
  root: string,
  findings: readonly Finding[],
  existing: readonly string[] = [],
): Exclude[] {
  const paths = findings.map(({ location }) => location.path);
  const declared = declaredIn(readInside(root, ".gitattributes") ?? "");
  const others = paths.filter((path) => !declared.some((one) => one.sure && matches(one.pattern, path)));
  const folders = new Map<string, { because: string; count: number }>();
  for (const path of others) {
    const folder = tellingFolder(path);
    if (!folder || !PLAIN.test(folder.path)) continue;
    const count = (folders.get(folder.path)?.count ?? 0) + 1;
    folders.set(folder.path, { because: folder.because, count });
  }
  const wanted = ({ pattern }: Exclude): boolean =>
    existing.includes(pattern) || paths.some((path) => matches(pattern, path));
  const own = declared.filter(wanted);
  const many = [...folders]
    .filter(([, { count }]) => count >= MANY)
    .map(([folder, { because }]) => ({ pattern: `/${folder}/`, because, sure: false }));
  const named = existing.flatMap((pattern) => {
    const folder = tellingFolder(`${pattern.slice(1)}x`);
    return folder && pattern === `/${folder.path}/`
      ? [{ pattern, because: folder.because, sure: false }]
      : [];
  });
  const all = new Map([...named, ...many, ...own].map((one) => [one.pattern, one]));
  return [...all.values()].sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
}

/** The outermost folder on the way to a file whose name tells what it holds. */
function tellingFolder(path: string): { readonly path: string; readonly because: string } | undefined {
  const segments = path.split("/").slice(0, -1);
  const at = segments.findIndex((segment) => FIXTURES.test(segment) || COPIES.test(segment));
  if (at < 0) return undefined;
  return {
    path: segments.slice(0, at + 1).join("/"),
    because: COPIES.test(segments[at] ?? "") ? "copies of other people's code?" : "data of tests?",
  };
}

const matches = (pattern: string, path: string): boolean =>
  IgnoreRules.none.extended("", pattern).ignores(path);

/** Folders that `.gitattributes` calls vendored or generated, as GitHub's language statistics read it. `*.js` may be there for the statistics alone. */
function declaredIn(text: string): Exclude[] {
  const seen = new Set<string>();
  return text.split(/\r?\n/).flatMap((line) => {
    const [glob = "", ...attributes] = line.trim().split(/\s+/);
    const word = attributes.find((attribute) =>
      /^linguist-(?:vendored|generated)(?:=true)?$/.test(attribute),
    );
    const folder = /^\/?((?:[\w.@+-]+\/)+)\*\*$/.exec(glob)?.[1];
    if (word === undefined || folder === undefined || seen.has(folder)) return [];
    seen.add(folder);
    return [{ pattern: `/${folder}`, because: `.gitattributes: ${word.replace(/=true$/, "")}`, sure: true }];
  });
}

/** True for a file that the repository itself calls vendored or generated. */
export const leftOutBy = (excludes: readonly Exclude[], path: string): boolean =>
  excludes.some(({ sure, pattern }) => sure && matches(pattern, path));
