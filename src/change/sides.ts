import { type CollectOptions, gather, Threads } from "../collect.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Sign } from "../model/sign.ts";
import type { Question } from "../resolve/index.ts";
import { Both, type BothCollected, type Sides } from "./both.ts";
import { Part } from "./part.ts";

/** What the files parsed so far look up in all files, on either side: others may have to be parsed for it. */
export type Ask = (
  now: readonly ParsedFile[],
  before: readonly ParsedFile[],
) => { readonly now: readonly Question[]; readonly before: readonly Question[] };

/** How much is parsed: everything that a scan parses, or of that only what has a sign of the rules, and what this asks for. */
export type Extent = "all" | { readonly signs: readonly Sign[]; readonly ask: Ask };

/** Collects two states of a tree, and parses no file twice. The threads start before it is known what they are. */
export async function collectSides(
  sides: () => Promise<Sides>,
  options: CollectOptions,
  extent: Extent,
): Promise<BothCollected> {
  const threads = new Threads(options);
  try {
    const both = new Both(await sides(), threads);
    if (extent !== "all") return (await both.untouchedOnly()) ?? (await collectParts(both, extent));
    const now = await gather(both.sides.now.files, both.lookNow);
    const before = await gather(both.sides.before.files, both.lookBefore);
    return { sides: { before, now }, scanned: now.scanned, skipped: now.skipped };
  } finally {
    threads.close();
  }
}

/** Parses what is asked for, until nothing is. An unchanged file is parsed for both sides, or each would take it for one that came or went. */
async function collectParts(
  { sides, lookNow, lookBefore }: Both,
  { signs, ask }: Exclude<Extent, "all">,
): Promise<BothCollected> {
  const now = new Part(sides.now.files, sides.touched, lookNow, signs);
  const before = new Part(sides.before.files, sides.touched, lookBefore, signs, now);
  const parts = [now, before];
  for (const part of parts) await part.begin();
  let wanted: string[] = [];
  do {
    do {
      for (const part of parts) await part.take(wanted);
      now.forget(wanted);
      wanted = [];
      for (const part of parts) wanted.push(...(await part.importers()));
      wanted.push(...now.without(before), ...before.without(now));
    } while (wanted.length > 0);
    for (const part of parts) await part.readers();
    const questions = ask(now.files, before.files);
    wanted = [...now.answering(questions.now), ...before.answering(questions.before)];
  } while (wanted.length > 0);
  const collected = now.collected;
  const { scanned, skipped } = collected;
  return { sides: { before: before.collected, now: collected }, scanned, skipped };
}
