import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { changedSignatures, exportedEntry } from "../go/interface.ts";
import { packageOf, provideGo } from "../go/package.ts";
import { functionAround } from "../go/syntax.ts";
import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { originOf } from "../typed/origin.ts";

/** go-zendesk: a credential whose secret is the current access token, and an http.Client that repeats what was rejected. */
export const goZendesk: Recipe = {
  id: "go-zendesk",
  languages: ["go"],
  rewrite: async (site, project) => {
    if (site.finding.rule === "sdk-aaronellington")
      return refuse("token-only", "No OAuth option of zendesk-go is known.");
    if (site.finding.rule !== "sdk-go-zendesk") return undefined;
    const files = await packageOf(site.file.path, project);
    const [own] = files;
    const call = own && callNamed(own.root, "NewAPITokenCredential", site.use.match.at.start);
    if (!own || !call) return undefined;
    if (files.some(({ text }) => /^func NewAPITokenCredential\(/m.test(text)))
      return refuse("shared-interface", "This is the library itself.");
    const entry = await exportedEntry(site, project);
    if (entry !== undefined) return refuse("shared-interface", `${entry} takes the credential.`);
    const { refusal, reasons } = originOf(site);
    if (refusal) return refusal;
    reasons.push(...changedSignatures(site, files));
    const { path } = own;
    const edits: Edit[] = [
      { path, at: { start: call.startIndex, end: call.endIndex }, text: "zendeskCredential{}" },
    ];
    const around = functionAround(call) ?? own.root;
    const made = callNamed(around, "NewClient");
    const given = made?.childForFieldName("arguments")?.namedChild(0);
    if (given?.text === "nil")
      edits.push({ path, at: { start: given.startIndex, end: given.endIndex }, text: "zendeskHTTPClient()" });
    else
      reasons.push(
        "The client has an http.Client of its own: a request whose token was revoked is not repeated.",
      );
    const checked = [...nodesBelow(call)]
      .filter((node) => node.type === "identifier")
      .find((node) => new RegExp(`\\b${node.text} == ""`).test(around.text));
    if (checked) reasons.push(`The code still checks that ${checked.text} is set.`);
    const provider = await provideGo(site, files, ["transport", "credential"], project);
    if (typeof provider === "string") return refuse("shape", provider);
    if (provider.alone !== undefined)
      reasons.push(`${provider.alone} names the file alone: it has to name the package now.`);
    return {
      kind: "rewrite",
      safety: reasons.length === 0 ? "safe" : "review",
      reasons,
      title: "gives go-zendesk a credential that renews itself",
      edits,
      creates: provider.creates,
    };
  },
};

/** A call of a name, around a place when one is given. */
function callNamed(root: Node, name: string, at?: number): Node | undefined {
  return [...nodesBelow(root)].find(
    (node) =>
      node.type === "call_expression" &&
      new RegExp(`(?:^|\\.)${name}$`).test(node.childForFieldName("function")?.text ?? "") &&
      (at === undefined || (node.startIndex <= at && at < node.endIndex)),
  );
}
