import type { Value } from "../../model/fact.ts";
import type { Method } from "../../model/scope.ts";
import type { CallSite } from "../../resolve/world.ts";

/** HTTP methods as texts spell them. */
const VERB = /^(?:get|head|options|post|put|patch|delete)$/i;
/** `HttpMethod.Post`, `http.MethodPut`, `Method.DELETE`, `POST`. */
const VERB_NAME = /(?:^|method[._]?|\.|_)(get|head|post|put|patch|delete)$/i;
/** Options that name the method. */
const OPTION = /^(?:method|verb|type|http_?method|request_?method|(?:curlopt_)?customrequest)$/i;

/** A text as a method; undefined when it is none. */
export function methodOf(text: string): Method | undefined {
  const plain = text.trim().replace(/^[:"']+|["']+$/g, "");
  if (!VERB.test(plain)) return undefined;
  const upper = plain.toUpperCase();
  return upper === "HEAD" || upper === "OPTIONS" ? "GET" : (upper as Method);
}

/** A name as a method: `HttpMethod.Post`. */
export function methodNamed(name: string): Method | undefined {
  const word = VERB_NAME.exec(name)?.[1];
  return word === undefined ? undefined : methodOf(word);
}

/** The text of a value that is nothing else. */
export function literal(value: Value): string | undefined {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return only && "text" in only ? only.text : undefined;
}

/** A literal method among what a call hands over: `curlWrap("/tickets.json", $json, "POST")`, `send(path, { method: "PUT" })`. */
export function verbHanded({ call }: CallSite): Method | undefined {
  const options = call.args.flatMap((value) =>
    value.parts.flatMap((part) =>
      "object" in part ? part.object.filter(({ key }) => OPTION.test(key)).map((entry) => entry.value) : [],
    ),
  );
  for (const value of [...call.args, ...call.named.map((entry) => entry.value), ...options]) {
    const only = value.parts.length === 1 ? value.parts[0] : undefined;
    // `requests.put`, `Method.Put`.
    const picked =
      only && "name" in only ? /(?:\.|method)(get|post|put|patch|delete)$/i.exec(only.name)?.[1] : undefined;
    const text = picked?.toUpperCase() ?? literal(value) ?? "";
    const method = text === text.toUpperCase() || text === text.toLowerCase() ? methodOf(text) : undefined;
    if (method) return method;
  }
  return undefined;
}
