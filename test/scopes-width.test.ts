import { describe, expect, test } from "vitest";
import { endpointsOf, scopesOf } from "../src/codemod/scopes/index.ts";
import type { ParsedFile } from "../src/model/fact.ts";
import { parse } from "../src/parse/index.ts";
import { calls, endpoints, options, scope } from "./endpoints.ts";

const ZENDESK = "https://acme.zendesk.com/api/v2";

describe("the method of a wrapper is its callers'", () => {
  test.each<[string, string, string, string[]]>([
    [
      "curl_setopt_array with options of the caller's",
      "Client.php",
      `<?php class Client {
  function get($path) { return $this->send('GET', $path, []); }
  function put($path, $body) { return $this->send('PUT', $path, [CURLOPT_POSTFIELDS => $body]); }
  function send($method, $path, $options) {
    $curl = curl_init("${ZENDESK}/{$path}");
    curl_setopt_array($curl, $options + [CURLOPT_CUSTOMREQUEST => $method]);
    return curl_exec($curl);
  }
}
$client = new Client();
$client->get('users.json');
$client->put('tickets/1.json', []);`,
      ["GET /api/v2/users", "PUT /api/v2/tickets/{}"],
    ],
    [
      "constants",
      "a.go",
      `package a
func call(method, path string) { req, _ := http.NewRequest(method, "${ZENDESK}" + path, nil) }
func f() { call(http.MethodGet, "/users.json"); call(http.MethodPut, "/tickets/1.json") }`,
      ["GET /api/v2/users", "PUT /api/v2/tickets/{}"],
    ],
    [
      "a default is for who hands over nothing",
      "a.js",
      `function api(method = "GET") { return fetch("${ZENDESK}/users", { method }) }
api(); api("POST")`,
      ["GET /api/v2/users", "POST /api/v2/users"],
    ],
    [
      "options with a default",
      "a.js",
      `async function api(path, options = {}) { const { method = "GET" } = options; return fetch("${ZENDESK}" + path, { method }) }
api("/users"); api("/tickets", { method: "POST" })`,
      ["GET /api/v2/users", "POST /api/v2/tickets"],
    ],
    [
      "a method that nobody in sight hands over may be any",
      "a.js",
      `export function api(method = "GET") { return fetch("${ZENDESK}/users", { method }) }`,
      ["unknown /api/v2/users"],
    ],
    [
      "one that another object of the file is given is not this request's",
      "a.js",
      `other.method = "PUT"; function go(o) { return o }
const init = load(); fetch("${ZENDESK}/users", { method: init.method })`,
      ["unknown /api/v2/users"],
    ],
    [
      "a builder that is given back",
      "A.java",
      `class A {
  String get(String path) { return client.send(request(path).build()); }
  void put(String path) { HttpRequest r = request(path).header("a", "b").PUT(body).build(); }
  HttpRequest.Builder request(String path) { return HttpRequest.newBuilder(URI.create("${ZENDESK}" + path)); }
  void f() { get("/users.json"); put("/tickets/1.json"); }
}`,
      ["GET /api/v2/users", "PUT /api/v2/tickets/{}"],
    ],
    [
      "a connection that is given back",
      "A.java",
      `class A {
  HttpURLConnection open(String path) throws Exception { HttpURLConnection c = (HttpURLConnection) new URL("${ZENDESK}" + path).openConnection(); return c; }
  void f() { int a = open("/users.json").getResponseCode(); HttpURLConnection d = open("/tickets.json"); d.setRequestMethod("PUT"); }
}`,
      ["GET /api/v2/users", "PUT /api/v2/tickets"],
    ],
    [
      "a wrapper above which its callers stand",
      "a.ts",
      `class Client {
  list() { return this.get("/users.json") }
  private get(path: string) { return fetch(\`${ZENDESK}\${path}\`) }
}`,
      ["GET /api/v2/users"],
    ],
    [
      "requests of several addresses",
      "a.gs",
      `const address = (name) => "${ZENDESK}/" + name;
function both(a, b) { return UrlFetchApp.fetchAll([{ url: address(a) }, { url: address(b) }]) }
both("users", "organizations");
function close() { UrlFetchApp.fetch("${ZENDESK}/tickets/1", { method: "put" }) }`,
      ["GET /api/v2/organizations", "GET /api/v2/users", "PUT /api/v2/tickets/{}"],
    ],
  ])("%s", async (_, path, text, expected) => {
    expect(await endpoints({ [path]: text })).toEqual(expected);
  });
});

describe("loops over lists that are written down", () => {
  const both = ["GET /api/v2/organizations", "GET /api/v2/users"];
  test.each<[string, string, string]>([
    [
      "Ruby's blocks",
      "a.rb",
      `%w[users organizations].each { |kind| RestClient.get("${ZENDESK}/#{kind}.json") }`,
    ],
    [
      "a block in a block, through a wrapper",
      "a.rb",
      `def zendesk(path)\n  RestClient::Request.execute(method: :get, url: "${ZENDESK}/#{path}")\nend
%w[users organizations].map { |kind| Thread.new { zendesk("#{kind}.json") } }`,
    ],
    [
      "Python",
      "a.py",
      `for kind in ["users", "organizations"]:\n    requests.get(f"${ZENDESK}/{kind}.json")`,
    ],
    [
      "a constant",
      "a.py",
      `KINDS = ("users", "organizations")\nfor kind in KINDS:\n    requests.get(f"${ZENDESK}/{kind}.json")`,
    ],
    [
      "JavaScript",
      "a.js",
      `for (const kind of ["users", "organizations"]) fetch(\`${ZENDESK}/\${kind}.json\`)`,
    ],
    [
      "map",
      "a.js",
      `const kinds = ["users", "organizations"]; kinds.map((kind) => fetch(\`${ZENDESK}/\${kind}.json\`))`,
    ],
    [
      "PHP",
      "a.php",
      `<?php foreach (['users', 'organizations'] as $kind) { file_get_contents("${ZENDESK}/$kind.json"); }`,
    ],
    [
      "Go",
      "a.go",
      `package a\nfunc f() { for _, kind := range []string{"users", "organizations"} { http.Get("${ZENDESK}/" + kind + ".json") } }`,
    ],
    ["shell", "a.sh", `for kind in users organizations; do curl "${ZENDESK}/$kind.json"; done`],
    [
      "words of a shell",
      "a.sh",
      `KINDS="users organizations"\nfor kind in $KINDS; do curl "${ZENDESK}/$kind.json"; done`,
    ],
    [
      "a function that is handed on",
      "A.java",
      `class A { String read(String path) { return call(new Request.Builder().url("${ZENDESK}" + path).build()); }
  void f() { Arrays.asList("/organizations.json", "/users.json").stream().map(this::read); } }`,
    ],
    [
      "a function that a thread is handed",
      "a.py",
      `def read(path):\n    return requests.get("${ZENDESK}/" + path)\npool.submit(read, "users.json")\npool.map(read, ["organizations.json"])`,
    ],
  ])("%s", async (_, path, text) => {
    expect([...new Set(await endpoints({ [path]: text }))].sort()).toEqual(both);
  });
});

describe("what is not in the code widens, also beside what is", () => {
  test.each<[string, string, string, string]>([
    [
      "a path that one of the callers does not know",
      "a.rb",
      `def zendesk(path)\n  RestClient.get("${ZENDESK}/#{path}")\nend\nzendesk("users.json")\nzendesk("#{ARGV[0]}.json")`,
      "read",
    ],
    [
      "elements of a list from outside",
      "a.py",
      `requests.post("${ZENDESK}/tickets.json")\nfor kind in sys.argv:\n    requests.get(f"${ZENDESK}/{kind}.json")`,
      "read tickets:write",
    ],
    [
      "a resource in brackets",
      "a.rb",
      `zendesk = RestClient::Resource.new("${ZENDESK}", user: u)\nzendesk["tickets/1.json"].put(a)\nzendesk["users.json"].get`,
      "tickets:write users:read",
    ],
    [
      "a variable in brackets",
      "a.rb",
      `zendesk = RestClient::Resource.new("${ZENDESK}", user: u)\nzendesk[path].get(a)\nzendesk["users.json"].put(b)`,
      "read users:write",
    ],
  ])("%s", async (_, path, text, expected) => {
    expect(await scope({ [path]: text })).toBe(expected);
  });
});

describe("following pages asks for no more", () => {
  test.each<[string, string, string]>([
    [
      "a key",
      "a.py",
      `url = "${ZENDESK}/users.json"\nwhile url:\n    r = requests.get(url)\n    url = r.json()["next_page"]`,
    ],
    [
      "get",
      "a.py",
      `url = "${ZENDESK}/users.json"\nwhile url:\n    data = requests.get(url).json()\n    url = data.get("next_page")`,
    ],
    [
      "links.next",
      "a.js",
      `let url = "${ZENDESK}/users"; while (url) { const body = await (await fetch(url)).json(); url = body.links.next }`,
    ],
    [
      "after_url",
      "a.js",
      `let url = "${ZENDESK}/users"; while (url) { const { data } = await axios.get(url); url = data.after_url }`,
    ],
    [
      "dig",
      "a.rb",
      `url = "${ZENDESK}/users"\nwhile url\n  body = JSON.parse(RestClient.get(url))\n  url = body.dig("links", "next")\nend`,
    ],
    [
      "jq",
      "a.sh",
      `url="${ZENDESK}/users.json"\nr=$(curl "$url")\nurl=$(echo "$r" | jq -r .next_page)\ncurl "$url"`,
    ],
    [
      "through a wrapper of Zendesk's own",
      "zendesk.js",
      `const zendeskFetch = (url) => fetch(url); async function all() { let page = await zendeskFetch("${ZENDESK}/users"); while (page.next_page) page = await zendeskFetch(page.next_page) }`,
    ],
  ])("%s", async (_, path, text) => {
    expect(await scope({ [path]: text })).toBe("users:read");
  });
});

describe("callers that never say Zendesk", () => {
  /** A repository of which only `parsed` was parsed by the scan. */
  async function found(
    sources: Readonly<Record<string, string>>,
    parsed: readonly string[],
  ): Promise<string[]> {
    const load = async (path: string): Promise<ParsedFile> => parse({ path, text: sources[path] ?? "" });
    const containing = async (
      words: readonly string[],
      wanted: (path: string) => boolean,
    ): Promise<string[]> =>
      Object.keys(sources).filter(
        (path) =>
          wanted(path) && words.some((word) => sources[path]?.toLowerCase().includes(word.toLowerCase())),
      );
    const files = await Promise.all(parsed.map(load));
    const all = await endpointsOf(files, { load, containing }, options);
    return all.map(({ path, method, endpoint }) => `${path} ${method} ${endpoint}`);
  }
  test("of a function", async () => {
    const sources = {
      "lib/desk.js": `export const desk = (path, method) => fetch("${ZENDESK}" + path, { method })`,
      "job.js": `import { desk } from "./lib/desk.js"\ndesk("/tickets/1", "PUT")`,
      "other.js": `import { desk } from "./lib/kitchen.js"\ndesk("/users", "PUT")`,
      "test/desk.test.js": `import { desk } from "../lib/desk.js"\ndesk("/macros", "GET")`,
    };
    expect(await found(sources, ["lib/desk.js"])).toEqual(["job.js PUT /api/v2/tickets/{}"]);
  });
  test("of a wrapper's wrapper", async () => {
    const sources = {
      "desk.py": `def desk(path):\n    return requests.get("${ZENDESK}/" + path)\n`,
      "service.py": `from desk import desk\ndef load(kind):\n    return desk(kind + ".json")\n`,
      "job.py": `from service import load\nload("users")\n`,
    };
    expect(await found(sources, ["desk.py"])).toEqual(["job.py GET /api/v2/users"]);
  });
  test("of a client that a module exports", async () => {
    const sources = {
      "lib/client.js": `const zendesk = require("node-zendesk")\nmodule.exports = zendesk.createClient({ token })`,
      "digest.js": `const client = require("./lib/client")\nclient.tickets.update(1, {})`,
    };
    expect(await found(sources, ["lib/client.js"])).toEqual(["digest.js PUT tickets.update (node-zendesk)"]);
  });
  test("of one Apps Script", async () => {
    const sources = {
      "src/zendesk.gs": `function get(name) { return UrlFetchApp.fetch("${ZENDESK}/" + name) }`,
      "src/report.gs": `function report() { return get("users") }`,
      "else/report.gs": `function report() { return get("macros") }`,
    };
    expect(await found(sources, ["src/zendesk.gs"])).toEqual(["src/report.gs GET /api/v2/users"]);
  });
  test("of a script that is sourced", async () => {
    const sources = {
      "lib/desk.sh": `desk() { curl "${ZENDESK}/$1"; }`,
      "bin/report": `#!/bin/bash\nsource lib/desk.sh\ndesk users.json\n`,
    };
    expect(await found(sources, ["lib/desk.sh"])).toEqual(["bin/report GET /api/v2/users"]);
  });
  test("of a name that is an ordinary word are not read, and that is told", async () => {
    const load = 'class Loading\n  def self.fetch(path)\n    Net::HTTP.get(URI("';
    const sources = (users: number): Record<string, string> => ({
      "lib/loading.rb": `${load}${ZENDESK}/" + path))\n  end\nend\n`,
      ...Object.fromEntries(
        Array.from({ length: users }, (_, n) => [`jobs/${n}.rb`, 'Loading.fetch("users.json")\n']),
      ),
    });
    expect(await found(sources(30), ["lib/loading.rb"])).toHaveLength(30);
    expect(await found(sources(161), ["lib/loading.rb"])).toEqual([
      "lib/loading.rb GET /api/v2/{}",
      "lib/loading.rb unknown /api/v2/{}",
    ]);
  });
  test("of 384 kilobytes and no more are read, and that is told", async () => {
    const filler = "# about something else\n".repeat(10_000);
    const users = ["a", "b", "c", "d"].map((name, n) => [
      `jobs/${name}.rb`,
      `require "lib/desk"\nDeskClient.fetch("tickets/${n}/${["tags", "comments", "audits", "metrics"][n]}")\n${filler}`,
    ]);
    const sources = {
      "lib/desk.rb": `class DeskClient\n  def self.fetch(path)\n    Net::HTTP.get(URI("${ZENDESK}/" + path))\n  end\nend\n`,
      ...Object.fromEntries(users),
    };
    expect(await found(sources, ["lib/desk.rb"])).toEqual([
      "jobs/a.rb GET /api/v2/tickets/{}/tags",
      "jobs/b.rb GET /api/v2/tickets/{}/comments",
      "lib/desk.rb unknown /api/v2/{}",
    ]);
  });
  test("none at all widens and says where", async () => {
    const plan = scopesOf(
      await calls({ "lib/desk.js": `export const desk = (path) => fetch("${ZENDESK}" + path)` }),
    );
    expect(plan.scope).toBe("read");
    expect(plan.notes.join()).toMatch(/lib\/desk\.js:1/);
  });
});
