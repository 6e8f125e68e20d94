import { type Document, documentOf, readText } from "../config/document.ts";
import { validated } from "../config/validate.ts";
import { Problem } from "../model/problem.ts";
import { isDate } from "../model/rule.ts";
import { type Baseline, type BaselineEntry, VERSION } from "./entry.ts";

/** Bytes of a baseline at most, some 25,000 entries. */
export const MAX_BYTES = 8 * 1024 * 1024;

interface EntryFile extends Omit<BaselineEntry, "zunset/v1"> {
  readonly fingerprint: string;
}

/** Reads a baseline. Throws a {@link Problem} that names file and line for whatever is wrong with it. */
export function readBaseline(path: string, shown: string): Baseline {
  return baselineIn(documentOf(readText(path, shown, MAX_BYTES), shown), shown);
}

/** Takes in the text of a baseline that comes from elsewhere than the disk: another commit. */
export function baselineOf(text: string, shown: string): Baseline {
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new Problem(`this file is too large (the limit is ${MAX_BYTES} bytes)`, { where: shown });
  return baselineIn(documentOf(text, shown), shown);
}

function baselineIn(document: Document, name: string): Baseline {
  checkVersion(document);
  const { findings } = validated(document, "baseline").content as { findings: readonly EntryFile[] };
  const indices = new Map<BaselineEntry, number>();
  const entries = findings.map(({ fingerprint, ...rest }, index) => {
    if (rest.expires !== undefined && !isDate(rest.expires))
      throw new Problem(`there is no day ${rest.expires}`, {
        where: document.place(["findings", index, "expires"]),
        help: "Write the last day as YYYY-MM-DD.",
      });
    const entry: BaselineEntry = { ...rest, "zunset/v1": fingerprint };
    indices.set(entry, index);
    return entry;
  });
  return {
    name,
    entries,
    lines: document.text.split("\n"),
    lineOf: (entry) => lineIn(document.place(["findings", indices.get(entry) ?? 0])),
  };
}

/** Said before anything else, because the shape of another version is not known. */
function checkVersion({ content, place }: Document): void {
  const version =
    typeof content === "object" && content !== null && "version" in content ? content.version : 0;
  if (typeof version === "number" && version > VERSION)
    throw new Problem(`this baseline is of version ${version}, and this zunset reads version ${VERSION}`, {
      where: place(["version"]),
      help: "Use the zunset that wrote it, or a newer one.",
    });
}

const lineIn = (place: string): number => Number(/:(\d+):\d+$/.exec(place)?.[1] ?? 1);
