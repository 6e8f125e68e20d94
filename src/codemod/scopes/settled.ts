import type { Call } from "../../model/fact.ts";
import { tailOf } from "../../resolve/world.ts";

/** What answers call the address of the next page, what is made of it, and addresses of files. */
const PAGED =
  /(?:^|[._])links?[._]next\b|(?:next|prev(?:ious)?)_?(?:page|url|link|path|uri)|(?:after|before|content|download|image|photo|avatar|thumbnail)_?url/i;

/** True for a name that answers call the address of the next page by: `body.links.next`, `next_page`. */
export const isPagedName = (name: string): boolean => PAGED.test(name);

/** Takes the address of the next page out of an answer: `page.get("next_page")`, `jq -r .next_page`, `r.dig("links", "next")`. */
export function isPaged(call: Call): boolean {
  const texts = call.args.flatMap((value) => {
    const only = value.parts.length === 1 ? value.parts[0] : undefined;
    return only && "text" in only ? [only.text] : [];
  });
  const inner = call.receiver?.parts[0];
  return (
    PAGED.test(tailOf(call.call)) ||
    (/^(?:get\w*|path|dig|fetch|jq|opt\w*|at|value|findvalue|search)$/i.test(tailOf(call.call)) &&
      PAGED.test(texts.join("."))) ||
    (inner !== undefined && "call" in inner && isPaged(inner))
  );
}

/** Makers of requests that something else sends. */
const BUILT =
  /(?:^|\.)(?:HTTP\.(?:Get|Post|Put|Patch|Delete|Head)|NewRequest(?:WithContext)?|HttpRequestMessage|RestRequest|newBuilder|Request\.Builder|Request)(?:\(\).*)?$/;

/** True for the making of a request: where it is sent nothing more is to be learned of its address. */
export const isBuilt = (call: Call): boolean => BUILT.test(call.call);
