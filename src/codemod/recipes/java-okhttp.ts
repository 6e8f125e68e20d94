import type { Edit } from "../../model/edit.ts";
import { filesOf, type JavaFile } from "../java/files.ts";
import { sendersOf } from "../java/flow.ts";
import { handedOver, outcomeOf, without, wrapped } from "../java/outcome.ts";
import { PROVIDER } from "../java/provider.ts";
import { isOfType } from "../java/types.ts";
import { writesOf } from "../java/writes.ts";
import type { Recipe } from "../recipe.ts";
import type { Call } from "../typed/syntax.ts";

/** OkHttp: the header goes, and the client that sends the request, or the interceptor that passes it on, adds a bearer token. */
export const javaOkhttp: Recipe = {
  id: "java-okhttp",
  languages: ["java"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const writes = writesOf(site, files).filter(({ file }) => /\bokhttp3\b/.test(file.text));
    const [first] = writes;
    if (!first) return undefined;
    const edits: Edit[] = [];
    for (const write of writes) {
      const senders = await sendersOf(write, files, sending(files), writes, project);
      if (!senders || senders.length === 0) return undefined;
      edits.push(without(write));
      for (const { file, node } of senders) {
        const client = node.childForFieldName("object");
        if (node.childForFieldName("name")?.text === "proceed")
          edits.push(...handedOver({ file, node }, `${PROVIDER}.proceed`));
        else if (client) edits.push(...wrapped(file, client, `${PROVIDER}.on`));
      }
    }
    return outcomeOf(
      site,
      {
        edits,
        parts: ["okhttp"],
        title: "gives OkHttp an interceptor that adds a bearer token",
        home: first.file,
        files,
        writes,
      },
      project,
    );
  },
};

const sending =
  (files: readonly JavaFile[]) =>
  ({ name, object }: Call, file: JavaFile): boolean =>
    (name === "newCall" && isOfType(object, /^OkHttpClient$/, file, files)) ||
    (name === "proceed" && isOfType(object, /^(?:Interceptor\.)?Chain$/, file, files));
