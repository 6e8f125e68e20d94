import { lstatSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type Inventory,
  type Skipped,
  type SkipReason,
  type SourceRef,
  sortByPath,
} from "../model/source.ts";
import { IgnoreRules, readPatterns } from "./ignore.ts";
import { holdsBundles, isMetadataFolder, leftOutFile, leftOutFolder } from "./left-out.ts";
import { errorCode, isWithin, spell } from "./root.ts";

/** Name of zunset's own ignore file, in `.gitignore` syntax. */
export const OWN_IGNORE = ".zunsetignore";

/** A folder deeper than this is not looked into. */
const MAX_DEPTH = 256;

/** A path longer than this cannot be opened by its name anywhere. */
const MAX_PATH = 4096;

/** What is known of a folder, asked once however many files it holds. */
interface Folder {
  /** Nothing in it is scanned: it is left out, ignored by the user, a link, metadata, or its name cannot be trusted. */
  readonly closed: boolean;
  readonly bundles: boolean;
  readonly depth: number;
  readonly rules: IgnoreRules;
}

const CLOSED: Folder = { closed: true, bundles: false, depth: 0, rules: IgnoreRules.none };

/** Collects what is to be scanned and why the rest is not; the same for files git lists and files a walk meets. */
export class Gathering {
  readonly #root: string;
  /** The root with the separator that joins it to a path. */
  readonly #prefix: string;
  readonly #files = new Map<string, SourceRef>();
  readonly #skipped = new Map<string, Skipped>();
  readonly #leftOut: Partial<Record<SkipReason, number>> = {};
  readonly #leftOutPaths = new Set<string>();
  readonly #links = new Set<string>();
  readonly #leaves = new Set<string>();
  readonly #folders = new Map<string, Folder>();
  /** The folder asked for last and what is known of it: a listing names the files of a folder one after the other. */
  #last: { readonly prefix: string; readonly folder: Folder } | undefined;
  /** Folders the user named: looked into whatever they and those above them are called. */
  readonly #named = new Set<string>();
  #seek = true;
  readonly #ownIgnores: ReadonlyMap<string, string> | undefined;

  /** `ownIgnores` takes the place of the ignore files of zunset's own on the disk: their text by folder, "" or `a/b/`. */
  constructor(root: string, excludes: IgnoreRules, ownIgnores?: ReadonlyMap<string, string>) {
    this.#root = root;
    this.#ownIgnores = ownIgnores;
    this.#prefix = root.endsWith("/") ? root : `${root}/`;
    this.#folders.set("", { closed: false, bundles: false, depth: 0, rules: this.#rulesOf("", excludes) });
  }

  /** Absolute place of a path relative to the root. */
  absolute(path: string): string {
    return path === "" ? this.#root : this.#prefix + path;
  }

  /** Says that the user named a folder, so that neither its name nor one above leaves it out. */
  open(path: string): void {
    this.#named.add(path);
  }

  /** True for a folder that may be scanned. Counts it when it is left out by its name. */
  enters(path: string): boolean {
    return !this.#folder(path).closed && (path === "" || this.#isFolder(path));
  }

  /** Says that there is no folder at a path, whatever the index says of files below it. */
  leaf(path: string): void {
    this.#leaves.add(path);
  }

  /** Whether folders met from now on are looked into for ignore files of zunset's own: a listing may show that there is none. */
  seekRules(seek: boolean): void {
    this.#seek = seek;
  }

  /** Adds a file unless its name or a rule of the user's leaves it out. `insists`: the user named the file itself. */
  file(path: string, options: { tracked?: boolean; insists?: boolean } = {}): void {
    if (this.#files.has(path)) return;
    if (!options.insists) {
      const slash = path.lastIndexOf("/");
      const folder = this.#folderOf(path, slash);
      if (folder.closed) return;
      const name = path.slice(slash + 1);
      if (isUnsafe(name)) return;
      if (folder.rules.ignores(path)) return;
      const reason = leftOutFile(name, folder.bundles);
      if (reason) {
        this.leaveOut(path, reason);
        return;
      }
    }
    this.#files.set(path, options.tracked ? { path, tracked: true } : { path });
  }

  /** Adds whatever stands at a path: a file, a link, or something to list as no file. */
  entry(path: string): void {
    try {
      const status = lstatSync(this.absolute(path));
      if (status.isFile()) this.file(path);
      else if (status.isSymbolicLink()) this.link(path);
      else if (!status.isDirectory()) this.skip(path, "not-a-file");
    } catch (error) {
      const code = errorCode(error);
      this.skip(path, code === "ENOENT" || code === "ENOTDIR" ? "vanished" : "unreadable", code);
    }
  }

  /** Adds a symbolic link; where it leads is looked at when everything else is known. */
  link(path: string): void {
    const slash = path.lastIndexOf("/");
    const folder = this.#folderOf(path, slash);
    if (!folder.closed && !folder.rules.ignores(path)) this.#links.add(path);
  }

  /** Lists something that cannot be scanned. */
  skip(path: string, reason: SkipReason, detail?: string): void {
    if (!this.#skipped.has(path))
      this.#skipped.set(path, detail === undefined ? { path, reason } : { path, reason, detail });
  }

  /** Counts something that is left out by its name. */
  leaveOut(path: string, reason: SkipReason): void {
    if (this.#leftOutPaths.has(path)) return;
    this.#leftOutPaths.add(path);
    this.#leftOut[reason] = (this.#leftOut[reason] ?? 0) + 1;
  }

  /** Everything gathered. A file the user named outranks a rule that leaves it out. */
  inventory(): Inventory {
    this.#dropBelowLeaves();
    for (const link of this.#links) this.#follow(link);
    return {
      root: this.#root,
      files: sortByPath([...this.#files.values()]),
      skipped: sortByPath([...this.#skipped.values()]),
      leftOut: this.#leftOut,
    };
  }

  /** The folder of a path whose last slash stands at `slash`. */
  #folderOf(path: string, slash: number): Folder {
    const last = this.#last;
    if (last?.prefix.length === slash + 1 && path.startsWith(last.prefix)) return last.folder;
    const folder = this.#folder(slash < 0 ? "" : path.slice(0, slash));
    this.#last = { prefix: path.slice(0, slash + 1), folder };
    return folder;
  }

  #folder(path: string): Folder {
    const known = this.#folders.get(path);
    if (known) return known;
    const folder = path.length > MAX_PATH ? CLOSED : this.#judge(path, this.#folder(parentOf(path)));
    this.#folders.set(path, folder);
    return folder;
  }

  #judge(path: string, above: Folder): Folder {
    const named = this.#named.has(path);
    const closed: Folder = { ...above, closed: true };
    if (above.closed && !named) return closed;
    const name = nameOf(path);
    // Git's index may hold any name a hostile commit gives it; `..` would lead out of the root.
    if (isUnsafe(name) || isMetadataFolder(name)) return closed;
    if (above.depth >= MAX_DEPTH) {
      this.skip(path, "too-deep", `more than ${MAX_DEPTH} folders deep`);
      return closed;
    }
    if (above.rules.ignores(`${path}/`)) return closed;
    const reason = named ? undefined : leftOutFolder(this.absolute(path), name, nameOf(parentOf(path)));
    if (reason) {
      this.leaveOut(path, reason);
      return closed;
    }
    return {
      closed: false,
      bundles: !named && (above.bundles || holdsBundles(name)),
      depth: above.depth + 1,
      rules: this.#rulesOf(`${path}/`, above.rules),
    };
  }

  #isFolder(path: string): boolean {
    try {
      return lstatSync(this.absolute(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    } catch (error) {
      this.skip(path, "unreadable", errorCode(error));
      return false;
    }
  }

  #rulesOf(folder: string, above: IgnoreRules): IgnoreRules {
    const text = this.#ownIgnores
      ? this.#ownIgnores.get(folder)
      : this.#seek
        ? readPatterns(join(this.#root, folder, OWN_IGNORE))
        : undefined;
    return text === undefined ? above : above.extended(folder, text);
  }

  /** The index may name files below what is a link to a folder by now; git does not follow it either. */
  #dropBelowLeaves(): void {
    for (const leaf of [...this.#leaves, ...this.#links]) {
      if (!this.#folders.has(leaf)) continue;
      for (const path of this.#files.keys()) if (path.startsWith(`${leaf}/`)) this.#files.delete(path);
    }
  }

  /** A link to a file of the tree counts under the file's own path; a link to a folder needs no following, its files come by themselves. */
  #follow(path: string): void {
    const absolute = this.absolute(path);
    try {
      const target = realpathSync.native(absolute);
      const status = statSync(target);
      if (!isWithin(this.#root, target)) this.skip(path, "link-outside-root");
      else if (status.isFile()) this.file(spell(this.#root, target));
      else if (!status.isDirectory()) this.skip(path, "not-a-file");
      else if (isWithin(target, absolute)) this.skip(path, "link-loop", "a link to a folder it stands in");
    } catch (error) {
      const code = errorCode(error);
      if (code === "ELOOP") this.skip(path, "link-loop");
      else if (code === "ENOENT" || code === "ENOTDIR") this.skip(path, "vanished", "a link to nothing");
      else this.skip(path, "unreadable", code);
    }
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Names no listing should hold: they lead elsewhere or into git's own data. */
const isUnsafe = (name: string): boolean =>
  name === "" || (name.startsWith(".") && (name === "." || name === ".." || name.toLowerCase() === ".git"));

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
