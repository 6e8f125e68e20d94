import type { Result, Location as SarifLocation, Suppression, ThreadFlowLocation } from "sarif";
import type { Finding, Fix, Step, Suppressed } from "../../model/finding.ts";
import { neutralise } from "../text.ts";
import { describeFix } from "./fix.ts";
import { artifact, physicalLocation } from "./place.ts";

/** Code scanning keeps as many locations of a result, and of a thread flow. */
const RELATED_LIMIT = 100;
const FLOW_LIMIT = 1000;

/** What a report knows about a finding beside it. */
interface Circumstances {
  readonly fix: Fix | undefined;
  readonly suppressed: Suppressed | undefined;
}

/** A finding as one result with exactly one location; nothing in it changes from one day to the next. */
export function describeFinding(
  finding: Finding,
  ruleIndex: number | undefined,
  { fix, suppressed }: Circumstances,
): Result {
  const related = finding.related
    .slice(0, RELATED_LIMIT)
    .map((step, index) => relatedLocation(step, index + 1));
  const { primaryLocationLineHash } = finding.fingerprints;
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: finding.severity,
    message: { text: messageOf(finding) },
    locations: [{ physicalLocation: physicalLocation(finding.location, finding.excerpt, { context: true }) }],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(finding.trace.length > 1
      ? { codeFlows: [{ threadFlows: [{ locations: flowOf(finding.trace) }] }] }
      : {}),
    partialFingerprints: {
      ...(primaryLocationLineHash === undefined ? {} : { primaryLocationLineHash }),
      "zunset/v1": finding.fingerprints["zunset/v1"],
    },
    ...(finding.state === undefined
      ? {}
      : { baselineState: finding.state === "known" ? ("unchanged" as const) : ("new" as const) }),
    ...(suppressed ? { suppressions: [suppressionOf(suppressed)] } : {}),
    ...(fix ? { fixes: [describeFix(fix)] } : {}),
    properties: {
      confidence: finding.confidence,
      placement: finding.placement,
      deadline: finding.deadline.date,
      ...(finding.credential === undefined ? {} : { credential: neutralise(finding.credential) }),
    },
  };
}

/** The comment that silences a finding. */
function suppressionOf({ reason, until, location }: Suppressed): Suppression {
  return {
    kind: "inSource",
    status: "accepted",
    justification: neutralise(reason),
    location: {
      physicalLocation: {
        artifactLocation: artifact(location.path),
        region: { startLine: Math.max(1, location.startLine) },
      },
    },
    ...(until === undefined ? {} : { properties: { until } }),
  };
}

/**
 * The message, and where the credential comes from as a link to that place: code scanning shows a related location only when the message
 * links it. Names are stable, so the text is too.
 */
function messageOf(finding: Finding): string {
  const text = finding.message.trim();
  const sentence = escapeLinks(neutralise(/[.!?]$/.test(text) ? text : `${text}.`));
  const { credential } = finding;
  if (credential === undefined || !/^[\w.$:/-]{1,200}$/.test(credential)) return sentence;
  const within = finding.related.slice(0, RELATED_LIMIT);
  const declaration = within.findIndex(({ role }) => role === "declaration");
  const origin = declaration >= 0 ? declaration : within.findIndex(({ role }) => role === "read");
  return origin < 0 ? sentence : `${sentence} The credential comes from [${credential}](${origin + 1}).`;
}

/** Brackets that would make a link out of text from the tree. */
function escapeLinks(text: string): string {
  return text.includes("](") ? text.replace(/[[\]\\]/g, "\\$&") : text;
}

function relatedLocation(step: Step, id: number): SarifLocation {
  return { id, ...stepLocation(step) };
}

function flowOf(trace: readonly Step[]): ThreadFlowLocation[] {
  // The place of use is what the way is about: of a way too long the middle goes.
  const steps = trace.length > FLOW_LIMIT ? [...trace.slice(0, FLOW_LIMIT - 1), ...trace.slice(-1)] : trace;
  return steps.map((step) => ({ location: stepLocation(step) }));
}

function stepLocation({ location, excerpt, message }: Step): SarifLocation {
  return {
    physicalLocation: physicalLocation(location, excerpt, { context: false }),
    message: { text: escapeLinks(neutralise(`${message.charAt(0).toUpperCase()}${message.slice(1)}.`)) },
  };
}
