import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { filesOf, type JavaFile, nodeAt, type Placed } from "../java/files.ts";
import { sendersOf } from "../java/flow.ts";
import { handedOver, outcomeOf, without } from "../java/outcome.ts";
import { PROVIDER } from "../java/provider.ts";
import { isOfType } from "../java/types.ts";
import { writesOf } from "../java/writes.ts";
import type { Recipe, Site } from "../recipe.ts";
import type { Call } from "../typed/syntax.ts";

/** java.net.http: the header or the Authenticator goes, what sends the request adds a bearer token. */
export const javaHttpClient: Recipe = {
  id: "java-http-client",
  languages: ["java"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const written: Placed[] = [
      ...writesOf(site, files).filter((write) => write.kind === "header"),
      ...authenticatorOf(site, files),
    ];
    if (written.length === 0) return undefined;
    const edits: Edit[] = [];
    let asynchronous = false;
    for (const write of written) {
      const senders = await sendersOf(write, files, sending(files), written, project);
      if (!senders || senders.length === 0) return undefined;
      edits.push(without(write));
      for (const sender of senders) {
        const name = sender.node.childForFieldName("name")?.text ?? "send";
        if (name === "sendAsync") asynchronous = true;
        edits.push(...handedOver(sender, `${PROVIDER}.${name}`));
      }
    }
    const [first] = written;
    if (!first) return undefined;
    return outcomeOf(
      site,
      {
        edits,
        parts: ["http", ...(asynchronous ? ["async" as const] : [])],
        title: "sends the request with a bearer token",
        home: first.file,
        files,
        writes: written,
      },
      project,
    );
  },
};

const sending =
  (files: readonly JavaFile[]) =>
  ({ name, object, arguments: given }: Call, file: JavaFile): boolean =>
    /^send(?:Async)?$/.test(name) &&
    given.length === 2 &&
    isOfType(object, /^HttpClient$/, file, files) &&
    /^(?:(?:\w+\.)*BodyHandlers\.|of\w+\(|discarding\(|[\w.]*handler\b)/i.test(given[1]?.text ?? "");

/** `HttpClient.newBuilder().authenticator(new Authenticator() { … })` around the site, or where its pair is sent. */
function authenticatorOf({ file, use }: Site, files: readonly JavaFile[]): Placed[] {
  const spots = [{ path: file.path, at: use.match.at }, ...use.related.filter((hop) => hop.role === "use")];
  for (const { path, at } of spots) {
    const other = files.find((one) => one.path === path);
    for (let node: Node | null = (other && nodeAt(other.root, at)) ?? null; node; node = node.parent)
      if (
        other &&
        node.type === "method_invocation" &&
        node.childForFieldName("name")?.text === "authenticator"
      )
        return [{ file: other, node }];
  }
  return [];
}
