/** A file that the scan may read. */
export interface SourceRef {
  /** Path relative to the report root (git root, or the scanned folder), `/`-separated, as the file system spells it. */
  readonly path: string;
  /** Git's index names it. It may have been deleted from the work tree, which is no trouble worth listing. */
  readonly tracked?: true;
}

/** Why a file was not scanned, or only in part. */
export type SkipReason =
  | "too-large"
  | "binary"
  | "encoding"
  | "unreadable"
  | "vanished"
  | "link-outside-root"
  | "link-loop"
  | "not-a-file"
  | "vendored"
  | "generated"
  | "minified"
  | "timeout"
  | "out-of-memory"
  | "parse-error"
  | "too-deep";

/** A file left out, with its reason. Vendored and generated trees are counted, not listed one by one. */
export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  /** One line more for a person: a size, an error code. Holds no text of the file. */
  readonly detail?: string;
}

/** What discover found. */
export interface Inventory {
  /** Absolute folder all paths are relative to; never printed in a report. */
  readonly root: string;
  /** Sorted by path, byte order. */
  readonly files: readonly SourceRef[];
  /** Sorted by path, byte order. */
  readonly skipped: readonly Skipped[];
  /** Vendored, generated and binary entries left out by name, by reason. A folder left out as a whole counts once. */
  readonly leftOut: Readonly<Partial<Record<SkipReason, number>>>;
}

/** Sorts by path in byte order of UTF-8, in place. */
export function sortByPath<T extends { readonly path: string }>(all: T[]): T[] {
  // Code units and bytes order alike but for surrogates, which are rare enough to look for first.
  const wide = all.some((one) => /[\ud800-\udfff]/.test(one.path));
  // What git lists is in order: to look costs a tenth of what sorting does.
  if (!wide && all.every((one, index) => index === 0 || (all[index - 1]?.path ?? "") <= one.path)) return all;
  return wide
    ? all.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
    : all.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
