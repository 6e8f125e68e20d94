import type { Report } from "../model/finding.ts";

/** What a caller may choose about a rendering. */
export interface RenderOptions {
  /** Colour the output; only the terminal format does. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** What was scanned, as it was named, for the command to run next; empty where it cannot be scanned again. */
  readonly paths?: readonly string[];
  /** Code scanning category of the run, `zunset` when left out. */
  readonly category?: string;
  /** Put findings that comments silence into SARIF, too, as suppressed: code scanning shows such results as open alerts. */
  readonly suppressed?: boolean;
  /** What a run of Azure Pipelines is known by, for SARIF that Azure DevOps Advanced Security takes. */
  readonly pipeline?: Pipeline;
  /** Bytes that Markdown may take, 65,536 when left out: what fits in a GitHub issue. A job summary takes 1,048,576. */
  readonly maxBytes?: number;
}

/** What Azure DevOps tells the runs of its pipelines apart by. */
export interface Pipeline {
  /** `azuredevops/pipeline/build/<organization>/<project>/<definition>/<phase>/<branch>/<build>`. */
  readonly id: string;
  /** Properties with names that begin with `azuredevops/pipeline/build/`. */
  readonly properties: Readonly<Record<string, string>>;
  /** The repository that is built, where that is known. */
  readonly repository?: {
    readonly repositoryUri: string;
    readonly revisionId?: string;
    readonly branch?: string;
  };
}

/** Turns a report into the text of one format; pure, so the same report gives the same bytes. */
export type Format = (report: Report, options: RenderOptions) => string;
