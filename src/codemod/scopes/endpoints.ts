import { isVendorText, scopeNames } from "../../detect/index.ts";
import type { ParsedFile, Span, Value } from "../../model/fact.ts";
import type { Method } from "../../model/scope.ts";
import { type CallSite, type FunctionRef, tailOf, type World } from "../../resolve/world.ts";
import { type Address, readAddress } from "./address.ts";
import { functionKey, type Text } from "./alternatives.ts";
import type { Clients } from "./clients.ts";
import type { Families } from "./families.ts";
import { functionAround } from "./hints.ts";
import type { MethodReading, Methods } from "./methods.ts";
import type { Request, Requests } from "./request.ts";
import type { Sites } from "./sites.ts";
import type { Context, Texts } from "./texts.ts";
import { methodOf, verbHanded } from "./verbs.ts";

/** An endpoint as it was found, before its scopes are looked up. */
export interface Draft {
  readonly path: string;
  readonly at: Span;
  readonly method: Method;
  /** Path below `/api/v2`, or undefined when it is not known. */
  readonly below: string | undefined;
  readonly sure: "certain" | "likely" | "unknown";
}

/** Functions around a request whose callers are followed. */
const MOST_LEVELS = 5;
/** Requests one call may turn out to be, over all of its callers. */
const MOST_FORKS = 300;

const EMPTY: ReadonlyMap<string, CallSite> = new Map();
/** Whole addresses that come from elsewhere and are no calls of the API's, or those of the page before. */
const NO_CALL =
  /next|prev|cursor|after|location|content_url|attachment|redirect|oauth|callback|webhook|download|image|avatar|photo|slack|hook/i;
const STRONG =
  /^(?:requests|axios|httpx|fetch|got|ky|superagent|restclient|httparty|urlfetchapp|curl|wget|urllib|node-?fetch|invoke-restmethod|invoke-webrequest|irm|iwr|newrequest)\b|(?:^|\.)(?:fetch|session\.\w+|http\.\w+|urlopen|newrequest|newrequestwithcontext|curl_init|curl_setopt|httprequestmessage)$/i;

/** What is needed to follow a request. */
export interface Tools {
  readonly world: World;
  readonly families: Families;
  readonly texts: Texts;
  readonly requests: Requests;
  readonly methods: Methods;
  readonly clients: Clients;
  readonly sites: Sites;
}

interface Candidate {
  readonly text: Text;
  readonly address: Address;
  readonly value: Value;
}

/** Follows one request to the endpoints it may call, over the callers of the functions around it. */
export class Follower {
  readonly #tools: Tools;
  readonly #talks = new Map<string, boolean>();
  /** Places where a bound call stands: what it hands over is accounted for there. */
  readonly callers = new Set<string>();
  /** Functions whose parameters are part of an address or decide on a method. */
  readonly asked = new Map<string, FunctionRef>();
  #forks = 0;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** All endpoints of a request; none when it goes elsewhere. */
  follow(request: Request): Draft[] {
    this.#forks = 0;
    const drafts: Draft[] = [];
    const open: Draft[] = [];
    this.#explore(request, EMPTY, undefined, undefined, drafts, open, 0);
    // What was left out may be anything.
    if (this.#forks > MOST_FORKS && drafts.length + open.length > 0)
      open.push({ ...request, method: "unknown", below: undefined, sure: "unknown" });
    return [...drafts, ...open];
  }

  #explore(
    request: Request,
    bound: ReadonlyMap<string, CallSite>,
    last: FunctionRef | undefined,
    site: CallSite | undefined,
    drafts: Draft[],
    open: Draft[],
    level: number,
  ): void {
    if (++this.#forks > MOST_FORKS) return;
    const context: Context = { path: request.path, scope: request.scope, bound };
    const all = this.#candidates(request, context);
    const key = last ? functionKey(last) : undefined;
    const method = this.#tools.methods.of(request, context);
    const own = key === undefined ? all : all.filter(({ text }) => text.used.includes(key));
    const fitting = own.length > 0 || key === undefined ? own : all;
    const asks = new Map<string, FunctionRef>();
    for (const candidate of fitting) {
      const below = this.#belowOf(candidate, request, context);
      if (below === "elsewhere") {
        // Whose address it is may be up to the caller.
        const { open } = candidate.text;
        if (open && this.#mayBeOurs(candidate) && this.#canAsk(open, bound, level))
          asks.set(functionKey(open), open);
        continue;
      }
      const target =
        below === undefined
          ? candidate.text.open
          : method.methods.length === 0 || method.open
            ? method.open
            : undefined;
      const { address } = candidate;
      const zendesk = candidate.text.vendor || (address.kind === "api" && address.zendesk);
      if (target && (zendesk || this.#talksIn(target.path))) this.asked.set(functionKey(target), target);
      if (target && this.#canAsk(target, bound, level)) {
        asks.set(functionKey(target), target);
        continue;
      }
      const methods = this.#methods(request, method, bound, site);
      for (const one of methods.list) {
        const place = site ?? request;
        const draft = { path: place.path, at: place.at, method: one, below: below?.path };
        if (below)
          drafts.push({
            ...draft,
            sure: one === "unknown" ? "unknown" : below.sure && methods.sure ? "certain" : "likely",
          });
        else if (this.#isOurs(candidate, request, context)) open.push({ ...draft, sure: "unknown" });
      }
    }
    for (const target of asks.values()) this.#ask(target, request, bound, drafts, open, level);
  }

  #canAsk(target: FunctionRef, bound: ReadonlyMap<string, CallSite>, level: number): boolean {
    return level < MOST_LEVELS && !bound.has(functionKey(target)) && this.#tools.sites.of(target).length > 0;
  }

  #ask(
    target: FunctionRef,
    request: Request,
    bound: ReadonlyMap<string, CallSite>,
    drafts: Draft[],
    open: Draft[],
    level: number,
  ): void {
    for (const site of this.#tools.sites.of(target)) {
      const before = drafts.length + open.length;
      const inner = new Map(bound).set(functionKey(target), site);
      this.#explore(request, inner, target, site, drafts, open, level + 1);
      if (drafts.length + open.length > before) this.callers.add(`${site.path}:${site.at.start}`);
    }
  }

  #methods(
    request: Request,
    reading: MethodReading,
    bound: ReadonlyMap<string, CallSite>,
    site: CallSite | undefined,
  ): { list: readonly Method[]; sure: boolean } {
    const known = reading.methods.filter((one) => one !== "unknown");
    const partial = known.length < reading.methods.length || reading.open !== undefined;
    if (known.length === 1 && !partial) return { list: known, sure: reading.sure };
    // A wrapper that switches over what its caller names.
    for (const one of [...(site ? [site] : []), ...bound.values()]) {
      const handed = verbHanded(one);
      if (handed) return { list: [handed], sure: true };
    }
    if (known.length > 0) return { list: partial ? ["unknown"] : known, sure: false };
    const index = this.#tools.world.files.get(request.path);
    const name = index ? (index.file.scopes[functionAround(index, request.scope)]?.name ?? "") : "";
    const word =
      /(?:^|_|api|zendesk|http|make)(get|post|put|patch|delete)(?=$|_|[A-Z]|request|json|api|to|from|zendesk)/i.exec(
        name,
      )?.[1];
    return word === undefined
      ? { list: ["unknown"], sure: false }
      : { list: [word.toUpperCase() as Method], sure: false };
  }

  #candidates(request: Request, context: Context): Candidate[] {
    const { texts, requests } = this.#tools;
    const found: Candidate[] = [];
    const several: Candidate[] = [];
    for (const { value, base, context: at } of requests.addresses(request, context)) {
      const before = base ? texts.of(base.value, base.context) : [];
      const own: Candidate[] = [];
      for (const text of texts.of(value, at)) {
        if (methodOf(text.text)) continue;
        const whole = before[0] && !/^https?:/.test(text.text) ? join(before[0], text) : text;
        const address = readAddress(whole.text);
        if (address.kind !== "none" || text.open || /^\/?(?:\{\})+(?:[/.?]|$)/.test(text.text))
          own.push({ text: whole, address, value });
      }
      const tells = own.some(({ address, text }) => this.#tells(address) || text.open);
      // `fetchAll([{ url }, { url }])` sends them all.
      if (tells && /all$/i.test(request.call.call)) several.push(...own);
      else if (own.some(({ address }) => this.#tells(address))) return own;
      if (found.length === 0) found.push(...own);
    }
    return several.length > 0 ? several : found;
  }

  /** The address is one, whoever's; a lone word (`get("name")`) is one only if the table knows it. */
  #tells(address: Address): boolean {
    if (address.kind === "relative") return this.#tools.families.knows(address.path.split("/")[1] ?? "");
    return address.kind !== "none";
  }

  /** An address of the API's with a host that a caller hands over. */
  #mayBeOurs({ text, address }: Candidate): boolean {
    return (
      address.kind === "api" &&
      address.known &&
      !text.rival &&
      this.#tools.families.knows(address.path.split("/")[1] ?? "")
    );
  }

  /** The path below `/api/v2`; undefined when that is open, `elsewhere` when the request is none of Zendesk's. */
  #belowOf(
    { text, address }: Candidate,
    request: Request,
    context: Context,
  ): { path: string; sure: boolean } | undefined | "elsewhere" {
    const { families, clients } = this.#tools;
    if (address.kind === "foreign" || (text.rival && !text.vendor)) return "elsewhere";
    if (address.kind === "api") {
      if (!address.known) return undefined;
      const first = address.path.split("/")[1] ?? "";
      if (address.zendesk) return { path: address.path, sure: true };
      const bases = /^\/?api\/v2/.test(text.text.trim()) ? clients.bases(request.call, context) : [];
      if (bases.some((base) => readAddress(base.text).kind === "foreign")) return "elsewhere";
      if (text.vendor || bases.some((base) => /zendesk/i.test(base.text) || base.vendor))
        return { path: address.path, sure: true };
      return families.knows(first) && this.#talksIn(request.path)
        ? { path: address.path, sure: false }
        : "elsewhere";
    }
    if (address.kind === "relative") {
      for (const base of clients.bases(request.call, context)) {
        if (base.rival && !base.vendor) return "elsewhere";
        // A whole address: what stands behind it is a body.
        if (/\.json(?:\?|$)/.test(base.text)) return "elsewhere";
        const joined = readAddress(join(base, text).text);
        if (joined.kind === "foreign") return "elsewhere";
        if (
          joined.kind === "api" &&
          joined.known &&
          (joined.zendesk || base.vendor || this.#talksIn(request.path))
        )
          return { path: joined.path, sure: true };
      }
      const first = address.path.split("/")[1] ?? "";
      if (!families.knows(first)) return text.open ? undefined : "elsewhere";
      const shaped = address.rooted || address.json || /\//.test(address.path.slice(1));
      return shaped &&
        (text.vendor ||
          address.zendesk ||
          (address.json && this.#talksIn(request.path)) ||
          this.#isPlace(request))
        ? { path: address.path, sure: false }
        : text.open
          ? undefined
          : "elsewhere";
    }
    if (address.kind === "base") return text.open ? undefined : "elsewhere";
    // A client whose own address names the family: `…/api/v2/help_center`.
    if (!text.open && !request.call.receiver)
      for (const base of clients.bases(request.call, context)) {
        const own = readAddress(base.text);
        if (own.kind === "api" && own.known && (own.zendesk || base.vendor))
          return { path: `${own.path}/{}`, sure: false };
      }
    return undefined;
  }

  /** The request itself says Zendesk, and what it asks for comes from outside. */
  #isOurs({ text, address }: Candidate, request: Request, context: Context): boolean {
    // The next page is the endpoint that the page before was asked of.
    if (text.settled) return false;
    if (address.kind === "api") return address.zendesk || text.vendor || this.#talksIn(request.path);
    if (address.kind !== "none" || text.rival) return false;
    for (const base of this.#tools.clients.bases(request.call, context, true)) {
      const before = readAddress(base.text);
      if (before.kind === "base" && /\/api\/v2/.test(base.text) && (before.zendesk || base.vendor))
        return true;
    }
    if (NO_CALL.test(namesOf(request))) return false;
    return STRONG.test(request.call.call) && this.#isPlace(request, true);
  }

  /** The function, class or file around a request is Zendesk's by name, or the file holds the address of the API. */
  #isPlace(request: Request, strict = false): boolean {
    const file = this.#tools.world.files.get(request.path)?.file;
    if (!file) return false;
    const names = [...scopeNames(file, request.scope), request.path.slice(request.path.lastIndexOf("/") + 1)];
    if (!strict) names.push(request.call.call);
    return names.some((name) => isVendorText(name.toLowerCase())) || (!strict && this.#holdsBase(file));
  }

  #holdsBase(file: ParsedFile): boolean {
    return this.#talksIn(file.path) && /\/api\/v2\/?["'`\s)]/.test(file.masked);
  }

  /** The file or its path says Zendesk, or joins the pair that only Zendesk takes. */
  #talksIn(path: string): boolean {
    let known = this.#talks.get(path);
    if (known === undefined) {
      const text = this.#tools.world.files.get(path)?.file.masked ?? "";
      known =
        isVendorText(path.toLowerCase()) || isVendorText(text.toLowerCase()) || /["'`}]\/token:/.test(text);
      this.#talks.set(path, known);
    }
    return known;
  }
}

const join = (base: Text, path: Text): Text => ({
  ...path,
  text: `${base.text.replace(/\/+$/, "")}/${path.text.replace(/^\/+/, "")}`,
  vendor: base.vendor || path.vendor,
  rival: base.rival || path.rival,
});

/** Names on the surface of what a request is handed. */
const namesOf = ({ call }: Request): string =>
  [...call.args, ...call.named.map((entry) => entry.value)]
    .flatMap((value) => value.parts.flatMap((part) => ("name" in part ? [tailOf(part.name)] : [])))
    .join(" ");
