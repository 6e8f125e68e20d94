import type { LanguageId } from "./fact.ts";
import type { Placement } from "./finding.ts";

const TEST_PATH =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|testing|test[-_]?data|fixtures?|(?:vcr[-_]?)?cassettes?|__recordings__|e2e|cypress|features\/step_definitions|mocks?)\/|(?:^|\/)(?:test_[^/]*|[^/]*[._-](?:test|tests|spec|specs|e2e|stories|cy)|conftest|tests?)\.[\w]+$|(?:^|\/)[^/]*(?:Test|Tests|TestCase|Spec|IT)\.(?:java|kt|cs|php|scala|groovy|ps1)$|(?:^|\/)[^/]*_(?:test|spec)\.(?:go|rb|py|exs?)$|(?:^|\/)[\w.]*\.?Tests?(?:\.[\w.]+)?\//i;
const DOCS_PATH =
  /(?:^|\/)(?:docs?|documentation|wiki|man|_posts)\/|(?:^|\/)(?:readme|changelog|changes|history|contributing|install|usage|upgrade|faq|license|notice)(?:\.[\w.]+)?$/i;
const EXAMPLE_PATH = /(?:^|\/)(?:examples?|samples?|demos?|tutorials?)\//i;

/** What kind of place a file is, by its path and language. Configuration under `docs/` or `test/` follows its folder. */
export function placementOf(path: string, language: LanguageId): Placement {
  if (language === "markup") return "docs";
  if (TEST_PATH.test(path)) return "test";
  if (DOCS_PATH.test(path) && (language === "text" || language === "html")) return "docs";
  return EXAMPLE_PATH.test(path) ? "example" : "code";
}
