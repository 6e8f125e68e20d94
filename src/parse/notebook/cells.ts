import type { Piece } from "../adapter.ts";
import { at, type ConfigNode, type ScalarNode, textOf } from "../yaml/node.ts";

/** A notebook cell: its source in pieces of the file, its printed output line by line. */
export interface Cell {
  readonly kind: "code" | "markdown";
  readonly pieces: readonly Piece[];
  readonly outputs: readonly ScalarNode[];
}

/** The cells of a notebook (format 4, or 3 with its worksheets) and the language its kernel runs. */
export function readCells(root: ConfigNode): { cells: Cell[]; language: string | undefined } {
  const metadata = at(root, "metadata");
  const language =
    textOf(at(at(metadata, "kernelspec"), "language")) ??
    textOf(at(at(metadata, "language_info"), "name")) ??
    textOf(at(at(metadata, "kernelspec"), "name"));
  const lists = [at(root, "cells")];
  const worksheets = at(root, "worksheets");
  if (worksheets?.kind === "list") lists.push(...worksheets.items.map((sheet) => at(sheet, "cells")));
  const cells: Cell[] = [];
  for (const list of lists) {
    if (list?.kind !== "list") continue;
    for (const cell of list.items) {
      const type = textOf(at(cell, "cell_type"));
      const source = scalars(at(cell, "source") ?? at(cell, "input"));
      if ((type !== "code" && type !== "markdown") || source.length === 0) continue;
      cells.push({
        kind: type,
        pieces: source.flatMap((line) => line.pieces),
        outputs: outputsOf(at(cell, "outputs")),
      });
    }
  }
  return { cells, language };
}

function scalars(node: ConfigNode | undefined): ScalarNode[] {
  if (node?.kind === "scalar") return [node];
  return node?.kind === "list" ? node.items.filter((item): item is ScalarNode => item.kind === "scalar") : [];
}

function outputsOf(outputs: ConfigNode | undefined): ScalarNode[] {
  if (outputs?.kind !== "list") return [];
  return outputs.items.flatMap((output) => [
    ...scalars(at(output, "text")),
    ...scalars(at(at(output, "data"), "text/plain")),
    ...scalars(at(output, "traceback")),
  ]);
}
