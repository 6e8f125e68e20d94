import { exitCodeOf, explain } from "../cli/exit.ts";
import { Problem } from "../model/problem.ts";
import { claimProcess } from "../parse/own-process.ts";

claimProcess();

try {
  const { runAction } = await import("./run.ts");
  process.exitCode = await runAction(process.env);
} catch (error) {
  const { error: annotate } = await import("@actions/core");
  annotate(explain(error).trimEnd(), { title: error instanceof Problem ? "zunset" : "zunset failed" });
  process.exitCode = exitCodeOf(error);
}
