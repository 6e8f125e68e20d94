import { posix } from "node:path";
import type { NewFile } from "../../model/edit.ts";
import type { HostSource, Project, Site } from "../recipe.ts";

/** What a provider's functions are called: `zendesk_curl`. */
export interface ShellFunctions {
  /** What all of them begin with. */
  readonly name: string;
  readonly curl: string;
  readonly wget: string;
  readonly token: string;
  readonly clean: string;
}

/** Files that are scripts, or may be. */
const SCRIPT = /\.(?:sh|bash|zsh|ksh)$|(?:^|\/)[^./]+$/;

/** Prefixes whose names a repository uses already. */
const takenIn = new WeakMap<Project, Map<string, Promise<boolean>>>();

/** Names of the functions, none of which the repository has already. */
export async function shellFunctions(
  { names }: Pick<Site, "names">,
  project: Project,
): Promise<ShellFunctions> {
  const prefix = names.prefix.toLowerCase();
  const taken = takenIn.get(project) ?? new Map<string, Promise<boolean>>();
  takenIn.set(project, taken);
  const known = taken.get(prefix) ?? defines(prefix, project);
  taken.set(prefix, known);
  const name = (await known) ? `${prefix}_oauth` : prefix;
  return {
    name,
    curl: `${name}_curl`,
    wget: `${name}_wget`,
    token: `${name}_token`,
    clean: `${name}_clean`,
  };
}

/** Renders the provider into a folder; "" is the root. `jq` tells whether it is there where the script runs; the repository tells when left out. */
export async function shellProvider(
  { host, names }: Pick<Site, "host" | "names">,
  { name }: ShellFunctions,
  folder: string,
  project: Project,
  jq?: boolean,
): Promise<{ path: string; creates: readonly NewFile[] }> {
  const base = `${names.prefix.toLowerCase()}_oauth.sh`;
  const like = project.paths.find((path) => SCRIPT.test(path) && posix.dirname(path) === (folder || "."));
  const tools = await toolsOf(project);
  return project.provide({
    template: "shell-curl.sh",
    path: posix.join(folder, base),
    like: like ?? base,
    values: { NAME: name, HOST: nameOf(host), DEFAULT: host.kind === "env" ? (host.default ?? "") : "" },
    keep: [
      host.kind === "literal"
        ? "literal"
        : host.kind === "env" && host.form !== "subdomain"
          ? "address"
          : "subdomain",
      ...(tools.wget ? ["wget"] : []),
      ...((jq ?? tools.jq) ? ["jq"] : []),
    ],
    names,
  });
}

/** A script by its name: they often have no extension. */
export const isScript = (path: string): boolean => SCRIPT.test(path);

const isProvider = (path: string): boolean => /_oauth\d*\.sh$/.test(path);

const nameOf = (host: HostSource): string => (host.kind === "literal" ? host.url : host.name);

/** What shell code of a repository runs. */
export interface Tools {
  readonly jq: boolean;
  /** wget, with a user's credentials. */
  readonly wget: boolean;
}

const toolsIn = new WeakMap<Project, Promise<Tools>>();

/** Reads off scripts, steps of pipelines and commands of packages which tools they run; once for each repository. */
export function toolsOf(project: Project): Promise<Tools> {
  let tools = toolsIn.get(project);
  if (!tools) {
    tools = readTools(project);
    toolsIn.set(project, tools);
  }
  return tools;
}

async function readTools(project: Project): Promise<Tools> {
  const wanted = (path: string): boolean =>
    !isProvider(path) && (SCRIPT.test(path) || /\.ya?ml$|(?:^|\/)package\.json$/.test(path));
  const found = { jq: false, wget: false };
  for (const path of await project.containing(["jq ", "wget"], wanted)) {
    const text = (await project.load(path))?.masked ?? "";
    found.jq ||= /(?:^|[|;&(]|\$\()[ \t]*jq[ \t]/m.test(text);
    found.wget ||= /\bwget\b(?:[^\n]|\\\n)*(?:--(?:http-)?user|authorization)/i.test(text);
  }
  return found;
}

/** True when a script of the repository's own has a function of one of the provider's names. */
async function defines(prefix: string, project: Project): Promise<boolean> {
  const names = ["curl", "wget", "token", "clean"].map((name) => `${prefix}_${name}`);
  // Steps of pipelines and recipes of makefiles define functions, too.
  const wanted = (path: string): boolean =>
    !isProvider(path) && (SCRIPT.test(path) || /\.(?:ya?ml|mk|inc|env|rc)$|(?:^|\/)\.\w*rc$/.test(path));
  const any = names.join("|");
  const defined = new RegExp(
    `(?<![\\w-])(?:(?:${any})[ \\t]*\\(\\)|function[ \\t]+(?:${any})(?![\\w-])|alias[ \\t]+(?:${any})=)`,
  );
  for (const path of await project.containing(names, wanted)) {
    const text = (await project.load(path))?.masked ?? "";
    if (defined.test(text)) return true;
  }
  return false;
}
