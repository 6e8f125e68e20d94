import { getOctokit } from "@actions/github";

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** Which pull request. */
export interface PullPlace {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
}

/** A comment on lines of a pull request's last commit. */
export interface LineComment {
  readonly commit: string;
  readonly path: string;
  readonly lines: readonly [first: number, last: number];
  readonly body: string;
}

/** What zunset asks GitHub for; each call rejects with what `failureOf` reads. */
export interface Pulls {
  /** Comments on the conversation that a bot wrote and that begin with a text. */
  readonly comments: (start: string) => Promise<Comment[]>;
  readonly create: (body: string) => Promise<void>;
  readonly update: (id: number, body: string) => Promise<void>;
  /** Bodies of comments on lines. */
  readonly lineComments: () => Promise<string[]>;
  readonly commentLines: (comment: LineComment) => Promise<void>;
}

/** Comments looked through at most: newer ones of a very long conversation are not seen. */
const PAGES = 20;
const PER_PAGE = 100;

/** GitHub's API about one pull request. The only part of zunset that speaks to a network. */
export function pullsOf(
  token: string,
  { owner, repository, number }: PullPlace,
  api: string | undefined,
): Pulls {
  const { rest, paginate } = getOctokit(token, {
    ...(api === undefined || api === "" ? {} : { baseUrl: api }),
    userAgent: "zunset",
    request: { timeout: 20_000 },
  });
  const repo = { owner, repo: repository };
  const all = async <T>(pages: AsyncIterable<{ readonly data: readonly T[] }>): Promise<T[]> => {
    const found: T[] = [];
    let left = PAGES;
    for await (const { data } of pages) {
      found.push(...data);
      if (--left === 0) break;
    }
    return found;
  };
  return {
    comments: async (start) => {
      const pages = paginate.iterator(rest.issues.listComments, {
        ...repo,
        issue_number: number,
        per_page: PER_PAGE,
      });
      return (await all(pages)).flatMap(({ id, body = "", user }) =>
        // Anybody may write the mark; only what a bot wrote is overwritten.
        user?.type === "Bot" && body.startsWith(start) ? [{ id, body }] : [],
      );
    },
    create: async (body) => {
      await rest.issues.createComment({ ...repo, issue_number: number, body });
    },
    update: async (id, body) => {
      await rest.issues.updateComment({ ...repo, comment_id: id, body });
    },
    lineComments: async () => {
      const pages = paginate.iterator(rest.pulls.listReviewComments, {
        ...repo,
        pull_number: number,
        per_page: PER_PAGE,
      });
      return (await all(pages)).map(({ body }) => body);
    },
    commentLines: async ({ commit, path, lines: [first, last], body }) => {
      await rest.pulls.createReviewComment({
        ...repo,
        pull_number: number,
        commit_id: commit,
        path,
        body,
        side: "RIGHT",
        line: last,
        ...(first < last ? { start_line: first, start_side: "RIGHT" } : {}),
      });
    },
  };
}

/** The status of a failed call; 0 when there was no answer. */
export function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !("status" in error) || !("response" in error)) return 0;
  // Without an answer there is a status, but no response.
  return typeof error.status === "number" && error.response !== undefined ? error.status : 0;
}
