import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv2020, { type ErrorObject } from "ajv/dist/2020.js";
import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { Problem } from "../model/problem.ts";
import { suggest } from "./suggest.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** Schemas stand beside the bundle, in a checkout in `schemas/`. */
function schemaOf(name: "config" | "rule"): object {
  const file = `${name}.schema.json`;
  const path = [join(here, "schemas", file), join(here, "../../schemas", file)].find((one) => existsSync(one));
  if (path === undefined) throw new Error(`schema ${file} is missing`);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Reads a YAML file and checks it against a schema; a mistake becomes a {@link Problem} that names file, line and column. */
export async function readValidated(path: string, shown: string, schema: "config" | "rule"): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new Problem(`the file could not be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`, { where: shown });
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true });
  const place = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset);
    return `${shown}:${line}:${col}`;
  };
  const [syntax] = document.errors;
  if (syntax) throw new Problem(`this is not valid YAML: ${syntax.message.split("\n")[0]?.replace(/ at line .*$/, "") ?? syntax.code}`, { where: place(syntax.pos[0]) });
  const content: unknown = document.toJS({ maxAliasCount: 100 });
  const ajv = new Ajv2020.default({ allErrors: false, strict: false, verbose: true });
  const check = ajv.compile(schemaOf(schema));
  if (content === null && schema === "config") return {};
  if (check(content)) return content;
  const [error] = check.errors ?? [];
  if (!error) return content;
  const { message, help } = wording(error);
  throw new Problem(message, { where: place(offsetOf(document.contents, error)), help });
}

function wording(error: ErrorObject): { message: string; help?: string } {
  const at = error.instancePath === "" ? "" : `${error.instancePath.slice(1).replace(/\//g, ".")}: `;
  if (error.keyword === "additionalProperties") {
    const key = String(error.params["additionalProperty"]);
    return { message: `${at}there is no setting "${key}"`, help: suggest(key, Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? (error.schema as object) ?? {})) };
  }
  if (error.keyword === "enum") return { message: `${at}this value is not allowed`, help: `Allowed: ${(error.params["allowedValues"] as unknown[]).join(", ")}.` };
  return { message: `${at}${error.message ?? error.keyword}` };
}

/** Offset of the node an error is about; the key itself for an unknown key. */
function offsetOf(root: Node | null, error: ErrorObject): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  const segments = error.instancePath.split("/").slice(1).map((segment) => segment.replace(/~1/g, "/").replace(/~0/g, "~"));
  for (const segment of segments) {
    if (isMap(node)) node = node.items.find((item) => String(item.key) === segment)?.value;
    else if (isSeq(node)) node = node.items[Number(segment)];
    if (isNode(node)) offset = node.range?.[0] ?? offset;
  }
  if (error.keyword === "additionalProperties" && isMap(node)) {
    const key = node.items.find((item) => String(item.key) === error.params["additionalProperty"])?.key;
    if (isNode(key)) offset = key.range?.[0] ?? offset;
  }
  return offset;
}
