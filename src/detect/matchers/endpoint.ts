import type { FileContext, Found } from "../context.ts";
import type { Place } from "../places.ts";

/** Parameters of the shape: regular expressions for addresses, and whether the request must be a POST. */
interface EndpointParameters {
  readonly paths: readonly string[];
  readonly post: boolean;
}

/** A literal address that contains one of the given paths. */
export function endpoint(
  context: FileContext,
  { paths, post }: EndpointParameters,
  emit: (found: Found) => void,
): void {
  const patterns = paths.map(patternOf);
  for (const place of context.places.values) {
    if (place.fact.kind === "prose") continue;
    const text = place.value.parts.map((part) => ("text" in part ? part.text : "*")).join("");
    if (patterns.some((pattern) => pattern.test(text)) && (!post || isPost(context, place)))
      emit({ role: "other", at: place.value.at, scope: place.scope, evidence: "shape", confidence: "high" });
  }
}

const compiled = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  let pattern = compiled.get(path);
  if (!pattern) {
    pattern = new RegExp(path);
    compiled.set(path, pattern);
  }
  return pattern;
}

/** The call it is an argument of posts, by its name, its method argument or the statement around it. */
function isPost(context: FileContext, place: Place): boolean {
  if (place.call && /(?:^|[._])post/i.test(place.call.call)) return true;
  const { start, end } = place.fact.at;
  return /\bPOST\b/.test(context.file.masked.slice(start, Math.min(end, start + 2000)));
}
