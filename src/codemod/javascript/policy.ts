import type { Node } from "ts-morph";
import { placementOf } from "../../model/placement.ts";
import type { Root } from "../../resolve/index.ts";
import { isAccount } from "../accounts.ts";
import type { Site } from "../recipe.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { componentAbove } from "./bundled.ts";
import type { Flow } from "./carrier.ts";
import { isWorkerScript } from "./module.ts";
import { type Program, pathOf } from "./program.ts";
import { Symbols } from "./symbols.ts";

/** What speaks for or against rewriting a site, whatever it is sent with. */
export type Verdict = { readonly refusal: Refusal } | { readonly reasons: readonly string[] };

const BROWSER =
  /\bfrom\s*["'](?:react|react-dom|vue|svelte|@angular\/core|preact|solid-js)["']|\bdocument\.|\bwindow\.|\blocalStorage\./;
const SERVER =
  /\bprocess\.|\brequire\s*\(|["']node:|\bmodule\.exports\b|\bgetServerSideProps\b|["']use server["']/;
const PER_CALLER =
  /^(?:req|request|event|row|record|tenant|account|customer|integration|connection|installation)$/i;
const TENANTS = /tenant|installation|(?<!single)customer(?:Config|Settings)/i;
const PROMPTS = /^(?:prompts?|inquirer|keytar|keychain|conf|configstore|rl|readline)\b/i;

/** Decides whether the origin of a credential allows OAuth client credentials from the environment, and what a person should know of it. */
export async function judge(site: Site, start: Node, program: Program): Promise<Verdict> {
  const text = start.getSourceFile().getFullText();
  if (site.finding.placement === "code" && BROWSER.test(text) && !SERVER.test(text))
    return { refusal: refuse("browser") };
  const component = await componentAbove(pathOf(start), program);
  if (component !== undefined)
    return {
      refusal: refuse("browser", `${component} brings it into what browsers get.`),
    };
  const users = usersOf(start, program);
  if (users.length > 1) return { refusal: refuse("acts-as-user", `The user is one of ${users.join(", ")}.`) };
  const inTest = site.finding.placement === "test";
  const roots = site.use.roots.filter((root) => inTest || placementOf(root.path, "javascript") !== "test");
  const known = roots.filter((root) => root.kind === "env");
  const texts = roots.every((root) => root.kind === "text");
  const others = roots.filter((root) => root.kind !== "env" && (root.kind !== "text" || texts));
  const reasons: string[] = [];
  for (const root of others) {
    const key = root.key ?? "";
    if (PROMPTS.test(key))
      return { refusal: refuse("user-settings", `The token comes from ${key === "" ? root.path : key}.`) };
    if (
      root.kind !== "text" &&
      TENANTS.test([key, root.path, ...root.hops.map((hop) => hop.message)].join("\n"))
    )
      return { refusal: refuse("many-tenants", `The token comes from ${key === "" ? root.path : key}.`) };
    const owner = root.kind === "unknown" && known.length === 0 ? await ownerOf(root, program) : undefined;
    if (owner !== undefined) {
      const id = PER_CALLER.test(key.split(".")[0] ?? "") ? "many-tenants" : "shared-interface";
      return { refusal: refuse(id, `${key} is handed to ${owner}.`) };
    }
    if (root.kind === "unknown" && known.length > 0) continue;
    reasons.push(
      root.kind === "secret" || root.kind === "text"
        ? "The credential stands in the code; the provider reads environment variables instead."
        : `The token came from ${key === "" ? "a setting" : key}; the provider reads environment variables instead.`,
    );
  }
  if (roots.length === 0)
    reasons.push("Where the token comes from was not found; the provider reads environment variables.");
  if (isWorkerScript(text))
    reasons.unshift(
      "A worker script cannot import a provider: it stands in the script, and takes its settings from the worker's variables.",
    );
  if (/\benv\.[A-Z]/.test(text) && /\(\s*[^()]*\benv\b[^()]*\)\s*(?:=>|\{)/.test(text))
    reasons.unshift("Settings come from a binding: make sure that the provider reads the same ones.");
  return { reasons: [...new Set([...reasons.slice(0, 2), ...hostReasons(site)])] };
}

/** What callers give for the user, when that is a parameter and not the same everywhere. */
function usersOf(start: Node, program: Program): string[] {
  const { Node: N } = program.morph;
  const symbols = new Symbols(program);
  const found = new Set<string>();
  for (const name of [start, ...start.getDescendants()]) {
    if (!N.isIdentifier(name) || !/user|mail|login|agent/i.test(name.getText())) continue;
    const parameter = name
      .getSymbol()
      ?.getDeclarations()
      .find((one) => N.isParameterDeclaration(one));
    const fn = parameter && symbols.functionAround(name);
    if (!fn || !N.isParameterDeclaration(parameter) || N.isConstructorDeclaration(fn)) continue;
    const index = fn.getParameters().indexOf(parameter);
    for (const call of symbols.callSites(fn).calls) {
      const argument = N.isCallExpression(call) ? call.getArguments()[index] : undefined;
      if (argument) found.add(argument.getText());
    }
  }
  return [...found].sort();
}

const hostReasons = (site: Site): string[] =>
  site.host.kind === "unknown"
    ? [`The account's address was not found: the provider reads ${site.host.name}.`]
    : [];

/** The function that a value is a parameter of. */
async function ownerOf(root: Root, program: Program): Promise<string | undefined> {
  const file = await program.open(root.path);
  let node: Node | undefined = file && program.nodeAt(file, root.at);
  const { Node: N } = program.morph;
  if (N.isTemplateExpression(node) || N.isBinaryExpression(node)) {
    const words = (root.key ?? "").split(".");
    node = node.getDescendants().find((one) => N.isIdentifier(one) && one.getText() === words[0]);
  }
  while (N.isPropertyAccessExpression(node) || N.isElementAccessExpression(node) || N.isCallExpression(node))
    node = node.getExpression();
  if (!N.isIdentifier(node)) return undefined;
  const parameter = node
    .getSymbol()
    ?.getDeclarations()
    .map((one) =>
      N.isBindingElement(one) ? one.getFirstAncestor((outer) => N.isParameterDeclaration(outer)) : one,
    )
    .find((one) => N.isParameterDeclaration(one));
  const symbols = new Symbols(program);
  const fn = parameter && symbols.functionAround(parameter);
  if (!fn) return undefined;
  return symbols.nameOf(fn)?.getText() ?? (N.isConstructorDeclaration(fn) ? "a constructor" : "a function");
}

/** A reason when requests that get the credential go to other accounts than the provider's. */
export function accountsReason(site: Site, flow: Flow, { morph }: Program): string | undefined {
  const { Node: N } = morph;
  const own =
    site.host.kind === "literal" ? site.host.url : site.host.kind === "env" ? site.host.default : "";
  const known = /^(?:https?:\/\/)?([\w-]+)\.zendesk\.com/.exec(own ?? "")?.[1] ?? own ?? "";
  const found = new Set<string>();
  for (const file of new Set(flow.sendings.map(({ call }) => call.getSourceFile())))
    for (const text of file.getDescendants()) {
      if (!N.isStringLiteral(text) && !N.isNoSubstitutionTemplateLiteral(text) && !N.isTemplateHead(text))
        continue;
      const name = /(?:^|\/\/)([a-z\d][\w-]*)\.zendesk\.com/i
        .exec(text.getText().slice(1))?.[1]
        ?.toLowerCase();
      if (name !== undefined && isAccount(name)) found.add(name);
    }
  if (site.host.kind !== "env" || known !== "") found.delete(known.toLowerCase());
  else if (found.size === 1 && site.host.default === undefined) return undefined;
  const [other] = [...found].sort();
  return other === undefined
    ? undefined
    : `Some requests may go to ${other}.zendesk.com: the provider sends its token to one account only.`;
}

/** A reason when only some requests got the credential: a client that adds a token gives it to all. */
export function conditionReason(flow: Flow, { morph }: Program): string | undefined {
  const { Node: N } = morph;
  for (const sink of new Set([...flow.sinks, ...flow.sendings.map((one) => one.sink)]))
    for (
      let node: Node | undefined = sink;
      node && !N.isFunctionLikeDeclaration(node);
      node = node.getParent()
    ) {
      if (N.isArrowFunction(node) || N.isFunctionExpression(node)) break;
      const parent = node.getParent();
      const condition =
        N.isIfStatement(parent) && node !== parent.getExpression()
          ? parent.getExpression()
          : N.isConditionalExpression(parent) && node !== parent.getCondition()
            ? parent.getCondition()
            : N.isBinaryExpression(parent) &&
                node === parent.getRight() &&
                parent.getOperatorToken().getText() === "&&"
              ? parent.getLeft()
              : undefined;
      // Whether there is a credential is no choice between requests.
      if (condition && !/auth|cred|key|mail|pass|pwd|secret|token|user|zendesk/i.test(condition.getText()))
        return "Only some requests got the credential, by a condition: now all that go to the account get a token.";
    }
  return undefined;
}
