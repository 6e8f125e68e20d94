import { posix } from "node:path";
import type { Edit, NewFile } from "../../model/edit.ts";
import { isCalledHere } from "../companions/index.ts";
import { isTakenFromCallers } from "../companions/readers.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { type Pipeline, pipelineOf, providerFolder, providerReference } from "../shell/ci.ts";
import { callEdits, spelled } from "../shell/edits.ts";
import { isFilledIn, stepEnvironment } from "../shell/environment.ts";
import { mintLines, STEP_TOKEN } from "../shell/mint.ts";
import { shellOutcome, spansOf } from "../shell/outcome.ts";
import { ownTrap } from "../shell/place.ts";
import { shellFunctions, shellProvider, toolsOf } from "../shell/provider.ts";
import { unreadEdits } from "../shell/unread.ts";
import { type YamlScript, yamlScript } from "../shell/yaml.ts";

/** curl, wget and HTTPie in the steps of a pipeline and in other scripts within YAML. */
export const shellCi: Recipe = {
  id: "shell-ci",
  languages: ["yaml"],
  rewrite: async (site, project) => {
    const { path, masked } = site.file;
    const script = yamlScript(masked, site.use.match.at.start);
    if (!script) return undefined;
    const root = await project.tree(script.view, "bash");
    const functions = await shellFunctions(site, project);
    const pipeline = pipelineOf(site.file, script.start, script.key);
    if (pipeline.foreign !== undefined)
      return refuse("embedded", `The script is run by ${pipeline.foreign}; the provider is one of sh.`);
    if (/^(?:pwsh|powershell)$/i.test(script.key)) return refuse("embedded", "PowerShell runs the script.");
    const { tokenKeys, userKeys } = site.names;
    const taken = [...tokenKeys, ...userKeys].find((key) => isTakenFromCallers(masked, key));
    if (taken !== undefined && !(await isCalledHere(path, project)))
      return refuse(
        "shared-interface",
        `Whoever calls the workflow gives it ${taken}: add secrets for an OAuth client.`,
      );
    const written = await writtenAhead(site, project);
    if (written !== undefined)
      return refuse(
        "shape",
        `Another step makes ${written} of the credential; no variable of an OAuth client is there.`,
      );
    const sourced = pipeline.checkedOut;
    const means = sourced ? functions : { variable: STEP_TOKEN };
    const code = { path, text: script.view, file: masked, root };
    const found = callEdits(code, spansOf(site), means);
    if (!found || found.count === 0) return undefined;
    if (pipeline.kind === "action")
      return refuse(
        "shared-interface",
        "The action takes the token as an input; workflows that use it give it one.",
      );
    const trap = sourced ? ownTrap(root, functions) : undefined;
    const made = sourced
      ? await sourcing(site, script, pipeline, trap === undefined, functions, project)
      : await minting(site, script, pipeline, project);
    if (!made) return refuse("embedded", "The script is written in a way that lines cannot be added to.");
    // Azure Pipelines hands a variable that is not set on as its own name, which looks like a value.
    if (project.transition === "dual" && (pipeline.kind === "azure" || isFilledIn(site, pipeline)))
      return refuse("no-fallback");
    return outcome(site, script, pipeline, {
      ...made,
      edits: [
        ...spelled(found.edits, script),
        ...(trap && "edits" in trap
          ? spelled(
              trap.edits.map((edit) => ({ path, ...edit })),
              script,
            )
          : []),
        ...unreadEdits(code, found.carriers, found.edits, masked, false),
        ...made.edits,
      ],
      reasons: [...found.reasons, ...(trap && "reason" in trap ? [trap.reason] : [])],
      addresses: found.addresses,
    });
  },
};

/** The variable of the credential that a step writes down for those after it: `echo "AUTH=…" >> "$GITHUB_ENV"`. */
async function writtenAhead({ names }: Site, project: Project): Promise<string | undefined> {
  for (const name of [...names.tokenKeys, ...names.userKeys]) {
    if (name.length < 3) continue;
    const word = name.replace(/\W/g, "\\$&");
    const ways = new RegExp(
      `(?<![\\w])${word}=[^\\n]*>>[^\\n]*GITHUB_ENV|task\\.setvariable[ ]+variable=${word}\\b|>>[^\\n]*GITHUB_ENV[^\\n]*${word}=`,
    );
    for (const path of await project.containing([name], (one) => /\.(?:ya?ml|sh|bash)$/.test(one)))
      if (ways.test((await project.load(path))?.masked ?? "")) return name;
  }
  return undefined;
}

interface Made {
  readonly edits: readonly Edit[];
  readonly creates: readonly NewFile[];
}

async function sourcing(
  site: Site,
  script: YamlScript,
  pipeline: Pipeline,
  traps: boolean,
  functions: Awaited<ReturnType<typeof shellFunctions>>,
  project: Project,
): Promise<Made | undefined> {
  const folder = providerFolder(pipeline, project);
  const provider = await shellProvider(site, functions, folder, project);
  const lines = [
    `. ${providerReference(provider.path, pipeline)}`,
    ...(traps ? [`trap ${functions.clean} EXIT`] : []),
  ];
  const edits = script.prepend(site.file.path, lines);
  return edits && { edits, creates: provider.creates };
}

async function minting(
  site: Site,
  script: YamlScript,
  pipeline: Pipeline,
  project: Project,
): Promise<Made | undefined> {
  const { clientId, clientSecret } = site.names;
  const github = pipeline.kind === "github";
  const lines = mintLines({
    ...{ host: site.host, clientId, clientSecret, scope: project.scope, masks: github },
    jq: (await toolsOf(project)).jq,
  });
  const edits = script.prepend(site.file.path, lines);
  return edits && { edits, creates: [] };
}

function outcome(
  site: Site,
  script: YamlScript,
  pipeline: Pipeline,
  made: Made & { readonly reasons: readonly string[]; readonly addresses: readonly string[] },
): Outcome {
  const environment = stepEnvironment(site, script, pipeline);
  const { clientId, clientSecret } = site.names;
  const store = STORES[pipeline.kind];
  return shellOutcome(site, {
    ...made,
    edits: [...made.edits, ...environment.edits],
    title: made.creates.length > 0 || pipeline.checkedOut ? TITLE : "takes an access token in the step",
    todo: [
      ...(store ? [`Add ${clientId} and ${clientSecret} to ${store}.`] : []),
      ...environment.missing.map((name) => `Give the step ${name} in ${posix.basename(site.file.path)}.`),
    ],
  });
}

const TITLE = "calls a function that adds a bearer token";

/** Where the secrets of a pipeline are kept. */
const STORES: Readonly<Partial<Record<Pipeline["kind"], string>>> = {
  github: "the secrets of GitHub Actions",
  gitlab: "the CI/CD variables of GitLab, masked",
  azure: "the variables of Azure Pipelines, as secrets",
  circleci: "the environment variables of CircleCI",
};
