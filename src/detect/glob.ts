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

const behindDots = new Map<string, string>();

/** Matches a dotted callee or name: a glob without a leading `*` also matches behind a dot (`createClient` ⇒ `zendesk.createClient`). */
export function matchesName(glob: string, name: string): boolean {
  if (matchesGlob(glob, name)) return true;
  if (glob.startsWith("*")) return false;
  let behindDot = behindDots.get(glob);
  if (behindDot === undefined) {
    behindDot = `*.${glob}`;
    behindDots.set(glob, behindDot);
  }
  return matchesGlob(behindDot, name);
}

const split = new Map<string, readonly string[]>();

function segmentsOf(glob: string): readonly string[] {
  let segments = split.get(glob);
  if (!segments) {
    segments = glob.split("/");
    split.set(glob, segments);
  }
  return segments;
}

/** Matches key path segments against a glob whose segments are joined by `/`; `**` stands for any number of segments. */
export function matchesPath(glob: string, segments: readonly string[]): boolean {
  const pattern = segmentsOf(glob);
  const match = (at: number, from: number): boolean => {
    const head = pattern[at];
    if (head === undefined) return from === segments.length;
    if (head === "**") {
      for (let next = from; next <= segments.length; next++) if (match(at + 1, next)) return true;
      return false;
    }
    const first = segments[from];
    return first !== undefined && matchesGlob(head, first) && match(at + 1, from + 1);
  };
  const last = pattern.at(-1) ?? "";
  // Most paths already fail at their last segment.
  if (last !== "**" && !matchesGlob(last, segments.at(-1) ?? "")) return false;
  return match(0, 0);
}

/** The keys one of which a path has to end in to match one of the globs; undefined when any key may. */
export function lastKeysOf(globs: readonly string[]): readonly string[] | undefined {
  const last = globs.map((glob) => segmentsOf(glob).at(-1) ?? "");
  return last.some((key) => key.includes("*")) ? undefined : last;
}

/** How many of its last characters a callee is looked up by. */
const ENDING = 3;

const literalEnd = (glob: string): string => glob.slice(glob.lastIndexOf("*") + 1);

/** True for globs that {@link endingsOf} knows nothing of: they match names of nearly any ending. */
export const isOpenEnded = (globs: readonly string[]): boolean =>
  globs.some((glob) => literalEnd(glob).length < ENDING);

/** A quick test for callees that none of the globs can match; true says nothing. */
export function endingsOf(globs: readonly string[]): Test {
  const endings = new Set(globs.map((glob) => literalEnd(glob).slice(-ENDING)));
  return (text) => endings.has(text.slice(-ENDING));
}
