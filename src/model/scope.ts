import type { LanguageId } from "./fact.ts";

/** How well a line of the table is known. */
export type Certainty = "stated" | "observed" | "inferred" | "disputed";

/** HTTP methods as scopes tell them apart; `unknown` could be any. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "unknown";

/** Paths below `/api/v2` that one family of scopes covers. */
export interface PathRow {
  /** A family of {@link ScopeData.names}, or `global` where no narrow scope exists. */
  readonly family: string;
  readonly certainty: Certainty;
  /** Without slashes at their ends; `*` is any one segment, `x_*` any that begins so. */
  readonly prefixes: readonly string[];
  readonly note?: string;
  readonly writeNote?: string;
  /** Scopes instead of what the convention says. */
  readonly read?: readonly string[];
  readonly write?: readonly string[];
}

/** An SDK: where its clients come from. */
export interface SdkRow {
  readonly name: string;
  readonly languages: readonly LanguageId[];
  /** Beginnings of the module names that files import. */
  readonly modules: readonly string[];
  /** Callees, dotted, whose result is a client. */
  readonly constructors: readonly string[];
  /** Namespaces whose classes are resources: `ZendeskAPI::Ticket.find`. */
  readonly namespaces?: readonly string[];
  /** A resource that is called reads: `client.tickets(id=1)`. */
  readonly callable?: boolean;
  /** What it gives back can be saved: `ticket.save`. */
  readonly records?: boolean;
}

/** A program of the command line that needs scopes. */
export interface CommandRow {
  readonly call: string;
  /** Beginning of an argument. */
  readonly argument: string;
  readonly scopes: readonly string[];
  readonly endpoint: string;
  readonly certainty: Certainty;
}

/** `rules/data/scopes.yml`. */
export interface ScopeData {
  readonly names: {
    readonly global: readonly string[];
    readonly both: readonly string[];
    readonly read: readonly string[];
    readonly write: readonly string[];
  };
  readonly paths: readonly PathRow[];
  readonly jobs: readonly string[];
  readonly requests: {
    readonly methods: Readonly<Record<Exclude<Method, "unknown">, readonly string[]>>;
    readonly ask: Readonly<Record<string, Method | null>>;
    readonly modules: readonly string[];
    readonly links: readonly string[];
    readonly method: readonly string[];
    readonly address: readonly string[];
    readonly base: readonly string[];
    readonly body: readonly string[];
    readonly later: readonly string[];
    readonly servers: readonly string[];
    readonly shown: readonly string[];
  };
  readonly sdks: readonly SdkRow[];
  readonly verbs: Readonly<Record<"GET" | "POST" | "PUT" | "DELETE", readonly string[]>>;
  readonly resources: Readonly<Record<string, string>>;
  readonly commands: readonly CommandRow[];
}
