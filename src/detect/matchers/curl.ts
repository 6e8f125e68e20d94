import { USER_CLUSTER } from "../../model/curl.ts";
import type { Value } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { literalOf } from "../select.ts";
import { colonJoined, halfIn, pairIn } from "../shapes.ts";

const USER_OPTION = new RegExp(`^(?:${USER_CLUSTER}|--user|-a|--auth|--http-user|--proxy-user)$`);
const JOINED_OPTION = new RegExp(`^(?:--user|--auth|--http-user)=|^${USER_CLUSTER}(?=.)`);
const SHORT_ALONE = new RegExp(`^${USER_CLUSTER}$`);

/** Options kept in a variable until a command takes them: `AUTH="--user $PAIR"`. */
const KEPT_OPTION = new RegExp(`^\\s*(?:-[a-zA-Z]+\\s+|--[\\w-]+\\s+)*(?:${USER_CLUSTER}|--user)[\\s=]+$`);

/** Credentials handed to curl, wget, httpie and their like on the command line. */
export function curl(context: FileContext, emit: (found: Found) => void): void {
  if (context.file.language === "bash" || context.file.language === "makefile")
    for (const { value, scope, fact } of context.places.values) {
      const first = value.parts[0];
      if (
        fact.kind !== "assign" ||
        !first ||
        !("text" in first) ||
        !KEPT_OPTION.test(first.text) ||
        value.parts.length < 2
      )
        continue;
      emit({
        role: "basic",
        at: value.at,
        scope,
        evidence: "name",
        confidence: "medium",
        token: { at: value.at, parts: value.parts.slice(1) },
      });
    }
  for (const { call, scope } of context.places.calls) {
    if (!/^(?:curl|wget|http|https|xh|xhs|httpie|curlie)(?:\.exe)?$/.test(call.call.split("/").at(-1) ?? ""))
      continue;
    const host = call.args.find((argument) =>
      argument.parts.some((part) => "text" in part && /:\/\/|zendesk/.test(part.text)),
    );
    call.args.forEach((argument, index) => {
      const first = argument.parts[0];
      const option = first !== undefined && "text" in first ? first.text : "";
      let user: Value | undefined;
      if (USER_OPTION.test(literalOf(argument) ?? "")) user = call.args[index + 1];
      else if (JOINED_OPTION.test(option) || (SHORT_ALONE.test(option) && argument.parts.length > 1))
        user = {
          at: argument.at,
          parts: [
            { text: option.replace(JOINED_OPTION, "").replace(SHORT_ALONE, "") },
            ...argument.parts.slice(1),
          ].filter((part) => !("text" in part) || part.text !== ""),
        };
      if (!user || user.parts.length === 0) return;
      const base = { at: user.at, scope, ...(host ? { host } : {}) };
      const pair = pairIn(user);
      const half = halfIn(user);
      if (pair) emit({ ...base, role: "use", evidence: "shape", confidence: "high", ...pair });
      else if (half) {
        const token = passwordOf(call.args);
        emit({
          ...base,
          role: "use",
          evidence: "shape",
          confidence: "high",
          user: half,
          ...(token ? { token } : {}),
        });
      } else
        emit({
          ...base,
          role: "basic",
          evidence: "name",
          confidence: "medium",
          token: user,
          ...colonJoined(user),
        });
    });
  }
}

/** wget's other half: `--password X`, `--http-password=X`. */
function passwordOf(args: readonly Value[]): Value | undefined {
  for (const [index, argument] of args.entries()) {
    const first = argument.parts[0];
    const text = first !== undefined && "text" in first ? first.text : "";
    if (/^--(?:http-)?password$/.test(text) && argument.parts.length === 1) return args[index + 1];
    const joined = /^--(?:http-)?password=/.exec(text);
    if (!joined) continue;
    const rest = [{ text: text.slice(joined[0].length) }, ...argument.parts.slice(1)];
    return { at: argument.at, parts: rest.filter((part) => !("text" in part) || part.text !== "") };
  }
  return undefined;
}
