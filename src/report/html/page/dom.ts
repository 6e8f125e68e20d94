/** Attributes of an element; those that are undefined or false are left out, true stands for one without a value. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** What stands in an element. Text becomes a text node, whatever it holds. */
export type Child = Node | string | undefined | false;

/** Makes an element. Everything of the page that comes from data is made here: nothing is ever parsed as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  for (const child of children) if (child !== undefined && child !== false) made.append(child);
  return made;
}

/** Sets attributes, and takes away those that are undefined or false. */
export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) target.removeAttribute(name);
    else target.setAttribute(name, value === true ? "" : String(value));
  }
}

/** The element of an id that the document has from the beginning. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no #${id}`);
  return found;
}

/** Text whose words in backquotes are code. */
export function withCode(text: string): Node[] {
  return text
    .split(/`([^`]+)`/)
    .map((piece, index) => (index % 2 === 1 ? element("code", {}, piece) : document.createTextNode(piece)));
}
