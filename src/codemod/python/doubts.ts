import type { Node } from "web-tree-sitter";
import type { Place } from "./carrier.ts";
import { field, functionAround } from "./code.ts";
import type { Flow } from "./flow.ts";

/** Most places that a reason is made of. */
const MOST = 4;

/** What a person has to look at because of the ways that values go, a sentence each. */
export function reasonsOf(...flows: readonly Flow[]): string[] {
  const all = flows.flatMap((flow) => flow.doubts.map((one) => `${one.what} (${placeOf(one)}).`));
  const found = [...new Set(all)];
  return found.length > MOST
    ? [...found.slice(0, MOST), `${found.length - MOST} more places are like that.`]
    : found;
}

/** A reason when only some requests got the credential: what adds a token gives it to all. */
export function conditionReason(
  headers: readonly Place[],
  flow: Flow,
  ends: readonly Place[] = flow.ends,
): string | undefined {
  const choice = flow.choices.find(({ node }) => !isAboutCredentials(conditionOf(node)));
  const header = headers.find(({ node }) => isConditional(node, ends));
  const at = choice ?? header;
  return (
    at &&
    `Only some requests got the credential, by a condition: now all of them get a token (${placeOf(at)}).`
  );
}

/** The value is not the only one that may be taken. */
export const hasRivals = ({ choices }: Flow): boolean =>
  choices.some(({ node }) =>
    node.namedChildren.some(
      (one, index) =>
        one !== null &&
        !(node.type === "conditional_expression" && index === 1) &&
        !/^(?:None|""|''|\{\})$/.test(one.text) &&
        /auth|bearer|basic|token|header/i.test(one.text) &&
        node.namedChildren.length > 1 &&
        index > 0,
    ),
  );

const placeOf = ({ path, node }: Place): string => `${path}:${node.startPosition.row + 1}`;

const conditionOf = (choice: Node): Node | undefined =>
  (choice.type === "conditional_expression" ? choice.namedChild(1) : choice.namedChild(0)) ?? undefined;

/** Whether there is a credential is no choice between requests. */
const isAboutCredentials = (condition: Node | undefined): boolean =>
  condition !== undefined &&
  /token|key|secret|password|passwd|credential|mail|\buser(?:name)?\b/i.test(condition.text) &&
  !/anon|public|\b(?:use|with|need|require|skip|no|is|has)_|authenticated|==|!=|\bin\b/i.test(condition.text);

/** The credential is put in under a condition that the requests do not stand under. */
function isConditional(header: Node, ends: readonly Place[]): boolean {
  const made = functionAround(header);
  for (let node: Node | null = header; node && node.id !== made?.id; node = node.parent) {
    const parent: Node | null = node.parent;
    if (!parent) return false;
    if (/^(?:for|while)_statement$/.test(parent.type)) continue;
    const branch =
      (/^(?:if_statement|elif_clause)$/.test(parent.type) && node.id !== field(parent, "condition")?.id) ||
      /^(?:else_clause|except_clause|case_clause)$/.test(parent.type);
    if (!branch) continue;
    const inside = (end: Place): boolean =>
      end.node.startIndex >= (node as Node).startIndex && end.node.endIndex <= (node as Node).endIndex;
    if (ends.length > 0 && ends.every(inside)) continue;
    const condition = field(parent.type === "else_clause" ? parent.parent : parent, "condition");
    if (!isAboutCredentials(condition)) return true;
  }
  return false;
}
