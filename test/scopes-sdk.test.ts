import { describe, expect, test } from "vitest";
import { callsOf } from "../src/codemod/scopes/calls.ts";
import { scopesOf, scopeTable } from "../src/codemod/scopes/index.ts";
import { nameReader } from "../src/detect/index.ts";
import { parse } from "../src/parse/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { calls, endpoints, scope } from "./endpoints.ts";
import { processorTime } from "./processor-time.ts";

const { names, scopes: data } = await builtInRules();
const read = nameReader(names);

describe("SDKs", () => {
  test.each<[string, string, string, string]>([
    [
      "node-zendesk",
      "a.js",
      `const zendesk = require("node-zendesk"); const client = zendesk.createClient({ token }); client.tickets.list(); client.users.create({})`,
      "tickets:read users:write",
    ],
    [
      "zenpy",
      "a.py",
      `from zenpy import Zenpy\nc = Zenpy(**creds)\nc.users.me()\nc.tickets.create(Ticket())`,
      "tickets:write users:read",
    ],
    [
      "zenpy search",
      "a.py",
      `from zenpy import Zenpy\nzenpy_client = Zenpy(**creds)\nfor t in zenpy_client.search("x", type="ticket"):\n    zenpy_client.tickets.update(t)`,
      "read tickets:write",
    ],
    [
      "zenpy resource alone",
      "a.py",
      `from zenpy import Zenpy\nclass A:\n  def __init__(self):\n    self.client = Zenpy(**creds)\n  def go(self):\n    return self.client.organizations(id=1)`,
      "organizations:read",
    ],
    [
      "zdesk",
      "a.py",
      `from zdesk import Zendesk\nzendesk = Zendesk(url, zdesk_email=e, zdesk_api=k)\nzendesk.tickets_list()\nzendesk.user_create(data={})`,
      "tickets:read users:write",
    ],
    [
      "zendesk_api",
      "a.rb",
      `require "zendesk_api"\nclient = ZendeskAPI::Client.new { |c| c.token = t }\nclient.tickets.create!(subject: "x")\nticket = ZendeskAPI::Ticket.find(client, id: 1)\n`,
      "tickets:read tickets:write",
    ],
    [
      "zendesk_api record",
      "a.rb",
      `require "zendesk_api"\nclient = ZendeskAPI::Client.new { |c| c.token = t }\nuser = client.users.find(id: 1)\nuser.save!\n`,
      "users:read users:write",
    ],
    [
      "PHP client",
      "a.php",
      `<?php use Zendesk\\API\\HttpClient as ZendeskAPI; $client = new ZendeskAPI($subdomain); $client->tickets()->create([]); $client->helpCenter->articles()->findAll();`,
      "hc:read tickets:write",
    ],
    [
      "go-zendesk",
      "a.go",
      `package a\nimport "github.com/nukosuke/go-zendesk/zendesk"\nfunc f() { client, _ := zendesk.NewClient(nil); client.CreateTicket(ctx, t); client.GetUsers(ctx, nil) }`,
      "tickets:write users:read",
    ],
    [
      "Java client",
      "A.java",
      `import org.zendesk.client.v2.Zendesk;\nclass A { void f() { Zendesk zendesk = new Zendesk.Builder(url).setUsername(u).setToken(t).build(); zendesk.createTicket(x); zendesk.getUser(1L); } }`,
      "tickets:write users:read",
    ],
    [
      "ZendeskApi_v2",
      "A.cs",
      `using ZendeskApi_v2;\nclass A { void F() { var api = new ZendeskApi(url, u, t, "en-us"); api.Tickets.CreateTicketAsync(x); api.Users.GetCurrentUser(); } }`,
      "tickets:write users:read",
    ],
    ["zcli", "a.sh", `npx zcli apps:update dist`, "apps:read apps:write"],
  ])("%s", async (_, path, text, expected) => {
    expect(await scope({ [path]: text })).toBe(expected);
  });
  test("a verb behind a resource is what is done with it; what stands behind `by` is not asked for", async () => {
    const php =
      "<?php use Zendesk\\API\\HttpClient; $client = new HttpClient($s); $client->attachments()->upload([]);";
    expect(await scope({ "a.php": php })).toBe("ticket_attachments:write users:read");
    expect(
      await endpoints({ "zendesk.rb": 'require "zendesk_api"\nzendesk_map.find_by_account_id(1)\n' }),
    ).toEqual([]);
  });
  test("a client of something else is none", async () => {
    expect(
      await calls({
        "a.js": `const zendesk = require("node-zendesk"); const client = require("other").connect("x"); const db = { tickets: [] }; db.tickets.find(1)`,
      }),
    ).toEqual([]);
  });
});

describe("what is no call", () => {
  test.each<[string, string, string]>([
    ["another host", "a.js", `/* zendesk */ fetch("https://api.example.org/api/v2/tickets.json")`],
    [
      "another vendor's same path",
      "a.py",
      `# sync zendesk\nrequests.get(f"https://{FRESHDESK_DOMAIN}/api/v2/tickets")`,
    ],
    ["a text that is shown", "a.js", `console.log("see https://acme.zendesk.com/api/v2/tickets.json")`],
    ["an error", "a.py", `raise ValueError("POST /api/v2/tickets.json of zendesk failed")`],
    ["a server's route", "a.js", `app.get("/api/v2/tickets.json", (req, res) => res.send(zendesk))`],
    ["documentation", "docs/api.md", "```sh\ncurl https://acme.zendesk.com/api/v2/tickets.json\n```\n"],
    ["a test", "test/a.test.js", `fetch("https://acme.zendesk.com/api/v2/tickets.json")`],
    ["a recorded answer", "answer.json", `{"url": "https://acme.zendesk.com/api/v2/tickets/1.json"}`],
    ["the token itself", "a.js", `fetch("https://acme.zendesk.com/oauth/tokens", { method: "POST" })`],
    [
      "Sunshine Conversations",
      "a.js",
      `fetch("https://acme.zendesk.com/sc/v2/apps/1/conversations", { method: "POST" })`,
    ],
    ["a lookup by a word", "a.js", `/* zendesk */ cache.get("tickets"); params.get("users")`],
    ["a base alone", "a.js", `const base = "https://acme.zendesk.com/api/v2"`],
  ])("%s", async (_, path, text) => {
    expect(await calls({ [path]: text })).toEqual([]);
  });
});

describe("bad input", () => {
  test("functions that call each other and names made of themselves end", async () => {
    const text = `${Array.from({ length: 60 }, (_, i) => `function f${i}(p) { return f${(i + 1) % 60}(p + "/x") + f${(i + 7) % 60}(p) }`).join("\n")}
let url = "https://acme.zendesk.com/api/v2/tickets"; url = url + f1(url); url = url + url
fetch(f0(url)); fetch(url)`;
    const started = processorTime();
    await calls({ "a.js": text });
    expect(processorTime() - started).toBeLessThan(3_000);
  });
  test("ten times the calls take about ten times as long", async () => {
    const file = async (count: number): Promise<number> => {
      const text = `const api = (path) => fetch("https://acme.zendesk.com/api/v2/" + path)\n${Array.from({ length: count }, (_, i) => `function g${i}(x) { const u = "https://acme.zendesk.com/api/v2/tickets/" + x; return fetch(u, { method: "PUT" }) }`).join("\n")}`;
      const files = [await parse({ path: "a.js", text })];
      const started = processorTime();
      expect(callsOf(files, { data, read }).filter((one) => one.method === "PUT").length).toBe(count);
      return processorTime() - started;
    };
    await file(200);
    const small = await file(200);
    const large = await file(2_000);
    expect(large).toBeLessThan(Math.max(small, 10) * 40);
  });
});

describe("the table in text", () => {
  test("names scope, calls, places and how sure they are, then what to check", async () => {
    const found = await calls({
      "src/a.js": `fetch("https://acme.zendesk.com/api/v2/search.json?query=x")\nfetch("https://acme.zendesk.com/api/v2/tickets", { method: "POST" })`,
    });
    expect(scopeTable(scopesOf(found))).toEqual([
      "scope: read tickets:write",
      "",
      "read",
      "  ← GET /api/v2/search  (src/a.js:1)",
      "",
      "tickets:write",
      "  ← POST /api/v2/tickets  (src/a.js:2)",
      "",
      "to check:",
      "  - Search needs global read (src/a.js:1).",
      "  - Zendesk publishes no table of scopes; `tickets:write` is inferred. Try the program before the old token goes.",
    ]);
  });
  test("the fallback says that it is one", () => {
    expect(scopeTable(scopesOf([]))[0]).toBe("scope: read write  (fallback)");
  });
});
