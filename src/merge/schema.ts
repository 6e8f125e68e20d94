/** A closed object: whatever is not named is refused, so that nothing unknown gets from an input to the output. */
function object(properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []): unknown {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

const list = (items: unknown, limits: Readonly<Record<string, number>> = {}): unknown => ({
  type: "array",
  items,
  ...limits,
});

const text = { type: "string" };
const someText = { type: "string", minLength: 1 };
const place = { type: "integer", minimum: 1 };
const message = object({ text: someText });
const uri = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9+.-]*://[!#-;=?-Z_a-z~\\[\\]]+$" };
const level = { enum: ["error", "warning", "note"] };

const artifactLocation = object({
  uri: { type: "string", pattern: "^(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-Fa-f]{2})+$" },
  uriBaseId: { const: "%SRCROOT%" },
});
const region = object(
  { startLine: place, startColumn: place, endLine: place, endColumn: place, snippet: object({ text }) },
  ["startColumn", "endLine", "endColumn", "snippet"],
);
const physicalLocation = object({ artifactLocation, region, contextRegion: region }, [
  "region",
  "contextRegion",
]);
const location = object({ id: place, physicalLocation, message }, ["id", "message"]);

const rule = object({
  id: someText,
  name: { type: "string", minLength: 1, maxLength: 255 },
  shortDescription: object({ text: { type: "string", minLength: 1, maxLength: 1024 } }),
  fullDescription: object({ text: { type: "string", minLength: 1, maxLength: 1024 } }),
  help: object({ text: someText, markdown: someText }),
  helpUri: uri,
  defaultConfiguration: object({ level }),
  properties: object({
    tags: list(someText, { maxItems: 10 }),
    precision: { enum: ["very-high", "high", "medium", "low"] },
    "problem.severity": { enum: ["error", "warning", "recommendation"] },
    "security-severity": { type: "string", pattern: "^(?:10|\\d)(?:\\.\\d)?$" },
  }),
});

const suppression = object(
  {
    kind: { enum: ["inSource", "external"] },
    status: { enum: ["accepted", "underReview", "rejected"] },
    justification: text,
    location,
    properties: object({ until: text }, ["until"]),
  },
  ["status", "justification", "location", "properties"],
);

const fix = object({
  description: message,
  artifactChanges: list(
    object({
      artifactLocation,
      replacements: list(
        object({ deletedRegion: region, insertedContent: object({ text }) }, ["insertedContent"]),
        {
          minItems: 1,
        },
      ),
    }),
    { minItems: 1 },
  ),
});

const result = object(
  {
    ruleId: someText,
    ruleIndex: { type: "integer", minimum: 0 },
    level,
    message,
    locations: list(location, { minItems: 1, maxItems: 1 }),
    relatedLocations: list(location, { maxItems: 1000 }),
    codeFlows: list(
      object({
        threadFlows: list(
          object({ locations: list(object({ location }), { minItems: 1, maxItems: 10_000 }) }),
          { minItems: 1 },
        ),
      }),
      { minItems: 1 },
    ),
    partialFingerprints: {
      type: "object",
      propertyNames: { pattern: "^[\\w.-]+(?:/v\\d+)?$" },
      additionalProperties: someText,
    },
    baselineState: { enum: ["new", "unchanged"] },
    suppressions: list(suppression),
    fixes: list(fix),
    properties: object(
      {
        confidence: { enum: ["high", "medium", "low"] },
        placement: { enum: ["code", "test", "docs", "example"] },
        deadline: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
        credential: text,
      },
      ["credential"],
    ),
  },
  ["ruleIndex", "relatedLocations", "codeFlows", "baselineState", "suppressions", "fixes"],
);

const notification = object(
  { descriptor: object({ id: someText }), level, message, locations: list(object({ physicalLocation })) },
  ["locations"],
);

const run = object(
  {
    tool: object({
      driver: object({
        name: { const: "zunset" },
        fullName: someText,
        semanticVersion: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+[\\w.+-]*$" },
        informationUri: uri,
        rules: list(rule, { maxItems: 25_000 }),
      }),
    }),
    automationDetails: object(
      {
        id: {
          type: "string",
          pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]{1,2000}/[^/\\u0000-\\u001f\\u007f-\\u009f]{0,500}$",
        },
        properties: {
          type: "object",
          propertyNames: { pattern: "^azuredevops/pipeline/build/\\w+$" },
          additionalProperties: text,
        },
      },
      ["properties"],
    ),
    versionControlProvenance: list(
      object(
        {
          repositoryUri: uri,
          revisionId: someText,
          branch: someText,
          mappedTo: object({ uriBaseId: { const: "%SRCROOT%" } }),
        },
        ["revisionId", "branch"],
      ),
      { minItems: 1, maxItems: 1 },
    ),
    columnKind: { const: "utf16CodeUnits" },
    originalUriBaseIds: object({ "%SRCROOT%": object({ description: message }) }),
    invocations: list(
      object({ executionSuccessful: { type: "boolean" }, toolExecutionNotifications: list(notification) }),
      { minItems: 1, maxItems: 1 },
    ),
    results: list(result, { maxItems: 25_000 }),
  },
  ["versionControlProvenance"],
);

/** SARIF as `zunset scan` and `zunset merge` write it. */
export const REPORT_SCHEMA = object({
  $schema: uri,
  version: { const: "2.1.0" },
  runs: list(run, { minItems: 1 }),
}) as object;
