import type { Finding, Step } from "../../model/finding.ts";
import { codeFrame } from "../frame.ts";
import { plural } from "../summary.ts";
import { cell, codeSpan, fenced, htmlCode, inline } from "./text.ts";

const WIDTH = 100;
/** Steps and related places that are listed; the rest is counted. */
const PLACES = 10;
/** Owners that a row names. */
const OWNERS = 5;

const PLAIN_FRAME = { gutter: (text: string): string => text, mark: (text: string): string => text };

/** Which columns the table of findings has. */
export interface Columns {
  readonly credential: boolean;
  readonly owners?: ReadonlyMap<string, readonly string[]>;
}

/** The first two lines of the table of findings. */
export function tableHead({ credential, owners }: Columns): string {
  const names = [
    "Place",
    "Rule",
    "Severity",
    ...(credential ? ["Credential"] : []),
    ...(owners ? ["Owner"] : []),
  ];
  return `| ${names.join(" | ")} |\n|${"---|".repeat(names.length)}\n`;
}

/** A finding as a row of the table. */
export function tableRow(finding: Finding, { credential, owners }: Columns): string {
  const cells = [
    codeSpan(placeOf(finding)),
    codeSpan(finding.rule),
    finding.severity === "error" ? "**error**" : finding.severity,
    ...(credential ? [finding.credential === undefined ? "" : codeSpan(finding.credential)] : []),
    ...(owners ? [ownersOf(owners.get(finding.location.path) ?? [])] : []),
  ];
  return `| ${cells.map(cell).join(" | ")} |\n`;
}

function ownersOf(owners: readonly string[]): string {
  const named = owners.slice(0, OWNERS).map(codeSpan).join(", ");
  return owners.length > OWNERS ? `${named} and ${owners.length - OWNERS} more` : named;
}

/** A finding with its code, its trace and what belongs to it, folded. */
export function details(finding: Finding): string {
  const frame = codeFrame(finding.excerpt, finding.location, WIDTH, PLAIN_FRAME);
  const shown = new Set([finding.location, ...finding.trace.map(({ location }) => location)].map(spell));
  const related = finding.related.filter(({ location }) => !shown.has(spell(location)));
  const parts = [
    `<details><summary>${finding.severity} ${htmlCode(finding.rule)} in ${htmlCode(placeOf(finding))}</summary>`,
    `${finding.severity === "error" ? "Error" : finding.severity === "warning" ? "Warning" : "Note"}: ${inline(finding.message)}${asides(finding)}`,
    ...(frame.length > 0 ? [fenced(frame)] : []),
    ...(finding.trace.length > 1
      ? [`The way of the credential:\n\n${listed(finding.trace, (index) => `${index + 1}.`)}`]
      : []),
    ...(related.length > 0 ? [`Also concerned:\n\n${listed(related, () => "-")}`] : []),
    "</details>",
  ];
  return `${parts.join("\n\n")}\n`;
}

const PLACEMENTS: Readonly<Record<Finding["placement"], string>> = {
  code: "",
  test: "in a test",
  docs: "in documentation",
  example: "in an example",
};

function asides({ placement, confidence }: Finding): string {
  const texts = [PLACEMENTS[placement], confidence === "high" ? "" : `${confidence} confidence`].filter(
    (text) => text !== "",
  );
  return texts.length > 0 ? ` (${texts.join(", ")})` : "";
}

function listed(steps: readonly Step[], mark: (index: number) => string): string {
  const lines = steps
    .slice(0, PLACES)
    .map(({ message, location }, index) => `${mark(index)} ${codeSpan(spell(location))}: ${inline(message)}`);
  if (steps.length > PLACES) lines.push(`${mark(PLACES)} and ${plural(steps.length - PLACES, "more place")}`);
  return lines.join("\n");
}

const placeOf = ({ location }: Finding): string => spell(location);

function spell({ path, startLine, startColumn }: Finding["location"]): string {
  return `${path}:${startLine}:${startColumn}`;
}
