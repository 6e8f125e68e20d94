import type { Site } from "../recipe.ts";
import { type Refusal, refuse } from "../refusal.ts";

/** First words of names that hold one customer of many. */
const TENANT =
  /^(?:this\.)?(?:tenant|customer|account|integration|installation|connection|workspace|merchant|shop)s?\b/i;

/** Words of names that hold the settings of a program. */
const SETTINGS =
  /(?:cfg|conf|config|configuration|settings?|options?|opts|props|properties|env|viper|flags?|secrets?|creds?|credentials?)\b/i;

const SETTINGS_FILE = /\.(?:ya?ml|json|toml|ini|properties|xml|conf|cfg)$/i;

/** Where a site's user and token come from, as far as a rewrite has to tell a person or to stop. */
export function originOf({ use, names, host, finding }: Site): { refusal?: Refusal; reasons: string[] } {
  const reasons: string[] = [];
  const known = use.roots.filter((root) => root.kind !== "unknown" && root.weak !== true);
  const key = use.roots.find((root) => root.kind === "unknown")?.key;
  if (known.length === 0 && key !== undefined && TENANT.test(key))
    return { refusal: refuse("many-tenants", `The token is ${key}.`), reasons };
  const environment = known.some((root) => root.kind === "env");
  if (!environment) {
    const from = known.find((root) => root.kind === "lookup")?.key ?? (known.length === 0 ? key : undefined);
    // A value in a settings file that the program reads stands there, not in the code.
    const file = known.find((root) => SETTINGS_FILE.test(root.path))?.path;
    const before =
      from === undefined && known.length > 0
        ? `stood in ${file ?? "the code"}`
        : `came from ${from ?? "somewhere that was not found"}`;
    reasons.push(
      `The token ${before}; the new code reads ${names.clientId} and ${names.clientSecret} from the environment.`,
    );
  }
  const users = use.userRoots.filter((root) => root.weak !== true);
  const user = users.find((root) => root.kind === "unknown")?.key;
  if (
    environment &&
    finding.placement !== "test" &&
    user !== undefined &&
    users.every((root) => root.kind === "unknown") &&
    !SETTINGS.test(user)
  )
    return { refusal: refuse("acts-as-user", `The user is ${user}, which is no setting.`), reasons };
  if (host.kind === "unknown")
    reasons.push(`The account's address was not found: the new code reads ${host.name}.`);
  return { reasons };
}

/** Roots that say where a program has its credential from: not those in tests and documentation, unless there are no others. */
export function tellingRoots({ use, finding }: Site): Site["use"]["roots"] {
  const roots = use.roots.filter((root) => root.weak !== true);
  if (finding.placement === "test") return roots;
  return roots.filter(({ path }) => !/_test\.go$|(?:^|\/)(?:tests?|docs?|examples?)\/|\.mdx?$/i.test(path));
}
