import type { Edit, NewFile } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import { originOf } from "../origin.ts";
import type { Outcome, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { accountDoubts } from "./accounts.ts";

/** Where a site's credential stands. */
export function spansOf({ use }: Site): Span[] {
  const { user, token, at } = use.match;
  return [at, ...(user ? [user.at] : []), ...(token ? [token.at] : [])];
}

/** The rewrite of a site of shell code, or the refusal that the way of its credential asks for. */
export function shellOutcome(
  site: Site,
  made: {
    readonly edits: readonly Edit[];
    readonly reasons: readonly string[];
    readonly creates: readonly NewFile[];
    readonly title?: string;
    readonly todo?: readonly string[];
    /** Words of the calls that may be their addresses. */
    readonly addresses: readonly string[];
    /** What else sets variables of the calls. */
    readonly around?: string;
  },
): Outcome {
  const origin = originOf(site);
  if ("kind" in origin) return origin;
  const users = new Set(
    site.use.userRoots.flatMap(({ kind, key }) => (kind === "text" && key?.includes("@") ? [key] : [])),
  );
  if (users.size > 1) return refuse("acts-as-user", "The user is one of several.");
  const reasons = [...origin, ...made.reasons];
  const { at } = site.use.match;
  const { masked } = site.file;
  if (/\$\{?[1-9]/.test(masked.slice(at.start, at.end)) || isArgument(site))
    reasons.push("The credential came in as an argument, which callers still pass.");
  reasons.push(...accountDoubts(site.host, `${masked}\n${made.around ?? ""}`, made.addresses));
  if (site.host.kind === "unknown")
    reasons.push(`The account's address was not found: the provider reads ${site.host.name}.`);
  return {
    kind: "rewrite",
    safety: reasons.length > 0 ? "review" : "safe",
    reasons: [...new Set(reasons)],
    title: made.title ?? "calls a function that adds a bearer token",
    edits: made.edits,
    creates: made.creates,
    ...(made.todo && made.todo.length > 0 ? { todo: made.todo } : {}),
  };
}

/** One of the values that user or token may have is an argument of the script or of a function. */
const isArgument = ({ use, file }: Site): boolean =>
  (file.masked.slice(use.match.at.start, use.match.at.end).match(/(?<=\$\{?)[A-Za-z_]\w*/g) ?? []).some(
    (name) => new RegExp(`(?<![\\w$])${name}=["']?\\$\\{?(?:OPTARG|[1-9@*])`).test(file.masked),
  ) ||
  [...use.roots, ...use.userRoots].some(
    ({ kind, key, weak }) => weak !== true && kind === "unknown" && /^(?:\d+|[@*])$/.test(key ?? ""),
  );
