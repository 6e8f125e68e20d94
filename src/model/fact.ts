/**
 * The language-neutral model every adapter lowers a file to, and every rule speaks.
 * A syntax tree never leaves `parse`, and neither does the text of a credential.
 */

/** Half-open range of UTF-16 code units in the decoded text of the file that holds it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What kind of credential a literal is; its text is dropped in `parse`. `basic-pair` decodes to `{user}/token:{token}`,
 * `password-pair` to another `user:password`.
 */
export type SecretKind = "token" | "basic-pair" | "password-pair" | "oauth" | "unknown";

/** One key of an object, dictionary, hash, map or set of named arguments. */
export interface Entry {
  readonly key: string;
  /** Where the key stands. */
  readonly at: Span;
  readonly value: Value;
}

/** A piece of a value as the source spells it. */
export type Part =
  /** Literal text, escapes decoded. */
  | { readonly text: string }
  /** A reference still to be resolved, dotted: `config.user`, `this.email`, `token`. */
  | { readonly name: string }
  /** An environment variable or a CI secret: `process.env.X`, `os.environ["X"]`, `ENV["X"]`, `${{ secrets.X }}`, `$X`. */
  | { readonly env: string }
  /** A call kept so that resolve can see through it: base64, encode, trim, a helper of the repository. */
  | Call
  /** An object literal, dictionary, hash, associative array or initializer. */
  | { readonly object: readonly Entry[] }
  /** A tuple, array or list literal. */
  | { readonly list: readonly Value[] }
  /** Alternatives: `a || b`, `a ?? b`, `c ? a : b`, `x if c else y`, `getenv("X", default)`. */
  | { readonly choice: readonly Value[] }
  /** A literal credential. Only its kind and its length (UTF-16 units) are known. */
  | { readonly secret: SecretKind; readonly length: number }
  /** Something no rule can read (a number, a lambda, an arithmetic expression). */
  | { readonly opaque: true };

/** Concatenation, template, f-string, %-format, sprintf, interpolation: all become a sequence of parts. */
export interface Value {
  readonly at: Span;
  readonly parts: readonly Part[];
}

/** A call or construction. */
export interface Call {
  /**
   * Dotted callee as the source names it, without `new`, generics and sigils: `axios.get`, `Zenpy`, `base64.b64encode`.
   * A chain over calls keeps each link, arguments left out: `Zendesk.Builder().setUsername().setToken`.
   */
  readonly call: string;
  /** Positional arguments. An object literal argument is one value with an `object` part. */
  readonly args: readonly Value[];
  /** Keyword or named arguments, in source order. */
  readonly named: readonly Entry[];
  /** The value the method is called on, when that is more than a plain name (a literal, a call, a concatenation). */
  readonly receiver?: Value;
}

/** Identifies a scope of its file; 0 is the file itself. */
export type ScopeId = number;

/** A parameter of a function, with its default where it has one. */
export interface Param {
  readonly name: string;
  readonly at: Span;
  readonly default?: Value;
  /** Keys taken out of the argument by destructuring: `({ email, token: key })`. */
  readonly keys?: readonly { readonly key: string; readonly local: string; readonly default?: Value }[];
}

/** A lexical scope. Names are looked up from the innermost scope outwards; `this.x` in the nearest class scope. */
export interface Scope {
  readonly id: ScopeId;
  readonly parent: ScopeId | null;
  readonly kind: "file" | "class" | "function" | "block";
  /** Name of the class, module or function; `constructor` for constructors of every language; "" when it has none. */
  readonly name: string;
  readonly at: Span;
  /** Parameters in order, for functions and blocks (Ruby `do |config|`). `self`/`cls` are left out. */
  readonly params: readonly Param[];
  /** Names of the classes it extends, dotted. */
  readonly extends?: readonly string[];
  /** For a block or closure handed to a call: that call's callee (`ZendeskAPI.Client` for `ZendeskAPI::Client.new do |c|`). */
  readonly of?: string;
}

interface Placed {
  readonly at: Span;
  readonly scope: ScopeId;
}

/** One observation about a file. */
export type Fact = Placed &
  (
    | /** A string-ish expression standing anywhere no other fact holds it. */ {
        readonly kind: "value";
        readonly value: Value;
      }
    | /** `name = value`: const, variable, field (`this.x`), property (`session.auth`), constant, setter-style property. */ {
        readonly kind: "assign";
        readonly name: string;
        readonly value: Value;
        /** A member declared in a class body, visible to bare names in that class. */
        readonly field?: true;
      }
    | /** Every call and construction, nested ones too. */ ({ readonly kind: "call" } & Call)
    | /** What a function gives back (also expression bodies, getters, Ruby's last expression). */ {
        readonly kind: "return";
        readonly value: Value;
      }
    | /** Key path and value in a configuration file. */ {
        readonly kind: "entry";
        readonly path: readonly string[];
        readonly value: Value;
        /** The line is commented out: `# ZENDESK_TOKEN=`. */
        readonly commented?: true;
      }
    | /** `local` is what the file calls it; `imported` is `*` for the module itself, `default` for a default export. */ {
        readonly kind: "import";
        readonly module: string;
        readonly names: readonly { readonly imported: string; readonly local: string }[];
      }
    | /** `export { local as name }`, `module.exports.name = …`. `from` is set for re-exports. */ {
        readonly kind: "export";
        readonly name: string;
        readonly local: string;
        readonly from?: string;
      }
    | /** A line of prose or of a language without an adapter that mentions a term worth a rule's look. */ {
        readonly kind: "prose";
        readonly value: Value;
      }
  );

/** A configuration entry as a fact of its own. */
export type EntryFact = Extract<Fact, { kind: "entry" }>;

/** Languages and formats an adapter exists for. */
export type LanguageId =
  | "javascript"
  | "python"
  | "ruby"
  | "php"
  | "go"
  | "java"
  | "kotlin"
  | "csharp"
  | "powershell"
  | "bash"
  | "dockerfile"
  | "makefile"
  | "hcl"
  | "dotenv"
  | "yaml"
  | "json"
  | "toml"
  | "ini"
  | "xml"
  | "http"
  | "notebook"
  | "markup"
  | "html"
  | "text";

/** What `parse` lets out of one file. */
export interface ParsedFile {
  /** Path relative to the root, `/`-separated. */
  readonly path: string;
  readonly language: LanguageId;
  /** Decoded text in which every credential is overwritten with `*`, so offsets still hold. */
  readonly masked: string;
  readonly scopes: readonly Scope[];
  readonly facts: readonly Fact[];
  /** Literal credentials that were masked. */
  readonly secrets: readonly { readonly at: Span; readonly kind: SecretKind }[];
  /** The file was parsed with errors; facts may be incomplete. */
  readonly degraded: boolean;
  /** `primaryLocationLineHash` of GitHub by 1-based line, for lines that facts begin on; absent when not asked for. */
  readonly lineHashes?: Readonly<Record<number, string>>;
}
