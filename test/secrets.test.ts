import { describe, expect, test } from "vitest";
import type { ParsedFile } from "../src/model/fact.ts";
import type { Report } from "../src/model/finding.ts";
import { renderFact, renderFile } from "../src/model/render.ts";
import { parse } from "../src/parse/index.ts";
import { redact } from "../src/parse/secret.ts";
import { formats, render } from "../src/report/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { analyze } from "../src/scan.ts";

// Made-up credentials, planted where credentials stand in every language: no output may hold one, nor twelve characters of it.

const TOKEN = "k7Qz2mWv9XrT4bNpL8sYhD3fJc6GgR1uKaEo5iZt";

/** Credentials that stand in code as they are. */
const CREDENTIALS = {
  token: TOKEN,
  "token without figures": "kQzmWvXrTbNpLsYhDfJcGgRuKaEoiZtBxVqHwPjM",
  "token of lower case": "qzmwvxrtbnplsyhdfjcgrukaeoiztbxvqhwpjmfd",
  short: "s3cr3t-plant-9f",
  "base64 of a pair": Buffer.from(`x@example.com/token:${TOKEN}`).toString("base64"),
  "base64 of a short pair": Buffer.from("x@example.com/token:s3cr3t-plant-9f").toString("base64"),
  jwt: `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"sub":"plant","iat":17}').toString("base64url")}.dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1gFWFOEjXk`,
  hex: "9f8c7b6a5d4e3f2019a8b7c6d5e4f3029f8c7b6a5d4e3f2019a8b7c6d5e4f302",
  "special characters": "p@ss/w0rd+==",
  password: "Tr0ub4dor&3xyz",
} as const;

/** Where a credential (§) stands. A word of the other kind beside it keeps the text honest. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  "a.js": [
    'const token = "§";',
    "const zendesk = { email: 'x@example.com', token: '§' };",
    "axios.get(u, { auth: { username: 'x@example.com/token', password: '§' } });",
    "const h = 'Basic ' + btoa('x@example.com/token:§');",
    "const h = `Basic ${Buffer.from(`${mail}/token:§`).toString('base64')}`;",
    "const token = process.env.ZENDESK_TOKEN || '§';",
    "function connect(mail, token = '§') {}",
    "const { ZENDESK_TOKEN = '§' } = process.env;",
    "client.setToken('§');",
    "createClient('x@example.com', '§', 'acme');",
    "// const token = '§';",
    "/* zendesk token: § */",
    "class A { #apiKey = '§'; static zendeskToken = '§' }",
    "const getToken = () => '§';",
    "headers['X-Zendesk-Token'] = '§';",
    "const settings = { name: 'ZENDESK_TOKEN', value: '§' };",
    "env.set('ZENDESK_TOKEN', '§'); log('§');",
    "exec('curl -u x@example.com/token:§ https://acme.zendesk.com');",
    "exec(`curl -H 'Authorization: Bearer §' https://acme.zendesk.com`);",
    'const body = "{\\"zendesk_token\\": \\"§\\"}";',
    "throw new Error('zendesk token=§ is wrong');",
    "foo('x@example.com/token:§'",
  ],
  "a.ts": ["enum Keys { ZendeskToken = '§' }", "const o: Options = { token: <string>'§' as const };", "@Auth({ password: '§' }) class B {}"],
  "a.vue": ["<script>\nexport default { data: () => ({ zendeskToken: '§' }) };\n</script>\n<template><a title=\"token: §\" /></template>"],
  "a.html": ["<script>const zendeskToken = '§';</script>", '<meta name="zendesk-token" content="§">', "<!-- zendesk token: § -->"],
  "a.gs": ["PropertiesService.getScriptProperties().setProperty('ZENDESK_TOKEN', '§');"],
  "a.py": [
    'TOKEN = "§"',
    'auth = ("x@example.com/token", "§")',
    'requests.get(u, auth=HTTPBasicAuth(user + "/token", "§"))',
    'creds = {"email": "x@example.com", "token": "§", "subdomain": "acme"}',
    'zenpy = Zenpy(email="x@example.com", token="§")',
    'token = os.environ.get("ZENDESK_TOKEN", "§")',
    'token = os.getenv("ZENDESK_TOKEN") or "§"',
    'def connect(token="§"):\n    pass',
    'pair = f"{mail}/token:§"',
    'pair = "%s/token:%s" % (mail, "§")',
    'pair = "{}/token:{}".format("x@example.com", "§")',
    '# ZENDESK_TOKEN = "§"',
    'class Settings:\n    zendesk_token: str = "§"',
    'def zendesk_token():\n    return "§"',
    'parser.add_argument("--token", default="§")',
    'print "token § was refused"; api_token = "§"',
    '"""\nzendesk_token: §\n"""',
  ],
  "a.rb": [
    'token = "§"',
    "client = ZendeskAPI::Client.new do |c|\n  c.username = 'x@example.com'\n  c.token = '§'\nend",
    "hash = { :password => '§', 'api_key' => '§' }",
    "req.basic_auth 'x@example.com/token', '§'",
    "ENV['ZENDESK_TOKEN'] ||= '§'",
    "token = ENV.fetch('ZENDESK_TOKEN', '§')",
    "token = ENV.fetch('ZENDESK_TOKEN') { '§' }",
    "def zendesk_token\n  '§'\nend",
    "TEXT = <<~EOS\n  zendesk_token: §\nEOS",
    "# token: '§'",
    "`curl -u x@example.com/token:§ https://acme.zendesk.com`",
    "RestClient::Resource.new(url, user: 'x@example.com/token', password: '§')",
  ],
  "a.php": [
    "<?php define('ZENDESK_TOKEN', '§');",
    "<?php $client->setAuth('basic', ['username' => 'x@example.com', 'token' => '§']);",
    "<?php const ZENDESK_TOKEN = '§';",
    '<?php $token = getenv("ZENDESK_TOKEN") ?: "§";',
    "<?php curl_setopt($ch, CURLOPT_USERPWD, 'x@example.com/token:§');",
    "<?php class A { private $apiKey = '§'; public function token() { return '§'; } }",
    "<?php return ['zendesk' => ['token' => env('ZENDESK_TOKEN', '§')]];",
    "<?php $t = <<<EOT\nzendesk_token=§\nEOT;",
    "<?php # $token = '§';",
    "<input name=\"token\" value=\"§\"><?php echo 1 ?>",
  ],
  "a.go": [
    'package a\nconst zendeskToken = "§"',
    "package a\nvar token = `§`",
    'package a\nfunc f() { req.SetBasicAuth("x@example.com/token", "§") }',
    'package a\nvar c = Config{Email: "x@example.com", APIToken: "§"}',
    'package a\nfunc f() { cred := zendesk.NewAPITokenCredential("x@example.com", "§") }',
    'package a\nfunc f() { os.Setenv("ZENDESK_TOKEN", "§") }',
    'package a\n// token := "§"',
    'package a\nfunc token() string { return "§" }',
    'package a\nfunc f() { pair := fmt.Sprintf("%s/token:%s", mail, "§") }',
  ],
  "A.java": [
    'class A { static final String ZENDESK_TOKEN = "§"; }',
    'class A { void f() { new Zendesk.Builder(url).setUsername("x@example.com").setToken("§").build(); } }',
    'class A { @Value("${zendesk.token:§}") String token; }',
    'class A { String f() { return System.getenv().getOrDefault("ZENDESK_TOKEN", "§"); } }',
    'class A { void f() { request.setHeader("Authorization", "Basic §"); } }',
    'class A { /** token: § */ void f() { map.put("password", "§"); } }',
    'class A { String token() { return "§"; } }',
  ],
  "a.kt": [
    'const val TOKEN = "§"',
    'val pair = "$mail/token:§"',
    'val client = Zendesk(email = "x@example.com", token = "§")',
    'val m = mapOf("token" to "§")',
    'fun token() = "§"',
    'val t = System.getenv("ZENDESK_TOKEN") ?: "§"',
    'val c = Credentials.basic("x@example.com/token", "§")',
  ],
  "a.cs": [
    'class A { const string ApiToken = "§"; }',
    'class A { object F() => new ZendeskApi("https://acme.zendesk.com", "x@example.com", "", "§", "en-us", null); }',
    'class A { object F() => new ZendeskOptions { Token = "§" }; }',
    'class A { string F() => $"{mail}/token:§"; }',
    'class A { string F() => Environment.GetEnvironmentVariable("ZENDESK_TOKEN") ?? "§"; }',
    'class A { object F() => new NetworkCredential("x@example.com/token", "§"); }',
    'class A { string Token => "§"; }',
    'class A { object F() => new Dictionary<string, string> { ["password"] = "§", { "token", "§" } }; }',
    'class A { object F() => new AuthenticationHeaderValue("Basic", "§"); }',
    '// var token = "§";\nclass A {}',
  ],
  "a.ps1": [
    "$Token = '§'",
    '$env:ZENDESK_TOKEN = "§"',
    '$pair = "$mail/token:§"',
    "param([string]$ApiToken = '§')",
    "Connect-Zendesk -Email x@example.com -Token '§'",
    "Connect-Zendesk -Token §",
    "$h = @{ Password = '§'; token = \"§\" }",
    "$s = ConvertTo-SecureString '§' -AsPlainText -Force; $Password = $s",
    "# $Token = '§'",
    "$t = @'\nzendesk_token=§\n'@",
  ],
  "a.sh": [
    "ZENDESK_TOKEN=§",
    'export ZENDESK_TOKEN="§"',
    "curl -u x@example.com/token:§ https://acme.zendesk.com",
    'curl --user "$MAIL/token:§" https://acme.zendesk.com',
    "curl -u 'x@example.com:§' https://acme.zendesk.com",
    "curl -H 'Authorization: Basic §' https://acme.zendesk.com",
    "TOKEN=${ZENDESK_TOKEN:-§}",
    "sync --zendesk-token § --verbose",
    "sync --token=§",
    "# ZENDESK_TOKEN=§",
    "cat > .env <<EOF\nZENDESK_TOKEN=§\nEOF",
    "cat <<'EOF' | python3\ntoken = '§'\nEOF",
    "docker run -e ZENDESK_TOKEN=§ acme/sync",
    "kubectl create secret generic zendesk --from-literal=token=§",
    "echo -n 'x@example.com/token:§' | base64",
    "if [ \"$ZENDESK_TOKEN\" = '§' ]; then exit 1; fi",
  ],
  Dockerfile: ["FROM a\nENV ZENDESK_TOKEN=§", "FROM a\nENV ZENDESK_TOKEN §", "FROM a\nARG ZENDESK_TOKEN=\"§\"", "FROM a\nRUN curl -u x@example.com/token:§ https://acme.zendesk.com", "FROM a\n# ENV ZENDESK_TOKEN=§", 'FROM a\nCMD ["sync", "--token", "§"]'],
  Makefile: ["ZENDESK_TOKEN ?= §", "export ZENDESK_TOKEN := §", "sync:\n\tcurl -u x@example.com/token:§ https://acme.zendesk.com", "# ZENDESK_TOKEN = §"],
  "a.tf": [
    'variable "zendesk_token" {\n  default = "§"\n}',
    'provider "zendesk" {\n  email = "x@example.com"\n  token = "§"\n}',
    'locals {\n  env = { ZENDESK_TOKEN = "§" }\n}',
    'resource "x" "y" {\n  user_data = <<EOT\nexport ZENDESK_TOKEN=§\nEOT\n}',
    '# token = "§"',
    'locals {\n  auth = base64encode("x@example.com/token:§")\n}',
  ],
  "terraform.tfvars": ['zendesk_token = "§"'],
  ".env": ["ZENDESK_TOKEN=§", "ZENDESK_TOKEN='§'", "export ZENDESK_TOKEN = \"§\"", "# ZENDESK_TOKEN=§", "#ZENDESK_API_KEY: §", "ZENDESK_AUTH=x@example.com/token:§", "ZENDESK_USER=x@example.com/token\nZENDESK_PASS=§"],
  "a.yml": [
    "zendesk:\n  email: x@example.com\n  token: §",
    "zendesk_token: '§'",
    "zendesk:\n  token: |\n    §",
    "zendesk:\n  token: >-\n    §\n",
    "env:\n  - name: ZENDESK_TOKEN\n    value: §",
    "environment:\n  - ZENDESK_TOKEN=§",
    "script:\n  - curl -u x@example.com/token:§ https://acme.zendesk.com",
    "jobs:\n  a:\n    steps:\n      - run: |\n          export ZENDESK_TOKEN=§\n          sync --token §",
    "# zendesk_token: §",
    "a: &a {token: §}\nb: *a",
    "zendesk: {token: \"§\", email: x@example.com/token}",
    "Parameters:\n  ZendeskToken:\n    Default: §",
    "- token\n- §\n- zendesk_password: §",
  ],
  "secret.yaml": ["apiVersion: v1\nkind: Secret\nstringData:\n  zendesk: §\n  zendesk-token: §"],
  "a.json": [
    '{"zendesk": {"email": "x@example.com", "token": "§"}}',
    '{"name": "ZENDESK_TOKEN", "value": "§"}',
    '{"auth": {"type": "basic", "basic": [{"key": "password", "value": "§"}, {"key": "username", "value": "x@example.com/token"}]}}',
    '{"scripts": {"sync": "curl -u x@example.com/token:§ https://acme.zendesk.com"}}',
    '{"request": {"header": [{"key": "Authorization", "value": "Basic §"}], "url": "https://acme.zendesk.com?token=§"}}',
    '// "token": "§"\n{"a": 1}',
    '{"token": "§"',
    '{"body": "{\\"zendesk_token\\": \\"§\\"}"}',
    '{"basic_auth": {"username": "x@example.com/token", "password": "§"}}',
  ],
  "a.toml": ['[zendesk]\ntoken = "§"', "[zendesk]\ntoken = '''§'''", '# token = "§"', 'zendesk = { email = "x@example.com", token = "§" }'],
  "a.ini": ["[zendesk]\nuser = x@example.com/token\npassword = §", "; token = §", "[zendesk]\ntoken: \"§\""],
  "a.properties": ["zendesk.token=§", "zendesk.token = §", "zendesk.token: §", "# zendesk.token=§"],
  ".netrc": ["machine acme.zendesk.com login x@example.com/token password §", "machine acme.zendesk.com\n  login x@example.com/token\n  password §"],
  ".curlrc": ['user = "x@example.com/token:§"'],
  "a.xml": [
    '<config><zendesk token="§"/></config>',
    "<config><zendeskToken>§</zendeskToken></config>",
    '<appSettings><add key="ZendeskToken" value="§"/></appSettings>',
    '<env name="ZENDESK_TOKEN" value="§"/>',
    '<config><!-- <token>§</token> --></config>',
    "<a><token><![CDATA[§]]></token></a>",
  ],
  "a.http": ["GET https://acme.zendesk.com/api/v2/users.json\nAuthorization: Basic x@example.com/token §", "@token = §\nGET https://acme.zendesk.com", "GET https://acme.zendesk.com\nX-Token: §", 'POST https://acme.zendesk.com\n\n{"password": "§"}'],
  "a.ipynb": [
    '{"cells": [{"cell_type": "code", "source": ["token = \\"§\\"\\n", "auth = (\\"x@example.com/token\\", \\"§\\")"], "outputs": [{"text": ["zendesk token: §\\n"]}]}]}',
    '{"cells": [{"cell_type": "code", "source": "%env ZENDESK_TOKEN=§\\n!curl -u x@example.com/token:§ https://acme.zendesk.com"}]}',
    '{"cells": [{"cell_type": "markdown", "source": ["```sh\\n", "export ZENDESK_TOKEN=§\\n", "```"]}]}',
  ],
  "README.md": ["```sh\ncurl -u x@example.com/token:§ https://acme.zendesk.com\n```", "Set `ZENDESK_TOKEN=§` first.", "    export ZENDESK_TOKEN=§", '```json\n{"zendesk_token": "§"}\n```', "| ZENDESK_TOKEN | `token: §` |"],
  "a.rst": ["::\n\n  export ZENDESK_TOKEN=§", ".. code-block:: python\n\n   token = '§'"],
  "a.coffee": ["token = '§'", "zendesk = token: '§', email: 'x@example.com/token'", "# token: '§'"],
  "a.sql": ["INSERT INTO settings (name, value) VALUES ('zendesk_token', '§');", "UPDATE s SET zendesk_token = '§';"],
  Jenkinsfile: ["environment { ZENDESK_TOKEN = '§' }", "sh 'curl -u x@example.com/token:§ https://acme.zendesk.com'"],
  "a.bat": ["set ZENDESK_TOKEN=§", "curl -u x@example.com/token:§ https://acme.zendesk.com"],
  "a.scala": ['val zendeskToken = "§"'],
  "a.lua": ['local zendesk_token = "§"'],
  "a.pl": ["my $token = '§';", "$ua->credentials('acme.zendesk.com:443', 'zendesk', 'x@example.com/token', '§');"],
  "a.pp": ["class { 'zendesk': token => '§' }"],
  "a.txt": ["zendesk token: §", "zendesk password = §"],
};

/** Spellings whose text is not the credential's: in pieces, escaped, encoded. */
const SPELLINGS: Readonly<Record<string, readonly ((credential: string) => string)[]>> = {
  "a.js": [
    (c) => `const token = ${pieces(c, " +\n  ")};`,
    (c) => `const token = "${escaped(c, hex)}";`,
    (c) => `const token = '${escaped(c, unicode)}';`,
    (c) => `const token = \`${escaped(c, (code) => `\\u{${code.toString(16)}}`)}\`;`,
    (c) => `const token = [${c.match(/.{1,9}/g)?.map((piece) => `"${piece}"`).join(", ")}].join("");`,
    (c) => `const token = "${c.slice(0, 11)}\\\n${c.slice(11)}";`,
    (c) => `const url = "https://x%40example.com%2Ftoken:${encodeURIComponent(c)}@acme.zendesk.com/api/v2";`,
    (c) => `fetch("https://acme.zendesk.com?api_token=${encodeURIComponent(c)}&page=2");`,
  ],
  "a.py": [
    (c) => `token = (${pieces(c, "\n    ")})`,
    (c) => `token = "${escaped(c, hex)}"`,
    (c) => `token = ${pieces(c, " \\\n    + ")}`,
    (c) => `token = b"${escaped(c, (code) => `\\${code.toString(8).padStart(3, "0")}`)}"`,
    (c) => `token = "${escaped(c, unicode)}"`,
    (c) => `token = "".join([${pieces(c, ", ")}])`,
  ],
  "a.rb": [(c) => `token = ${pieces(c, " \\\n  ")}`, (c) => `token = "${escaped(c, hex)}"`, (c) => `token = ${pieces(c, " + ")}`],
  "a.php": [(c) => `<?php $token = ${pieces(c, " . ")};`, (c) => `<?php $token = "${escaped(c, hex)}";`],
  "a.go": [(c) => `package a\nvar token = ${pieces(c, " +\n  ")}`, (c) => `package a\nvar token = "${escaped(c, hex)}"`, (c) => `package a\nvar token = "${escaped(c, unicode)}"`],
  "A.java": [(c) => `class A { String token = ${pieces(c, " +\n  ")}; }`, (c) => `class A { String token = "${escaped(c, unicode)}"; }`],
  "a.kt": [(c) => `val token = ${pieces(c, " +\n  ")}`, (c) => `val token = "${escaped(c, unicode)}"`],
  "a.cs": [(c) => `class A { string token = ${pieces(c, " +\n  ")}; }`, (c) => `class A { string token = "${escaped(c, unicode)}"; }`],
  "a.ps1": [(c) => `$token = ${pieces(c, " + ")}`],
  "a.sh": [
    (c) => `ZENDESK_TOKEN=${c.slice(0, 10)}"${c.slice(10)}"`,
    (c) => `curl -u x@example.com/token:${c.slice(0, 11)}\\\n${c.slice(11)} https://acme.zendesk.com`,
    (c) => `ZENDESK_TOKEN=$'${escaped(c, hex)}'`,
  ],
  "a.json": [(c) => `{"zendesk_token": "${escaped(c, unicode)}"}`],
  "a.yml": [(c) => `zendesk_token: "${escaped(c, hex)}"`, (c) => `zendesk_token: "${c.slice(0, 11)}\\\n  ${c.slice(11)}"`],
  "a.toml": [(c) => `zendesk_token = "${escaped(c, unicode)}"`, (c) => `zendesk_token = """${c.slice(0, 11)}\\\n   ${c.slice(11)}"""`],
  "a.properties": [(c) => `zendesk.token=${escaped(c, unicode)}`, (c) => `zendesk.token=${c.slice(0, 11)}\\\n    ${c.slice(11)}`, (c) => `zendesk.token=${c.replace(/[=:]/g, "\\$&")}`],
  "a.xml": [(c) => `<a zendeskToken="${escaped(c, (code) => `&#${code};`)}"/>`, (c) => `<token>${escaped(c, (code) => `&#x${code.toString(16)};`)}</token>`],
  "a.tf": [(c) => `provider "zendesk" {\n  token = "${escaped(c, unicode)}"\n}`],
  "a.ipynb": [(c) => `{"cells": [{"cell_type": "code", "source": ["token = '${escaped(c, unicode)}'"]}]}`],
};

const hex = (code: number): string => `\\x${code.toString(16).padStart(2, "0")}`;
const unicode = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;
const escaped = (text: string, escape: (code: number) => string): string => Array.from({ length: text.length }, (_, index) => escape(text.charCodeAt(index))).join("");
const pieces = (text: string, between: string): string => `"${text.slice(0, Math.ceil(text.length / 2))}"${between}"${text.slice(Math.ceil(text.length / 2))}"`;

/** Twelve characters of any of these in an output are too many. */
function leak(output: string, credential: string, forms: readonly string[] = [credential]): string | undefined {
  for (const form of forms)
    for (let from = 0; from + 12 <= form.length; from++) if (output.includes(form.slice(from, from + 12))) return `${form.slice(from, from + 12)} of ${credential}`;
  return undefined;
}

/** All that anybody gets to see of a parsed file. */
const told = (file: ParsedFile): string => [JSON.stringify({ ...file, lineHashes: undefined }), renderFile(file), ...file.facts.map(renderFact), file.masked].join("\n");

describe.each(Object.entries(CREDENTIALS))("%s", (_, credential) => {
  test.each(Object.keys(PLACES))("in %s", async (name) => {
    const wrong: string[] = [];
    for (const place of PLACES[name] ?? []) {
      const text = `${place.replaceAll("§", () => credential)}\n`;
      const file = await parse({ path: name, text, hashLines: true });
      const found = leak(told(file), credential);
      if (found) wrong.push(`${place}\n  ${file.masked}  ${file.facts.map(renderFact).join("\n  ")}`);
    }
    expect(wrong.join("\n")).toBe("");
  });
});

describe("spelled otherwise", () => {
  test.each(Object.keys(SPELLINGS))("in %s", async (name) => {
    const wrong: string[] = [];
    for (const spell of SPELLINGS[name] ?? [])
      for (const credential of Object.values(CREDENTIALS)) {
        const text = `${spell(credential)}\n`;
        const file = await parse({ path: name, text });
        const forms = [credential, encodeURIComponent(credential), ...[hex, unicode, (code: number) => `&#${code};`].map((escape) => escaped(credential, escape))];
        // Of a credential in two pieces each must go.
        const halves = [text.slice(0, text.length >> 1), text.slice(text.length >> 1)].length ? credential.match(/.{1,11}/g)?.filter((piece) => piece.length > 9) ?? [] : [];
        const found = leak(told(file), credential, forms) ?? halves.find((piece) => file.masked.includes(piece));
        if (found) wrong.push(`${found}\n  ${text}  ${file.masked}  ${file.facts.map(renderFact).join("\n  ")}`);
      }
    expect(wrong.join("\n")).toBe("");
  });
});

describe("reports", async () => {
  const ruleSet = await builtInRules();
  test.each(Object.entries(CREDENTIALS))("%s", async (_, credential) => {
    const files: ParsedFile[] = [];
    for (const [name, places] of Object.entries(PLACES))
      for (const [index, place] of places.entries()) files.push(await parse({ path: `case-${index}/${name}`, text: place.replaceAll("§", () => credential), hashLines: true }));
    const { findings, matches } = analyze(files, ruleSet, "2026-11-02");
    expect(findings.length).toBeGreaterThan(50);
    const report: Report = {
      tool: { name: "zunset", version: "0" },
      asOf: "2026-11-02",
      findings,
      rules: ruleSet.rules,
      deadlines: ruleSet.deadlines,
      files: { scanned: files.length, parsed: files.length, leftOut: {} },
      skipped: [],
    };
    for (const format of formats)
      for (const color of [false, true]) expect(leak(await render(format, report, { color, width: 200 }), credential), format).toBeUndefined();
    expect(leak(JSON.stringify(matches), credential)).toBeUndefined();
  });
});

describe("no credential", () => {
  const text = (shown: string): string => redact(shown, [], []).masked;
  test.each([
    "const token = process.env.ZENDESK_API_TOKEN;",
    'token = os.environ["ZENDESK_API_TOKEN_PRODUCTION_EU1"]',
    "password: ${ZENDESK_PASSWORD}",
    'token: "your_api_token_here"',
    "ZENDESK_TOKEN=<your-token>",
    "ZENDESK_TOKEN=xxxxxxxxxxxxxxxxxxxx",
    "curl -u jdoe@example.com/token:6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv",
    "curl -u {email}/token:{api_token} https://acme.zendesk.com",
    "import { AbstractTokenProviderFactoryBean2 } from './token/AbstractTokenProviderFactoryBean2';",
    "const secret = getSecretFromVault('prod/zendesk/api-token');",
    "The API token is passed as {email}/token:{token}; the password is no longer accepted.",
    "https://developer.zendesk.com/api-reference/introduction/security-and-auth/#basic-authentication",
    "src/main/java/com/acme/integration/zendesk/TicketSynchronisationService2024.java",
    "secretKeyRef: { name: zendesk-api-credentials-v2, key: ZENDESK_API_TOKEN }",
    "Basic Authentication and Bearer authentication",
    "git@github.com:acme/zendesk-sync-2024.git",
    "tokenUrl: https://acme.example.com/oauth2/v2.0/token",
    "password = getPassword(user1Name)",
    "zendesk_token = secrets_manager.get_secret_value(SecretId='zendesk-prod-2')",
    "const tokenExpiresAt = '2027-04-30T00:00:00Z';",
    "api_key_header_name = 'X-Api-Key-Version-2'",
    "TRYGGINGASTOFNUN_ZENDESK_WEBHOOK_SECRET=",
    "550e8400-e29b-41d4-a716-446655440000",
  ])("%s", (shown) => expect(text(shown)).toBe(shown));
});

test("a megabyte takes no longer than a twentieth of a second", () => {
  const source = Object.entries(PLACES).flatMap(([, places]) => places).join("\n").replaceAll("§", "process.env.ZENDESK_TOKEN");
  const megabyte = source.repeat(Math.ceil(1_000_000 / source.length));
  redact(megabyte, [], []);
  const times = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    redact(megabyte, [], []);
    return performance.now() - begin;
  }).sort((a, b) => a - b);
  // Generous, since tests share the machine: measured are 10 to 30 ms of this, the densest text there is.
  expect(times[0]).toBeLessThan(150);
});

test.each([
  ["token=", "token=".repeat(170_000)],
  ["quotes", 'token="'.repeat(150_000)],
  ["pairs", "/token:".repeat(150_000)],
  ["one run", "aB3".repeat(330_000)],
  ["addresses", "http://a:".repeat(110_000)],
  ["e-mail", "@a.b".repeat(250_000)],
  ["blanks", `token${" ".repeat(1_000_000)}`],
  ["options", " -u a".repeat(200_000)],
  ["slashes", "/".repeat(1_000_000)],
  ["placeholders", `token="${"your-".repeat(200_000)}"`],
  ["equal beginnings", Array.from({ length: 20_000 }, (_, index) => `token="k7Qz2mWv9XrT4bNpL8sYhD3fJc6G${index}"`).join("\n")],
])("a hostile megabyte of %s takes no second", (_, hostile) => {
  const begin = performance.now();
  redact(hostile, [], []);
  expect(performance.now() - begin).toBeLessThan(2_000);
});
