import type { Adapter } from "../adapter.ts";
import { readAssignment } from "../dotenv/line.ts";
import { readValue } from "../dotenv/value.ts";
import { languageOf } from "../language.ts";

const adapter: Adapter = (lowering) => {
  const { text } = lowering;
  // `.env.conf` has the name, not the form.
  const own = languageOf(`file${lowering.extension}`, "");
  const language =
    own !== "text" && own !== "dotenv" ? own : /^\s*\{/.test(text.slice(0, 200)) ? "json" : undefined;
  if (language) {
    lowering.embed({ language, pieces: [{ text, start: 0 }], extension: lowering.extension });
    return;
  }
  for (let from = 0; from < text.length; ) {
    lowering.tick();
    const newline = text.indexOf("\n", from);
    let end = newline < 0 ? text.length : newline;
    if (text[end - 1] === "\r" && end > from) end--;
    const assignment = readAssignment(text, from, end);
    let next = end;
    if (assignment) {
      const read = readValue(text, assignment, end);
      next = Math.max(end, read.end);
      lowering.emit({
        kind: "entry",
        at: {
          start: assignment.start,
          end: Math.max(read.value.at.end, assignment.keyStart + assignment.key.length),
        },
        scope: 0,
        path: [assignment.key],
        value: read.value,
        ...(assignment.commented ? { commented: true } : {}),
      });
    }
    const after = text.indexOf("\n", next);
    from = after < 0 ? text.length : after + 1;
  }
};

/** Lowers dotenv files in every spelling, commented-out assignments included. */
export const load = async (): Promise<Adapter> => adapter;
