import type { Part } from "../../model/fact.ts";
import { opaqueValue, textValue, value } from "../adapter.ts";
import { type Lower, table } from "../java/grammar.ts";
import { decodeEscapes, dedent } from "../java/literal.ts";
import { spanOf } from "../tree-sitter.ts";

/** `"…"`, `"…"u8`. */
const plain: Lower = (walk, node) => {
  const raw = walk.text(node).replace(/u8$/i, "");
  return walk.spelled(textValue(spanOf(node), decodeEscapes(raw.slice(1, -1))), '""');
};

/** `@"…"`, in which only the quote is escaped, by doubling it. */
const verbatim: Lower = (walk, node) => {
  const raw = walk.text(node).replace(/u8$/i, "");
  return walk.spelled(textValue(spanOf(node), raw.slice(2, -1).replaceAll('""', '"')), '""');
};

/** `"""…"""`: no escapes; the line breaks next to the quotes and the common indentation do not count. */
const raw: Lower = (walk, node) => {
  const content = walk
    .children(node)
    .filter((child) => child.type === "raw_string_content")
    .map((child) => walk.text(child))
    .join("");
  const text = /^[ \t]*\r?\n/.test(content) ? dedent(content).replace(/\r?\n[ \t]*$/, "") : content;
  return walk.spelled(textValue(spanOf(node), text), '""');
};

/** `$"{user}/token:{token,10:x}"`, verbatim and raw ones too. */
const interpolated: Lower = (walk, node) => {
  const children = walk.children(node);
  const start = children.find((child) => child.type === "interpolation_start");
  const isVerbatim = start !== undefined && walk.text(start).includes("@");
  const isRaw = children.some(
    (child) => child.type === "interpolation_quote" && walk.text(child).length >= 3,
  );
  const parts: Part[] = [];
  for (const child of children) {
    if (child.type === "interpolation") {
      const inner = walk.children(child).find((one) => !one.type.startsWith("interpolation_"));
      if (inner) parts.push(...walk.value(inner).parts);
    } else if (child.type === "string_content" || child.type === "escape_sequence") {
      const text = walk.text(child);
      if (isRaw) parts.push({ text });
      else {
        const braces = text.replaceAll("{{", "{").replaceAll("}}", "}");
        parts.push({ text: isVerbatim ? braces.replaceAll('""', '"') : decodeEscapes(braces) });
      }
    }
  }
  return walk.spelled(value(spanOf(node), parts), '""');
};

/** C#'s literals. */
export const literals = table<Lower>({
  string_literal: plain,
  verbatim_string_literal: verbatim,
  raw_string_literal: raw,
  interpolated_string_expression: interpolated,
  character_literal: (walk, node) => textValue(spanOf(node), decodeEscapes(walk.text(node).slice(1, -1))),
  boolean_literal: (walk, node) => textValue(spanOf(node), walk.text(node)),
  null_literal: (_, node) => value(spanOf(node), []),
  default_expression: (_, node) => value(spanOf(node), []),
  integer_literal: (_, node) => opaqueValue(spanOf(node)),
  real_literal: (_, node) => opaqueValue(spanOf(node)),
  typeof_expression: (_, node) => opaqueValue(spanOf(node)),
});
