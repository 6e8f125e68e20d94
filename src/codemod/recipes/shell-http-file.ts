import { posix } from "node:path";
import type { Edit } from "../../model/edit.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { lineAt } from "../shell/view.ts";

/** Requests in .http and .rest files: a request for a token comes first, the others send what it answers. */
export const shellHttpFile: Recipe = {
  id: "shell-http-file",
  languages: ["http"],
  rewrite: async (site, project) => {
    const { path, masked } = site.file;
    const { at } = site.use.match;
    const header = lineAt(masked, at.start);
    const value = /^(\s*authorization\s*:\s*)(basic\s[^\r\n]*?)\s*$/i.exec(header.text);
    const base = baseOf(masked, at.start);
    if (!value?.[1] || !value[2]) return undefined;
    if (base === undefined) return refuse("setting", "The requests do not show the account's address.");
    return rewrite(site, project, base, {
      path,
      at: { start: header.start + value[1].length, end: header.start + value[1].length + value[2].length },
      text: "",
    });
  },
};

function rewrite(site: Site, project: Project, base: string, header: Edit): Outcome {
  const { path, masked } = site.file;
  const jetbrains =
    masked.includes("{%") ||
    project.paths.some((one) => /^http-client(?:\.private)?\.env\.json$/.test(posix.basename(one)));
  const token = jetbrains ? "zendeskToken" : "zendeskToken.response.body.access_token";
  const lines = [
    "### Access token, good for half an hour: send this first",
    ...(jetbrains ? [] : ["# @name zendeskToken"]),
    `POST ${base}/oauth/tokens`,
    "Content-Type: application/json",
    "",
    "{",
    '  "grant_type": "client_credentials",',
    '  "client_id": "{{zendeskClientId}}",',
    '  "client_secret": "{{zendeskClientSecret}}",',
    `  "scope": "${project.scope}",`,
    '  "expires_in": 1800',
    "}",
    ...(jetbrains
      ? ["", "> {%", 'client.global.set("zendeskToken", response.body.access_token);', "%}"]
      : []),
    "",
  ];
  const start = afterVariables(masked);
  const separator = /^\s*###/.test(masked.slice(start)) ? "\n" : "\n###\n";
  return {
    kind: "rewrite",
    safety: "review",
    reasons: ["A person sends the request for a token, and again when it has expired."],
    title: "sends a token that another request gets",
    edits: [
      { ...header, text: `Bearer {{${token}}}` },
      { path, at: { start, end: start }, text: `${lines.join("\n")}${separator}` },
      ...unusedVariables(path, masked),
    ],
    creates: [],
    todo: [
      "Set zendeskClientId and zendeskClientSecret in the environment of the HTTP client, not in the file.",
    ],
  };
}

/** The account's address as the request above a place spells it. */
function baseOf(text: string, offset: number): string | undefined {
  const before = text.slice(0, offset);
  const requests = [...before.matchAll(/^[ \t]*(?:[A-Z]+[ \t]+)?((?:https?:\/\/)?[^\s/#@]+)(\/\S*)/gm)];
  const last = requests.filter(([, host = ""]) => /:\/\/|\{\{/.test(host)).at(-1);
  return last?.[1] !== undefined && /^\/api\/v2\b/.test(last[2] ?? "") ? last[1] : undefined;
}

/** Behind the variables that a file begins with. */
function afterVariables(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/^(?:@[\w-]+[^\n]*|[ \t]*\r?|(?:#(?!##)|\/\/)[^\n]*)(?:\n|$)/gm)) {
    if (match.index !== end) break;
    end += match[0].length;
    if (end >= text.length) break;
  }
  return end;
}

/** Variables of the file that only Basic headers use. */
function unusedVariables(path: string, text: string): Edit[] {
  const rest = text.replace(/^\s*authorization\s*:\s*basic\s[^\n]*$/gim, "");
  return [...text.matchAll(/^@([\w-]+)[ \t]*=[^\n]*\n/gm)].flatMap((match) => {
    const name = match[1] ?? "";
    const uses = (one: string): boolean => new RegExp(`\\{\\{[ ]*${name}[ ]*\\}\\}`).test(one);
    if (!uses(text) || uses(rest)) return [];
    return [{ path, at: { start: match.index, end: match.index + match[0].length }, text: "" }];
  });
}
