import { posix } from "node:path";
import type { Edit, NewFile } from "../../model/edit.ts";
import type { HostSource, Project, Site } from "../recipe.ts";
import type { Functions } from "./edits.ts";
import type { Script } from "./script.ts";

const TEMPLATE = "powershell-oauth.ps1";

/** Names that are free for the provider's functions; undefined when the repository has others of the provider's names. */
export function functionsFor(scripts: readonly Script[]): {
  readonly own: string;
  readonly functions: Functions;
} {
  const defined = (name: string): boolean =>
    scripts.some(({ text }) => new RegExp(`^\\s*function\\s+(?:\\w+:)?${name}\\b`, "im").test(text));
  const own = defined("Invoke-ZendeskRestMethod") || defined("Invoke-ZendeskWebRequest") ? "OAuth" : "";
  return {
    own,
    functions: { rest: `Invoke-Zendesk${own}RestMethod`, web: `Invoke-Zendesk${own}WebRequest` },
  };
}

/** Adds the provider beside a script, and the line that loads it. */
export async function providePowershell(
  site: Site,
  script: Script,
  own: string,
  project: Project,
): Promise<{ readonly creates: readonly NewFile[]; readonly edit: Edit }> {
  const folder = posix.dirname(script.path) === "." ? "" : posix.dirname(script.path);
  const { path, creates } = await project.provide({
    template: TEMPLATE,
    path: posix.join(folder, "ZendeskOAuth.ps1"),
    like: script.path,
    values: { OWN: own, URL: baseUriBody(site.host) },
    names: site.names,
  });
  return { creates, edit: loading(script, posix.basename(path)) };
}

/** `. "$PSScriptRoot/ZendeskOAuth.ps1"` before the first statement, behind what has to stand first. */
function loading({ path, text, root }: Script, file: string): Edit {
  const line = `. "$PSScriptRoot/${file}"\n`;
  const first = root.namedChildren
    .find((one) => one?.type === "statement_list")
    ?.namedChildren.find(
      (one) => one !== null && !/^(?:Set-StrictMode|Import-Module|using )/i.test(one.text),
    );
  const position = first?.startIndex ?? text.length;
  let start = text.lastIndexOf("\n", position - 1) + 1;
  // Comments right above belong to the statement, those that the file begins with to the file.
  let above = start;
  while (above > 0) {
    const line = text.lastIndexOf("\n", above - 2) + 1;
    if (!/^[ \t]*#(?!requires|!)/i.test(text.slice(line, above))) break;
    above = line;
  }
  if (above > 0) start = above;
  return { path, at: { start, end: start }, text: `${line}\n` };
}

/** The body of the function that gives the account's address. */
function baseUriBody(host: HostSource): string {
  if (host.kind === "literal") return `"${host.url}"`;
  const read =
    host.kind === "env" && host.default !== undefined
      ? `$(if ($env:${host.name}) { $env:${host.name} } else { "${host.default.replace(/["$`]/g, "")}" })`
      : `$(Get-ZendeskSetting "${host.name}")`;
  const form = host.kind === "unknown" ? "subdomain" : host.form;
  if (form === "subdomain") return `"https://${read}.zendesk.com"`;
  if (form === "host") return `"https://${read}"`;
  return `([uri]"${read}").GetLeftPart([UriPartial]::Authority)`;
}
