import { isVendorText, type NameReading } from "../../detect/index.ts";
import type { Call, ParsedFile, Span } from "../../model/fact.ts";
import { lineAt, lineStarts } from "../../model/lines.ts";
import { placementOf } from "../../model/placement.ts";
import type { Certainty, CommandRow, Method, ScopeData } from "../../model/scope.ts";
import { worldOf } from "../../resolve/world.ts";
import { chainsIn } from "./chains.ts";
import { Clients } from "./clients.ts";
import { type Draft, Follower } from "./endpoints.ts";
import { Families } from "./families.ts";
import { Leftovers } from "./leftovers.ts";
import { Loops } from "./loops.ts";
import { Methods } from "./methods.ts";
import { Names } from "./names.ts";
import { Requests } from "./request.ts";
import { Sdks } from "./sdk.ts";
import { Sites } from "./sites.ts";
import { Texts } from "./texts.ts";

/** One endpoint that the code calls. */
export interface EndpointCall {
  /** File, relative to the root. */
  readonly path: string;
  readonly at: Span;
  /** 1-based. */
  readonly line: number;
  readonly method: Method;
  /** `/api/v2/tickets/{}/comments`, `tickets.create (zenpy)`, or `/api/v2/{}` when it is not known. */
  readonly endpoint: string;
  /** `certain`: read from the code; `likely`: a base, a client or a verb was inferred; `unknown`: method or endpoint come from outside. */
  readonly sure: "certain" | "likely" | "unknown";
  /** What it needs; empty for a call that is known to write, but not where. */
  readonly scopes: readonly string[];
  /** How the table knows; absent when it does not hold the path. */
  readonly certainty?: Certainty;
  readonly notes: readonly string[];
}

/** What {@link callsOf} needs besides the files. */
export interface CallsOptions {
  readonly data: ScopeData;
  /** How names are read (`nameReader` of detect). */
  readonly read: (name: string) => NameReading;
}

/** An endpoint that nothing is known of. */
export const ANYWHERE = "/api/v2/{}";

const CONFIGURATION = new Set(["json", "xml", "toml", "ini", "dotenv", "text", "markup", "hcl"]);

/**
 * The Zendesk endpoints that programs call, over all files of a scan. Tests and documentation are left out: a token is for what runs.
 * Sorted by place.
 */
export const callsOf = (files: readonly ParsedFile[], options: CallsOptions): EndpointCall[] =>
  survey(files, options).calls;

/** The calls of some files, and the files of clients and wrappers: others may use them and say nothing of Zendesk themselves. */
export function survey(
  files: readonly ParsedFile[],
  { data, read }: CallsOptions,
): { readonly calls: EndpointCall[]; readonly used: readonly string[] } {
  const world = worldOf(files);
  const families = new Families(data);
  const names = new Names(world);
  const texts = new Texts(world, names, new Loops(world), read);
  const requests = new Requests(data, world, names);
  const clients = new Clients(data, world, names, texts);
  const follower = new Follower({
    world,
    families,
    texts,
    requests,
    methods: new Methods(data, world, names, texts),
    clients,
    sites: new Sites(world, names),
  });
  const sdks = new Sdks(data, world, names, files);
  const gathered = new Gathered(families);
  const programs = files.filter((file) => isProgram(file));
  for (const file of programs) {
    for (const { call, start, end, scope } of file.language === "ruby" && sdks.speaks(file.language)
      ? chainsIn(file)
      : []) {
      const sdk = sdks.of(call, file.path, scope, file.language);
      if (sdk) gathered.add(file.path, { start, end }, sdk.method, sdk.below, sdk.sure, sdk.label);
    }
    for (const fact of file.facts) {
      if (fact.kind !== "call") continue;
      const command = commandOf(fact, data.commands);
      if (command) gathered.command(command, file.path, fact.at);
      const sdk = sdks.of(fact, file.path, fact.scope, file.language);
      if (sdk) {
        gathered.add(file.path, fact.at, sdk.method, sdk.below, sdk.sure, sdk.label);
        continue;
      }
      const request = requests.of(fact, fact.at, file.path, fact.scope);
      if (request)
        for (const draft of follower.follow(request)) gathered.draft(draft, `${file.path}:${fact.at.start}`);
    }
  }
  const leftovers = new Leftovers(data, world, texts, families);
  for (const file of programs) for (const draft of leftovers.in(file)) gathered.draft(draft);
  const wrappers = new Set([...follower.asked.values()].map((one) => one.path));
  return {
    calls: gathered.finish(files, follower.callers),
    used: programs
      .filter(({ path, masked }) => wrappers.has(path) || sdks.imports(path) || isClient(path, masked))
      .map(({ path }) => path),
  };
}

/** The address of the API stands there, so that others need not know it. */
const isClient = (path: string, text: string): boolean =>
  /api\/v2/.test(text) && (isVendorText(text.toLowerCase()) || isVendorText(path.toLowerCase()));

/** Code that runs, wherever it stands: also in a workflow, a notebook or a package's scripts. */
function isProgram(file: ParsedFile): boolean {
  const placement = placementOf(file.path, file.language);
  if (placement === "test" || placement === "docs") return false;
  return !CONFIGURATION.has(file.language) || /(?:^|\/)package\.json$/.test(file.path);
}

/** `zcli apps:push`, also started by another program: `npx zcli apps:push`. */
function commandOf(call: Call, commands: readonly CommandRow[]): CommandRow | undefined {
  const words = call.args.flatMap((value) => {
    const first = value.parts[0];
    return first !== undefined && "text" in first ? [first.text] : [];
  });
  return commands.find(
    (row) =>
      (call.call === row.call || words.includes(row.call)) &&
      words.some((word) => word.startsWith(row.argument)),
  );
}

/** Calls found so far, each place and endpoint once. */
class Gathered {
  readonly #families: Families;
  readonly #found = new Map<string, { call: EndpointCall; origin: string | undefined }>();

  constructor(families: Families) {
    this.#families = families;
  }

  draft({ path, at, method, below, sure }: Draft, origin?: string): void {
    this.add(path, at, method, below, sure, below === undefined ? ANYWHERE : `/api/v2${below}`, origin);
  }

  add(
    path: string,
    at: Span,
    method: Method,
    below: string | undefined,
    sure: EndpointCall["sure"],
    endpoint: string,
    origin?: string,
  ): void {
    const need =
      below === undefined
        ? { scopes: method === "GET" || method === "unknown" ? ["read"] : [], notes: [] }
        : this.#families.need(below, method);
    this.#put({ path, at, line: 0, method, endpoint, sure, ...need }, origin);
  }

  command(row: CommandRow, path: string, at: Span): void {
    const { scopes, endpoint, certainty } = row;
    this.#put(
      { path, at, line: 0, method: "unknown", endpoint, sure: "certain", scopes, certainty, notes: [] },
      undefined,
    );
  }

  #put(call: EndpointCall, origin: string | undefined): void {
    const key = `${call.path}\0${call.at.start}\0${call.method}\0${call.endpoint}`;
    const known = this.#found.get(key);
    const better = !known || (known.call.sure !== "certain" && call.sure === "certain");
    // Found by two ways, one of which goes through a wrapper: it is no longer the place's own alone.
    this.#found.set(key, {
      call: better ? call : known.call,
      origin: known && known.origin !== origin ? undefined : origin,
    });
  }

  /** Sorted, with lines; a call of a wrapper is what the wrapper sends, not a request of its own. */
  finish(files: readonly ParsedFile[], callers: ReadonlySet<string>): EndpointCall[] {
    const texts = new Map(files.map((file) => [file.path, file.masked]));
    const starts = new Map<string, number[]>();
    const lineOf = (path: string, offset: number): number => {
      const known = starts.get(path) ?? lineStarts(texts.get(path) ?? "");
      starts.set(path, known);
      return lineAt(known, offset);
    };
    return [...this.#found.values()]
      .filter(({ call, origin }) => {
        const place = `${call.path}:${call.at.start}`;
        return origin !== place || !callers.has(place);
      })
      .map(({ call }) => ({ ...call, line: lineOf(call.path, call.at.start) }))
      .sort((a, b) =>
        a.path < b.path
          ? -1
          : a.path > b.path
            ? 1
            : a.at.start - b.at.start || (a.endpoint < b.endpoint ? -1 : 1),
      );
  }
}
