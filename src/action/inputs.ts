import { getInput, getMultilineInput } from "@actions/core";
import { suggest } from "../config/suggest.ts";
import type { FailOn } from "../engine/verdict.ts";
import { Problem } from "../model/problem.ts";

/** What a run gives: SARIF for the upload step, annotations, or both. */
export type Mode = "code-scanning" | "annotations" | "both";

/** The inputs of the Action, checked; `action.yml` documents them. */
export interface Inputs {
  readonly paths: readonly string[];
  readonly config: string | undefined;
  readonly failOn: FailOn | undefined;
  readonly mode: Mode;
  readonly baseline: string | undefined;
  /** On a pull request only what is new counts. */
  readonly changedOnly: boolean;
  readonly category: string | undefined;
  readonly summary: boolean;
  readonly comment: boolean;
  readonly fixes: boolean;
  readonly token: string | undefined;
}

/** Reads the inputs from the environment of the step. Throws a `Problem` that names the input. */
export function readInputs(): Inputs {
  const paths = getMultilineInput("paths").filter((path) => path !== "");
  return {
    paths: paths.length > 0 ? paths : ["."],
    config: text("config"),
    failOn: word("fail-on", ["error", "warning", "note", "never"]),
    mode: word("mode", ["code-scanning", "annotations", "both"]) ?? "both",
    baseline: text("baseline"),
    changedOnly: flag("changed-only", true),
    category: text("category"),
    summary: flag("summary", true),
    comment: flag("comment", false),
    fixes: flag("fixes", false),
    token: text("token"),
  };
}

function text(name: string): string | undefined {
  const value = getInput(name);
  return value === "" ? undefined : value;
}

function word<T extends string>(name: string, words: readonly T[]): T | undefined {
  const value = text(name);
  const found = words.find((one) => one === value);
  if (value !== undefined && found === undefined)
    throw new Problem(`the input cannot be "${value}"`, {
      where: `with: ${name}`,
      help: suggest(value, words, `Allowed: ${words.join(", ")}.`),
    });
  return found;
}

function flag(name: string, byDefault: boolean): boolean {
  const value = text(name);
  // What YAML 1.2 takes for a boolean, as the toolkit does.
  if (value === undefined) return byDefault;
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  if (/^(?:false|False|FALSE)$/.test(value)) return false;
  throw new Problem(`the input cannot be "${value}"`, {
    where: `with: ${name}`,
    help: "Give true or false.",
  });
}
