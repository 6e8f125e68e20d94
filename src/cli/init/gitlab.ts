import { type Pin, REPOSITORY } from "./pins.ts";

/** The file that a pipeline of GitLab includes; editors know it by its name. */
export const GITLAB_FILE = ".gitlab/zunset.gitlab-ci.yml";

/** The file that GitLab's merge request widget reads. */
const REPORT = "gl-code-quality-report.json";

/** What a job of GitLab is made of. Names were checked: they are plain. */
export interface JobChoice {
  readonly pin: Pin;
  /** Text of `.gitlab-ci.yml`. */
  readonly pipeline: string;
  /** Below the root; "" for all of it. */
  readonly folder: string;
  /** How the file is called, below the root. */
  readonly file: string;
}

/** The text of a job for GitLab, as a file to include. */
export function jobText({ pin, pipeline, folder, file }: JobChoice): string {
  const stage = stageOf(pipeline);
  const where = folder === "" ? "" : ` "${folder}"`;
  const scan = `node "$ZUNSET/dist/cli.js" scan${where}`;
  const lines = [
    "# Finds uses of Zendesk API tokens. Written by zunset init, yours to edit. Include it in .gitlab-ci.yml:",
    "#   include:",
    `#     - local: ${file}`,
    `zunset${folder === "" ? "" : `-${slugOf(folder)}`}:`,
    ...(stage === undefined ? [] : [`  stage: ${stage}`]),
    "  image: node:24",
    "  needs: []",
    "  inherit: # not the image, cache and scripts that other jobs begin with",
    "    default: [tags, interruptible, retry, timeout]",
    "  variables:",
    '    GIT_DEPTH: "0" # all of the history: a merge request is compared with what it came from',
    `    ZUNSET_COMMIT: ${pin.commit} # ${pin.note}`,
    "  rules:",
    '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"',
    "    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    "  script:",
    '    - ZUNSET="$(mktemp -d)"',
    `    - git clone --quiet https://github.com/${REPOSITORY} "$ZUNSET"`,
    '    - git -C "$ZUNSET" checkout --quiet --detach "$ZUNSET_COMMIT"',
    "    # Everything is reported; the widget of a merge request compares it with the default branch.",
    `    - ${scan} --fail-on never --format terminal --format gitlab-codequality --output - --output ${REPORT}`,
    "    # A merge request fails for what it adds.",
    `    - if [ -n "$CI_MERGE_REQUEST_DIFF_BASE_SHA" ]; then ${scan} --quiet --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --exclude /${REPORT}; fi`,
    "  artifacts:",
    "    when: always",
    "    reports:",
    `      codequality: ${REPORT}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** A folder's name as part of another name. */
export const slugOf = (folder: string): string => folder.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** Stages that a check belongs to. */
const CHECKS = /test|lint|check|verify|valid|quality|scan|secur/i;

/** The stage to name: none where `test` is one, as it is by default. */
function stageOf(pipeline: string): string | undefined {
  const stages = stagesOf(pipeline).filter((name) => /^[A-Za-z][\w .-]{0,60}$/.test(name));
  if (stages.length === 0 || stages.includes("test")) return undefined;
  return stages.find((name) => CHECKS.test(name)) ?? stages[0];
}

/** The names below `stages:`, in brackets or a line each. */
function stagesOf(pipeline: string): string[] {
  const lines = pipeline.split(/\r?\n/);
  const at = lines.findIndex((line) => /^stages:/.test(line));
  if (at < 0) return [];
  const inline = /^stages:\s*\[([^\]]*)\]/.exec(lines[at] ?? "")?.[1];
  if (inline !== undefined) return inline.split(",").map(bare);
  const names: string[] = [];
  for (const line of lines.slice(at + 1)) {
    const item = /^\s*-\s+(.+)$/.exec(line)?.[1];
    if (item !== undefined) names.push(bare(item));
    else if (!/^\s*(?:#.*)?$/.test(line)) break;
  }
  return names;
}

const bare = (text: string): string =>
  text
    .replace(/\s#.*$/, "")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2");
