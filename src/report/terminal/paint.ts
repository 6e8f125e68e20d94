import type pc from "picocolors";
import type { Severity } from "../../model/rule.ts";

type Colors = ReturnType<typeof pc.createColors>;
type Brush = (text: string) => string;

/** Colours by what they stand for. */
export interface Paint {
  readonly severity: Readonly<Record<Severity, Brush>>;
  readonly path: Brush;
  readonly strong: Brush;
  /** Labels, line numbers and other things that stand aside. */
  readonly faint: Brush;
  readonly place: Brush;
  readonly command: Brush;
  readonly good: Brush;
}

/** The one place that says which colour means what. */
export function createPaint(colors: Colors): Paint {
  return {
    severity: {
      error: (text) => colors.bold(colors.red(text)),
      warning: (text) => colors.bold(colors.yellow(text)),
      note: (text) => colors.bold(colors.blue(text)),
    },
    path: (text) => colors.bold(colors.underline(text)),
    strong: colors.bold,
    faint: colors.dim,
    place: colors.cyan,
    command: (text) => colors.bold(colors.cyan(text)),
    good: (text) => colors.bold(colors.green(text)),
  };
}
