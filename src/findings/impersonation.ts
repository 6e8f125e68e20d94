import type { Use } from "../resolve/index.ts";

/** First segments of references to data of a request, a record or a loop. */
const DATA =
  /^(?:req|request|params|body|payload|event|ctx|user|current_?user|customer|requester|agent|submitter|author|ticket|row|record|item|member|person|contact|session)$/i;

/** True when the e-mail of the pair comes from data only: the code acts as whoever it names. */
export function actsAsOthers(use: Use): boolean {
  const roots = use.userRoots.filter((root) => root.key === undefined || !/^\/?token$/.test(root.key));
  if (roots.length === 0) return false;
  // E-mail and token out of one record: whoever signed in acts as himself.
  const holder = (key = ""): string => key.slice(0, Math.max(0, key.lastIndexOf(".")));
  const holders = new Set(roots.map((root) => holder(root.key)));
  if (
    use.roots.some(
      (root) => root.kind === "unknown" && holder(root.key) !== "" && holders.has(holder(root.key)),
    )
  )
    return false;
  return roots.every((root) => {
    if (root.kind !== "unknown" || root.key === undefined) return false;
    const segments = root.key.replace(/^this\./, "").split(".");
    return segments.length > 1 && DATA.test(segments[0] ?? "") && /mail|login/i.test(segments.at(-1) ?? "");
  });
}
