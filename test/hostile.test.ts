import { describe, expect, test } from "vitest";
import type { Call, ParsedFile, Value } from "../src/model/fact.ts";
import { ParseBound } from "../src/parse/adapter.ts";
import { languageOf, parse } from "../src/parse/index.ts";
import { adapters } from "../src/parse/languages/index.ts";

// Files made to exhaust time, stack or memory: each ends in facts or in a clean refusal, in time, and never in a crash.

/** The adapters stop after five seconds; what follows them takes little, but the machine may be busy. The scan's watchdog bites at ten. */
const TIME_BOUND_MS = 9_000;

const NAMES = [
  "a.js",
  "a.ts",
  "a.py",
  "a.rb",
  "a.php",
  "a.go",
  "A.java",
  "a.kt",
  "a.cs",
  "a.ps1",
  "a.sh",
  "Dockerfile",
  "Makefile",
  "a.tf",
  ".env",
  "a.yml",
  "a.json",
  "a.toml",
  "a.ini",
  "a.xml",
  "a.http",
  "a.ipynb",
  "a.md",
  "a.vue",
  "a.coffee",
];

/** What stands before code, where a file has to begin with something. */
const BEFORE: Readonly<Record<string, string>> = {
  "a.php": "<?php\n",
  "a.vue": "<script>\n",
  Dockerfile: "FROM a\nRUN ",
  Makefile: "all:\n\t",
};

const MANY = 100_000;

/** The word that makes files worth reading. */
const WORD = "zendesk_token";

const INPUTS: Readonly<Record<string, string>> = {
  parentheses: "(".repeat(MANY),
  brackets: `x = ${"[".repeat(MANY)}`,
  braces: "{".repeat(MANY),
  "all brackets": "([{<".repeat(MANY / 4),
  "balanced brackets": `x = ${"[".repeat(MANY)}${"]".repeat(MANY)}`,
  "nested calls": `${WORD} = ${"f(".repeat(MANY / 2)}1${")".repeat(MANY / 2)}`,
  operands: `${WORD} = ${"a+".repeat(MANY / 2)}a`,
  "literals joined": `${WORD} = ${'"a" + '.repeat(MANY / 4)}"a"`,
  "a chain of calls": `${WORD}${'.b("x")'.repeat(10_000)}`,
  "nested blocks": "if (a) {".repeat(1_500),
  "interpolation in interpolation": `x = ${'"${'.repeat(3_000)}`,
  "a line of a megabyte": `${WORD} = "${"a".repeat(1_000_000)}"`,
  "a line of words": `${WORD} ${"zendesk ".repeat(50_000)}`,
  "many lines": `${WORD} = "b"\n`.repeat(6_000),
};

/** Nodes of all facts, each met as often as whoever walks them meets it. */
function nodesOf(file: ParsedFile): number {
  const ofCall = (call: Call): number =>
    [
      ...call.args,
      ...call.named.map((entry) => entry.value),
      ...(call.receiver ? [call.receiver] : []),
    ].reduce((sum, value) => sum + ofValue(value), 1);
  const ofValue = (value: Value): number =>
    value.parts.reduce((sum, part) => {
      if ("call" in part) return sum + ofCall(part);
      if ("object" in part) return part.object.reduce((inner, entry) => inner + ofValue(entry.value), sum);
      if ("list" in part) return part.list.reduce((inner, one) => inner + ofValue(one), sum);
      return "choice" in part ? part.choice.reduce((inner, one) => inner + ofValue(one), sum) : sum + 1;
    }, 1);
  return file.facts.reduce(
    (sum, fact) => sum + (fact.kind === "call" ? ofCall(fact) : "value" in fact ? ofValue(fact.value) : 1),
    0,
  );
}

/** Parses, and gives the file or the reason why not. */
async function attempt(path: string, text: string): Promise<ParsedFile | ParseBound> {
  const begin = performance.now();
  try {
    const file = await parse({ path, text });
    expect(file.masked.length).toBe(text.length);
    expect(nodesOf(file)).toBeLessThanOrEqual(200_000 + 20 * text.length);
    return file;
  } catch (error) {
    if (error instanceof ParseBound) return error;
    throw error;
  } finally {
    expect(performance.now() - begin).toBeLessThan(TIME_BOUND_MS);
  }
}

test("every language is here", () => {
  const seen = new Set(NAMES.map((name) => languageOf(name, "")));
  expect([...seen].sort()).toEqual(Object.keys(adapters).sort());
});

describe.each(NAMES)("%s", (name) => {
  test.each(Object.keys(INPUTS))(
    "%s",
    async (input) => {
      await attempt(name, `${BEFORE[name] ?? ""}${INPUTS[input]}`);
    },
    2 * TIME_BOUND_MS,
  );
});

describe("calls in calls", () => {
  const nested = (depth: number): string =>
    Array.from({ length: 60 }, () => `${WORD}(${"f(".repeat(depth)}"x/token"${")".repeat(depth)});`).join(
      "\n",
    );
  test("as deep as people write are kept", async () => {
    const file = await attempt("a.js", nested(20));
    if (file instanceof ParseBound) throw file;
    expect(file.degraded).toBe(false);
    expect(file.facts.length).toBe(60 * 21);
    expect(JSON.stringify(file.facts)).toContain("/token");
  });
  test.each(["a.js", "a.py", "a.rb", "a.go", "a.kt", "a.lua"])(
    "300 deep become opaque, not the file: %s",
    async (name) => {
      const file = await attempt(name, nested(150));
      if (file instanceof ParseBound) throw file;
      expect(JSON.stringify(file.facts).length).toBeLessThan(50_000_000);
    },
  );
});

describe("bombs", () => {
  const letters = "bcdefghijklmnop".split("");
  const anchors = `a: &a [${WORD}, x, x]\n${letters.map((letter, index) => `${letter}: &${letter} [${`*${letters[index - 1] ?? "a"}, `.repeat(9)}]`).join("\n")}\n`;
  const merges = `a: &a {${WORD}: v}\n${Array.from({ length: 60 }, (_, index) => `b${index}: &b${index}\n  <<: *${index === 0 ? "a" : `b${index - 1}`}\n  x: *${index === 0 ? "a" : `b${index - 1}`}\n  y: *${index === 0 ? "a" : `b${index - 1}`}`).join("\n")}\n`;
  const entities = `<!DOCTYPE a [<!ENTITY e0 "${WORD}">${Array.from({ length: 30 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`).join("")}]><a token="&e30;">&e30;</a>`;
  const fences = `\`\`\`js\nconst ${WORD} = "x";\n\`\`\`\n`.repeat(25_000);
  const heredocs = `cat <<EOF > .env\n${WORD}=x\nEOF\n`.repeat(10_000);
  const scripts = `<script>const ${WORD} = 1;</script>\n`.repeat(10_000);
  const runs = `jobs:\n${`  - run: |\n      curl -u "$M/token:$T" https://acme.zendesk.com\n`.repeat(8_000)}`;
  const labels = `${"a: ".repeat(20_000)}${WORD}`;
  test.each([
    ["anchors", "a.yml", anchors],
    ["merge keys", "a.yml", merges],
    ["entities", "a.xml", entities],
    ["fences", "a.md", fences],
    ["heredocs", "a.sh", heredocs],
    ["scripts", "a.html", scripts],
    ["script values", "a.yml", runs],
    ["labels", "a.js", labels],
    ["quotes", "a.js", `"${"'\"`".repeat(MANY / 3)}`],
    [
      "indentation",
      "a.yml",
      Array.from({ length: 1_500 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"),
    ],
    ["items in items", "a.yml", "- ".repeat(MANY)],
    ["markup in markup", "a.xml", "<a>".repeat(MANY)],
    ["objects in objects", "a.json", '{"a":'.repeat(MANY)],
    ["tables in tables", "a.toml", `a = ${"{ a = ".repeat(MANY)}`],
    ["dots", "a.toml", `${"a.".repeat(MANY)}a = 1`],
    ["NUL and lone surrogates", "a.py", `${WORD}\0\ud800=\udfff"`.repeat(20_000)],
  ])(
    "%s in %s",
    async (_, name, text) => {
      await attempt(name, text);
    },
    2 * TIME_BOUND_MS,
  );

  // NOTE: an exhausted stack ends the process when a regular expression is compiled there, and that happens on the second time only.
  test.each(["a.js", "a.tsx", "a.yml", "a.json", "a.json5", "a.toml"])(
    "brackets again and again in %s",
    async (name) => {
      for (let round = 0; round < 8; round++)
        for (const open of ["(", "[", "{", "[{", "{a:[", "- ", "? ", "<a>"])
          await attempt(name, `x: ${open.repeat(20_000)}`);
    },
    2 * TIME_BOUND_MS,
  );

  test(
    "what comes after the last block that is looked at is left out, and the file says so",
    async () => {
      const file = await attempt("a.md", fences);
      if (file instanceof ParseBound) throw file;
      expect(file.degraded).toBe(true);
      expect(file.facts.length).toBeGreaterThan(10_000);
    },
    2 * TIME_BOUND_MS,
  );
});

test("a file of five megabytes and one of them in a line", async () => {
  for (const text of [
    `${WORD} = "x"\n`.repeat(300_000),
    `${WORD} = "${"x".repeat(5_000_000)}"`,
    `const a = "${"x/token:".repeat(600_000)}";`,
  ]) {
    for (const name of ["a.txt", "a.js"]) await attempt(name, text);
  }
}, 120_000);
