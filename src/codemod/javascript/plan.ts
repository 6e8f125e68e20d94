import type { Node } from "ts-morph";
import type { Project, Site } from "../recipe.ts";
import type { Refusal } from "../refusal.ts";
import type { Flow, Sending } from "./carrier.ts";
import { flowFrom, pairAt } from "./flow.ts";
import { accountsReason, conditionReason, judge } from "./policy.ts";
import { Program, pathOf, SOURCE } from "./program.ts";
import { type FunctionNode, Symbols } from "./symbols.ts";

/** What all recipes for JavaScript know of a site. */
export interface Plan {
  readonly program: Program;
  readonly flow: Flow;
  /** The pair, header value or call that the site is about. */
  readonly start: Node;
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
  const { match } = site.use;
  const spans = match.user && match.token ? [match.user.at, match.token.at] : [match.at];
  const start = pairAt(file, spans, program);
  if (!start) return undefined;
  let flow = flowFrom(start, program);
  const asked = new Set<string>();
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
    flow = flowFrom(start, program);
  }
  const verdict = await judge(site, start, program);
  return {
    program,
    flow,
    start,
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
