import type { Run, VersionControlDetails } from "sarif";
import { Problem } from "../model/problem.ts";
import { stringify } from "../report/text.ts";
import { readRuns } from "./input.ts";

export { isRepository } from "./input.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const BASE_ID = "%SRCROOT%";
const AZURE = "azuredevops/pipeline/build/";

/** Code scanning refuses a file with more. */
const RUN_LIMIT = 20;

/** One report to merge. */
export interface Input {
  /** What messages call it: the path as it was given. */
  readonly name: string;
  /** Asked for once, when its turn has come: all texts at once would fill the memory. */
  readonly text: string;
  /** Address of the repository, in place of what the report says. */
  readonly repository?: string;
  /** The commit that was scanned. */
  readonly revision?: string;
}

/** A merged report. */
export interface Merged {
  readonly text: string;
  readonly runs: number;
  readonly results: number;
  /** Inputs that do not say which repository they are of; their file names stand for it. */
  readonly unnamed: readonly string[];
}

/**
 * Puts reports of several repositories into one, a run for each, sorted by identity. Whatever is the matter with an input is a
 * {@link Problem} that names it.
 */
export function merge(inputs: readonly Input[]): Merged {
  const unnamed = new Set<string>();
  const taken = new Map<string, string>();
  // Each run is its text as soon as it is read: parsed, it takes ten times the room.
  const runs = inputs.flatMap((input): Written[] => {
    const given = readRuns(input.name, input.text);
    if (given.length > 1 && (input.repository !== undefined || input.revision !== undefined))
      throw new Problem("this holds several runs, so it cannot be of one repository", {
        where: input.name,
        help: "Merge it without --repository and --revision of its own: - stands for none.",
      });
    return given.map((run) => {
      const source = sourceOf(run, input);
      if (!source) unnamed.add(input.name);
      const id = identityOf(run, source ? slugOf(source.repositoryUri) : slugOfName(input.name));
      const category = id.slice(0, id.lastIndexOf("/"));
      const other = taken.get(category);
      if (other !== undefined)
        throw new Problem(`two runs are of the same repository and category, ${category}`, {
          where: other === input.name ? input.name : `${other}, ${input.name}`,
          help: "Leave one out, tell the repositories apart by --repository, or scan with a --sarif-category of its own.",
        });
      taken.set(category, input.name);
      return { id, text: runText(identified(run, id, source)), results: run.results?.length ?? 0 };
    });
  });
  if (runs.length > RUN_LIMIT)
    throw new Problem(`these are ${runs.length} runs, and GitHub takes at most ${RUN_LIMIT} in a file`, {
      help: `Merge them in groups of ${RUN_LIMIT}.`,
    });
  runs.sort((a, b) => compare(a.id, b.id));
  const text = runs.map((run) => run.text).join(",");
  return {
    text: `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[${text}]}\n`,
    runs: runs.length,
    results: runs.reduce((sum, { results }) => sum + results, 0),
    unnamed: [...unnamed],
  };
}

/** A run as it will stand in the file. */
interface Written {
  readonly id: string;
  readonly text: string;
  readonly results: number;
}

/** Results one by one: all of them could be too much for a single `JSON.stringify`. */
function runText(run: Run): string {
  const end = "[]}";
  const results = (run.results ?? []).map((result) => stringify(result)).join(",");
  return `${stringify({ ...run, results: [] }).slice(0, -end.length)}[${results}]}`;
}

/** Where a run's code comes from, by the flags or by itself. */
function sourceOf(run: Run, input: Input): VersionControlDetails | undefined {
  const [held] = run.versionControlProvenance ?? [];
  const repositoryUri = input.repository ?? held?.repositoryUri;
  if (repositoryUri === undefined) {
    if (input.revision === undefined) return undefined;
    throw new Problem("there is a revision, but the repository is not known", {
      where: input.name,
      help: "Give its address by --repository, too.",
    });
  }
  const same = input.repository === undefined || input.repository === held?.repositoryUri;
  const revisionId = input.revision ?? (same ? held?.revisionId : undefined);
  return {
    repositoryUri,
    ...(revisionId === undefined ? {} : { revisionId }),
    ...(same && input.revision === undefined && held?.branch !== undefined ? { branch: held.branch } : {}),
    mappedTo: { uriBaseId: BASE_ID },
  };
}

/** `github.com/acme/app` of its address. */
function slugOf(address: string): string {
  const { hostname, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  return encoded(hostname.toLowerCase() + path);
}

/** The name of a file without its folder and its ending. */
function slugOfName(name: string): string {
  const base = /[^/\\]*$/.exec(name)?.[0] ?? name;
  return encoded(base.replace(/(?:\.sarif|\.json)+$/i, "") || "report");
}

/** Only what needs no escape in a category: the rest as its code. */
function encoded(text: string): string {
  return text
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/[^\w.~/%-]/gu, (character) => encodeURIComponent(character))
    .replace(/^\/+|\/+$/g, "");
}

/** The run's identity with the repository in its category. One that has it already stays as it is, and so does one of Azure Pipelines. */
function identityOf(run: Run, slug: string): string {
  const id = run.automationDetails?.id ?? "zunset/";
  const slash = id.lastIndexOf("/");
  const category = id.slice(0, slash);
  return id.startsWith(AZURE) || category.endsWith(`/${slug}`) ? id : `${category}/${slug}${id.slice(slash)}`;
}

/** The run with its keys in the order that a scan writes them in, the results last. */
function identified(run: Run, id: string, source: VersionControlDetails | undefined): Run {
  const { tool, automationDetails, versionControlProvenance: _, results = [], ...rest } = run;
  return {
    tool,
    automationDetails: { ...automationDetails, id },
    ...(source ? { versionControlProvenance: [source] } : {}),
    ...rest,
    results,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
