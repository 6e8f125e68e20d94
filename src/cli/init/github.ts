import { ACTIONS, type Pin, REPOSITORY } from "./pins.ts";

/** How findings reach people. */
export type Mode = "code-scanning" | "annotations";

/** What a workflow is made of. Names were checked: they are plain. */
export interface WorkflowChoice {
  readonly pin: Pin;
  readonly mode: Mode;
  readonly comment: boolean;
  /** Branch that pushes are reported for. */
  readonly branch: string | undefined;
  /** Other workflows run for merge queues. */
  readonly mergeGroup: boolean;
  /** Below the root; "" for all of it. */
  readonly folder: string;
  /** Findings that are there already are no reason for a branch to fail. */
  readonly known: boolean;
}

/** The text of a workflow for GitHub Actions. */
export function workflowText(choice: WorkflowChoice): string {
  const { pin, mode, comment, branch, mergeGroup, folder, known } = choice;
  const upload = mode === "code-scanning";
  const inputs = [
    ...(folder === "" ? [] : [`paths: ${quoted(folder)}`, `category: ${quoted(`zunset/${folder}`)}`]),
    ...(upload ? [] : ["mode: annotations"]),
    ...(comment ? ["comment: true"] : []),
    ...(known && branch !== undefined
      ? [
          "# What is there already is reported on the branch; a pull request fails for what it adds.",
          "fail-on: ${{ github.event_name == 'push' && 'never' || '' }}",
        ]
      : []),
  ];
  const lines = [
    "# Finds uses of Zendesk API tokens. Written by zunset init, yours to edit:",
    `# https://github.com/${REPOSITORY}#in-github-actions`,
    `name: ${folder === "" ? "zunset" : quoted(`zunset ${folder}`)}`,
    "on:",
    "  pull_request:",
    ...(mergeGroup ? ["  merge_group:"] : []),
    ...(branch === undefined ? [] : ["  push:", `    branches: [${quoted(branch)}]`]),
    "permissions: {}",
    "jobs:",
    "  zunset:",
    "    runs-on: ubuntu-latest",
    "    timeout-minutes: 10",
    "    permissions:",
    "      contents: read",
    ...(upload
      ? ["      security-events: write # to upload SARIF; in a private repository add: actions: read"]
      : []),
    ...(comment ? ["      pull-requests: write # to comment"] : []),
    "    steps:",
    `      - uses: ${ACTIONS.checkout}`,
    "        with:",
    "          fetch-depth: 2 # the merge of a pull request and what it is merged into",
    "          persist-credentials: false",
    "      - id: zunset",
    `        uses: ${REPOSITORY}@${pin.commit} # ${pin.note}`,
    ...(inputs.length === 0 ? [] : ["        with:", ...inputs.map((input) => `          ${input}`)]),
    ...(upload
      ? [
          `      - uses: ${ACTIONS.upload}`,
          "        if: ${{ !cancelled() && steps.zunset.outputs.sarif-file }}",
          "        with:",
          "          sarif_file: ${{ steps.zunset.outputs.sarif-file }}",
        ]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** A checked name as YAML text, in quotes where it might be read as something else. */
const quoted = (name: string): string =>
  /^[A-Za-z][\w./-]*$/.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name)
    ? name
    : JSON.stringify(name);
