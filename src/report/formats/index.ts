import type { Format } from "../format.ts";

/** Every output format, one line each; the module is loaded when the format is asked for. */
export const formats = {
  terminal: async () => (await import("./terminal.ts")).terminal,
  sarif: async () => (await import("./sarif.ts")).sarif,
  json: async () => (await import("./json.ts")).json,
  markdown: async () => (await import("./markdown.ts")).markdown,
  github: async () => (await import("./github.ts")).github,
  "gitlab-codequality": async () => (await import("./gitlab-codequality.ts")).gitlabCodequality,
  "gitlab-secret": async () => (await import("./gitlab-secret.ts")).gitlabSecret,
  rdjson: async () => (await import("./rdjson.ts")).rdjson,
  csv: async () => (await import("./csv.ts")).csv,
  junit: async () => (await import("./junit.ts")).junit,
  html: async () => (await import("./html.ts")).html,
} as const satisfies Readonly<Record<string, () => Promise<Format>>>;
