import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plan } from "../src/codemod/index.ts";
import { locateRoots } from "../src/discover/root.ts";
import { readSettings, scanTree } from "../src/engine/index.ts";
import { planOptions, writePlan } from "../src/engine/migration/index.ts";
import { openZendesk } from "./behaviour/client.ts";
import { ACCOUNT } from "./behaviour/credentials.ts";
import { MISTAKES } from "./behaviour/mistakes.ts";
import { Networks, namespaceProblem } from "./behaviour/namespace.ts";
import {
  describeVerdict,
  listPrograms,
  type Migrate,
  missingFor,
  type Program,
  tryProgram,
} from "./behaviour/program.ts";
import { temporaryFolder } from "./bundle.ts";

const folder = temporaryFolder("behaviour");
const programs = listPrograms();
const problem = await namespaceProblem(folder);
// Where a private network cannot be had nothing here can be tested: locally that is said, in CI it is a failure.
const skipped = problem !== undefined && !process.env["CI"];
if (skipped) console.warn(`\nbehaviour.test.ts: programs are not run. ${problem}\n`);

let networks: Networks;
beforeAll(async () => {
  if (problem !== undefined) return;
  const java = programs.some(({ name }) => /^(?:java|kotlin)-/.test(name));
  networks = await Networks.open(folder, { most: 4, java });
});
afterAll(async () => {
  await networks?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What `zunset migrate --write --unsafe` does with the checkout, in this process: a hundred of its own would take longer than the programs. */
const byZunset: Migrate = async (checkout, transition) => {
  const settings = await readSettings({ scanned: checkout });
  const tree = await scanTree(locateRoots([checkout]), settings, { threads: 0 });
  // What is left as it is, the trials will show.
  await writePlan(await plan(tree.scanned, planOptions(tree, { transition })), { force: false });
};

/** Puts the program's own `after/` in the place of what the checkout holds. */
function byHand(program: Program): Migrate {
  return async (checkout) => {
    for (const name of readdirSync(checkout))
      if (name !== ".git") rmSync(join(checkout, name), { recursive: true });
    cpSync(join(program.folder, "after"), checkout, { recursive: true });
  };
}

/** What is wrong with a program that was migrated in a way, trial by trial. */
async function faults(program: Program, migrate: Migrate, only?: readonly string[]): Promise<string[]> {
  if (problem !== undefined) throw new Error(problem);
  const verdicts = await networks.use((network) =>
    tryProgram(program, migrate, network, networks.environment, only),
  );
  expect(verdicts.length).toBeGreaterThan(0);
  return verdicts.map(describeVerdict).filter(Boolean);
}

describe.skipIf(skipped)("programs fail before and do their work after their migration", () => {
  for (const program of programs)
    test.concurrent(`${program.name}${program.transition === "dual" ? ", dual" : ""}`, {
      timeout: 300_000,
    }, async ({ expect, skip }) => {
      const missing = await missingFor(program);
      if (missing.length > 0 && !process.env["CI"]) {
        console.warn(`${program.name} is not run; not installed: ${missing.join(", ")}`);
        skip();
      }
      expect(missing).toEqual([]);
      expect((await faults(program, byZunset)).join("\n")).toBe("");
    });
});

describe.skipIf(skipped)("a migration with a mistake is found out", () => {
  const program = programs.find(({ name }) => name === "node-esm-fetch");
  for (const { what, path, edits, trial, complaint, dual } of program ? MISTAKES : [])
    test.concurrent(what, { timeout: 300_000 }, async ({ expect }) => {
      if (!program) throw new Error("the program is gone");
      const migrate: Migrate = async (checkout, transition) => {
        await (dual ? byZunset : byHand(program))(checkout, transition);
        const file = join(checkout, path);
        let text = readFileSync(file, "utf8");
        for (const [from, to] of edits) {
          expect(text).toContain(from);
          text = text.replaceAll(from, () => to);
        }
        writeFileSync(file, text);
      };
      const tried: Program = { ...program, transition: dual ? "dual" : "switch" };
      expect((await faults(tried, migrate, [trial])).join("\n")).toContain(complaint);
    });
  test.skipIf(!program).concurrent("a program that never worked", async ({ expect }) => {
    if (!program) throw new Error("the program is gone");
    const old = { ZENDESK_EMAIL: "${EMAIL}", ZENDESK_API_TOKEN: "another" };
    const broken: Program = { ...program, file: { ...program.file, old } };
    expect((await faults(broken, byHand(broken), ["today"])).join()).toContain("today: did not do its work");
  });
});

describe("the stand-in", () => {
  const good = {
    grant_type: "client_credentials",
    client_id: ACCOUNT.clientId,
    client_secret: ACCOUNT.clientSecret,
    scope: "tickets:read",
    expires_in: 1800,
  };
  const client = openZendesk(folder);
  const pair = Buffer.from(`${ACCOUNT.email}/token:${ACCOUNT.apiToken}`).toString("base64");

  test("gives a token for JSON and for a form", async () => {
    const ask = await client({});
    for (const body of [{ json: good }, { form: { ...good, expires_in: "1800" } }]) {
      const answer = await ask("POST", "/oauth/tokens", body);
      const { access_token } = answer.body;
      expect(access_token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      const rest = { token_type: "bearer", scope: "tickets:read", expires_in: 1800 };
      expect(answer).toEqual({ status: 200, body: { access_token, ...rest } });
    }
  });
  test.each([
    [400, "invalid_request", { grant_type: "authorization_code" }],
    [400, "invalid_request", { grant_type: undefined }],
    [401, "invalid_client", { client_id: "another" }],
    [401, "invalid_client", { client_secret: undefined }],
    [400, "invalid_request", { scope: undefined }],
    [400, "invalid_request", { scope: "" }],
    [400, "invalid_request", { scope: ["tickets:read"] }],
    [400, "invalid_scope", { scope: "tickets:read,users:read" }],
    [400, "invalid_scope", { scope: "ticket:read" }],
    [400, "invalid_request", { expires_in: undefined }],
    [400, "invalid_request", { expires_in: 300 }],
    [400, "invalid_request", { expires_in: 172_800 }],
    [400, "invalid_request", { expires_in: "soon" }],
  ])("refuses with %i %s a grant with %j", async (status, error, change) => {
    const ask = await client({});
    const answer = await ask("POST", "/oauth/tokens", { json: { ...good, ...change } });
    expect([answer.status, answer.body["error"]]).toEqual([status, error]);
  });
  test("wants the credentials of the client in the body, and says nothing below /api/v2", async () => {
    const ask = await client({});
    const basic = `Basic ${Buffer.from(`${ACCOUNT.clientId}:${ACCOUNT.clientSecret}`).toString("base64")}`;
    expect((await ask("POST", "/oauth/tokens", { json: good, authorization: basic })).status).toBe(401);
    expect((await ask("POST", "/api/v2/oauth/tokens", { json: good })).status).toBe(401);
  });
  test("refuses Basic, a foreign token and nobody at all", async () => {
    const ask = await client({});
    const basic = { authorization: `Basic ${pair}` };
    const refused = { status: 401, body: { error: "Couldn't authenticate you" } };
    expect(await ask("GET", "/api/v2/tickets.json", basic)).toEqual(refused);
    expect(await ask("GET", "/api/v2/users/me.json", basic)).toEqual(refused);
    expect(await ask("GET", "/api/v2/tickets")).toEqual(refused);
    expect((await ask("GET", "/api/v2/users/me.json")).body).toMatchObject({ user: { id: null } });
    const foreign = await ask("GET", "/api/v2/users/me", { authorization: "Bearer foreign" });
    expect([foreign.status, foreign.body["error"]]).toEqual([401, "invalid_token"]);
    const accepting = await client({ basic: "accepted" });
    expect((await accepting("GET", "/api/v2/tickets.json", basic)).status).toBe(200);
  });
  test.each([
    ["tickets:read", "GET", "/api/v2/users.json", "users:read, read"],
    ["tickets:read", "DELETE", "/api/v2/tickets/1.json", "tickets:write, write"],
    ["tickets:read", "GET", "/api/v2/search.json?query=x", "read"],
    ["write", "DELETE", "/api/v2/tickets/1.json", "users:read, read"],
    ["read write", "DELETE", "/api/v2/tickets/1.json", undefined],
    ["tickets:write", "DELETE", "/api/v2/tickets/1", undefined],
    ["tickets", "GET", "/api/v2/tickets", undefined],
  ])("with the scope %s %s %s lacks %s", async (scope, method, path, missing) => {
    const ask = await client({});
    const { body } = await ask("POST", "/oauth/tokens", { json: { ...good, scope } });
    const answer = await ask(method, path, { authorization: `Bearer ${body["access_token"]}` });
    if (missing === undefined) expect(answer.status).toBeLessThan(300);
    else {
      const description = `You are missing the following required scopes: ${missing}`;
      expect(answer).toEqual({ status: 403, body: { error: "Forbidden", description } });
    }
  });
  test("keeps tickets and comments, and pages with absolute links", async () => {
    const ask = await client({});
    const grant = await ask("POST", "/oauth/tokens", { json: { ...good, scope: "read write" } });
    const authorization = `Bearer ${grant.body["access_token"]}`;
    const json = { ticket: { subject: "New", comment: { body: "Hello" } } };
    const created = await ask("POST", "/api/v2/tickets.json", { authorization, json });
    expect([created.status, created.body["ticket"]]).toMatchObject([201, { id: 6, subject: "New" }]);
    const comment = { ticket: { status: "open", comment: { body: "And more", public: false } } };
    await ask("PUT", "/api/v2/tickets/6.json", { authorization, json: comment });
    const { body } = await ask("GET", "/api/v2/tickets/6/comments.json", { authorization });
    expect(body["comments"]).toMatchObject([{ body: "Hello" }, { body: "And more", public: false }]);
    const pages = await ask("GET", "/api/v2/tickets.json?per_page=4", { authorization });
    expect(pages.body["next_page"]).toBe("https://acme.zendesk.com/api/v2/tickets.json?per_page=4&page=2");
    const cursor = await ask("GET", "/api/v2/users?page[size]=2", { authorization });
    const { next } = cursor.body["links"] as { next: string };
    const last = await ask("GET", next.slice("https://acme.zendesk.com".length), { authorization });
    expect(last.body).toMatchObject({
      users: [{ id: 103 }],
      meta: { has_more: false },
      links: { next: null },
    });
    const found = await ask("GET", "/api/v2/search.json?query=type:ticket+status:open", { authorization });
    expect(found.body["count"]).toBe(3);
    expect((await ask("DELETE", "/api/v2/tickets/6", { authorization })).status).toBe(204);
    expect((await ask("GET", "/api/v2/tickets/6.json", { authorization })).status).toBe(404);
    const public_ = await ask("GET", "/api/v2/help_center/articles.json");
    const whole = await ask("GET", "/api/v2/help_center/articles.json", { authorization });
    expect([public_.body["count"], whole.body["count"]]).toEqual([1, 2]);
    const upload = await ask("POST", "/api/v2/uploads.json?filename=a.txt", { authorization });
    expect(upload.status).toBe(201);
  });
});
