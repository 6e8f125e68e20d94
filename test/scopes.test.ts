import { describe, expect, test } from "vitest";
import { Families, legalNames } from "../src/codemod/scopes/families.ts";
import { scopesOf } from "../src/codemod/scopes/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { calls, endpoints, needing } from "./endpoints.ts";

const { scopes: data } = await builtInRules();

describe("the table", () => {
  const families = new Families(data);
  test.each([
    ["/tickets/{}", "GET", "tickets:read"],
    ["/tickets", "POST", "tickets:write"],
    ["/tickets/{}/comments", "GET", "tickets:read"],
    ["/tickets/{}/audits", "GET", "read"],
    ["/tickets/{}/tags", "PUT", "tickets:write"],
    ["/incremental/tickets/cursor", "GET", "read"],
    ["/search", "GET", "read"],
    ["/users/search", "GET", "users:read"],
    ["/job_statuses/{}", "GET", "read"],
    ["/users/me", "GET", "users:read"],
    ["/help_center/{}/articles/{}/translations/{}", "PUT", "hc:write"],
    ["/guide/theming/jobs", "POST", "themes:write"],
    ["/views/{}/tickets", "GET", "ticket_views:read"],
    ["/uploads", "POST", "ticket_attachments:write"],
    ["/slas/policies", "DELETE", "sla_policies:write"],
    ["/audit_logs", "GET", "auditlogs:read"],
    ["/audit_logs/export", "POST", "write"],
    ["/channels/voice/phone_numbers", "POST", "write"],
    ["/approval_requests", "GET", "read"],
    ["/any_channel/push", "POST", "any_channel:write"],
    ["/any_channel/push", "GET", "read"],
    ["/something_new", "GET", "read"],
  ] as const)("%s %s needs %s", (path, method, wanted) => {
    expect(families.need(path, method).scopes).toEqual([wanted]);
  });
  test("an unknown method needs both accesses", () => {
    expect(families.need("/macros", "unknown").scopes).toEqual(["macros:read", "macros:write"]);
  });
  test("doubts are told", () => {
    expect(families.need("/custom_objects/{}", "POST").notes.join()).toMatch(/global write/);
    expect(families.need("/organization_fields", "POST").notes.join()).toMatch(/global write/);
    expect(families.need("/tickets/update_many", "PUT").notes.join()).toMatch(/job_statuses/);
    expect(families.need("/something_new", "GET").notes.join()).toMatch(/something_new/);
    expect(families.need("/tickets", "GET").notes).toEqual([]);
  });
  test("names legal scopes only", () => {
    const legal = legalNames(data);
    for (const row of data.paths) {
      for (const one of [...(row.read ?? []), ...(row.write ?? [])]) expect(legal).toContain(one);
      for (const prefix of row.prefixes)
        for (const method of ["GET", "POST"] as const)
          for (const one of families.need(`/${prefix.replaceAll("*", "x")}`, method).scopes)
            expect(legal).toContain(one);
    }
    for (const command of data.commands) for (const one of command.scopes) expect(legal).toContain(one);
    expect(legal).not.toContain("auditlogs:write");
    expect(legal).not.toContain("web_widget:read");
  });
});

describe("combination", () => {
  test.each([
    [["tickets:read"], "tickets:read"],
    [["tickets:write", "tickets:read"], "tickets:read tickets:write"],
    [["read", "tickets:read", "users:write"], "read users:write"],
    [["write", "tickets:write"], "read write"],
    [["write", "tickets:read"], "read write"],
    [["tickets:write"], "tickets:write users:read"],
    [["users:write", "hc:read"], "hc:read users:write"],
  ])("%s becomes %s", (wanted, expected) => {
    expect(scopesOf(wanted.map((one) => needing(one))).scope).toBe(expected);
  });
  test("nothing known is a stated fallback", () => {
    const plan = scopesOf([]);
    expect(plan).toMatchObject({ scope: "read write", fallback: true });
    expect(plan.notes.join()).toMatch(/fallback/);
  });
  test("each scope says which calls it is for, a broad one those of its members, too", () => {
    const plan = scopesOf([needing("read"), needing("tickets:read"), needing("users:write")]);
    expect(plan.because.map(({ scope: name, calls: list }) => [name, list.length])).toEqual([
      ["read", 2],
      ["users:write", 1],
    ]);
  });
});

describe("requests", () => {
  const ZENDESK = "https://acme.zendesk.com/api/v2";
  test.each<[string, string, string, string[]]>([
    [
      "fetch",
      "a.js",
      `await fetch(\`https://\${process.env.ZENDESK_SUBDOMAIN}.zendesk.com/api/v2/tickets/\${id}.json\`, { method: "PUT" })`,
      ["PUT /api/v2/tickets/{}"],
    ],
    ["fetch without a method", "a.js", `fetch("${ZENDESK}/search.json?query=" + q)`, ["GET /api/v2/search"]],
    [
      "fetch with options that have a name",
      "a.js",
      `const options = { method: "POST" }; fetch("${ZENDESK}/users", options)`,
      ["POST /api/v2/users"],
    ],
    [
      "a method that is not known",
      "a.js",
      `function send(m) { return fetch("${ZENDESK}/users", { method: m }) }`,
      ["unknown /api/v2/users"],
    ],
    [
      "axios.create",
      "a.js",
      `const api = axios.create({ baseURL: "${ZENDESK}" }); api.get("/tickets"); api.post("users", {})`,
      ["GET /api/v2/tickets", "POST /api/v2/users"],
    ],
    [
      "axios with a config",
      "a.js",
      `axios({ method: "delete", baseURL: "${ZENDESK}", url: "/tickets/5" })`,
      ["DELETE /api/v2/tickets/{}"],
    ],
    [
      "https.request",
      "a.js",
      `const o = { hostname: "acme.zendesk.com", path: "/api/v2/tickets.json", method: "POST" }; https.request(o, () => {})`,
      ["POST /api/v2/tickets"],
    ],
    [
      "a module under another name",
      "a.js",
      `const rp = require("request-promise"); const u = "${ZENDESK}/users/1/tickets/assigned.json"; rp(u)`,
      ["GET /api/v2/users/{}/tickets/assigned"],
    ],
    [
      "Apps Script",
      "a.gs",
      `UrlFetchApp.fetch("${ZENDESK}/tickets.json", { method: "post", payload: p })`,
      ["POST /api/v2/tickets"],
    ],
    [
      "requests",
      "a.py",
      `import requests\nrequests.put(f"https://{sub}.zendesk.com/api/v2/organizations/{id}.json", json=d)`,
      ["PUT /api/v2/organizations/{}"],
    ],
    [
      "requests with a named method",
      "a.py",
      `import requests\nrequests.request("DELETE", "${ZENDESK}/users/7.json")`,
      ["DELETE /api/v2/users/{}"],
    ],
    [
      "a base and a path",
      "a.py",
      `BASE = "${ZENDESK}"\nurl = BASE + "/macros.json"\nrequests.get(url)`,
      ["GET /api/v2/macros"],
    ],
    [
      "urllib",
      "a.py",
      `req = urllib.request.Request("${ZENDESK}/tickets.json", data=body, method="POST")`,
      ["POST /api/v2/tickets"],
    ],
    [
      "httpx client",
      "a.py",
      `client = httpx.Client(base_url="${ZENDESK}")\nclient.patch("/users/1")`,
      ["PATCH /api/v2/users/{}"],
    ],
    [
      "a template with a name",
      "a.py",
      `class C:\n  url = "https://{}.zendesk.com/api/v2/{}"\n  def go(self):\n    return requests.get(self.url.format("acme", "brands.json"))`,
      ["GET /api/v2/brands"],
    ],
    [
      "Net::HTTP",
      "a.rb",
      `uri = URI("${ZENDESK}/tickets.json")\nreq = Net::HTTP::Post.new(uri)`,
      ["POST /api/v2/tickets"],
    ],
    [
      "Faraday",
      "a.rb",
      `conn = Faraday.new(url: "${ZENDESK}")\nconn.delete("triggers/3")`,
      ["DELETE /api/v2/triggers/{}"],
    ],
    [
      "curl in PHP",
      "a.php",
      `<?php $ch = curl_init(); curl_setopt($ch, CURLOPT_URL, "${ZENDESK}/tickets/" . $id . ".json"); curl_setopt($ch, CURLOPT_CUSTOMREQUEST, "PUT"); curl_setopt($ch, CURLOPT_POSTFIELDS, $json);`,
      ["PUT /api/v2/tickets/{}"],
    ],
    [
      "Guzzle",
      "a.php",
      `<?php $client = new GuzzleHttp\\Client(['base_uri' => '${ZENDESK}/']); $client->request('POST', 'requests.json', []);`,
      ["POST /api/v2/requests"],
    ],
    [
      "net/http",
      "a.go",
      `package a\nfunc f() { req, _ := http.NewRequest("POST", "${ZENDESK}/groups.json", b) }`,
      ["POST /api/v2/groups"],
    ],
    [
      "net/http with a constant",
      "a.go",
      `package a\nfunc f() { req, _ := http.NewRequestWithContext(ctx, http.MethodDelete, fmt.Sprintf("https://%s.zendesk.com/api/v2/groups/%d.json", s, id), nil) }`,
      ["DELETE /api/v2/groups/{}"],
    ],
    [
      "java.net.http",
      "A.java",
      `class A { void f() { HttpRequest.newBuilder().uri(URI.create("${ZENDESK}/tickets.json")).POST(body).build(); } }`,
      ["POST /api/v2/tickets"],
    ],
    [
      "HttpURLConnection",
      "A.java",
      `class A { void f() { URL url = new URL("${ZENDESK}/tickets/1.json"); HttpURLConnection c = (HttpURLConnection) url.openConnection(); c.setRequestMethod("PUT"); } }`,
      ["PUT /api/v2/tickets/{}"],
    ],
    [
      "HttpClient",
      "A.cs",
      `class A { async Task F() { var r = new HttpRequestMessage(HttpMethod.Put, $"https://{s}.zendesk.com/api/v2/users/{id}.json"); } }`,
      ["PUT /api/v2/users/{}"],
    ],
    [
      "curl",
      "a.sh",
      `curl -u "$U/token:$T" -X DELETE "https://$ZENDESK_SUBDOMAIN.zendesk.com/api/v2/tickets/$1.json"`,
      ["DELETE /api/v2/tickets/{}"],
    ],
    [
      "curl with data",
      "a.sh",
      `curl -u "$U" -d '{}' ${ZENDESK}/tickets.json\ncurl ${ZENDESK}/views.json`,
      ["POST /api/v2/tickets", "GET /api/v2/views"],
    ],
    [
      "PowerShell",
      "a.ps1",
      `Invoke-RestMethod -Uri "${ZENDESK}/tickets.json" -Method Post -Headers $h`,
      ["POST /api/v2/tickets"],
    ],
    ["a request file", "a.http", `PUT ${ZENDESK}/users/1.json\n`, ["PUT /api/v2/users/{}"]],
    [
      "a step of a workflow",
      ".github/workflows/a.yml",
      `jobs:\n  a:\n    steps:\n      - run: curl -X POST ${ZENDESK}/tickets.json\n`,
      ["POST /api/v2/tickets"],
    ],
  ])("%s", async (_, path, text, expected) => {
    expect(await endpoints({ [path]: text })).toEqual(expected);
  });

  test("a helper's requests stand where it is called, with the caller's path and method", async () => {
    const found = await calls({
      "zendesk.py": `
import requests
def zendesk(path, method="GET", data=None):
    return requests.request(method, "https://" + SUBDOMAIN + ".zendesk.com/api/v2/" + path, json=data)
def close(id):
    zendesk("tickets/%s.json" % id, method="PUT", data={})
`,
      "report.py": `from zendesk import zendesk\nzendesk("search.json?query=x")\n`,
    });
    expect(found.map(({ path, line, method, endpoint }) => [path, line, method, endpoint])).toEqual([
      ["report.py", 2, "GET", "/api/v2/search"],
      ["zendesk.py", 6, "PUT", "/api/v2/tickets/{}"],
    ]);
  });
  test("a class with verbs as methods, called from another file", async () => {
    expect(
      await endpoints({
        "client.js": `export class ZendeskClient {
  get(path) { return this.request("GET", path) }
  post(path, body) { return this.request("POST", path, body) }
  request(method, path, body) { return fetch(\`https://\${this.subdomain}.zendesk.com/api/v2\${path}\`, { method, body }) }
}`,
        "job.js": `import { ZendeskClient } from "./client.js"
const zendesk = new ZendeskClient()
zendesk.get("/brands.json")
zendesk.post("/tickets.json", {})
cache.get("users")`,
      }),
    ).toEqual(["GET /api/v2/brands", "POST /api/v2/tickets"]);
  });
  test("a wrapper that switches over the method its caller names", async () => {
    expect(
      await endpoints({
        "a.php": `<?php
define("ZDURL", "https://acme.zendesk.com/api/v2");
function curlWrap($url, $json, $action) {
  $ch = curl_init();
  curl_setopt($ch, CURLOPT_URL, ZDURL . $url);
  switch ($action) {
    case "POST": curl_setopt($ch, CURLOPT_CUSTOMREQUEST, "POST"); break;
    case "GET": curl_setopt($ch, CURLOPT_CUSTOMREQUEST, "GET"); break;
  }
  return curl_exec($ch);
}
curlWrap("/tickets.json", $json, "POST");
curlWrap("/users/me.json", null, "GET");`,
      }),
    ).toEqual(["POST /api/v2/tickets", "GET /api/v2/users/me"]);
  });
  test("a shell function", async () => {
    expect(
      await endpoints({
        "a.sh": `BASE="https://acme.zendesk.com/api/v2"\nzd() { curl -s -u "$AUTH" "$BASE/$1"; }\nzd groups.json\n`,
      }),
    ).toEqual(["GET /api/v2/groups"]);
  });
});

describe("what comes from outside", () => {
  const open = `export const zendeskGet = (url) => fetch("https://acme.zendesk.com/api/v2/" + url)`;
  test("widens to read, and says where", async () => {
    const plan = scopesOf(
      await calls({
        "zendesk.js": `${open}\nfetch("https://acme.zendesk.com/api/v2/users", { method: "POST" })`,
      }),
    );
    expect(plan.scope).toBe("read users:write");
    expect(plan.notes.join()).toMatch(/zendesk\.js:1/);
    expect(plan.fallback).toBe(false);
  });
  test("an unknown write with no other known asks for everything", async () => {
    const plan = scopesOf(
      await calls({
        "zendesk.js": `export const send = (url) => fetch("https://acme.zendesk.com/api/v2/" + url, { method: "POST" })`,
      }),
    );
    expect(plan).toMatchObject({ scope: "read write", fallback: true });
  });
  test("following pages is the call it began with", async () => {
    expect(
      await endpoints({
        "a.py": `url = "https://acme.zendesk.com/api/v2/tickets.json"\nwhile url:\n    r = requests.get(url)\n    url = r.json()["next_page"]\n`,
      }),
    ).toEqual(["GET /api/v2/tickets"]);
  });
});
