import type { Finding } from "../model/finding.ts";

/** The findings' fingerprints, each once: equal lines of one file share theirs, so from the second on they are numbered. */
export function uniqueFingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ fingerprints }) => {
    const fingerprint = fingerprints["zunset/v1"];
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return count === 1 ? fingerprint : `${fingerprint}-${count}`;
  });
}
