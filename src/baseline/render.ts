import { stringify } from "yaml";
import { type BaselineEntry, VERSION } from "./entry.ts";

const HEADER = `# Findings of zunset that are known and put off: \`zunset scan --baseline FILE\` fails for others only, until an entry expires.
# Review it as code: each entry is a call that stops working at its deadline. New entries need a reason and an owner; a later day needs
# a reason why. \`zunset baseline update\` and \`zunset baseline prune\` write this file anew: reason, owner and expires stay as you edit
# them, comments do not.
`;

/** The text of a baseline: an entry per finding, sorted, a line per fact, so that a change shows as what it is. */
export function renderBaseline(entries: readonly BaselineEntry[]): string {
  const sorted = [...entries].sort(
    (a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a["zunset/v1"], b["zunset/v1"]),
  );
  const list = sorted.length === 0 ? "findings: []\n" : `findings:\n${sorted.map(renderEntry).join("")}`;
  return `${HEADER}version: ${VERSION}\n${list}`;
}

function renderEntry(entry: BaselineEntry): string {
  const lines = (
    [
      ["path", entry.path],
      ["rule", entry.rule],
      ["credential", entry.credential],
      ["fingerprint", entry["zunset/v1"]],
      ["content", entry.content],
      ["reason", entry.reason],
      ["owner", entry.owner],
      ["expires", entry.expires],
    ] as const
  ).flatMap(([key, text]) => (text === undefined ? [] : [`${key}: ${scalar(text)}`]));
  return lines.map((line, index) => `${index === 0 ? "  - " : "    "}${line}\n`).join("");
}

/** Texts that are plainly text in YAML, as nearly all are. */
const PLAIN = /^(?:[A-Za-z_/][\w./@-]{5,}|\d{4}-\d{2}-\d{2})$/;

/** A text on one line; whatever a terminal would act on is escaped. */
function scalar(text: string): string {
  if (PLAIN.test(text)) return text;
  if (/^[ -~]*$/.test(text)) {
    const plain = stringify(text, { lineWidth: 0 }).trimEnd();
    if (!plain.includes("\n")) return plain;
  }
  return JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
