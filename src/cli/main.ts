import { buildProgram } from "./program.ts";
import { exitCodeOf, explain } from "./exit.ts";

/** Runs the command line and sets the exit code; never throws. */
try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error);
  process.stderr.write(explain(error));
}
