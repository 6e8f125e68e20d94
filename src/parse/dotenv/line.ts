/** An assignment found on one line; offsets count in the whole text. */
export interface Assignment {
  readonly key: string;
  readonly keyStart: number;
  /** Where the statement begins, behind a comment mark. */
  readonly start: number;
  /** First character behind the sign and its blanks. */
  readonly valueStart: number;
  readonly sign: "=" | ":" | " " | "";
  readonly commented: boolean;
  /** `const X = …`, `process.env.X = …`: ends in `;`, strings only in quotes. */
  readonly code: boolean;
}

const COMMENT = /^(?:[#;!]+|\/\/+|(?:REM|rem)(?=\s))[ \t]*/;
const KEYWORD =
  /^(?:export|set|setx|setenv|declare\s+-x|typeset\s+-x|const|let|var|ENV|env|-e|--env)[ \t]+|^-[ \t]+/;
const MEMBER =
  /^(?:process\.env\.|import\.meta\.env\.|\$env:|ENV\.)|^(?:process\.env|ENV|os\.environ|\$_ENV)\[(["'])/;
const KEY = /^(["']?)([A-Za-z_][\w.-]{0,200})\1/;

/** Reads `text[from, to)` (one line) as an assignment in any spelling dotenv files use; undefined for everything else. */
export function readAssignment(text: string, from: number, to: number): Assignment | undefined {
  const line = text.slice(from, Math.min(to, from + 5000));
  let index = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const mark = COMMENT.exec(line.slice(index))?.[0] ?? "";
  index += mark.length;
  const start = index;
  const keyword = KEYWORD.exec(line.slice(index))?.[0] ?? "";
  index += keyword.length;
  const member = MEMBER.exec(line.slice(index));
  index += member?.[0].length ?? 0;
  const key = KEY.exec(line.slice(index));
  if (!key?.[2]) return undefined;
  const keyStart = from + index + (key[1]?.length ?? 0);
  index += key[0].length;
  if (member?.[1]) {
    const close = /^["']\]/.exec(line.slice(index));
    if (!close) return undefined;
    index += close[0].length;
  }
  const found = (sign: Assignment["sign"], signLength: number): Assignment | undefined => {
    const rest = line.slice(index + signLength);
    const assignment = {
      key: key[2] ?? "",
      keyStart,
      start: from + start,
      valueStart: from + index + signLength + (/^[ \t]*/.exec(rest)?.[0].length ?? 0),
      sign,
      commented: mark !== "",
      code: member !== null || /^(?:const|let|var)\b/.test(keyword),
    };
    return mark !== "" && isProse(assignment, keyword, rest, sign) ? undefined : assignment;
  };
  const sign = /^[ \t]*(?::=|\?=|\+=|=(?!=))/.exec(line.slice(index));
  if (sign) return found("=", sign[0].length);
  const colon = /^[ \t]*:(?=[ \t]|$|["'])/.exec(line.slice(index));
  if (colon) return found(":", colon[0].length);
  if (/^setenv/.test(keyword) && /^[ \t]+\S/.test(line.slice(index))) return found(" ", 0);
  // Docker's env files and lists of needed variables name a variable alone.
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(key[2]) && line.slice(index).trim() === "" && mark === "")
    return found("", 0);
  return undefined;
}

const UPPER = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Comments explain more often than they disable: a commented-out value is one word or quoted, or its key a plain `UPPER_CASE=`. */
function isProse(assignment: { readonly key: string }, keyword: string, rest: string, sign: string): boolean {
  const bare = rest.trim();
  if (/^(["'`]).*\1[;,]?(?:\s+[#/].*)?$/.test(bare)) return false;
  const one = /^\S*(?:\s+(?:#|\/\/).*)?$/.test(bare);
  if (sign === "=")
    return (
      !one &&
      !(UPPER.test(assignment.key) && keyword === "" && /^\S/.test(rest) && bare.split(/\s+/).length <= 6)
    );
  if (sign === ":") return !one || bare === "" || !/[_.]|^[a-z]+[A-Z]/.test(assignment.key);
  return true;
}
