const EXTENSION =
  /\.(?:[cm]?[jt]sx?|d\.ts|py|rb|php|gs|vue|svelte|sh|bash|json|ya?ml|coffee|go|java|kt|cs|ps1|psm1)$/i;

const segmentsOf = (path: string): string[] =>
  path.split("/").filter((segment) => segment !== "" && segment !== ".");

/** Segments of a path without extension and without a trailing `index`/`__init__`: what a module's name has to end in. */
export function stemOf(path: string): string[] {
  const segments = segmentsOf(path.replace(EXTENSION, ""));
  if (segments.length > 1 && /^(?:index|__init__|mod)$/.test(segments.at(-1) ?? "")) segments.pop();
  return segments;
}

/** A module name as path segments; relative ones are joined to the importing file's folder. */
function wanted(module: string, from: string): { segments: string[]; exact: boolean } {
  const folder = segmentsOf(from).slice(0, -1);
  const python = /\.pyw?$/.test(from) || /\.ipynb$/.test(from);
  if (python) {
    const dots = /^\.+/.exec(module)?.[0].length ?? 0;
    const rest = module.slice(dots).split(".").filter(Boolean);
    return dots > 0
      ? { segments: [...folder.slice(0, Math.max(0, folder.length - dots + 1)), ...rest], exact: true }
      : { segments: rest, exact: false };
  }
  const plain = module.replace(/\\/g, "/").replace(EXTENSION, "");
  if (/^\.{1,2}\//.test(plain) || plain === "." || plain === "..") {
    const segments = [...folder];
    for (const segment of plain.split("/")) {
      if (segment === "..") segments.pop();
      else if (segment !== "." && segment !== "") segments.push(segment);
    }
    if (/^(?:index|__init__)$/.test(segments.at(-1) ?? "")) segments.pop();
    return { segments, exact: true };
  }
  const dotted = /\.(?:java|kt|kts|cs)$/.test(from) ? plain.replace(/\./g, "/") : plain;
  return { segments: segmentsOf(dotted.replace(/^[@~]\//, "")), exact: false };
}

/**
 * Finds the file a module name stands for: relative names exactly, aliases (`@/config`), packages of the repository and dotted names by
 * the longest common tail, nearest folder first.
 */
export function moduleFinder(paths: readonly string[]): (module: string, from: string) => string | undefined {
  const fitting = fittingModules(paths);
  const known = new Map<string, string | undefined>();
  return (module, from) => {
    const key = `${from}\0${module}`;
    if (!known.has(key)) known.set(key, fitting(module, from)[0]);
    return known.get(key);
  };
}

/** Finds all files a module name may stand for, the one it does first. */
export function fittingModules(
  paths: readonly string[],
): (module: string, from: string) => readonly string[] {
  const byLast = new Map<string, { path: string; stem: string[] }[]>();
  for (const path of paths) {
    const stem = stemOf(path);
    const last = stem.at(-1);
    if (last === undefined) continue;
    const list = byLast.get(last);
    if (list) list.push({ path, stem });
    else byLast.set(last, [{ path, stem }]);
  }
  return (module, from) => {
    const { segments, exact } = wanted(module, from);
    const last = segments.at(-1);
    if (last === undefined) return [];
    const candidates = byLast.get(last)?.filter((one) => one.path !== from) ?? [];
    if (exact) {
      const key = segments.join("/");
      return candidates.filter((one) => one.stem.join("/") === key).map(({ path }) => path);
    }
    const tail = (stem: readonly string[]): number => {
      let count = 0;
      while (
        count < Math.min(stem.length, segments.length) &&
        stem[stem.length - 1 - count] === segments[segments.length - 1 - count]
      )
        count++;
      return count;
    };
    const folder = from.split("/").slice(0, -1);
    const nearness = (path: string): number => {
      const other = path.split("/").slice(0, -1);
      let shared = 0;
      while (shared < folder.length && folder[shared] === other[shared]) shared++;
      return shared - other.length / 100;
    };
    // A whole name must match, or at least two segments of it (`com.acme.config.Keys` in `src/main/java/com/acme/config`).
    const fitting = candidates.filter((one) => tail(one.stem) === segments.length || tail(one.stem) >= 2);
    fitting.sort(
      (a, b) =>
        tail(b.stem) - tail(a.stem) || nearness(b.path) - nearness(a.path) || (a.path < b.path ? -1 : 1),
    );
    return fitting.map(({ path }) => path);
  };
}
