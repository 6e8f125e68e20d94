import type { Report } from "../model/finding.ts";
import type { RenderOptions } from "./format.ts";
import { formats as registry } from "./formats/index.ts";

export type { Pipeline, RenderOptions } from "./format.ts";

/** Name of an output format: `terminal`, `sarif`, `json`. */
export type FormatId = keyof typeof registry;

/** The names of all formats, the default one first. */
export const formats = Object.keys(registry) as readonly FormatId[];

/** Renders a report; loads only the format asked for. */
export async function render(format: FormatId, report: Report, options: RenderOptions): Promise<string> {
  const load = registry[format];
  return (await load())(report, options);
}
