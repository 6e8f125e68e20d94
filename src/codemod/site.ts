import { nameReader } from "../detect/index.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import { PROGRAMS } from "../model/programs.ts";
import { CONNECTORS, MANAGING, OTHER, TOKEN_ONLY } from "../model/rewritable.ts";
import { tracerOf, type Use } from "../resolve/index.ts";
import type { RuleSet } from "../rules/index.ts";
import { hostOf } from "./host.ts";
import { declaredClients, namesFor } from "./names.ts";
import type { HostSource, Site } from "./recipe.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** What sites are made from. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly uses: ReadonlyMap<Finding, Use>;
  readonly files: readonly ParsedFile[];
  readonly ruleSet: RuleSet;
  /** Prefix of the new variables, where the user chose one. */
  readonly prefix?: string | undefined;
}

/** A finding with the site to be rewritten, or with the reason why there is none. */
export interface Considered {
  readonly finding: Finding;
  readonly site?: Site;
  readonly refusal?: Refusal;
}

/** Prefixes of variables that a build writes into what browsers get. */
const BROWSER_ENV =
  /^(?:REACT_APP|NEXT_PUBLIC|VITE|VUE_APP|EXPO_PUBLIC|GATSBY|PUBLIC|NUXT_PUBLIC|STORYBOOK)_/;

/** Single-file components: a recipe of their own tells where they run. */
const COMPONENT = /\.(?:vue|svelte|astro)$/;

/** Decides for every finding about an API token whether it can be rewritten at all, and collects what a rewrite needs to know. */
export function sitesOf({ findings, uses, files, ruleSet, prefix }: Findings): Considered[] {
  const read = nameReader(ruleSet.names);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const declared = declaredClients(files, read);
  const inputs = actionInputs(files);
  const advice = (id: string): string => {
    const fix = ruleSet.rules.find((rule) => rule.id === id)?.fix ?? "";
    return (fix.split(/\n\s*\n/)[0] ?? "").replace(/\s+/g, " ").trim();
  };
  let trace: ReturnType<typeof tracerOf> | undefined;
  const considered = findings.flatMap((finding): Considered[] => {
    if (OTHER.has(finding.rule)) return [];
    const use = held(uses.get(finding));
    const file = byPath.get(finding.location.path);
    if (MANAGING.has(finding.rule)) return [{ finding, refusal: refuse("manages") }];
    if (TOKEN_ONLY.has(finding.rule))
      return [{ finding, refusal: refuse("token-only", advice(finding.rule)) }];
    if (CONNECTORS.has(finding.rule))
      return [{ finding, refusal: refuse("connector", advice(finding.rule)) }];
    if (finding.rule === "impersonation") return [{ finding, refusal: refuse("acts-as-user") }];
    if (!use || !file) return [{ finding, refusal: refuse("setting") }];
    if (/client_credentials/.test(file.masked) && /oauth\/tokens/.test(file.masked))
      return [{ finding, refusal: refuse("fallback") }];
    const names = namesFor(use, declared, read, prefix);
    const input = names.tokenKeys.find((key) => inputs.has(key));
    if (input !== undefined)
      return [
        {
          finding,
          refusal: refuse(
            "shared-interface",
            `${input} is an input of the action: add inputs for an OAuth client beside it.`,
          ),
        },
      ];
    const leaked = [...names.tokenKeys, ...names.userKeys].find((key) => BROWSER_ENV.test(key));
    if (leaked !== undefined)
      return [{ finding, refusal: refuse("browser", `${leaked} is built into what browsers get.`) }];
    if (file.language === "notebook") return [{ finding, refusal: refuse("embedded", "It is a notebook.") }];
    if (finding.rule === "shell" && PROGRAMS.has(file.language))
      return [
        {
          finding,
          refusal: refuse("embedded", "A program runs the command, whose text is not rewritten."),
        },
      ];
    if (file.language === "html" && !COMPONENT.test(file.path))
      return [{ finding, refusal: refuse("browser") }];
    trace ??= tracerOf(files, read);
    // The use's own file, then the files its values come from.
    const near = [
      ...new Set([
        finding.location.path,
        ...use.hops.map((hop) => hop.path),
        ...use.related.map((hop) => hop.path),
      ]),
    ].flatMap((path) => byPath.get(path) ?? []);
    const host = hostOf(near, { trace, read, fallback: `${names.prefix}_SUBDOMAIN` });
    return [{ finding, site: { finding, use, file, names, host, hostIsGuessed: false } }];
  });
  return withSharedHosts(
    withKnownHosts(considered, (names) =>
      hostOf(files, {
        trace: trace ?? tracerOf(files, read),
        read,
        fallback: `${names.prefix}_SUBDOMAIN`,
      }),
    ),
  );
}

/** A use without the names of what is kept in a store: such a variable holds no half of the credential. */
const held = (use: Use | undefined): Use | undefined =>
  use && {
    ...use,
    roots: use.roots.filter(({ keeper }) => !keeper),
    userRoots: use.userRoots.filter(({ keeper }) => !keeper),
  };

/** Inputs that workflows of other repositories give to an action that stands here. */
function actionInputs(files: readonly ParsedFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ path, facts }) =>
      /(?:^|\/)action\.ya?ml$/.test(path)
        ? facts.flatMap((fact) =>
            fact.kind === "entry" && fact.path[0] === "inputs" && fact.path[1] !== undefined
              ? [fact.path[1]]
              : [],
          )
        : [],
    ),
  );
}

/** Two credentials in one file are those of two accounts, of which only one address was found. */
function withSharedHosts(considered: readonly Considered[]): Considered[] {
  const keyOf = (site: Site): string => `${site.file.path}\0${JSON.stringify(site.host)}`;
  const prefixes = new Map<string, Set<string>>();
  for (const { site } of considered) {
    if (!site || site.host.kind === "unknown") continue;
    prefixes.set(keyOf(site), (prefixes.get(keyOf(site)) ?? new Set()).add(site.names.prefix));
  }
  return considered.map((one) =>
    one.site && (prefixes.get(keyOf(one.site))?.size ?? 0) > 1
      ? { ...one, site: { ...one.site, hostIsShared: true } }
      : one,
  );
}

/** One credential belongs to one account: sites that do not show its address take the one that most others of the same prefix show. */
function withKnownHosts(
  considered: readonly Considered[],
  elsewhere: (names: Site["names"]) => HostSource,
): Considered[] {
  const counts = new Map<string, Map<string, { host: HostSource; count: number }>>();
  for (const { site } of considered) {
    if (!site || site.host.kind === "unknown") continue;
    const hosts = counts.get(site.names.prefix) ?? new Map<string, { host: HostSource; count: number }>();
    counts.set(site.names.prefix, hosts);
    const key = JSON.stringify(site.host);
    hosts.set(key, { host: site.host, count: (hosts.get(key)?.count ?? 0) + 1 });
  }
  const usual = new Map<string, HostSource>();
  for (const [prefix, hosts] of counts) {
    const [first] = [...hosts.values()].sort((a, b) => b.count - a.count);
    if (first) usual.set(prefix, first.host);
  }
  const guesses = new Map<string, HostSource>();
  return considered.map((one) => {
    const { site } = one;
    if (site?.host.kind !== "unknown") return one;
    const { prefix } = site.names;
    const known = usual.get(prefix);
    if (known) return { ...one, site: { ...site, host: known } };
    let guess = guesses.get(prefix);
    if (!guess) {
      guess = elsewhere(site.names);
      guesses.set(prefix, guess);
    }
    return { ...one, site: { ...site, host: guess, hostIsGuessed: true } };
  });
}
