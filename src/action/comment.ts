import type { Report } from "../model/finding.ts";
import { render } from "../report/index.ts";
import type { Pull } from "./event.ts";
import { type Pulls, pullsOf, statusOf } from "./github.ts";
import { type Suggestion, suggestionsOf } from "./suggestion.ts";

/** What the comment is about. */
export interface Commenting {
  readonly report: Report;
  /** `owner/name`. */
  readonly repository: string;
  readonly pull: Pull & { readonly number: number };
  /** Tells several runs of a workflow apart. */
  readonly category: string | undefined;
  readonly token: string;
  /** Address of the API; GitHub's own when left out. */
  readonly api: string | undefined;
  /** True for files whose lines are the same in the pull request's last commit as in what was scanned. */
  readonly isSame: (path: string) => Promise<boolean>;
}

/** A comment takes 65,536 characters. */
const LIMIT = 60_000;

/** Keeps the one comment up to date and adds suggestions that are not there yet. Gives what could not be done, as sentences. */
export async function comment(given: Commenting): Promise<string[]> {
  const [owner = "", repository = ""] = given.repository.split("/");
  const pulls = pullsOf(given.token, { owner, repository, number: given.pull.number }, given.api);
  try {
    await keepComment(pulls, given);
    return await suggest(pulls, given);
  } catch (error) {
    return [reasonOf(statusOf(error), given.pull.fork)];
  }
}

/** What the comment of a run begins with, unseen by readers. */
const markOf = (category: string | undefined): string =>
  `<!-- zunset ${(category ?? "").replace(/[^\w./-]/g, "_")} -->`;

async function keepComment(pulls: Pulls, { report, category }: Commenting): Promise<void> {
  const mark = markOf(category);
  const [own] = await pulls.comments(mark);
  const isQuiet = report.findings.every(({ state }) => state === "known");
  // A pull request that has nothing to do with Zendesk needs no comment to say so.
  if (isQuiet && !own) return;
  const text = await render("markdown", report, { color: false, width: 100, maxBytes: LIMIT });
  const body = `${mark}\n${text}`;
  if (!own) await pulls.create(body);
  else if (own.body !== body) await pulls.update(own.id, body);
}

async function suggest(pulls: Pulls, { report, pull, isSame }: Commenting): Promise<string[]> {
  const suggestions = suggestionsOf(report);
  if (suggestions.length === 0) return [];
  const known = await pulls.lineComments();
  for (const suggestion of suggestions) {
    const mark = `<!-- zunset ${suggestion.finding.fingerprints["zunset/v1"]} -->`;
    if (known.some((body) => body.startsWith(mark)) || !(await isSame(suggestion.path))) continue;
    try {
      await pulls.commentLines({ commit: pull.head, ...suggestion, body: `${mark}\n${textOf(suggestion)}` });
    } catch (error) {
      // Lines that are not part of the difference cannot be commented on.
      if (statusOf(error) !== 422) throw error;
    }
  }
  return [];
}

function textOf({ finding, text, description }: Suggestion): string {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${finding.message.replace(/[<>@[\]`*_#|\\]/g, (mark) => `&#${mark.charCodeAt(0)};`)} ${description}\n\n${fence}suggestion\n${text}\n${fence}\n`;
}

function reasonOf(status: number, fork: boolean): string {
  if (status === 401) return "The comment was not written: GitHub does not accept the token.";
  if (status === 403 || status === 404)
    return `The comment was not written: the token may not do that. ${
      fork
        ? "Pull requests from forks get a token that only reads; their findings are in the job summary."
        : "The job needs permissions: pull-requests: write."
    }`;
  return `The comment was not written: ${status === 0 ? "GitHub did not answer" : `GitHub answered ${status}`}.`;
}
