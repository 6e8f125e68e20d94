import type { AssignFact, FileContext, Found } from "../context.ts";
import { isShell, keyIn, storedBy } from "../stores.ts";

/** Languages in which an assignment sets an environment variable: a shell, and the files that hold shell. */
const SHELLS: ReadonlySet<string> = new Set([
  "bash",
  "makefile",
  "dockerfile",
  "yaml",
  "json",
  "toml",
  "text",
]);
/** Objects whose members are the environment of the process. */
const ENVIRONMENT = /^(?:(?:os|system)\.environ|ENV|process\.env|env|_ENV)\.([A-Za-z_]\w*)$/;
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Variables, settings and secrets given a value under a name that says Zendesk API token: `export ZENDESK_TOKEN=…`, `gh secret set ZENDESK_TOKEN`, `docker run -e ZENDESK_TOKEN=…`, `os.environ["ZENDESK_TOKEN"] = …`. */
export function assignedVariable(context: FileContext, emit: (found: Found) => void): void {
  for (const fact of context.assigns) {
    const key =
      ENVIRONMENT.exec(fact.name)?.[1] ??
      (CONSTANT.test(fact.name) && (SHELLS.has(context.file.language) || isSlot(context, fact))
        ? fact.name
        : configured(context, fact));
    if (key === undefined || readsItself(fact, key)) continue;
    const reading = context.read(key);
    if (reading.vendor && reading.kind === "token")
      emit({
        role: "declaration",
        at: fact.at,
        scope: fact.scope,
        key,
        token: fact.value,
        evidence: "name",
        confidence: "medium",
      });
  }
  if (!isShell(context.file.language)) return;
  const says = (name: string): boolean => context.read(name).vendor && context.read(name).kind === "token";
  for (const { call, scope } of context.places.calls) {
    const stored = storedBy(call);
    if (stored?.how !== "declaration") continue;
    for (const { text, value } of stored.named) {
      const key = keyIn(text, says);
      if (key === undefined) continue;
      emit({
        role: "declaration",
        at: value.at,
        scope,
        key,
        token: value,
        evidence: "name",
        confidence: "medium",
      });
      break;
    }
  }
}

/** What a block configures: `api_token` of Zendesk in `Zendesk.configure { |config| config.api_token = … }`. */
function configured(context: FileContext, fact: AssignFact): string | undefined {
  const [, parameter, member] = /^(\w+)\.(\w+)$/.exec(fact.name) ?? [];
  const scope = context.file.scopes[fact.scope];
  const owner = /^(.+)\.(?:configure|configuration|config|setup)$/i.exec(scope?.of ?? "")?.[1];
  return owner !== undefined && member !== undefined && scope?.params.some((one) => one.name === parameter)
    ? `${owner}.${member}`
    : undefined;
}

/** A constant of a settings module that waits for its value: `ZENDESK_API_TOKEN = ""`. */
function isSlot(context: FileContext, fact: AssignFact): boolean {
  const only = fact.value.parts[0];
  const literal =
    fact.value.parts.length === 0 || (fact.value.parts.length === 1 && only !== undefined && "text" in only);
  return (
    literal &&
    context.file.scopes[fact.scope]?.kind !== "function" &&
    /(?:settings|config|constants?|secrets?|credentials?|env)\b/i.test(context.file.path)
  );
}

/** `TOKEN=${TOKEN:-none}` only gives a default: the read says it already. */
function readsItself(fact: AssignFact, key: string): boolean {
  return fact.value.parts.some(
    (part) =>
      ("env" in part && part.env === key) ||
      ("choice" in part &&
        part.choice.some((one) => one.parts.some((inner) => "env" in inner && inner.env === key))),
  );
}
