import { nameReader } from "../detect/index.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
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

/** Rules about tools and services that take nothing but an API token, by what is known of their releases. */
const TOKEN_ONLY = new Set([
  "airflow",
  "dlt",
  "embulk",
  "pwsh-zendesk",
  "pwshzendesk",
  "steampipe",
  "terraform-devops-wiz",
  "terraform-nukosuke",
  "zat",
  "zendesk2",
]);
const MANAGING = new Set(["token-management", "oauth-minted-with-token"]);
/** Notes about something else than a use of an API token. */
const OTHER = new Set(["docs", "password-auth", "static-oauth"]);

/** Prefixes of variables that a build writes into what browsers get. */
const BROWSER_ENV =
  /^(?:REACT_APP|NEXT_PUBLIC|VITE|VUE_APP|EXPO_PUBLIC|GATSBY|PUBLIC|NUXT_PUBLIC|STORYBOOK)_/;

/** Decides for every finding about an API token whether it can be rewritten at all, and collects what a rewrite needs to know. */
export function sitesOf({ findings, uses, files, ruleSet, prefix }: Findings): Considered[] {
  const read = nameReader(ruleSet.names);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const declared = declaredClients(files, read);
  let trace: ReturnType<typeof tracerOf> | undefined;
  const considered = findings.flatMap((finding): Considered[] => {
    if (OTHER.has(finding.rule)) return [];
    const use = uses.get(finding);
    const file = byPath.get(finding.location.path);
    if (MANAGING.has(finding.rule)) return [{ finding, refusal: refuse("manages") }];
    if (TOKEN_ONLY.has(finding.rule)) return [{ finding, refusal: refuse("token-only") }];
    if (finding.rule === "impersonation") return [{ finding, refusal: refuse("acts-as-user") }];
    if (!use || !file) return [{ finding, refusal: refuse("setting") }];
    const names = namesFor(use, declared, read, prefix);
    const leaked = [...names.tokenKeys, ...names.userKeys].find((key) => BROWSER_ENV.test(key));
    if (leaked !== undefined)
      return [{ finding, refusal: refuse("browser", `${leaked} is built into what browsers get.`) }];
    if (file.language === "html") return [{ finding, refusal: refuse("browser") }];
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
    return [{ finding, site: { finding, use, file, names, host } }];
  });
  return withKnownHosts(considered, (names) =>
    hostOf(files, {
      trace: trace ?? tracerOf(files, read),
      read,
      fallback: `${names.prefix}_SUBDOMAIN`,
    }),
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
  return considered.map((one) => {
    const { site } = one;
    if (site?.host.kind !== "unknown") return one;
    const { prefix } = site.names;
    const host = usual.get(prefix) ?? elsewhere(site.names);
    usual.set(prefix, host);
    return { ...one, site: { ...site, host } };
  });
}
