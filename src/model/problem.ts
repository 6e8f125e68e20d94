/** A mistake of the user's: what is wrong, where, what to do. Ends the run with exit code 2. */
export class Problem extends Error {
  /** Where it is: `file:line:column`, a flag or an argument. */
  readonly where: string | undefined;
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, options: { where?: string | undefined; help?: string | undefined } = {}) {
    super(message);
    this.name = "Problem";
    this.where = options.where;
    this.help = options.help;
  }
}
