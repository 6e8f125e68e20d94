import type { PagePlace } from "../data.ts";
import { element } from "./dom.ts";
import type { Findings } from "./rows.ts";

/** Lines of source with their numbers, what is meant marked. The numbers are drawn, not text: they are not copied along. */
export function codeFrame(place: PagePlace, findings: Findings, label: string): HTMLElement {
  const [firstLine, ...lines] = findings.data.excerpts[place.excerpt] ?? [1];
  const code = element("code");
  for (const [offset, index] of lines.entries()) {
    const line = firstLine + offset;
    const inside = line >= place.line && line <= (place.endLine ?? place.line);
    const text = findings.text(index);
    const [from, to] = line === place.line ? place.mark : [0, 0];
    code.append(
      element(
        "span",
        { class: inside ? "line meant" : "line", "data-line": line },
        text.slice(0, from),
        to > from && element("mark", {}, text.slice(from, to)),
        text.slice(Math.max(from, to)),
        "\n",
      ),
    );
  }
  return element("pre", { class: "frame", tabindex: 0, role: "region", "aria-label": label }, code);
}

/** A unified diff, without the header that names the file. */
export function diffView(diff: string, label: string): HTMLElement {
  const code = element("code");
  const lines = diff.split("\n");
  const begin = lines.findIndex((line) => line.startsWith("@@"));
  for (const line of begin < 0 ? [] : lines.slice(begin)) {
    if (line === "" || line.startsWith("\\ No newline")) continue;
    const kind = line.startsWith("@@")
      ? "hunk"
      : line.startsWith("+")
        ? "ins"
        : line.startsWith("-") && "del";
    if (kind === "ins" || kind === "del") code.append(element(kind, { class: "line" }, line, "\n"));
    else code.append(element("span", { class: kind ? `line ${kind}` : "line" }, line, "\n"));
  }
  return element("pre", { class: "diff", tabindex: 0, role: "region", "aria-label": label }, code);
}
