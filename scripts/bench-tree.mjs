// Makes the trees that scripts/bench.mjs measures on: the same bytes on every machine.
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A small generator of numbers in [0, 1) (mulberry32), so that a seed gives the same tree everywhere. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** None is reserved in a language below: a parser that has to recover takes longer than real code lets it. */
const WORDS =
  `account address agent amount answer array base batch body buffer build bundle cache call channel charge child client code column comment
 config connection content context count country create currency current customer data date delivery device domain download draft email
 encode entry expired feature field file filter flag folder format found group handle header helper history hook host image index input
 invoice item job kind label language last layer length level limit line link loader local location login lookup manager match message
 method metric mode model name network node note number offset option order owner page parent part password path payment pending
 permission phone plan policy port position post price process product profile project provider query queue quote rate reader record
 refund region report request reset resource response result role route row rule sample schedule schema scope search server service
 session setting shape signal size sort source stage start state status step store stream subject summary support table target task team
 template tenant test text thread ticket time title total trace transfer tree update upload user value vendor version view visible
 warning weight window worker write zone`
    .split(/\s+/)
    .filter(Boolean);

/**
 * Blocks of each kind of file, which stay valid in any order: `@a`, `@b`, `@c` become words, `@A` and `@B` capitalised ones. `head` and `tail`
 * stand around them.
 */
const KIND_BLOCKS = {
  ts: {
    head: 'import { @a, @b } from "../@c/@a";\n\n',
    blocks: [
      "export async function @a@B(@c: string): Promise<number> {\n  const @b = await load@A({ @c, limit: 20 });\n  if (!@b.length) throw new Error(`no @a for ${@c}`);\n  return @b.reduce((sum, one) => sum + (one.@a ?? 0), 0);\n}\n",
      '// The @a of a @b is what the @c asks for.\nconst @a@A = { @b: true, @c: [1, 2, 3], name: "@a @b" };\n',
      "export class @A@B {\n  private readonly @c = new Map<string, number>();\n\n  @a(@b: string): number {\n    return this.@c.get(@b) ?? 0;\n  }\n}\n",
    ],
  },
  py: {
    head: "import logging\n\nfrom acme.@a import @b\n\nlog = logging.getLogger(__name__)\n\n\n",
    blocks: [
      'def @a_@b(@c, limit=20):\n    """The @a of a @b."""\n    rows = [row.@a for row in @c if row.@b is not None]\n    if not rows:\n        raise ValueError("no @a for %s" % @c)\n    return rows[:limit]\n\n\n',
      'class @A@B(object):\n    def __init__(self, @a, @b=None):\n        self.@a = @a\n        self.@b = @b or {}\n\n    def @c(self):\n        return self.@b.get("@a", 0)\n\n\n',
    ],
  },
  rb: {
    head: 'require "@a"\n\n',
    blocks: [
      "class @A@B\n  attr_reader :@a, :@b\n\n  def @c(limit = 20)\n    return [] unless @a\n    @a.first(limit).map { |one| one.@b.to_s }\n  end\nend\n\n",
      'def @a_@b(@c)\n  logger.info "@a #{@c}"\n  { @a: @c, "@b" => 1 }\nend\n\n',
    ],
  },
  go: {
    head: 'package @a\n\nimport (\n\t"context"\n\t"fmt"\n)\n\n',
    blocks: [
      'func (s *@AStore) @B(ctx context.Context, @c string) (int, error) {\n\trows, err := s.@a.Find(ctx, @c)\n\tif err != nil {\n\t\treturn 0, fmt.Errorf("find @a: %w", err)\n\t}\n\treturn len(rows), nil\n}\n\n',
      '// @A@B is the @a of a @b.\ntype @A@B struct {\n\t@A string `json:"@a_@b"`\n\t@B int\n}\n\n',
    ],
  },
  java: {
    head: "package com.acme.@a;\n\nimport java.util.List;\n\npublic class @A@B {\n",
    blocks: [
      '    /** The @a of a @b. */\n    public List<String> @a@B(String @c) {\n        final List<String> rows = this.store.find(@c);\n        if (rows.isEmpty()) {\n            throw new IllegalStateException("no @a for " + @c);\n        }\n        return rows.stream().map(String::trim).toList();\n    }\n\n',
    ],
    tail: "}\n",
  },
  php: {
    head: "<?php\n\nnamespace Acme\\@A;\n\nclass @A@B\n{\n",
    blocks: [
      "    public function @a@B($@c, $limit = 20)\n    {\n        $rows = $this->store->find($@c, ['@a' => $limit]);\n        return array_map(fn ($row) => $row->@b, $rows);\n    }\n\n",
    ],
    tail: "}\n",
  },
  cs: {
    head: "using System.Collections.Generic;\n\nnamespace Acme.@A\n{\n    public class @A@B\n    {\n",
    blocks: [
      "        public int @A@B(string @c)\n        {\n            var rows = _store.Find(@c);\n            return rows?.Count ?? 0;\n        }\n\n",
    ],
    tail: "    }\n}\n",
  },
  md: {
    head: "# @A @b\n\n",
    blocks: [
      "The @a of a @b is the @c; see the @b for the @a.\n\n",
      "## @A @b\n\n- @a: the @b of a @c\n- `@a_@b` gives the @c of the @a when a @b was sent\n\n",
    ],
  },
  json: {
    head: "[\n",
    blocks: ['  { "@a": 1, "@b": "@a @c", "@c": [true, null, 2.5] },\n'],
    tail: "  {}\n]\n",
  },
  yml: {
    head: "---\n",
    blocks: ["- name: @a @b\n  @c:\n    enabled: true\n    labels: [@a, @b]\n# the @b of a @c\n"],
  },
  html: {
    head: "<!doctype html>\n<body>\n",
    blocks: ['<div class="@a @b">\n  <p>The @a of the @b</p>\n  <a href="/@a/@b/@c">@a</a>\n</div>\n'],
    tail: "</body>\n",
  },
  css: {
    head: "",
    blocks: [
      ".@a-@b {\n  color: #333;\n  margin: 0 4px;\n}\n\n#@a .@b:hover,\n.@c > a {\n  display: flex;\n}\n\n",
    ],
  },
  sql: {
    head: "-- The @a of a @b.\n",
    blocks: [
      "create view @a_@b as\nselect @a, count(@b) as @c\nfrom @b_@c\nwhere @a is not null\ngroup by @a;\n\n",
    ],
  },
  sh: {
    head: "#!/bin/sh\nset -eu\n\n",
    blocks: ['@A="${@B:-@c}"\nfor one in @a @b @c; do\n  echo "$one"\ndone\n\n'],
  },
};
const KINDS = Object.keys(KIND_BLOCKS);

/** Blocks made of one kind before files are put together from them: enough for no two files to be alike. */
const BLOCKS_PER_KIND = 3_000;

function filled(template, random) {
  // Three different words: the same name declared twice is an error in most languages.
  const at = Math.floor(random() * WORDS.length);
  const word = (skipped) => WORDS[(at + skipped) % WORDS.length];
  const step = 1 + Math.floor(random() * (WORDS.length - 2));
  const [a, b, c] = [word(0), word(step), word(step + 1 + Math.floor(random() * (WORDS.length - step - 1)))];
  const of = { a, b, c, A: capital(a), B: capital(b) };
  return template.replace(/@([abcAB])/g, (_, letter) => of[letter]);
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** The block that makes a file matter, by kind; an ordinary way to use Zendesk for each. */
const CANDIDATES = {
  ts: 'import axios from "axios";\nconst auth = Buffer.from(`${process.env.ZENDESK_EMAIL}/token:${process.env.ZENDESK_API_TOKEN}`).toString("base64");\nexport const zendesk = axios.create({ baseURL: "https://acme.zendesk.com/api/v2", headers: { Authorization: `Basic ${auth}` } });\n',
  py: 'import os\nimport requests\n\n\ndef zendesk_get(path):\n    user = os.environ["ZENDESK_EMAIL"] + "/token"\n    return requests.get("https://acme.zendesk.com/api/v2/" + path, auth=(user, os.environ["ZENDESK_API_TOKEN"]))\n\n',
  rb: 'require "zendesk_api"\nclient = ZendeskAPI::Client.new do |config|\n  config.url = "https://acme.zendesk.com/api/v2"\n  config.username = ENV["ZENDESK_EMAIL"]\n  config.token = ENV["ZENDESK_API_TOKEN"]\nend\n',
  go: 'func authorize(req *http.Request) {\n\treq.SetBasicAuth(os.Getenv("ZENDESK_EMAIL")+"/token", os.Getenv("ZENDESK_API_TOKEN"))\n}\n',
  java: '    Zendesk client() {\n        return new Zendesk.Builder("https://acme.zendesk.com").setUsername(System.getenv("ZENDESK_EMAIL")).setToken(System.getenv("ZENDESK_API_TOKEN")).build();\n    }\n',
  php: '    public function zendesk()\n    {\n        $client = new \\Zendesk\\API\\HttpClient("acme");\n        $client->setAuth("basic", ["username" => getenv("ZENDESK_EMAIL"), "token" => getenv("ZENDESK_API_TOKEN")]);\n        return $client;\n    }\n\n',
  yml: "- name: sync\n  env:\n    ZENDESK_EMAIL: ${{ vars.ZENDESK_EMAIL }}\n    ZENDESK_API_TOKEN: ${{ secrets.ZENDESK_API_TOKEN }}\n",
  md: "# Support\n\nSet `ZENDESK_API_TOKEN` and call `https://acme.zendesk.com/api/v2/tickets.json`.\n",
};
const CANDIDATE_KINDS = Object.keys(CANDIDATES);

/** The block that only speaks of Zendesk, by kind: what most files with a keyword do. */
const MENTIONS = {
  ts: 'export const zendeskFields = ["zendesk_id", "zendesk_url"];\nexport function zendeskLink(id: number): string {\n  return `https://acme.zendesk.com/agent/tickets/${id}`;\n}\n',
  py: 'ZENDESK_FIELDS = ["zendesk_id", "zendesk_url"]\n\n\ndef zendesk_link(ticket):\n    return "https://acme.zendesk.com/agent/tickets/%s" % ticket.zendesk_id\n\n\n',
  rb: 'require "support/zendesk_ticket"\n\nclass ZendeskTicketJob\n  def perform(ticket)\n    ZendeskTicket.new(ticket.subject, tags: %w[govt]).create_ticket\n  end\nend\n\n',
  yml: "- name: zendesk tickets\n  description: one row for each ticket in Zendesk\n  tags: [zendesk, support]\n",
  md: "## Zendesk\n\nTickets come from Zendesk once a day.\n\n",
  json: '  { "source": "zendesk", "stream": "tickets", "key_properties": ["id"] },\n',
  sql: "create view zendesk_tickets as\nselect id, subject\nfrom stg_zendesk__ticket;\n\n",
};

/**
 * Kinds of files that mention Zendesk, as often as in real repositories: in thirteen products with a Zendesk integration of some kind
 * (bots, help centers, search, government services, data models; 26,000 files) 692 files hold a keyword, of these 23 % Python, 20 % without
 * an adapter (mostly SQL), 19 % JSON, 15 % JavaScript or TypeScript, 13 % Ruby, 6 % YAML, 3 % documentation.
 */
const MENTION_KINDS =
  "py sql json ts py rb sql json py ts sql json py rb ts yml py sql json ts py rb md".split(" ");

/**
 * Every tenth candidate uses Zendesk: of those 692 files 10.5 % match any rule, and 2 % have a finding in the end. Of 4,591 files with a
 * keyword in 86 repositories made for Zendesk it is 8.6 % and 4.6 %. (Counted by parsing and detecting each file that the prefilter lets
 * through.)
 */
const MENTIONS_PER_USE = 9;

/** Files that talk to an API are written by hand and seldom longer. */
const CANDIDATE_SIZE = 30_000;

/** Sizes as in real repositories: half of the files below 2.5 KB, one in fifty above 40 KB. */
function sizeOf(random) {
  const normal = random() + random() + random() + random() + random() + random() - 3;
  return Math.min(400_000, Math.round(2_500 * Math.exp(normal * 1.7)));
}

/** Real repositories have five to thirty. */
const FILES_PER_FOLDER = 7;

const placeOf = (number) =>
  `${WORDS[number % 20]}/${WORDS[Math.floor(number / 20) % 25]}/${WORDS[Math.floor(number / 500) % WORDS.length]}`;

/** Which kind of file a candidate is, and what it says of Zendesk: a use, or (in a tree of mentions) mostly none. */
function candidateOf(number, mentions) {
  if (!mentions || number % (MENTIONS_PER_USE + 1) === 0) {
    const kind =
      CANDIDATE_KINDS[(mentions ? number / (MENTIONS_PER_USE + 1) : number) % CANDIDATE_KINDS.length];
    return { kind, block: CANDIDATES[kind] };
  }
  const kind = MENTION_KINDS[number % MENTION_KINDS.length];
  return { kind, block: MENTIONS[kind] };
}

/**
 * Writes a git repository of `files` files, `candidates` of which say "zendesk". Each of them uses it, which is the worst case; with
 * `mentions` as many as in real repositories do.
 */
export function writeTree(folder, { files, candidates, mentions = false, seed = 7 }) {
  const random = randomFrom(seed);
  const pick = (all) => all[Math.floor(random() * all.length)];
  const made = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      Array.from({ length: BLOCKS_PER_KIND }, () => filled(pick(KIND_BLOCKS[kind].blocks), random)),
    ]),
  );
  const content = (kind, size, first = "") => {
    const { head, tail = "" } = KIND_BLOCKS[kind];
    let text = filled(head, random) + first;
    while (text.length < size) text += pick(made[kind]);
    return text + tail;
  };
  const every = candidates === 0 ? Number.POSITIVE_INFINITY : Math.floor(files / candidates);
  const folders = new Set();
  for (let index = 0; index < files; index++) {
    const candidate =
      index % every === Math.min(3, every - 1) && index / every < candidates
        ? candidateOf(Math.floor(index / every), mentions)
        : undefined;
    const kind = candidate?.kind ?? KINDS[Math.floor(random() * KINDS.length)];
    const path = join(
      folder,
      index < 10 ? "" : placeOf(Math.floor(index / FILES_PER_FOLDER)),
      `${WORDS[index % WORDS.length]}-${index}.${kind}`,
    );
    if (!folders.has(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    folders.add(dirname(path));
    const size = sizeOf(random);
    writeFileSync(
      path,
      candidate ? content(kind, Math.min(size, CANDIDATE_SIZE), candidate.block) : content(kind, size),
    );
  }
  const git = (...args) =>
    execFileSync(
      "git",
      [
        "-c",
        "user.name=acme",
        "-c",
        "user.email=acme@example.com",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "gc.auto=0",
        ...args,
      ],
      { cwd: folder, stdio: "ignore" },
    );
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "tree");
}

/** Changes files of a tree, evenly spread, without committing: a comment goes to their ends, to those of `uses` a use of Zendesk. */
export function changeTree(folder, { files, uses = 0 }) {
  const listed = execFileSync("git", ["ls-files", "-z", "*.py", "*.ts"], { cwd: folder, maxBuffer: 1 << 26 })
    .toString()
    .split("\0")
    .filter(
      (path) => path !== "" && !readFileSync(join(folder, path), "utf8").toLowerCase().includes("zendesk"),
    );
  for (let index = 0; index < files; index++) {
    const path = listed[Math.floor((index * listed.length) / files)];
    const python = path.endsWith(".py");
    const use = python ? PYTHON_USE : TYPESCRIPT_USE;
    appendFileSync(join(folder, path), index < uses ? use : python ? "# changed\n" : "// changed\n");
  }
}

const PYTHON_USE = `import requests
requests.get("https://acme.zendesk.com/api/v2/users.json", auth=(os.environ["ZENDESK_EMAIL"] + "/token", os.environ["ZENDESK_API_TOKEN"]))
`;
const TYPESCRIPT_USE = `await fetch("https://acme.zendesk.com/api/v2/users.json", {
  headers: { Authorization: \`Basic \${btoa(\`\${process.env.ZENDESK_EMAIL}/token:\${process.env.ZENDESK_API_TOKEN}\`)}\` },
});
`;
