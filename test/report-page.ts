import axe from "axe-core";
import type { Page } from "playwright-core";

/** What the page says of how much it shows. */
export const status = (page: Page): Promise<string | null> => page.locator("#status").textContent();

/** What stands in the column of places. */
export const places = (page: Page): Promise<string[]> => page.locator("tbody td.place").allTextContents();

/** The text of what has the focus. */
export const focused = (page: Page): Promise<unknown> => page.evaluate("document.activeElement.textContent");

/** Types into the search, as a script. */
export const search = (word: string): string =>
  `const box = document.getElementById("search"); box.value = ${JSON.stringify(word)}; box.dispatchEvent(new Event("input"));`;

/** Milliseconds from an action to the frame that shows what it did: the best of seven, since what else a machine does is not the page's doing. */
export async function timeOf(page: Page, action: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 7; run++)
    times.push(
      (await page.evaluate(`new Promise((done) => {
        const begin = performance.now();
        ${action};
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
      })`)) as number,
    );
  return Math.min(...times);
}

/** Chooses a value of a filter by its menu. */
export async function chooseIn(page: Page, facet: string, value: string): Promise<void> {
  await page.locator(".menu > summary", { hasText: facet }).click();
  await page.locator(".menu[open]").getByRole("checkbox", { name: value }).check();
  await page.keyboard.press("Escape");
}

/** What axe objects to by WCAG 2.2 A and AA and its best practices. It runs beside the page's policy, as a debugger does. */
export async function axeProblems(page: Page): Promise<string[]> {
  const result =
    (await page.evaluate(`(() => { const module = undefined; ${axe.source}; return axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
  }); })()`)) as {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
      }[];
    };
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`),
  );
}
