import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  Problem
} from "./chunk-J5P2MUEI.js";
import {
  NEXT,
  cellCount,
  createExaminer,
  elapsed,
  slotCells
} from "./chunk-4HZBIJUH.js";
import {
  __commonJS,
  __toESM
} from "./chunk-WWEY3SKT.js";

// node_modules/ignore/index.js
var require_ignore = __commonJS({
  "node_modules/ignore/index.js"(exports, module) {
    function makeArray(subject) {
      return Array.isArray(subject) ? subject : [subject];
    }
    var UNDEFINED = void 0;
    var EMPTY = "";
    var SPACE = " ";
    var ESCAPE = "\\";
    var REGEX_LITERAL_SPECIAL = /[.*+?()[\]{}^$|\\/]/;
    var BOM = "\uFEFF";
    var REGEX_ANCHORED_GLOBSTAR = /^\/\*{2,}$/;
    var REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION = /^\\!/;
    var REGEX_REPLACE_LEADING_EXCAPED_HASH = /^\\#/;
    var REGEX_SPLITALL_CRLF = /\r?\n/g;
    var DOUBLE_SLASH = "//";
    var SLASH_CODE = 47;
    var DOT_CODE = 46;
    var SLASH = "/";
    var TMP_KEY_IGNORE = "node-ignore";
    if (typeof Symbol !== "undefined") {
      TMP_KEY_IGNORE = /* @__PURE__ */ Symbol.for("node-ignore");
    }
    var KEY_IGNORE = TMP_KEY_IGNORE;
    var define = (object, key, value) => {
      Object.defineProperty(object, key, { value });
      return value;
    };
    var RETURN_FALSE = () => false;
    var POSIX_CLASSES = {
      alnum: "0-9A-Za-z",
      alpha: "A-Za-z",
      blank: " \\t",
      cntrl: "\\x00-\\x1f\\x7f",
      digit: "0-9",
      graph: "!-.0-~",
      lower: "a-z",
      print: " -.0-~",
      punct: "!-.:-@\\[-`{-~",
      // git's `sane-ctype.h` classifies \v and \f as control, not space,
      //   unlike C's `isspace`
      space: " \\t\\n\\r",
      upper: "A-Z",
      xdigit: "0-9A-Fa-f"
    };
    var CLASS_MEMBERS_TO_ESCAPE = "\\]^-[";
    var escapeMember = (char) => CLASS_MEMBERS_TO_ESCAPE.indexOf(char) < 0 ? char : ESCAPE + char;
    var NON_SLASH = "(?!\\/)";
    var classSource = (negated, body) => {
      if (negated) {
        return `[^\\/${body}]`;
      }
      const source = `[${body}]`;
      return new RegExp(source).test("/") ? NON_SLASH + source : source;
    };
    var scanBracket = (pattern, start) => {
      const { length } = pattern;
      let index = start + 1;
      let negated = EMPTY;
      const lead = pattern[index];
      if (lead === "!" || lead === "^") {
        negated = "^";
        index++;
      }
      let body = EMPTY;
      let prev = EMPTY;
      for (; ; ) {
        const char = pattern[index];
        if (char === UNDEFINED) {
          return null;
        }
        if (char === ESCAPE) {
          const escaped = pattern[++index];
          body += escapeMember(escaped);
          prev = escaped;
        } else if (char === "-" && prev && index + 1 < length && pattern[index + 1] !== "]") {
          index++;
          let to = pattern[index];
          if (to === ESCAPE) {
            to = pattern[index += 1];
          }
          if (prev <= to) {
            body += `-${escapeMember(to)}`;
          }
          prev = EMPTY;
        } else if (char === "[" && pattern[index + 1] === ":") {
          const nameStart = index + 2;
          let end = nameStart;
          while (end < length && pattern[end] !== "]") {
            end++;
          }
          if (end === length) {
            return null;
          }
          if (end > nameStart && pattern[end - 1] === ":") {
            const name = pattern.slice(nameStart, end - 1);
            if (!Object.prototype.hasOwnProperty.call(POSIX_CLASSES, name)) {
              return null;
            }
            body += POSIX_CLASSES[name];
            prev = EMPTY;
            index = end;
          } else {
            body += escapeMember("[");
            prev = "[";
            index = nameStart - 2;
          }
        } else {
          body += escapeMember(char);
          prev = char;
        }
        index++;
        if (pattern[index] === "]") {
          return {
            end: index,
            source: classSource(negated, body)
          };
        }
      }
    };
    var NEVER_MATCH = "[]";
    var PLACEHOLDER = "\0";
    var REGEX_RESTORE_PLACEHOLDER = new RegExp(
      `${PLACEHOLDER}(\\d+)${PLACEHOLDER}`,
      "g"
    );
    var TRAILING_WILDCARD = "\uE000";
    var TRAILING_DOUBLESTAR = "\uE001";
    var isReserved = (char) => char === PLACEHOLDER || char === TRAILING_WILDCARD || char === TRAILING_DOUBLESTAR;
    var extractBrackets = (pattern) => {
      const sources = [];
      const hold = (source) => `${PLACEHOLDER}${sources.push(source) - 1}${PLACEHOLDER}`;
      const { length } = pattern;
      let out = EMPTY;
      let index = 0;
      while (index < length) {
        const char = pattern[index];
        if (char === ESCAPE) {
          const escaped = pattern[index + 1];
          if (escaped === SLASH && index + 2 === length) {
            out += hold(NEVER_MATCH);
          } else if (escaped === "*" || escaped === "[" || escaped === SPACE) {
            out += pattern.slice(index, index + 2);
          } else {
            out += hold(
              REGEX_LITERAL_SPECIAL.test(escaped) ? ESCAPE + escaped : isReserved(escaped) ? `[${escaped}]` : escaped
            );
          }
          index += 2;
        } else if (isReserved(char)) {
          out += hold(`[${char}]`);
          index++;
        } else if (char === "[") {
          const scanned = scanBracket(pattern, index);
          if (scanned === null) {
            out += hold(NEVER_MATCH);
            index = length;
          } else {
            out += hold(scanned.source);
            index = scanned.end + 1;
          }
        } else {
          out += char;
          index++;
        }
      }
      return {
        source: out,
        sources
      };
    };
    var DIRECT = null;
    var REGEX_INNER_SLASH = /\/(?!$)/;
    var WILDCARD = "[^\\/]*";
    var REPLACERS = [
      // Replace (\ ) with ' '
      // Only a space: an escaped tab or other whitespace is already a literal by
      //   the time it reaches here, and a bare tab must be left as one, not turned
      //   into a space.
      // (\ ) -> ' '
      // (\\ ) -> '\\ '
      // (\\\ ) -> '\\ '
      [
        // A run of backslashes is taken whole, from its first one, so no match
        //   ever starts again inside it -- `(\\+?) ` did, which made a long run
        //   quadratic.
        /(\\+)( ?)/g,
        (_, run2, space) => space ? run2.slice(0, run2.length - run2.length % 2) + SPACE : run2,
        ESCAPE + SPACE
      ],
      // git's wildmatch() reads a run of two or more asterisks as one globstar
      //   whenever the run fills a path segment: it starts the pattern or follows
      //   a `/`, and it ends the pattern or comes before a `/`. A run of two is
      //   already `**`; a longer one is folded into `**` here, so the steps
      //   below only ever have to know `**`.
      // `***/foo` -> `**/foo`, `a/***/b` -> `a/**/b`, `a/***` -> `a/**`
      // git also takes a run beside a literal prefix (`a***/b`) or beside an
      //   escaped slash (`***\/b`) as a globstar, and this does not; the README
      //   lists both, under "A run of asterisks".
      [
        /(^|\/)\*{3,}(?=\/|$)/g,
        (_, start) => `${start}**`,
        "*"
      ],
      // Escape metacharacters
      // which is written down by users but means special for regular expressions.
      // > There are 12 characters with special meanings:
      // > - the backslash \,
      // > - the caret ^,
      // > - the dollar sign $,
      // > - the period or dot .,
      // > - the vertical bar or pipe symbol |,
      // > - the question mark ?,
      // > - the asterisk or star *,
      // > - the plus sign +,
      // > - the opening parenthesis (,
      // > - the closing parenthesis ),
      // > - and the opening square bracket [,
      // > - the opening curly brace {,
      // > These special characters are often called "metacharacters".
      [
        /[\\$.|*+(){^]/g,
        (match) => `\\${match}`
      ],
      [
        // > a question mark (?) matches a single character
        /(?!\\)\?/g,
        () => "[^/]",
        "?"
      ],
      // leading slash
      [
        // > A leading slash matches the beginning of the pathname.
        // > For example, "/*.c" matches "cat-file.c" but not "mozilla-sha1/sha1.c".
        // A leading slash matches the beginning of the pathname
        /^\//,
        () => "^",
        SLASH
      ],
      // replace special metacharacter slash after the leading slash
      [
        /\//g,
        () => "\\/",
        SLASH
      ],
      [
        // > A leading "**" followed by a slash means match in all directories.
        // > For example, "**/foo" matches file or directory "foo" anywhere,
        // > the same as pattern "foo".
        // > "**/foo/bar" matches file or directory "bar" anywhere that is directly
        // >   under directory "foo".
        // Notice that the '*'s have been replaced as '\\*'
        /^\^*(?:\\\*\\\*\\\/)+/,
        // '**/foo' <-> 'foo'
        () => "(?:^|\\/)",
        "*"
      ],
      // starting
      [
        // there will be no leading '/'
        //   (which has been replaced by section "leading slash")
        // If starts with '**', adding a '^' to the regular expression also works
        DIRECT,
        (source, pattern) => {
          if (!source || source[0] === "^" || source[0] === "(") {
            return source;
          }
          const anchor = !REGEX_INNER_SLASH.test(pattern) ? "(?:^|\\/)" : "^";
          return anchor + source;
        }
      ],
      // two globstars
      [
        // Use lookahead assertions so that we could match more than one `'/**'`
        /\\\/\\\*\\\*(?=\\\/|$)/g,
        // Zero, one or several directories
        // should not use '*', or it will be replaced by the next replacer
        // Check if it is not the last `'/**'`
        (_, index, str) => index + 6 < str.length ? str.slice(index + 6) === "\\/" ? "(?:\\/[^\\/]+)+" : "(?:\\/[^\\/]+)*" : `\\/${TRAILING_DOUBLESTAR}`,
        "*"
      ],
      // normal intermediate wildcards
      [
        // Never replace escaped '*'
        // ignore rule '\*' will match the path '*'
        // 'abc.*/' -> go
        // 'abc.*'  -> skip this rule,
        //    coz trailing single wildcard will be handed by [trailing wildcard]
        /(^|[^\\])(?:\\\*)+(?!$)/g,
        // '*.js' matches '.js'
        // '*.js' doesn't match 'abc'
        // 1. An asterisk "*" matches anything except a slash.
        // 2. Other consecutive asterisks are considered regular asterisks
        //    and collapse into one non-slash wildcard run.
        (_, p1) => p1 + WILDCARD,
        "*"
      ],
      // trailing wildcard, held apart from a literal star
      [
        // The step above leaves a trailing `*` alone, so a single `\*` is all that
        //   can be left at the end here, and what stands in front of it says which
        //   kind it is. A wildcard arrives as the escaper wrote it, `\*` with
        //   nothing before it; a literal arrives as the user's own escape, which
        //   the escaper doubled, and then the star's own -- `\\` and then `\*`.
        //   There is no third case: every backslash still reaching the chain is
        //   one `\*`, `\[` or `\ ` carries itself, and each is followed by its
        //   own character, so a longer run can never form. This runs while the
        //   two are still distinct, before the unescape steps below collapse the
        //   literal onto the very `\*` a wildcard leaves behind.
        /(^|[^\\])((?:\\\\)*)\\\*$/,
        (match, p1, p2) => p2 === EMPTY ? p1 + TRAILING_WILDCARD : match,
        "*"
      ],
      [
        // unescape, revert step 3 except for back slash
        // For example, if a user escape a '\\*',
        // after step 3, the result will be '\\\\\\*'
        /\\\\\\(?=[$.|*+(){^])/g,
        () => ESCAPE,
        ESCAPE + ESCAPE
      ],
      [
        // '\\\\' -> '\\'
        /\\\\/g,
        () => ESCAPE,
        ESCAPE + ESCAPE
      ],
      [
        // Every real bracket expression -- POSIX classes included -- has already
        //   been held aside by `extractBrackets`, so the only `[` left in the
        //   pattern is an escaped, literal one.
        // A backslash could only stand at the end of the range if it quoted the
        //   `]`, and `\]` is held aside long before this.
        /\\\[([^\]/]*?)($|\])/g,
        // '\\[bar]' -> '\\\\[bar]'
        (match, range, close) => `\\[${range}${close}`,
        "["
      ],
      // ending
      [
        // 'js' will not match 'js.'
        // 'ab' will not match 'abc'
        DIRECT,
        // WTF!
        // https://git-scm.com/docs/gitignore
        // changes in [2.22.1](https://git-scm.com/docs/gitignore/2.22.1)
        // which re-fixes #24, #38
        // > If there is a separator at the end of the pattern then the pattern
        // > will only match directories, otherwise the pattern can match both
        // > files and directories.
        // 'js*' will not match 'a.js'
        // 'js/' will not match 'a.js'
        // 'js' will match 'a.js' and 'a.js/'
        (source) => {
          const last = source[source.length - 1];
          if (!last || last === TRAILING_WILDCARD || last === TRAILING_DOUBLESTAR) {
            return source;
          }
          return last === SLASH ? `${source}$` : `${source}(?=$|\\/$)`;
        }
      ]
    ];
    var REGEX_REPLACE_TRAILING_WILDCARD = /(^|\\\/)?\uE000$/;
    var MODE_IGNORE = "regex";
    var MODE_CHECK_IGNORE = "checkRegex";
    var UNDERSCORE = "_";
    var replaceTrailingWildcard = (_, p1) => {
      const prefix = p1 ? `${p1}[^/]+` : "[^/]*";
      return `${prefix}(?=$|\\/$)`;
    };
    var REGEX_REPLACE_TRAILING_DOUBLESTAR = /\uE001$/;
    var replaceTrailingDoublestar = () => "[\\s\\S]";
    var separatorAfter = (run2, at) => {
      let separator = EMPTY;
      for (let index = at + 1; index < run2.length && !run2[index].wildcard; index++) {
        separator += run2[index].single;
      }
      return separator;
    };
    var pinWildcards = (source) => {
      if (source.indexOf(WILDCARD) < 0) {
        return source;
      }
      const tokens = [];
      const { length } = source;
      let index = 0;
      while (index < length) {
        const char = source[index];
        if (source.startsWith(WILDCARD, index)) {
          tokens.push({ wildcard: true });
          index += WILDCARD.length;
        } else if (char === "[") {
          let end = index + 1;
          if (source[end] === "^") {
            end++;
          }
          if (source[end] === "]") {
            end++;
          }
          while (end < length && source[end] !== "]") {
            end += source[end] === ESCAPE ? 2 : 1;
          }
          end++;
          tokens.push({ single: source.slice(index, end) });
          index = end;
        } else if (char === ESCAPE) {
          tokens.push({ single: source.slice(index, index + 2) });
          index += 2;
        } else if (char === "(") {
          let depth = 0;
          let end = index;
          do {
            if (source[end] === ESCAPE) {
              end++;
            } else if (source[end] === "(") {
              depth++;
            } else if (source[end] === ")") {
              depth--;
            }
            end++;
          } while (end < length && depth > 0);
          if ("*+?".indexOf(source[end]) >= 0) {
            end++;
          }
          tokens.push({ boundary: source.slice(index, end) });
          index = end;
        } else if (char === "^" || char === "$") {
          tokens.push({ boundary: char });
          index++;
        } else {
          tokens.push({ single: char });
          index++;
        }
      }
      let out = EMPTY;
      let run2 = [];
      const flush = () => {
        let lastWildcard;
        run2.forEach((token, at) => {
          if (token.wildcard) {
            lastWildcard = at;
          }
        });
        run2.forEach((token, at) => {
          if (!token.wildcard) {
            out += token.single;
            return;
          }
          out += at === lastWildcard ? WILDCARD : `(?:(?!${separatorAfter(run2, at)})[^\\/])*`;
        });
        run2 = [];
      };
      tokens.forEach((token) => {
        if (token.boundary === void 0) {
          run2.push(token);
          return;
        }
        flush();
        out += token.boundary;
      });
      flush();
      return out;
    };
    var makeRegexPrefix = (pattern) => {
      if (REGEX_ANCHORED_GLOBSTAR.test(pattern)) {
        pattern = "**";
      }
      const { source, sources } = extractBrackets(pattern);
      const replaced = REPLACERS.reduce(
        // A pass whose matcher finds nothing hands back the very string it was
        //   given, so asking first costs a search and saves a rewrite. Ten of the
        //   fifteen passes never fire for a typical .gitignore line, and between
        //   them they were 45% of this chain.
        (prev, [matcher, replacer, required]) => {
          if (matcher === DIRECT) {
            return replacer(prev, pattern);
          }
          if (required !== UNDEFINED && prev.indexOf(required) < 0) {
            return prev;
          }
          return matcher.test(prev) ? prev.replace(matcher, replacer.bind(pattern)) : prev;
        },
        source
      );
      return sources.length ? replaced.replace(
        REGEX_RESTORE_PLACEHOLDER,
        (match, index) => sources[index]
      ) : replaced;
    };
    var checkSourceOf = (body, prefix) => {
      if (body[body.length - 1] === SLASH) {
        prefix = makeRegexPrefix(body.slice(0, -1));
      }
      const head = prefix.slice(0, -1);
      const last = prefix[prefix.length - 1];
      return last === TRAILING_WILDCARD ? `${head}$` : last === TRAILING_DOUBLESTAR ? head : NEVER_MATCH;
    };
    var matchesBasename = (body) => {
      const index = body.indexOf(SLASH);
      return index < 0 || index === body.length - 1;
    };
    var basenameOf = (path) => {
      const end = path.length - 1;
      const index = path.lastIndexOf(
        SLASH,
        path[end] === SLASH ? end - 1 : end
      );
      return index < 0 ? path : path.slice(index + 1);
    };
    var parentOf2 = (path) => {
      if (path.charCodeAt(0) === SLASH_CODE || path.indexOf(DOUBLE_SLASH) >= 0) {
        const slices = path.split(SLASH).filter(Boolean);
        slices.pop();
        return slices.length ? slices.join(SLASH) + SLASH : EMPTY;
      }
      const end = path.length - 1;
      const cut = path.lastIndexOf(
        SLASH,
        path.charCodeAt(end) === SLASH_CODE ? end - 1 : end
      );
      return cut < 0 ? EMPTY : path.slice(0, cut + 1);
    };
    var isString = (subject) => typeof subject === "string";
    var checkPattern = (pattern) => pattern && isString(pattern);
    var splitPattern = (pattern) => (pattern[pattern.length - 1] === "\r" ? pattern.slice(0, -1) : pattern).split(REGEX_SPLITALL_CRLF).filter(Boolean);
    var IgnoreRule = class {
      constructor(pattern, mark, body, ignoreCase, negative, prefix) {
        this.pattern = pattern;
        this.mark = mark;
        this.negative = negative;
        define(this, "body", body);
        define(this, "ignoreCase", ignoreCase);
        define(this, "regexPrefix", prefix);
      }
      // Worked out on first use and kept behind an own property, the way `regex`
      //   caches itself in `_regex`. Deciding it in the constructor instead would
      //   add a fourth `defineProperty` to every rule ever built, which cost 4% of
      //   every compile -- including the compiles of rules that are never matched
      //   against anything.
      get _basenameOnly() {
        return define(this, "_basenameOnly", matchesBasename(this.body));
      }
      get regex() {
        const key = UNDERSCORE + MODE_IGNORE;
        if (this[key]) {
          return this[key];
        }
        return this._make(MODE_IGNORE, key);
      }
      get checkRegex() {
        const key = UNDERSCORE + MODE_CHECK_IGNORE;
        if (this[key]) {
          return this[key];
        }
        return this._make(MODE_CHECK_IGNORE, key);
      }
      _make(mode, key) {
        const str = pinWildcards(
          mode === MODE_IGNORE ? this.regexPrefix.replace(REGEX_REPLACE_TRAILING_WILDCARD, replaceTrailingWildcard).replace(REGEX_REPLACE_TRAILING_DOUBLESTAR, replaceTrailingDoublestar) : checkSourceOf(this.body, this.regexPrefix)
        );
        const regex = this.ignoreCase ? new RegExp(str, "i") : new RegExp(str);
        return define(this, key, regex);
      }
    };
    var hasTrailingBackslash = (str) => {
      let count = 0;
      while (str[str.length - count - 1] === ESCAPE) {
        count++;
      }
      return count % 2 === 1;
    };
    var trimEnd = (body, stripLineEnd) => {
      let lineEnd = body.length;
      let end;
      for (; ; ) {
        if (stripLineEnd && body[lineEnd - 1] === "\r") {
          lineEnd--;
        }
        end = lineEnd;
        while (body[end - 1] === SPACE) {
          end--;
        }
        if (!stripLineEnd || body[end - 1] !== "\n") {
          break;
        }
        lineEnd = end - 1;
      }
      if (end === lineEnd) {
        return body.slice(0, lineEnd);
      }
      let backslashes = 0;
      while (body[end - backslashes - 1] === ESCAPE) {
        backslashes++;
      }
      return backslashes % 2 ? body.slice(0, end - 1) + SPACE : body.slice(0, end);
    };
    var createRule = (pattern, mark, ignoreCase, stripLineEnd, stripBOM) => {
      let body = stripBOM && pattern[0] === BOM ? pattern.slice(1) : pattern;
      if (body[0] === "#") {
        return;
      }
      let negative = false;
      if (body[0] === "!") {
        negative = true;
        body = body.slice(1);
      }
      const last = body[body.length - 1];
      if (last === SPACE || stripLineEnd && (last === "\r" || last === "\n")) {
        body = trimEnd(body, stripLineEnd);
      }
      if (!body || hasTrailingBackslash(body)) {
        return;
      }
      body = body.replace(REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION, "!").replace(REGEX_REPLACE_LEADING_EXCAPED_HASH, "#");
      const regexPrefix = makeRegexPrefix(body);
      return new IgnoreRule(
        pattern,
        mark,
        body,
        ignoreCase,
        negative,
        regexPrefix
      );
    };
    var RuleManager = class {
      constructor(ignoreCase) {
        this._ignoreCase = ignoreCase;
        this._rules = [];
        this._basenameCount = 0;
      }
      _add(pattern, index) {
        if (pattern && pattern[KEY_IGNORE]) {
          this._rules = this._rules.concat(pattern._rules._rules);
          this._basenameCount += pattern._rules._basenameCount;
          this._added = true;
          return;
        }
        const isStr = isString(pattern);
        const raw = isStr ? pattern : pattern.pattern;
        const rule = checkPattern(raw) && createRule(
          raw,
          isStr ? UNDEFINED : pattern.mark,
          this._ignoreCase,
          !this._split,
          this._stripBOM && !index
        );
        if (rule) {
          this._added = true;
          this._rules.push(rule);
          if (matchesBasename(rule.body)) {
            this._basenameCount++;
          }
        }
      }
      // @param {Array<string> | string | Ignore} pattern
      add(pattern) {
        this._added = false;
        this._split = isString(pattern);
        this._stripBOM = !this._split || pattern[0] === BOM;
        makeArray(
          this._split ? splitPattern(pattern) : pattern
        ).forEach(this._add, this);
        if (this._added) {
          this._literalRules = UNDEFINED;
        }
        return this._added;
      }
      // Match the literal 'abc/' for `checkIgnore`, last rule wins. Only a rule
      //   ending in a wildcard can match it (see `checkSourceOf`), so the rest
      //   are left out once, rather than tested or compiled for every path.
      testLiteral(path) {
        const rules = this._literalRules || (this._literalRules = this._rules.filter(
          ({ body }) => body[body.length - (body[body.length - 1] === SLASH ? 2 : 1)] === "*"
        ));
        let ignored = false;
        let unignored = false;
        let matchedRule;
        for (let index = rules.length - 1; index >= 0; index--) {
          const rule = rules[index];
          if (rule.checkRegex.test(path)) {
            ignored = !rule.negative;
            unignored = rule.negative;
            matchedRule = rule.negative ? UNDEFINED : rule;
            break;
          }
        }
        const ret = {
          ignored,
          unignored
        };
        if (matchedRule) {
          ret.rule = matchedRule;
        }
        return ret;
      }
      // Test one single path without recursively checking parent directories
      //
      // - mode `string` either `MODE_IGNORE` or `MODE_CHECK_IGNORE`
      // @returns {TestResult}
      test(path, mode) {
        const rules = this._rules;
        const { length } = rules;
        const shortcut = this._basenameCount * 2 >= length;
        const basename = shortcut ? basenameOf(path) : path;
        for (let index = length - 1; index >= 0; index--) {
          const rule = rules[index];
          if (rule[mode].test(
            shortcut && rule._basenameOnly ? basename : path
          )) {
            const { negative } = rule;
            const ret = {
              ignored: !negative,
              unignored: negative
            };
            if (!negative) {
              ret.rule = rule;
            }
            return ret;
          }
        }
        return {
          ignored: false,
          unignored: false
        };
      }
    };
    var throwError = (message, Ctor) => {
      throw new Ctor(message);
    };
    var checkPath = (path, originalPath, doThrow) => {
      if (!isString(path)) {
        return doThrow(
          `path must be a string, but got \`${originalPath}\``,
          TypeError
        );
      }
      if (!path) {
        return doThrow(`path must not be empty`, TypeError);
      }
      if (checkPath.isNotRelative(path)) {
        const r = "`path.relative()`d";
        return doThrow(
          `path should be a ${r} string, but got "${originalPath}"`,
          RangeError
        );
      }
      return true;
    };
    var isNotRelative = (path) => {
      const first2 = path.charCodeAt(0);
      if (first2 === SLASH_CODE) {
        return true;
      }
      if (first2 !== DOT_CODE) {
        return false;
      }
      if (path.length === 1) {
        return true;
      }
      const second = path.charCodeAt(1);
      if (second === SLASH_CODE) {
        return true;
      }
      if (second !== DOT_CODE) {
        return false;
      }
      return path.length === 2 || path.charCodeAt(2) === SLASH_CODE;
    };
    checkPath.isNotRelative = isNotRelative;
    checkPath.convert = (p) => p;
    var convertPath = (target) => isString(target) && checkPath.convert(target);
    var Ignore = class {
      constructor({
        ignorecase = true,
        ignoreCase = ignorecase,
        allowRelativePaths = false
      } = {}) {
        define(this, KEY_IGNORE, true);
        this._rules = new RuleManager(ignoreCase);
        this._strictPathCheck = !allowRelativePaths;
        this._initCache();
      }
      _initCache() {
        this._ignoreCache = /* @__PURE__ */ Object.create(null);
        this._testCache = /* @__PURE__ */ Object.create(null);
      }
      add(pattern) {
        if (this._rules.add(pattern)) {
          this._initCache();
        }
        return this;
      }
      // legacy
      addPattern(pattern) {
        return this.add(pattern);
      }
      // @returns {TestResult}
      _test(originalPath, cache, path) {
        checkPath(
          path,
          originalPath,
          this._strictPathCheck ? throwError : RETURN_FALSE
        );
        return path ? this._t(path, cache) : {
          ignored: false,
          unignored: false
        };
      }
      checkIgnore(target) {
        const path = convertPath(target);
        if (!path || path.charCodeAt(path.length - 1) !== SLASH_CODE) {
          return this._test(target, this._testCache, path);
        }
        const dir = this._t(path, this._testCache);
        if (dir.ignored) {
          return dir;
        }
        const literal2 = this._rules.testLiteral(path);
        return literal2.ignored || literal2.unignored ? literal2 : dir;
      }
      _t(path, cache) {
        if (path in cache) {
          return cache[path];
        }
        const parentPath = parentOf2(path);
        const parent = parentPath ? this._t(parentPath, cache) : UNDEFINED;
        return cache[path] = parent && parent.ignored ? parent : this._rules.test(path, MODE_IGNORE);
      }
      ignores(path) {
        return this._test(path, this._ignoreCache, convertPath(path)).ignored;
      }
      createFilter() {
        return (path) => !this.ignores(path);
      }
      filter(paths) {
        return makeArray(paths).filter(this.createFilter());
      }
      // @returns {TestResult}
      test(path) {
        return this._test(path, this._testCache, convertPath(path));
      }
    };
    var factory = (options) => new Ignore(options);
    var isPathValid = (path) => checkPath(convertPath(path), path, RETURN_FALSE);
    var setupWindows = () => {
      const makePosix = (str) => /^\\\\\?\\/.test(str) || /["<>|\u0000-\u001F]+/u.test(str) ? str : str.replace(/\\/g, "/");
      checkPath.convert = makePosix;
      const REGEX_TEST_WINDOWS_PATH_ABSOLUTE = /^[a-z]:\//i;
      checkPath.isNotRelative = (path) => REGEX_TEST_WINDOWS_PATH_ABSOLUTE.test(path) || isNotRelative(path);
    };
    if (
      // Detect `process` so that it can run in browsers.
      typeof process !== "undefined" && process.platform === "win32"
    ) {
      setupWindows();
    }
    module.exports = factory;
    factory.default = factory;
    module.exports.isPathValid = isPathValid;
    define(module.exports, /* @__PURE__ */ Symbol.for("setupWindows"), setupWindows);
  }
});

// src/detect/places.ts
function placesOf(file) {
  const values = [];
  const calls = [];
  const seen = /* @__PURE__ */ new Set();
  const once = (kind, at, more) => {
    const key = `${kind}${at.start}:${at.end}:${more}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const visitValue = (place) => {
    if (!once("v", place.value.at, place.value.parts.map((part) => Object.keys(part)[0]).join())) return;
    values.push(place);
    for (const part of place.value.parts) visitPart(part, place);
  };
  const visitPart = (part, place) => {
    const { fact, scope } = place;
    if ("call" in part) visitCall(part, place.value.at, fact, scope);
    else if ("object" in part)
      for (const entry of part.object)
        visitValue({ value: entry.value, fact, scope, entries: part.object, key: entry.key, ...place.call ? { call: place.call } : {} });
    else if ("list" in part)
      part.list.forEach((value, index) => {
        visitValue({ value, fact, scope, siblings: part.list, index, ...place.key === void 0 ? {} : { key: place.key }, ...place.call ? { call: place.call } : {} });
      });
    else if ("choice" in part)
      for (const value of part.choice) visitValue({ ...place, value });
  };
  const visitCall = (call, at, fact, scope) => {
    if (once("c", at, call.call)) calls.push({ call, at, scope, fact });
    call.args.forEach((value, index) => {
      visitValue({ value, fact, scope, siblings: call.args, index, call });
    });
    for (const entry of call.named) visitValue({ value: entry.value, fact, scope, entries: call.named, key: entry.key, call });
    if (call.receiver) visitValue({ value: call.receiver, fact, scope });
  };
  const facts = [...file.facts].sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end);
  for (const fact of facts) {
    if (fact.kind === "call") visitCall(fact, fact.at, fact, fact.scope);
    else if (fact.kind === "assign") visitValue({ value: fact.value, fact, scope: fact.scope, key: fact.name });
    else if (fact.kind === "entry") visitValue({ value: fact.value, fact, scope: fact.scope, key: fact.path.at(-1) ?? "" });
    else if ("value" in fact) visitValue({ value: fact.value, fact, scope: fact.scope });
  }
  for (const scope of file.scopes)
    for (const param of scope.params)
      if (param.default) {
        const fact = { kind: "assign", name: param.name, value: param.default, at: param.at, scope: scope.id };
        visitValue({ value: param.default, fact, scope: scope.id, key: param.name });
      }
  return { values, calls };
}

// src/detect/context.ts
function contextOf(file, read3) {
  const lower2 = file.masked.toLowerCase();
  return {
    file,
    places: placesOf(file),
    read: read3,
    lower: lower2,
    modules: file.facts.flatMap((fact) => fact.kind === "import" ? [fact.module] : []),
    vendor: isVendorText(file.path.toLowerCase()) || isVendorText(lower2)
  };
}
var isVendorText = (lower2) => /zendesk|zenpy|zdesk|\bzd[_-]|\bzat\b/.test(lower2);
function scopeNames(file, scope) {
  const names2 = [];
  for (let id = scope; id !== null; id = file.scopes[id]?.parent ?? null) {
    const name = file.scopes[id]?.name;
    if (name) names2.push(name);
  }
  return names2;
}

// src/detect/glob.ts
var compiled = /* @__PURE__ */ new Map();
function matchesGlob(glob, text) {
  let pattern = compiled.get(glob);
  if (!pattern) {
    pattern = new RegExp(`^${glob.split("*").map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");
    compiled.set(glob, pattern);
  }
  return pattern.test(text);
}
function matchesName(glob, name) {
  return matchesGlob(glob, name) || !glob.startsWith("*") && matchesGlob(`*.${glob}`, name);
}
function matchesPath(glob, segments) {
  const match = (pattern, path) => {
    const [head, ...rest] = pattern;
    if (head === void 0) return path.length === 0;
    if (head === "**") {
      for (let taken = 0; taken <= path.length; taken++) if (match(rest, path.slice(taken))) return true;
      return false;
    }
    const [first2, ...others] = path;
    return first2 !== void 0 && matchesGlob(head, first2) && match(rest, others);
  };
  return match(glob.split("/"), segments);
}

// src/detect/host.ts
function namesIn(value) {
  return value.parts.flatMap((part) => "name" in part ? [part.name.split(".").at(-1) ?? ""] : "env" in part ? [part.env] : "choice" in part ? part.choice.flatMap(namesIn) : []);
}
function sentElsewhere(context, host, credential) {
  const first2 = host?.parts[0];
  if (!host || !first2 || !("text" in first2)) return false;
  const name = /^["']?https?:\/\/(?:[^/@\s]*@)?([\w-]+(?:\.[\w-]+)+)(?:[:/?#]|["']?$)/i.exec(first2.text)?.[1];
  if (name === void 0 || /zendesk|zdusercontent|localhost|\d+\.\d+\.\d+/i.test(name)) return false;
  return !(credential ? namesIn(credential) : []).some((one) => context.read(one).vendor);
}

// src/detect/matchers/assign.ts
function matchAssigns(context, matcher, emit) {
  const { file } = context;
  for (const fact of file.facts) {
    if (fact.kind !== "assign" || !matcher.assign.some((glob) => matchesGlob(glob, fact.name))) continue;
    const holder = fact.name.slice(0, Math.max(0, fact.name.lastIndexOf(".")));
    const callee = calleeOf(file.scopes, fact.scope, holder);
    if (matcher.of) {
      if (callee === void 0 || !matcher.of.some((glob) => matchesName(glob, callee))) continue;
    } else if (callee !== void 0 && !isVendorText(callee.toLowerCase())) continue;
    const user = matcher.user === void 0 ? void 0 : file.facts.find((other) => other.kind === "assign" && other.name === `${holder}.${matcher.user}` && other.scope === fact.scope);
    emit({
      role: matcher.role ?? "use",
      at: fact.at,
      scope: fact.scope,
      evidence: "sdk",
      confidence: "high",
      token: fact.value,
      ...user?.kind === "assign" ? { user: user.value } : {}
    });
  }
}
function calleeOf(scopes, scope, holder) {
  for (let id = scope; id !== null; id = scopes[id]?.parent ?? null) {
    const block = scopes[id];
    if (block?.of !== void 0 && block.params.some((param) => param.name === holder)) return block.of;
  }
  return void 0;
}

// src/detect/select.ts
var find = (entries, key) => entries.find((entry) => entry.key === key) ?? entries.find((entry) => entry.key.toLowerCase() === key.toLowerCase());
function descend(value, path) {
  let current = value;
  for (const key of path) {
    if (!current) return void 0;
    let next;
    for (const part of current.parts) {
      if ("object" in part) next ??= find(part.object, key)?.value;
      else if ("list" in part && /^\d+$/.test(key)) next ??= part.list[Number(key)];
    }
    current = next;
  }
  return current;
}
function select(call, selector) {
  let absent;
  for (const alternative of selector.split("|")) {
    const [head = "", ...path] = alternative.split(".");
    let value;
    if (head === "receiver") value = descend(call.receiver, path);
    else if (/^\d+$/.test(head)) value = descend(call.args[Number(head)], path);
    else {
      value = descend(find(call.named, head)?.value, path);
      for (const argument of call.args) value ??= descend(argument, [head, ...path]);
    }
    if (isPresent(value)) return value;
    absent ??= value;
  }
  return absent;
}
var arityOf = (call) => call.args.length + call.named.length;
function literalOf(value) {
  if (!value) return void 0;
  let text = "";
  for (const part of value.parts) {
    if (!("text" in part)) return void 0;
    text += part.text;
  }
  return text;
}
function isPresent(value) {
  if (!value || value.parts.length === 0) return false;
  const literal2 = literalOf(value);
  return literal2 === void 0 || !/^(?:|false|null|none|nil|undefined|0)$/i.test(literal2.trim());
}

// src/detect/options.ts
var MOST = 4;
var onlyPart = (value) => value?.parts.length === 1 ? value.parts[0] : void 0;
function openCalls(context, call) {
  let calls = [call];
  const open = (make, at, put) => {
    calls = calls.flatMap((one) => {
      const value = at(one);
      return value ? make(value).map((other) => put(one, other)) : [one];
    }).slice(0, MOST);
  };
  call.args.forEach((_, index) => {
    open(
      (value) => objectsOf(context, value, 0),
      (one) => one.args[index],
      (one, value) => ({ ...one, args: one.args.map((argument, place) => place === index ? value : argument) })
    );
  });
  open(
    (value) => objectsOf(context, value, 0),
    (one) => one.named.find((entry) => entry.key === "...")?.value,
    (one, value) => {
      const part = onlyPart(value);
      return part && "object" in part ? { ...one, named: [...one.named.filter((entry) => entry.value.at.start !== value.at.start || entry.key !== "..."), ...part.object] } : one;
    }
  );
  return calls;
}
function objectsOf(context, value, depth) {
  const part = onlyPart(value);
  if (!part || depth > 3) return [value];
  if ("object" in part) return flatten(context, part.object, depth).map((object) => ({ at: value.at, parts: [{ object }] }));
  if ("call" in part && /^dict$|\.merge$|^array_merge$|^Object\.assign$/.test(part.call)) {
    const holder = part.call.endsWith(".merge") ? [part.call.slice(0, -".merge".length)] : [];
    const spreads = [...holder.map((name2) => ({ at: value.at, parts: [{ name: name2 }] })), ...part.args];
    const entries = [...spreads.map((one) => ({ key: "...", at: one.at, value: one })), ...part.named];
    return flatten(context, entries, depth).map((object) => ({ at: value.at, parts: [{ object }] }));
  }
  if (!("name" in part)) return [value];
  const { name } = part;
  const bases = [];
  const later = [];
  for (const fact of context.file.facts) {
    if (fact.kind !== "assign") continue;
    if (fact.name === name) {
      for (const one of objectsOf(context, fact.value, depth + 1)) {
        const base = onlyPart(one);
        if (base && "object" in base) bases.push(one);
      }
    } else if (fact.name.startsWith(`${name}.`) && !fact.name.slice(name.length + 1).includes(".")) later.push({ key: fact.name.slice(name.length + 1), at: fact.at, value: fact.value });
  }
  if (bases.length === 0) return later.length === 0 ? [value] : [{ at: value.at, parts: [{ object: later }] }];
  return bases.flatMap((base) => {
    const object = onlyPart(base);
    const entries = object && "object" in object ? object.object : [];
    return later.length === 0 ? [entries] : [entries, [...entries, ...later]];
  }).map((object) => ({ at: value.at, parts: [{ object }] })).slice(0, MOST);
}
function flatten(context, entries, depth) {
  let lists = [[]];
  for (const entry of entries) {
    const choices = entry.key === "..." ? objectsOf(context, entry.value, depth + 1).map((one) => ({ entry, object: onlyPart(one) })) : [{ entry, object: void 0 }];
    lists = lists.flatMap((list) => choices.map(({ object }) => [...list, ...object && "object" in object ? object.object : [entry]])).slice(0, MOST);
  }
  return lists;
}
function hiddenMember(call, selector) {
  for (const alternative of selector.split("|")) {
    const [head = "", ...path] = alternative.split(".");
    const spread = /^\d+$/.test(head) ? void 0 : [...call.named, ...call.args.flatMap((argument) => objectEntries(argument))].find((entry) => entry.key === "...")?.value;
    const inside = /^\d+$/.test(head) ? objectEntries(call.args[Number(head)]).find((entry) => entry.key === "...")?.value : void 0;
    const holder = /^\d+$/.test(head) && path.length > 0 ? inside ?? call.args[Number(head)] : spread;
    const member = /^\d+$/.test(head) ? path : [head, ...path];
    const part = onlyPart(holder);
    if (holder && part && "name" in part && !/oauth|bearer/i.test(part.name)) return { at: holder.at, parts: [{ name: [part.name, ...member].join(".") }] };
  }
  return void 0;
}
var objectEntries = (value) => value?.parts.flatMap((part) => "object" in part ? part.object : []) ?? [];
function selectThrough(call, selector) {
  const value = select(call, selector);
  if (value) return { value, hidden: false };
  const hidden = hiddenMember(call, selector);
  return hidden && { value: hidden, hidden: true };
}

// src/detect/matchers/call.ts
function matchCalls(context, matcher, emit) {
  for (const { call, at, scope } of context.places.calls) {
    if (!matcher.call.some((glob) => matchesName(glob, call.call))) continue;
    if (matcher.arity && (arityOf(call) < matcher.arity[0] || arityOf(call) > matcher.arity[1])) continue;
    for (const opened of openCalls(context, call)) {
      if (matcher.where && !Object.entries(matcher.where).every(([selector, allowed]) => isOne(select(opened, selector), allowed))) continue;
      const token = matcher.token === void 0 ? void 0 : selectThrough(opened, matcher.token);
      if (matcher.token !== void 0 && (!token || !isPresent(token.value))) continue;
      const user = matcher.user === void 0 ? void 0 : selectThrough(opened, matcher.user);
      const blocked = matcher.without?.some((selector) => isPresent(select(opened, selector))) ?? false;
      emit({
        // An OAuth option beside the token makes it an OAuth token: names that reach it are not API tokens.
        role: blocked ? "oauth" : matcher.role ?? "use",
        at,
        scope,
        evidence: matcher.role === "basic" ? "name" : "sdk",
        confidence: token?.hidden ? "medium" : "high",
        ...matcher.joinedOnly ? { joinedOnly: true } : {},
        ...token ? { token: token.value } : {},
        ...user ? { user: user.value } : {}
      });
    }
  }
}
function isOne(value, allowed) {
  if (!value) return false;
  const only = value.parts.length === 1 ? value.parts[0] : void 0;
  const text = literalOf(value) ?? (only && "name" in only ? only.name.split(".").at(-1) : void 0);
  const words = text?.toLowerCase();
  return allowed.some((one) => one === "*" ? isPresent(value) : words !== void 0 && (words === one.toLowerCase() || words.split(/[^a-z\d]+/).includes(one.toLowerCase())));
}

// src/detect/matchers/entry.ts
function matchEntries(context, matcher, emit) {
  const value = matcher.valueMatches === void 0 ? void 0 : new RegExp(matcher.valueMatches);
  for (const fact of context.file.facts) {
    if (fact.kind !== "entry" || !matcher.entry.some((glob) => matchesPath(glob, fact.path))) continue;
    if (value && !value.test(literalOf(fact.value) ?? "")) continue;
    emit({
      role: matcher.role ?? "use",
      at: fact.at,
      scope: fact.scope,
      evidence: "sdk",
      confidence: "high",
      token: fact.value,
      key: fact.path.join("."),
      ...fact.commented ? { commented: true } : {}
    });
  }
}

// src/detect/matchers/auth-option.ts
var USER = /^(?:user(?:_?name)?|login|email|name)$/i;
var TOKEN = /^(?:pass(?:word|wd)?|pwd|token|secret)$/i;
var valueAt = (entries, pattern) => entries.find((entry) => pattern.test(entry.key))?.value;
function authOption(context, emit) {
  for (const place of context.places.values) {
    const key = place.key?.split(".").at(-1) ?? "";
    if (!/^(?:auth|basic_?auth|http_?basic|digest_?auth|userpwd|http_auth)$/i.test(key)) continue;
    const host = place.call?.args[0];
    const base = { role: "basic", scope: place.scope, evidence: "name", confidence: "medium", ...host ? { host } : {} };
    for (const part of place.value.parts) {
      if ("list" in part && part.list.length >= 2) {
        const [user, token] = part.list;
        if (user && token) emit({ ...base, at: place.value.at, user, token });
      } else if ("object" in part) {
        const user = valueAt(part.object, USER);
        const token = valueAt(part.object, TOKEN);
        if (user && token) emit({ ...base, at: place.value.at, user, token });
        const bearer = valueAt(part.object, /^bearer$/i);
        if (bearer) emit({ ...base, role: "oauth", at: place.value.at, token: bearer });
      }
    }
    const only = place.value.parts.length === 1 ? place.value.parts[0] : void 0;
    const whole = place.value.parts.length > 1 || only !== void 0 && ("name" in only || "env" in only || "call" in only && !/auth/i.test(only.call));
    if (whole) emit({ ...base, at: place.value.at, token: place.value, joinedOnly: true });
  }
}

// src/detect/shapes.ts
var USER_END = /(?:^|[\s"'`=:(,])(?:[\w.+%-]+@[\w.-]+\w|[^\s"'`/]*(?:e-?mail|user(?:_?name)?|login|agent|address)[^\s"'`/]*|%[sv]|\{\w*\}|[^\s"'`/]*[}>\])%])$|:\/\/[\w.+%-]{1,100}%40[\w.-]{1,100}$/i;
var PATHLIKE = /(?:ur[il]|host|endpoint|base|path|prefix|route|issuer|authority|realm|server|domain|dir|folder|root|api|auth|oauth|sso|site|origin|version|resource|location|namespace|repo|registry|scope)$/i;
var lastName = (part) => "name" in part ? part.name.split(".").at(-1) ?? "" : "env" in part ? part.env : void 0;
function userStands(before, text) {
  const all = before.map((part) => "text" in part ? part.text : "\0").join("") + text;
  if (/:\/\/[^\s"'@]*$/.test(all) && !/:\/\/[^/\s"']*$/.test(all)) return false;
  if (text !== "") return USER_END.test(text) && !/(?:oauth2?|api|auth|v\d)$/i.test(text);
  const hole = before.at(-1);
  if (!hole) return false;
  if ("text" in hole) return false;
  const name = lastName(hole);
  return name === void 0 || !PATHLIKE.test(name) || /mail|user|login/i.test(name);
}
function pairIn(value) {
  for (const [index, part] of value.parts.entries()) {
    if (!("text" in part)) continue;
    const match = /(?:\/|%2[Ff])token(?::|%3[Aa])/.exec(part.text);
    if (!match) continue;
    const before = value.parts.slice(0, index);
    const head = part.text.slice(0, match.index);
    const tail = part.text.slice(match.index + match[0].length);
    const after = value.parts.slice(index + 1);
    const second = before.length === 0 && head === "" && tail === "" && after.length > 0;
    if (!second && !userStands(before, head)) continue;
    if (/^\s/.test(tail) || tail === "" && after.length === 0) continue;
    return {
      user: { at: value.at, parts: [...before, ...head ? [{ text: head }] : []] },
      token: { at: value.at, parts: [...tail ? [{ text: tail }] : [], ...after] }
    };
  }
  return void 0;
}
function halfIn(value) {
  const last = value.parts.at(-1);
  if (!last || !("text" in last)) return void 0;
  const match = /^(.*?)(?:\/|%2[Ff])token$/s.exec(last.text);
  if (!match) return void 0;
  const head = match[1] ?? "";
  const before = value.parts.slice(0, -1);
  if (!userStands(before, head)) return void 0;
  return { at: value.at, parts: [...before, ...head ? [{ text: head }] : []] };
}
function schemeOf(value) {
  const first2 = value.parts[0];
  if (!first2 || !("text" in first2)) return void 0;
  const match = /^\s*(?:Authorization:\s*)?(Basic|Bearer|Token token=|Token)\s+/i.exec(first2.text) ?? /^\s*(?:Authorization:\s*)?(Basic|Bearer)$/i.exec(first2.text);
  if (!match) return void 0;
  const rest = first2.text.slice(match[0].length);
  return {
    scheme: /^basic/i.test(match[1] ?? "") ? "basic" : "bearer",
    rest: { at: value.at, parts: [...rest ? [{ text: rest }] : [], ...value.parts.slice(1)] }
  };
}
function colonJoined(value) {
  for (const [index, part] of value.parts.entries()) {
    if (!("text" in part)) continue;
    const colon = part.text.indexOf(":");
    if (colon < 0 || part.text.includes("://") || /\s/.test(part.text)) continue;
    const before = [...value.parts.slice(0, index), ...colon > 0 ? [{ text: part.text.slice(0, colon) }] : []];
    const after = [...colon + 1 < part.text.length ? [{ text: part.text.slice(colon + 1) }] : [], ...value.parts.slice(index + 1)];
    if (before.length === 0 || after.length === 0) continue;
    return { user: { at: value.at, parts: before }, token: { at: value.at, parts: after } };
  }
  return void 0;
}

// src/detect/matchers/curl.ts
var USER_OPTION = /^(?:-u|--user|-a|--auth|--http-user|--proxy-user)$/;
var JOINED_OPTION = /^(?:--user|--auth|--http-user)=|^-u(?=.)/;
var KEPT_OPTION = /^\s*(?:-[a-zA-Z]+\s+|--[\w-]+\s+)*(?:-u|--user)[\s=]+$/;
function curl(context, emit) {
  if (context.file.language === "bash" || context.file.language === "makefile")
    for (const { value, scope, fact } of context.places.values) {
      const first2 = value.parts[0];
      if (fact.kind !== "assign" || !first2 || !("text" in first2) || !KEPT_OPTION.test(first2.text) || value.parts.length < 2) continue;
      emit({ role: "basic", at: value.at, scope, evidence: "name", confidence: "medium", token: { at: value.at, parts: value.parts.slice(1) } });
    }
  for (const { call, scope } of context.places.calls) {
    if (!/^(?:curl|wget|http|https|xh|xhs|httpie|curlie)(?:\.exe)?$/.test(call.call.split("/").at(-1) ?? "")) continue;
    const host = call.args.find((argument) => argument.parts.some((part) => "text" in part && /:\/\/|zendesk/.test(part.text)));
    call.args.forEach((argument, index) => {
      const first2 = argument.parts[0];
      const option = first2 !== void 0 && "text" in first2 ? first2.text : "";
      let user;
      if (USER_OPTION.test(literalOf(argument) ?? "")) user = call.args[index + 1];
      else if (JOINED_OPTION.test(option) || option === "-u" && argument.parts.length > 1) user = { at: argument.at, parts: [{ text: option.replace(JOINED_OPTION, "").replace(/^-u$/, "") }, ...argument.parts.slice(1)].filter((part) => !("text" in part) || part.text !== "") };
      if (!user || user.parts.length === 0) return;
      const base = { at: user.at, scope, ...host ? { host } : {} };
      const pair2 = pairIn(user);
      const half2 = halfIn(user);
      if (pair2) emit({ ...base, role: "use", evidence: "shape", confidence: "high", ...pair2 });
      else if (half2) emit({ ...base, role: "use", evidence: "shape", confidence: "high", user: half2 });
      else emit({ ...base, role: "basic", evidence: "name", confidence: "medium", token: user, ...colonJoined(user) });
    });
  }
}

// src/detect/matchers/declaration.ts
var DESCRIBES = /^(?:description|type|default|required|value|values?from|sensitive|title|label|kind|secret|name|key|env|example|format|optional|hidden|deprecat\w*)$/i;
var PROSE = /\s\S+\s/;
function declaration(context, emit) {
  if (/(?:^|\/)(?:locales?|i18n|lang|langs|languages|translations|messages)\//i.test(context.file.path)) return;
  const emitted = /* @__PURE__ */ new Set();
  for (const fact of context.file.facts) {
    if (fact.kind !== "entry") continue;
    const path = DESCRIBES.test(fact.path.at(-1) ?? "") && fact.path.length > 1 ? fact.path.slice(0, -1) : fact.path;
    const key = namedBy(context, path) ?? (path === fact.path ? void 0 : namedBy(context, fact.path));
    if (key === void 0 || isProse(fact)) continue;
    const place = path === fact.path ? `${fact.at.start}` : path.join("\0");
    if (emitted.has(place)) continue;
    emitted.add(place);
    emitted.add(path.join("\0"));
    emit({ role: "declaration", at: fact.at, scope: fact.scope, key, token: fact.value, evidence: "name", confidence: "medium", ...fact.commented ? { commented: true } : {} });
  }
}
function isProse(fact) {
  const only = fact.value.parts.length === 1 ? fact.value.parts[0] : void 0;
  return only !== void 0 && "text" in only && PROSE.test(only.text) && !/[$({<]/.test(only.text) && !DESCRIBES.test(fact.path.at(-1) ?? "");
}
function namedBy(context, path) {
  const last = path.at(-1);
  if (last === void 0) return void 0;
  const own = context.read(last);
  if (own.kind === "other" || own.kind === "host") return void 0;
  if (own.vendor && own.kind === "token") return last;
  if (own.kind !== "token") return void 0;
  for (let take = 2; take <= Math.min(4, path.length); take++) {
    const joined = path.slice(-take).join(".");
    const reading = context.read(joined);
    if (reading.kind === "other") return void 0;
    if (reading.vendor && reading.kind === "token") return joined;
  }
  return void 0;
}

// src/detect/matchers/declared-key.ts
function declaredKey(context, emit) {
  for (const { value, scope, fact } of context.places.values) {
    if (fact.kind === "entry" || fact.kind === "prose") continue;
    for (const part of value.parts) {
      if (!("object" in part)) continue;
      for (const entry of part.object) {
        if (!/^[A-Z]\w*_\w+$/.test(entry.key)) continue;
        const reading = context.read(entry.key);
        if (reading.vendor && reading.kind === "token") emit({ role: "declaration", at: entry.at, scope, key: entry.key, token: entry.value, evidence: "name", confidence: "low" });
      }
    }
  }
}

// src/detect/matchers/endpoint.ts
function endpoint(context, { paths, post }, emit) {
  const patterns = paths.map((path) => new RegExp(path));
  for (const place of context.places.values) {
    if (place.fact.kind === "prose") continue;
    const text = place.value.parts.map((part) => "text" in part ? part.text : "*").join("");
    if (patterns.some((pattern) => pattern.test(text)) && (!post || isPost(context, place))) emit({ role: "other", at: place.value.at, scope: place.scope, evidence: "shape", confidence: "high" });
  }
}
function isPost(context, place) {
  if (place.call && /(?:^|[._])post/i.test(place.call.call)) return true;
  const { start, end } = place.fact.at;
  return /\bPOST\b/.test(context.file.masked.slice(start, Math.min(end, start + 2e3)));
}

// src/detect/matchers/half.ts
var TOKEN_KEY = /pass|token|secret|key|pwd|credential/i;
var USER_KEY = /user|mail|login|name|account|auth|agent/i;
function half(context, emit) {
  for (const place of context.places.values) {
    const user = halfIn(place.value);
    if (!user || !isUser(context, place, user)) continue;
    const token = beside(context, place);
    emit({
      role: token ? "use" : "half",
      at: place.value.at,
      scope: place.scope,
      evidence: "shape",
      confidence: token ? "high" : "medium",
      user,
      ...token ? { token } : {},
      ...place.fact.kind === "entry" ? { key: place.fact.path.join("."), ...place.fact.commented ? { commented: true } : {} } : {}
    });
  }
}
function isUser(context, place, user) {
  const last = user.parts.at(-1);
  if (!last) return false;
  if ("text" in last && /@|mail|user|login|agent/i.test(last.text)) return true;
  if (named(last).some((name) => /mail|user|login|agent/i.test(name) || context.read(name).kind === "user")) return true;
  if (place.key !== void 0 && USER_KEY.test(place.key.split(".").at(-1) ?? "")) return true;
  return /(?:basic_?auth|\.auth$|credential|userpwd)/i.test(place.call?.call ?? "");
}
function named(part) {
  if ("name" in part) return [part.name.split(".").at(-1) ?? ""];
  if ("env" in part) return [part.env];
  if ("choice" in part) return part.choice.flatMap((value) => value.parts.flatMap(named));
  if ("call" in part) return [...part.args, ...part.named.map((entry) => entry.value), ...part.receiver ? [part.receiver] : []].flatMap((value) => value.parts.flatMap((inner) => "text" in inner ? [inner.text] : named(inner))).concat(part.call.split(".").at(-1) ?? "");
  return [];
}
function beside(context, place) {
  if (place.entries) return place.entries.find((entry) => entry.key !== place.key && TOKEN_KEY.test(entry.key))?.value;
  if (place.siblings && place.index !== void 0) {
    const next = place.siblings[place.index + 1];
    return next && !next.parts.some((part) => "object" in part || "opaque" in part) ? next : void 0;
  }
  if (place.fact.kind !== "entry") return void 0;
  const own = place.fact;
  const parent = own.path.slice(0, -1).join("\0");
  const nearby = context.file.facts.filter(
    (fact) => fact.kind === "entry" && fact !== own && fact.path.slice(0, -1).join("\0") === parent && TOKEN_KEY.test(fact.path.at(-1) ?? "")
  );
  nearby.sort((a, b) => Math.abs(a.at.start - own.at.start) - Math.abs(b.at.start - own.at.start));
  return nearby[0]?.value;
}

// src/detect/matchers/header.ts
function header(context, scheme, emit) {
  for (const { value, scope, call } of context.places.values) {
    const found = schemeOf(value);
    if (!found || found.scheme !== scheme || found.rest.parts.length === 0 || pairIn(value)) continue;
    if (found.rest.parts.every((part) => "text" in part && /\s|^auth|^token/i.test(part.text))) continue;
    const host = call?.args[0];
    emit({ role: scheme === "basic" ? "basic" : "oauth", at: value.at, scope, evidence: "name", confidence: "medium", token: found.rest, ...host ? { host } : {} });
  }
}

// src/detect/matchers/literal.ts
function literal(context, emit) {
  for (const place of context.places.values) {
    const only = place.value.parts.length === 1 ? place.value.parts[0] : void 0;
    if (!only || !("secret" in only) || only.secret === "oauth" || place.key === void 0) continue;
    const key = place.fact.kind === "entry" ? place.fact.path.slice(-2).join(".") : place.key;
    const reading = context.read(key);
    if (reading.kind !== "token" || !reading.vendor) continue;
    emit({ role: "use", at: place.value.at, scope: place.scope, evidence: "name", confidence: "medium", token: place.value, key: place.key });
  }
}

// src/detect/matchers/mention.ts
var TERM = /\/token:|[\w-]*(?:zendesk|zd)[_-]?(?:api[_-]?)?(?:token|key)\w*|zendesk['’]?s? api (?:token|key)s?|api tokens? (?:from|in|of) zendesk/i;
var OTHER = /oauth|access[_ -]?token|webhook|jwt|chat|sunshine/i;
function mention(context, emit) {
  for (const fact of context.file.facts) {
    if (fact.kind !== "prose") continue;
    const text = fact.value.parts.map((part) => "text" in part ? part.text : "env" in part ? part.env : "name" in part ? part.name : "*").join("");
    const match = TERM.exec(text);
    if (!match || OTHER.test(match[0])) continue;
    emit({ role: "mention", at: fact.at, scope: fact.scope, evidence: "name", confidence: "low", key: match[0].startsWith("/") ? "" : match[0] });
  }
}

// src/detect/matchers/pair.ts
function pair(context, emit) {
  for (const { value, scope, fact } of context.places.values) {
    const found = pairIn(value);
    if (found) {
      emit({ role: "use", at: value.at, scope, evidence: "shape", confidence: "high", ...found, ...fact.kind === "entry" && fact.commented ? { commented: true } : {} });
      continue;
    }
    const literal2 = value.parts.find((part) => "secret" in part && part.secret === "basic-pair");
    if (literal2) emit({ role: "use", at: value.at, scope, evidence: "shape", confidence: "high", token: { at: value.at, parts: [literal2] } });
  }
}

// src/detect/matchers/read.ts
var LOOKUP = /(?:^|[._])(?:get|fetch|read|load|require|need|must|ensure|expect|env|getenv|environ|config|configuration|secret|secrets|param|parameter|property|properties|prop|setting|settings|option|options|argument|lookup|credential|credentials|vault|value|string|dig|input|access|resolve|variable|var|str|retrieve|find|default|add_?argument|add_?option|flag|key|obtain|pop|annotation)/i;
var CAMEL_LOOKUP = /(?:Env|Secret|Config|Property|Param|Setting|Variable|Input|Option|Argument|Credential|Value|String|Key|Vault)s?(?:Value|Version|String|Sync|Async|Var|Data|OrThrow|Required)*$/;
function read(context, emit) {
  const strong = (name) => {
    const reading = context.read(name);
    return reading.vendor && reading.kind === "token";
  };
  const declares = (path) => strong(path.at(-1) ?? "") || context.read(path.at(-1) ?? "").kind === "token" && strong(path.slice(-2).join("."));
  const found = (at, place, key) => emit({ role: "read", at, scope: place.scope, key, evidence: "name", confidence: "medium" });
  for (const place of context.places.values) {
    if (place.fact.kind === "prose" || place.fact.kind === "entry" && declares(place.fact.path)) continue;
    for (const part of place.value.parts) {
      if ("env" in part && strong(part.env)) found(place.value.at, place, part.env);
    }
    const mentioned = mentionedKey(place);
    if (mentioned !== void 0 && strong(mentioned)) found(place.value.at, place, mentioned);
  }
  for (const { call, at, scope, fact } of context.places.calls) {
    if (fact.kind === "entry" && declares(fact.path)) continue;
    const last = call.call.split(".").at(-1) ?? "";
    if (!LOOKUP.test(last) && !CAMEL_LOOKUP.test(last)) continue;
    const way = call.args.map((argument) => literalOf(argument) ?? "");
    if (way.length > 1 && way.length < 6 && way.every((segment) => /^[\w-]{2,60}$/.test(segment)) && !way.some(strong) && strong(way.join("."))) found(at, { scope }, way.join("."));
    for (const argument of [...call.args, ...call.named.map((entry) => entry.value)]) {
      const text = literalOf(argument);
      if (text === void 0 || text.length > 120 || /\s/.test(text)) continue;
      const key = text.replace(/^[-$%{]+|[}%]+$/g, "").replace(/^.*?([\w.:-]+)$/, "$1");
      if (strong(key)) {
        found(argument.at.end > argument.at.start ? argument.at : at, { scope }, key);
        break;
      }
    }
  }
}
function mentionedKey(place) {
  const only = place.value.parts.length === 1 ? place.value.parts[0] : void 0;
  if (!only || !("name" in only)) return void 0;
  const last = only.name.split(".").at(-1) ?? "";
  return only.name.includes(".") && !only.name.startsWith("this.") && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(last) ? last : void 0;
}

// src/detect/matchers/settings.ts
function settings(context, parameters, emit) {
  const group = groupOf(parameters);
  const entries = context.file.facts.filter((fact) => fact.kind === "entry");
  if (group.unless.length > 0 && entries.some((fact) => group.unless.some((glob) => matchesPath(glob, fact.path)))) return;
  const parents = /* @__PURE__ */ new Map();
  for (const fact of entries) {
    const parent = fact.path.slice(0, -1).join("\0");
    const list = parents.get(parent);
    if (list) list.push(fact);
    else parents.set(parent, [fact]);
  }
  for (const [parent, list] of parents) {
    if (group.under.length > 0 && !group.under.some((glob) => matchesPath(glob, parent === "" ? [] : parent.split("\0")))) continue;
    for (const fact of list) {
      const key = fact.path.at(-1) ?? "";
      const marked = has(group.mark, key);
      if (!marked && !has(group.token, key)) continue;
      const sibling = nearest(list, fact);
      if (!fits(group, sibling)) continue;
      const user = first(group.user, sibling);
      emit({
        role: "use",
        // A user that ends in `/token` is a match of its own: one span over both makes them one finding.
        at: user && halfIn(user) ? around(fact.at, user.at) : fact.at,
        scope: fact.scope,
        evidence: "sdk",
        confidence: "high",
        ...marked ? {} : { token: fact.value, key: fact.path.join(".") },
        ...user ? { user } : {},
        ...fact.commented ? { commented: true } : {}
      });
    }
  }
  if (group.under.length > 0) return;
  const seen = /* @__PURE__ */ new Set();
  for (const place of context.places.values) {
    if (!place.entries || place.fact.kind === "entry" || seen.has(place.entries)) continue;
    seen.add(place.entries);
    const { entries: object, scope } = place;
    const sibling = (key) => object.find((entry) => entry.key === key)?.value;
    const token = object.find((entry) => has(group.token, entry.key));
    if (!token || !isPresent(token.value) || !fits(group, sibling)) continue;
    const user = first(group.user, sibling);
    emit({ role: "use", at: { start: token.at.start, end: Math.max(token.at.end, token.value.at.end) }, scope, evidence: "sdk", confidence: "high", token: token.value, ...user ? { user } : {} });
  }
}
var has = (globs, key) => globs.some((glob) => matchesGlob(glob, key));
var around = (a, b) => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });
function nearest(list, own) {
  return (key) => list.filter((fact) => fact.path.at(-1) === key).sort((a, b) => Math.abs(a.at.start - own.at.start) - Math.abs(b.at.start - own.at.start))[0]?.value;
}
function fits(group, sibling) {
  return group.needs.every((key) => sibling(key) !== void 0) && !group.without.some((key) => isPresent(sibling(key))) && group.where.every(([key, pattern]) => pattern.test(literalOf(sibling(key)) ?? "\0"));
}
function first(keys, sibling) {
  for (const key of keys) {
    const value = sibling(key);
    if (value) return value;
  }
  return void 0;
}
var groups = /* @__PURE__ */ new WeakMap();
function groupOf(parameters) {
  const known = parameters && groups.get(parameters);
  if (known) return known;
  const texts = (key) => {
    const value = parameters?.[key];
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  };
  const where = parameters?.["where"];
  const group = {
    token: texts("token"),
    mark: texts("mark"),
    user: texts("user"),
    under: texts("under"),
    needs: texts("needs"),
    without: texts("without"),
    unless: texts("unless"),
    where: typeof where === "object" && where !== null ? Object.entries(where).map(([key, pattern]) => [key, new RegExp(String(pattern))]) : []
  };
  if (parameters) groups.set(parameters, group);
  return group;
}

// src/detect/matchers/settings-object.ts
var TOKEN2 = /^(?:(?:zendesk|zd)_?)?(?:api_?)?(?:token|key)$/i;
var USER2 = /^(?:(?:zendesk|zd|user)_?)?(?:e_?mail|user(?:_?name)?|login)$/i;
var HOST = /^(?:(?:zendesk|zd)_?)?(?:sub_?domain|remote_?uri|endpoint_?uri|domain|account|host|url|site)$/i;
var OTHER2 = /oauth|access_?token|bearer|refresh/i;
function settingsObject(context, emit) {
  for (const { value, scope } of context.places.values) {
    for (const part of value.parts) {
      if (!("object" in part) || part.object.some((entry) => OTHER2.test(entry.key))) continue;
      const token = part.object.find((entry) => TOKEN2.test(entry.key));
      const host = part.object.find((entry) => HOST.test(entry.key));
      if (!token || !host || !part.object.some((entry) => USER2.test(entry.key)) || !isZendesk(context, part.object, host)) continue;
      emit({ role: "declaration", at: token.at, scope, key: token.key, token: token.value, evidence: "name", confidence: "medium" });
    }
  }
}
function isZendesk(context, entries, host) {
  if (entries.some((entry) => context.read(entry.key).vendor) || /zendesk/i.test(literalOf(host.value) ?? "")) return true;
  return context.vendor && /sub_?domain|remote_?uri|endpoint_?uri/i.test(host.key);
}

// src/detect/matchers/webhook.ts
function webhook(context, emit) {
  const say = (at, scope, endpoint2, user, token) => {
    if (!(user && halfIn(user)) && sentElsewhere(context, endpoint2, token)) return;
    emit({ role: "use", at, scope, evidence: "shape", confidence: endpoint2 || user ? "medium" : "low", ...user ? { user } : {}, ...token ? { token } : {} });
  };
  for (const { value, scope, fact } of context.places.values) {
    if (fact.kind === "entry") continue;
    for (const part of value.parts) {
      const authentication = memberOf(part, "authentication");
      for (const inner of authentication?.value.parts ?? []) {
        const type = memberOf(inner, "type");
        if (literalOf(type?.value) !== "basic_auth") continue;
        const data = memberOf(inner, "data")?.value.parts[0];
        say(authentication?.value.at ?? value.at, scope, memberOf(part, "endpoint")?.value, data && memberOf(data, "username")?.value, data && memberOf(data, "password")?.value);
      }
    }
  }
  const entries = context.file.facts.filter((fact) => fact.kind === "entry");
  for (const fact of entries) {
    if (fact.path.at(-1) !== "type" || fact.path.at(-2) !== "authentication" || literalOf(fact.value) !== "basic_auth") continue;
    const group = fact.path.slice(0, -1);
    const near = (...path) => {
      const wanted2 = path.join("\0");
      return entries.filter((one) => one.path.join("\0") === wanted2).sort((a, b) => Math.abs(a.at.start - fact.at.start) - Math.abs(b.at.start - fact.at.start))[0];
    };
    const user = near(...group, "data", "username");
    const token = near(...group, "data", "password");
    const parts = [fact, user, token].flatMap((one) => one ? [one.at] : []);
    const at = { start: Math.min(...parts.map((one) => one.start)), end: Math.max(...parts.map((one) => one.end)) };
    say(at, fact.scope, near(...group.slice(0, -1), "endpoint")?.value, user?.value, token?.value);
  }
}
function memberOf(part, key) {
  return "object" in part ? part.object.find((entry) => entry.key === key) : void 0;
}

// src/detect/matchers/index.ts
var shapes = {
  "auth-option": authOption,
  "basic-header": (context, emit) => header(context, "basic", emit),
  "bearer-header": (context, emit) => header(context, "bearer", emit),
  curl,
  declaration,
  "declared-key": declaredKey,
  endpoint: (context, emit, parameters) => endpoint(context, { paths: strings(parameters?.["paths"]), post: parameters?.["post"] === true }, emit),
  half,
  literal,
  mention,
  pair,
  read,
  "settings-object": settingsObject,
  settings: (context, emit, parameters) => settings(context, parameters, emit),
  webhook
};
var strings = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

// src/detect/names.ts
function wordsOf(name) {
  return name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2").toLowerCase().split(/[^a-z\d]+/).filter((word) => word !== "" && !/^\d+$/.test(word));
}
var compactOf = (name) => name.toLowerCase().replace(/[^a-z\d]/g, "");
function nameReader(lists) {
  const known = /* @__PURE__ */ new Map();
  const other = new Set(lists.other.words);
  const rivals = new Set(lists.rivals);
  const about = new Set(lists.about);
  const store = new Set(lists.store);
  const token = new Set(lists.token.words);
  const password = new Set(lists.password.words);
  const user = new Set(lists.user.words);
  const host = new Set(lists.host.words);
  const vendorWords = new Set(lists.vendor.words);
  const read3 = (name) => {
    const words = wordsOf(name);
    const compact = words.join("");
    const vendor = lists.vendor.compact.some((fragment) => compact.includes(fragment)) || words.some((word) => vendorWords.has(word) || lists.vendor.prefixes.some((prefix) => word.startsWith(prefix)));
    const isVendor = (word) => vendorWords.has(word) || word.includes("zendesk");
    const tokenWord = (list) => list.some((word, index) => {
      if (/^(?:auth|creds|credentials?)$/.test(word)) return index === list.length - 1;
      if (token.has(word) || lists.token.compact.some((fragment) => word.endsWith(fragment) || word.startsWith(fragment))) return true;
      if (word !== "key") return /^z(?:en)?desk\w*(?:token|key)$/.test(word);
      const before = list[index - 1];
      return before === "api" || before === "auth" || before === "private" || before !== void 0 && isVendor(before);
    }) || lists.token.compact.some((fragment) => list.join("").includes(fragment));
    let own = words;
    let stored = false;
    while (own.length > 1 && store.has(own.at(-1) ?? "") && tokenWord(own.slice(0, -1))) {
      own = own.slice(0, -1);
      stored = true;
    }
    const last = own.at(-1) ?? "";
    const isOther = own.some((word) => other.has(word)) || lists.other.compact.some((fragment) => compact.includes(fragment)) || !vendor && own.some((word) => rivals.has(word));
    let kind;
    if (isOther) kind = "other";
    else if (password.has(last) && !(stored || token.has(own.at(-2) ?? ""))) kind = "password";
    else if (tokenWord(own) && !about.has(last)) kind = "token";
    else if (own.some((word) => /passw/.test(word))) kind = "password";
    else if (own.some((word) => host.has(word))) kind = "host";
    else if (own.some((word) => user.has(word)) || lists.user.compact.some((fragment) => compact.endsWith(fragment))) kind = "user";
    return { kind, vendor, stored };
  };
  return (name) => {
    let reading = known.get(name);
    if (!reading) {
      reading = read3(name);
      known.set(name, reading);
    }
    return reading;
  };
}

// src/detect/index.ts
function detect(file, rules, read3) {
  const context = contextOf(file, read3);
  const matches = [];
  for (const rule of rules) {
    for (const matcher of rule.match) {
      if (!applies(matcher, context)) continue;
      const emit = (found) => {
        if (found.role === "basic" && sentElsewhere(context, found.host, found.token)) return;
        matches.push({ rule: rule.id, path: file.path, ...found });
      };
      if ("call" in matcher) matchCalls(context, matcher, emit);
      else if ("assign" in matcher) matchAssigns(context, matcher, emit);
      else if ("entry" in matcher) matchEntries(context, matcher, emit);
      else shapes[matcher.shape]?.(context, matcher.role === void 0 ? emit : (found) => emit({ ...found, role: matcher.role ?? found.role }), matcher.with);
    }
  }
  return matches;
}
function applies(matcher, context) {
  const { file, modules, lower: lower2 } = context;
  if (matcher.languages && !matcher.languages.includes(file.language)) return false;
  if (matcher.file && !matcher.file.some((glob) => matchesGlob(glob, file.path))) return false;
  if (matcher.near && !matcher.near.some((literal2) => lower2.includes(literal2.toLowerCase()))) return false;
  return !matcher.from || matcher.from.some((glob) => modules.some((module) => matchesGlob(glob, module)));
}

// src/discover/credential-files.ts
var CREDENTIAL_FILE = /^\.env|\.env$|\.tfvars$|\.tfvars\.json$|^\.zat$|^\.zcli$|^\.dev\.vars/;
var isCredentialFile = (name) => CREDENTIAL_FILE.test(name);

// src/discover/git.ts
import { spawn } from "node:child_process";
import { accessSync, constants as constants2 } from "node:fs";
import { devNull } from "node:os";
import { delimiter, dirname as dirname2, isAbsolute as isAbsolute2, join as join2 } from "node:path";

// src/discover/root.ts
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync
} from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
function locateRoot(given) {
  let absolute;
  let status;
  try {
    absolute = realpathSync.native(given);
    status = lstatSync(absolute);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new Problem("There is no such file or folder.", {
        where: given,
        help: "Check the path; it is taken relative to the folder zunset was started in."
      });
    if (code === "ELOOP")
      throw new Problem("The path is a loop of symbolic links.", {
        where: given,
        help: "Name the folder itself."
      });
    throw new Problem(`The path cannot be reached (${code}).`, {
      where: given,
      help: "Check its permissions."
    });
  }
  return { absolute, folder: status.isDirectory(), special: !status.isDirectory() && !status.isFile() };
}
function errorCode(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
}
function gitTop(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (hasGit(at)) return at;
    if (dirname(at) === at) return void 0;
  }
}
function hasGit(folder) {
  const path = join(folder, ".git");
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status) return false;
  if (status.isDirectory()) return existsSync(join(path, "HEAD"));
  return status.isFile() && startsWithGitDir(path);
}
function startsWithGitDir(path) {
  let descriptor;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const buffer = Buffer.alloc(8);
    readSync(descriptor, buffer, 0, 8, 0);
    return buffer.toString("latin1") === "gitdir: ";
  } catch {
    return false;
  } finally {
    if (descriptor !== void 0) closeSync(descriptor);
  }
}
function reportRoot(roots) {
  const folders = roots.map((root) => root.folder ? root.absolute : dirname(root.absolute));
  return folders.map((folder) => gitTop(folder) ?? folder).reduce(commonParent);
}
function commonParent(one, other) {
  let parent = one;
  while (!isWithin(parent, other)) parent = dirname(parent);
  return parent;
}
function isWithin(folder, path) {
  const way = relative(folder, path);
  return way === "" || way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
function spell(root, absolute) {
  const way = relative(root, absolute);
  return sep === "/" ? way : way.split(sep).join("/");
}

// src/discover/git.ts
var TIME_BOUND_MS = 12e4;
var SIZE_BOUND = 1024 * 1024 * 1024;
var SETTINGS = [
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  `core.hooksPath=${devNull}`,
  `core.attributesFile=${devNull}`,
  "core.pager=cat",
  "safe.bareRepository=explicit",
  "protocol.allow=never"
];
async function listGit(top, folder, ignored) {
  const git = findGit(top);
  if (!git) return void 0;
  const below = folder === top ? [] : ["--", folder];
  const list = (...flags) => run(git, top, ["ls-files", "-z", ...flags, ...below]);
  const [files, left] = await Promise.all([
    list("-t", "--cached", "--stage", "--others", "--exclude-standard"),
    ignored ? list("--others", "--ignored", "--directory", "--exclude-standard") : Buffer.alloc(0)
  ]);
  return files && left ? { files, ignored: left } : void 0;
}
function findGit(top) {
  const names2 = process.platform === "win32" ? ["git.exe"] : ["git"];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (!isAbsolute2(folder) || isWithin(top, folder)) continue;
    for (const name of names2) {
      const path = join2(folder, name);
      try {
        accessSync(path, constants2.X_OK);
        return path;
      } catch {
      }
    }
  }
  return void 0;
}
function environment(top) {
  const kept = {};
  for (const [name, value] of Object.entries(process.env)) if (!/^GIT_/i.test(name)) kept[name] = value;
  return {
    ...kept,
    LC_ALL: "C",
    // Overrides `core.worktree`, with which a repository could point git at any folder; git's check of the owner still happens.
    GIT_WORK_TREE: top,
    GIT_CEILING_DIRECTORIES: dirname2(top),
    GIT_LITERAL_PATHSPECS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    // NOTE: outranks every `protocol.*` setting of the repository; "none" is no protocol.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_TERMINAL_PROMPT: "0"
  };
}
function run(git, top, args) {
  return new Promise((resolve2) => {
    const child = spawn(git, ["--no-pager", ...SETTINGS.flatMap((setting) => ["-c", setting]), ...args], {
      cwd: top,
      env: environment(top),
      stdio: ["ignore", "pipe", "ignore"],
      timeout: TIME_BOUND_MS,
      windowsHide: true
    });
    const chunks = [];
    let size = 0;
    child.stdout.on("data", (chunk) => {
      size += chunk.length;
      if (size > SIZE_BOUND) child.kill();
      else chunks.push(chunk);
    });
    child.on("error", () => resolve2(void 0));
    child.on("close", (code) => resolve2(code === 0 ? Buffer.concat(chunks, size) : void 0));
  });
}

// src/discover/walk.ts
import { existsSync as existsSync3, readdirSync } from "node:fs";
import { join as join3 } from "node:path";

// src/discover/ignore.ts
var import_ignore = __toESM(require_ignore(), 1);
import { closeSync as closeSync2, constants as constants3, lstatSync as lstatSync2, openSync as openSync2, readSync as readSync2 } from "node:fs";
var MAX_BYTES = 256 * 1024;
var MAX_PATTERN = 1024;
var MAX_PATTERNS = 2e3;
var IgnoreRules = class _IgnoreRules {
  #patterns;
  #matcher;
  constructor(patterns) {
    this.#patterns = patterns;
    this.#matcher = (0, import_ignore.default)({ allowRelativePaths: true }).add(patterns);
  }
  /** No rules at all. */
  static none = new _IgnoreRules([]);
  /** These rules and those of a file in `folder` ("" or `a/b/`), which win over them. */
  extended(folder, text) {
    const added = text.slice(text.startsWith("\uFEFF") ? 1 : 0).split(/\r?\n/).filter(isBounded).slice(0, MAX_PATTERNS).map((pattern) => rebase(pattern, folder));
    return added.length === 0 ? this : new _IgnoreRules([...this.#patterns, ...added]);
  }
  /** True for an ignored path relative to the root; a folder's path ends in `/`. */
  ignores(path) {
    return this.#patterns.length > 0 && this.#matcher.ignores(path);
  }
  /** True when there is nothing to ask. */
  get empty() {
    return this.#patterns.length === 0;
  }
};
function isBounded(pattern) {
  if (pattern.trim() === "" || pattern.startsWith("#") || pattern.length > MAX_PATTERN) return false;
  return pattern.split("**").length <= 4 && pattern.split("*").length <= 16;
}
function rebase(pattern, folder) {
  if (folder === "") return pattern;
  const negated = pattern.startsWith("!");
  const bare = negated ? pattern.slice(1) : pattern;
  const base = folder.replace(/[\\*?[\]!# ]/g, "\\$&");
  const anchored = bare.replace(/\s+$/, "").slice(0, -1).includes("/");
  return `${negated ? "!" : ""}/${base}${anchored ? bare.replace(/^\//, "") : `**/${bare}`}`;
}
function readPatterns(absolute) {
  let descriptor;
  try {
    if (!lstatSync2(absolute, { throwIfNoEntry: false })?.isFile()) return void 0;
    descriptor = openSync2(absolute, constants3.O_RDONLY | constants3.O_NOFOLLOW | constants3.O_NONBLOCK);
    const buffer = Buffer.alloc(MAX_BYTES);
    return buffer.toString("utf8", 0, readSync2(descriptor, buffer, 0, MAX_BYTES, null));
  } catch {
    return void 0;
  } finally {
    if (descriptor !== void 0) closeSync2(descriptor);
  }
}

// src/discover/left-out.ts
import { existsSync as existsSync2 } from "node:fs";
var named2 = (reason, names2) => names2.trim().split(/\s+/).map((name) => [name, reason]);
var FOLDERS = new Map([
  ...named2(
    "vendored",
    `node_modules bower_components jspm_packages web_modules site-packages dist-packages .venv .virtualenv .tox .nox .eggs
     .yarn .pnpm-store .bundle .gem Pods Carthage .pub-cache .dart_tool elm-stuff .terraform .terragrunt-cache .gradle .m2
     wp-includes wp-admin`
  ),
  ...named2(
    "generated",
    `.next .nuxt .output .svelte-kit .angular .astro .docusaurus .vite .vercel .netlify .serverless .webpack .aws-sam cdk.out
     .cache .parcel-cache .turbo .nyc_output __pycache__ .pytest_cache .mypy_cache .ruff_cache .ipynb_checkpoints .hypothesis
     htmlcov lcov-report storybook-static _site javadoc apidocs DerivedData`
  )
]);
var NESTED = new Map([
  ...named2(
    "vendored",
    `vendor/bundle vendor/cache vendor/ruby vendor/assets vendor/javascript vendor/javascripts vendor/github.com
     vendor/golang.org vendor/google.golang.org vendor/gopkg.in vendor/k8s.io wwwroot/lib public/vendor static/vendor`
  ),
  ...named2(
    "generated",
    "bin/Debug bin/Release public/packs public/packs-test public/build build/static docs/_build doc/_build"
  )
]);
var WITH_EVIDENCE = /* @__PURE__ */ new Map([
  ["vendor", { reason: "vendored", evidence: ["autoload.php", "composer", "modules.txt"] }],
  ["deps", { reason: "vendored", evidence: ["../mix.exs"] }],
  ["venv", { reason: "vendored", evidence: ["pyvenv.cfg", "bin/activate", "Scripts/activate"] }],
  ["env", { reason: "vendored", evidence: ["pyvenv.cfg", "bin/activate", "Scripts/activate"] }],
  ["virtualenv", { reason: "vendored", evidence: ["pyvenv.cfg", "bin/activate", "Scripts/activate"] }],
  ["target", { reason: "generated", evidence: ["../Cargo.toml", "../pom.xml", "../build.sbt"] }],
  [
    "build",
    {
      reason: "generated",
      evidence: [
        "../build.gradle",
        "../build.gradle.kts",
        "CMakeCache.txt",
        "asset-manifest.json",
        "bdist.linux-x86_64"
      ]
    }
  ],
  [
    "_build",
    { reason: "generated", evidence: ["../mix.exs", "html/genindex.html", "../conf.py", "../dune-project"] }
  ],
  ["obj", { reason: "generated", evidence: ["project.assets.json"] }],
  [
    "coverage",
    {
      reason: "generated",
      evidence: [
        "lcov.info",
        "lcov-report",
        "clover.xml",
        "coverage-final.json",
        "prettify.js",
        ".last_run.json"
      ]
    }
  ]
]);
var BUNDLES = /* @__PURE__ */ new Set(["dist"]);
var BUNDLED = /\.(?:[mc]?js|css|map|d\.[mc]?ts)$/;
var FILES = new Map(
  named2(
    "generated",
    `package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock composer.lock Gemfile.lock
     poetry.lock Pipfile.lock uv.lock pdm.lock conda-lock.yml Cargo.lock go.sum go.work.sum mix.lock rebar.lock Podfile.lock
     Cartfile.resolved Package.resolved packages.lock.json project.assets.json paket.lock flake.lock gradle.lockfile
     buildscript-gradle.lockfile .terraform.lock.hcl pubspec.lock Chart.lock conan.lock stack.yaml.lock Manifest.toml
     .pnp.cjs .pnp.loader.mjs .pnp.js .yarn-integrity`
  )
);
var BINARY = new Set(
  `png jpg jpeg jpe gif webp avif ico icns bmp tif tiff heic psd ai sketch fig xd eps woff woff2 ttf otf eot mp3 mp4 m4a m4v mov avi
   mkv webm ogg oga ogv flac wav aac zip gz tgz bz2 xz zst lz4 br 7z rar tar jar war ear aar apk ipa dmg iso img deb rpm msi cab
   exe dll so dylib a lib o obj pdb class pyc pyo pyd wasm node bin dat pack idx rev parquet avro orc feather arrow npy npz h5 hdf5
   pkl pickle onnx pt pth safetensors gguf tflite sqlite sqlite3 db mdb pdf doc docx xls xlsx xlsm ppt pptx odt ods odp whl egg
   gem nupkg snupkg phar keystore jks p12 pfx der swf fla blend glb fbx stl dwg`.trim().split(/\s+/)
);
function leftOutFolder(absolute, name, inside) {
  const always = FOLDERS.get(name) ?? NESTED.get(`${inside}/${name}`);
  if (always) return always;
  const maybe = WITH_EVIDENCE.get(name);
  return maybe?.evidence.some((path) => existsSync2(`${absolute}/${path}`)) ? maybe.reason : void 0;
}
var holdsBundles = (name) => BUNDLES.has(name);
function leftOutFile(name, bundled) {
  const dot = name.lastIndexOf(".");
  if (dot < 0) return FILES.get(name);
  const extension = name.slice(dot + 1);
  if (BINARY.has(extension) || BINARY.has(extension.toLowerCase())) return "binary";
  if (extension === "js" || extension === "css" || extension === "mjs" || extension === "cjs") {
    if (/[.-]min\.[a-z]+$|\.(?:bundle|chunk)\.[a-z]+$/.test(name)) return "minified";
  } else if (extension === "map" && /\.(?:[mc]?js|css|ts)\.map$/.test(name)) return "generated";
  if (bundled && BUNDLED.test(name)) return "generated";
  return FILES.get(name);
}
var isMetadataFolder = (name) => name === ".git" || name === ".hg" || name === ".svn" || name === ".jj" || name === "CVS";

// src/discover/walk.ts
var IGNORED_BOUND = 5e4;
async function walk(gathering, scope, path, options = {}) {
  const stack = [
    { path, rules: options.rules ?? IgnoreRules.none, credentialsOnly: options.credentialsOnly ?? false }
  ];
  let left = IGNORED_BOUND;
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    if (!gathering.enters(folder.path)) continue;
    const entries = read2(gathering, folder.path);
    if (folder.credentialsOnly) {
      left -= entries.length;
      if (left < 0) {
        gathering.skip(folder.path, "too-large", `more than ${IGNORED_BOUND} entries in ignored folders`);
        return;
      }
    }
    if (folder.path !== path && !folder.credentialsOnly && entries.some((entry) => entry.name === ".git")) {
      const top = gathering.absolute(folder.path);
      if (hasGit(top) && await scope.askGit(top)) continue;
    }
    visit(gathering, scope, folder, entries, stack);
  }
}
function read2(gathering, path) {
  try {
    return readdirSync(gathering.absolute(path), { withFileTypes: true });
  } catch (error) {
    const code = errorCode(error);
    gathering.skip(
      path === "" ? "." : path,
      code === "ENOENT" || code === "ENOTDIR" ? "vanished" : "unreadable",
      code
    );
    return [];
  }
}
function visit(gathering, scope, folder, entries, stack) {
  const prefix = folder.path === "" ? "" : `${folder.path}/`;
  const own = entries.some((entry) => entry.name === ".gitignore" && entry.isFile()) ? readPatterns(join3(gathering.absolute(folder.path), ".gitignore")) : void 0;
  const rules = own === void 0 ? folder.rules : folder.rules.extended(prefix, own);
  for (const entry of entries) {
    const path = prefix + entry.name;
    if (entry.name.includes("\uFFFD") && !existsSync3(gathering.absolute(path))) {
      gathering.skip(path, "encoding", "the file name is not UTF-8");
      continue;
    }
    if (entry.isDirectory()) {
      if (isMetadataFolder(entry.name)) continue;
      const ignored = folder.credentialsOnly || rules.ignores(`${path}/`);
      if (!ignored || scope.ignoredCredentials) stack.push({ path, rules, credentialsOnly: ignored });
      continue;
    }
    const wanted2 = !folder.credentialsOnly && (rules.empty || !rules.ignores(path));
    if (!wanted2 && !(scope.ignoredCredentials && isCredentialFile(entry.name))) continue;
    if (entry.isFile()) gathering.file(path);
    else if (entry.isSymbolicLink()) gathering.link(path);
    else gathering.skip(path, "not-a-file");
  }
}
function rulesAbove(gathering, path) {
  let rules = IgnoreRules.none;
  const segments = path === "" ? [] : path.split("/");
  for (let depth = 0; depth < segments.length; depth++) {
    const folder = segments.slice(0, depth).join("/");
    const text = readPatterns(join3(gathering.absolute(folder), ".gitignore"));
    if (text !== void 0) rules = rules.extended(folder === "" ? "" : `${folder}/`, text);
  }
  return rules;
}

// src/discover/checkout.ts
async function gatherCheckout(gathering, scope, top, folder) {
  const lists = await listGit(top, folder, scope.ignoredCredentials);
  if (!lists) return void 0;
  const prefix = top === scope.root ? "" : `${spell(scope.root, top)}/`;
  const nested = gatherFiles(gathering, lists, prefix);
  await gatherIgnored(gathering, scope, lists, prefix);
  for (const path of nested) await gatherNested(gathering, scope, path);
  return lists.files.length;
}
async function gatherNested(gathering, scope, path) {
  if (!gathering.enters(path)) return;
  const absolute = gathering.absolute(path);
  if (hasGit(absolute) && await gatherCheckout(gathering, scope, absolute, absolute) !== void 0) return;
  await walk(gathering, scope, path);
}
var UNTRACKED = "? ";
var LINK = " 120000 ";
var SUBMODULE = " 160000 ";
var TRACKED = { tracked: true };
function gatherFiles(gathering, lists, prefix) {
  const nested = [];
  for (const record of names(lists.files, gathering, prefix)) {
    if (record.startsWith(UNTRACKED)) {
      const path2 = prefix + record.slice(UNTRACKED.length);
      if (path2.endsWith("/")) nested.push(path2.slice(0, -1));
      else gathering.entry(path2);
      continue;
    }
    const path = prefix + record.slice(record.indexOf("	") + 1);
    if (record.startsWith(LINK, 1)) gathering.link(path);
    else if (record.startsWith(SUBMODULE, 1)) nested.push(path);
    else gathering.file(path, TRACKED);
  }
  return nested;
}
async function gatherIgnored(gathering, scope, lists, prefix) {
  for (const name of names(lists.ignored, gathering, prefix)) {
    const path = prefix + name;
    if (name.endsWith("/")) await walk(gathering, scope, path.slice(0, -1), { credentialsOnly: true });
    else if (isCredentialFile(path.slice(path.lastIndexOf("/") + 1))) gathering.entry(path);
  }
}
function names(list, gathering, prefix) {
  const all = list.toString("utf8").split("\0");
  all.pop();
  if (!list.includes("\uFFFD") && !all.some((name) => name.includes("\uFFFD"))) return all;
  const valid = [];
  let start = 0;
  for (const name of all) {
    const end = list.indexOf(0, start);
    if (name.includes("\uFFFD") && !Buffer.from(name).equals(list.subarray(start, end)))
      gathering.skip(
        prefix + name.slice(name.startsWith(UNTRACKED) ? 2 : name.indexOf("	") + 1),
        "encoding",
        "the file name is not UTF-8"
      );
    else valid.push(name);
    start = end + 1;
  }
  return valid;
}

// src/discover/gathering.ts
import { lstatSync as lstatSync3, realpathSync as realpathSync2, statSync } from "node:fs";
import { join as join4 } from "node:path";

// src/model/source.ts
function sortByPath(all) {
  return all.some((one) => /[\ud800-\udfff]/.test(one.path)) ? all.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path))) : all.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

// src/discover/gathering.ts
var OWN_IGNORE = ".zunsetignore";
var MAX_DEPTH = 256;
var MAX_PATH = 4096;
var CLOSED = { closed: true, bundles: false, depth: 0, rules: IgnoreRules.none };
var Gathering = class {
  #root;
  /** The root with the separator that joins it to a path. */
  #prefix;
  #files = /* @__PURE__ */ new Map();
  #skipped = /* @__PURE__ */ new Map();
  #leftOut = {};
  #leftOutPaths = /* @__PURE__ */ new Set();
  #links = /* @__PURE__ */ new Set();
  #folders = /* @__PURE__ */ new Map();
  /** Folders the user named: looked into whatever they and those above them are called. */
  #named = /* @__PURE__ */ new Set();
  constructor(root, excludes) {
    this.#root = root;
    this.#prefix = root.endsWith("/") ? root : `${root}/`;
    this.#folders.set("", { closed: false, bundles: false, depth: 0, rules: this.#rulesOf("", excludes) });
  }
  /** Absolute place of a path relative to the root. */
  absolute(path) {
    return path === "" ? this.#root : this.#prefix + path;
  }
  /** Says that the user named a folder, so that neither its name nor one above leaves it out. */
  open(path) {
    this.#named.add(path);
  }
  /** True when files in a folder may be scanned. Counts the folder when it is left out by its name. */
  enters(path) {
    return !this.#folder(path).closed;
  }
  /** Adds a file unless its name or a rule of the user's leaves it out. `insists`: the user named the file itself. */
  file(path, options = {}) {
    if (this.#files.has(path)) return;
    if (!options.insists) {
      const slash = path.lastIndexOf("/");
      const folder = this.#folder(slash < 0 ? "" : path.slice(0, slash));
      if (folder.closed) return;
      const name = path.slice(slash + 1);
      if (isUnsafe(name)) return;
      if (folder.rules.ignores(path)) return;
      const reason = leftOutFile(name, folder.bundles);
      if (reason) {
        this.leaveOut(path, reason);
        return;
      }
    }
    this.#files.set(path, options.tracked ? { path, tracked: true } : { path });
  }
  /** Adds whatever stands at a path: a file, a link, or something to list as no file. */
  entry(path) {
    try {
      const status = lstatSync3(this.absolute(path));
      if (status.isFile()) this.file(path);
      else if (status.isSymbolicLink()) this.link(path);
      else if (!status.isDirectory()) this.skip(path, "not-a-file");
    } catch (error) {
      const code = errorCode(error);
      this.skip(path, code === "ENOENT" || code === "ENOTDIR" ? "vanished" : "unreadable", code);
    }
  }
  /** Adds a symbolic link; where it leads is looked at when everything else is known. */
  link(path) {
    const slash = path.lastIndexOf("/");
    const folder = this.#folder(slash < 0 ? "" : path.slice(0, slash));
    if (!folder.closed && !folder.rules.ignores(path)) this.#links.add(path);
  }
  /** Lists something that cannot be scanned. */
  skip(path, reason, detail) {
    if (!this.#skipped.has(path))
      this.#skipped.set(path, detail === void 0 ? { path, reason } : { path, reason, detail });
  }
  /** Counts something that is left out by its name. */
  leaveOut(path, reason) {
    if (this.#leftOutPaths.has(path)) return;
    this.#leftOutPaths.add(path);
    this.#leftOut[reason] = (this.#leftOut[reason] ?? 0) + 1;
  }
  /** Everything gathered. A file the user named outranks a rule that leaves it out. */
  inventory() {
    for (const link of this.#links) this.#follow(link);
    return {
      root: this.#root,
      files: sortByPath([...this.#files.values()]),
      skipped: sortByPath([...this.#skipped.values()]),
      leftOut: this.#leftOut
    };
  }
  #folder(path) {
    const known = this.#folders.get(path);
    if (known) return known;
    const folder = path.length > MAX_PATH ? CLOSED : this.#judge(path, this.#folder(parentOf(path)));
    this.#folders.set(path, folder);
    return folder;
  }
  #judge(path, above) {
    const named3 = this.#named.has(path);
    const closed = { ...above, closed: true };
    if (above.closed && !named3) return closed;
    const name = nameOf(path);
    if (isUnsafe(name) || isMetadataFolder(name)) return closed;
    if (above.depth >= MAX_DEPTH) {
      this.skip(path, "too-deep", `more than ${MAX_DEPTH} folders deep`);
      return closed;
    }
    if (!this.#isFolder(path) || above.rules.ignores(`${path}/`)) return closed;
    const reason = named3 ? void 0 : leftOutFolder(this.absolute(path), name, nameOf(parentOf(path)));
    if (reason) {
      this.leaveOut(path, reason);
      return closed;
    }
    return {
      closed: false,
      bundles: !named3 && (above.bundles || holdsBundles(name)),
      depth: above.depth + 1,
      rules: this.#rulesOf(`${path}/`, above.rules)
    };
  }
  #isFolder(path) {
    try {
      return lstatSync3(this.absolute(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    } catch (error) {
      this.skip(path, "unreadable", errorCode(error));
      return false;
    }
  }
  #rulesOf(folder, above) {
    const text = readPatterns(join4(this.#root, folder, OWN_IGNORE));
    return text === void 0 ? above : above.extended(folder, text);
  }
  /** A link to a file of the tree counts under the file's own path; a link to a folder needs no following, its files come by themselves. */
  #follow(path) {
    const absolute = this.absolute(path);
    try {
      const target = realpathSync2.native(absolute);
      const status = statSync(target);
      if (!isWithin(this.#root, target)) this.skip(path, "link-outside-root");
      else if (status.isFile()) this.file(spell(this.#root, target));
      else if (!status.isDirectory()) this.skip(path, "not-a-file");
      else if (isWithin(target, absolute)) this.skip(path, "link-loop", "a link to a folder it stands in");
    } catch (error) {
      const code = errorCode(error);
      if (code === "ELOOP") this.skip(path, "link-loop");
      else if (code === "ENOENT" || code === "ENOTDIR") this.skip(path, "vanished", "a link to nothing");
      else this.skip(path, "unreadable", code);
    }
  }
};
var nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
var isUnsafe = (name) => name === "" || name.startsWith(".") && (name === "." || name === ".." || name.toLowerCase() === ".git");
var parentOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));

// src/discover/index.ts
async function discover(options) {
  const roots = options.roots.map(locateRoot);
  const root = reportRoot(roots);
  const gathering = new Gathering(root, IgnoreRules.none.extended("", options.excludes.join("\n")));
  const scope = {
    root,
    ignoredCredentials: options.ignoredCredentials,
    askGit: async (top) => await gatherCheckout(gathering, scope, top, top) !== void 0
  };
  for (const one of roots) {
    const path = spell(root, one.absolute);
    if (one.folder) gathering.open(path);
    else if (one.special) gathering.skip(path, "not-a-file");
    else gathering.file(path, { insists: true });
  }
  for (const one of roots) if (one.folder) await gatherFolder(gathering, scope, one);
  return gathering.inventory();
}
async function gatherFolder(gathering, scope, folder) {
  const path = spell(scope.root, folder.absolute);
  const top = gitTop(folder.absolute);
  const listed = top === void 0 ? void 0 : await gatherCheckout(gathering, scope, top, folder.absolute);
  if (listed === void 0) await walk(gathering, scope, path, { rules: rulesAbove(gathering, path) });
  else if (listed === 0 && folder.absolute !== top) await walk(gathering, scope, path);
}

// src/findings/fingerprint.ts
import { createHash } from "node:crypto";
function fingerprintOf(identity) {
  const parts = [identity.rule, identity.path, identity.scopes.join("/"), identity.context.replace(/\*{4,}/g, "****").replace(/\s+/g, ""), String(identity.occurrence)];
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);
}

// src/findings/impersonation.ts
var DATA = /^(?:req|request|params|body|payload|event|ctx|user|current_?user|customer|requester|agent|submitter|author|ticket|row|record|item|member|person|contact|session)$/i;
function actsAsOthers(use) {
  const roots = use.userRoots.filter((root) => root.key === void 0 || !/^\/?token$/.test(root.key));
  if (roots.length === 0) return false;
  return roots.every((root) => {
    if (root.kind !== "unknown" || root.key === void 0) return false;
    const segments = root.key.replace(/^this\./, "").split(".");
    return segments.length > 1 && DATA.test(segments[0] ?? "") && /mail|login/i.test(segments.at(-1) ?? "");
  });
}

// src/findings/lines.ts
var LINE_LENGTH = 300;
var Lines = class {
  #text;
  #path;
  #starts = [0];
  constructor(file) {
    this.#text = file.masked;
    this.#path = file.path;
    for (let index = this.#text.indexOf("\n"); index >= 0; index = this.#text.indexOf("\n", index + 1)) this.#starts.push(index + 1);
  }
  /** 1-based line of an offset. */
  line(offset) {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
  /** Text of a 1-based line, without its terminator. */
  text(line) {
    const start = this.#starts[line - 1];
    if (start === void 0) return "";
    return this.#text.slice(start, this.#starts[line] ?? this.#text.length).replace(/[\r\n]+$/, "");
  }
  /** The place of a span, cut to its first line: annotations want short regions. */
  location(at) {
    let from = at.start;
    while (from < at.end && /\s/.test(this.#text[from] ?? "")) from++;
    if (from >= at.end) from = at.start;
    const line = this.line(from);
    const start = this.#starts[line - 1] ?? 0;
    const length = this.text(line).length;
    const startColumn = Math.min(from - start, length) + 1;
    const endColumn = Math.max(startColumn + 1, Math.min(at.end - start, length) + 1);
    return { path: this.#path, startLine: line, startColumn, endLine: line, endColumn };
  }
  /** Masked lines around a place. */
  excerpt(location, around2) {
    const first2 = Math.max(1, location.startLine - around2);
    const last = Math.min(this.#starts.length, location.endLine + around2);
    const lines = [];
    for (let line = first2; line <= last; line++) {
      const own = line >= location.startLine && line <= location.endLine;
      lines.push(this.text(line).slice(0, own ? Math.max(LINE_LENGTH, location.endColumn + 40) : LINE_LENGTH));
    }
    return { firstLine: first2, lines };
  }
};

// src/findings/placement.ts
var TEST_PATH = /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|testing|test[-_]?data|fixtures?|e2e|cypress|features\/step_definitions|mocks?)\/|(?:^|\/)(?:test_[^/]*|[^/]*[._-](?:test|tests|spec|specs|e2e|stories|cy)|conftest|tests?)\.[\w]+$|(?:^|\/)[^/]*(?:Test|Tests|TestCase|Spec|IT)\.(?:java|kt|cs|php|scala|groovy|ps1)$|(?:^|\/)[^/]*_(?:test|spec)\.(?:go|rb|py|exs?)$|(?:^|\/)[\w.]*\.?Tests?(?:\.[\w.]+)?\//i;
var DOCS_PATH = /(?:^|\/)(?:docs?|documentation|wiki|man|_posts)\/|(?:^|\/)(?:readme|changelog|changes|history|contributing|install|usage|upgrade|faq|license|notice)(?:\.[\w.]+)?$/i;
var EXAMPLE_PATH = /(?:^|\/)(?:examples?|samples?|demos?|tutorials?)\//i;
function placementOf(path, language) {
  if (language === "markup") return "docs";
  if (TEST_PATH.test(path)) return "test";
  if (DOCS_PATH.test(path) && (language === "text" || language === "html")) return "docs";
  return EXAMPLE_PATH.test(path) ? "example" : "code";
}

// src/findings/index.ts
var RULE = {
  config: "config",
  docs: "docs",
  hardcoded: "hardcoded",
  impersonation: "impersonation",
  password: "password-auth",
  staticOauth: "static-oauth"
};
var AROUND = 2;
var MOST_RELATED = 100;
function findingsOf(resolution, options) {
  return new Maker(options).make(resolution);
}
var Maker = class {
  #files = /* @__PURE__ */ new Map();
  #lines = /* @__PURE__ */ new Map();
  #rules;
  #options;
  #occurrences = /* @__PURE__ */ new Map();
  constructor(options) {
    this.#options = options;
    for (const file of options.files) this.#files.set(file.path, file);
    this.#rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  }
  make(resolution) {
    const drafts = [];
    for (const use of resolution.uses) drafts.push(...this.useDrafts(use));
    for (const group of [...resolution.reads, ...resolution.declarations]) drafts.push(this.groupDraft(group));
    for (const match of resolution.passwords) drafts.push({ ...placed(match), rule: RULE.password, confidence: "medium" });
    for (const { match, roots } of resolution.bearers) {
      const fixed = roots.find((root) => root.kind === "env" || root.kind === "secret" || root.kind === "lookup");
      if (fixed) drafts.push({ ...placed(match), rule: RULE.staticOauth, confidence: "low", hops: fixed.hops, related: fixed.hops, ...fixed.key === void 0 ? {} : { credential: fixed.key } });
    }
    for (const match of resolution.others) drafts.push({ ...placed(match), rule: match.rule, confidence: match.confidence });
    drafts.push(...this.docsDrafts(resolution.mentions, drafts));
    const known = drafts.filter((draft) => this.#rules.has(draft.rule)).sort((a, b) => compare(a.path, b.path) || a.at.start - b.at.start || a.at.end - b.at.end || compare(a.rule, b.rule));
    const findings = [];
    const seen = /* @__PURE__ */ new Set();
    for (const draft of known) {
      const finding = this.finding(draft);
      if (!finding) continue;
      const { path, startLine } = finding.location;
      const key = `${finding.rule}\0${path}\0${startLine}\0${finding.location.startColumn}`;
      if (seen.has(key)) continue;
      seen.add(key);
      findings.push(finding);
    }
    return findings;
  }
  useDrafts(use) {
    const { match } = use;
    const placement = this.placement(match.path);
    const at = this.primary(match);
    const lines = this.lines(match.path);
    const root = use.roots.find((one) => one.kind === "env" || one.kind === "lookup");
    const base = {
      ...placed(match),
      at,
      confidence: match.confidence,
      related: use.related,
      hops: use.hops,
      ...root?.key === void 0 ? {} : { credential: root.key }
    };
    const secrets = use.roots.filter((one) => one.kind === "secret" && one.secret !== "oauth");
    const inline = secrets.some((one) => one.path === match.path && lines?.line(one.at.start) === lines?.line(at.start));
    const drafts = [];
    const apart = secrets.filter((one) => !(one.path === match.path && lines?.line(one.at.start) === lines?.line(at.start)));
    for (const secret of uniqueBy(apart, (one) => `${one.path}:${one.at.start}`).slice(0, 4)) {
      drafts.push({ rule: RULE.hardcoded, path: secret.path, at: secret.at, scope: 0, confidence: "high", related: [{ path: match.path, at, role: "use", message: "used here" }] });
    }
    let rule = match.rule;
    if (placement === "docs") rule = RULE.docs;
    else if (inline) rule = RULE.hardcoded;
    else if (rule === "basic-auth" && this.isSetting(match)) rule = RULE.config;
    else if (match.evidence !== "name" && actsAsOthers(use)) rule = RULE.impersonation;
    drafts.push({ ...base, rule, ...match.evidence === "name" && rule !== RULE.hardcoded ? { severity: "warning" } : {} });
    return drafts;
  }
  /** A configuration entry, not code. */
  isSetting(match) {
    const file = this.#files.get(match.path);
    return file?.facts.some((fact) => fact.kind === "entry" && fact.at.start <= match.at.start && match.at.end <= Math.max(fact.at.end, fact.value.at.end)) ?? false;
  }
  /** The token's own place where the call shows it, else the start of what matched. */
  primary(match) {
    const lines = this.lines(match.path);
    const token = match.token?.at;
    if (!token || !lines || match.evidence !== "sdk") return match.at;
    const inside = match.at.start <= token.start && token.end <= match.at.end;
    return inside && lines.line(token.start) !== lines.line(match.at.start) ? token : match.at;
  }
  groupDraft(group) {
    const order = (match) => ({ code: 0, example: 1, test: 2, docs: 3 })[this.placement(match.path)] + (match.role === "read" ? 0 : 0.5) + (match.commented ? 0.25 : 0);
    const [first2, ...others] = [...group.matches].sort((a, b) => order(a) - order(b) || compare(a.path, b.path) || a.at.start - b.at.start);
    if (!first2) throw new Error("empty group");
    const placement = this.placement(first2.path);
    return {
      ...placed(first2),
      rule: placement === "docs" ? RULE.docs : first2.rule,
      confidence: group.oauthOnly ? "low" : first2.confidence,
      credential: group.key,
      ...group.oauthOnly ? { severity: "note" } : {},
      related: [...valueHop(first2), ...others.flatMap((match) => [{ path: match.path, at: match.at, role: match.role === "read" ? "read" : "declaration", message: match.role === "read" ? `reads ${group.key}` : `declares ${group.key}` }, ...valueHop(match)])]
    };
  }
  /** One note per documentation file for all its mentions, where no other finding of the file says it. */
  docsDrafts(mentions, drafts) {
    const byFile = /* @__PURE__ */ new Map();
    for (const match of mentions) {
      if (this.placement(match.path) !== "docs") continue;
      const list = byFile.get(match.path);
      if (list) list.push(match);
      else byFile.set(match.path, [match]);
    }
    const told = new Set(drafts.map((draft) => draft.path));
    return [...byFile.values()].flatMap((list) => {
      const [first2, ...others] = list;
      if (!first2 || told.has(first2.path)) return [];
      return [{ ...placed(first2), rule: RULE.docs, confidence: "low", related: others.map((match) => ({ path: match.path, at: match.at, role: "note", message: "says it too" })) }];
    });
  }
  placement(path) {
    return placementOf(path, this.#files.get(path)?.language ?? "text");
  }
  lines(path) {
    let lines = this.#lines.get(path);
    const file = this.#files.get(path);
    if (!lines && file) {
      lines = new Lines(file);
      this.#lines.set(path, lines);
    }
    return lines;
  }
  step(hop) {
    const lines = this.lines(hop.path);
    if (!lines) return void 0;
    const location = lines.location(hop.at);
    return { role: hop.role, location, message: hop.message, excerpt: lines.excerpt(location, 0) };
  }
  finding(draft) {
    const rule = this.#rules.get(draft.rule);
    const lines = this.lines(draft.path);
    const file = this.#files.get(draft.path);
    const deadline = this.#options.deadlines.find((one) => one.id === rule?.deadline);
    if (!rule || !lines || !file || !deadline) return void 0;
    const location = lines.location(draft.at);
    const placement = this.placement(draft.path);
    const severity = placement === "docs" || placement === "test" ? "note" : lower(draft.severity ?? rule.severity, rule.severity);
    const place = (step) => `${step.location.path}:${step.location.startLine}`;
    const own = `${location.path}:${location.startLine}`;
    const related = uniqueBy((draft.related ?? []).flatMap((hop) => this.step(hop) ?? []), place).filter((step) => place(step) !== own).sort((a, b) => compare(a.location.path, b.location.path) || a.location.startLine - b.location.startLine).slice(0, MOST_RELATED);
    const way = uniqueBy((draft.hops ?? []).flatMap((hop) => this.step(hop) ?? []), place).filter((step) => place(step) !== own);
    const trace = way.length === 0 ? [] : [...way, { role: "use", location, message: "authenticates here", excerpt: lines.excerpt(location, 0) }];
    const context = lines.text(location.startLine);
    const scopes = scopeNames(file, draft.scope);
    const same = [rule.id, draft.path, scopes.join("/"), context.replace(/\s+/g, "")].join("\0");
    const occurrence = this.#occurrences.get(same) ?? 0;
    this.#occurrences.set(same, occurrence + 1);
    const hash = file.lineHashes?.[location.startLine];
    return {
      rule: rule.id,
      severity,
      confidence: draft.confidence,
      placement,
      message: draft.credential === void 0 || draft.credential === "" ? rule.message : `${rule.message} It goes by the name \`${draft.credential}\`.`,
      location,
      excerpt: lines.excerpt(location, AROUND),
      related,
      trace,
      ...draft.credential ? { credential: draft.credential } : {},
      deadline,
      daysLeft: Math.round((Date.parse(`${deadline.date}T00:00:00Z`) - Date.parse(`${this.#options.asOf}T00:00:00Z`)) / 864e5),
      fingerprints: {
        "zunset/v1": fingerprintOf({ rule: rule.id, path: draft.path, scopes, context, occurrence }),
        ...hash === void 0 ? {} : { primaryLocationLineHash: hash }
      }
    };
  }
};
var placed = (match) => ({ path: match.path, at: match.at, scope: match.scope, rule: match.rule });
function valueHop(match) {
  return match.token && match.role === "declaration" ? [{ path: match.path, at: match.token.at, role: "declaration", message: "its value" }] : [];
}
var compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var ORDER = { note: 0, warning: 1, error: 2 };
var lower = (a, b) => ORDER[a] <= ORDER[b] ? a : b;
function uniqueBy(list, key) {
  const seen = /* @__PURE__ */ new Set();
  return list.filter((one) => {
    const id = key(one);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

// src/parse/pool.ts
import { Worker } from "node:worker_threads";
function createPool(options) {
  return options.threads > 0 ? new WorkerPool(options) : callingThread(options);
}
function callingThread(options) {
  const examine = createExaminer(options);
  return {
    close: async () => {
    },
    run: async ({ root, files }, { force = false, onProgress } = {}) => {
      const results = new Results(files);
      const prefix = root.endsWith("/") ? root : `${root}/`;
      for (const [index, { path }] of files.entries()) {
        const outcome = await examine(prefix + path, path, force);
        if (outcome) results.add(index, outcome);
        if (index % 256 === 0) onProgress?.(index, files.length);
      }
      return results.finish();
    }
  };
}
var Results = class {
  #files;
  #outcomes = /* @__PURE__ */ new Map();
  constructor(files) {
    this.#files = files;
  }
  /** The first outcome of a file counts. */
  add(index, outcome) {
    if (!this.#outcomes.has(index)) this.#outcomes.set(index, outcome);
  }
  finish() {
    const parsed = [];
    const skipped = [];
    let deleted = 0;
    for (const [index, outcome] of this.#outcomes) {
      const file = this.#files[index];
      if (!file) continue;
      if ("parsed" in outcome) parsed.push(outcome.parsed);
      else if (outcome.reason === "vanished" && file.tracked) deleted++;
      else skipped.push({ path: file.path, ...outcome });
    }
    return {
      parsed: sortByPath(parsed),
      skipped: sortByPath(skipped),
      scanned: this.#files.length - deleted - skipped.length
    };
  }
};
var MAX_STILLBORN = 3;
var WorkerPool = class {
  #options;
  #shared;
  #cells;
  #slots;
  #job = 0;
  #run;
  #closed = false;
  constructor(options) {
    this.#options = options;
    this.#shared = new SharedArrayBuffer(cellCount(options.threads) * Int32Array.BYTES_PER_ELEMENT);
    this.#cells = new Int32Array(this.#shared);
    this.#slots = Array.from({ length: options.threads }, (_, number) => ({
      number,
      worker: void 0,
      ending: void 0,
      stillborn: 0
    }));
    for (const slot of this.#slots) this.#start(slot);
  }
  run = async ({ root, files }, { force = false, onProgress } = {}) => {
    if (this.#run) throw new Error("the pool is busy");
    const results = new Results(files);
    if (files.length === 0) return results.finish();
    const message = {
      job: ++this.#job,
      root: root.endsWith("/") ? root : `${root}/`,
      paths: files.map((file) => file.path).join("\0"),
      force
    };
    Atomics.store(this.#cells, NEXT, 0);
    const bound = this.#options.timeBoundMs ?? 1e4;
    const watchdog = setInterval(
      () => {
        this.#watch(bound);
        onProgress?.(Math.min(files.length, Atomics.load(this.#cells, NEXT)), files.length);
      },
      Math.min(200, bound / 4)
    );
    try {
      await new Promise((settle, fail) => {
        this.#run = { message, total: files.length, results, waiting: new Set(this.#slots), settle, fail };
        for (const slot of this.#slots) {
          (slot.worker ?? this.#start(slot)).postMessage(message);
        }
      });
    } finally {
      clearInterval(watchdog);
      this.#run = void 0;
    }
    return results.finish();
  };
  close = async () => {
    this.#closed = true;
    await Promise.all(this.#slots.map((slot) => slot.worker?.terminate()));
  };
  #start(slot) {
    const { keywords, maxFileSize, hashLines, memoryLimitMb = 512, worker: script } = this.#options;
    const worker = new Worker(script ?? new URL("./worker.js", import.meta.url), {
      workerData: {
        cells: this.#shared,
        slot: slot.number,
        options: { keywords, maxFileSize, hashLines }
      },
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
      // Nothing a parser might print belongs into a report.
      stdout: true,
      stderr: true,
      env: {},
      execArgv: []
    });
    slot.worker = worker;
    slot.ending = void 0;
    Atomics.store(this.#cells, slotCells(slot.number).current, 0);
    let failure;
    worker.on("message", (message) => this.#receive(slot, message));
    worker.on("error", (error) => {
      failure = error;
    });
    worker.on("exit", () => this.#gone(slot, failure));
    worker.unref();
    return worker;
  }
  #receive(slot, message) {
    const run2 = this.#run;
    if (!run2 || message.job !== run2.message.job) return;
    slot.stillborn = 0;
    if (message.index !== void 0 && message.outcome) run2.results.add(message.index, message.outcome);
    else this.#done(run2, slot);
  }
  #done(run2, slot) {
    run2.waiting.delete(slot);
    if (run2.waiting.size === 0) run2.settle();
  }
  /** A worker ended: by the watchdog, for want of memory, or by a bug. The file it was on is listed; a new worker takes the others. */
  #gone(slot, failure) {
    slot.worker = void 0;
    const run2 = this.#run;
    if (this.#closed || !run2 || !run2.waiting.has(slot)) return;
    const current = Atomics.load(this.#cells, slotCells(slot.number).current);
    if (current > 0) {
      slot.stillborn = 0;
      run2.results.add(current - 1, outcomeOf(slot.ending, failure));
    } else if (++slot.stillborn >= MAX_STILLBORN) {
      run2.fail(failure ?? new Error("a worker thread ended before it began"));
      return;
    }
    if (Atomics.load(this.#cells, NEXT) >= run2.total) {
      this.#done(run2, slot);
      return;
    }
    this.#start(slot).postMessage(run2.message);
  }
  #watch(bound) {
    for (const slot of this.#slots) {
      const { current, since } = slotCells(slot.number);
      if (!slot.worker || slot.ending || Atomics.load(this.#cells, current) === 0) continue;
      if (elapsed(Atomics.load(this.#cells, since)) <= bound) continue;
      slot.ending = "timeout";
      void slot.worker.terminate();
    }
  }
};
function outcomeOf(ending, failure) {
  if (ending) return { reason: ending };
  const outOfMemory = failure !== void 0 && "code" in failure && failure.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory ? { reason: "out-of-memory" } : { reason: "parse-error", detail: "the parser ended its thread" };
}

// src/resolve/basic.ts
var OTHER_PRODUCT = /\/sc\/v[12]|smooch|sunshine[-_ ]?conversations|zopim/i;
function authorizes({ match, trace, userTrace, read: read3, vendor, text }) {
  const halves = [...userTrace?.halves ?? [], ...trace?.halves ?? []];
  if (halves.length > 0 || trace?.joined.some((one) => one.shaped)) return "shape";
  if (!vendor || OTHER_PRODUCT.test(text)) return "none";
  if (match.joinedOnly && trace?.joined.length === 0) return "none";
  const names2 = namesOf(trace);
  const kinds = names2.map((name) => read3(name).kind);
  if (names2.some((name) => read3(name).kind === "token" && (read3(name).vendor || vendor))) {
    const strong = names2.some((name) => read3(name).kind === "token" && read3(name).vendor);
    if (strong || !kinds.includes("password")) return "name";
  }
  if (kinds.includes("other")) return "none";
  if (kinds.includes("password") || match.user !== void 0 && names2.some((name) => /pass|pwd/i.test(name))) return "password";
  if (trace?.roots.some((root) => root.secret === "password-pair")) return "password";
  const whole = match.user === void 0 && trace?.joined.length === 0;
  if (whole && trace.roots.some((root) => root.kind === "secret" || root.kind === "text" && /^[A-Za-z0-9+/=_-]{12,}$/.test(root.key ?? "") || root.kind === "env")) return "name";
  return "none";
}
function namesOf(trace) {
  const roots = trace?.roots ?? [];
  const names2 = roots.flatMap((root) => root.kind === "text" || root.key === void 0 ? [] : [root.key]);
  for (const root of roots) for (const hop of root.hops) {
    const assigned = /^(?:assigned to|set as|declares) (.+)$/.exec(hop.message)?.[1];
    if (assigned !== void 0) names2.push(assigned);
  }
  return names2.filter((name) => wordsOf(name).length > 0);
}

// src/resolve/modules.ts
var EXTENSION = /\.(?:[cm]?[jt]sx?|d\.ts|py|rb|php|gs|vue|svelte|sh|bash|json|ya?ml|coffee|go|java|kt|cs|ps1|psm1)$/i;
var segmentsOf = (path) => path.split("/").filter((segment) => segment !== "" && segment !== ".");
function stemOf(path) {
  const segments = segmentsOf(path.replace(EXTENSION, ""));
  if (segments.length > 1 && /^(?:index|__init__|mod)$/.test(segments.at(-1) ?? "")) segments.pop();
  return segments;
}
function wanted(module, from) {
  const folder = segmentsOf(from).slice(0, -1);
  const python = /\.pyw?$/.test(from) || /\.ipynb$/.test(from);
  if (python) {
    const dots = /^\.+/.exec(module)?.[0].length ?? 0;
    const rest = module.slice(dots).split(".").filter(Boolean);
    return dots > 0 ? { segments: [...folder.slice(0, Math.max(0, folder.length - dots + 1)), ...rest], exact: true } : { segments: rest, exact: false };
  }
  const plain = module.replace(/\\/g, "/").replace(EXTENSION, "");
  if (/^\.{1,2}\//.test(plain) || plain === "." || plain === "..") {
    const segments = [...folder];
    for (const segment of plain.split("/")) {
      if (segment === "..") segments.pop();
      else if (segment !== "." && segment !== "") segments.push(segment);
    }
    if (/^(?:index|__init__)$/.test(segments.at(-1) ?? "")) segments.pop();
    return { segments, exact: true };
  }
  const dotted = /\.(?:java|kt|kts|cs)$/.test(from) ? plain.replace(/\./g, "/") : plain;
  return { segments: segmentsOf(dotted.replace(/^[@~]\//, "")), exact: false };
}
function moduleFinder(paths) {
  const byLast = /* @__PURE__ */ new Map();
  for (const path of paths) {
    const stem = stemOf(path);
    const last = stem.at(-1);
    if (last === void 0) continue;
    const list = byLast.get(last);
    if (list) list.push({ path, stem });
    else byLast.set(last, [{ path, stem }]);
  }
  const known = /* @__PURE__ */ new Map();
  const find2 = (module, from) => {
    const { segments, exact } = wanted(module, from);
    const last = segments.at(-1);
    if (last === void 0) return void 0;
    const candidates = byLast.get(last)?.filter((one) => one.path !== from) ?? [];
    if (exact) {
      const key = segments.join("/");
      return candidates.find((one) => one.stem.join("/") === key)?.path;
    }
    const tail = (stem) => {
      let count = 0;
      while (count < Math.min(stem.length, segments.length) && stem[stem.length - 1 - count] === segments[segments.length - 1 - count]) count++;
      return count;
    };
    const folder = from.split("/").slice(0, -1);
    const nearness = (path) => {
      const other = path.split("/").slice(0, -1);
      let shared = 0;
      while (shared < folder.length && folder[shared] === other[shared]) shared++;
      return shared - other.length / 100;
    };
    const fitting = candidates.filter((one) => tail(one.stem) === segments.length || tail(one.stem) >= 2);
    fitting.sort((a, b) => tail(b.stem) - tail(a.stem) || nearness(b.path) - nearness(a.path) || (a.path < b.path ? -1 : 1));
    return fitting[0]?.path;
  };
  return (module, from) => {
    const key = `${from}\0${module}`;
    if (!known.has(key)) known.set(key, find2(module, from));
    return known.get(key);
  };
}

// src/resolve/world.ts
var push = (map, key, value) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};
var tailOf = (name) => name.slice(name.lastIndexOf(".") + 1).replace(/\(\)$/, "");
function worldOf(files) {
  const calls = /* @__PURE__ */ new Map();
  const functions = /* @__PURE__ */ new Map();
  const classes = /* @__PURE__ */ new Map();
  const entries = /* @__PURE__ */ new Map();
  const keys = /* @__PURE__ */ new Map();
  const shell = /* @__PURE__ */ new Map();
  const indexes = /* @__PURE__ */ new Map();
  for (const file of files) {
    for (const scope of file.scopes) {
      if (scope.kind === "function" && scope.name) push(functions, scope.name, { path: file.path, scope });
      if (scope.kind === "class" && scope.name) push(classes, tailOf(scope.name), { path: file.path, scope });
    }
    for (const fact of file.facts) {
      if (fact.kind === "call") push(calls, tailOf(fact.call), { call: fact, at: fact.at, path: file.path, scope: fact.scope });
      if (fact.kind === "entry") push(entries, fact.path.at(-1) ?? "", { path: file.path, fact });
    }
    if (file.language === "bash" || file.language === "makefile" || file.language === "dockerfile") {
      for (const fact of file.facts) if (fact.kind === "assign" && !fact.name.includes(".")) push(shell, fact.name, { value: fact.value, path: file.path, scope: fact.scope });
    }
    const index = indexFile(file);
    indexes.set(file.path, index);
    for (const [key, list] of index.keys) for (const located of list) push(keys, key, located);
  }
  return { files: indexes, calls, functions, classes, keys, shell, entries, findModule: moduleFinder(files.map((file) => file.path)) };
}
function indexFile(file) {
  const assigns = /* @__PURE__ */ new Map();
  const assignsByTail = /* @__PURE__ */ new Map();
  const keys = /* @__PURE__ */ new Map();
  const returns = /* @__PURE__ */ new Map();
  const imports = /* @__PURE__ */ new Map();
  const exports = /* @__PURE__ */ new Map();
  const gatherKeys = (value, scope, depth) => {
    if (depth > 6) return;
    for (const part of value.parts) {
      if ("object" in part)
        for (const entry of part.object) {
          push(keys, entry.key, { value: entry.value, path: file.path, scope });
          gatherKeys(entry.value, scope, depth + 1);
        }
      else if ("list" in part) for (const one of part.list) gatherKeys(one, scope, depth + 1);
      else if ("choice" in part) for (const one of part.choice) gatherKeys(one, scope, depth + 1);
      else if ("call" in part) {
        for (const one of part.args) gatherKeys(one, scope, depth + 1);
        for (const one of part.named) gatherKeys(one.value, scope, depth + 1);
      }
    }
  };
  for (const fact of file.facts) {
    if (fact.kind === "assign") {
      push(assigns, fact.name, fact);
      push(assignsByTail, tailOf(fact.name), fact);
      gatherKeys(fact.value, fact.scope, 0);
    } else if (fact.kind === "return") {
      push(returns, functionAround(file, fact.scope), fact.value);
      gatherKeys(fact.value, fact.scope, 0);
    } else if (fact.kind === "call") {
      for (const argument of fact.args) gatherKeys(argument, fact.scope, 0);
      for (const entry of fact.named) push(keys, entry.key, { value: entry.value, path: file.path, scope: fact.scope });
    } else if (fact.kind === "import") for (const name of fact.names) imports.set(name.local, { module: fact.module, imported: name.imported });
    else if (fact.kind === "export") exports.set(fact.name, { local: fact.local, ...fact.from === void 0 ? {} : { from: fact.from } });
  }
  return { file, assigns, assignsByTail, keys, returns, imports, exports };
}
function functionAround(file, scope) {
  for (let id = scope; id !== null; id = file.scopes[id]?.parent ?? null) if (file.scopes[id]?.kind === "function") return id;
  return 0;
}
function chainOf(file, scope) {
  const chain = [];
  for (let id = scope; id !== null && chain.length < 64; id = file.scopes[id]?.parent ?? null) chain.push(id);
  return chain;
}
var within = (file, inner, outer) => chainOf(file, inner).includes(outer);

// src/resolve/names.ts
var MOST2 = 12;
function descend2(value, rest) {
  const [key, ...more] = rest;
  if (key === void 0) return [{ value, rest: [] }];
  const found = [];
  for (const part of value.parts) {
    if ("object" in part) {
      for (const entry of part.object) {
        if (entry.key === key) found.push(...descend2(entry.value, more));
        else if (entry.key === "...") found.push(...descend2(entry.value, rest));
      }
    } else if ("name" in part) found.push({ value: { at: value.at, parts: [{ name: [part.name, ...rest].join(".") }] }, rest: [] });
    else if ("choice" in part) for (const one of part.choice) found.push(...descend2(one, rest));
    else if ("list" in part && /^\d+$/.test(key)) {
      const one = part.list[Number(key)];
      if (one) found.push(...descend2(one, more));
    } else if ("call" in part) found.push(...descendCall(part, value.at, rest));
    else if ("env" in part) found.push({ value: { at: value.at, parts: [part] }, rest: [] });
  }
  return found;
}
function descendCall(part, at, rest) {
  const found = [];
  for (const argument of part.args) if (argument.parts.some((one) => "object" in one)) found.push(...descend2(argument, rest));
  for (const entry of part.named) if (entry.key === rest[0]) found.push(...descend2(entry.value, rest.slice(1)));
  if (found.length === 0) found.push({ value: { at, parts: [part] }, rest });
  return found;
}
function leadsOf(world, name, path, scope) {
  const index = world.files.get(path);
  if (!index) return [];
  const segments = name.split(".");
  const lexical = segments[0] === "this" ? memberLeads(world, index, segments, scope) : lexicalLeads(world, index, segments, scope);
  if (lexical.length > 0) return lexical.slice(0, MOST2);
  const imported2 = importLeads(world, index, segments);
  if (imported2.length > 0) return imported2.slice(0, MOST2);
  const [head, ...rest] = segments;
  if (head !== void 0 && rest.length > 0) {
    for (const cls of world.classes.get(head) ?? []) {
      const other = world.files.get(cls.path);
      if (!other) continue;
      const found = memberLeads(world, other, ["this", ...rest], cls.scope.id);
      if (found.length > 0) return found.slice(0, MOST2);
    }
  }
  return looseLeads(index, segments).slice(0, MOST2);
}
function lexicalLeads(world, index, segments, scope) {
  const { file } = index;
  for (const id of chainOf(file, scope)) {
    const here = file.scopes[id];
    for (let take = segments.length; take >= 1; take--) {
      const base = segments.slice(0, take).join(".");
      const rest = segments.slice(take);
      const leads = [];
      for (const fact of index.assigns.get(base) ?? []) {
        if (fact.scope !== id) continue;
        for (const taken of descend2(fact.value, rest)) leads.push({ ...taken, path: file.path, scope: fact.scope, at: fact.at, how: "assigned", name: base });
      }
      if (leads.length > 0) return leads;
    }
    const head = segments[0];
    const position = here?.params.findIndex((param2) => param2.name === head || param2.keys?.some((key) => key.local === head)) ?? -1;
    const param = here?.params[position];
    if (here && param) {
      const key = param.keys?.find((one) => one.local === head);
      const path = key ? [key.key, ...segments.slice(1)] : segments.slice(1);
      const byDefault = key ? key.default : param.default;
      const leads = byDefault ? descend2(byDefault, segments.slice(1)).map((taken) => ({ ...taken, path: file.path, scope: id, at: param.at, how: "parameter", name: head ?? "" })) : [];
      leads.push({
        value: { at: param.at, parts: [] },
        path: file.path,
        scope: id,
        at: param.at,
        how: "parameter",
        name: head ?? "",
        parameter: { function: { path: file.path, scope: here }, index: position, ...path.length > 0 ? { key: path.join(".") } : {} }
      });
      return leads;
    }
    if (here?.kind === "class") {
      const members = memberLeads(world, index, ["this", ...segments], id);
      if (members.length > 0) return members;
    }
  }
  return [];
}
function memberLeads(world, index, segments, scope, depth = 0) {
  const { file } = index;
  const owner = chainOf(file, scope).find((id) => file.scopes[id]?.kind === "class");
  for (let take = segments.length; take >= 2; take--) {
    const base = segments.slice(0, take).join(".");
    const rest = segments.slice(take);
    const leads = [];
    for (const fact of index.assigns.get(base) ?? []) {
      if (owner !== void 0 && !within(file, fact.scope, owner)) continue;
      for (const taken of descend2(fact.value, rest)) leads.push({ ...taken, path: file.path, scope: fact.scope, at: fact.at, how: "field", name: base });
    }
    if (leads.length > 0) return leads;
  }
  if (owner === void 0 || depth > 4) return [];
  for (const parent of file.scopes[owner]?.extends ?? [])
    for (const cls of world.classes.get(tailOf(parent)) ?? []) {
      const other = world.files.get(cls.path);
      const found = other ? memberLeads(world, other, segments, cls.scope.id, depth + 1) : [];
      if (found.length > 0) return found;
    }
  return [];
}
function importLeads(world, index, segments) {
  const from = index.file.path;
  for (let take = 1; take <= Math.min(3, segments.length); take++) {
    const binding = index.imports.get(segments.slice(0, take).join("."));
    if (!binding) continue;
    const rest = segments.slice(take);
    const leads = exportLeads(world, binding.module, from, binding.imported === "*" ? rest : [binding.imported, ...rest], 0);
    if (leads.length > 0) return leads;
  }
  for (const fact of index.file.facts) {
    if (fact.kind !== "import" || !(fact.names.length === 0 || fact.names.some((name) => name.local === "*" || name.local === ""))) continue;
    const leads = exportLeads(world, fact.module, from, segments, 0);
    if (leads.length > 0) return leads;
  }
  return [];
}
function exportLeads(world, module, from, wanted2, depth) {
  if (depth > 4 || wanted2.length === 0) return [];
  const target = world.findModule(module, from);
  const index = target === void 0 ? void 0 : world.files.get(target);
  if (!target || !index) {
    const [head2, ...rest2] = wanted2;
    const inner = head2 === void 0 || rest2.length === 0 ? void 0 : world.findModule(`${module}${/[/.]$/.test(module) ? "" : /\//.test(module) ? "/" : "."}${head2}`, from);
    return inner === void 0 ? [] : fileLeads(world, inner, rest2);
  }
  const [head = "", ...rest] = wanted2;
  const exported = index.exports.get(head);
  if (exported?.from !== void 0) return exportLeads(world, exported.from, target, [exported.local === "*" ? head : exported.local, ...rest], depth + 1);
  const found = fileLeads(world, target, exported ? [...exported.local.split("."), ...rest] : wanted2);
  if (found.length > 0) return found;
  if (head === "default" || head === "*") return fileLeads(world, target, ["module", "exports", ...rest]).concat(rest.length > 0 ? fileLeads(world, target, rest) : []);
  const whole = fileLeads(world, target, ["module", "exports", ...wanted2]);
  if (whole.length > 0) return whole;
  for (const [name, one] of index.exports) if (name === "*" && one.from !== void 0) {
    const through = exportLeads(world, one.from, target, wanted2, depth + 1);
    if (through.length > 0) return through;
  }
  const byDefault = index.exports.get("default");
  return byDefault && byDefault.from === void 0 ? fileLeads(world, target, [...byDefault.local.split("."), ...wanted2]) : [];
}
function fileLeads(world, path, segments) {
  const index = world.files.get(path);
  if (!index || segments.length === 0) return [];
  const leads = lexicalLeads(world, index, segments, 0);
  return leads.length > 0 ? leads.map((lead) => ({ ...lead, how: "imported" })) : importLeadsOnce(world, index, segments);
}
function importLeadsOnce(world, index, segments) {
  const binding = index.imports.get(segments[0] ?? "");
  if (!binding) return [];
  const target = world.findModule(binding.module, index.file.path);
  const other = target === void 0 ? void 0 : world.files.get(target);
  return other ? lexicalLeads(world, other, binding.imported === "*" ? segments.slice(1) : [binding.imported, ...segments.slice(1)], 0) : [];
}
function looseLeads(index, segments) {
  const tail = segments.at(-1) ?? "";
  if (segments.length < 2 || tail.length < 3) return [];
  const leads = [];
  for (const fact of index.assignsByTail.get(tail) ?? [])
    if (fact.name.includes(".")) leads.push({ value: fact.value, path: index.file.path, scope: fact.scope, at: fact.at, how: "key", name: fact.name });
  for (const located of index.keys.get(tail) ?? []) leads.push({ ...located, at: located.value.at, how: "key", name: tail });
  return leads;
}

// src/resolve/trace.ts
var spotOf = (path, at) => `${path}:${at.start}:${at.end}`;
var MOST_NODES = 1500;
var MOST_DEPTH = 28;
var WRAPPER = /(?:base64|b64|btoa|encode|decode|bytes|string|trim|strip|chomp|buffer|from|latin1|utf8|escape|quote|freeze|dup|str|text|secure|value|unwrap|trimend|get_secret_value|expose|reveal|to_s|authheader|header)/i;
var LOOKUP2 = /(?:get|fetch|read|load|require|need|must|env|config|secret|param|prop|setting|option|argument|lookup|credential|vault|value|dig|input|access|resolve|variable|retrieve|find|pop|arg|flag|key)/i;
var COMMON = /* @__PURE__ */ new Set(["get", "set", "post", "put", "delete", "create", "update", "run", "call", "main", "init", "start", "load", "read", "write", "send", "request", "execute", "handle", "process", "then", "map", "apply", "log", "info", "error", "print", "test", "it", "describe", "find", "open", "close", "add"]);
var Tracer = class {
  #world;
  #settings;
  #read;
  constructor(world, settings2, read3) {
    this.#world = world;
    this.#settings = settings2;
    this.#read = read3;
  }
  /** Follows one value. */
  trace(start) {
    const run2 = new Run(this.#world, this.#settings, this.#read);
    run2.value(start.value, start.path, start.scope, void 0, [], 0);
    return run2;
  }
};
var Run = class {
  roots = [];
  visited = /* @__PURE__ */ new Set();
  halves = [];
  joined = [];
  #seen = /* @__PURE__ */ new Set();
  #world;
  #settings;
  #read;
  #nodes = 0;
  constructor(world, settings2, read3) {
    this.#world = world;
    this.#settings = settings2;
    this.#read = read3;
  }
  /** `rest` are keys still to be taken out of what the value turns out to be. */
  value(value, path, scope, frame, hops, depth, rest = []) {
    if (++this.#nodes > MOST_NODES || depth > MOST_DEPTH) return;
    if (rest.length > 0 && !value.parts.some((part) => "call" in part)) {
      for (const taken of descend2(value, rest)) this.value(taken.value, path, scope, frame, hops, depth + 1, taken.rest);
      return;
    }
    const spot = spotOf(path, value.at);
    const state = `${spot}:${value.parts.length}:${value.parts.map((part) => "name" in part ? part.name : "text" in part ? part.text : "").join("+")}:${frame?.site.at.start ?? ""}:${rest.join(".")}`;
    if (this.#seen.has(state)) return;
    this.#seen.add(state);
    this.visited.add(spot);
    const here = { value, path, scope };
    if (halfIn(value)) this.halves.push(here);
    const pair2 = pairIn(value) ?? colonJoined(value);
    if (pair2) this.joined.push({ at: here, ...pair2, shaped: pairIn(value) !== void 0 });
    for (const part of value.parts) {
      if ("name" in part) this.name(part.name, value.at, path, scope, frame, hops, depth + 1);
      else if ("env" in part) this.setting("env", part.env, value.at, path, hops, depth + 1);
      else if ("call" in part) this.call(part, value.at, path, scope, frame, hops, depth + 1, rest);
      else if ("choice" in part) for (const one of part.choice) this.value(one, path, scope, frame, hops, depth + 1);
      else if ("list" in part) for (const one of part.list) this.value(one, path, scope, frame, hops, depth + 1);
      else if ("object" in part) for (const entry of part.object) this.value(entry.value, path, scope, frame, hops, depth + 1);
      else if ("secret" in part) this.roots.push({ kind: "secret", secret: part.secret, path, at: value.at, hops: [{ path, at: value.at, role: "declaration", message: "a literal credential stands here" }, ...hops] });
    }
    const literal2 = literalOf(value);
    if (literal2 !== void 0 && literal2 !== "") this.roots.push({ kind: "text", key: literal2, path, at: value.at, hops });
  }
  /** An environment variable or setting: a root, and what declares it. */
  setting(kind, key, at, path, hops, depth) {
    const read3 = { path, at, role: "read", message: `reads ${key}` };
    this.roots.push({ kind, key, path, at, hops: [read3, ...hops] });
    if (kind === "env") {
      for (const set of (this.#world.shell.get(key) ?? []).slice(0, 6))
        if (set.path !== path) this.value(set.value, set.path, set.scope, void 0, [{ path: set.path, at: set.value.at, role: "declaration", message: `sets ${key}` }, read3, ...hops], depth + 1);
    }
    for (const { path: file, fact } of this.#settings(key)) {
      if (spotOf(file, fact.value.at) === spotOf(path, at)) continue;
      this.value(fact.value, file, fact.scope, void 0, [{ path: file, at: fact.at, role: "declaration", message: `declares ${fact.path.at(-1) ?? key}` }, read3, ...hops], depth + 1);
    }
  }
  name(name, at, path, scope, frame, hops, depth) {
    if (depth > MOST_DEPTH) return;
    const open = name.lastIndexOf("().");
    if (open > 0) {
      const rest = name.slice(open + 3).split(".");
      if (this.functionReturns(name.slice(0, open), void 0, path, scope, frame, at, hops, depth, rest)) return;
    }
    const leads = leadsOf(this.#world, name, path, scope);
    let followed = false;
    for (const lead of leads) {
      if (lead.parameter) followed = this.parameter(lead, path, frame, hops, depth) || followed;
      else {
        followed = true;
        const hop = { path: lead.path, at: lead.at, role: "note", message: `${lead.how === "key" ? "set as" : "assigned to"} ${lead.name}` };
        this.value(lead.value, lead.path, lead.scope, lead.path === path ? frame : void 0, [hop, ...hops], depth + 1, lead.rest);
      }
    }
    if (followed) return;
    const member = tailOf(name);
    if (name.includes(".") && member.length > 5 && this.#read(member).kind === "token") {
      for (const located of (this.#world.keys.get(member) ?? []).slice(0, 8)) {
        followed = true;
        this.value(located.value, located.path, located.scope, void 0, [{ path: located.path, at: located.value.at, role: "note", message: `set as ${member}` }, ...hops], depth + 1);
      }
      if (followed) return;
    }
    const tail = tailOf(name);
    if (!COMMON.has(tail) && this.functionReturns(name, void 0, path, scope, frame, at, hops, depth)) return;
    this.unknown(name, name, at, path, hops, depth);
  }
  /** A reference nothing was found for; a dotted one may be a setting. */
  unknown(name, setting, at, path, hops, depth) {
    this.roots.push({ kind: "unknown", key: name, path, at, hops });
    if (!name.includes(".")) return;
    for (const { path: file, fact } of this.#settings(setting)) this.value(fact.value, file, fact.scope, void 0, [{ path: file, at: fact.at, role: "declaration", message: `declares ${fact.path.at(-1) ?? name}` }, ...hops], depth + 1);
  }
  /** Binds a parameter to the call that led here, or to every call of its function. */
  parameter(lead, path, frame, hops, depth) {
    const parameter = lead.parameter;
    if (!parameter) return false;
    const { function: target, index, key } = parameter;
    for (let one = frame; one; one = one.outer) {
      if (one.function.path !== target.path || one.function.scope.id !== target.scope.id) continue;
      return this.argument(one.site, target, index, key, lead, one.outer, hops, depth);
    }
    let found = false;
    for (const site of this.sites(target, path).slice(0, 10)) found = this.argument(site, target, index, key, lead, void 0, hops, depth) || found;
    return found;
  }
  argument(site, target, index, key, lead, outer, hops, depth) {
    const named3 = site.call.named.find((entry) => entry.key === lead.name)?.value;
    const whole = named3 ?? site.call.args[index] ?? (key === void 0 ? void 0 : site.call.named.find((entry) => entry.key === key.split(".")[0])?.value);
    const spread = site.call.named.find((entry) => entry.key === "...")?.value;
    const given = whole ?? (spread ? descend2(spread, [lead.name])[0]?.value : void 0);
    if (!given) return false;
    const taken = key === void 0 || whole !== void 0 && whole === site.call.named.find((entry) => entry.key === key.split(".")[0])?.value && named3 === void 0 ? [{ value: given, rest: [] }] : descend2(given, key.split("."));
    const hop = { path: site.path, at: given.at, role: "note", message: `passed to ${target.scope.name === "constructor" ? "the constructor" : target.scope.name || tailOf(site.call.call)}` };
    for (const one of taken) this.value(one.value, site.path, site.scope, outer, [hop, ...hops], depth + 1, one.rest);
    return taken.length > 0;
  }
  /** Calls of a function: by its name, by its class's name for a constructor, by the block's callee for a block. */
  sites(target, from) {
    const { scope, path } = target;
    const file = this.#world.files.get(path)?.file;
    if (!file) return [];
    if (scope.kind === "block") return [];
    let names2 = [scope.name];
    if (/^(?:constructor|initialize|__init__)$/.test(scope.name)) {
      const owner = chainOf(file, scope.id).find((id) => file.scopes[id]?.kind === "class");
      const name = owner === void 0 ? "" : tailOf(file.scopes[owner]?.name ?? "");
      names2 = name === "" ? [] : [name];
      for (const id of file.scopes.keys()) if (file.scopes[id]?.kind === "class" && file.scopes[id]?.extends?.some((one) => tailOf(one) === name)) names2.push("super", tailOf(file.scopes[id]?.name ?? ""));
    }
    const sites = names2.filter((name) => name !== "").flatMap((name) => this.#world.calls.get(name) ?? []);
    const common = COMMON.has(scope.name);
    return sites.filter((site) => !(site.path === path && within(file, site.scope, scope.id)) && (!common || site.path === path || site.path === from));
  }
  call(call, at, path, scope, frame, hops, depth, rest = []) {
    const tail = tailOf(call.call);
    if (this.functionReturns(call.call, call, path, scope, frame, at, hops, depth, rest)) return;
    if (rest.length > 0) this.unknown([call.call, ...rest].join("."), rest.join("."), at, path, hops, depth);
    const first2 = literalOf(call.args[0] ?? call.named[0]?.value);
    if (first2 !== void 0 && first2 !== "" && first2.length <= 200 && !/\s/.test(first2) && LOOKUP2.test(tail) && !WRAPPER.test(first2)) {
      const texts = [];
      for (const argument of call.args) {
        const text = literalOf(argument);
        if (text === void 0 || text === "" || /\s/.test(text)) break;
        texts.push(text);
      }
      const joined = texts.slice(0, 4).join(".");
      const key = texts.length > 1 && this.#settings(joined).length > 0 ? joined : texts.length > 1 && /dig|credential|config|get/i.test(tail) && call.args.length <= 3 ? joined : first2;
      this.lookup(key || first2, call, at, path, hops, depth);
      for (const argument of call.args.slice(1)) if (literalOf(argument) === void 0) this.value(argument, path, scope, frame, hops, depth + 1);
      return;
    }
    if (call.receiver) this.value(call.receiver, path, scope, frame, hops, depth + 1);
    else if (call.args.length === 0 || WRAPPER.test(tail)) {
      const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
      if (holder !== "" && !holder.includes("(")) {
        const property = /^(?:get|is)([A-Z]\w*)$/.exec(tail)?.[1];
        const name = property ? `${holder}.${property[0]?.toLowerCase() ?? ""}${property.slice(1)}` : call.args.length === 0 ? holder : "";
        if (name !== "") this.name(name, at, path, scope, frame, hops, depth + 1);
      }
    }
    for (const argument of call.args) this.value(argument, path, scope, frame, hops, depth + 1);
    for (const entry of call.named) this.value(entry.value, path, scope, frame, hops, depth + 1);
    if (call.args.length === 0 && call.named.length === 0 && !call.receiver) this.roots.push({ kind: "unknown", key: call.call, path, at, hops });
  }
  /** A setting looked up by a literal name; Laravel's `config('zendesk.token')` also reads `config/zendesk.php`. */
  lookup(key, call, at, path, hops, depth) {
    this.setting("lookup", key, at, path, hops, depth);
    const segments = key.split(".");
    if (segments.length < 2 || !/config|get|setting/i.test(call.call)) return;
    for (const [file, index] of this.#world.files) {
      if (!new RegExp(`(?:^|/)config/${segments[0]?.replace(/[^\w-]/g, "") ?? ""}\\.php$`).test(file)) continue;
      for (const value of index.returns.get(0) ?? [])
        for (const { value: one, rest } of descend2(value, segments.slice(1))) this.value(one, file, 0, void 0, [{ path: file, at: one.at, role: "declaration", message: `sets ${key}` }, { path, at, role: "read", message: `reads ${key}` }, ...hops], depth + 1, rest);
    }
  }
  /** Goes into a function of the repository; false when there is none of that name. */
  functionReturns(callee, call, path, scope, frame, at, hops, depth, rest = []) {
    const tail = tailOf(callee);
    const all = this.#world.functions.get(tail) ?? [];
    if (all.length === 0) return false;
    const file = this.#world.files.get(path);
    if (!file) return false;
    const own = all.filter((one) => one.path === path && !within(file.file, scope, one.scope.id));
    let candidates = own;
    if (own.length === 0 || callee.includes(".") && !callee.startsWith("this.")) {
      const head = callee.split(".")[0] ?? "";
      const module = file.imports.get(head)?.module ?? file.imports.get(tail)?.module;
      const target = module === void 0 ? void 0 : this.#world.findModule(module, path);
      const imported2 = target === void 0 ? [] : all.filter((one) => one.path === target);
      candidates = imported2.length > 0 ? imported2 : own.length > 0 ? own : COMMON.has(tail) || all.length > 3 && !callee.includes(".") ? [] : all.filter((one) => !within(this.#world.files.get(one.path)?.file ?? file.file, path === one.path ? scope : -1, one.scope.id));
    }
    let found = false;
    for (const target of candidates.slice(0, 4)) {
      const index = this.#world.files.get(target.path);
      const returns = index?.returns.get(target.scope.id) ?? [];
      if (returns.length === 0) continue;
      const site = { call: call ?? { call: callee, args: [], named: [] }, at, path, scope };
      const inner = { function: target, site, outer: frame };
      const hop = { path, at, role: "note", message: `calls ${tail}` };
      for (const value of returns) {
        found = true;
        this.value(value, target.path, target.scope.id, inner, [hop, ...hops], depth + 1, rest);
      }
    }
    return found;
  }
};

// src/resolve/callers.ts
var MOST3 = 20;
function callersOf(world, tracer, match) {
  const index = world.files.get(match.path);
  if (!index) return [];
  const around2 = chainOf(index.file, match.scope).find((id) => index.file.scopes[id]?.kind === "function");
  const scope = around2 === void 0 ? void 0 : index.file.scopes[around2];
  if (!scope || scope.name.length < 3 || scope.name === "constructor") return [];
  const returns = index.returns.get(scope.id) ?? [];
  const gives = returns.some((value) => tracer.trace({ value, path: match.path, scope: scope.id }).visited.has(spotOf(match.path, match.at)));
  if (!gives) return [];
  const sites = (world.calls.get(scope.name) ?? []).filter((site) => site.path === match.path || world.files.get(site.path)?.imports.has(scope.name) || scope.name.length > 7);
  return sites.slice(0, MOST3).map((site) => ({ path: site.path, at: site.at, role: "use", message: `calls ${scope.name}` }));
}

// src/resolve/settings.ts
var FRAMES = /^(?:env|environment|envs?|config|settings?|data|string_?data|secrets?|default|defaults|common|shared|all|variables|parameters|inputs|properties|services|global|values?|with|spec|template|containers|app|extra_?env)$/i;
function settingFinder(world, isVendorFile) {
  const byCompact = /* @__PURE__ */ new Map();
  const add = (key, setting) => {
    const list = byCompact.get(key);
    if (!list) byCompact.set(key, [setting]);
    else if (list.at(-1) !== setting) list.push(setting);
  };
  for (const list of world.entries.values())
    for (const setting of list) {
      const segments = setting.fact.path.flatMap((segment) => segment.split(/[.:/]/)).filter((segment) => segment !== "");
      const told = segments.filter((segment, index) => index === segments.length - 1 || !FRAMES.test(segment));
      for (let take = 1; take <= Math.min(4, told.length); take++) add(compactOf(told.slice(-take).join("")), setting);
      if (told.length > 4) add(compactOf(told.join("")), setting);
    }
  const known = /* @__PURE__ */ new Map();
  const find2 = (key) => {
    const segments = key.replace(/^(?:this|self)\./, "").split(/[.:/]/).filter((segment) => segment !== "" && segment !== "*");
    const last = segments.at(-1) ?? "";
    if (compactOf(last).length < 2) return [];
    for (let take = Math.min(4, segments.length); take >= 1; take--) {
      const compact = compactOf(segments.slice(-take).join("")).replace(/^tfvar/, "");
      const found = byCompact.get(compact) ?? [];
      const fitting = compact.includes("zendesk") || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(last) ? found : found.filter((one) => isVendorFile(one.path) || /zendesk|zd/i.test(one.fact.path.join(".")));
      if (fitting.length > 0) return fitting.slice(0, 24);
    }
    return [];
  };
  return (key) => {
    let found = known.get(key);
    if (!found) {
      found = find2(key);
      known.set(key, found);
    }
    return found;
  };
}

// src/resolve/index.ts
function resolve(files, matches, read3) {
  return new Linker(files, matches, read3).link();
}
var Linker = class {
  #world;
  #matches;
  #read;
  #tracer;
  #vendorFiles = /* @__PURE__ */ new Map();
  #drafts = [];
  /** Compact name → uses it feeds. */
  #tokenKeys = /* @__PURE__ */ new Map();
  #oauthKeys = /* @__PURE__ */ new Set();
  #consumed = /* @__PURE__ */ new Set();
  #visited = /* @__PURE__ */ new Map();
  #dropped = [];
  constructor(files, matches, read3) {
    this.#world = worldOf(files);
    this.#matches = matches;
    this.#read = read3;
    this.#tracer = new Tracer(this.#world, settingFinder(this.#world, (path) => this.isVendorFile(path)), read3);
  }
  link() {
    const role = (wanted2) => this.#matches.filter((match) => match.role === wanted2);
    for (const match of collapse(role("use"))) this.add(match);
    const bearers = this.bearers(role("oauth"));
    const passwords = this.basics(role("basic"));
    for (const match of collapse(role("half"))) {
      if (this.#consumed.has(spotOf(match.path, match.at))) this.drop(match, "this user belongs to a use found where it is sent");
      else if (this.covered(match)) this.drop(match, "another finding stands here already");
      else this.add(match);
    }
    for (const draft of this.#drafts) {
      this.addCallers(draft);
      this.addNamesakes(draft);
      for (const spot of draft.trace?.visited ?? []) if (!this.#visited.has(spot)) this.#visited.set(spot, draft);
    }
    const reads = this.leftovers(role("read"), "read");
    const declarations = this.leftovers(role("declaration"), "declaration", reads);
    return {
      uses: this.#drafts.map((draft) => this.finish(draft)),
      reads,
      declarations,
      passwords,
      bearers,
      mentions: role("mention"),
      others: role("other"),
      dropped: this.#dropped
    };
  }
  drop(match, reason) {
    this.#dropped.push({ match, reason });
  }
  isVendorFile(path) {
    let known = this.#vendorFiles.get(path);
    if (known === void 0) {
      known = isVendorText(path.toLowerCase()) || isVendorText(this.#world.files.get(path)?.file.masked.toLowerCase() ?? "");
      this.#vendorFiles.set(path, known);
    }
    return known;
  }
  trace(value, match) {
    return value && this.#tracer.trace({ value, path: match.path, scope: match.scope });
  }
  add(match, trace = this.trace(match.token, match), userTrace = this.trace(match.user, match)) {
    const draft = { match, trace, userTrace, related: [] };
    this.#drafts.push(draft);
    for (const key of this.keysOf(trace)) {
      const list = this.#tokenKeys.get(key);
      if (list) list.push(draft);
      else this.#tokenKeys.set(key, [draft]);
    }
    if (match.key !== void 0) this.#tokenKeys.set(compactOf(match.key), [...this.#tokenKeys.get(compactOf(match.key)) ?? [], draft]);
    return draft;
  }
  /** Names a trace ends in, compact: variables, settings, and dotted references nothing was found for. */
  keysOf(trace) {
    const keys = /* @__PURE__ */ new Set();
    for (const root of trace?.roots ?? []) {
      if (root.key === void 0 || root.kind === "text" || root.kind === "secret") continue;
      if (root.kind === "unknown") {
        const tail = tellingTail(root.key);
        const reading = this.#read(tail);
        if (reading.kind === "token" && reading.vendor) keys.add(compactOf(tail));
      } else keys.add(compactOf(root.key));
    }
    return keys;
  }
  /** Follows what is sent as Bearer: names that end there are OAuth tokens, whatever they are called. */
  bearers(matches) {
    const found = [];
    for (const match of matches) {
      const trace = this.trace(match.token, match);
      for (const key of this.keysOf(trace)) this.#oauthKeys.add(key);
      if (match.evidence === "sdk" || this.isVendorPlace(match, trace)) found.push({ match, roots: trace?.roots ?? [] });
      else this.drop(match, "sent as Bearer, and nothing here says Zendesk");
    }
    return found;
  }
  /** The match's own names, address, file or class say Zendesk. */
  isVendorPlace(match, ...traces) {
    const file = this.#world.files.get(match.path)?.file;
    if (isVendorText(match.path.toLowerCase())) return true;
    if (file && scopeNames(file, match.scope).some((name) => isVendorText(name.toLowerCase()))) return true;
    if (file && isVendorText(surroundings(file, match).toLowerCase())) return true;
    const texts = [...traces, this.trace(match.host, match)].flatMap((trace) => (trace?.roots ?? []).flatMap((root) => [root.key ?? "", ...root.hops.map((hop) => hop.message)]));
    return texts.some((text) => isVendorText(text.toLowerCase()) || this.#read(text).vendor);
  }
  /** Decides for everything sent as Basic: part of a pair already found, an API token by its user, by its name, or a password. */
  basics(matches) {
    const passwords = [];
    const seen = /* @__PURE__ */ new Set();
    for (const match of matches) {
      const spot = spotOf(match.path, match.at);
      if (seen.has(spot)) continue;
      seen.add(spot);
      const trace = this.trace(match.token, match);
      const userTrace = this.trace(match.user, match);
      const part = this.#drafts.filter((draft2) => draft2.match.evidence !== "name" && [trace, userTrace].some((one) => one?.visited.has(spotOf(draft2.match.path, draft2.match.at))));
      const elsewhere = part.filter((draft2) => draft2.match.path !== match.path || !overlaps(draft2.match.at, match.at));
      if (part.length > 0 && match.user === void 0) {
        for (const draft2 of elsewhere.slice(0, 5)) draft2.related.push({ path: match.path, at: match.at, role: "use", message: "sent as Basic here" });
        this.drop(match, "the pair it sends is a finding already; this place is related to it");
        continue;
      }
      if (this.covered(match)) {
        this.drop(match, "another finding stands here already");
        continue;
      }
      const verdict = authorizes({ match, trace, userTrace, read: this.#read, vendor: this.isVendorPlace(match, trace, userTrace), text: this.#world.files.get(match.path)?.file.masked ?? "" });
      if (verdict === "password") passwords.push(match);
      if (verdict === "none") this.drop(match, "sent as Basic, but neither the user, nor a name, nor the address says that it is a Zendesk API token");
      if (verdict === "none" || verdict === "password") continue;
      for (const half2 of [...userTrace?.halves ?? [], ...trace?.halves ?? []]) this.#consumed.add(spotOf(half2.path, half2.value.at));
      const halves = verdict === "shape" ? [...userTrace?.halves ?? [], ...trace?.halves ?? []] : [];
      const draft = this.add({ ...match, role: "use", evidence: verdict === "shape" ? "shape" : "name", confidence: verdict === "shape" ? "high" : "medium" }, trace, userTrace);
      for (const half2 of halves) draft.related.push({ path: half2.path, at: half2.value.at, role: "user", message: "the user ends in /token here" });
    }
    return passwords;
  }
  /** True when a use stands at the same place already. */
  covered(match) {
    return this.#drafts.some((draft) => draft.match.path === match.path && overlaps(draft.match.at, match.at));
  }
  addCallers(draft) {
    for (const hop of callersOf(this.#world, this.#tracer, draft.match)) draft.related.push(hop);
  }
  /** A setting under a plain name (`api_token` of a plugin) is declared and read elsewhere by that name as a literal. */
  addNamesakes(draft) {
    const keys = /* @__PURE__ */ new Set();
    for (const root of draft.trace?.roots ?? []) {
      if (root.kind !== "unknown" && root.kind !== "lookup") continue;
      const tail = tellingTail(root.key ?? "");
      if (this.#read(tail).kind === "token" && tail.length > 4) keys.add(tail);
    }
    if (keys.size === 0) return;
    let found = 0;
    for (const [path, { file }] of this.#world.files) {
      if (!this.isVendorFile(path)) continue;
      for (const fact of file.facts) {
        if (fact.kind !== "call" || found > 12) continue;
        const named3 = [fact.args[0], ...fact.named.filter((entry) => entry.key === "name").map((entry) => entry.value)].find((value) => keys.has(literalOf(value) ?? ""));
        if (!named3) continue;
        found++;
        draft.related.push({ path, at: named3.at, role: "declaration", message: `names ${literalOf(named3) ?? ""}` });
      }
    }
  }
  /** Attaches reads and declarations to the uses they feed; gives the rest grouped by name. */
  leftovers(matches, kind, reads = []) {
    const groups2 = /* @__PURE__ */ new Map();
    const byRead = new Map(reads.map((group) => [compactOf(group.key), group.matches]));
    for (const match of matches) {
      const key = match.key ?? "";
      const compact = compactOf(key);
      const fed = this.#tokenKeys.get(compact);
      if (fed) {
        const nearest2 = fed.find((draft) => draft.match.path === match.path) ?? fed[0];
        if (!this.covered(match)) nearest2?.related.push({ path: match.path, at: match.at, role: kind, message: kind === "read" ? `reads ${key}` : `declares ${key}` });
        this.drop(match, "belongs to a use of the same name; this place is related to it");
        continue;
      }
      if (this.#oauthKeys.has(compact)) {
        this.drop(match, "what goes by this name is sent as an OAuth token");
        continue;
      }
      const visitor = this.#visited.get(spotOf(match.path, match.token?.at ?? match.at));
      if (visitor) visitor.related.push({ path: match.path, at: match.at, role: kind, message: kind === "read" ? `reads ${key}` : `declares ${key}` });
      if (visitor || this.covered(match)) {
        this.drop(match, "another finding holds this place already");
        continue;
      }
      const group = byRead.get(compact) ?? groups2.get(compact);
      if (group) group.push(match);
      else groups2.set(compact, [match]);
    }
    const oauthOnly = this.#drafts.length === 0 && this.#oauthKeys.size > 0;
    return [...groups2.values()].map((group) => ({ key: group[0]?.key ?? "", matches: group, oauthOnly }));
  }
  finish(draft) {
    const roots = draft.trace?.roots ?? [];
    const best = [...roots].sort((a, b) => rank(a) - rank(b) || a.hops.length - b.hops.length)[0];
    const related = [...draft.related];
    for (const root of roots) for (const hop of root.hops) related.push(hop);
    for (const root of draft.userTrace?.roots ?? []) if (root.kind === "text" && /\/token$/.test(root.key ?? "")) related.push({ path: root.path, at: root.at, role: "user", message: "the user ends in /token here" });
    return { match: draft.match, roots, userRoots: draft.userTrace?.roots ?? [], hops: best?.hops ?? [], related };
  }
};
function surroundings(file, match) {
  const around2 = chainOf(file, match.scope).map((id) => file.scopes[id]).find((scope) => scope?.kind === "function" && scope.at.end - scope.at.start > match.at.end - match.at.start);
  return around2 ? file.masked.slice(around2.at.start, around2.at.end) : file.masked.slice(Math.max(0, match.at.start - 400), match.at.end + 400);
}
function tellingTail(key) {
  const segments = key.split(".");
  while (segments.length > 1 && /^(?:value|plain|plaintext|text|get|unwrap|to_s|string|data|\d+|\(\))$/i.test(segments.at(-1)?.replace(/\(\)$/, "") ?? "")) segments.pop();
  return segments.at(-1) ?? "";
}
var rank = (root) => ({ env: 0, lookup: 1, secret: 2, unknown: 3, text: 4 })[root.kind];
var overlaps = (a, b) => a.start < b.end && b.start < a.end;
function collapse(matches) {
  const weight = (match) => (match.evidence === "sdk" ? 4 : 0) + (match.rule === "shell" || match.rule === "webhook-basic-auth" ? 2 : 0) + (match.evidence === "shape" ? 1 : 0) + (match.token ? 0.5 : 0);
  const kept = [];
  for (const match of [...matches].sort((a, b) => weight(b) - weight(a) || a.at.start - b.at.start || a.at.end - b.at.end)) {
    if (!kept.some((one) => one.path === match.path && overlaps(one.at, match.at))) kept.push(match);
  }
  return kept.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : a.at.start - b.at.start);
}

// src/resolve/reach.ts
var DOTENV = /(?:^|\/)(?:\.?(?:dot)?env(?:[.\-_][^/]*)?|[^/]*\.env(?:[.\-_][^/]*)?|\.dev\.vars[^/]*|\.flaskenv)$/i;
var NAMED = /(?:^|\/)[^/]*(?:zendesk|zdesk)[^/]*\.(?:properties|ini|cfg|conf|config|toml|ya?ml|json|xml|env|example|sample|dist|template)$/i;
var alwaysParsed = (path) => DOTENV.test(path) || NAMED.test(path);
function imported(files, all) {
  const done = new Set(files.map((file) => file.path));
  const find2 = moduleFinder(all.map((one) => one.path));
  const wanted2 = /* @__PURE__ */ new Set();
  for (const file of files) {
    for (const fact of file.facts) {
      if (fact.kind !== "import") continue;
      const names2 = fact.names.map((name) => name.imported).filter((name) => name !== "*" && name !== "default");
      const modules = [fact.module, .../^\.+$/.test(fact.module) || /\.py$/.test(file.path) ? names2.map((name) => `${fact.module}${/^\.+$/.test(fact.module) ? "" : "."}${name}`) : []];
      for (const module of modules) {
        const target = find2(module, file.path);
        if (target !== void 0 && !done.has(target)) wanted2.add(target);
      }
    }
  }
  return all.filter((one) => wanted2.has(one.path));
}

// src/scan.ts
function analyze(files, { rules, deadlines, names: names2 }, asOf, only) {
  const read3 = nameReader(names2);
  const matches = files.flatMap((file) => detect(file, rules, read3));
  const resolution = resolve(files, matches, read3);
  const findings = findingsOf(resolution, { files, rules, deadlines, asOf });
  return { matches, resolution, findings: only ? findings.filter((finding) => only.includes(finding.rule)) : findings };
}
async function scan(options) {
  const { rules, deadlines } = options.ruleSet;
  const pool = createPool({ ...options, keywords: rules.flatMap((rule) => rule.keywords) });
  try {
    const inventory = await discover(options);
    const { root } = inventory;
    const always = inventory.files.filter((file) => alwaysParsed(file.path));
    const others = inventory.files.filter((file) => !alwaysParsed(file.path));
    const first2 = await pool.run({ root, files: others }, options.onProgress ? { onProgress: options.onProgress } : {});
    const forced = await pool.run({ root, files: always }, { force: true });
    const found = [...first2.parsed, ...forced.parsed];
    const reached = await pool.run({ root, files: imported(found, inventory.files) }, { force: true });
    const files = sortByPath([...found, ...reached.parsed]);
    const { matches, resolution, findings } = analyze(files, options.ruleSet, options.asOf, options.only);
    const skipped = sortByPath([...inventory.skipped, ...first2.skipped, ...forced.skipped, ...reached.skipped]);
    const report = {
      tool: { name: "zunset", version: options.version },
      asOf: options.asOf,
      findings,
      rules,
      deadlines,
      files: { scanned: first2.scanned + forced.scanned, parsed: files.length, leftOut: inventory.leftOut },
      skipped
    };
    return { report, inventory, files, matches, resolution };
  } finally {
    await pool.close();
  }
}

export {
  analyze,
  scan
};
