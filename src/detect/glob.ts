type Test = (text: string) => boolean;

const compiled = new Map<string, Test>();

function compile(glob: string): Test {
  const pieces = glob.split("*");
  const [first = "", last = ""] = pieces;
  if (pieces.length === 1) return (text) => text === first;
  // `*Name`, the usual form: no regular expression needed.
  if (pieces.length === 2 && first === "") return (text) => text.endsWith(last);
  const pattern = new RegExp(
    `^${pieces.map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`,
    "s",
  );
  return (text) => pattern.test(text);
}

/** Matches a text against a glob in which `*` stands for any characters; every other character stands for itself. */
export function matchesGlob(glob: string, text: string): boolean {
  let test = compiled.get(glob);
  if (!test) {
    test = compile(glob);
    compiled.set(glob, test);
  }
  return test(text);
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
  const pattern = glob.split("/");
  const last = pattern.at(-1) ?? "";
  // Most paths already fail at their last segment.
  if (last !== "**" && !matchesGlob(last, segments.at(-1) ?? "")) return false;
  return match(pattern, segments);
}

/** How many of its last characters a callee is looked up by. */
const ENDING = 3;

/** A quick test for callees that none of the globs can match; true says nothing. */
export function endingsOf(globs: readonly string[]): Test {
  const endings = new Set<string>();
  for (const glob of globs) {
    const literal = glob.slice(glob.lastIndexOf("*") + 1);
    if (literal.length < ENDING) return () => true;
    endings.add(literal.slice(-ENDING));
  }
  return (text) => endings.has(text.slice(-ENDING));
}
