import type { LanguageId } from "../model/fact.ts";

/** Where a mark may stand to begin a comment: anywhere, after white space, or only as the first thing of its line. */
type MarkPlace = "anywhere" | "word" | "line";

/** A mark that makes the rest of its line a comment. */
interface LineMark {
  readonly mark: string;
  readonly place: MarkPlace;
}

/** Text that is no code: what stands in it is no comment. */
interface StringSyntax {
  readonly open: string;
  readonly close: string;
  /** How the closing mark is written inside: behind a backslash, doubled, or not at all. */
  readonly escape?: "backslash" | "double";
  /** It may go on over the end of a line. */
  readonly multiline?: true;
  /** Only where a value may begin: an apostrophe within a word is none. */
  readonly atValue?: true;
}

/** What comments of a language look like, and what only looks like one. */
export interface CommentSyntax {
  readonly line: readonly LineMark[];
  readonly block: readonly (readonly [open: string, close: string])[];
  readonly strings: readonly StringSyntax[];
  /** Character at the end of a line that makes the next one a part of it. */
  readonly continued?: string;
  /** Opens a string of the lines up to one that begins with the name, which is group 2. Sticky. */
  readonly heredoc?: RegExp;
  /** A slash where a value may begin opens a regular expression. */
  readonly regex?: true;
  /** A backslash outside of strings takes the next character's meaning away. */
  readonly escapes?: true;
  /** Marks count without regard to case. */
  readonly anyCase?: true;
}

const anywhere = (...marks: string[]): LineMark[] => marks.map((mark) => ({ mark, place: "anywhere" }));
const word = (...marks: string[]): LineMark[] => marks.map((mark) => ({ mark, place: "word" }));
const first = (...marks: string[]): LineMark[] => marks.map((mark) => ({ mark, place: "line" }));

const C = ["/*", "*/"] as const;
const MARKUP = ["<!--", "-->"] as const;
const quoted = (mark: string): StringSyntax => ({ open: mark, close: mark, escape: "backslash" });
const doubled = (mark: string): StringSyntax => ({ open: mark, close: mark, escape: "double" });
const raw = (open: string, close = open): StringSyntax => ({ open, close, multiline: true });
const value = (mark: string): StringSyntax => ({ ...quoted(mark), atValue: true });

/** `<<EOF`, `<<-'EOF'`, `<< EOF`; `<<<` is another thing. */
const SHELL_HEREDOC = /(?<!<)<<(?!<)-?[ \t]*\\?(["']?)([A-Za-z_]\w{0,60})\1/y;
/** `<<~TEXT`, `<<TEXT`, but not `list << name`. */
const RUBY_HEREDOC = /<<(?:[~-](?=["'`A-Za-z_])|(?=["'`A-Z]))(["'`]?)([A-Za-z_]\w{0,60})\1/y;

/** Comments of templates, which may stand in a file of any language that is generated from one. */
const TEMPLATES: CommentSyntax["block"] = [
  ["{{/*", "*/}}"],
  ["{{- /*", "*/ -}}"],
  ["{{- /*", "*/}}"],
  ["{{/*", "*/ -}}"],
  ["{#", "#}"],
  ["{{!--", "--}}"],
  ["{{--", "--}}"],
  ["{{!", "}}"],
  ["<%#", "%>"],
  ["<%--", "--%>"],
  ["<#--", "-->"],
  ["{% comment %}", "{% endcomment %}"],
];

const CURLY: CommentSyntax = {
  line: anywhere("//"),
  block: [C],
  strings: [raw('"""'), quoted('"'), quoted("'")],
};
const HASH: CommentSyntax = {
  line: word("#"),
  block: [],
  strings: [value('"'), value("'")],
};
/** Formats of lines: a mark at the beginning, or behind a value and white space. */
const SETTINGS: CommentSyntax = {
  line: word("#", ";"),
  block: [MARKUP, ...TEMPLATES],
  strings: [value('"'), value("'")],
};
const SQL: CommentSyntax = { line: anywhere("--"), block: [C], strings: [doubled("'"), doubled('"')] };
const LISP: CommentSyntax = { line: anywhere(";"), block: [["#|", "|#"]], strings: [quoted('"')] };
const PERCENT: CommentSyntax = { line: word("%"), block: [["%{", "%}"]], strings: [quoted('"')] };
const BATCH: CommentSyntax = {
  line: first("rem", "@rem", "::"),
  block: [],
  strings: [],
  continued: "^",
  anyCase: true,
};
const BASIC: CommentSyntax = {
  line: [...first("rem"), ...anywhere("'")],
  block: [],
  strings: [doubled('"')],
  anyCase: true,
};
const TEMPLATE: CommentSyntax = { line: [], block: [MARKUP, ...TEMPLATES], strings: [] };
const MARKDOWN: CommentSyntax = {
  line: [],
  block: [MARKUP],
  strings: [raw("````"), raw("```"), raw("~~~"), { open: "``", close: "``" }, { open: "`", close: "`" }],
};

/** The comments of each language. JSON proper has none; what its dialects allow is read in all. */
export const SYNTAX: Readonly<Record<LanguageId, CommentSyntax>> = {
  javascript: {
    line: anywhere("//"),
    block: [C],
    strings: [{ ...raw("`"), escape: "backslash" }, quoted('"'), quoted("'")],
    regex: true,
  },
  python: {
    line: anywhere("#"),
    block: [],
    strings: [
      { ...raw('"""'), escape: "backslash" },
      { ...raw("'''"), escape: "backslash" },
      quoted('"'),
      quoted("'"),
    ],
    continued: "\\",
  },
  ruby: {
    line: word("#"),
    block: [["\n=begin", "\n=end"], MARKUP, ["<%#", "%>"]],
    strings: [quoted('"'), quoted("'")],
    continued: "\\",
    heredoc: RUBY_HEREDOC,
  },
  php: {
    line: [...anywhere("//"), ...word("#")],
    block: [C, MARKUP, ["{{--", "--}}"]],
    strings: [quoted('"'), quoted("'")],
    heredoc: /<<<[ \t]*(["']?)([A-Za-z_]\w{0,60})\1/y,
  },
  go: { line: anywhere("//"), block: [C], strings: [raw("`"), quoted('"'), quoted("'")] },
  java: CURLY,
  kotlin: CURLY,
  csharp: {
    line: anywhere("//"),
    block: [C, ["@*", "*@"], MARKUP],
    strings: [
      raw('"""'),
      { open: '@"', close: '"', escape: "double", multiline: true },
      { open: '@$"', close: '"', escape: "double", multiline: true },
      quoted('"'),
      quoted("'"),
    ],
  },
  powershell: {
    line: word("#"),
    block: [["<#", "#>"]],
    strings: [raw('@"', '\n"@'), raw("@'", "\n'@"), doubled('"'), doubled("'")],
    continued: "`",
  },
  bash: {
    line: word("#"),
    block: [],
    strings: [
      { open: '"', close: '"', escape: "backslash", multiline: true },
      { open: "'", close: "'", multiline: true },
    ],
    continued: "\\",
    heredoc: SHELL_HEREDOC,
    escapes: true,
  },
  dockerfile: { line: first("#"), block: [], strings: [], continued: "\\" },
  makefile: { line: word("#"), block: [], strings: [], continued: "\\" },
  hcl: {
    line: [...word("#"), ...anywhere("//")],
    block: [C],
    strings: [quoted('"')],
    heredoc: SHELL_HEREDOC,
  },
  dotenv: { ...HASH, block: TEMPLATES },
  // A scalar of several lines may hold a script.
  yaml: { ...HASH, line: [...word("#"), ...first("//")], block: TEMPLATES, continued: "\\" },
  json: { line: anywhere("//"), block: [C, ...TEMPLATES], strings: [quoted('"'), quoted("'")] },
  toml: { ...HASH, strings: [raw('"""'), raw("'''"), value('"'), value("'")] },
  ini: { ...SETTINGS, line: [...word("#", ";"), ...first("!", "//")] },
  xml: { line: [], block: [MARKUP, ...TEMPLATES], strings: [] },
  http: { line: first("#", "//"), block: [], strings: [] },
  notebook: { line: anywhere("#"), block: [], strings: [quoted("'"), quoted('"')], continued: "\\" },
  markup: MARKDOWN,
  html: TEMPLATE,
  // Whatever it is: marks that begin a line in some language.
  text: {
    line: [...first("#", "//", "--", ";", "%", "rem", "@rem", "::")],
    block: [C, MARKUP, ...TEMPLATES],
    strings: [],
    anyCase: true,
  },
};

const named = (syntax: CommentSyntax, extensions: string): [string, CommentSyntax][] =>
  extensions.split(" ").map((extension) => [`.${extension}`, syntax]);

/** Dialects by extension, and languages that are read as plain text. */
export const BY_EXTENSION: ReadonlyMap<string, CommentSyntax> = new Map([
  ...named({ ...MARKDOWN, block: [MARKUP, ["{/*", "*/}"]] }, "mdx"),
  ...named({ line: first(".. "), block: [], strings: [{ open: "``", close: "``" }] }, "rst"),
  ...named(
    { line: first("//"), block: [["\n////", "\n////"]], strings: [raw("\n----"), raw("\n....")] },
    "adoc asciidoc asc",
  ),
  ...named(
    {
      ...HASH,
      block: [
        ["\n=pod", "\n=cut"],
        ["\n=begin", "\n=cut"],
        ["\n=for", "\n\n"],
      ],
      heredoc: RUBY_HEREDOC,
    },
    "pl pm t",
  ),
  ...named(
    CURLY,
    "c h cc cpp cxx hpp m mm swift scala sc groovy gradle gvy jenkinsfile dart proto sol v zig d fs fsx fsi cls trigger apex bicep",
  ),
  // An apostrophe names a lifetime there.
  ...named({ ...CURLY, strings: [quoted('"')] }, "rs"),
  ...named(
    { ...HASH, strings: [quoted('"'), quoted("'")] },
    "ex exs r jl nim cr coffee awk tcl pp graphql gql fish nix",
  ),
  ...named(SQL, "sql psql hql ddl"),
  ...named({ ...SQL, block: [["{-", "-}"]], strings: [quoted('"')] }, "hs elm adb ads vhd vhdl"),
  ...named(
    { line: anywhere("--"), block: [["--[[", "]]"]], strings: [raw("[[", "]]"), quoted('"'), quoted("'")] },
    "lua",
  ),
  ...named(
    {
      line: anywhere("//"),
      block: [
        ["(*", "*)"],
        ["{", "}"],
      ],
      strings: [doubled("'")],
    },
    "pas dpr ml mli",
  ),
  ...named(LISP, "clj cljs cljc edn lisp el scm rkt asm s ahk"),
  ...named(PERCENT, "erl hrl tex prolog"),
  ...named(BATCH, "bat cmd"),
  ...named(BASIC, "vb vbs bas vba"),
  ...named({ line: first("-#", "/", "//-", "//"), block: [], strings: [] }, "haml slim pug jade"),
  ...named({ line: anywhere("//"), block: [C], strings: [quoted('"'), quoted("'")] }, "css scss less sass"),
  ...named({ ...TEMPLATE, line: first("##") }, "vm"),
  ...named(
    TEMPLATE,
    "j2 jinja jinja2 twig liquid hbs handlebars mustache ejs njk ftl tmpl tpl gotmpl eex heex leex",
  ),
]);

/** `env.test.ts` and `.env.json` have the name of a dotenv file, not the form: their extension says what they are. */
export const ENV_EXTENSION: ReadonlyMap<string, CommentSyntax> = new Map([
  ...named(SYNTAX.javascript, "js jsx ts tsx mjs cjs mts cts"),
  ...named(SYNTAX.python, "py"),
  ...named(SYNTAX.ruby, "rb"),
  ...named(SYNTAX.php, "php"),
  ...named(SYNTAX.go, "go"),
  ...named(CURLY, "java kt cs"),
  ...named(SYNTAX.json, "json"),
]);

/** Names of files that are generated from a template: its comments count beside those of what is generated. */
export const TEMPLATE_NAME = /\.(?:erb|j2|jinja2?|twig|liquid|hbs|mustache|tmpl|tpl|gotmpl|ejs|njk)$/i;

/** The comments of all templates. */
export const TEMPLATE_BLOCKS: CommentSyntax["block"] = TEMPLATES;
