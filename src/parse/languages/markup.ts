import type { Adapter } from "../adapter.ts";
import { lowerDocument } from "../markup/lower.ts";

/** Markdown, MDX, reStructuredText, AsciiDoc: code blocks in their language, telling lines as prose. */
export const load = async (): Promise<Adapter> => lowerDocument;
