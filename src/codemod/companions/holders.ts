import type { OpenFile } from "../changes.ts";
import type { Project } from "../recipe.ts";
import { wordPattern } from "./spelling.ts";

/** `email = os.environ["ZENDESK_EMAIL"]`, `self.email: str = config("ZENDESK_EMAIL")` */
const ASSIGNMENT = /^[ \t]*(?:\w+\.)*(\w+)(?:[ \t]*:[^=\n]{1,80})?[ \t]*=(?!=)/;
/** Lines that ask whether something is set. */
const GUARD = /^[ \t]*(?:if|elif|assert|while)\b|\b(?:all|any)\(|\bnot\b|\braise\b|\bmissing\b|\brequired\b/i;
/** What takes all names together. */
const ALL = /\b__dict__\b|\b(?:vars|locals|globals|asdict|astuple)\(/;

/**
 * True when Python code goes on holding what a variable of the environment says, for something else than to ask whether it is set: an e-mail must not
 * become the name of a client there.
 */
export async function isHeld(
  files: readonly OpenFile[],
  name: string,
  project: Project,
  open: (path: string) => Promise<OpenFile | undefined>,
): Promise<boolean> {
  const pattern = wordPattern([name]);
  for (const { file, edited } of files) {
    if (file.language !== "python") continue;
    const lines = edited.text.split(/\r?\n/);
    for (const [index, line] of lines.entries()) {
      const holder = line.search(pattern) >= 0 ? ASSIGNMENT.exec(line)?.[1] : undefined;
      if (holder === undefined) continue;
      const word = wordPattern([holder]);
      if (ALL.test(edited.text)) return true;
      if (lines.some((other, at) => at !== index && other.search(word) >= 0 && !GUARD.test(other)))
        return true;
      if (holder.length < 3 || holder.length > 64) continue;
      const isOther = (path: string): boolean => path !== file.path && path.endsWith(".py");
      for (const path of await project.containing([holder], isOther)) {
        const text = (await open(path))?.edited.text ?? (await project.load(path))?.masked ?? "";
        const said = new RegExp(`\\.\\s*${holder}\\b|\\bimport\\b[^\\n]*\\b${holder}\\b|["']${holder}["']`);
        if (said.test(text)) return true;
      }
    }
  }
  return false;
}
