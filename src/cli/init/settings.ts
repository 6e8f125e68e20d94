import { dirname, relative, sep } from "node:path";
import type { FoundConfig } from "../../config/index.ts";
import type { Exclude } from "./excludes.ts";
import { type Pin, REPOSITORY, UNKNOWN_COMMIT } from "./pins.ts";

/** What a configuration is made of. */
export interface SettingsChoice {
  /** What is there already; none of it is lost. */
  readonly config: FoundConfig;
  /** Absolute path of the file that is written. */
  readonly file: string;
  readonly excludes: readonly Exclude[];
  /** The baseline, relative to the file. */
  readonly baseline?: string;
  readonly pin: Pin;
}

/** The text of `zunset.config.yml`: only what this repository needs. */
export function settingsText({ config, file, excludes, baseline, pin }: SettingsChoice): string {
  const revision = pin.commit === UNKNOWN_COMMIT ? "main" : pin.commit;
  const rules =
    config.rules === undefined
      ? []
      : ["", `rules: ${scalar(relative(dirname(file), config.rules).split(sep).join("/") || ".")}`];
  const lines = [
    `# yaml-language-server: $schema=https://raw.githubusercontent.com/${REPOSITORY}/${revision}/schemas/config.schema.json`,
    `# What zunset looks at and when it fails; every key: https://github.com/${REPOSITORY}#configuration`,
    "",
    "# error: what will fail. warning: what very likely will, too. note: documentation and tests, too. never: report only.",
    `failOn: ${config.failOn ?? "warning"}`,
    ...excludeLines(config.exclude ?? [], excludes),
    ...(baseline === undefined
      ? []
      : ["", "# Findings that are known and put off: only others fail.", `baseline: ${scalar(baseline)}`]),
    ...(config.only === undefined ? [] : ["", "only:", ...config.only.map((id) => `  - ${scalar(id)}`)]),
    ...rules,
    ...(config.ignoredCredentials === undefined
      ? []
      : ["", `ignoredCredentials: ${config.ignoredCredentials}`]),
    ...(config.maxFileSize === undefined ? [] : ["", `maxFileSize: ${scalar(config.maxFileSize)}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function excludeLines(existing: readonly string[], suggested: readonly Exclude[]): string[] {
  const active = [
    ...existing.map((pattern) => ({
      pattern,
      because: suggested.find((one) => one.pattern === pattern)?.because,
    })),
    ...suggested.filter(({ sure, pattern }) => sure && !existing.includes(pattern)),
  ];
  const unsure = suggested.filter(({ sure, pattern }) => !sure && !existing.includes(pattern));
  if (active.length + unsure.length === 0) return [];
  const mark = active.length === 0 ? "# " : "";
  const item = ({ pattern, because }: { readonly pattern: string; readonly because?: string | undefined }) =>
    `- ${scalar(pattern)}${because === undefined ? "" : ` # ${because}`}`;
  return [
    "",
    "# Left out, in .gitignore syntax.",
    ...(unsure.length === 0
      ? []
      : ["# Many findings stand in the folders behind a #: take it away from those that nobody migrates."]),
    `${mark}exclude:`,
    ...active.map((one) => `  ${item(one)}`),
    ...unsure.map((one) => `${mark === "" ? "  # " : "#   "}${item(one)}`),
  ];
}

/** A value on one line: plain where YAML reads it as this text, else in quotes. */
function scalar(value: string | number): string {
  if (typeof value === "number" || /^(?:[A-Za-z_/][\w./@-]{5,}|\d+[km])$/.test(value)) return String(value);
  return JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
