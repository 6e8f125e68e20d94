import { micromark } from "micromark";
import { neutralise } from "../text.ts";
import { Markup } from "./markup.ts";

/**
 * A rule's text as HTML. Rules may be the scanned repository's own: tags in them stay text, links other than to the web lose their address, and there
 * are no pictures, which would be fetched.
 */
export function renderMarkdown(text: string): Markup {
  const safe = text.split("\n").map(neutralise).join("\n");
  const html = micromark(safe, {
    extensions: [{ disable: { null: ["labelStartImage", "headingAtx", "setextUnderline"] } }],
  });
  return new Markup(html.replaceAll("<a href=", '<a rel="noreferrer noopener" href='));
}
