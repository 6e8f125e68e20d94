/** Where the project lives: SARIF's `informationUri`, and the base of every link a report gives. */
export const PROJECT_URI = "https://github.com/zunset/zunset";

/** The page of a rule, which GitHub renders. */
export function ruleUri(id: string): string {
  return `${PROJECT_URI}/blob/main/docs/rules/${encodeURIComponent(id)}.md`;
}
