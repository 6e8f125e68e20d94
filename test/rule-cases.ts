import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { SYNTAX } from "../src/findings/comment-syntax.ts";
import type { LanguageId, ParsedFile } from "../src/model/fact.ts";
import type { Finding } from "../src/model/finding.ts";
import { parse } from "../src/parse/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { analyze } from "../src/scan.ts";

const folder = join(import.meta.dirname, "../fixtures/rules");
const AS_OF = "2026-11-02";
const ruleSet = await builtInRules();

/** A case of a rule's fixtures, scanned. Files and findings are masked. */
export interface RuleCase {
  /** `python-tuple` of `ng.python-tuple`. */
  readonly name: string;
  /** From the root of this repository. */
  readonly folder: string;
  /** By path, as they are: with the credentials that were made up for them. */
  readonly texts: ReadonlyMap<string, string>;
  readonly files: readonly ParsedFile[];
  readonly findings: readonly Finding[];
}

/** A line of code with the comment above it that silences its finding. */
export interface SilencedLine {
  readonly language: LanguageId;
  readonly lines: readonly string[];
}

/** Texts of a case by path, what is expected of it left out. */
function readTexts(path: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    const name = relative(path, join(entry.parentPath, entry.name)).split(sep).join("/");
    if (entry.isFile() && name !== "expected.txt") texts.set(name, readFileSync(join(path, name), "utf8"));
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const scanned = async (texts: ReadonlyMap<string, string>) => {
  const files = await Promise.all([...texts].map(([path, text]) => parse({ path, text })));
  return { files, ...analyze(files, ruleSet, AS_OF) };
};

/** The cases of a rule that are found (`ng`) or stay silent (`ok`), sorted by name; none where there are none. */
export async function casesOf(rule: string, kind: "ng" | "ok"): Promise<RuleCase[]> {
  const own = join(folder, rule);
  const names = existsSync(own) ? readdirSync(own).filter((name) => name.startsWith(`${kind}.`)) : [];
  return Promise.all(
    names.sort().map(async (name) => {
      const texts = readTexts(join(own, name));
      const { files, findings } = await scanned(texts);
      return { name: name.slice(3), folder: `fixtures/rules/${rule}/${name}`, texts, files, findings };
    }),
  );
}

/** How a comment is written in a language; undefined where it has none. */
function commentOf(language: LanguageId): ((text: string) => string) | undefined {
  const { line, block } = SYNTAX[language];
  const [mark] = line;
  // Strict JSON has no comments, and neither has a notebook outside of its cells.
  if (language === "json" || language === "notebook") return undefined;
  if (mark) return (text) => `${mark.mark} ${text}`;
  const [pair] = block;
  return pair && ((text) => `${pair[0]} ${text} ${pair[1]}`);
}

/**
 * The first reported line of the cases that a comment above it silences, with that comment. It is tried: the finding has to be gone, and the comment
 * must not be told of.
 */
export async function silencedLine(
  rule: string,
  cases: readonly RuleCase[],
  reason: string,
): Promise<SilencedLine | undefined> {
  for (const { texts, files, findings } of cases) {
    for (const { location } of findings.filter((finding) => finding.rule === rule)) {
      const file = files.find(({ path }) => path === location.path);
      const comment = file && commentOf(file.language);
      if (!file || !comment) continue;
      const at = location.startLine - 1;
      const line = file.masked.split("\n")[at] ?? "";
      const above = `${/^\s*/.exec(line)?.[0]}${comment(`zunset-ignore[${rule}] until=2027-01-31: ${reason}`)}`;
      const lines = (texts.get(file.path) ?? "").split("\n");
      const text = lines.toSpliced(at, 0, above).join("\n");
      const { findings: left, suppressed } = await scanned(new Map([...texts, [file.path, text]]));
      const silenced = suppressed.some(
        ({ finding }) => finding.location.startLine === location.startLine + 1,
      );
      if (silenced && !left.some((one) => one.rule.startsWith("suppression-")))
        return { language: file.language, lines: [above, line] };
    }
  }
  return undefined;
}
