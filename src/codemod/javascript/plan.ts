import type { Node, SourceFile } from "ts-morph";
import type { Project, Site } from "../recipe.ts";
import type { Refusal } from "../refusal.ts";
import type { Flow, Sending } from "./carrier.ts";
import { fieldOf, flowFrom, pairAt } from "./flow.ts";
import { COMMON } from "./imports.ts";
import { accountsReason, conditionReason, judge } from "./policy.ts";
import { Program, pathOf, SOURCE } from "./program.ts";
import { type FunctionNode, Symbols } from "./symbols.ts";

/** What all recipes for JavaScript know of a site. */
export interface Plan {
  readonly program: Program;
  readonly flow: Flow;
  /** The pair, header value or call that the site is about. */
  readonly start: Node;
  /** Names of the fields that keep its halves apart. */
  readonly halves: readonly Node[];
  /** The user half, where it stands apart. */
  readonly user: Node | undefined;
  /** Why it must not be rewritten. */
  readonly refusal: Refusal | undefined;
  /** Why a person has to look at it. */
  readonly reasons: readonly string[];
  /** All sinks are requests of known libraries, and no one else makes requests there. */
  readonly resolved: boolean;
}

/** Files that a use is related to and that are opened for it. */
const MOST_RELATED = 30;
/** Rounds in which importers of what exports the credential are opened. */
const MOST_ROUNDS = 4;

const plans = new WeakMap<Site, Promise<Plan | undefined>>();
const queues = new WeakMap<Project, Promise<unknown>>();

/** The plan of a site, made once; undefined when its file is no JavaScript. Plans are made one after the other, so that they come out the same each time. */
export function planFor(site: Site, project: Project): Promise<Plan | undefined> {
  let planning = plans.get(site);
  if (!planning) {
    const before = queues.get(project) ?? Promise.resolve();
    planning = before.then(() => make(site, project));
    queues.set(
      project,
      planning.catch(() => undefined),
    );
    plans.set(site, planning);
  }
  return planning;
}

async function make(site: Site, project: Project): Promise<Plan | undefined> {
  const { path } = site.file;
  // SDKs have recipes of their own.
  if (!SOURCE.test(path) || site.use.match.evidence === "sdk") return undefined;
  const program = await Program.of(project);
  const file = await program.openWithImports(path);
  if (!file) return undefined;
  const related = new Set([...site.use.hops, ...site.use.related].map((hop) => hop.path));
  for (const other of [...related].slice(0, MOST_RELATED)) await program.openWithImports(other, 1);
  // Who hands values to what is exported here.
  await program.openImporters(path);
  const begins = await startsOf(site, file, program);
  let traced: Traced | undefined;
  for (const one of begins) {
    const next = await trace(one, program);
    if (!traced || isResolved(next.flow, program)) traced = next;
    if (isResolved(traced.flow, program)) break;
  }
  const start = traced?.starts[0];
  if (!traced || !start) return undefined;
  const { flow, halves, user } = traced;
  const verdict = await judge(site, start, program);
  return {
    program,
    flow,
    start,
    halves,
    user,
    refusal: "refusal" in verdict ? verdict.refusal : undefined,
    reasons: [
      ...("reasons" in verdict ? verdict.reasons : []),
      ...[accountsReason(site, flow, program), conditionReason(flow, program)].filter(
        (one) => one !== undefined,
      ),
      ...flow.asserted.slice(0, 1).map((node) => `A test looks at the credential: ${pathOf(node)}.`),
    ],
    resolved: isResolved(flow, program),
  };
}

/** Where a credential stands, and the fields that keep its halves apart. */
interface Begin extends Pick<Plan, "halves" | "user"> {
  readonly starts: readonly Node[];
}

interface Traced extends Begin {
  readonly flow: Flow;
}

/** Follows a credential; who may take it from what is exported is opened on the way. */
async function trace(begin: Begin, program: Program): Promise<Traced> {
  const { starts, halves } = begin;
  let flow = flowFrom(starts, program);
  const asked = new Set<string>();
  for (const half of halves) if (!COMMON.test(half.getText())) await program.openMentions(half.getText());
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = [...flow.exporting].filter((one) => !asked.has(one));
    const members = [...flow.members].filter((one) => !asked.has(`.${one}`));
    if (open.length === 0 && members.length === 0) break;
    for (const one of members) {
      asked.add(`.${one}`);
      await program.openMentions(one);
    }
    for (const one of open) {
      asked.add(one);
      await program.openImporters(one);
    }
    flow = flowFrom(starts, program);
  }
  return { ...begin, flow };
}

/** Where the credential may be taken to begin: with both halves, or, when these are kept apart, wherever both are sent. */
async function startsOf({ use }: Site, file: SourceFile, program: Program): Promise<Begin[]> {
  const { match, related } = use;
  const spans = match.user && match.token ? [match.user.at, match.token.at] : [match.at];
  const start = pairAt(file, spans, program);
  const found: Begin[] = start ? [{ starts: [start], halves: [], user: undefined }] : [];
  // An object of settings may hold both and is never sent itself.
  if (start && !program.morph.Node.isObjectLiteralExpression(start)) return found;
  const sent: Node[] = [];
  for (const hop of related) {
    if (hop.role !== "use") continue;
    const other = await program.open(hop.path);
    const pair = other && pairAt(other, [hop.at], program);
    if (!pair) return found;
    sent.push(pair);
  }
  const halves = spans.flatMap((at) => fieldOf(program.nodeAt(file, at), program) ?? []);
  const user = match.user && program.nodeAt(file, match.user.at);
  return sent.length > 0 ? [...found, { starts: sent, halves, user }] : found;
}

function isResolved(flow: Flow, program: Program): boolean {
  if (flow.blocked.length > 0 || flow.sendings.length === 0) return false;
  const symbols = new Symbols(program);
  const sinks = new Set([...flow.sinks, ...flow.sendings.map((one) => one.sink)]);
  return [...sinks].every((sink) => {
    const sendings = flow.sendings.filter((one) => one.sink === sink);
    return (
      sendings.length > 0 && !flow.lost.has(sink) && sendings.every((one) => !isShared(one, flow, symbols))
    );
  });
}

/** A function on the way that is called without the credential, too: what it sends must not change for the others. */
const isShared = (sending: Sending, flow: Flow, symbols: Symbols): boolean =>
  sending.through.some((fn: FunctionNode) => {
    const { calls, escapes } = symbols.callSites(fn);
    return escapes || calls.some((call) => !call.forEachChildAsArray().some((one) => flow.carriers.has(one)));
  });
