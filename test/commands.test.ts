import { expect, test } from "vitest";
import type { Fact } from "../src/model/fact.ts";
import { parse } from "../src/parse/index.ts";

/** The arguments of the curl commands in a program, each as the source spells it. */
async function spelled(path: string, text: string): Promise<string[][]> {
  const { facts } = await parse({ path, text });
  return facts
    .filter((fact): fact is Extract<Fact, { kind: "call" }> => fact.kind === "call" && fact.call === "curl")
    .map(({ args }) => args.map(({ at }) => text.slice(at.start, at.end)));
}

test("arguments of a command in a program stand where they are spelled", async () => {
  const url = "https://acme.zendesk.com/a.json";
  const cases: readonly (readonly [path: string, text: string, pair: string])[] = [
    ["a.py", `os.system("curl -u $M/token:$K ${url}")`, "$M/token:$K"],
    ["b.py", `os.system(f"curl -u {mail}/token:{key} ${url}")`, "{mail}/token:{key}"],
    ["c.py", `os.system("curl -u \\"$M/token:$K\\" ${url}")`, '\\"$M/token:$K\\"'],
    ["d.py", `os.system("curl "\n  "-u $M/token:$K "\n  "${url}")`, "$M/token:$K"],
    ["e.js", `execSync(\`curl -u \${mail}/token:\${key} ${url}\`)`, "$" + "{mail}/token:$" + "{key}"],
    ["f.js", `exec("curl -u " + mail + "/token:" + key + " ${url}")`, '" + mail + "/token:" + key + "'],
    ["g.rb", `\`curl -u #{mail}/token:#{key} ${url}\``, "#{mail}/token:#{key}"],
    ["h.php", `<?php exec('curl -u "$M/token:$K" ${url}');`, '"$M/token:$K"'],
  ];
  for (const [path, text, pair] of cases) {
    const [command, ...others] = await spelled(path, text);
    expect(others, path).toEqual([]);
    expect(command?.[0], path).toBe("-u");
    expect(command?.[1], path).toBe(pair);
    expect(command?.[2], path).toBe(url);
  }
});

test("what a program fills in keeps its meaning in quotes of every kind", async () => {
  for (const quoted of ["{mail}/token:{key}", "'{mail}/token:{key}'", '\\"{mail}/token:{key}\\"']) {
    const text = `os.system(f"curl -u ${quoted} https://acme.zendesk.com/a.json")`;
    const { facts } = await parse({ path: "a.py", text });
    const curl = facts.find((fact) => fact.kind === "call" && fact.call === "curl");
    expect(curl, quoted).toMatchObject({
      args: [{}, { parts: [{ name: "mail" }, { text: "/token:" }, { name: "key" }] }, {}],
    });
  }
});

test("a command is one only where a program runs it", async () => {
  for (const text of [
    'print("curl -u $M/token:$K https://acme.zendesk.com/a.json")',
    'help = "curl -u $M/token:$K https://acme.zendesk.com/a.json"',
    'os.system("echo curling")',
    "os.system(curl)",
  ])
    expect(await spelled("a.py", text), text).toEqual([]);
  // Of two values nobody knows which is run.
  expect(await spelled("a.py", 'c = "curl https://a"\nc = "curl https://b"\nos.system(c)')).toEqual([]);
  expect(await spelled("a.py", 'c = "curl https://a"\nos.system(c)')).toHaveLength(1);
});

test("characters that stand for values are not taken from a file", async () => {
  const text = 'os.system("curl -u \ue000/token:" + key + " https://acme.zendesk.com/a.json")';
  expect(await spelled("a.py", text)).toEqual([]);
  const inner = `os.system("curl " + name + "x -u " + "a" + ${"x + ".repeat(30)}" https://b; " + tool + "=1 " + tool + "z")`;
  const { facts } = await parse({ path: "a.py", text: inner });
  expect(JSON.stringify(facts)).not.toMatch(/[\ue000-\uf8ff]/);
});

test("many and long commands take bounded time", async () => {
  const started = performance.now();
  const escapes = 'a\\n\\"b\\x41'.repeat(1_500);
  const broken = Array.from({ length: 400 }, (_, index) => `"x${index} "`).join("\n  ");
  const command = `os.system("curl https://a ${escapes}")\nos.system("curl https://a "\n${broken})\n`;
  await parse({ path: "a.py", text: command.repeat(30) });
  const shared = `c = "curl https://a ${"y".repeat(19_000)}"\n${"os.system(c)\n".repeat(20_000)}`;
  expect(await spelled("b.py", shared)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(8_000);
});
