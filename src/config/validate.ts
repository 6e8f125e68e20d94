import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { Problem } from "../model/problem.ts";
import { type Document, type Path, readDocument } from "./document.ts";
import { suggest } from "./suggest.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** What a YAML file may be checked against: `schemas/<name>.schema.json`. */
type SchemaName = "config" | "rule" | "baseline";

/** Schemas stand beside the bundle, in a checkout in `schemas/`. */
function readSchema(name: SchemaName): { readonly $id: string } {
  const file = `${name}.schema.json`;
  const path = [join(here, "schemas", file), join(here, "../../schemas", file)].find((one) =>
    existsSync(one),
  );
  if (path === undefined) throw new Error(`schema ${file} is missing`);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Reads a YAML file and checks it against a schema; a mistake becomes a {@link Problem} that names file, line and column. */
export function readValidated(path: string, shown: string, name: SchemaName): Document {
  return validated(readDocument(path, shown), name);
}

/** Checks plain data that a program gives in the place of a file, in which places are told as `config.only[0]`. */
export function checkContent(content: unknown, name: "config"): Document {
  const place = (path: Path, key?: string): string => {
    const inside = spell(key === undefined ? path : [...path, key]);
    return inside === "" ? name : `${name}.${inside}`;
  };
  return validated({ content, place, offset: () => 0, text: "" }, name);
}

/** A document that keeps to a schema; a mistake becomes a {@link Problem} that names file, line and column. */
export function validated(document: Document, name: SchemaName): Document {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
  ajv.addFormat("regex", isRegularExpression);
  const schema = readSchema(name);
  const check = ajv.compile(schema);
  // An empty configuration says nothing, which is allowed.
  const content = document.content ?? (name === "config" ? {} : null);
  if (check(content)) return { ...document, content };
  const inBranch = (kind: string, data: unknown): readonly ErrorObject[] => {
    const branch = ajv.getSchema(`${schema.$id}#/$defs/${kind}`);
    return branch && !branch(data) ? (branch.errors ?? []) : [];
  };
  throw problemOf(document, telling(check.errors ?? [], inBranch));
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** The first mistake in the order of the text. */
function problemOf(document: Document, errors: readonly ErrorObject[]): Problem {
  const [first] = errors
    .map((error) => {
      const path = pathOf(error.instancePath);
      const key = unknownKey(error);
      return { error, path, key, offset: document.offset(path, key) };
    })
    .sort((a, b) => a.offset - b.offset || b.path.length - a.path.length);
  if (!first) return new Problem("this is not what the schema asks for", { where: document.place([]) });
  const { message, help } = wording(first.error, first.path);
  return new Problem(message, { where: document.place(first.path, first.key), help });
}

/** Ways to write a matcher of a rule: each has a key of its own name. */
const MATCHERS = ["call", "assign", "entry", "shape"];

/**
 * Of the ways an item could be written, only what is wrong with the one it was meant to be helps; what the others miss does not.
 * An item that is none of them, or several, is told so.
 */
function telling(
  errors: readonly ErrorObject[],
  inBranch: (kind: string, data: unknown) => readonly ErrorObject[],
): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === "oneOf");
  const inside = ({ instancePath }: ErrorObject): boolean =>
    choices.some((choice) => `${instancePath}/`.startsWith(`${choice.instancePath}/`));
  return [
    ...errors.filter((error) => !inside(error)),
    ...choices.flatMap((choice) => {
      const [kind, ...others] = kindsOf(choice.data);
      if (kind === undefined || others.length > 0) return [choice];
      return inBranch(kind, choice.data).map((error) => ({
        ...error,
        instancePath: choice.instancePath + error.instancePath,
      }));
    }),
  ];
}

const kindsOf = (data: unknown): string[] =>
  typeof data === "object" && data !== null ? MATCHERS.filter((kind) => kind in data) : [];

const pathOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replace(/~1/g, "/").replace(/~0/g, "~"));

/** `match[0].where`. */
const spell = (path: Path): string =>
  path
    .map((segment) => (/^\d+$/.test(String(segment)) ? `[${segment}]` : `.${segment}`))
    .join("")
    .slice(1);

function unknownKey(error: ErrorObject): string | undefined {
  return error.keyword === "additionalProperties" ? String(error.params["additionalProperty"]) : undefined;
}

function wording(error: ErrorObject, path: Path): { message: string; help?: string } {
  const name = path.length === 0 ? "" : `${spell(path)} `;
  const key = unknownKey(error);
  if (key !== undefined) {
    const known = Object.keys(error.parentSchema?.["properties"] ?? {});
    return {
      message: `there is no setting "${key}"${name && ` in ${name.trim()}`}`,
      help: suggest(key, known),
    };
  }
  switch (error.keyword) {
    case "required":
      return { message: `${name || "this "}lacks "${error.params["missingProperty"]}"` };
    case "type":
      return {
        message: `${name || "this "}has to be ${typeNames(error.params["type"])}, not ${kindOf(error.data)}`,
      };
    case "enum": {
      const allowed = (error.params["allowedValues"] as unknown[]).map(String);
      return { message: `${name}cannot be ${clip(error.data)}`, help: suggest(String(error.data), allowed) };
    }
    case "oneOf": {
      const given = kindsOf(error.data);
      const which = given.length === 0 ? "one of" : `only one of ${given.join(" and ")}, of`;
      return { message: `${name}needs ${which} the keys ${MATCHERS.join(", ")}` };
    }
    case "format":
      return {
        message: `${name}is no ${error.params["format"] === "regex" ? "regular expression" : error.params["format"]}`,
      };
    default:
      return { message: `${name}${error.message ?? error.keyword}` };
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  null: "empty",
  number: "a number",
  object: "a mapping of keys to values",
  string: "text",
};

function typeNames(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((one) => TYPES[String(one)] ?? String(one)).join(" or ");
}

function kindOf(data: unknown): string {
  if (data === null) return "empty";
  if (Array.isArray(data)) return "a list";
  return TYPES[typeof data] ?? typeof data;
}

/** A short value as it was written; longer ones are not repeated. */
function clip(data: unknown): string {
  const text = JSON.stringify(data) ?? String(data);
  return text.length <= 40 ? text : "this";
}
