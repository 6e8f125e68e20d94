import { exitCodeOf, explain } from "../cli/exit.ts";
import { Problem } from "../model/problem.ts";

// NOTE: the same as for the command line, see there: V8 optimises a parser too early for a short run.
const { setFlagsFromString } = await import("node:v8");
if (process.versions.node.startsWith("24.")) setFlagsFromString("--invocation-count-for-turbofan=45000");
const { claimProcess } = await import("../parse/own-process.ts");
claimProcess();

try {
  const { runAction } = await import("./run.ts");
  process.exitCode = await runAction(process.env);
} catch (error) {
  const { error: annotate } = await import("@actions/core");
  annotate(explain(error).trimEnd(), { title: error instanceof Problem ? "zunset" : "zunset failed" });
  process.exitCode = exitCodeOf(error);
}
