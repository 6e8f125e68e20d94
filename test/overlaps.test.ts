import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { applyChanges } from "../src/codemod/apply.ts";
import type { Plan } from "../src/codemod/index.ts";
import { writeFiles } from "./bundle.ts";
import { planned } from "./planned.ts";

// Several uses in one expression or on one line: those that compose are goldens (`fixtures/codemods/*/one-expression`, `…/one-line`). Here are those that
// do not: the first is rewritten, the later stays as it is.
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "zunset-overlaps-")));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const outcomes = ({ sites }: Plan): string[] =>
  sites.map(({ outcome, applied }) =>
    applied ? "applied" : outcome.kind === "refusal" ? outcome.id : "left",
  );

let number = 0;
/** Writes what is planned, until nothing more is, and gives what became of the sites each time. */
async function migrated(
  files: Readonly<Record<string, string>>,
): Promise<{ runs: string[][]; root: string }> {
  const root = join(temporary, String(number++));
  writeFiles(root, files);
  const runs: string[][] = [];
  for (;;) {
    const made = await planned(root);
    if (made.sites.length > 0) runs.push(outcomes(made));
    for (const { replacements, path } of made.changes)
      for (const [index, { at }] of replacements.entries())
        expect(at.start, path).toBeGreaterThanOrEqual(replacements[index - 1]?.at.end ?? 0);
    if (made.changes.length === 0) return { runs, root };
    expect(runs.length).toBeLessThan(4);
    applyChanges(root, made.changes);
  }
}

const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8");
const pair = (name: string): string =>
  `\`\${process.env.${name}_EMAIL}/token:\${process.env.${name}_API_TOKEN}\``;
const python = (name: string): string =>
  `(os.environ["${name}_EMAIL"] + "/token", os.environ["${name}_API_TOKEN"])`;
const TICKETS = "https://acme.zendesk.com/api/v2/tickets.json";
const OTHERS = "https://acme-sandbox.zendesk.com/api/v2/tickets.json";

describe("two accounts on one line have providers of the same names: one is rewritten, the other left", () => {
  test("JavaScript", async () => {
    const call = (url: string, name: string): string =>
      `fetch("${url}", { headers: { Authorization: "Basic " + btoa(${pair(name)}) } })`;
    const { runs, root } = await migrated({
      "package.json": '{ "type": "module" }',
      "both.js": `export const both = () => Promise.all([${call(TICKETS, "ZENDESK")}, ${call(OTHERS, "ZENDESK_SANDBOX")}]);\n`,
    });
    expect(runs).toEqual([["applied", "conflict"], ["shape"]]);
    const text = read(root, "both.js");
    expect(text.match(/^import /gm)).toHaveLength(1);
    expect(text).toContain(`[zendeskFetch("${TICKETS}"), ${call(OTHERS, "ZENDESK_SANDBOX")}]`);
  });
  test("Python gives the second one a name of its own, in a second run", async () => {
    const { runs, root } = await migrated({
      "both.py": `import os\n\nimport requests\n\nboth = [requests.get("${TICKETS}", auth=${python("ZENDESK")}), requests.get("${OTHERS}", auth=${python("ZENDESK_SANDBOX")})]\n`,
    });
    expect(runs).toEqual([["applied", "conflict"], ["applied"]]);
    const names = [...read(root, "both.py").matchAll(/auth=(\w+)/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(2);
    for (const name of names)
      expect(read(root, "both.py")).toMatch(new RegExp(`^from \\w+ import .*\\b${name}$`, "m"));
  });
  test("Ruby", async () => {
    const call = (url: string, name: string): string =>
      `HTTParty.get("${url}", basic_auth: { username: "#{ENV["${name}_EMAIL"]}/token", password: ENV["${name}_API_TOKEN"] })`;
    const { runs, root } = await migrated({
      "both.rb": `require "httparty"\n\nputs ${call(TICKETS, "ZENDESK")}, ${call(OTHERS, "ZENDESK_SANDBOX")}\n`,
    });
    expect(runs).toEqual([["applied", "conflict"], ["shape"]]);
    expect(read(root, "both.rb")).toContain(
      `puts ZendeskOauth::Http.get("${TICKETS}"), ${call(OTHERS, "ZENDESK_SANDBOX")}`,
    );
  });
  test("PHP", async () => {
    const call = (url: string, name: string): string =>
      `$client->get('${url}', ['auth' => [getenv('${name}_EMAIL') . '/token', getenv('${name}_API_TOKEN')]])`;
    const { runs, root } = await migrated({
      "both.php": `<?php\n\n$client = new GuzzleHttp\\Client();\n$both = [${call(TICKETS, "ZENDESK")}, ${call(OTHERS, "ZENDESK_SANDBOX")}];\n`,
    });
    expect(runs).toEqual([["applied", "conflict"], ["shape"]]);
    expect(read(root, "both.php")).toContain(call(OTHERS, "ZENDESK_SANDBOX"));
  });
  test("Go, of which a package's files share their names", async () => {
    const file = (package_: string, url: string, name: string): string =>
      `package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc ${package_}() {\n\treq, _ := http.NewRequest("GET", "${url}", nil)\n\treq.SetBasicAuth(os.Getenv("${name}_EMAIL")+"/token", os.Getenv("${name}_API_TOKEN"))\n\tresp, _ := http.DefaultClient.Do(req)\n\tresp.Body.Close()\n}\n`;
    const { runs, root } = await migrated({
      "go.mod": "module example.com/acme\n\ngo 1.22\n",
      "a.go": file("main", TICKETS, "ZENDESK"),
      "b.go": file("sandbox", OTHERS, "ZENDESK_SANDBOX"),
    });
    expect(runs).toEqual([["applied", "shape"], ["shape"]]);
    expect(read(root, "b.go")).toContain("SetBasicAuth");
  });
  test("a shell, whose second trap would replace the first: a person has to join them", async () => {
    const { runs, root } = await migrated({
      "both.sh": `#!/bin/sh\ncurl -u "$ZENDESK_EMAIL/token:$ZENDESK_API_TOKEN" ${TICKETS} | curl -u "$ZENDESK_SANDBOX_EMAIL/token:$ZENDESK_SANDBOX_API_TOKEN" -d @- ${OTHERS}\n`,
    });
    expect(runs).toEqual([["applied", "conflict"], ["applied"]]);
    expect(read(root, "both.sh").match(/^trap .* EXIT$/gm)).toEqual(["trap zendesk_clean EXIT"]);
    expect(read(root, "both.sh")).toContain(`zendesk_curl ${TICKETS} | zendesk_sandbox_curl -d @- ${OTHERS}`);
  });
  test("the later of two addresses may be the wrong one: such a rewrite is for review", async () => {
    const root = join(temporary, String(number++));
    writeFiles(root, {
      "a.sh": `curl -u "$ZENDESK_EMAIL/token:$ZENDESK_API_TOKEN" ${TICKETS}\ncurl -u "$ZENDESK_SANDBOX_EMAIL/token:$ZENDESK_SANDBOX_API_TOKEN" ${OTHERS}\n`,
      "b.sh": `curl -u "$ZENDESK_EMAIL/token:$ZENDESK_API_TOKEN" ${TICKETS}\n`,
    });
    const { sites } = await planned(root);
    expect(sites.map(({ outcome }) => (outcome.kind === "rewrite" ? outcome.safety : outcome.id))).toEqual([
      "review",
      "conflict",
      "safe",
    ]);
  });
});

describe("two libraries in one expression have providers of the same names", () => {
  test("requests within httpx", async () => {
    const { runs, root } = await migrated({
      "both.py": `import os\n\nimport httpx\nimport requests\n\nrequests.post("${TICKETS}", json=httpx.get("${TICKETS}", auth=${python("ZENDESK")}).json(), auth=${python("ZENDESK")})\n`,
    });
    expect(runs).toEqual([["applied", "conflict"], ["applied"]]);
    const imports = read(root, "both.py").match(/^from .*$/gm) ?? [];
    expect(imports).toHaveLength(2);
    expect(new Set(imports.map((line) => line.split(/\s+/).at(-1))).size).toBe(2);
  });
});
