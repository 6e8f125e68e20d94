import type { Node } from "web-tree-sitter";
import type { LanguageId } from "../../model/fact.ts";
import type { Lowering, Piece } from "../adapter.ts";
import { languageOf } from "../language.ts";

const INTERPRETERS: readonly (readonly [RegExp, LanguageId])[] = [
  [/^(?:ba|z|da|k)?sh$|^eval$|^ssh$|^su$/, "bash"],
  [/^python[\d.]*$/, "python"],
  [/^(?:node|deno|bun)$/, "javascript"],
  [/^j?ruby$|^irb$/, "ruby"],
  [/^php$/, "php"],
  [/^(?:pwsh|powershell)$/, "powershell"],
  [/^perl$/, "text"],
];

const interpreterOf = (name: string): LanguageId | undefined =>
  INTERPRETERS.find(([pattern]) => pattern.test(name))?.[1];

/** Hands the code in `python -c "…"`, `node -e '…'`, `bash -c '…'`, `docker run x sh -c "…"` to its language. */
export function embedInline(lowering: Lowering, callee: string, args: readonly Node[]): void {
  const words = [callee, ...args.map((node) => node.text)];
  for (let index = 0; index < words.length; index++) {
    const language = interpreterOf(words[index] ?? "");
    if (!language) continue;
    const script = args
      .slice(index)
      .findIndex(
        (node, ahead) =>
          ahead < 6 &&
          (words[index] === "eval" ||
            words[index] === "ssh" ||
            /^-\w*[ce]$|^-(?:r|p|Command|command|lc)$|^--eval$/.test(args[index + ahead - 1]?.text ?? "")) &&
          isLiteral(node),
      );
    const node = script < 0 ? undefined : args[index + script];
    if (node) lowering.embed({ language, pieces: literalPieces(lowering.text, node) });
    return;
  }
}

function isLiteral(node: Node): boolean {
  return (node.type === "raw_string" || node.type === "string") && node.endIndex - node.startIndex > 12;
}

/** A string literal's content; escapes of double quotes undone. */
function literalPieces(text: string, node: Node): Piece[] {
  const start = node.startIndex + 1;
  const end = node.endIndex - 1;
  if (node.type === "raw_string") return [{ text: text.slice(start, end), start }];
  const pieces: Piece[] = [];
  let last = start;
  for (const match of text.slice(start, end).matchAll(/\\([$`"\\])/g)) {
    const at = start + match.index;
    if (at > last) pieces.push({ text: text.slice(last, at), start: last });
    pieces.push({ text: match[1] ?? "", start: at, length: 2 });
    last = at + 2;
  }
  if (end > last) pieces.push({ text: text.slice(last, end), start: last });
  return pieces;
}

/**
 * Hands a here-document to the language its command, its target file or its own shape names; true when it did. A document for
 * nobody in particular stays a value.
 */
export function embedDocument(lowering: Lowering, body: Node, command: string, target: string): boolean {
  const first = body.startIndex;
  const content = lowering.text.slice(first, body.endIndex);
  const byFile = target === "" ? undefined : languageOf(target, content.slice(0, 200));
  const language =
    interpreterOf(command) ??
    (byFile === "text" ? undefined : byFile) ??
    (/^\s*\{\s*"[^"]*"\s*:/.test(content) && /\}\s*$/.test(content) ? "json" : undefined);
  if (!language) return false;
  lowering.embed({
    language,
    pieces: [{ text: content, start: first }],
    extension: /\.\w+$/.exec(target)?.[0] ?? "",
  });
  return true;
}
