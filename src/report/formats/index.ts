import type { Format } from "../format.ts";

/** Every output format, one line each; the module is loaded when the format is asked for. */
export const formats = {
  terminal: async () => (await import("./terminal.ts")).terminal,
  sarif: async () => (await import("./sarif.ts")).sarif,
  json: async () => (await import("./json.ts")).json,
  markdown: async () => (await import("./markdown.ts")).markdown,
  github: async () => (await import("./github.ts")).github,
} as const satisfies Readonly<Record<string, () => Promise<Format>>>;
