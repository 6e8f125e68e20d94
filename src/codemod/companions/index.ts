import { posix } from "node:path";
import { compactOf, type NameReading } from "../../detect/index.ts";
import type { LanguageId, ParsedFile } from "../../model/fact.ts";
import type { OpenFile } from "../changes.ts";
import { copiesMask } from "../disk.ts";
import type { Project, Site } from "../recipe.ts";
import { isHeld } from "./holders.ts";
import { lineReplacements, PLACEHOLDER } from "./lines.ts";
import { removePlumbing } from "./plumbing.ts";
import {
  isAddressee,
  isGivenElsewhere,
  isGivenToModule,
  isReadByCommand,
  isTakenFromCallers,
} from "./readers.ts";
import { type Renaming, renamingOf, wordPattern } from "./spelling.ts";

import { hasForeignValue } from "./values.ts";

/** A credential whose uses were rewritten. */
interface Credential {
  readonly token: Renaming;
  /** Absent when the user came from elsewhere than the environment. */
  readonly user: Renaming | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What companions are made from. */
export interface CompanionOptions {
  readonly project: Project;
  readonly read: (name: string) => NameReading;
  readonly open: (path: string) => Promise<OpenFile | undefined>;
  readonly rewritten: readonly Site[];
  /** Variables and settings that something which is not rewritten still uses. */
  readonly kept: readonly string[];
  /** Files to leave alone. */
  readonly without: ReadonlySet<string>;
}

/** What became of the places that name a credential's variables besides the code that uses it. */
export interface Companions {
  /** Files that hold real values, left alone: a person has to change them. Sorted. */
  readonly local: readonly string[];
  /** Files in which a placeholder now stands for an old value. Sorted. */
  readonly placeholders: readonly string[];
  /** Files in which a new variable gets its value by another name: what stands there is still the old one's. Sorted. */
  readonly handed: readonly string[];
}

/** Languages in which a variable is declared, a line each, rather than read. */
const SETTINGS: ReadonlySet<LanguageId> = new Set([
  "dotenv",
  "yaml",
  "ini",
  "dockerfile",
  "toml",
  "json",
  "hcl",
  "xml",
]);

/**
 * Renames the variables of rewritten credentials wherever the repository names them: templates, CI, deployment, guards, lists of what is required,
 * documentation. A variable that something still reads is kept, and the new ones are put beside it.
 */
export async function addCompanions(options: CompanionOptions): Promise<Companions> {
  const { project, read, rewritten, kept, without } = options;
  const local = new Set<string>();
  const placeholders = new Set<string>();
  const handed = new Set<string>();
  const stillUsed = new Set(kept.map(compactOf));
  const sitePaths = new Set(rewritten.map((site) => site.file.path));
  for (const credential of credentialsOf(rewritten, read)) {
    const words = [...credential.token.spellings, ...(credential.user?.spellings ?? [])].map(
      ([from]) => from,
    );
    const paths = await project.containing(
      words.filter((word) => word.length >= 3),
      () => true,
    );
    const pattern = wordPattern(words);
    const files: OpenFile[] = [];
    for (const path of paths) {
      const file = await project.load(path);
      if (!file || without.has(path)) continue;
      // A name that says nothing of Zendesk may be anybody's in other code, which goes on reading it.
      if (!read(credential.token.from).vendor && !SETTINGS.has(file.language) && !sitePaths.has(path)) {
        if (isCode(file.language))
          for (const word of words)
            if (file.masked.search(wordPattern([word])) >= 0) stillUsed.add(compactOf(word));
        continue;
      }
      if (words.some((word) => isTakenFromCallers(file.masked, word)) && !(await isCalledHere(path, project)))
        continue;
      const opened = await options.open(path);
      if (holdsValue(file) || (opened && namesValue(file, opened.edited.text, pattern))) local.add(path);
      else if (opened) files.push(opened);
    }
    // What no rule told of would send the new values as the old pair.
    if (files.some(({ file, edited }) => isCode(file.language) && pairs(edited.text, pattern))) {
      stillUsed.add(compactOf(credential.token.from));
      if (credential.user) stillUsed.add(compactOf(credential.user.from));
    }
    for (const { from, spellings } of [credential.token, ...(credential.user ? [credential.user] : [])])
      if (files.some((one) => isReadElsewhere(one, from, spellings))) stillUsed.add(compactOf(from));
    if (!stillUsed.has(compactOf(credential.token.from)))
      await removePlumbing(
        files,
        [credential.token.from, ...(credential.user ? [credential.user.from] : [])],
        project,
        options.open,
      );
    const used = new Set(stillUsed);
    for (const { from } of [credential.token, ...(credential.user ? [credential.user] : [])])
      if (await isHeld(files, from, project, options.open)) used.add(compactOf(from));
    renameIn(files, credential, used);
    const names = [credential.clientId, credential.clientSecret];
    for (const { file, edited } of files)
      if (
        SETTINGS.has(file.language) &&
        edited.text !== file.masked &&
        hasForeignValue(edited.text, file.language, names) &&
        !hasForeignValue(file.masked, file.language, names)
      )
        handed.add(file.path);
    for (const { file, edited } of files)
      if (edited.text.split(PLACEHOLDER).length > file.masked.split(PLACEHOLDER).length)
        placeholders.add(file.path);
  }
  return { local: [...local].sort(), placeholders: [...placeholders].sort(), handed: [...handed].sort() };
}

/** Something that is not rewritten goes on reading a variable. */
const isReadElsewhere = (
  { file, edited }: OpenFile,
  name: string,
  spellings: Renaming["spellings"],
): boolean =>
  isReadByCommand(edited.text, file.language, name) ||
  isGivenElsewhere(edited.text, file.path, name) ||
  isGivenToModule(edited.text, file.language, wordPattern(spellings.map(([from]) => from)));

/** A workflow of the repository calls another one of it. */
export async function isCalledHere(path: string, project: Project): Promise<boolean> {
  const name = posix.basename(path);
  for (const other of await project.containing([name], (one) => one !== path && /\.ya?ml$/.test(one)))
    if ((await project.load(other))?.masked.includes(`./${path}`)) return true;
  return false;
}

/** A dotenv file with real values is somebody's own. */
const holdsValue = ({ secrets, path, language, masked }: ParsedFile): boolean =>
  (secrets.length > 0 && language === "dotenv" && !/example|sample|template|dist/i.test(path)) ||
  ENCRYPTED.test(masked);

/** Files whose values are encrypted, names and all: sops, sealed secrets, Ansible's vault. */
const ENCRYPTED =
  /\bENC\[AES256_GCM,|^kind:[ ]*["']?SealedSecret\b|^\$ANSIBLE_VAULT;|:[ ]*!vault[ ]*\||^-----BEGIN AGE ENCRYPTED FILE/m;

/** True when a real value stands on a line that names a variable: it belongs to the old name, and only a mask of it is known here. */
const namesValue = (file: ParsedFile, text: string, names: RegExp): boolean =>
  file.secrets.length > 0 &&
  text.split("\n").some((line) => line.search(names) >= 0 && copiesMask(file, line));

/** A line of code still puts a user and a token together. */
const pairs = (text: string, names: RegExp): boolean =>
  text
    .split("\n")
    .some(
      (line) =>
        /(?:\/|%2F)token\b/i.test(line) &&
        !/^\s*(?:#|\/\/|\*)/.test(line) &&
        (line.match(names) ?? []).length > 1,
    );

function credentialsOf(sites: readonly Site[], read: (name: string) => NameReading): Credential[] {
  const found = new Map<string, Credential>();
  for (const { names } of sites) {
    // The name of a place where a credential is kept (`…_ARN`, `…_FILE`) goes on naming that place.
    const held = (keys: readonly string[]): string[] => keys.filter((key) => !read(key).stored);
    const user = ownOf(held(names.userKeys), names.prefix);
    // Of several variables the one that the new names are made of: the others are told as left behind.
    const token = ownOf(held(names.tokenKeys), names.prefix);
    if (token === undefined || token === names.clientSecret || found.get(token)?.user) continue;
    found.set(token, {
      token: renamingOf(token, names.clientSecret, read(token).vendor),
      user:
        user === undefined || user === names.clientId
          ? undefined
          : renamingOf(user, names.clientId, read(user).vendor),
      clientId: names.clientId,
      clientSecret: names.clientSecret,
    });
  }
  return [...found.values()];
}

/** The variable of a prefix, the shortest of several. */
const ownOf = (keys: readonly string[], prefix: string): string | undefined => {
  const variables = keys.filter(isVariable).sort((a, b) => a.length - b.length);
  return variables.find((key) => key.startsWith(prefix)) ?? variables[0];
};

const isVariable = (key: string): boolean => /^[A-Z][A-Z0-9_]{2,}$/.test(key);

function renameIn(files: readonly OpenFile[], credential: Credential, stillUsed: ReadonlySet<string>): void {
  const keepsToken = stillUsed.has(compactOf(credential.token.from));
  const { user } = credential;
  const keepsUser =
    user !== undefined && (stillUsed.has(compactOf(user.from)) || isReadAlone(files, credential, user));
  const inCode = files.flatMap(({ file, edited }) => (isCode(file.language) ? [edited.text] : []));
  for (const { file, edited } of files)
    edited.replace(
      lineReplacements(edited.text, {
        token: narrowed(credential.token, isCode(file.language), inCode),
        user: user && narrowed(user, isCode(file.language), inCode),
        clientId: credential.clientId,
        clientSecret: credential.clientSecret,
        keepsToken,
        keepsUser,
        settings: SETTINGS.has(file.language),
        language: file.language,
      }),
    );
}

/** True for a language that does more than declare or describe. */
export const isCode = (language: LanguageId): boolean =>
  !SETTINGS.has(language) && language !== "markup" && language !== "text";

/** In code, and where code says it, too, another spelling is a name of the code's own: then only the variable itself is renamed. */
function narrowed(renaming: Renaming, code: boolean, inCode: readonly string[]): Renaming {
  const spellings = renaming.spellings.filter(
    ([from]) =>
      from === renaming.from || (!code && !inCode.some((text) => text.search(wordPattern([from])) >= 0)),
  );
  return { ...renaming, spellings };
}

/** Lines around a mention of the token in which the user belongs to it. */
const NEAR = 4;

/** True when code says the user's name away from the token's: it is used for something else, too. */
function isReadAlone(files: readonly OpenFile[], { token }: Credential, user: Renaming): boolean {
  const tokens = wordPattern(token.spellings.map(([from]) => from));
  const users = wordPattern([user.from]);
  return files.some(({ file, edited }) => {
    if (!isCode(file.language)) return false;
    const lines = edited.text.split("\n");
    const beside = (index: number): boolean =>
      lines.slice(Math.max(0, index - NEAR), index + NEAR + 1).some((line) => line.search(tokens) >= 0);
    return lines.some(
      (line, index) => line.search(users) >= 0 && (!beside(index) || isAddressee(line, users)),
    );
  });
}
