import { posix } from "node:path";
import type { Node, SourceFile } from "ts-morph";
import type { Edit } from "../../model/edit.ts";
import type { HostSource, Project } from "../recipe.ts";
import type { TextStyle } from "../style.ts";
import { type Program, pathOf, SOURCE } from "./program.ts";

/** How a file is made and what it may import. */
export interface ModuleKind {
  readonly typescript: boolean;
  /** `import`, or `require`. */
  readonly esm: boolean;
  /** Folder of the nearest package.json; "" is the root. */
  readonly package: string;
}

/** Reads off a file, and off its package, how it is made. */
export async function kindOf(file: SourceFile, project: Project): Promise<ModuleKind> {
  const path = pathOf(file);
  const text = file.getFullText();
  const home = packageOf(path, project);
  const typescript = /\.[cm]?tsx?$/.test(path);
  const imports = /^\s*(?:import\b(?!\s*\()|export\b)/m.test(text);
  const requires = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(text);
  const esm =
    /\.m[jt]s$/.test(path) ||
    (!/\.c[jt]s$/.test(path) && (typescript || imports || (!requires && (await isModule(home, project)))));
  return { typescript, esm, package: home };
}

const packageOf = (path: string, project: Project): string => {
  let folder = posix.dirname(path);
  while (folder !== "." && !project.has(posix.join(folder, "package.json"))) folder = posix.dirname(folder);
  return folder === "." ? "" : folder;
};

async function isModule(home: string, project: Project): Promise<boolean> {
  const text = (await project.load(posix.join(home, "package.json")))?.masked ?? "";
  return /"type"\s*:\s*"module"/.test(text);
}

/** Version of a package that a package.json asks for: `^1.6.0`; undefined when it does not. */
export async function versionOf(name: string, home: string, project: Project): Promise<string | undefined> {
  const text = (await project.load(posix.join(home, "package.json")))?.masked ?? "";
  return new RegExp(`"${name.replace(/[/.]/g, "\\$&")}"\\s*:\\s*"([^"]+)"`).exec(text)?.[1];
}

/** A script for a worker that is no module: it can import nothing, and its settings are global variables. */
export const isWorkerScript = (text: string): boolean =>
  /\baddEventListener\(\s*["']fetch["']/.test(text) && !/^\s*(?:import|export)\b|\brequire\s*\(/m.test(text);

/** Folders of which every file is an endpoint of its own. */
const ROUTES =
  /^(.*?)(?:^|\/)(?:src\/)?(?:pages(?:\/api)?|api|netlify\/functions|functions|server\/api|server\/routes|app\/routes)(?:\/|$)/;

/** Where the provider for a file goes, without its extension. */
export function providerPath(file: SourceFile, words: readonly string[], project: Project): string {
  const path = pathOf(file);
  const folder = homeOf(posix.dirname(path) === "." ? "" : posix.dirname(path), path, project);
  return posix.join(folder, nameLike(words, folder, project));
}

function homeOf(folder: string, path: string, project: Project): string {
  const home = packageOf(path, project);
  const inside = home === "" ? folder : folder.slice(home.length + 1);
  const match = ROUTES.exec(inside === "" ? "" : `${inside}/`);
  if (!match || !isRouted(inside, home, project)) return folder;
  const sources = /(?:^|\/)src\//.test(`${inside}/`) ? "src" : "";
  const known = ["lib", "utils", "services", "server"].map((name) => posix.join(home, sources, name));
  return (
    known.find((one) => project.paths.some((other) => other.startsWith(`${one}/`))) ??
    posix.join(home, sources, "lib")
  );
}

/** A folder that is only called `api` or `functions` has to be one of a framework or a host that serves its files. */
function isRouted(inside: string, home: string, project: Project): boolean {
  if (
    /(?:^|\/)(?:pages\/api|pages|netlify\/functions|server\/api|server\/routes|app\/routes)(?:\/|$)/.test(
      inside,
    )
  )
    return true;
  const has = (name: string): boolean => project.has(posix.join(home, name));
  if (/^api(?:\/|$)/.test(inside)) return has("vercel.json") || has("now.json") || !has("src/index.js");
  return (
    has("netlify.toml") || has("wrangler.toml") || has("wrangler.jsonc") || has("firebase.json") === false
  );
}

/** Joins words as the names of neighbouring files do: `zendesk-oauth`, `zendeskOAuth`, `zendesk_oauth`, `ZendeskOAuth`. */
function nameLike(words: readonly string[], folder: string, project: Project): string {
  const names = (paths: readonly string[]): string[] =>
    paths.filter((path) => SOURCE.test(path)).map((path) => posix.basename(path).replace(/\..*$/, ""));
  const beside = names(
    project.paths.filter((path) => (posix.dirname(path) === "." ? "" : posix.dirname(path)) === folder),
  );
  for (const list of [beside, names(project.paths)]) {
    const kebab = list.filter((name) => /^[a-z\d]+(?:-[a-z\d]+)+$/.test(name)).length;
    const snake = list.filter((name) => /^[a-z\d]+(?:_[a-z\d]+)+$/.test(name)).length;
    const camel = list.filter((name) => /^[a-z]+[a-z\d]*(?:[A-Z][a-z\d]*)+$/.test(name)).length;
    const pascal = list.filter((name) => /^[A-Z][a-z\d]+(?:[A-Z][a-z\d]*)*$/.test(name)).length;
    // Elsewhere capitals are those of components.
    const most = Math.max(kebab, snake, camel, list === beside ? pascal : 0);
    if (most === 0) continue;
    if (kebab === most) break;
    if (snake === most) return words.join("_");
    const capital = (word: string): string =>
      word === "oauth" ? "OAuth" : word[0]?.toUpperCase() + word.slice(1);
    const [first = "", ...rest] = words;
    return (camel === most ? first : capital(first)) + rest.map(capital).join("");
  }
  return words.join("-");
}

/** What a file imports another one of the repository as. */
export function specifierOf(from: SourceFile, target: string, kind: ModuleKind, project: Project): string {
  const path = pathOf(from);
  const relative = posix.relative(posix.dirname(path), target);
  const base = relative.startsWith(".") ? relative : `./${relative}`;
  const stem = base.replace(/\.[cm]?[jt]sx?$/, "");
  const own = /\.([cm]?)[jt]sx?$/.exec(base);
  const compiled = `${stem}.${own?.[1] ?? ""}js`;
  for (const text of [from.getFullText(), ...neighbours(path, project), ...others(kind.package, project)]) {
    const relatives = [...text.matchAll(/(?:\bfrom\s*|\brequire\s*\(\s*)["'](\.{1,2}\/[^"'\n]+)["']/g)].map(
      (match) => match[1] ?? "",
    );
    if (relatives.length === 0) continue;
    if (relatives.some((one) => /\.[cm]?tsx?$/.test(one))) return base;
    if (relatives.some((one) => /\.[cm]?jsx?$/.test(one))) return compiled;
    return own?.[1] ? compiled : stem;
  }
  if (own?.[1]) return compiled;
  return kind.esm && !kind.typescript ? compiled : stem;
}

const neighbours = (path: string, project: Project): string[] =>
  project.paths
    .filter((other) => other !== path && SOURCE.test(other) && posix.dirname(other) === posix.dirname(path))
    .flatMap((other) => project.file(other)?.masked ?? []);

/** Parsed files of the same package. */
const others = (home: string, project: Project): string[] =>
  project.paths
    .filter((other) => SOURCE.test(other) && other.startsWith(home === "" ? "" : `${home}/`))
    .flatMap((other) => project.file(other)?.masked ?? []);

/** The edit that brings names of the provider into a file, after its other imports. */
export function importEdit(
  file: SourceFile,
  names: readonly string[],
  specifier: string,
  kind: ModuleKind,
  style: TextStyle,
  { program, isGone }: { readonly program: Program; readonly isGone: (node: Node) => boolean },
): Edit {
  const { Node: N } = program.morph;
  const { quote } = style;
  const end = style.semicolons ? ";" : "";
  const list = `{ ${[...names].sort().join(", ")} }`;
  const text = file.getFullText();
  const keyword = /^(?:const|let)\b/m.test(text) || !/^var\b/m.test(text) ? "const" : "var";
  const line = kind.esm
    ? `import ${list} from ${quote}${specifier}${quote}${end}`
    : `${keyword} ${list} = require(${quote}${specifier}${quote})${end}`;
  const statements = file.getStatementsWithComments();
  const isImport = (node: Node): boolean =>
    N.isImportDeclaration(node) ||
    N.isImportEqualsDeclaration(node) ||
    (N.isVariableStatement(node) && /=\s*require\s*\(/.test(node.getText()));
  const imports = statements.filter(isImport);
  const last = imports.filter((node) => !isGone(node) && !node.getDescendants().some(isGone)).at(-1);
  const path = pathOf(file);
  const [gone] = imports;
  if (!last && gone) return { path, at: { start: gone.getStart(), end: gone.getStart() }, text: `${line}\n` };
  if (last) return { path, at: { start: last.getEnd(), end: last.getEnd() }, text: `\n${line}` };
  const directive = statements
    .filter((node) => N.isExpressionStatement(node) && /^["']use \w+["'];?$/.test(node.getText()))
    .at(-1);
  if (directive)
    return { path, at: { start: directive.getEnd(), end: directive.getEnd() }, text: `\n\n${line}` };
  const head = /^(?:#!.*\n)?(?:(?:\s*\/\/.*\n)+|\s*\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\n)(?=[ \t]*\r?\n)/.exec(
    text,
  );
  if (head) return { path, at: { start: head[0].length, end: head[0].length }, text: `\n${line}\n` };
  const start = /^(?:#!.*\n)?\s*/.exec(text)?.[0].length ?? 0;
  return { path, at: { start, end: start }, text: `${line}\n\n` };
}

/** The statements of a provider's function that gives the account's address. `text` is the code it was found in. */
export function baseUrlStatement(host: HostSource, style: TextStyle, text: string): string {
  const end = style.semicolons ? ";" : "";
  const q = style.quote;
  if (host.kind === "literal") return `return ${q}${host.url}${q}${end}`;
  const fallback = host.kind === "env" && host.default !== undefined ? `, ${q}${host.default}${q}` : "";
  const value = `setting(${q}${host.name}${q}${fallback})`;
  // What the code never puts before `.zendesk.com` may be a whole address, however it is called.
  if (host.kind === "env" && host.form === "subdomain" && !/\.zendesk\.com/.test(text))
    return [
      `const host = ${value}.replace(/^https?:\\/\\/|\\/.*$/g, ${q}${q})${end}`,
      `${style.indent}return \`https://\${host.includes(${q}.${q}) ? host : \`\${host}.zendesk.com\`}\`${end}`,
    ].join("\n");
  if (host.kind === "unknown" || host.form === "subdomain")
    return `return \`https://\${${value}}.zendesk.com\`${end}`;
  if (host.form === "host")
    return `return \`https://\${${value}.replace(/^https?:\\/\\/|\\/.*$/g, ${q}${q})}\`${end}`;
  return `return new URL(${value}).origin${end}`;
}
