import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { removals, spanOf, withoutElements } from "../nodes.ts";
import { carriedFrom } from "../php/carriers.ts";
import { conditionReason, escapes } from "../php/escapes.ts";
import {
  argumentsOf,
  around,
  functionAround,
  headerOf,
  isInBlock,
  keyOf,
  nameOf,
  statementOf,
  unique,
} from "../php/flow.ts";
import { NOT_REPLACED, type PhpChange, phpRewrite } from "../php/rewrite.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const title = "sends the curl request with an access token";
const CREDENTIALS = /^CURLOPT_(?:USERPWD|USERNAME|PASSWORD)$/;

/** curl: the handle loses its credentials and goes out by the provider, which authorizes it for each attempt. */
export const phpCurl: Recipe = {
  id: "php-curl",
  languages: ["php"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bcurl_(?:setopt|init)/.test(masked)) return undefined;
    const root = await project.tree(masked, "php");
    const change = (await credentials(root, site, project)) ?? (await header(root, site, project));
    return (
      change && phpRewrite(change, root, site, project, { template: "php-curl.php", name: "ZendeskOAuth" })
    );
  },
};

/** `curl_setopt($ch, CURLOPT_USERPWD, …)`, or the same among the options of `curl_setopt_array` */
async function credentials(root: Node, site: Site, project: Project): Promise<PhpChange | undefined> {
  const found = around(root, site, (node) => CREDENTIALS.test(optionOf(node) ?? ""));
  if (found.length === 0) return undefined;
  const change = sent(root, site, found, found.map(givenValue));
  if (!change) return undefined;
  const reasons = await unsaid(root, found, change.calls, site, project);
  return { ...change, reasons: [...change.reasons, ...reasons] };
}

/** What is not known of the handles and arrays that held the credential. */
async function unsaid(
  root: Node,
  set: readonly Node[],
  calls: readonly Node[],
  site: Site,
  project: Project,
): Promise<string[]> {
  const starts = set.flatMap((place) =>
    place.type === "function_call_expression" ? (argumentsOf(place)[0] ?? []) : heldBy(place),
  );
  const carried = carriedFrom(starts, root, set, (call) => calls.some((one) => one.id === call.id));
  const reasons = await escapes(carried, site, project);
  const named = /["'](curl_exec|curl_multi_exec)["']/.exec(root.text)?.[1];
  return [
    ...reasons,
    ...conditionReason(set),
    ...(named === undefined
      ? []
      : [`${named} is called by its name, too: such a call gets no access token.`]),
  ];
}

/** The array around an element; what is assigned to an element is held by the array. */
const heldBy = (place: Node): Node =>
  place.type === "assignment_expression"
    ? (place.childForFieldName("left") ?? place)
    : (place.parent ?? place);

/** A line of `CURLOPT_HTTPHEADER` */
async function header(root: Node, site: Site, project: Project): Promise<PhpChange | undefined> {
  const found = headerOf(root, site);
  if (!found?.line) return undefined;
  const change = sent(root, site, found.set, [found.value]);
  const unknown = change ? await unsaid(root, found.set, change.calls, site, project) : [];
  // What the header reaches besides goes on getting one where it stays.
  if (change && unknown.every((reason) => conditionReason(found.set).includes(reason)))
    return { ...change, reasons: [...change.reasons, ...unknown] };
  return {
    edits: [
      {
        path: site.file.path,
        at: spanOf(found.value),
        text: "'Authorization: Bearer ' . ZendeskOAuth::token()",
      },
    ],
    gone: [found.value],
    title: "puts an access token into the header",
    reasons: [NOT_REPLACED],
  };
}

/** A change with the calls that it makes go out by the provider. */
type Sent = PhpChange & { readonly calls: readonly Node[]; readonly reasons: readonly string[] };

/** Takes options and header lines out, and makes the handles go out by the provider; undefined when none does here. */
function sent(root: Node, { file }: Site, set: readonly Node[], gone: readonly Node[]): Sent | undefined {
  const { path, masked } = file;
  const functions = unique(set.map(functionAround));
  const here = functions.flatMap(executed);
  // Options that a function or a property gives are for whatever the file sends.
  const calls = unique(
    here.length > 0 && functions.every((one) => executed(one).length > 0) ? here : executed(root),
  );
  if (calls.length === 0) return undefined;
  const places = unique([...set, ...unique(calls.map(functionAround)).flatMap((one) => basicOnly(one, set))]);
  const edits = removed(path, masked, places);
  if (!edits) return undefined;
  return {
    calls,
    edits: [
      ...edits,
      ...calls.flatMap((call): Edit[] => {
        const name = call.childForFieldName("function");
        return name ? [{ path, at: spanOf(name), text: "ZendeskOAuth::exec" }] : [];
      }),
    ],
    gone,
    title,
    reasons: unrepeatable(unique(calls.map(functionAround))),
  };
}

const executed = (within: Node): Node[] =>
  [...nodesBelow(within)].filter(
    (node) => node.type === "function_call_expression" && nameOf(node) === "curl_exec",
  );

/** `CURLOPT_HTTPAUTH` of the same handle or array that says Basic, or anything. */
const basicOnly = (within: Node, set: readonly Node[]): Node[] =>
  [...nodesBelow(within)].filter(
    (node) =>
      optionOf(node) === "CURLOPT_HTTPAUTH" &&
      (node.type === "array_element_initializer"
        ? set.some((one) => one.parent?.id === node.parent?.id || one.type !== node.type)
        : set.every(
            (one) =>
              one.type !== "function_call_expression" ||
              argumentsOf(one)[0]?.text === argumentsOf(node)[0]?.text,
          )) &&
      /CURLAUTH_(?:BASIC|ANY|ANYSAFE)\b/.test(givenValue(node).text),
  );

/** The option that a call or an element of an array sets. */
function optionOf(node: Node): string | undefined {
  if (node.type === "function_call_expression" && nameOf(node) === "curl_setopt")
    return argumentsOf(node)[1]?.text.replace(/^\\/, "");
  return node.type === "array_element_initializer" && node.namedChildCount === 2
    ? keyOf(node).replace(/^\\/, "")
    : undefined;
}

const givenValue = (node: Node): Node =>
  (node.type === "array_element_initializer" ? node.namedChild(1) : argumentsOf(node)[2]) ?? node;

function removed(path: string, text: string, places: readonly Node[]): Edit[] | undefined {
  const statements: Node[] = [];
  const byList = new Map<number, { list: Node; gone: Node[] }>();
  for (const place of places) {
    const { parent } = place;
    if (place.type !== "array_element_initializer" || !parent) {
      const statement = statementOf(place);
      if (!statement) return undefined;
      statements.push(statement);
      continue;
    }
    const entry = byList.get(parent.id) ?? { list: parent, gone: [] };
    entry.gone.push(place);
    byList.set(parent.id, entry);
  }
  const edits: Edit[] = [];
  for (const { list, gone } of byList.values()) {
    const all =
      list.namedChildren.filter((node) => node?.type === "array_element_initializer").length === gone.length;
    // `curl_setopt($ch, CURLOPT_HTTPHEADER, [the only line])`
    const call = list.parent?.parent?.parent;
    const statement = all && call && optionOf(call) === "CURLOPT_HTTPHEADER" ? statementOf(call) : undefined;
    if (statement) statements.push(statement);
    else edits.push(...withoutElements(path, list, gone));
  }
  // The whole branch of an `if` without braces: what follows would become it.
  const [branches, others] = [
    unique(statements).filter((one) => !isInBlock(one)),
    unique(statements).filter(isInBlock),
  ];
  return [
    ...edits,
    ...branches.map((one) => ({ path, at: spanOf(one), text: "{}" })),
    ...removals(path, text, others),
  ];
}

/** Why an answer with a rejected token cannot be told or the request not be sent again. */
function unrepeatable(functions: readonly Node[]): string[] {
  const text = functions.map((node) => node.text).join("\n");
  if (
    !/CURLOPT_RETURNTRANSFER/.test(text) ||
    /CURLOPT_RETURNTRANSFER\s*(?:,|=>)\s*(?:false|0)\b/i.test(text) ||
    /CURLOPT_(?:FAILONERROR|FILE|WRITEFUNCTION)\b/.test(text)
  )
    return [
      "curl_exec() does not give the answer's text here: a token that is revoked before it expires is not replaced.",
    ];
  return /CURLOPT_(?:INFILE|READFUNCTION)\b/.test(text)
    ? ["What is uploaded from a stream is not sent again when the token was revoked."]
    : [];
}
