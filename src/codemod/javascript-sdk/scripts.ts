import { posix } from "node:path";
import type { Program } from "../javascript/program.ts";
import type { HostSource, Project } from "../recipe.ts";
import type { TextStyle } from "../style.ts";

/** Files of one Apps Script project: they share their global names. */
export interface ScriptProject {
  readonly paths: readonly string[];
  /** Folder that its provider goes to; "" is the root. */
  readonly home: string;
  /** The first file that sends requests: what is added looks like it. */
  readonly like: string;
  /** Their texts, masked. */
  readonly text: string;
  /** The manifest's text; "" when there is none. */
  readonly manifest: string;
}

/** Most files of a script that are opened. */
const MOST_FILES = 100;

/** The script that a file belongs to, its files opened; undefined when it is no Apps Script. */
export async function scriptOf(
  path: string,
  project: Project,
  program: Program,
): Promise<ScriptProject | undefined> {
  let folder = posix.dirname(path);
  const manifestIn = (one: string): string => posix.join(one, "appsscript.json");
  while (folder !== "." && !project.has(manifestIn(folder))) folder = posix.dirname(folder);
  const hasManifest = project.has(manifestIn(folder));
  const here = (await project.load(path))?.masked ?? "";
  if (!hasManifest && !/\.gs$/.test(path) && !/\bUrlFetchApp\b/.test(here)) return undefined;
  const home = hasManifest ? folder : posix.dirname(path);
  const paths = project.paths
    .filter((one) => /\.(?:gs|js)$/.test(one) && (home === "." || one.startsWith(`${home}/`)))
    .filter((one) => hasManifest || posix.dirname(one) === home)
    .slice(0, MOST_FILES);
  const texts: string[] = [];
  let like: string | undefined;
  for (const one of paths) {
    await program.open(one);
    const text = (await project.load(one))?.masked ?? "";
    if (/\bUrlFetchApp\b/.test(text) && !text.includes("zendeskMint_")) like ??= one;
    texts.push(text);
  }
  const manifest = hasManifest ? await project.load(manifestIn(folder)) : undefined;
  return {
    paths,
    home: home === "." ? "" : home,
    like: like ?? path,
    text: texts.join("\n"),
    manifest: manifest?.masked ?? "",
  };
}

/** The script property that the account's subdomain is read from; undefined when there is none or several. */
function subdomainProperty(text: string): string | undefined {
  const found = new Set(
    [...text.matchAll(/\bgetProperty\(\s*["'](\w*sub_?domain\w*)["']/gi)].map((match) => match[1] ?? ""),
  );
  const [first] = found;
  return found.size === 1 ? first : undefined;
}

/** The statement that gives the account's address, and what a person has to know of it. */
export function addressOf(
  host: HostSource,
  isGuessed: boolean,
  script: ScriptProject,
  { quote: q, semicolons }: TextStyle,
): { statement: string; reason?: string } {
  const end = semicolons ? ";" : "";
  if (host.kind === "literal" && !isGuessed) return { statement: `return ${q}${host.url}${q}${end}` };
  const known = subdomainProperty(script.text);
  const name = known ?? (host.kind === "literal" ? undefined : host.name);
  if (name === undefined)
    return { statement: `return ${q}${host.kind === "literal" ? host.url : ""}${q}${end}` };
  const statement = `return ${q}https://${q} + zendeskSetting_(${q}${name}${q}) + ${q}.zendesk.com${q}${end}`;
  return known === undefined
    ? {
        statement,
        reason: `The account's address was not found: the provider reads the script property ${name}.`,
      }
    : { statement };
}
