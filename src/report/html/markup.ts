/** HTML that was written here, or escaped: what may stand in the document as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Markup | string | number | readonly Content[] | undefined | boolean;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template of HTML. What is put in is escaped for texts and quoted attributes, unless it is markup already. */
export function markup(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(pieces.map((piece, index) => piece + write(contents[index])).join(""));
}

function write(content: Content): string {
  if (content === undefined || typeof content === "boolean") return "";
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return content.map(write).join("");
  return String(content).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
