import type { ShapeMatcher } from "../../model/rule.ts";
import type { FileContext, Found } from "../context.ts";
import { assignedVariable } from "./assigned-variable.ts";
import { authOption } from "./auth-option.ts";
import { curl } from "./curl.ts";
import { declaration } from "./declaration.ts";
import { declaredKey } from "./declared-key.ts";
import { endpoint } from "./endpoint.ts";
import { half } from "./half.ts";
import { header } from "./header.ts";
import { literal } from "./literal.ts";
import { mention } from "./mention.ts";
import { pair } from "./pair.ts";
import { read } from "./read.ts";
import { settings } from "./settings.ts";
import { settingsObject } from "./settings-object.ts";
import { webhook } from "./webhook.ts";

type Emit = (found: Found) => void;
type Shape = (context: FileContext, emit: Emit, parameters: ShapeMatcher["with"]) => void;

/** The shapes a rule can name under `shape:`, one file each. */
export const shapes: Readonly<Record<string, Shape>> = {
  "assigned-variable": assignedVariable,
  "auth-option": authOption,
  "basic-header": (context, emit) => header(context, "basic", emit),
  "bearer-header": (context, emit) => header(context, "bearer", emit),
  curl,
  declaration,
  "declared-key": declaredKey,
  endpoint: (context, emit, parameters) =>
    endpoint(context, { paths: strings(parameters?.["paths"]), post: parameters?.["post"] === true }, emit),
  half,
  literal,
  mention,
  pair,
  read,
  "settings-object": settingsObject,
  settings: (context, emit, parameters) => settings(context, parameters, emit),
  webhook,
};

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
