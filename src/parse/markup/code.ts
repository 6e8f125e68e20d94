import type { LanguageId } from "../../model/fact.ts";
import type { Lowering, Piece } from "../adapter.ts";
import { languageNamed } from "../language.ts";
import type { Line } from "./blocks.ts";

/** A prompt in front of a command: `$ `, `% `, `> `, `user@host:~$ `. */
const PROMPT = /^(?:[\w.-]{1,40}@[\w.-]{1,60}[^$#\n]{0,60})?[$%] +/;

/** Hands a block of code to its language: the one it names, or the one it looks like. */
export function embedCode(lowering: Lowering, info: string, lines: readonly Line[]): void {
  const pieces = unindented(lowering, lines);
  const text = pieces.map((piece) => piece.text).join("");
  if (text.trim() === "") return;
  const named = languageNamed(info);
  const language = named ?? languageLike(text);
  const shown = language === "bash" ? commandsOf(pieces, info) : [...pieces];
  // A PHP snippet is PHP from its first line on.
  const head = shown[0];
  if (language === "php" && head && !text.includes("<?"))
    shown.unshift({ text: "<?php ", start: head.start, length: 0 });
  const extension = info === "" || !/^\w{1,12}$/.test(info) ? "" : `.${DIALECTS[info] ?? info}`;
  lowering.embed({ language, pieces: shown, extension, documentation: true });
}

/** Info strings that are no extension. */
const DIALECTS: Readonly<Record<string, string>> = {
  typescript: "ts",
  javascript: "js",
  python: "py",
  ruby: "rb",
  coffeescript: "coffee",
  perl: "pl",
  elixir: "ex",
  batch: "bat",
  terraform: "tf",
  csharp: "cs",
  kotlin: "kt",
  scala: "scala",
  lua: "lua",
  sql: "sql",
};

/** The lines without the indentation they share with their fence. */
function unindented(lowering: Lowering, lines: readonly Line[]): Piece[] {
  const quoted =
    lines.length > 0 && lines.every((line) => line.text.trim() === "" || /^\s*>/.test(line.text));
  const heads = lines.map((line) => (quoted ? (/^\s*>+ ?/.exec(line.text)?.[0].length ?? 0) : 0));
  const depths = lines.flatMap((line, index) => {
    const rest = line.text.slice(heads[index] ?? 0);
    return rest.trim() === "" ? [] : [(/^[ \t]*/.exec(rest)?.[0] ?? "").length];
  });
  const shared = depths.reduce((least, depth) => Math.min(least, depth), 200);
  return lines.map((line, index) => {
    const head = heads[index] ?? 0;
    const start =
      line.start + Math.min(line.text.length, head + (line.text.slice(head).trim() === "" ? 0 : shared));
    return {
      text: `${lowering.text.slice(start, line.end)}\n`,
      start,
      length: Math.min(lowering.text.length, line.end + 1) - start,
    };
  });
}

/** What a block that names no language looks like. */
function languageLike(text: string): LanguageId {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const bare = lines.filter((line) => !line.startsWith("#"));
  const first = bare[0] ?? "";
  if (
    bare.length > 0 &&
    bare.every((line) => /^(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*=(?!=)/.test(line) && !/[;(]\s*$/.test(line))
  )
    return "dotenv";
  if (/^[[{]/.test(first) && /[\]}],?$/.test(lines.at(-1) ?? "") && /["'][\w.-]+["']\s*:/.test(text))
    return "json";
  if (
    bare.some((line) => PROMPT.test(line)) ||
    /^(?:curl|export|npm|npx|docker|git|pip|brew|source|sudo|bash|sh|\.\/|wget|cd|#!.*sh)\b/.test(first) ||
    /^#!.*sh\b/.test(lines[0] ?? "")
  )
    return "bash";
  if (/^<\?php/.test(first)) return "php";
  if (/^<\?xml|^<configuration/.test(first)) return "xml";
  if (/^(?:GET|POST|PUT|PATCH|DELETE) (?:https?:\/)?\/\S/.test(first)) return "http";
  if (
    bare.length > 1 &&
    bare.every((line) => /^(?:- )?["']?[\w./ -]{1,60}["']?:(?:\s|$)/.test(line) || /^- \S/.test(line)) &&
    !/[;{]$/.test(first)
  )
    return "yaml";
  return "text";
}

/** Where prompts stand, only what follows them is a command; everything else is what the terminal answered. */
function commandsOf(pieces: readonly Piece[], info: string): Piece[] {
  const prompted =
    pieces.some((piece) => PROMPT.test(piece.text)) ||
    (/^(?:console|shell-session)$/.test(info) && pieces.some((piece) => /^> /.test(piece.text)));
  if (!prompted) return [...pieces];
  const commands: Piece[] = [];
  let continued = false;
  for (const piece of pieces) {
    const prompt =
      PROMPT.exec(piece.text)?.[0] ?? (continued ? (/^> ?/.exec(piece.text)?.[0] ?? "") : undefined);
    if (prompt === undefined) continue;
    const text = piece.text.slice(prompt.length);
    commands.push({
      text,
      start: piece.start + prompt.length,
      length: Math.max(0, (piece.length ?? piece.text.length) - prompt.length),
    });
    continued = /\\\s*$/.test(text) || openQuotes(commands);
  }
  return commands;
}

/** A command whose quotes are still open goes on in the next line. */
function openQuotes(commands: readonly Piece[]): boolean {
  const text = commands
    .slice(-20)
    .map((piece) => piece.text)
    .join("");
  return (text.match(/(?<!\\)'/g)?.length ?? 0) % 2 === 1 && !/"[^"]*'[^"]*"/.test(text);
}
