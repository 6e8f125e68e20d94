import type { Adapter } from "../adapter.ts";
import { lowerXml } from "../xml/entries.ts";
import { readXml } from "../xml/read.ts";

const adapter: Adapter = (lowering) => {
  // A declaration behind blank lines or a byte order mark is common and harmless.
  const start = lowering.text.search(/[^\s\uFEFF]/);
  if (start < 0) return;
  const document = readXml(lowering.text.slice(start), start, lowering);
  if (document.failed) lowering.degraded = true;
  lowerXml(lowering, document);
};

/** Lowers XML configuration: elements, attributes, `name`/`value` pairs, property lists, what is commented out. */
export const load = async (): Promise<Adapter> => adapter;
