import { defaultBranch, remoteHost } from "../../discover/refs.ts";
import { namesInside, readInside } from "./disk.ts";

/** Where the repository's pipelines run. */
export type Ci = "github" | "gitlab" | "none";

/** What a repository tells about itself; all of it is text of the tree. */
export interface Survey {
  /** Absolute. */
  readonly root: string;
  readonly ci: Ci;
  /** Branch that changes are merged into; absent when it is not known or no plain name. */
  readonly branch?: string;
  readonly workflows: readonly Workflow[];
  /** Text of `.gitlab-ci.yml`. */
  readonly gitlab?: string;
  /** The workflow that zunset wrote earlier comments on pull requests. */
  readonly comments: boolean;
  /** Why SARIF would not be taken by code scanning, or why it would; absent when nothing tells. */
  readonly scanning?: { readonly there: boolean; readonly because: string };
}

/** A workflow that is there. */
export interface Workflow {
  /** Below the root. */
  readonly path: string;
  readonly text: string;
}

/** Files of CI servers of other forges than the two. */
const OTHERS = ["azure-pipelines.yml", "bitbucket-pipelines.yml", "Jenkinsfile"];

/** Whose pipelines run for a remote on a host. */
const HOSTS: readonly (readonly [pattern: RegExp, ci: Ci])[] = [
  [/github/, "github"],
  [/gitlab/, "gitlab"],
  [/bitbucket|azure|visualstudio/, "none"],
];

/** What may be written into a workflow as it is: a name that is neither a pattern there nor an expression. */
const PLAIN = /^\w[\w./-]{0,199}$/;

/** Looks at what stands around the code: pipelines, branch, licence. Runs nothing but git. */
export async function surveyOf(root: string, chosen: Ci | undefined): Promise<Survey> {
  const workflows = namesInside(root, ".github/workflows")
    .filter((name) => /\.ya?ml$/.test(name))
    .flatMap((name) => {
      const path = `.github/workflows/${name}`;
      const text = readInside(root, path);
      return text === undefined ? [] : [{ path, text }];
    });
  const gitlab = readInside(root, ".gitlab-ci.yml");
  const branch = await defaultBranch(root);
  const scanning = scanningOf(root, workflows);
  return {
    root,
    ci: chosen ?? ciOf(root, { workflows, gitlab, host: await remoteHost(root) }),
    ...(branch !== undefined && PLAIN.test(branch) ? { branch } : {}),
    workflows,
    comments: workflows.some((workflow) => isOwn(workflow) && /^\s+comment:\s*true/m.test(workflow.text)),
    ...(gitlab === undefined ? {} : { gitlab }),
    ...(scanning === undefined ? {} : { scanning }),
  };
}

/** What runs already counts for more than where the clone came from. */
function ciOf(
  root: string,
  told: {
    readonly workflows: readonly Workflow[];
    readonly gitlab?: string | undefined;
    readonly host: string;
  },
): Ci {
  if (told.workflows.length > 0) return "github";
  if (told.gitlab !== undefined) return "gitlab";
  const other = OTHERS.some((path) => readInside(root, path) !== undefined);
  return HOSTS.find(([pattern]) => pattern.test(told.host))?.[1] ?? (other ? "none" : "github");
}

/** True for the names that zunset gives to workflows. */
export const isOwn = ({ path }: Workflow): boolean =>
  /^\.github\/workflows\/zunset(?:-[\w-]+)?\.yml$/.test(path);

function scanningOf(root: string, workflows: readonly Workflow[]): Survey["scanning"] {
  const own = workflows.find((one) => isOwn(one) && /^\s+mode:\s*annotations/m.test(one.text));
  if (own) return { there: false, because: `${own.path} says so` };
  const uploads = workflows.find(({ text }) => /uses:\s*["']?github\/codeql-action\//.test(text));
  if (uploads) return { there: true, because: `${uploads.path} uses it` };
  if (/"license"\s*:\s*"UNLICENSED"/.test(readInside(root, "package.json") ?? ""))
    return {
      there: false,
      because: "package.json says UNLICENSED, so the repository is taken to be private",
    };
  return undefined;
}
