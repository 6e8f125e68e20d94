import type { LanguageId } from "../../model/fact.ts";
import type { Replacement } from "../pieces.ts";
import { reworded } from "./prose.ts";
import { isInModule, isOfOthers } from "./readers.ts";
import { type Renaming, wordPattern } from "./spelling.ts";

/** How the lines of a file are to be changed. */
export interface LineRenaming {
  readonly token: Renaming;
  readonly user: Renaming | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Something still uses the token: its lines stay, and the new variables come after them. */
  readonly keepsToken: boolean;
  /** Something else uses the user's variable: its lines stay. */
  readonly keepsUser: boolean;
  /** The file declares variables, a line each. */
  readonly settings: boolean;
  readonly language: LanguageId;
}

/** `KEY=value`, `export KEY=value`, `# KEY=value`, `- KEY=value`, `KEY: value`, `ENV KEY=value`: what stands before the name, the name, what follows. */
const DECLARATION =
  /^([ \t]*(?:#[ \t]*)?(?:-[ \t]+)?(?:export[ \t]+|ENV[ \t]+|ARG[ \t]+)?["']?)([A-Za-z_][\w.-]*)(["']?[ \t]*(?:[:=][ \t]*|\r?$|[ \t]))([^\n]*)$/;

/** The first line of a declaration of several: a list item of Kubernetes, a block of Terraform. */
const BLOCK =
  /^([ \t]*)(?:-[ \t]+name:[ \t]*|(?:variable|output|data|resource)[ \t]+(?:"[\w-]+"[ \t]+)?)["']?([\w./-]+)["']?[ \t]*\{?[ \t]*\r?$/;

/** A value that only hands on a variable or a secret of the same or another name. */
const REFERENCE = /\$|^["']?$|secretKeyRef|valueFrom|^[|>&*!]/;

/** What has to be replaced in a text, line by line; offsets are those of the text. */
export function lineReplacements(text: string, renaming: LineRenaming): Replacement[] {
  return new Renamer(text, renaming).replacements();
}

class Renamer {
  readonly #lines: readonly string[];
  readonly #renaming: LineRenaming;
  readonly #tokens: RegExp;
  readonly #users: RegExp | undefined;

  constructor(text: string, renaming: LineRenaming) {
    this.#lines = text.split("\n");
    this.#renaming = renaming;
    this.#tokens = patternOf(renaming.token);
    this.#users = renaming.user && patternOf(renaming.user);
  }

  replacements(): Replacement[] {
    const { keepsToken, keepsUser, clientId, clientSecret, settings } = this.#renaming;
    const names = (pattern: RegExp | undefined): boolean =>
      pattern !== undefined && this.#lines.some((line) => line.search(pattern) >= 0);
    // What names only the user speaks of something else.
    if (!names(this.#tokens)) return [];
    const hasSecret = names(wordPattern([clientSecret]));
    let hasId = names(wordPattern([clientId])) || (names(this.#users) && !keepsUser);
    const found: Replacement[] = [];
    let offset = 0;
    for (const [index, line] of this.#lines.entries()) {
      const at = { start: offset, end: offset + line.length };
      offset = at.end + 1;
      let text = line;
      const before = this.#lines[index - 1] ?? "";
      if (this.#says(line, this.#users) && !keepsUser && !keepsToken) text = this.#asUser(text);
      else if (settings && !keepsUser && !keepsToken && this.#isDefault(index))
        text = line.replace(/^([ \t]*default[ \t]*=[ \t]*)"[^"]+"/, `$1"${PLACEHOLDER}"`);
      else if (settings && !keepsUser && !keepsToken && BLOCK.test(before) && this.#says(before, this.#users))
        text = line.replace(/^([ \t]*value:[ \t]*["']?)[^\s"'{}]+@[^\s"'{}]+/, `$1${PLACEHOLDER}`);
      if (this.#says(line, this.#tokens)) {
        const declared = settings && this.#isDeclared(line);
        if (keepsToken) {
          const added = [this.#asId(index), this.#asSecret(index)];
          // A declaration of several lines would be cut in two.
          // An action or a workflow of others takes no more than it knows.
          const { language } = this.#renaming;
          const theirs =
            (language === "yaml" && isOfOthers(this.#lines, index)) ||
            (language === "hcl" && isInModule(this.#lines, index));
          if (declared && !hasSecret && !theirs)
            text = (this.#indent(index) !== undefined ? [...added, line] : [line, ...added]).join("\n");
        } else {
          text = this.#asToken(text);
          if (declared && !hasId) {
            hasId = true;
            text = `${this.#asId(index)}\n${text}`;
          }
        }
      } else if (settings && !keepsToken) text = this.#introduced(index, text);
      if (text !== line) found.push({ at, text });
    }
    return found;
  }

  #says(line: string, pattern: RegExp | undefined): boolean {
    return pattern !== undefined && line.search(pattern) >= 0;
  }

  #isDeclared(line: string): boolean {
    const name = (DECLARATION.exec(line) ?? BLOCK.exec(line))?.[2];
    const inBlock = BLOCK.exec(line)?.[2];
    return [name, inBlock].some((one) => one !== undefined && one.search(this.#tokens) === 0);
  }

  /** A comment that introduces the next line is about the same variable. */
  #introduced(index: number, text: string): string {
    const next = this.#lines[index + 1] ?? "";
    if (!/^[ \t]*(?:#|\/\/)/.test(text) || DECLARATION.exec(text)?.[3]?.includes("=")) return text;
    if (this.#says(next, this.#tokens)) return reworded(text, "token");
    return this.#says(next, this.#users) && !this.#renaming.keepsUser ? reworded(text, "user") : text;
  }

  #asToken(line: string): string {
    return this.#reworded(this.#renamed(line, this.#tokens, this.#renaming.token.spellings), "token");
  }

  #asUser(line: string): string {
    const { user } = this.#renaming;
    if (!user || !this.#users) return line;
    const result = this.#renamed(line, this.#users, user.spellings);
    return this.#says(line, this.#tokens) ? result : this.#reworded(result, "user");
  }

  /** Documentation says what it says in any place of a line, code and settings only in texts and comments. */
  #reworded(line: string, half: "token" | "user"): string {
    if (this.#renaming.language === "markup" || this.#renaming.language === "text")
      return reworded(line, half);
    if (half === "user" && !this.#renaming.settings) return line;
    return line.replace(/"[^"]*"|'[^']*'|`[^`]*`|(?:^|\s)(?:#|\/\/|--|;)\s.*$/g, (piece) =>
      reworded(piece, half),
    );
  }

  /** A copy of a declaration of the token that declares the client's identifier. */
  #asId(index: number): string {
    const { token, clientId } = this.#renaming;
    const spellings = token.spellings.map(([from, to]): [string, string] => [
      from,
      from === token.from ? clientId : to.replace(/secret/g, "id").replace(/Secret/g, "Id"),
    ]);
    return this.#declaration(index)
      .map((line) => this.#renamed(line, this.#tokens, spellings))
      .join("\n");
  }

  #asSecret(index: number): string {
    return this.#declaration(index)
      .map((line) => this.#renamed(line, this.#tokens, this.#renaming.token.spellings))
      .join("\n");
  }

  /** The lines of the declaration that begins at a line. */
  #declaration(index: number): string[] {
    const line = this.#lines[index] ?? "";
    const indent = this.#indent(index);
    if (indent === undefined) return [line];
    const block = [line];
    for (const next of this.#lines.slice(index + 1)) {
      const depth = next.search(/\S/);
      if (depth > indent) block.push(next);
      else {
        if (next.trim() === "}") block.push(next, "");
        break;
      }
    }
    return block;
  }

  /** What a variable of Terraform that held the user falls back on. */
  #isDefault(index: number): boolean {
    if (
      this.#renaming.language !== "hcl" ||
      !/^[ \t]*default[ \t]*=[ \t]*"[^"]*@/.test(this.#lines[index] ?? "")
    )
      return false;
    const opens = this.#lines
      .slice(Math.max(0, index - 8), index)
      .reverse()
      .find((line) => BLOCK.test(line));
    return opens !== undefined && /^[ \t]*variable\b/.test(opens) && this.#says(opens, this.#users);
  }

  /** Depth of the first line of a declaration of several; undefined for one of one line. */
  #indent(index: number): number | undefined {
    const line = this.#lines[index] ?? "";
    const block = BLOCK.exec(line)?.[1]?.length;
    if (block !== undefined || this.#renaming.language !== "yaml") return block;
    const own = /^([ ]*)["']?[\w.-]+["']?:[ ]*\r?$/.exec(line)?.[1]?.length;
    const next = this.#lines.slice(index + 1).find((one) => one.trim() !== "");
    return own !== undefined && (next?.search(/\S/) ?? 0) > own ? own : undefined;
  }

  /** The line with the name in all its spellings replaced. A literal value was the old variable's: it gives way to none, or to a placeholder. */
  #renamed(line: string, names: RegExp, spellings: Renaming["spellings"]): string {
    const map = new Map(spellings);
    const named = line.replace(names, (name) => map.get(name) ?? name);
    const result = this.#renaming.settings ? named : withoutValue(named, [...map.values()]);
    const declared = DECLARATION.exec(line);
    if (!this.#renaming.settings || !declared || declared[2]?.search(names) !== 0) return result;
    const value = DECLARATION.exec(result)?.[4] ?? "";
    const literal = value.replace(/[ \t]+#.*$/, "").trimEnd();
    const isComment = value.startsWith("#") && /[ \t]$/.test(result.slice(0, result.length - value.length));
    if (literal === "" || isComment || REFERENCE.test(literal)) return result;
    const before = result.slice(0, result.length - value.length);
    if (this.#renaming.language === "dotenv") {
      const rest = value.slice(literal.length).trimStart();
      // A sign right behind the equals sign would be the value, no comment.
      return before + (rest.startsWith("#") ? ` ${rest}` : rest);
    }
    const address = /[^\s"'=,]+@[^\s"',]+/.exec(literal)?.[0];
    return address === undefined ? result : before + value.replace(address, PLACEHOLDER);
  }
}

/** An example's or a test's literal after a new name: an address is no identifier, and what was called an API token is a secret now. */
function withoutValue(line: string, names: readonly string[]): string {
  const assigned = new RegExp(
    `(${wordPattern(names).source}["'\\])]*\\s*[:=]\\s*["']?)([^\\s"'\`,;)]+)`,
    "g",
  );
  return line.replace(assigned, (whole: string, before: string, value: string) =>
    /^[^@/]+@[^@/]+$/.test(value)
      ? `${before}your-client-id`
      : /^[\w<>-]+$/.test(value) && /api[-_ ]?(?:token|key)/i.test(value) && !names.includes(value)
        ? before + value.replace(/api([-_ ]?)(?:token|key)/i, "client$1secret")
        : whole,
  );
}

/** Stands where a value was that a person has to replace. */
export const PLACEHOLDER = "change-me";

const patternOf = ({ spellings }: Renaming): RegExp => wordPattern(spellings.map(([from]) => from));
