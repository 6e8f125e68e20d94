import type { Node } from "web-tree-sitter";
import type { Edit, NewFile } from "../model/edit.ts";
import type { LanguageId, ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import type { GrammarName } from "../parse/tree-sitter.ts";
import type { Use } from "../resolve/index.ts";
import type { Refusal } from "./refusal.ts";
import type { TextStyle } from "./style.ts";

/** Where the address of the Zendesk account comes from. */
export type HostSource =
  /** An environment variable with `acme`, `acme.zendesk.com` or `https://acme.zendesk.com[/…]`. */
  | {
      readonly kind: "env";
      readonly name: string;
      readonly form: "subdomain" | "host" | "url";
      /** What the code takes when the variable is not set. */
      readonly default?: string;
    }
  /** Written down: `https://acme.zendesk.com`, without a path. */
  | { readonly kind: "literal"; readonly url: string }
  /** Nothing is known: the new code reads `name`, a subdomain, and a person has to set it. */
  | { readonly kind: "unknown"; readonly name: string };

/** Names of the variables that replace user and token. */
export interface CredentialNames {
  /** What the names begin with: `ZENDESK`. */
  readonly prefix: string;
  /** `ZENDESK_OAUTH_CLIENT_ID`, or what the repository already calls it. */
  readonly clientId: string;
  /** `ZENDESK_OAUTH_CLIENT_SECRET`, or what the repository already calls it. */
  readonly clientSecret: string;
  /** Variables and settings the token was read from. */
  readonly tokenKeys: readonly string[];
  /** Variables and settings the user was read from. */
  readonly userKeys: readonly string[];
  /** The two variables of the environment that hold user and token, where each half comes from just one: a fallback can read them. */
  readonly old?: { readonly user: string; readonly token: string };
}

/** One use of an API token that is to be rewritten. */
export interface Site {
  readonly finding: Finding;
  readonly use: Use;
  /** The file that the use stands in; its text is masked. */
  readonly file: ParsedFile;
  readonly names: CredentialNames;
  readonly host: HostSource;
  /** The address was not found near the use but elsewhere in the repository. Then every rewrite is one for review. */
  readonly hostIsGuessed: boolean;
  /** Credentials of other names were found beside the same address: it may be that of only one. Then every rewrite is one for review, too. */
  readonly hostIsShared?: true;
}

/** A rewrite of one site: all edits or none. Edits that several sites have in common (an import) are made once. */
export interface Rewrite {
  readonly kind: "rewrite";
  /** `safe` is applied by `--write`, `review` needs `--unsafe`. */
  readonly safety: "safe" | "review";
  /** Why a person has to look at it, a sentence each; not empty for `review`. */
  readonly reasons: readonly string[];
  /** What it does, without full stop: "gives requests an auth object". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Files it needs besides; those that stand there already are left out. */
  readonly creates: readonly NewFile[];
  /** What a person has to do besides setting the two variables, a sentence each. */
  readonly todo?: readonly string[];
  /** The library tells the provider the account's address: {@link Site.host} is not used. */
  readonly addressed?: true;
}

/** What became of a site. */
export type Outcome = Rewrite | Refusal;

/** One kind of code that can be rewritten. */
export interface Recipe {
  /** File name without extension. */
  readonly id: string;
  /** Languages of the files it looks at. */
  readonly languages: readonly LanguageId[];
  /** Gives the rewrite or the refusal of a site, or undefined when the site is not of this kind: then the next recipe is asked. */
  readonly rewrite: (site: Site, project: Project) => Promise<Outcome | undefined>;
}

/** A provider to be rendered from its template. */
export interface ProviderRequest {
  /** File name in `rules/providers/`. */
  readonly template: string;
  /** Where it goes, relative to the root. */
  readonly path: string;
  /** A file whose indentation, quotes and line ends it takes over. */
  readonly like: string;
  /** What stands for `@@NAME@@` in the template. `SCOPE`, `CLIENT_ID`, `CLIENT_SECRET`, and for a fallback `USER` and `TOKEN` are filled in by default. */
  readonly values: Readonly<Record<string, string>>;
  /** All parts that sites of one package need stand in one file: those of the sites before are kept, too. */
  readonly whole?: true;
  /** Blocks `@@if name@@ … @@end@@` that are kept; `dual` comes by itself. */
  readonly keep?: readonly string[];
  readonly names: CredentialNames;
}

/** What recipes may ask of the repository. All texts are masked: no recipe ever sees a credential. */
export interface Project {
  /** Paths of all files, sorted; relative to the root. */
  readonly paths: readonly string[];
  readonly has: (path: string) => boolean;
  /** A file the scan parsed. */
  readonly file: (path: string) => ParsedFile | undefined;
  /** Any file of the repository, parsed now if it was not before; undefined when it cannot be read or parsed. */
  readonly load: (path: string) => Promise<ParsedFile | undefined>;
  /** Version of a package that a lock file of npm, yarn, pnpm or bun in a folder writes down; "" is the root. */
  readonly locked: (name: string, folder: string) => string | undefined;
  /** Paths of the files that hold one of the words as it is spelt (ASCII, 3 to 64 characters), tested by `wanted` first. */
  readonly containing: (words: readonly string[], wanted: (path: string) => boolean) => Promise<string[]>;
  /** The syntax tree of a masked text; it lives as long as the project. */
  readonly tree: (text: string, grammar: GrammarName) => Promise<Node>;
  readonly style: (path: string) => Promise<TextStyle>;
  /**
   * Renders a provider. Gives its path and what has to be created: nothing when the same file stands there already. When another file stands
   * there, a free name beside it is taken.
   */
  readonly provide: (request: ProviderRequest) => Promise<{ path: string; creates: readonly NewFile[] }>;
  /** Scope string that the grant asks for. */
  readonly scope: string;
  /** `switch` leaves OAuth only, `dual` keeps the API token as a fallback until it is gone. */
  readonly transition: "switch" | "dual";
}
