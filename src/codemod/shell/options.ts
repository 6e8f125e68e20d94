import type { Node } from "web-tree-sitter";
import type { Replacement } from "../pieces.ts";
import type { Tool } from "./client.ts";

/** How the credential is taken out of a client's arguments. */
export interface Removal {
  readonly replacements: readonly Replacement[];
  /** Number of arguments that stay. */
  readonly left: number;
}

interface Grammar {
  /** Options that take the user or the pair, in full. */
  readonly user: RegExp;
  /** An option and its value in one word. */
  readonly joined: RegExp;
  /** Options of Basic authentication to which the credential itself is nothing. */
  readonly flags: RegExp;
  /** Of these the value goes, too. */
  readonly besides: RegExp;
}

const GRAMMARS: Readonly<Record<Tool, Grammar>> = {
  curl: {
    user: /^(?:-u|--user)$/,
    joined: /^(?:-u.|--user=)/s,
    flags: /^--(?:basic|anyauth)$/,
    besides: /^$/,
  },
  wget: {
    user: /^--(?:http-)?user$/,
    joined: /^--(?:http-)?user=/,
    flags: /^--auth-no-challenge$|^--(?:http-)?password=/,
    besides: /^--(?:http-)?password$/,
  },
  http: {
    user: /^(?:-a|--auth)$/,
    joined: /^(?:-a.|--auth=)/s,
    flags: /^(?:-A|--auth-type=)basic$/,
    besides: /^(?:-A|--auth-type)$/,
  },
};

/** A cluster of short options without values that ends in the one for the user: `-su`, `-fsSu`. */
const CLUSTER = /^-[fgiIkLnNsSv#]+u$/;

/**
 * Finds the options by which a client gets a credential. `is` tells whether an argument carries it. Undefined when none does, or in a way that is
 * not known.
 */
export function withoutCredential(
  tool: Tool,
  words: { readonly before: number; readonly args: readonly Node[] },
  is: (node: Node) => boolean,
): Removal | undefined {
  const { user, joined, flags, besides } = GRAMMARS[tool];
  const { args } = words;
  const gone = new Set<number>();
  const replacements: Replacement[] = [];
  for (let index = 0; index < args.length; index++) {
    const [arg, next] = [args[index], args[index + 1]];
    if (!arg) continue;
    const text = unquoted(arg.text);
    const given = next !== undefined && is(next);
    if (given && user.test(text)) {
      gone.add(index).add(++index);
    } else if (given && tool === "curl" && CLUSTER.test(text)) {
      replacements.push({ at: { start: arg.endIndex - 1, end: arg.endIndex }, text: "" });
      gone.add(++index);
    } else if (given && tool !== "http" && /^(?:-H|--header)$/.test(text)) {
      if (!isAuthorization(next)) return undefined;
      gone.add(index).add(++index);
    } else if (flags.test(text)) {
      gone.add(index);
    } else if (is(arg)) {
      const userinfo = userinfoOf(arg);
      if (
        joined.test(text) ||
        isExpansion(arg) ||
        (/^(?:-H|--header=)?["']?authorization\b/i.test(text) && isAuthorization(arg))
      )
        gone.add(index);
      else if (userinfo) replacements.push(userinfo);
      else return undefined;
    }
  }
  if (gone.size === 0 && replacements.length === 0) return undefined;
  for (const [index, arg] of args.entries()) {
    const text = unquoted(arg.text);
    if (besides.test(text) && args[index + 1]) gone.add(index).add(index + 1);
  }
  for (const index of gone) {
    const arg = args[index];
    if (!arg) continue;
    const start = args[index - 1]?.endIndex ?? words.before;
    replacements.push({ at: { start, end: arg.endIndex }, text: "" });
  }
  return { replacements, left: args.length - gone.size };
}

/** The content of a word of one quoted string, or the word. */
export const unquoted = (text: string): string => text.replace(/^(["'])([\s\S]*)\1$/, "$2");

/** Only an expansion: `$AUTH`, `"$AUTH"`, `"${AUTH[@]}"`, `${AUTH:+-u "$AUTH"}`. */
const isExpansion = (arg: Node): boolean => /^\$(?:\w+|\{[\s\S]*\})$/.test(unquoted(arg.text));

/** A header of this name, or one that stands in a variable as a whole. */
const isAuthorization = (value: Node): boolean =>
  /authorization["']?\s*:/i.test(value.text) ||
  isExpansion(value) ||
  /^["']?\$\(\s*[\w-]+\s*\)["']?$/.test(value.text);

/** `https://user%2Ftoken:token@acme.zendesk.com/…`: what stands before the host. */
function userinfoOf(arg: Node): Replacement | undefined {
  const match =
    /^(["']?https?:\/\/)([^/\s]*?%2ftoken:[^/\s@]*@|\$\{?\w+\}?(?:%2Ftoken|\/token)?:[^/\s@]*@)/i.exec(
      arg.text,
    );
  if (!match?.[1] || !match[2]) return undefined;
  const start = arg.startIndex + match[1].length;
  return { at: { start, end: start + match[2].length }, text: "" };
}
