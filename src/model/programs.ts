import type { LanguageId } from "./fact.ts";

/** Languages of programs, which may run a command line; a shell's is one. */
export const PROGRAMS: ReadonlySet<LanguageId> = new Set<LanguageId>([
  "javascript",
  "python",
  "ruby",
  "php",
  "go",
  "java",
  "kotlin",
  "csharp",
  "powershell",
]);
