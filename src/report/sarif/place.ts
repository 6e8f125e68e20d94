import type { ArtifactLocation, PhysicalLocation, Region } from "sarif";
import type { Excerpt, Location } from "../../model/finding.ts";

/** Name of the base all paths are relative to. */
export const BASE_ID = "%SRCROOT%";

/** A file by its percent-encoded path, relative to the report's root. */
export function artifact(path: string): ArtifactLocation {
  return { uri: path.split("/").map(encodeSegment).join("/"), uriBaseId: BASE_ID };
}

function encodeSegment(segment: string): string {
  // A lone surrogate has no UTF-8 form; encodeURIComponent would throw.
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));
}

/** A region with its masked text, and the lines around it where they say more than the region itself. */
export function physicalLocation(
  location: Location,
  excerpt: Excerpt,
  options: { readonly context: boolean },
): PhysicalLocation {
  const region = regionOf(location);
  const text = textOf(location, excerpt);
  const contextRegion = options.context ? contextOf(location, excerpt) : undefined;
  return {
    artifactLocation: artifact(location.path),
    region: text === undefined ? region : { ...region, snippet: { text } },
    ...(contextRegion ? { contextRegion } : {}),
  };
}

/** Four positive numbers in order: code scanning rejects a file over a single column 0. */
function regionOf({
  startLine,
  startColumn,
  endLine,
  endColumn,
}: Location): Required<Pick<Region, "startLine" | "startColumn" | "endLine" | "endColumn">> {
  const line = Math.max(1, startLine);
  const column = Math.max(1, startColumn);
  const lastLine = Math.max(line, endLine);
  return {
    startLine: line,
    startColumn: column,
    endLine: lastLine,
    endColumn: Math.max(lastLine === line ? column : 1, endColumn),
  };
}

/** The region's own text; none when the excerpt does not hold all of it. */
function textOf(
  { startLine, startColumn, endLine, endColumn }: Location,
  excerpt: Excerpt,
): string | undefined {
  const shift = excerpt.firstColumn ?? 1;
  const lines = excerpt.lines.slice(
    Math.max(0, startLine - excerpt.firstLine),
    endLine - excerpt.firstLine + 1,
  );
  const first = lines[0];
  const last = lines.at(-1);
  if (
    startLine < excerpt.firstLine ||
    first === undefined ||
    last === undefined ||
    lines.length !== endLine - startLine + 1
  )
    return undefined;
  // Of lines cut on the left only a region within one line is whole.
  if (startColumn < shift || endColumn - shift > last.length || (shift > 1 && endLine > startLine))
    return undefined;
  if (startLine === endLine) return first.slice(startColumn - shift, endColumn - shift);
  return [first.slice(startColumn - 1), ...lines.slice(1, -1), last.slice(0, endColumn - 1)].join("\n");
}

/** The excerpt, when it strictly contains the region: whole lines, or of lines cut on the left the part of the region's own line. */
function contextOf(location: Location, excerpt: Excerpt): Region | undefined {
  const { startLine, startColumn, endLine, endColumn } = location;
  const first = excerpt.firstLine;
  const last = first + excerpt.lines.length - 1;
  if (first > startLine || last < endLine) return undefined;
  const shift = excerpt.firstColumn ?? 1;
  if (shift === 1) {
    const wider =
      first < startLine ||
      last > endLine ||
      startColumn > 1 ||
      endColumn <= (excerpt.lines.at(-1) ?? "").length;
    return wider
      ? { startLine: first, endLine: last, snippet: { text: excerpt.lines.join("\n") } }
      : undefined;
  }
  const text = excerpt.lines[startLine - first] ?? "";
  const end = shift + text.length;
  if (
    startLine !== endLine ||
    shift > startColumn ||
    end < endColumn ||
    end - shift <= endColumn - startColumn
  )
    return undefined;
  return { startLine, startColumn: shift, endLine, endColumn: end, snippet: { text } };
}
