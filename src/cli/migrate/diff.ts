import type pc from "picocolors";
import { neutralise } from "../../report/text.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** A unified diff as a terminal shows it: control characters made visible, lines in colours. */
export function paintDiff(diff: string, colors: Colors): string {
  return diff
    .split("\n")
    .map((line) => {
      const safe = neutralise(line.replaceAll("\t", "    ").replace(/\r$/, ""));
      if (/^(?:diff|---|\+\+\+|new file)/.test(line)) return colors.bold(safe);
      if (line.startsWith("@@")) return colors.cyan(safe);
      if (line.startsWith("+")) return colors.green(safe);
      return line.startsWith("-") ? colors.red(safe) : safe;
    })
    .join("\n");
}
