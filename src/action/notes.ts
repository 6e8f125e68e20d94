import type { FailOn } from "../engine/verdict.ts";
import type { Event } from "./event.ts";
import type { Inputs } from "./inputs.ts";

interface Outcome {
  readonly event: Event;
  readonly inputs: Inputs;
  readonly verdict: 0 | 1;
  readonly failOn: FailOn;
}

/** What to know about a run, in Markdown, below its summary. Holds nothing of the tree. */
export function notesOf({ event, inputs, verdict, failOn }: Outcome): string {
  const notes: string[] = [];
  if (verdict === 1)
    notes.push(
      `The step fails because of findings at or above \`${failOn}\`; \`fail-on\` sets the threshold.`,
    );
  if (event.pull)
    notes.push(
      "Settings, rules, baseline and `zunset-ignore` comments count as the base branch has them; what this change adds to them is listed.",
    );
  if (event.name === "pull_request_target")
    notes.push(
      "On `pull_request_target` the base is checked out unless the workflow asks for another commit, and then nothing is new: use `pull_request`.",
    );
  if (event.closed && inputs.mode !== "annotations")
    notes.push(
      "In a private repository the upload to code scanning needs GitHub Code Security (Settings → Advanced Security). Without it leave the upload step out and set `mode: annotations`.",
    );
  return notes.length === 0 ? "" : `### Notes\n\n${notes.map((note) => `- ${note}\n`).join("")}`;
}
