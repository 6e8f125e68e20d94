const compiled = new Map<string, RegExp>();

/** Matches a text against a glob in which `*` stands for any characters; every other character stands for itself. */
export function matchesGlob(glob: string, text: string): boolean {
  let pattern = compiled.get(glob);
  if (!pattern) {
    pattern = new RegExp(`^${glob.split("*").map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");
    compiled.set(glob, pattern);
  }
  return pattern.test(text);
}

/** Matches a dotted callee or name: a glob without a leading `*` also matches behind a dot (`createClient` ⇒ `zendesk.createClient`). */
export function matchesName(glob: string, name: string): boolean {
  return matchesGlob(glob, name) || (!glob.startsWith("*") && matchesGlob(`*.${glob}`, name));
}

/** Matches key path segments against a glob whose segments are joined by `/`; `**` stands for any number of segments. */
export function matchesPath(glob: string, segments: readonly string[]): boolean {
  const match = (pattern: readonly string[], path: readonly string[]): boolean => {
    const [head, ...rest] = pattern;
    if (head === undefined) return path.length === 0;
    if (head === "**") {
      for (let taken = 0; taken <= path.length; taken++) if (match(rest, path.slice(taken))) return true;
      return false;
    }
    const [first, ...others] = path;
    return first !== undefined && matchesGlob(head, first) && match(rest, others);
  };
  return match(glob.split("/"), segments);
}
