import type { Call, Fact, ParsedFile, Part, Value } from "./fact.ts";
import { lineAt, lineStarts } from "./lines.ts";

const quote = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);

function renderPart(part: Part): string {
  if ("text" in part) return quote(part.text);
  if ("name" in part) return part.name;
  if ("env" in part) return `env(${part.env})`;
  if ("call" in part) return renderCall(part);
  if ("object" in part)
    return `{${part.object.map((entry) => `${entry.key}: ${renderValue(entry.value)}`).join(", ")}}`;
  if ("list" in part) return `[${part.list.map(renderValue).join(", ")}]`;
  if ("choice" in part) return `(${part.choice.map(renderValue).join(" | ")})`;
  if ("secret" in part) return `secret(${part.secret}, ${part.length})`;
  return "?";
}

/** A value in one line, for tests and `zunset why`: `"https://" + sub + env(ZENDESK_TOKEN)`. */
function renderValue(value: Value): string {
  return value.parts.length === 0 ? '""' : value.parts.map(renderPart).join(" + ");
}

function renderCall(call: Call): string {
  const args = [
    ...call.args.map(renderValue),
    ...call.named.map((entry) => `${entry.key}=${renderValue(entry.value)}`),
  ];
  return `${call.receiver ? `<${renderValue(call.receiver)}>.` : ""}${call.call}(${args.join(", ")})`;
}

/** A fact in one line, without its place: `assign this.token = env(ZENDESK_TOKEN)`. */
export function renderFact(fact: Fact): string {
  switch (fact.kind) {
    case "value":
    case "return":
    case "prose":
      return `${fact.kind} ${renderValue(fact.value)}`;
    case "assign":
      return `${fact.field ? "field" : "assign"} ${fact.name} = ${renderValue(fact.value)}`;
    case "call":
      return `call ${renderCall(fact)}`;
    case "entry":
      return `${fact.commented ? "commented entry" : "entry"} ${fact.path.join(" / ")} = ${renderValue(fact.value)}`;
    case "import":
      return `import ${fact.module} {${fact.names.map((name) => (name.imported === name.local ? name.local : `${name.imported} as ${name.local}`)).join(", ")}}`;
    case "export":
      return `export ${fact.name} = ${fact.local}${fact.from ? ` from ${fact.from}` : ""}`;
  }
}

/** All facts of a file, a line each with line number and scope, in source order; the form of the golden files. */
export function renderFile(file: ParsedFile): string {
  const starts = lineStarts(file.masked);
  const line = (offset: number): number => lineAt(starts, offset);
  const scopeName = (id: number): string => {
    const scope = file.scopes[id];
    if (!scope || scope.parent === null) return "";
    const params = scope.params
      .map((param) => param.name + (param.default ? `=${renderValue(param.default)}` : ""))
      .join(", ");
    const own =
      scope.kind === "class"
        ? scope.name
        : `${scope.name || "·"}(${params})${scope.of ? `@${scope.of}` : ""}`;
    return `${scopeName(scope.parent)}${own} > `;
  };
  return [...file.facts]
    .map((fact, index) => ({ fact, index }))
    .sort((a, b) => a.fact.at.start - b.fact.at.start || b.fact.at.end - a.fact.at.end || a.index - b.index)
    .map(
      ({ fact }) =>
        `${String(line(fact.at.start)).padStart(3)} ${scopeName(fact.scope)}${renderFact(fact)}\n`,
    )
    .join("");
}
