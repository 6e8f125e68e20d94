import type { FunctionRef } from "../../resolve/world.ts";
import { HOLE } from "./address.ts";

/** Key of a function among those that a call is bound to. */
export const functionKey = ({ path, scope }: FunctionRef): string => `${path}#${scope.id}`;

/** One thing a value may be: text with holes. */
export interface Text {
  readonly text: string;
  /** A name on the way says Zendesk, or that of another vendor. */
  readonly vendor: boolean;
  readonly rival: boolean;
  /** The first parameter that no call is bound to. */
  readonly open?: FunctionRef;
  /** Accounted for elsewhere: the next page that an answer names, or a request that was built before it is sent. */
  readonly settled?: true;
  /** Functions whose bound calls were asked. */
  readonly used: readonly string[];
}

/** Says nothing. */
export const EMPTY: Text = { text: "", vendor: false, rival: false, used: [] };

/** Alternatives of one value that are followed. */
export const MOST = 24;

/** Different texts, not more than are followed; one that may be anything stands for those left out. */
export function capped(texts: readonly Text[]): Text[] {
  const all = distinct(texts);
  return all.length > MOST ? [...all.slice(0, MOST - 1), { ...EMPTY, text: HOLE }] : all;
}

/** One text behind another. */
export function joined(one: Text, other: Text): Text {
  // The parameter to ask for first is that of the path; a host matters only when nothing else tells whose it is.
  const path = one.text.split("/api/v2")[1] ?? "";
  const open = path.includes(HOLE) ? (one.open ?? other.open) : (other.open ?? one.open);
  return {
    ...(one.settled || other.settled ? { settled: true } : {}),
    text: one.text + other.text,
    vendor: one.vendor || other.vendor,
    rival: one.rival || other.rival,
    used: other.used.length === 0 ? one.used : [...one.used, ...other.used],
    ...(open ? { open } : {}),
  };
}

const distinct = (texts: readonly Text[]): Text[] => [
  ...new Map(
    texts.map((one) => [`${one.text}\0${one.open ? functionKey(one.open) : ""}\0${one.settled ?? ""}`, one]),
  ).values(),
];
