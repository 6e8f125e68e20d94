import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit, NewFile } from "../../model/edit.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { copyDoubts, foldersOfMake } from "../shell/built.ts";
import { type CallEdits, callEdits, spelled } from "../shell/edits.ts";
import { dockerCommand, inDefinition, jsonCommand, recipeLine } from "../shell/lines.ts";
import { makeVariable } from "../shell/make.ts";
import { shellOutcome, spansOf } from "../shell/outcome.ts";
import { ownTrap } from "../shell/place.ts";
import { type ShellFunctions, shellFunctions, shellProvider } from "../shell/provider.ts";
import { unreadEdits } from "../shell/unread.ts";
import type { EmbeddedScript } from "../shell/view.ts";

/** curl, wget and HTTPie in makefiles, in the scripts of a package and in the commands of a Dockerfile. */
export const shellEmbedded: Recipe = {
  id: "shell-embedded",
  languages: ["makefile", "json", "dockerfile"],
  rewrite: async (site, project) => {
    const { path, masked, language } = site.file;
    const { start } = site.use.match.at;
    if (language === "json" && !/(?:^|\/)(?:package|composer)\.json$/.test(path)) return undefined;
    if (/%[A-Za-z_]\w*%/.test(masked.slice(start, site.use.match.at.end)))
      return refuse("embedded", "The command is one for cmd of Windows; the provider is one of sh.");
    const functions = await shellFunctions(site, project);
    if (language === "makefile") return makefile(site, functions, project);
    const docker = language === "dockerfile" ? dockerCommand(masked, start) : undefined;
    const script = language === "json" ? jsonCommand(masked, start) : docker;
    const found = script && (await rewritten(site, script, functions, project));
    if (!script || !found) return undefined;
    // An image has jq only when it is installed there.
    const jq = docker ? /\bjq\b/.test(masked) : undefined;
    const provider = await shellProvider(site, functions, folderOf(path, project), project, jq);
    const relative = posix.relative(posix.dirname(path), provider.path);
    const target = docker ? `/usr/local/lib/${posix.basename(provider.path)}` : `./${relative}`;
    const trapped = ownTrap(found.root, functions) !== undefined;
    const lead = script.prepend(path, [`. ${target}`, ...(trapped ? [] : [`trap ${functions.clean} EXIT`])]);
    if (!lead) return undefined;
    const doubts = docker ? await copyDoubts(path, provider.path, project) : [];
    const copy = {
      path,
      at: { start: script.start, end: script.start },
      text: `COPY ${relative} /usr/local/lib/\n`,
    };
    return shellOutcome(site, {
      edits: [...found.edits, ...lead, ...(docker ? [copy] : [])],
      creates: provider.creates,
      addresses: found.addresses,
      reasons: [
        ...found.reasons,
        ...(docker?.name === "RUN" ? [BUILT] : []),
        ...doubts,
        ...(trapped
          ? [`The command has a trap on EXIT of its own: ${functions.clean} has to be called there.`]
          : []),
      ],
    });
  },
};

const BUILT =
  "What a build gets as an argument stays in the image's history: hand the client's secret over as a build secret.";

async function rewritten(
  site: Site,
  script: EmbeddedScript,
  functions: ShellFunctions,
  project: Project,
): Promise<(Pick<CallEdits, "edits" | "reasons" | "addresses"> & { readonly root: Node }) | undefined> {
  const { path, masked } = site.file;
  const tree = await project.tree(script.view, "bash");
  const code = { path, text: script.view, file: masked, root: tree };
  const found = callEdits(code, spansOf(site), functions);
  if (!found || found.count === 0) return undefined;
  return {
    edits: [
      ...spelled(found.edits, script),
      ...unreadEdits(code, found.carriers, found.edits, masked, false),
    ],
    reasons: found.reasons,
    addresses: found.addresses,
    root: tree,
  };
}

/** Beside the file, or in the folder of scripts that is there. */
function folderOf(path: string, project: Project): string {
  const own = posix.dirname(path) === "." ? "" : posix.dirname(path);
  const kept = ["scripts", "script", "bin"].map((name) => posix.join(own, name));
  return (
    kept.find((folder) =>
      project.paths.some((one) => posix.dirname(one) === folder && one.endsWith(".sh")),
    ) ?? own
  );
}

async function makefile(site: Site, functions: ShellFunctions, project: Project) {
  const { path, masked } = site.file;
  if (/justfile$/i.test(path)) return undefined;
  if (inDefinition(masked, site.use.match.at.start))
    return refuse("embedded", "It stands in a definition, which make puts wherever it is called.");
  const line = recipeLine(masked, site.use.match.at.start);
  const edits: Edit[] = [];
  const reasons: string[] = [];
  const addresses: string[] = [];
  const lines: EmbeddedScript[] = [];
  if (line) {
    const found = await rewritten(site, line, functions, project);
    if (!found) return undefined;
    edits.push(...found.edits);
    reasons.push(...found.reasons);
    addresses.push(...found.addresses);
    lines.push(line);
  } else {
    const found = await makeVariable(site, functions, project);
    if (!found) return undefined;
    edits.push(...found.edits);
    reasons.push(...found.reasons);
    addresses.push(...found.addresses);
    lines.push(...found.lines);
  }
  const creates: NewFile[] = [];
  const provider = await shellProvider(site, functions, folderOf(path, project), project);
  creates.push(...provider.creates);
  const folders = await foldersOfMake(path, project);
  if (folders.length !== 1)
    reasons.push(
      "Make runs the recipes in the folder of the makefile that includes this one: the path to the provider is relative to it.",
    );
  const relative = posix.relative(folders[0] ?? posix.dirname(path), provider.path);
  for (const one of lines)
    edits.push(...(one.prepend(path, [`. ./${relative}`, `trap ${functions.clean} EXIT`]) ?? []));
  edits.push(...exported(site, project));
  return shellOutcome(site, { edits, reasons, creates, addresses });
}

/** Make's own variables reach commands only when they are exported. */
function exported({ file: { path, masked }, names, host }: Site, { transition }: Project): Edit[] {
  const included = /^-?s?include[ \t]+\S*env\S*[ \t]*$/m.exec(masked);
  if (!included || /^export[ \t]*$|^\.EXPORT_ALL_VARIABLES/m.test(masked)) return [];
  const old = transition === "dual" && names.old ? [names.old.user, names.old.token] : [];
  const wanted = [
    ...[names.clientId, names.clientSecret, ...old],
    ...(host.kind === "literal" ? [] : [host.name]),
  ];
  const at = included.index + included[0].length;
  return [{ path, at: { start: at, end: at }, text: `\nexport ${wanted.join(" ")}` }];
}
