import type { Edit } from "../model/edit.ts";

/** Edits of one file that can be made together. */
export class Composition {
  readonly #edits = new Map<string, Edit[]>();

  /** Takes a site's edits if none of them is in the way of what is there already; identical ones count once. */
  take(edits: readonly Edit[]): boolean {
    if (edits.some((edit) => this.#of(edit.path).some((other) => conflict(edit, other)))) return false;
    if (
      edits.some((edit, index) =>
        edits.slice(0, index).some((other) => edit.path === other.path && conflict(edit, other)),
      )
    )
      return false;
    for (const edit of edits) {
      const list = this.#of(edit.path);
      if (!list.some((other) => same(edit, other))) list.push(edit);
    }
    return true;
  }

  /** Files with edits, sorted by path; edits sorted by place, insertions at one place by their text. */
  files(): [path: string, edits: readonly Edit[]][] {
    return [...this.#edits]
      .filter(([, edits]) => edits.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, edits]) => [path, merged(edits)]);
  }

  #of(path: string): Edit[] {
    let list = this.#edits.get(path);
    if (!list) {
      list = [];
      this.#edits.set(path, list);
    }
    return list;
  }
}

const same = (a: Edit, b: Edit): boolean =>
  a.at.start === b.at.start && a.at.end === b.at.end && a.text === b.text;

/** Two insertions at one place can both be made, and so can a removal within a removal. */
function conflict(a: Edit, b: Edit): boolean {
  if (same(a, b)) return false;
  if (a.at.start === a.at.end || b.at.start === b.at.end) {
    const [point, range] = a.at.start === a.at.end ? [a, b] : [b, a];
    return range.at.start < point.at.start && point.at.start < range.at.end;
  }
  if (a.at.end <= b.at.start || b.at.end <= a.at.start) return false;
  return !(a.text === "" && b.text === "");
}

/** Sorted; removals that touch become one, so that no two edits overlap. */
function merged(edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort(
    (a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.text < b.text ? -1 : 1),
  );
  const result: Edit[] = [];
  for (const edit of sorted) {
    const last = result.at(-1);
    if (last && edit.at.start < last.at.end)
      result[result.length - 1] = {
        ...last,
        at: { start: last.at.start, end: Math.max(last.at.end, edit.at.end) },
      };
    else if (last && last.at.start === edit.at.start && last.at.end === edit.at.end)
      result[result.length - 1] = { ...last, text: last.text + edit.text };
    else result.push(edit);
  }
  return result;
}

/** Edits with lines taken out whole of which several removals leave nothing but what stood between them: `a.auth(…); b.auth(…)`. */
export function withoutEmptyLines(edits: readonly Edit[], text: string): Edit[] {
  const byLine = new Map<number, Edit[]>();
  for (const edit of edits) {
    const start = text.lastIndexOf("\n", edit.at.start - 1) + 1;
    byLine.set(start, [...(byLine.get(start) ?? []), edit]);
  }
  return [...byLine].flatMap(([start, own]) => {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (own.length < 2 || own.some((edit) => edit.text !== "" || edit.at.end > end)) return own;
    let rest = "";
    let from = start;
    for (const { at } of own) {
      rest += text.slice(from, at.start);
      from = at.end;
    }
    rest += text.slice(from, end);
    const [first] = own;
    return first && /^[\s;]*$/.test(rest)
      ? [{ ...first, at: { start, end: Math.min(end + 1, text.length) } }]
      : own;
  });
}
