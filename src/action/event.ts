import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { Problem } from "../model/problem.ts";

/** What a pull request, or a group of them in a merge queue, is about to be merged into. */
export interface Pull {
  /** Absent for a merge group. */
  readonly number?: number;
  /** Commit and name of the branch it is to be merged into, as they were when the event was sent. */
  readonly base: { readonly commit: string; readonly branch: string };
  /** Last commit of the pull request. */
  readonly head: string;
  /** It comes from another repository, so the token may not write. */
  readonly fork: boolean;
}

/** What started the run. */
export interface Event {
  readonly name: string;
  /** `owner/name`; absent when the event does not say. */
  readonly repository?: string;
  /** The repository is private or internal, so code scanning needs a licence. */
  readonly closed: boolean;
  readonly pull?: Pull;
}

/** Payloads are a few hundred kilobytes. */
const LIMIT = 25 * 1024 * 1024;

/** Reads the event that started the workflow. The payload holds text that anybody may have written. */
export function readEvent(environment: NodeJS.ProcessEnv): Event {
  const name = environment["GITHUB_EVENT_NAME"] ?? "";
  const path = environment["GITHUB_EVENT_PATH"];
  const needed = /^(?:pull_request|pull_request_target|merge_group)$/.test(name);
  if (path === undefined || path === "") {
    if (needed) throw new Problem("there is no event to read", { where: "GITHUB_EVENT_PATH", help: HELP });
    return { name, closed: false };
  }
  const payload = readPayload(path, needed);
  const repository = at(payload, "repository");
  const full = textOf(at(repository, "full_name"));
  const base = { name, closed: at(repository, "private") === true };
  const event = full !== undefined && /^[\w.-]+\/[\w.-]+$/.test(full) ? { ...base, repository: full } : base;
  if (!needed) return event;
  return { ...event, pull: name === "merge_group" ? groupOf(payload) : pullOf(payload, full) };
}

const HELP = "The step has to run in GitHub Actions, with the event's payload as the runner wrote it.";

function readPayload(path: string, needed: boolean): unknown {
  try {
    const descriptor = openSync(path, "r");
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile() || status.size > LIMIT) throw new RangeError("too large");
      return JSON.parse(readFileSync(descriptor, "utf8"));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // NOTE: only a pull request needs it. The error's text may quote the payload.
    if (!needed) return undefined;
    const what =
      error instanceof SyntaxError
        ? "is no JSON"
        : error instanceof RangeError
          ? "is too large"
          : "cannot be read";
    throw new Problem(`the event's payload ${what}`, { where: path, help: HELP });
  }
}

function pullOf(payload: unknown, repository: string | undefined): Pull {
  const pull = at(payload, "pull_request");
  const number = at(pull, "number");
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 1)
    throw strange("pull_request.number");
  return {
    number,
    base: {
      commit: commitAt(at(at(pull, "base"), "sha"), "pull_request.base.sha"),
      branch: branchOf(at(at(pull, "base"), "ref")),
    },
    head: commitAt(at(at(pull, "head"), "sha"), "pull_request.head.sha"),
    fork: textOf(at(at(at(pull, "head"), "repo"), "full_name")) !== repository,
  };
}

function groupOf(payload: unknown): Pull {
  const group = at(payload, "merge_group");
  return {
    base: {
      commit: commitAt(at(group, "base_sha"), "merge_group.base_sha"),
      branch: branchOf(at(group, "base_ref")),
    },
    head: commitAt(at(group, "head_sha"), "merge_group.head_sha"),
    fork: false,
  };
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function commitAt(value: unknown, where: string): string {
  const text = textOf(value);
  if (text === undefined || !/^(?:[\da-f]{40}|[\da-f]{64})$/.test(text)) throw strange(where);
  return text;
}

const branchOf = (value: unknown): string =>
  (textOf(value) ?? "the base").replace(/^refs\/heads\//, "").slice(0, 250);

function strange(where: string): Problem {
  return new Problem("the event's payload is not what GitHub sends", { where, help: HELP });
}
