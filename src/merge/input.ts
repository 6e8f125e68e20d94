import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Log, Run } from "sarif";
import { Problem } from "../model/problem.ts";
import { REPORT_SCHEMA } from "./schema.ts";

/** What SARIF of zunset is nested at most is far less. */
const DEPTH = 64;

let check: ValidateFunction<Log> | undefined;

/** Parses and checks a report; throws a {@link Problem} that names the file, and quotes nothing of it but names of keys. */
export function readRuns(name: string, text: string): readonly Run[] {
  if (isDeeplyNested(text))
    throw new Problem("this is nested too deeply for a report", {
      where: name,
      help: "Give a SARIF file that zunset wrote.",
    });
  const content = parse(name, text.replace(/^\ufeff/, ""));
  check ??= new Ajv({ strict: false }).compile<Log>(REPORT_SCHEMA);
  if (check(content)) {
    for (const [index, run] of content.runs.entries()) checkReferences(name, run, index);
    return content.runs;
  }
  const [error] = check.errors ?? [];
  throw new Problem(
    `this is not SARIF as zunset writes it: ${error ? worded(error) : "it fails the schema"}`,
    {
      where: name,
      help: "Only reports of zunset scan --format sarif, and merged ones, can be merged.",
    },
  );
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // NOTE: what is wrong exactly is said in words that quote the file, so it is not told.
    throw new Problem("this is not JSON", {
      where: name,
      help: "Give a SARIF file that zunset wrote, all of it.",
    });
  }
}

/** What a schema cannot say: rules that are named twice or missing, addresses that are none. */
function checkReferences(name: string, run: Run, index: number): void {
  const ids = (run.tool.driver.rules ?? []).map(({ id }) => id);
  const wrong =
    new Set(ids).size < ids.length
      ? "has a rule twice"
      : (run.results ?? []).some(
            ({ ruleId, ruleIndex }) => ruleIndex !== undefined && ids[ruleIndex] !== ruleId,
          )
        ? "has a result of a rule that it does not list"
        : run.versionControlProvenance?.some(({ repositoryUri }) => !isRepository(repositoryUri))
          ? "has a repository whose address is none"
          : undefined;
  if (wrong !== undefined)
    throw new Problem(`this is not SARIF as zunset writes it: runs[${index}] ${wrong}`, { where: name });
}

/** True for an address that a repository can have. */
export function isRepository(address: string): boolean {
  return /^(?:https?|ssh):\/\/[^\s/]/i.test(address) && URL.canParse(address);
}

/** Brackets within brackets, outside of texts: parsing and writing go down one level of the stack for each. */
function isDeeplyNested(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = text.indexOf('"', at + 1);
      while (at > 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
      if (at < 0) return false;
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === "\\") first--;
  return (at - first) % 2 === 1;
}

/** `runs[0].results[3].level must be string`. */
function worded(error: ErrorObject): string {
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((segment) =>
      /^\d+$/.test(segment) ? `[${segment}]` : `.${segment.replace(/~1/g, "/").replace(/~0/g, "~")}`,
    )
    .join("")
    .replace(/^\./, "");
  const { additionalProperty, allowedValue } = error.params as {
    additionalProperty?: string;
    allowedValue?: unknown;
  };
  const what =
    additionalProperty !== undefined
      ? `has a key "${additionalProperty.slice(0, 100)}", which is none of zunset's`
      : allowedValue !== undefined
        ? `has to be ${JSON.stringify(allowedValue)}`
        : error.message;
  return `${path === "" ? "it" : path.slice(0, 300)} ${what}`;
}
