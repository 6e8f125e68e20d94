import type { Span } from "../../model/fact.ts";
import { type Lowering, type Piece, value } from "../adapter.ts";
import { interpolate } from "../interpolation.ts";
import { placeIn } from "../yaml/pieces.ts";
import type { Attribute, Element, XmlDocument } from "./read.ts";

const NAMING = ["key", "name", "Key", "Name", "id", "Include"];
const HOLDING = ["value", "Value", "defaultValue", "default", "connectionString", "val"];
/** Identifiers of a project, never configuration. */
const IGNORED = new Set(["UserSecretsId", "ProjectGuid"]);

/** Emits the entries of an XML document. */
export function lowerXml(lowering: Lowering, document: XmlDocument): void {
  const walk = new Walk(lowering);
  for (const root of document.roots) walk.element(root, [], 0);
  for (const { parent, elements } of document.comments) {
    const path = parent ? (walk.paths.get(parent) ?? []) : [];
    for (const element of elements) walk.commented(element, path);
  }
}

class Walk {
  readonly #lowering: Lowering;
  #commented = false;
  /** Key path of every element with children. */
  readonly paths = new Map<Element, readonly string[]>();

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
  }

  commented(element: Element, path: readonly string[]): void {
    this.#commented = true;
    this.element(element, path, 0);
    this.#commented = false;
  }

  #emit(path: readonly string[], text: string, span: Span, at: Span): void {
    // The source may spell the text with entities: then it is one piece as long as it stands there.
    const spelled = this.#lowering.text.slice(at.start, at.end);
    const piece: Piece = {
      text,
      start: at.start,
      length: spelled === text ? text.length : at.end - at.start,
    };
    this.#lowering.emit({
      kind: "entry",
      at: span,
      scope: 0,
      path,
      value: value(at, interpolate(text, placeIn([piece]))),
      ...(this.#commented ? { commented: true } : {}),
    });
  }

  element(element: Element, path: readonly string[], depth: number): void {
    this.#lowering.tick(depth);
    if (IGNORED.has(element.name)) return;
    if (element.name === "dict" && element.children.some((child) => child.name === "key")) {
      this.#propertyList(element, path, depth);
      return;
    }
    const naming = first(element.attributes, NAMING);
    const leaf = element.children.length === 0;
    const held = naming ? first(element.attributes, HOLDING) : undefined;
    const own = naming
      ? leaf
        ? [...path, naming.text]
        : [...path, element.name, naming.text]
      : [...path, element.name];
    const named = naming ? own : this.#named(element, own);
    this.paths.set(element, named);
    const whole = { start: element.at.start, end: Math.max(element.at.end, element.textAt.end) };
    if (held) this.#emit(own, held.text, element.at, held.at);
    for (const attribute of element.attributes) {
      if (attribute === naming || attribute === held || /^xmlns(?::|$)|^xsi:/.test(attribute.name)) continue;
      this.#emit([...own, attribute.name], attribute.text, spanOf(attribute), attribute.at);
    }
    if (element.text !== "") this.#emit(own, element.text, whole, element.textAt);
    else if (leaf && element.attributes.length === 0) this.#emit(own, "", whole, element.textAt);
    const child =
      naming && !held
        ? element.children.find((one) => HOLDING.includes(one.name) && one.children.length === 0)
        : undefined;
    if (child) this.#emit(own, child.text, element.at, child.textAt);
    for (const one of element.children) this.element(one, named, depth + 1);
  }

  /** `<server><id>zendesk</id><password>…`: the text of a naming child is a segment, and with a value beside it an entry. */
  #named(element: Element, own: readonly string[]): readonly string[] {
    const naming = element.children.find(
      (child) => NAMING.includes(child.name) && child.text !== "" && child.text.length <= 200,
    );
    if (!naming || own.length < 2 || element.children.length < 2) return own;
    const path = [...own, naming.text];
    const held = element.children.find(
      (child) => HOLDING.includes(child.name) && child.children.length === 0,
    );
    if (held) this.#emit(path, held.text, naming.at, held.textAt);
    return path;
  }

  #listItem(item: Element, path: readonly string[], depth: number): void {
    if (item.name === "dict") this.#propertyList(item, path, depth);
    else if (item.children.length > 0)
      for (const child of item.children) this.element(child, path, depth + 1);
    else
      this.#emit(
        path,
        item.text,
        { start: item.at.start, end: Math.max(item.at.end, item.textAt.end) },
        item.textAt,
      );
  }

  /** Apple property lists: `<key>ZENDESK_TOKEN</key><string>…</string>`. */
  #propertyList(dictionary: Element, path: readonly string[], depth: number): void {
    let key: Element | null = null;
    for (const child of dictionary.children) {
      this.#lowering.tick(depth);
      if (child.name === "key") {
        key = child;
        continue;
      }
      const own: readonly string[] = key ? [...path, key.text] : path;
      if (child.children.length === 0) {
        const text = child.name === "true" || child.name === "false" ? child.name : child.text;
        if (own.length > 0)
          this.#emit(
            own,
            text,
            { start: key?.at.start ?? child.at.start, end: Math.max(child.at.end, child.textAt.end) },
            child.text === "" ? child.at : child.textAt,
          );
      } else if (child.name === "dict") this.#propertyList(child, own, depth + 1);
      else for (const item of child.children) this.#listItem(item, own, depth + 1);
      key = null;
    }
  }
}

function first(attributes: readonly Attribute[], names: readonly string[]): Attribute | undefined {
  for (const name of names) {
    const found = attributes.find((attribute) => attribute.name === name);
    if (found && found.text.length <= 2000) return found;
  }
  return undefined;
}

const spanOf = (attribute: Attribute): Span => ({
  start: attribute.at.start - attribute.name.length - 2,
  end: attribute.at.end + 1,
});
