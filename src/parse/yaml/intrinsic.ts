import type { Entry, Part, Span, Value } from "../../model/fact.ts";
import { opaqueValue, textValue, value } from "../adapter.ts";
import { interpolate } from "../interpolation.ts";
import { at, type ConfigNode, type MapNode, type ScalarNode, textOf } from "./node.ts";
import { placeIn } from "./pieces.ts";

/** Values nested deeper are opaque. */
const DEPTH_BOUND = 60;

/** References Kubernetes, external-secrets and their kin resolve at run time. */
const REFERENCES = new Set([
  "secretKeyRef",
  "configMapKeyRef",
  "fieldRef",
  "resourceFieldRef",
  "remoteRef",
  "ssmParameterRef",
  "secretRef",
]);

/** CloudFormation's and SAM's functions by their YAML tag. */
const FUNCTIONS = new Set([
  "Ref",
  "Sub",
  "Join",
  "GetAtt",
  "ImportValue",
  "FindInMap",
  "Base64",
  "Select",
  "Split",
  "If",
  "GetAZs",
  "Cidr",
  "Transform",
  "ToJsonString",
  "Length",
]);

function functionName(key: string): string | undefined {
  if (key === "Ref") return key;
  const name = key.startsWith("Fn::") ? key.slice(4) : undefined;
  return name && FUNCTIONS.has(name) ? name : undefined;
}

/** A scalar with its placeholders seen. */
export function scalarValue(node: ScalarNode, dollar: "env" | "name" = "env"): Value {
  if (node.literal === "number") return opaqueValue(node.at);
  if (node.literal === "null") return { at: node.at, parts: [] };
  if (node.literal === "boolean") return textValue(node.at, node.text.toLowerCase());
  return value(node.at, interpolate(node.text, placeIn(node.pieces), { dollar }));
}

/** A value for any node: text with its placeholders, a function's result, an object or a list. */
export function nodeValue(node: ConfigNode, depth = 0): Value {
  if (depth > DEPTH_BOUND) return opaqueValue(node.at);
  const intrinsic = intrinsicValue(node, depth);
  if (intrinsic) return intrinsic;
  switch (node.kind) {
    case "scalar":
      return scalarValue(node);
    case "alias":
      return value(node.at, [{ name: node.name }]);
    case "list":
      return value(node.at, [{ list: node.items.map((item) => nodeValue(item, depth + 1)) }]);
    case "map":
      return value(node.at, [{ object: entriesOf(node, depth) }]);
  }
}

function entriesOf(node: MapNode, depth: number): Entry[] {
  return node.pairs.map((pair) => ({
    key: pair.key,
    at: pair.keyAt,
    value: nodeValue(pair.value, depth + 1),
  }));
}

/** The value a tag, a CloudFormation function or a reference to a secret stands for; undefined for plain data. */
export function intrinsicValue(node: ConfigNode, depth = 0): Value | undefined {
  if (node.kind === "alias") return undefined;
  if (node.tag && node.kind !== "map") return tagged(node.tag, node, depth);
  if (node.kind !== "map" || node.pairs.length === 0) return undefined;
  const [first] = node.pairs;
  if (!first) return undefined;
  // `valueFrom: {secretKeyRef: {…}, optional: true}`, `{Ref: X}`, `{"Fn::Sub": "…"}`.
  if (REFERENCES.has(first.key) && first.value.kind === "map")
    return value(node.at, [reference(first.key, first.value, depth)]);
  const name = functionName(first.key);
  if (node.pairs.length !== 1 || !name) return undefined;
  const parts = functionParts(name, first.value, node.at, depth);
  return parts ? value(node.at, parts) : undefined;
}

/** `secretKeyRef(name, key)`, `remoteRef(key, property)`: the texts in source order with `name` and `key` first, everything else named. */
export function reference(callee: string, node: MapNode, depth = 0): Part {
  const order = callee === "remoteRef" ? ["key", "property"] : ["name", "key"];
  const positional = order.flatMap((key) => at(node, key) ?? []);
  const named = entriesOf(node, depth).filter((entry) => !order.includes(entry.key));
  return { call: callee, args: positional.map((argument) => nodeValue(argument, depth + 1)), named };
}

function tagged(
  tag: string,
  node: Exclude<ConfigNode, { kind: "alias" | "map" }>,
  depth: number,
): Value | undefined {
  if (FUNCTIONS.has(tag)) {
    const { tag: _, ...plain } = node;
    const parts = functionParts(tag, plain as ConfigNode, node.at, depth);
    return parts ? value(node.at, parts) : undefined;
  }
  if (node.kind !== "scalar" || node.style === "block" || node.text === "") return undefined;
  const name = tag.toLowerCase();
  if (name === "env" || name === "env_var") {
    const [variable, ...rest] = node.text.split(/\s+/);
    if (variable && /^\w+$/.test(variable)) {
      const read = value(node.at, [{ env: variable }]);
      return rest.length === 0
        ? read
        : value(node.at, [{ choice: [read, textValue(node.at, rest.join(" "))] }]);
    }
    return scalarValue(node);
  }
  // `!secret zendesk_token`, `!var x`: resolved by whoever reads the file.
  if (/^\w+$/.test(name) && /^[\w./:-]+$/.test(node.text))
    return value(node.at, [{ call: tag, args: [textValue(node.at, node.text)], named: [] }]);
  return undefined;
}

function functionParts(name: string, argument: ConfigNode, span: Span, depth: number): Part[] | undefined {
  const text = textOf(argument);
  const items = argument.kind === "list" ? argument.items : [];
  switch (name) {
    case "Ref":
      return text ? [{ name: text.replaceAll("::", ".") }] : undefined;
    case "GetAtt": {
      const path = text ?? items.map((item) => textOf(item) ?? "*").join(".");
      return path ? [{ name: path }] : undefined;
    }
    case "Sub": {
      const template = argument.kind === "scalar" ? argument : items[0];
      if (template?.kind !== "scalar") return undefined;
      return substitute([...scalarValue(template, "name").parts], items[1], depth);
    }
    case "Join": {
      const [separator, list] = items;
      const between = textOf(separator) ?? "";
      if (list?.kind !== "list") break;
      return list.items.flatMap((item, index): Part[] => [
        ...(index > 0 ? [{ text: between }] : []),
        ...nodeValue(item, depth + 1).parts,
      ]);
    }
    case "If":
      if (items.length !== 3) break;
      return [{ choice: items.slice(1).map((item) => nodeValue(item, depth + 1)) }];
  }
  const args =
    argument.kind === "list"
      ? items.map((item) => nodeValue(item, depth + 1))
      : [nodeValue(argument, depth + 1)];
  return [{ call: name, args: args.length > 0 ? args : [opaqueValue(span)], named: [] }];
}

/** `Fn::Sub` with a map of its own: `["${mail}/token", {mail: !Ref Email}]`. */
function substitute(parts: Part[], variables: ConfigNode | undefined, depth: number): Part[] {
  if (variables?.kind !== "map") return parts;
  return parts.flatMap((part) => {
    const own = "name" in part ? at(variables, part.name) : undefined;
    return own ? nodeValue(own, depth + 1).parts : [part];
  });
}
