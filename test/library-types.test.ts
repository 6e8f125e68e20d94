import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Config } from "../src/config/index.ts";
import type * as api from "../src/library/api.ts";
import * as library from "../src/library/index.ts";
import type { ProblemCode } from "../src/model/problem.ts";
import type { FormatId } from "../src/report/index.ts";
import { temporaryFolder } from "./bundle.ts";

const root = join(import.meta.dirname, "..");
const tsc = join(root, "node_modules/typescript/bin/tsc");

/** True when two types are the same one, property by property. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// `npm run types` checks what is inside against what is published.
const functions: Pick<typeof api, "scan" | "migrate"> = library;
const error: api.ZunsetError = new library.ZunsetError("wrong", { code: "problem" });
const formats: Same<api.Format, FormatId> = true;
const config: Same<api.Config, Config> = true;
const codes: Same<api.ErrorCode, ProblemCode | "bug"> = true;

test("the library exports what is published, and nothing else", () => {
  const published = readFileSync(join(root, "src/library/api.ts"), "utf8");
  const names = [...published.matchAll(/^export declare (?:function|class) (\w+)/gm)].map(([, name]) => name);
  expect(Object.keys(library).sort()).toEqual(names.sort());
  expect(Object.keys(functions).sort()).toEqual(names.sort());
  expect([error.name, error instanceof Error, formats, config, codes]).toEqual([
    "ZunsetError",
    true,
    true,
    true,
    true,
  ]);
});

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema;
}

/** The type that a schema describes, without a name of ours. */
function typeOf(schema: Schema, defs: Readonly<Record<string, Schema>>): string {
  const inner = (one: Schema | undefined): string => typeOf(one ?? {}, defs);
  if (schema.$ref !== undefined) return inner(defs[schema.$ref.replace("#/$defs/", "")]);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return `(${schema.enum.map((one) => JSON.stringify(one)).join(" | ")})`;
  if (schema.oneOf) return `(${schema.oneOf.map(inner).join(" | ")})`;
  if (schema.items) return `readonly ${inner(schema.items)}[]`;
  if (schema.propertyNames)
    return `{ readonly [name in ${inner(schema.propertyNames)}]?: ${inner(schema.additionalProperties)} }`;
  if (schema.properties) {
    const required = new Set(schema.required);
    return `{ ${Object.entries(schema.properties)
      .map(([name, one]) => `readonly "${name}"${required.has(name) ? "" : "?"}: ${inner(one)}`)
      .join("; ")} }`;
  }
  return [schema.type ?? "never"]
    .flat()
    .map((name) => (name === "integer" ? "number" : name))
    .join(" | ");
}

describe("the published types", () => {
  const folder = temporaryFolder("types");
  const published = join(folder, "node_modules/zunset");
  beforeAll(() => {
    // As the build writes them, without building all the rest.
    const out = execFileSync(process.execPath, [join(root, "scripts/build.mjs"), "--types"], {
      encoding: "utf8",
    });
    mkdirSync(join(published, "dist"), { recursive: true });
    writeFileSync(join(published, "dist/index.d.ts"), out);
    cpSync(join(root, "package.json"), join(published, "package.json"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the compiler says of a module that imports them, with nothing else installed. */
  function compile(name: string, text: string, ...flags: readonly string[]): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    const given = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false", "--types", ""];
    const { stdout } = spawnSync(
      process.execPath,
      [tsc, "--noEmit", ...given, "--target", "es2022", "--lib", "es2022", ...flags, file],
      { cwd: folder, encoding: "utf8" },
    );
    return stdout;
  }

  const schema = (name: string): Schema => JSON.parse(readFileSync(join(root, "schemas", name), "utf8"));
  const same = (type: string, of: Schema): string =>
    [
      `import type { ${type} } from "zunset";`,
      "type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;",
      "type Flat<T> = T extends object ? { [name in keyof T]: Flat<T[name]> } : T;",
      `type Described = ${typeOf(of, of.$defs ?? {})};`,
      `export const same: Same<${type}, Described> = true;`,
    ].join("\n");

  test.each([
    ["Report", "report-v1.schema.json"],
    ["MigrationPlan", "migration-v1.schema.json"],
  ])("%s is what %s describes", (type, name) => {
    const whole = schema(name);
    expect(compile("same.mts", same(type, whole), "--module", "nodenext")).toBe("");
    // One property more or less would be told.
    const { tool: _, version: __, ...others } = whole.properties ?? {};
    expect(
      compile("less.mts", same(type, { ...whole, properties: others }), "--module", "nodenext"),
    ).toContain("error TS2322");
  });

  const CONSUMER = `import { type Finding, migrate, type Report, scan, ZunsetError } from "zunset";

export async function errors(paths: readonly string[]): Promise<readonly Finding[]> {
  const found = await scan({ paths, config: { failOn: "error" }, asOf: undefined, onProgress: (done: number) => void done });
  const report: Report = found.report;
  const code: 0 | 1 = found.exitCode("note");
  const [run] = (await found.sarif({ category: "acme" })).runs;
  return code === 1 && run?.["results"] ? report.findings.filter(({ severity }) => severity === "error") : [];
}

export async function refused(): Promise<string[]> {
  try {
    const { plan, apply } = await migrate({ transition: "dual" });
    await apply({ force: true });
    return plan.sites.map((site) => (site.outcome === "refused" ? site.decide : site.title));
  } catch (error) {
    return error instanceof ZunsetError && error.code === "changed" ? [error.where ?? ""] : [];
  }
}
`;
  const WRONG = `
// @ts-expect-error: no such option
await scan({ path: "." });
// @ts-expect-error: no such severity
(await scan()).exitCode("fatal");
// @ts-expect-error: a report is not to be changed
(await scan()).report.findings[0].rule = "";
// @ts-expect-error: nobody else makes one
new ZunsetError();
`;
  test.each([
    ["nodenext", "consumer.mts", ["--module", "nodenext"]],
    ["a bundler", "consumer.ts", ["--module", "esnext", "--moduleResolution", "bundler"]],
    ["CommonJS", "consumer.cts", ["--module", "nodenext"]],
  ])("compile under %s with nothing else installed", (_, name, flags) => {
    const text = name.endsWith(".cts") ? CONSUMER : CONSUMER + WRONG;
    expect(compile(name, text, ...flags)).toBe("");
  });
});
