import type { Adapter, Piece } from "../adapter.ts";
import { lowerMarkup } from "../html/markup.ts";
import { findFrontmatter, findScripts, type Script } from "../html/script.ts";

/** HTML and the single-file components of Vue, Svelte and Astro: their scripts are JavaScript, the rest is markup. */
export async function load(): Promise<Adapter> {
  return (lowering) => {
    const { text } = lowering;
    const frontmatter = lowering.extension === ".astro" ? findFrontmatter(text) : undefined;
    const scripts = findScripts(text).filter((script) => !frontmatter || script.start >= frontmatter.end);
    if (frontmatter) scripts.unshift(frontmatter);
    const component = /^\.(?:vue|svelte|astro)$/.test(lowering.extension);
    const together = new Map<string, Piece[]>();
    let rest = 0;
    for (const script of scripts) {
      lowerMarkup(lowering, rest, script.from);
      rest = script.to;
      const extension = extensionFor(script);
      if (extension === undefined) {
        lowerMarkup(lowering, script.from, script.to);
        continue;
      }
      const code = text.slice(script.from, script.to);
      // The line break keeps the last statement of one script from running into the first of the next.
      const piece = { text: `${code}\n`, start: script.from, length: code.length };
      if (!component) lowering.embed({ language: "javascript", extension, pieces: [piece] });
      else together.set(extension, [...(together.get(extension) ?? []), piece]);
    }
    lowerMarkup(lowering, rest, text.length);
    // The scripts of a component are one module: `<script>` and `<script setup>` see each other's names.
    for (const [extension, pieces] of together) lowering.embed({ language: "javascript", extension, pieces });
  };
}

/** The dialect of a script; undefined when it holds no program (JSON, templates). */
function extensionFor(script: Script): string | undefined {
  const language = (script.attributes.get("lang") ?? "").toLowerCase();
  if (language === "ts" || language === "typescript") return ".ts";
  if (language === "tsx") return ".tsx";
  const type = (script.attributes.get("type") ?? "").toLowerCase();
  if (/typescript/.test(type)) return ".ts";
  return type === "" || type === "module" || /(?:java|ecma)script|babel|jsx/.test(type) ? ".js" : undefined;
}
