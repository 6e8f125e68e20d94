import { compactOf, isVendorText, type NameReading, scopeNames, wordsOf } from "../detect/index.ts";
import type { ParsedFile, Value } from "../model/fact.ts";
import { type Match, toldOf } from "../model/match.ts";
import { placementOf } from "../model/placement.ts";
import { authorizes, type BasicVerdict } from "./basic.ts";
import { callersOf } from "./callers.ts";
import { coupled, sentAt } from "./couples.ts";
import { keysOf, tells } from "./keys.ts";
import { namesakeFinder } from "./namesakes.ts";
import { collapse, Occupied, overlaps } from "./overlap.ts";
import type { Asked } from "./questions.ts";
import { bestOf, inOrder } from "./rank.ts";
import { type Leftover, namesLast, type Resolution, type Use } from "./resolution.ts";
import { settingFinder } from "./settings.ts";
import { handsOn, surroundings } from "./telling.ts";
import { Tracer } from "./trace.ts";
import { type Hop, type Root, spotOf, type Trace } from "./way.ts";
import { type World, worldOf } from "./world.ts";

export { type Asked, type Question, Questions } from "./questions.ts";
export type { Leftover, Resolution, Use } from "./resolution.ts";
export { tracerOf } from "./trace.ts";
export type { Hop, Root, Trace } from "./way.ts";
export type { Located } from "./world.ts";

type Read = (name: string) => NameReading;

interface Draft {
  match: Match;
  trace: Trace | undefined;
  userTrace: Trace | undefined;
  related: Hop[];
}

/** Links the matches of all files: reads to uses, declarations to reads, halves to the places they are sent from. */
export function resolve(
  files: readonly ParsedFile[],
  matches: readonly Match[],
  read: (name: string) => NameReading,
  asked?: Asked,
): Resolution {
  return new Linker(files, matches, read, asked).link();
}

class Linker {
  readonly #world: World;
  readonly #matches: readonly Match[];
  readonly #read: Read;
  readonly #tracer: Tracer;
  readonly #vendorFiles = new Map<string, boolean>();
  readonly #aside = new Map<string, boolean>();
  readonly #drafts: Draft[] = [];
  /** Values on the way to an SDK's token argument. */
  readonly #bySdk = new Set<string>();
  readonly #bySpot = new Map<string, Draft>();
  readonly #occupied = new Occupied();
  /** Compact name → uses it feeds. */
  readonly #tokenKeys = new Map<string, Draft[]>();
  readonly #oauthKeys = new Set<string>();
  readonly #consumed = new Set<string>();
  readonly #visited = new Map<string, Draft>();
  readonly #namesakes: (trace: Trace | undefined) => readonly Hop[];
  readonly #dropped: { match: Match; reason: string }[] = [];

  constructor(files: readonly ParsedFile[], matches: readonly Match[], read: Read, asked?: Asked) {
    this.#world = worldOf(files, asked);
    this.#matches = matches;
    this.#read = read;
    this.#namesakes = namesakeFinder(
      this.#world,
      (path) => this.isVendorFile(path),
      // One plain word (`token`) is anybody's name.
      (name) => name.length < 120 && read(name).kind === "token" && wordsOf(name).length > 1,
    );
    this.#tracer = new Tracer(
      this.#world,
      settingFinder(this.#world, (path) => this.isVendorFile(path)),
      read,
    );
  }

  link(): Resolution {
    const role = (wanted: Match["role"]): Match[] => this.#matches.filter((match) => match.role === wanted);
    const bearers = this.bearers(role("oauth"));
    for (const match of collapse(role("use"))) {
      if (this.isOAuth(match)) this.drop(match, "what goes by this name is sent as an OAuth token");
      else this.add(match);
    }
    const passwords = this.basics(role("basic"));
    for (const match of collapse(role("half"))) {
      if (this.#consumed.has(spotOf(match.path, match.at)))
        this.drop(match, "this user belongs to a use found where it is sent");
      else if (this.covered(match)) this.drop(match, "another finding stands here already");
      else this.add(match);
    }
    for (const draft of this.#drafts) {
      this.#world.questions.about(draft.match.path, () => {
        this.addCallers(draft);
        draft.related.push(...this.#namesakes(draft.trace));
      });
      for (const spot of draft.trace?.visited ?? [])
        if (!this.#visited.has(spot)) this.#visited.set(spot, draft);
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
      dropped: this.#dropped,
    };
  }

  drop(match: Match, reason: string): void {
    this.#dropped.push({ match, reason });
  }

  isVendorFile(path: string): boolean {
    let known = this.#vendorFiles.get(path);
    if (known === undefined) {
      known =
        isVendorText(path.toLowerCase()) ||
        isVendorText(this.#world.files.get(path)?.file.masked.toLowerCase() ?? "");
      this.#vendorFiles.set(path, known);
    }
    return known;
  }

  trace(value: Value | undefined, match: Match): Trace | undefined {
    return value && this.#tracer.trace({ value, path: match.path, scope: match.scope });
  }

  add(
    match: Match,
    trace = this.trace(match.token, match),
    userTrace = this.trace(match.user, match),
  ): Draft {
    const draft: Draft = { match, trace, userTrace, related: [] };
    this.#drafts.push(draft);
    this.#bySpot.set(spotOf(match.path, match.at), draft);
    if (match.evidence === "sdk") for (const spot of trace?.visited ?? []) this.#bySdk.add(spot);
    this.#occupied.add(match.path, match.at);
    for (const key of keysOf(trace, this.#read)) {
      const list = this.#tokenKeys.get(key);
      if (list) list.push(draft);
      else this.#tokenKeys.set(key, [draft]);
    }
    if (match.key !== undefined)
      this.#tokenKeys.set(compactOf(match.key), [
        ...(this.#tokenKeys.get(compactOf(match.key)) ?? []),
        draft,
      ]);
    return draft;
  }

  /** Follows what is sent as Bearer: names that end there are OAuth tokens, whatever they are called. */
  bearers(matches: readonly Match[]): { match: Match; roots: readonly Root[] }[] {
    const found: { match: Match; roots: readonly Root[] }[] = [];
    for (const match of matches) {
      const trace = this.trace(match.token, match);
      for (const key of keysOf(trace, this.#read)) this.#oauthKeys.add(key);
      if (match.foreign) this.drop(match, "goes to another vendor or into a signature");
      else if (match.evidence === "sdk" || this.isVendorPlace(match, trace))
        found.push({ match, roots: (trace?.roots ?? []).filter((root) => tells(root, this.#read)) });
      else this.drop(match, "sent as Bearer, and nothing here says Zendesk");
    }
    return found;
  }

  /** A literal that only its name makes an API token, sent as Bearer or signed with under that name; what sends it as Basic, too, is a finding of its own. */
  isOAuth({ evidence, key }: Match): boolean {
    if (evidence !== "name" || key === undefined) return false;
    const { kind, vendor } = this.#read(key);
    return kind === "token" && vendor && this.#oauthKeys.has(compactOf(key));
  }

  /** The match's own names, address, file or class say Zendesk. */
  isVendorPlace(match: Match, ...traces: (Trace | undefined)[]): boolean {
    const file = this.#world.files.get(match.path)?.file;
    // The file's name or its folder's: in a project called after Zendesk every path would say so.
    if (isVendorText(match.path.split("/").slice(-2).join("/").toLowerCase())) return true;
    if (file && scopeNames(file, match.scope).some((name) => isVendorText(name.toLowerCase()))) return true;
    // The function around it, or the file's top level, talks to Zendesk.
    if (file && isVendorText(surroundings(file, match).toLowerCase())) return true;
    const texts = [...traces, this.trace(match.host, match)].flatMap((trace) =>
      (trace?.roots ?? []).flatMap((root) => [root.key ?? "", ...root.hops.map((hop) => hop.message)]),
    );
    return texts.some((text) => isVendorText(text.toLowerCase()) || this.#read(text).vendor);
  }

  /** Uses that stand on the way of a value: those found by shape or SDK, and by name where a helper gives the value back. */
  reached(byName: boolean, ...traces: (Trace | undefined)[]): Draft[] {
    const found = new Set<Draft>();
    for (const trace of traces)
      for (const spot of trace?.visited ?? []) {
        const draft = this.#bySpot.get(spot);
        if (draft && (byName || draft.match.evidence !== "name")) found.add(draft);
      }
    return [...found];
  }

  /** Decides for everything sent as Basic: part of a pair already found, an API token by its user, by its name, or a password. */
  basics(matches: readonly Match[]): Match[] {
    const passwords: Match[] = [];
    const seen = new Set<string>();
    for (const { match: sent, handed } of inOrder(matches, (one) => this.trace(one.token, one))) {
      const match = coupled(sent, this.trace(sent.token, sent));
      const spot = spotOf(match.path, match.at);
      if (match !== sent) {
        const holder = this.#bySpot.get(spot);
        holder?.related.push(sentAt(sent));
        if (holder) this.drop(sent, "the pair it sends is a finding already; this place is related to it");
      }
      if (seen.has(spot)) continue;
      seen.add(spot);
      const trace = this.trace(match.token, match);
      const userTrace = this.trace(match.user, match);
      const part = this.reached(handed, trace, userTrace).filter((draft) => this.speaksFor(draft, match));
      const elsewhere = part.filter(
        (draft) => draft.match.path !== match.path || !overlaps(draft.match.at, match.at),
      );
      // The user half belongs to a pair found where its dictionary or tuple is made.
      const paired = part.some(
        (draft) =>
          userTrace?.visited.has(spotOf(draft.match.path, draft.match.at)) && draft.match.token !== undefined,
      );
      if (part.length > 0 && (match.user === undefined || (paired && elsewhere.length === part.length))) {
        for (const draft of elsewhere.slice(0, 5)) draft.related.push(sentAt(match));
        this.drop(match, "the pair it sends is a finding already; this place is related to it");
        continue;
      }
      const built = match.token && this.#bySdk.has(spotOf(match.path, match.token.at));
      if (built || this.covered(match)) {
        this.drop(
          match,
          built
            ? "an SDK takes these options; that is a finding already"
            : "another finding stands here already",
        );
        continue;
      }
      const verdict: BasicVerdict = authorizes({
        match,
        trace,
        userTrace,
        read: this.#read,
        vendor: this.isVendorPlace(match, trace, userTrace) || (match !== sent && this.isVendorPlace(sent)),
        text: this.#world.files.get(match.path)?.file.masked ?? "",
      });
      if (verdict === "password") passwords.push(match);
      if (verdict === "none")
        this.drop(
          sent,
          "sent as Basic, but neither the user, nor a name, nor the address says that it is a Zendesk API token",
        );
      if (verdict === "none" || verdict === "password") continue;
      for (const half of [...(userTrace?.halves ?? []), ...(trace?.halves ?? [])])
        this.#consumed.add(spotOf(half.path, half.value.at));
      const halves = verdict === "shape" ? [...(userTrace?.halves ?? []), ...(trace?.halves ?? [])] : [];
      const draft = this.add(
        {
          ...match,
          role: "use",
          evidence: verdict === "shape" ? "shape" : "name",
          confidence: verdict === "shape" ? "high" : "medium",
        },
        trace,
        userTrace,
      );
      if (match !== sent) draft.related.push(sentAt(sent));
      for (const half of halves)
        draft.related.push({
          path: half.path,
          at: half.value.at,
          role: "user",
          message: "the user ends in /token here",
        });
    }
    return passwords;
  }

  /** A use in tests or documentation does not stand for what the program itself does. */
  speaksFor(draft: Draft, match: Match): boolean {
    return !this.isAside(draft.match.path) || this.isAside(match.path);
  }

  isAside(path: string): boolean {
    let aside = this.#aside.get(path);
    if (aside === undefined) {
      const placement = placementOf(path, this.#world.files.get(path)?.file.language ?? "text");
      aside = placement === "test" || placement === "docs";
      this.#aside.set(path, aside);
    }
    return aside;
  }

  /** True when a use stands at the same place already. */
  covered(match: Match): boolean {
    return this.#occupied.has(match.path, match.at);
  }

  addCallers(draft: Draft): void {
    for (const hop of callersOf(this.#world, this.#tracer, draft.match)) draft.related.push(hop);
  }

  /** Attaches reads and declarations to the uses they feed; gives the rest grouped by name. */
  leftovers(
    matches: readonly Match[],
    kind: "read" | "declaration",
    reads: readonly Leftover[] = [],
  ): Leftover[] {
    const groups = new Map<string, Match[]>();
    const byRead = new Map(reads.map((group) => [compactOf(group.key), group.matches as Match[]]));
    for (const match of namesLast(matches)) {
      if (match.listed && this.isAside(match.path)) {
        this.drop(match, "a name in a test or in documentation");
        continue;
      }
      const key = match.key ?? "";
      const told: Hop = { path: match.path, at: match.at, role: kind, message: toldOf(match, key) };
      const compact = compactOf(key);
      const fed = (this.#tokenKeys.get(compact) ?? []).filter((draft) => this.speaksFor(draft, match));
      if (fed.length > 0) {
        const nearest =
          fed.find((draft) => draft.match.path === match.path) ??
          fed.find((draft) => !this.isAside(draft.match.path)) ??
          fed[0];
        if (!this.covered(match)) nearest?.related.push(told);
        this.drop(match, "belongs to a use of the same name; this place is related to it");
        continue;
      }
      if (this.#oauthKeys.has(compact)) {
        this.drop(match, "what goes by this name is sent as an OAuth token");
        continue;
      }
      const led =
        kind === "declaration" && handsOn(match) ? [...(this.trace(match.token, match)?.visited ?? [])] : [];
      const visitor =
        this.#visited.get(spotOf(match.path, match.token?.at ?? match.at)) ??
        led.map((spot) => this.#visited.get(spot)).find((one) => one && this.speaksFor(one, match));
      visitor?.related.push(told);
      if (visitor || this.covered(match)) {
        this.drop(match, "another finding holds this place already");
        continue;
      }
      const value = match.token?.at;
      if (
        value &&
        reads.some((one) => one.matches.some((read) => read.path === match.path && overlaps(value, read.at)))
      ) {
        this.drop(match, "the read it holds is a finding already");
        continue;
      }
      const source = reads.find((one) =>
        one.matches.some((read) => led.includes(spotOf(read.path, read.at))),
      );
      const group =
        (source && byRead.get(compactOf(source.key))) ?? byRead.get(compact) ?? groups.get(compact);
      if (group) group.push(match);
      else if (match.listed) this.drop(match, "only a name, and nothing else is found of it");
      else groups.set(compact, [match]);
    }
    const oauthOnly = this.#drafts.length === 0 && this.#oauthKeys.size > 0;
    return [...groups.values()].map((group) => ({ key: group[0]?.key ?? "", matches: group, oauthOnly }));
  }

  finish(draft: Draft): Use {
    const roots = (draft.trace?.roots ?? []).filter((root) => tells(root, this.#read));
    const best = bestOf(roots, this.#read);
    const related = [...draft.related];
    // Of other ways only where they begin; each assignment in between would bury that.
    for (const root of roots)
      for (const [index, hop] of root.hops.entries())
        if (hop.role !== "note" || index === 0) related.push(hop);
    for (const root of draft.userTrace?.roots ?? [])
      if (root.kind === "text" && /\/token$/.test(root.key ?? ""))
        related.push({ path: root.path, at: root.at, role: "user", message: "the user ends in /token here" });
    return {
      match: draft.match,
      roots,
      userRoots: draft.userTrace?.roots ?? [],
      hops: best?.hops ?? [],
      related,
    };
  }
}
