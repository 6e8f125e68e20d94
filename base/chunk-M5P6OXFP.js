import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  decodeFlow
} from "./chunk-DSKMSZ66.js";
import {
  interpolatedValue,
  placeIn,
  textOfPieces
} from "./chunk-LYBHTBEW.js";
import {
  textValue,
  value
} from "./chunk-IDZIRI2K.js";

// src/parse/dotenv/line.ts
var COMMENT = /^(?:[#;!]+|\/\/+|(?:REM|rem)(?=\s))[ \t]*/;
var KEYWORD = /^(?:export|set|setx|setenv|declare\s+-x|typeset\s+-x|const|let|var|ENV|env|-e|--env)[ \t]+|^-[ \t]+/;
var MEMBER = /^(?:process\.env\.|import\.meta\.env\.|\$env:|ENV\.)|^(?:process\.env|ENV|os\.environ|\$_ENV)\[(["'])/;
var KEY = /^(["']?)([A-Za-z_][\w.-]{0,200})\1/;
function readAssignment(text, from, to) {
  const line = text.slice(from, Math.min(to, from + 5e3));
  let index = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const mark = COMMENT.exec(line.slice(index))?.[0] ?? "";
  index += mark.length;
  const start = index;
  const keyword = KEYWORD.exec(line.slice(index))?.[0] ?? "";
  index += keyword.length;
  const member = MEMBER.exec(line.slice(index));
  index += member?.[0].length ?? 0;
  const key = KEY.exec(line.slice(index));
  if (!key?.[2]) return void 0;
  const keyStart = from + index + (key[1]?.length ?? 0);
  index += key[0].length;
  if (member?.[1]) {
    const close = /^["']\]/.exec(line.slice(index));
    if (!close) return void 0;
    index += close[0].length;
  }
  const found = (sign2, signLength) => {
    const rest = line.slice(index + signLength);
    const assignment = {
      key: key[2] ?? "",
      keyStart,
      start: from + start,
      valueStart: from + index + signLength + (/^[ \t]*/.exec(rest)?.[0].length ?? 0),
      sign: sign2,
      commented: mark !== "",
      code: member !== null || /^(?:const|let|var)\b/.test(keyword)
    };
    return mark !== "" && isProse(assignment, keyword, rest, sign2) ? void 0 : assignment;
  };
  const sign = /^[ \t]*(?::=|\?=|\+=|=(?!=))/.exec(line.slice(index));
  if (sign) return found("=", sign[0].length);
  const colon = /^[ \t]*:(?=[ \t]|$|["'])/.exec(line.slice(index));
  if (colon) return found(":", colon[0].length);
  if (/^setenv/.test(keyword) && /^[ \t]+\S/.test(line.slice(index))) return found(" ", 0);
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(key[2]) && line.slice(index).trim() === "" && mark === "")
    return found("", 0);
  return void 0;
}
var UPPER = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
function isProse(assignment, keyword, rest, sign) {
  const bare = rest.trim();
  if (/^(["'`]).*\1[;,]?(?:\s+[#/].*)?$/.test(bare)) return false;
  const one = /^\S*(?:\s+(?:#|\/\/).*)?$/.test(bare);
  if (sign === "=")
    return !one && !(UPPER.test(assignment.key) && keyword === "" && /^\S/.test(rest) && bare.split(/\s+/).length <= 6);
  if (sign === ":") return !one || bare === "" || !/[_.]|^[a-z]+[A-Z]/.test(assignment.key);
  return true;
}

// src/parse/dotenv/value.ts
var LINES_BOUND = 120;
var shifted = (start) => (from, to) => ({ start: start + from, end: start + to });
function commandParts(text, start) {
  const match = /^\$\((.*)\)$|^`(.*)`$/s.exec(text);
  const command = match?.[1] ?? match?.[2];
  if (!match || command === void 0 || /\$\(/.test(command)) return void 0;
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)];
  const [callee, ...args] = words;
  if (!callee) return void 0;
  const offset = start + text.indexOf(command);
  return [
    {
      call: callee[0],
      args: args.map((word) => {
        const own = word[1] ?? word[2] ?? word[0];
        const from = offset + word.index + word[0].indexOf(own);
        return interpolatedValue(own, shifted(from));
      }),
      named: []
    }
  ];
}
function closingQuote(text, start, quote, severalLines) {
  let lines = 0;
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index];
    if (character === "\\" && quote !== "'") index++;
    else if (character === "\n") {
      if (!severalLines || ++lines > LINES_BOUND) return -1;
    } else if (character === quote) {
      const lineEnd = text.indexOf("\n", index);
      const rest = text.slice(index + 1, lineEnd < 0 ? text.length : Math.min(lineEnd, index + 300));
      if (lines > 0) return /^[ \t\r]*(?:[;,#].*)?$/.test(rest) ? index : -1;
      return index;
    }
  }
  return -1;
}
function readValue(text, assignment, lineEnd) {
  const start = assignment.valueStart;
  if (assignment.sign === "") {
    const at2 = { start: assignment.keyStart, end: assignment.keyStart + assignment.key.length };
    return { value: value(at2, [{ env: assignment.key }]), end: lineEnd };
  }
  const quote = text[start] ?? "";
  if (/["'`]/.test(quote) && start < lineEnd) {
    const close = closingQuote(text, start, quote, !assignment.commented);
    if (close >= 0) {
      const inner = text.slice(start + 1, close);
      const at2 = { start, end: close + 1 };
      const command2 = quote === "'" ? void 0 : commandParts(quote === "`" ? `\`${inner}\`` : inner, quote === "`" ? start : start + 1);
      const end2 = Math.max(lineEnd, text.indexOf("\n", close) < 0 ? text.length : text.indexOf("\n", close));
      if (command2 && !assignment.code) return { value: value(at2, command2), end: end2 };
      if (quote === "'") return { value: textValue(at2, inner), end: end2 };
      const pieces = /\\/.test(inner) ? decodeFlow(inner, start + 1, "json") : [{ text: inner, start: start + 1 }];
      return {
        value: interpolatedValue(textOfPieces(pieces), placeIn(pieces), at2),
        end: end2
      };
    }
  }
  const comment = /\s(?:#|\/\/ )|^#(?![\w])/.exec(text.slice(start, lineEnd));
  let end = comment ? start + comment.index : lineEnd;
  end = start + text.slice(start, Math.max(start, end)).trimEnd().length;
  if (assignment.code && text[end - 1] === ";") end--;
  const own = text.slice(start, end);
  const at = { start, end };
  if (assignment.code && own !== "") return { value: value(at, codeParts(own)), end: lineEnd };
  const command = commandParts(own, start);
  return { value: command ? value(at, command) : interpolatedValue(own, shifted(start), at), end: lineEnd };
}
function codeParts(own) {
  const env = /^process\.env\.(\w+)$/.exec(own);
  if (env?.[1]) return [{ env: env[1] }];
  return /^[A-Za-z_$][\w$.]*$/.test(own) ? [{ name: own.replace(/^\$/, "") }] : [{ opaque: true }];
}

export {
  readAssignment,
  readValue
};
