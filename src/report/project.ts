/** Where the project lives: SARIF's `informationUri`, and the base of every link a report gives. */
export const PROJECT_URI = "https://github.com/zunset/zunset";

/** The page of a rule: its own file, which GitHub renders. */
export function ruleUri(id: string): string {
  return `${PROJECT_URI}/blob/main/rules/${encodeURIComponent(id)}.yml`;
}
