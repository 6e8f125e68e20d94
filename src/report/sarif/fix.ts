import type { Fix as SarifFix } from "sarif";
import type { Fix } from "../../model/finding.ts";
import { neutralise } from "../text.ts";
import { artifact } from "./place.ts";

/** A fix with regions of lines and columns only: what viewers can apply. */
export function describeFix(fix: Fix): SarifFix {
  return {
    description: { text: neutralise(fix.description) },
    artifactChanges: fix.files.map(({ path, replacements }) => ({
      artifactLocation: artifact(path),
      replacements: replacements.map(({ location, text }) => ({
        deletedRegion: {
          startLine: location.startLine,
          startColumn: location.startColumn,
          endLine: location.endLine,
          endColumn: location.endColumn,
        },
        ...(text === "" ? {} : { insertedContent: { text } }),
      })),
    })),
  };
}
