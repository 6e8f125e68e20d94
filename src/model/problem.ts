/** Kinds of problems that a program may want to tell apart; `problem` is any other. */
export type ProblemCode = "invalid-option" | "nothing-read" | "uncommitted" | "changed" | "problem";

/** A mistake of the user's: what is wrong, where, what to do. Ends the run with exit code 2. */
export class Problem extends Error {
  /** Where it is: `file:line:column`, a flag or an argument. */
  readonly where: string | undefined;
  /** What to do about it. */
  readonly help: string | undefined;
  readonly code: ProblemCode;

  constructor(
    message: string,
    options: { where?: string | undefined; help?: string | undefined; code?: ProblemCode } = {},
  ) {
    super(message);
    this.name = "Problem";
    this.where = options.where;
    this.help = options.help;
    this.code = options.code ?? "problem";
  }
}
