import { type NameReading, scopeNames } from "../detect/index.ts";
import type { ParsedFile, Span } from "../model/fact.ts";
import type { Finding, Placement, Step } from "../model/finding.ts";
import { type Match, toldOf } from "../model/match.ts";
import { placementOf } from "../model/placement.ts";
import type { Confidence, Deadline, Rule, Severity } from "../model/rule.ts";
import type { Hop, Leftover, Resolution, Root, Use } from "../resolve/index.ts";
import { daysLeft } from "./days.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { isGranted } from "./granted.ts";
import { actsAsOthers } from "./impersonation.ts";
import { Lines } from "./lines.ts";
import { compare, lower, uniqueBy } from "./order.ts";

export { compareFindings, type Prints } from "./compare.ts";
export { merged, type Silenced, silence } from "./suppress.ts";
export { type Upkeep, upkeepFindings } from "./upkeep.ts";

/** Ids of the rules the engine itself chooses between; each is a file in `rules/`. */
const RULE = {
  config: "config",
  docs: "docs",
  hardcoded: "hardcoded",
  impersonation: "impersonation",
  password: "password-auth",
  staticOauth: "static-oauth",
} as const;

/** Lines shown above and below a finding, and below a step. */
const AROUND = 2;
const MOST_RELATED = 100;

/** What findings are made with. */
export interface FindingOptions {
  readonly files: readonly ParsedFile[];
  readonly rules: readonly Rule[];
  readonly deadlines: readonly Deadline[];
  /** ISO date that days are counted from. */
  readonly asOf: string;
  readonly read: (name: string) => NameReading;
  /** Filled with the use that each finding about one was made of. */
  readonly uses?: Map<Finding, Use>;
}

interface Draft {
  readonly rule: string;
  readonly path: string;
  readonly at: Span;
  readonly scope: number;
  readonly confidence: Confidence;
  readonly severity?: Severity;
  readonly related?: readonly Hop[];
  readonly hops?: readonly Hop[];
  readonly credential?: string;
  readonly use?: Use;
}

/** Makes findings of what was linked, sorted by path, line, column and rule. */
export function findingsOf(resolution: Resolution, options: FindingOptions): Finding[] {
  return new Maker(options).make(resolution);
}

class Maker {
  readonly #files = new Map<string, ParsedFile>();
  readonly #lines = new Map<string, Lines>();
  readonly #steps = new Map<string, Step>();
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #options: FindingOptions;
  readonly #occurrences = new Map<string, number>();

  constructor(options: FindingOptions) {
    this.#options = options;
    for (const file of options.files) this.#files.set(file.path, file);
    this.#rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  }

  make(resolution: Resolution): Finding[] {
    const drafts: Draft[] = [];
    for (const use of resolution.uses) drafts.push(...this.useDrafts(use));
    for (const group of [...resolution.reads, ...resolution.declarations])
      drafts.push(this.groupDraft(group));
    const notes: Draft[] = [];
    for (const match of resolution.passwords)
      notes.push({ ...placed(match), rule: RULE.password, confidence: "medium" });
    for (const { match, roots } of resolution.bearers) {
      const fixed = roots.find(
        (root) =>
          root.kind === "secret" || (this.names(root) && !isGranted(root, this.#files.get(root.path))),
      );
      // A text that shows a header is no program.
      if (!fixed || this.placement(match.path) === "docs") continue;
      notes.push({
        ...placed(match),
        rule: RULE.staticOauth,
        confidence: "low",
        hops: fixed.hops,
        related: fixed.hops,
        ...(fixed.key === undefined ? {} : { credential: fixed.key }),
      });
    }
    drafts.push(...this.folded(notes));
    for (const match of resolution.others)
      drafts.push({ ...placed(match), rule: match.rule, confidence: match.confidence });
    drafts.push(...this.docsDrafts(resolution.mentions, drafts));
    const known = drafts
      .filter((draft) => this.#rules.has(draft.rule))
      .sort(
        (a, b) =>
          compare(a.path, b.path) ||
          a.at.start - b.at.start ||
          a.at.end - b.at.end ||
          compare(a.rule, b.rule),
      );
    const findings: Finding[] = [];
    const seen = new Set<string>();
    for (const draft of known) {
      const finding = this.finding(draft);
      if (!finding) continue;
      const { path, startLine } = finding.location;
      const key = `${finding.rule}\0${path}\0${startLine}\0${finding.location.startColumn}`;
      if (seen.has(key)) continue;
      seen.add(key);
      findings.push(finding);
      if (draft.use) this.#options.uses?.set(finding, draft.use);
    }
    return findings;
  }

  /** Notes of one rule about one file and one name become the first of them, with the others as related places. */
  folded(notes: readonly Draft[]): Draft[] {
    const groups = new Map<string, Draft[]>();
    for (const note of notes) {
      const key = [note.rule, note.path, note.credential ?? ""].join("\0");
      const group = groups.get(key);
      if (group) group.push(note);
      else groups.set(key, [note]);
    }
    return [...groups.values()].flatMap((group) => {
      const [first, ...others] = group.sort((a, b) => a.at.start - b.at.start);
      if (!first) return [];
      const again = others.map(({ path, at }) => ({ path, at, role: "use" as const, message: "and here" }));
      return [{ ...first, related: [...(first.related ?? []), ...again] }];
    });
  }

  useDrafts(use: Use): Draft[] {
    const { match } = use;
    const placement = this.placement(match.path);
    const at = this.primary(match);
    const lines = this.lines(match.path);
    const root = use.roots.find((one) => this.names(one));
    const base = {
      ...placed(match),
      at,
      confidence: match.confidence,
      related: use.related,
      hops: use.hops,
      ...(root?.key === undefined ? {} : { credential: root.key }),
    };
    const secrets = use.roots.filter((one) => one.kind === "secret" && one.secret !== "oauth");
    const inline = secrets.some(
      (one) => one.path === match.path && lines?.line(one.at.start) === lines?.line(at.start),
    );
    const drafts: Draft[] = [];
    const apart = secrets.filter(
      (one) => !(one.path === match.path && lines?.line(one.at.start) === lines?.line(at.start)),
    );
    for (const secret of uniqueBy(apart, (one) => `${one.path}:${one.at.start}`).slice(0, 4)) {
      drafts.push({
        rule: RULE.hardcoded,
        path: secret.path,
        at: secret.at,
        scope: 0,
        confidence: "high",
        related: [{ path: match.path, at, role: "use", message: "used here" }],
      });
    }
    let rule = match.rule;
    if (placement === "docs") rule = RULE.docs;
    else if (inline) rule = RULE.hardcoded;
    else if (rule === "basic-auth" && this.isSetting(match)) rule = RULE.config;
    else if (match.evidence !== "name" && actsAsOthers(use)) rule = RULE.impersonation;
    drafts.push({
      ...base,
      rule,
      use,
      ...(match.evidence === "name" && rule !== RULE.hardcoded ? { severity: "warning" as const } : {}),
    });
    return drafts;
  }

  /** A variable or setting whose name says that a credential is kept there; `sandbox` in `get("sandbox")` does not. */
  names(root: Root): boolean {
    if (root.key === undefined || (root.kind !== "env" && root.kind !== "lookup")) return false;
    const { kind } = this.#options.read(root.key);
    return (
      kind === "token" ||
      kind === "password" ||
      /token|secret|key|auth|pass|cred/i.test(root.key) ||
      (root.kind === "env" && kind === undefined)
    );
  }

  /** A configuration entry, not code. */
  isSetting(match: Match): boolean {
    const file = this.#files.get(match.path);
    return (
      file?.facts.some(
        (fact) =>
          fact.kind === "entry" &&
          fact.at.start <= match.at.start &&
          match.at.end <= Math.max(fact.at.end, fact.value.at.end),
      ) ?? false
    );
  }

  /** The token's own place where the call shows it, else the start of what matched. */
  primary(match: Match): Span {
    const lines = this.lines(match.path);
    const token = match.token?.at;
    if (!token || !lines || match.evidence !== "sdk") return match.at;
    const inside = match.at.start <= token.start && token.end <= match.at.end;
    return inside && lines.line(token.start) !== lines.line(match.at.start) ? token : match.at;
  }

  groupDraft(group: Leftover): Draft {
    const order = (match: Match): number =>
      ({ code: 0, example: 1, test: 2, docs: 3 })[this.placement(match.path)] +
      (match.role === "read" ? 0 : 0.5) +
      (match.listed ? 4 : 0) +
      (match.commented ? 0.25 : 0);
    const [first, ...others] = [...group.matches].sort(
      (a, b) => order(a) - order(b) || compare(a.path, b.path) || a.at.start - b.at.start,
    );
    if (!first) throw new Error("empty group");
    const placement = this.placement(first.path);
    return {
      ...placed(first),
      rule: placement === "docs" ? RULE.docs : first.rule,
      confidence: group.oauthOnly ? "low" : first.confidence,
      credential: group.key,
      ...(group.oauthOnly ? { severity: "note" as const } : {}),
      related: [
        ...valueHop(first),
        ...others.flatMap((match) => [
          {
            path: match.path,
            at: match.at,
            role: match.role === "read" ? ("read" as const) : ("declaration" as const),
            message: toldOf(match, group.key),
          },
          ...valueHop(match),
        ]),
      ],
    };
  }

  /** One note per documentation file for all its mentions, where no other finding of the file says it. */
  docsDrafts(mentions: readonly Match[], drafts: readonly Draft[]): Draft[] {
    const byFile = new Map<string, Match[]>();
    for (const match of mentions) {
      if (this.placement(match.path) !== "docs") continue;
      const list = byFile.get(match.path);
      if (list) list.push(match);
      else byFile.set(match.path, [match]);
    }
    const told = new Set(drafts.map((draft) => draft.path));
    return [...byFile.values()].flatMap((list) => {
      const [first, ...others] = list;
      if (!first || told.has(first.path)) return [];
      return [
        {
          ...placed(first),
          rule: RULE.docs,
          confidence: "low" as const,
          related: others.map((match) => ({
            path: match.path,
            at: match.at,
            role: "note" as const,
            message: "says it too",
          })),
        },
      ];
    });
  }

  placement(path: string): Placement {
    return placementOf(path, this.#files.get(path)?.language ?? "text");
  }

  lines(path: string): Lines | undefined {
    let lines = this.#lines.get(path);
    const file = this.#files.get(path);
    if (!lines && file) {
      lines = new Lines(file);
      this.#lines.set(path, lines);
    }
    return lines;
  }

  /** Many findings share a place (one variable read by hundreds): its step is made once. */
  step(hop: Hop): Step | undefined {
    const key = `${hop.path}\0${hop.at.start}\0${hop.at.end}\0${hop.message}`;
    let step = this.#steps.get(key);
    if (!step) {
      step = this.makeStep(hop);
      if (step) this.#steps.set(key, step);
    }
    return step;
  }

  makeStep(hop: Hop): Step | undefined {
    const lines = this.lines(hop.path);
    if (!lines) return undefined;
    const location = lines.location(hop.at, [hop.message.slice(hop.message.lastIndexOf(" ") + 1)]);
    return { role: hop.role, location, message: hop.message, excerpt: lines.excerpt(location, 0) };
  }

  finding(draft: Draft): Finding | undefined {
    const rule = this.#rules.get(draft.rule);
    const lines = this.lines(draft.path);
    const file = this.#files.get(draft.path);
    const deadline = this.#options.deadlines.find((one) => one.id === rule?.deadline);
    if (!rule || !lines || !file || !deadline) return undefined;
    const location = lines.location(draft.at, [draft.credential ?? "", "/token"]);
    const placement = this.placement(draft.path);
    const severity: Severity =
      placement === "docs" || placement === "test"
        ? "note"
        : lower(draft.severity ?? rule.severity, rule.severity);
    const place = (step: Step): string => `${step.location.path}:${step.location.startLine}`;
    const own = `${location.path}:${location.startLine}`;
    const related = uniqueBy(
      (draft.related ?? []).flatMap((hop) => this.step(hop) ?? []),
      place,
    )
      .filter((step) => place(step) !== own)
      .sort(
        (a, b) => compare(a.location.path, b.location.path) || a.location.startLine - b.location.startLine,
      )
      .slice(0, MOST_RELATED);
    const way = uniqueBy(
      (draft.hops ?? []).flatMap((hop) => this.step(hop) ?? []),
      place,
    ).filter((step) => place(step) !== own);
    const trace: Step[] =
      way.length === 0
        ? []
        : [
            ...way,
            { role: "use", location, message: "authenticates here", excerpt: lines.excerpt(location, 0) },
          ];
    const context = lines.context(location);
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
      language: file.language,
      message:
        draft.credential === undefined || draft.credential === ""
          ? rule.message
          : `${rule.message} It goes by the name \`${draft.credential}\`.`,
      location,
      excerpt: lines.excerpt(location, AROUND),
      related,
      trace,
      ...(draft.credential ? { credential: draft.credential } : {}),
      deadline,
      daysLeft: daysLeft(this.#options.asOf, deadline),
      fingerprints: {
        "zunset/v1": fingerprintOf({ rule: rule.id, path: draft.path, scopes, context, occurrence }),
        content: fingerprintOf({ rule: rule.id, scopes, context, occurrence }),
        ...(hash === undefined ? {} : { primaryLocationLineHash: hash }),
      },
    };
  }
}

const placed = (match: Match): { path: string; at: Span; scope: number; rule: string } => ({
  path: match.path,
  at: match.at,
  scope: match.scope,
  rule: match.rule,
});

/** The value of an entry that stands on a line of its own (a `secretKeyRef` below its `name`). */
function valueHop(match: Match): Hop[] {
  return match.token && match.role === "declaration"
    ? [{ path: match.path, at: match.token.at, role: "declaration", message: "its value" }]
    : [];
}
