import type { Report } from "../../model/finding.ts";
import { stringify } from "../text.ts";
import type { PageData } from "./data.ts";
import { encode } from "./encode.ts";
import { findingsSection } from "./findings.ts";
import { Markup, markup } from "./markup.ts";
import { overviewSection, verdictOf } from "./overview.ts";
import { pageAsset } from "./page-asset.ts";
import { rulesSection } from "./rules.ts";
import { skippedSection } from "./skipped.ts";

const TITLE = "Zendesk API tokens in use";

/** The whole file. What a reader sees first stands first; the data, which may be megabytes, and the script stand last. */
export function documentOf(report: Report): Markup {
  const { script, style } = pageAsset;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="zunset ${report.tool.version}">
<title>${TITLE} · ${report.asOf}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${header(report)}
<main>
${overviewSection(report)}
${findingsSection(report)}
${rulesSection(report)}
${skippedSection(report.skipped)}
</main>
<footer>
<p>Made by zunset ${report.tool.version}. Days are counted from ${report.asOf}. Values of credentials are in no part of this file. The address of this page holds the
filters that are set: send it along with the file to show others the same findings.</p>
</footer>
<script type="application/json" id="data">${dataOf(encode(report))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`;
}

function header(report: Report): Markup {
  return markup`<header class="top">
<div class="title">
<h1>${TITLE}</h1>
<p>${verdictOf(report)}</p>
</div>
<nav aria-label="Sections">
<a href="#overview">Overview</a>
<a href="#findings">Findings</a>
<a href="#rules">Rules</a>
${report.skipped.length > 0 && markup`<a href="#skipped">Not scanned</a>`}
</nav>
<fieldset class="theme needs-script">
<legend>Colours</legend>
<label><input type="radio" name="theme" value="auto" checked><span>Auto</span></label>
<label><input type="radio" name="theme" value="light"><span>Light</span></label>
<label><input type="radio" name="theme" value="dark"><span>Dark</span></label>
</fieldset>
</header>`;
}

/** Nothing is loaded, sent, framed or run but the script and style of this file; and no script may make markup of text. */
function policy(): Markup {
  return new Markup(
    [
      "default-src 'none'",
      `script-src '${pageAsset.scriptHash}'`,
      `style-src '${pageAsset.styleHash}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; "),
  );
}

/** The data as the content of a script element, a finding a line: no character of it can end the element or begin a comment. */
function dataOf({ findings, texts, ...rest }: PageData): Markup {
  const list = (values: readonly unknown[]): string => `[\n${values.map(safe).join(",\n")}\n]`;
  return new Markup(
    `{"findings":${list(findings)},\n"texts":${list(texts)},\n${Object.entries(rest)
      .map(([name, values]) => `${safe(name)}:${list(values)}`)
      .join(",\n")}}`,
  );
}

function safe(value: unknown): string {
  return stringify(value).replaceAll("<", "\\u003c");
}
