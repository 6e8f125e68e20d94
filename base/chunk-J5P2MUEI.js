import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/model/problem.ts
var Problem = class extends Error {
  /** Where it is: `file:line:column`, a flag or an argument. */
  where;
  /** What to do about it. */
  help;
  constructor(message, options = {}) {
    super(message);
    this.name = "Problem";
    this.where = options.where;
    this.help = options.help;
  }
};

export {
  Problem
};
