import { exitCodeOf, explain } from "./exit.ts";
import { buildProgram } from "./program.ts";

/** Runs the command line and sets the exit code; never throws. */
export async function run(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no error, and what it did not read changes no verdict.
    if (error.code !== "EPIPE") process.exitCode = 2;
  });
  // Nobody is left to be told.
  process.stderr.on("error", () => {});
  process.on("uncaughtException", (error) => {
    fail(error);
    process.exit();
  });
  try {
    await buildProgram().parseAsync(argv as string[]);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  process.exitCode = exitCodeOf(error);
  process.stderr.write(explain(error));
}
