import type { Skipped } from "../../model/source.ts";
import { number, plural, SKIP_REASONS, sortSkipped } from "../summary.ts";
import { neutralise } from "../text.ts";
import { type Markup, markup } from "./markup.ts";

/** Files that are listed; the rest is counted. */
const LISTED = 200;

/** What was not looked at, so that nobody takes silence for safety; nothing where everything was. */
export function skippedSection(skipped: readonly Skipped[]): Markup | undefined {
  if (skipped.length === 0) return undefined;
  const rest = skipped.length - LISTED;
  return markup`<section id="skipped" aria-labelledby="skipped-title">
<h2 id="skipped-title">Not scanned</h2>
<details>
<summary>${plural(skipped.length, "file")} could hold what this report does not know of</summary>
<table>
<thead><tr><th scope="col">File</th><th scope="col">Reason</th></tr></thead>
<tbody>
${sortSkipped(skipped)
  .slice(0, LISTED)
  .map(
    ({ path, reason, detail }) =>
      markup`<tr><td><code>${neutralise(path)}</code></td><td>${SKIP_REASONS[reason]}${detail !== undefined && ` (${neutralise(detail)})`}</td></tr>\n`,
  )}</tbody>
</table>
${rest > 0 && markup`<p>And ${number(rest)} more, all in the JSON report.</p>`}
</details>
</section>`;
}
