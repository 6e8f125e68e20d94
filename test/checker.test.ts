import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { Checker } from "../src/codemod/javascript/checker.ts";

const QUESTION = {
  before: new Map([["src/a.ts", 'export const count: number = "one";\nexport const name = "acme";\n']]),
  after: new Map([
    ["src/a.ts", 'export const count: number = "one";\nexport const name: number = "acme";\n'],
  ]),
  paths: ["src/a.ts"],
  config: '{ "compilerOptions": { "strict": true } }',
};
const ANSWER = [
  { path: "src/a.ts", what: "TS2322 in line 2: Type 'string' is not assignable to type 'number'." },
];
const BUNDLED = pathToFileURL(join(import.meta.dirname, "../dist/typecheck.js"));

const script = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

test("only what a change brings is told", async () => {
  const checker = new Checker({ threads: 0 });
  expect(await checker.check(QUESTION)).toEqual(ANSWER);
  expect(await checker.check({ ...QUESTION, before: QUESTION.after })).toEqual([]);
});

test("the thread answers as the compiler does here, also a second time and by other options", async () => {
  const checker = new Checker({ threads: 1, script: BUNDLED });
  checker.prepare();
  try {
    expect(await checker.check(QUESTION)).toEqual(ANSWER);
    const loose = {
      ...QUESTION,
      after: new Map([["src/a.ts", "export const f = (given) => given;\n"]]),
      config: "",
    };
    expect(await checker.check(loose)).toEqual([]);
    const exact = new Map([["src/b.ts", "export const n: string = null;\n"]]);
    const b = { before: new Map<string, string>(), after: exact, paths: ["src/b.ts"] };
    expect(await checker.check({ ...b, config: QUESTION.config })).toEqual([
      { path: "src/b.ts", what: "TS2322 in line 1: Type 'null' is not assignable to type 'string'." },
    ]);
    expect(await checker.check({ ...b, config: "" })).toEqual([]);
  } finally {
    checker.close();
  }
});

test("what is not checked to the end has failed: in time, and when the thread dies", async () => {
  const deaf = new Checker({ threads: 1, boundMs: 50, script: script("setInterval(() => {}, 1000)") });
  expect(await deaf.check(QUESTION)).toEqual([
    { path: "src/a.ts", what: "It could not be type-checked in time." },
  ]);
  for (const code of ["process.exit(1)", 'throw new Error("zd-secret")']) {
    const dying = new Checker({ threads: 1, script: script(code) });
    expect(await dying.check(QUESTION)).toEqual([{ path: "src/a.ts", what: "The compiler gave up on it." }]);
  }
});

test("types that take for ever are ended", async () => {
  const types = Array.from(
    { length: 20 },
    (_, n) => `type W${n} = \`\${L}\${L}\${L}\${L}\`;
type X${n}<T> = T extends \`\${infer A}\${infer B}\` ? X${n}<B> | A : never;
export const w${n}: Record<W${n}, 1> = {} as { [K in W${n} as \`\${K}\${L}\`]: X${n}<K> };`,
  );
  const bomb = ['type L = "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j";', ...types].join("\n");
  const checker = new Checker({ threads: 1, boundMs: 1_500, script: BUNDLED });
  const begin = performance.now();
  expect(await checker.check({ ...QUESTION, after: new Map([["src/a.ts", bomb]]) })).toEqual([
    { path: "src/a.ts", what: "It could not be type-checked in time." },
  ]);
  expect(performance.now() - begin).toBeLessThan(10_000);
});
