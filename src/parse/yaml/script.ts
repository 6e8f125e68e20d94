import type { LanguageId, Part } from "../../model/fact.ts";
import type { Lowering, Piece } from "../adapter.ts";
import { findHoles, type Hole, type HoleSyntax } from "../interpolation.ts";
import type { ScalarNode } from "./node.ts";
import { offsetIn, placeIn, slicePieces, textOfPieces } from "./pieces.ts";

/** Placeholders that are filled in before a script runs; the others are the shell's own. */
const SHELL_HOLES: readonly HoleSyntax[] = ["github", "mustache", "macro", "erb"];

/** The language of a `shell:` setting, an interpreter or a task; undefined when it says nothing. */
export function shellLanguage(shell: string | undefined): LanguageId | undefined {
  if (!shell) return undefined;
  const name = shell.trim().toLowerCase();
  if (/pwsh|powershell|^ps$|pscore/.test(name)) return "powershell";
  if (/python/.test(name)) return "python";
  if (/(?:^|\/)(?:node|bun|deno)\b/.test(name)) return "javascript";
  if (/(?:^|\/)ruby\b/.test(name)) return "ruby";
  if (/(?:^|\/)(?:ba|da|z|k|a)?sh\b|bash/.test(name)) return "bash";
  return undefined;
}

const identifier = (name: string): string => name.replace(/\W+/g, "_").replace(/^(?=\d)/, "_");

/** `inputs.zendesk-token` is `INPUT_ZENDESK_TOKEN` to an action's own script; a configuration variable goes by its own name. */
const shellName = (name: string): string =>
  name.startsWith("inputs.")
    ? `INPUT_${identifier(name.slice(7)).toUpperCase()}`
    : identifier(name.replace(/^vars\./, ""));

/** Writes parts as the code of a language would read them. */
function codeOf(parts: readonly Part[], language: LanguageId): string {
  if (language === "bash") return parts.map(bashOf).join("");
  if (language === "powershell") return parts.map(powershellOf).join("");
  const terms = parts.map((part) => termOf(part, language));
  return terms.length === 0 ? '""' : terms.join(" + ");
}

function bashOf(part: Part): string {
  if ("text" in part) return part.text.replace(/["\\$`]/g, "\\$&");
  if ("env" in part) return `\${${identifier(part.env)}}`;
  if ("name" in part) return `\${${shellName(part.name)}}`;
  if ("choice" in part) {
    const [first, second] = part.choice;
    const own = first?.parts[0];
    const name =
      own && "env" in own ? identifier(own.env) : own && "name" in own ? shellName(own.name) : undefined;
    if (name && second) return `\${${name}:-${codeOf(second.parts, "bash")}}`;
    return first ? codeOf(first.parts, "bash") : "";
  }
  if ("call" in part)
    return `$(${[identifier(part.call), ...part.args.map((argument) => `"${codeOf(argument.parts, "bash")}"`)].join(" ")})`;
  return "$_";
}

function powershellOf(part: Part): string {
  if ("text" in part) return part.text.replace(/["`$]/g, "`$&");
  if ("env" in part) return `$env:${identifier(part.env)}`;
  if ("name" in part)
    return /^(?:inputs|vars)\./.test(part.name)
      ? `$env:${shellName(part.name)}`
      : `$${identifier(part.name)}`;
  if ("choice" in part) return part.choice[0] ? codeOf(part.choice[0].parts, "powershell") : "";
  return "$_";
}

function termOf(part: Part, language: LanguageId): string {
  if ("text" in part) return JSON.stringify(part.text);
  if ("env" in part) {
    if (language === "python") return `os.environ["${part.env}"]`;
    if (language === "ruby") return `ENV["${part.env}"]`;
    return `process.env["${part.env}"]`;
  }
  if ("name" in part) return part.name.split(".").map(identifier).join(".");
  if ("choice" in part)
    return `(${part.choice.map((one) => codeOf(one.parts, language)).join(language === "python" ? " or " : " || ")})`;
  if ("call" in part)
    return `${part.call.split(".").map(identifier).join(".")}(${part.args.map((one) => codeOf(one.parts, language)).join(", ")})`;
  return "_";
}

/** Which quote is open at each of the given offsets (ascending): `'`, `"`, `` ` ``, a triple quote, or "" for none. */
function openQuotes(text: string, offsets: readonly number[], language: LanguageId): string[] {
  const open: string[] = [];
  const comment = language === "javascript" ? "//" : "#";
  let quote = "";
  let next = 0;
  for (let index = 0; index < text.length && next < offsets.length; ) {
    while (next < offsets.length && (offsets[next] ?? 0) <= index) {
      open.push(quote);
      next++;
    }
    const character = text[index] ?? "";
    const mark = language === "powershell" ? "`" : "\\";
    if (character === mark && !(quote === "'" && (language === "bash" || language === "powershell"))) {
      index += 2;
    } else if (quote !== "") {
      if (text.startsWith(quote, index)) {
        index += quote.length;
        quote = "";
      } else index++;
    } else if (character === '"' || character === "'" || (character === "`" && language === "javascript")) {
      quote =
        language === "python" && text.startsWith(character.repeat(3), index)
          ? character.repeat(3)
          : character;
      index += quote.length;
    } else if (text.startsWith(comment, index) && (index === 0 || /\s/.test(text[index - 1] ?? ""))) {
      const end = text.indexOf("\n", index);
      index = end < 0 ? text.length : end;
    } else if (
      language === "bash" &&
      text.startsWith("<<", index) &&
      /^<<-?\s*["']?[A-Za-z_]/.test(text.slice(index, index + 8))
    ) {
      index = hereDocumentEnd(text, index);
    } else index++;
  }
  while (open.length < offsets.length) open.push(quote);
  return open;
}

/** The end of the here-document that begins at `index`; its apostrophes open no quote. */
function hereDocumentEnd(text: string, index: number): number {
  const word = /^<<-?\s*["']?(\w{1,60})/.exec(text.slice(index, index + 80));
  const lineEnd = text.indexOf("\n", index);
  if (!word?.[1] || lineEnd < 0) return index + 2;
  const end = new RegExp(`\\n[ \\t]*${word[1]}[ \\t]*(?=\\r?\\n|$)`).exec(text.slice(lineEnd));
  return end ? lineEnd + end.index + end[0].length : index + 2;
}

/** Code for a placeholder at a place where `quote` is open, so that the inner language reads it as an expression. */
function inPlace(hole: Hole, quote: string, language: LanguageId, next: string): string {
  const code = codeOf(hole.parts, language);
  if (hole.parts.length === 0) return "";
  switch (language) {
    case "bash":
      // A shell expands nothing in single quotes; the template engine does.
      return quote === "'" ? `'"${code}"'` : code;
    case "powershell":
      if (quote === "'") return `' + "${code}" + '`;
      // Braces only where the name would run on: the grammar reads them as a block in a bare argument.
      return /[\w:]/.test(next) ? code.replace(/\$([\w:]+)$/, (_, name: string) => `\${${name}}`) : code;
    default:
      if (quote === "`") return `\${${code}}`;
      return quote === "" ? code : `${quote} + ${code} + ${quote}`;
  }
}

/**
 * The pieces of a script with each CI or template placeholder (`${{ secrets.X }}`, `{{ var }}`, `$(X)` of Azure) written as the read
 * of an environment variable in the script's own language: `${X}`, `process.env["X"]`, `os.environ["X"]`, `$env:X`.
 * The replacement is one piece over the placeholder's place, so every span before and after it stays exact.
 */
function scriptPieces(pieces: readonly Piece[], language: LanguageId): Piece[] {
  const text = textOfPieces(pieces);
  const shell = language === "bash" || language === "powershell";
  const holes = findHoles(text, placeIn(pieces)).filter((hole) =>
    shell ? SHELL_HOLES.includes(hole.syntax) : hole.syntax === "github",
  );
  if (holes.length === 0) return [...pieces];
  const quotes = openQuotes(
    text,
    holes.map((hole) => hole.start),
    language,
  );
  const out: Piece[] = [];
  let last = 0;
  for (const [index, hole] of holes.entries()) {
    out.push(...slicePieces(pieces, last, hole.start));
    const start = offsetIn(pieces, hole.start);
    out.push({
      text: inPlace(hole, quotes[index] ?? "", language, text[hole.end] ?? ""),
      start,
      length: offsetIn(pieces, hole.end, true) - start,
    });
    last = hole.end;
  }
  out.push(...slicePieces(pieces, last, text.length));
  // An end that falls on a replacement at the very end has to land behind it.
  out.push({ text: "", start: offsetIn(pieces, text.length, true), length: 0 });
  return out;
}

/** `./build.cmd --token=${{ secrets.X }}`: a program and its options, which every shell reads alike and bash's grammar best. */
function isPlainCommand(nodes: readonly ScalarNode[]): boolean {
  const text = nodes
    .map((node) => node.text.replace(/\$\{\{[^{}]{0,500}\}\}|\$\([\w.]{1,200}\)/g, "X"))
    .join("\n");
  return /(?:^|\s)--\w/.test(text) && !/[$@{}();|`]|^\s*[A-Z]\w{0,40}-[A-Z]/m.test(text);
}

/** Hands a script to its language. */
export function embedScript(lowering: Lowering, named: LanguageId, nodes: readonly ScalarNode[]): void {
  const language = named === "powershell" && isPlainCommand(nodes) ? "bash" : named;
  const pieces = nodes.flatMap((node, index): Piece[] => {
    const before = nodes[index - 1];
    return before ? [{ text: "\n", start: before.at.end, length: 0 }, ...node.pieces] : [...node.pieces];
  });
  lowering.embed({ language, pieces: scriptPieces(pieces, language) });
}

/** An exec-form command (`["curl", "-u", "x"]`) as a shell line; words with blanks or quotes are quoted. */
export function embedWords(lowering: Lowering, words: readonly ScalarNode[]): void {
  const pieces = words.flatMap((word, index): Piece[] => {
    const separator =
      index > 0 ? [{ text: " ", start: words[index - 1]?.at.end ?? word.at.start, length: 0 }] : [];
    if (/^[\w./:=@%+,-]+$/.test(word.text)) return [...separator, ...word.pieces];
    const inner = word.pieces.flatMap((piece): Piece[] =>
      /["\\`]/.test(piece.text)
        ? [
            {
              text: piece.text.replace(/["\\`]/g, "\\$&"),
              start: piece.start,
              length: piece.length ?? piece.text.length,
            },
          ]
        : [piece],
    );
    const end = word.pieces.at(-1);
    const last = end ? end.start + (end.length ?? end.text.length) : word.at.end;
    return [
      ...separator,
      { text: '"', start: word.pieces[0]?.start ?? word.at.start, length: 0 },
      ...inner,
      { text: '"', start: last, length: 0 },
    ];
  });
  lowering.embed({ language: "bash", pieces: scriptPieces(pieces, "bash") });
}
