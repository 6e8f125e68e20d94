import type { LanguageId } from "../../model/fact.ts";
import { type Adapter, type Lowering, type Piece, textValue } from "../adapter.ts";
import { interpolatedValue } from "../interpolation.ts";
import { readJson } from "../json/read.ts";
import { languageNamed } from "../language.ts";
import { type Cell, readCells } from "../notebook/cells.ts";
import { splitMagics } from "../notebook/magic.ts";
import { offsetIn, placeIn, textOfPieces } from "../yaml/pieces.ts";

/** Printed lines worth a rule's look. */
const INTERESTING = /zendesk|\/token/i;

function outputs(lowering: Lowering, cell: Cell): void {
  for (const output of cell.outputs) {
    lowering.tick();
    if (output.text.length > 5000 || !INTERESTING.test(output.text)) continue;
    lowering.emit({ kind: "prose", at: output.at, scope: 0, value: textValue(output.at, output.text) });
  }
}

/** Takes a Python cell's magics out, emits what they set, and gives the Python that is left. */
function pythonOf(lowering: Lowering, cell: Cell): readonly Piece[] {
  const parts = splitMagics(cell.pieces);
  for (const inner of parts.inner) lowering.embed(inner);
  for (const { key, keyStart, valueStart, valueEnd } of parts.environment) {
    const place = placeIn(cell.pieces);
    const text = textOfPieces(cell.pieces).slice(valueStart, valueEnd);
    const value = interpolatedValue(text, (from, to) => place(valueStart + from, valueStart + to));
    lowering.emit({
      kind: "entry",
      at: { start: offsetIn(cell.pieces, keyStart), end: value.at.end },
      scope: 0,
      path: [key],
      value,
    });
  }
  return parts.code;
}

const adapter: Adapter = (lowering) => {
  // A program pasted into a file of that name.
  if (/^\s*[^\s{\uFEFF]/.test(lowering.text)) {
    const pieces = [{ text: lowering.text, start: 0 }];
    lowering.embed({ language: "python", pieces: pythonOf(lowering, { kind: "code", pieces, outputs: [] }) });
    return;
  }
  const read = readJson(lowering.text, lowering);
  if (read.failed) lowering.degraded = true;
  const [root] = read.roots;
  if (!root) return;
  const { cells, language } = readCells(root);
  const kernel: LanguageId =
    language === undefined || /python/i.test(language) ? "python" : (languageNamed(language) ?? "text");
  // All code cells are one program: what one of them defines the next one uses.
  const program: Piece[] = [];
  for (const cell of cells) {
    lowering.tick();
    outputs(lowering, cell);
    if (cell.kind === "markdown") {
      lowering.embed({ language: "markup", pieces: cell.pieces, extension: ".md", documentation: true });
      continue;
    }
    const code = kernel === "python" ? pythonOf(lowering, cell) : cell.pieces;
    if (code.length === 0) continue;
    const last = program.at(-1);
    if (last) program.push({ text: "\n", start: last.start + (last.length ?? last.text.length), length: 0 });
    program.push(...code);
  }
  lowering.embed({ language: kernel, pieces: program });
};

/** Lowers Jupyter notebooks: code cells in their kernel's language, Markdown cells, shell lines, printed output. */
export const load = async (): Promise<Adapter> => adapter;
