import { Problem } from "../src/model/problem.ts";

/** What is wrong, as `message | at where | help`; paths below `base` begin there. Fails when nothing is, or when it is no {@link Problem}. */
export async function problemOf(base: string, promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => "nothing is wrong",
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw error;
  const where = error.where?.replace(`${base}/`, "") ?? "";
  return [error.message.replace(`${base}/`, ""), `at ${where}`, error.help ?? ""].join(" | ");
}
