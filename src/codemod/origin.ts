import type { Site } from "./recipe.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Names of calls that get a record out of a database. */
const RECORD =
  /(?:^|\.)(?:find\w*|where|first\w*|last|query|fetch_?\w*|select|current_(?:user|account|tenant|organi[sz]ation|shop|store|team))(?:\.|$)/i;

/** Objects that hold an application's configuration, by their usual names. */
const CONFIGURATION = /^(?:Rails\.|Settings?\.|App(?:lication)?Config\b|APP_CONFIG\b|Figaro\.|Chamber\.)/;

/** Settings that people fill in on a screen of Discourse or Redmine. */
const SCREEN = /\bSiteSetting\.|\bSetting\.plugin_|\bSetting\[/;

/** What the way of a credential says about a rewrite: a refusal, or the reasons why a person has to look at it; none when it is plain. */
export function originOf({ use, names, finding, file }: Site): Refusal | readonly string[] {
  const given = use.match.token ?? use.match;
  const screen = SCREEN.exec(file.masked.slice(given.at.start, given.at.end));
  if (screen) return refuse("user-settings", "The token is a setting of the site.");
  const roots = use.roots.filter((root) => root.weak !== true);
  const known = roots.filter((root) => root.kind !== "unknown");
  if (known.length === 0) {
    const key = roots[0]?.key;
    if (key !== undefined && CONFIGURATION.test(key))
      return [`The token came from ${key}; the provider reads ${names.clientId} and ${names.clientSecret}.`];
    if (key !== undefined && RECORD.test(key))
      return refuse("many-tenants", `The token comes from ${key.replace(/^this\./, "")}.`);
    return refuse(
      "shared-interface",
      key === undefined
        ? "Nothing in the repository says where the token comes from."
        : `The token comes from ${key.replace(/^this\./, "")}.`,
    );
  }
  const users = use.userRoots.filter((root) => root.weak !== true);
  const user = users[0]?.key;
  // A bare name is a parameter: another user at each call. A dotted one is a setting.
  if (
    finding.placement !== "test" &&
    user !== undefined &&
    users.every((root) => root.kind === "unknown") &&
    !user.replace(/^this\./, "").includes(".")
  )
    return refuse("acts-as-user", `The user comes from ${user.replace(/^this\./, "")}.`);
  if (known.some((root) => root.kind === "env")) return [];
  const [lookup] = names.tokenKeys;
  return [
    lookup === undefined
      ? `The token stood in the code; the provider reads ${names.clientId} and ${names.clientSecret}.`
      : `The token came from the setting ${lookup}; the provider reads ${names.clientId} and ${names.clientSecret}.`,
  ];
}
