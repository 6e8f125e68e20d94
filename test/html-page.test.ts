import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../src/model/finding.ts";
import { render } from "../src/report/index.ts";
import { findChromium, type Opened, ReportBrowser } from "./browser.ts";
import { fullReport, HOSTILE, hostileReport, largeReport } from "./html-reports.ts";
import { axeProblems, chooseIn, focused, places, search, status, timeOf } from "./report-page.ts";

const chromium = findChromium();
// Where there is no browser nothing here can be tested: locally that is said, in CI it is a failure.
const skipped = chromium === undefined && !process.env["CI"];
if (skipped)
  console.warn(
    "\nhtml-page.test.ts: the HTML report is not opened. There is no Chromium: apt-get install chromium, or name one in CHROMIUM.\n",
  );

const html = (report: Report): Promise<string> => render("html", report, { color: false, width: 80 });

describe.skipIf(skipped)("the HTML report in a browser", () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    if (chromium === undefined) throw new Error("no Chromium: .ci/run installs one, or name it in CHROMIUM");
    browser = await ReportBrowser.launch(chromium);
  });
  afterAll(() => browser?.close());

  const open = async (
    report: Report,
    hash = "",
    options: Parameters<ReportBrowser["open"]>[2] = {},
  ): Promise<Opened> => browser.open(await html(report), hash, options);

  test("from disk it asks for nothing, refuses nothing and breaks nowhere", async () => {
    const { page, requests, complaints } = await open(fullReport());
    expect(await status(page)).toBe("8 findings, 1 suppressed not shown");
    expect(await page.locator(".chart svg g").count()).toBeGreaterThan(10);
    await page.getByText("As a table").first().click();
    await chooseIn(page, "Owner", "@acme/web");
    await page.locator("details.chapter").first().locator("summary").click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect.poll(() => status(page)).toMatch(/^Link copied$|address bar/);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("its policy holds: no script, style, picture, request or markup is let in afterwards", async () => {
    const { page, requests, complaints } = await open(fullReport());
    const failures: (string | undefined)[] = [];
    page.on("requestfailed", (request) => failures.push(request.failure()?.errorText));
    const blocked = await page.evaluate(`(async () => {
      // What runs in the same turn as a debugger's order is not held to the policy.
      await new Promise((done) => setTimeout(done));
      const violations = [];
      document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
      const add = (tag, set) => { const made = document.createElement(tag); set(made); document.body.append(made); };
      const attempt = (run) => { try { run(); } catch (error) { violations.push(error.name); } };
      add("img", (img) => { img.src = "https://attacker.example/x.png"; });
      add("style", (style) => { style.textContent = "body { display: none }"; });
      attempt(() => add("script", (script) => { script.textContent = "window.owned = 1"; }));
      attempt(() => { document.body.innerHTML = "<b>x</b>"; });
      attempt(() => eval("window.owned = 1"));
      await fetch("https://attacker.example/").catch(() => {});
      await new Promise((done) => setTimeout(done, 100));
      return violations;
    })()`);
    expect(blocked).toEqual(
      expect.arrayContaining([
        "img-src",
        "style-src-elem",
        "connect-src",
        "TypeError",
        "require-trusted-types-for",
      ]),
    );
    expect(await page.evaluate("window.owned")).toBeUndefined();
    // A request that the policy refuses is told of, but never made.
    expect(failures).toEqual(requests.map(() => "csp"));
    expect(complaints.length).toBeGreaterThan(3);
  });

  test("filters: within a facet either, across facets both; the charts and counts follow, and the address says it", async () => {
    const { page } = await open(fullReport());
    await chooseIn(page, "Severity", "error");
    expect(await status(page)).toBe("4 of 8 findings");
    await chooseIn(page, "Rule", "hardcoded");
    expect(await places(page)).toEqual(["widget.js:1 public"]);
    await chooseIn(page, "Rule", "sdk-zenpy");
    expect(await places(page)).toHaveLength(2);
    expect(new URL(page.url()).hash).toBe("#severity=error&rule=hardcoded&rule=sdk-zenpy");
    const owners = page.locator("figure", { hasText: "By owner" });
    expect(await owners.locator("svg .label").allTextContents()).toEqual(["@acme/web", "no owner"]);
    await page.getByRole("button", { name: "Take away Severity: error" }).click();
    await page.getByRole("button", { name: "Clear all" }).click();
    expect(await status(page)).toBe("8 findings, 1 suppressed not shown");
    expect(new URL(page.url()).hash).toBe("");
  });

  test("a bar filters, and a second click takes it back", async () => {
    const { page } = await open(fullReport());
    const bar = page.locator("figure", { hasText: "By language" }).locator("g", { hasText: "hcl" });
    await bar.click();
    expect(await places(page)).toEqual(["zendesk.tf:6 terraform"]);
    await bar.click();
    expect(await status(page)).toMatch(/^8 findings/);
  });

  test("deadlines and what is new lead to their findings", async () => {
    const { page } = await open(fullReport());
    await page.locator(".deadline a").last().click();
    await expect.poll(() => status(page)).toBe("6 of 8 findings, 1 suppressed not shown");
    await page.getByRole("link", { name: "3 new" }).click();
    await expect.poll(() => places(page)).toHaveLength(3);
    await page.goBack();
    await expect.poll(() => status(page)).toBe("6 of 8 findings, 1 suppressed not shown");
  });

  test("a report without findings says so, and shows no empty tools", async () => {
    const { page, complaints } = await open({ ...fullReport(), findings: [], suppressed: [] });
    const section = page.getByRole("region", { name: "Findings" });
    expect(await section.textContent()).toContain("No use of a Zendesk API token in 1,204 files");
    expect(await page.getByRole("searchbox").count()).toBe(0);
    expect(await page.locator("figure").count()).toBe(0);
    expect(await axeProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("search finds every word in paths, owners, code and traces; none left is said", async () => {
    const { page } = await open(fullReport());
    await page.getByRole("searchbox", { name: "Search" }).fill("PLATFORM basic");
    expect(await places(page)).toEqual(["client.ts:15 src/zendesk", "client.ts:40 src/zendesk"]);
    await page.getByRole("searchbox", { name: "Search" }).fill("nothing like it");
    expect(await page.getByText("No finding is left by these filters.").isVisible()).toBe(true);
    expect(await status(page)).toBe("0 of 8 findings");
  });

  test("silenced findings come when asked for, with who silenced them", async () => {
    const { page } = await open(fullReport(), "#state=suppressed");
    expect(await places(page)).toHaveLength(1);
    const detail = page.getByRole("region", { name: "The chosen finding" });
    expect(await detail.textContent()).toContain("moves with the manual");
    expect(await detail.textContent()).toContain("2027-01-31");
  });

  test("an address brings back filters, order and finding; a foreign one does no harm", async () => {
    const { page } = await open(fullReport());
    await chooseIn(page, "Rule", "basic-auth");
    await page.getByRole("button", { name: "Place" }).click();
    await page.getByRole("button", { name: "Place" }).click();
    await page.getByRole("row").nth(2).click();
    const { hash } = new URL(page.url());
    expect(hash).toMatch(/^#rule=basic-auth&sort=-place&finding=[0-9a-f]{12}$/);
    const [seen, heading] = [await places(page), await page.locator("#detail h3").textContent()];
    const again = (await open(fullReport(), hash)).page;
    expect(await places(again)).toEqual(seen);
    expect(await again.locator("#detail h3").textContent()).toBe(heading);
    expect(await again.getByRole("columnheader", { name: "Place" }).getAttribute("aria-sort")).toBe(
      "descending",
    );
    for (const foreign of ["#rule=%E0%A4%A&sort=__proto__&finding=zz", "#=&=&q=%00", "#constructor=1"]) {
      const { page: other, complaints } = await open(fullReport(), foreign);
      expect(await status(other)).toMatch(/findings/);
      expect(complaints).toEqual([]);
    }
  });

  test("a rule in the address opens its chapter, and the chapter shows its findings", async () => {
    const { page } = await open(fullReport(), "#rule-static-oauth");
    const chapter = page.locator("#rule-static-oauth");
    expect(await chapter.getAttribute("open")).toBe("");
    await chapter.getByRole("link", { name: "Show the finding" }).click();
    expect(await places(page)).toEqual(["zendesk.tf:6 terraform"]);
  });

  test("the detail shows code, way, owners and the rewrite", async () => {
    const { page } = await open(fullReport(), "#q=client.ts%3A15");
    const detail = page.getByRole("region", { name: "The chosen finding" });
    expect(await detail.locator("h3").textContent()).toBe("src/zendesk/client.ts:15:20");
    expect(await detail.locator("mark").first().textContent()).toMatch(/^`Basic \$\{btoa/);
    expect(await detail.locator("ol.steps > li").count()).toBeGreaterThan(2);
    expect(await detail.locator("ins").allTextContents()).toEqual([
      "+  return { Authorization: await bearer() };\n",
    ]);
    expect(await detail.locator("del").count()).toBe(1);
    await page.getByRole("row", { name: /client\.ts:15/ }).waitFor();
    const { page: other } = await open(fullReport(), "#q=client.ts%3A40");
    await other.getByRole("button", { name: "src/zendesk/client.ts:15" }).click();
    expect(await other.locator("#detail h3").textContent()).toBe("src/zendesk/client.ts:15:20");
  });

  test("CSV holds the filtered rows in their order", async () => {
    const { page } = await open(fullReport(), "#rule=basic-auth&rule=hardcoded");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("zunset-findings.csv");
    const lines = readFileSync((await download.path()) ?? "", "utf8").split("\r\n");
    expect(lines).toHaveLength(1 + 4 + 1);
    expect(lines[0]).toMatch(/^\ufeffseverity,confidence,rule,path,line/);
    expect(lines[1]).toContain(",hardcoded,public/widget.js,1,4314,");
  });

  test("everything can be done with keys alone", async () => {
    const { page } = await open(fullReport());
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to the findings");
    await page.keyboard.press("/");
    await page.keyboard.type("src/zendesk");
    expect(await status(page)).toBe("2 of 8 findings");
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toMatch(/client\.ts:15/);
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toMatch(/client\.ts:40/);
    expect(await page.locator("#detail h3").textContent()).toMatch(/client\.ts:40/);
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toMatch(/client\.ts:40/);
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("detail");
    await page.keyboard.press("Escape");
    expect(await focused(page)).toMatch(/client\.ts:40/);
    await page.keyboard.press("Home");
    expect(await focused(page)).toMatch(/client\.ts:15/);
    // A menu: opened, chosen from and left by keys, the focus never lost.
    await page.keyboard.press("/");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Severity");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(new URL(page.url()).hash).toContain("severity=error");
    expect(await page.evaluate("document.activeElement.value")).toBe("error");
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("Severity1");
    expect(await page.locator(".menu[open]").count()).toBe(0);
  });

  test("scrolling keeps the focus on the row that has it, and on the table when that is gone", async () => {
    const { page } = await open(largeReport(500));
    await page.keyboard.press("/");
    for (const key of ["ArrowDown", "PageDown", "PageDown", "PageDown"]) await page.keyboard.press(key);
    const row = await focused(page);
    for (const by of [300, -500, 320, -250]) {
      await page.evaluate(`document.getElementById("scroll").scrollTop += ${by}`);
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
      expect(await focused(page), String(by)).toBe(row);
    }
    await page.evaluate("document.getElementById('scroll').scrollTop = 1e6");
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
    expect(await page.evaluate("document.activeElement.id")).toBe("scroll");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe(row);
    const indices = await page
      .locator("tbody tr[aria-rowindex]")
      .evaluateAll((rows) => rows.map((one) => Number(one.getAttribute("aria-rowindex"))));
    expect(indices).toEqual([...indices].sort((a, b) => a - b));
    expect(new Set(indices).size).toBe(indices.length);
  });

  test.each(["light", "dark"] as const)(
    "axe finds nothing to object to in %s, at both widths",
    async (colorScheme) => {
      for (const width of [1366, 420]) {
        const { page } = await open(fullReport(), "", { colorScheme, viewport: { width, height: 900 } });
        for (const summary of await page
          .locator(".chart summary, details.chapter > summary, #skipped summary")
          .all())
          await summary.click();
        expect(await axeProblems(page), String(width)).toEqual([]);
        await page.locator(".menu > summary").nth(1).click();
        expect(await axeProblems(page), `${width}, a menu open`).toEqual([]);
      }
    },
    120_000,
  );

  test("a screen reader hears landmarks, headings in order, how many rows there are and which one is chosen", async () => {
    const { page } = await open(largeReport(500));
    const tree = await page.locator("body").ariaSnapshot();
    for (const landmark of ["banner", "main", "contentinfo", 'navigation "Sections"', 'search "Findings"'])
      expect(tree).toContain(`- ${landmark}`);
    expect(tree).toContain('- grid "Findings"');
    expect(tree).toMatch(/img "Bar chart: findings by rule\. basic-auth 144, /);
    const levels = [...tree.matchAll(/heading .*\[level=(\d)\]/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries())
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 1) + 1);
    const grid = page.getByRole("grid");
    expect(await grid.getAttribute("aria-rowcount")).toBe("501");
    await page.keyboard.press("/");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    const chosen = grid.getByRole("row", { selected: true });
    expect(await chosen.getAttribute("aria-rowindex")).toBe("501");
    expect(await chosen.getAttribute("tabindex")).toBe("0");
    expect(await grid.locator("tr[tabindex='0']").count()).toBe(1);
  });

  test("the switch overrules the preference", async () => {
    const { page } = await open(fullReport(), "", { colorScheme: "dark" });
    const ground = (): Promise<unknown> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await ground();
    await page.getByRole("radio", { name: "Light" }).check();
    const light = await ground();
    expect(light).not.toBe(dark);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await ground()).toBe(light);
    await page.getByRole("radio", { name: "Dark" }).check();
    expect(await ground()).toBe(dark);
  });

  test("with no motion wanted nothing moves; without scripts the rules and deadlines are there", async () => {
    const { page } = await open(fullReport(), "", { reducedMotion: "reduce" });
    expect(await page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")).toBe("auto");
    const { page: bare } = await open(fullReport(), "", { javaScriptEnabled: false });
    expect(await bare.locator(".deadline").count()).toBe(3);
    await bare.locator("details.chapter summary").first().click();
    expect(await bare.getByText("Why it matters").first().isVisible()).toBe(true);
  });

  test("hostile names, code, owners, reasons and rules stay text", async () => {
    const { page, requests, complaints } = await open(hostileReport(), "#state=open&state=suppressed");
    for (const name of ["Rule", "Directory", "Owner"]) {
      await page.locator(".menu > summary", { hasText: name }).click();
      await page.keyboard.press("Escape");
    }
    for (const summary of await page
      .locator(".chart summary, details.chapter > summary, #skipped summary")
      .all())
      await summary.click();
    await page.keyboard.press("/");
    await page.keyboard.press("ArrowDown");
    for (let index = 0; index < 2 * HOSTILE.length; index++) {
      expect(await page.locator("#detail").textContent()).toContain("A token. It goes by the name");
      await page.keyboard.press("ArrowDown");
    }
    await page.getByRole("button", { name: "Export CSV" }).click();
    expect(await page.evaluate("window.owned")).toBeUndefined();
    expect(await page.locator("img, iframe, object, embed, form, base").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(2);
    expect(await page.locator("a[href^='javascript:' i]").count()).toBe(0);
    expect(await page.locator("main").textContent()).toContain("</script><script>window.owned=1</script>");
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("paper shows the rows and every chapter, and no tools", async () => {
    const { page } = await open(largeReport(1500));
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("tbody tr[aria-rowindex]").count()).toBe(1000);
    expect(await page.locator("details.chapter:not([open])").count()).toBe(0);
    expect(await page.locator(".tools").isVisible()).toBe(false);
    expect(await page.locator("#detail").isVisible()).toBe(false);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("tbody tr[aria-rowindex]").count()).toBeLessThan(100);
  });

  test("10,000 findings: at most 15 MB, painted within 2 s, filtered within 200 ms", async () => {
    const text = await html(largeReport(10_000));
    const megabytes = Buffer.byteLength(text) / 1e6;
    const { page } = await browser.open(text);
    const paint = (await page.evaluate(
      "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    )) as number;
    const words = ["client-77", "zendesk_api_token_42", "c", "nothing like it", "team-3 settings", ""];
    const times: number[] = [];
    for (const word of words) times.push(await timeOf(page, search(word)));
    await page.locator(".menu > summary", { hasText: "Owner" }).click();
    times.push(await timeOf(page, "document.querySelector('.menu[open] input[type=checkbox]').click()"));
    times.push(await timeOf(page, "document.querySelector('th.place button').click()"));
    times.push(await timeOf(page, "document.querySelector('#scroll').scrollTop += 5000"));
    const slowest = Math.max(...times);
    console.log(
      `10,000 findings: ${megabytes.toFixed(1)} MB, first paint ${paint.toFixed(0)} ms, slowest filter ${slowest.toFixed(0)} ms`,
    );
    expect(await page.locator("tbody tr").count()).toBeLessThan(100);
    expect(megabytes).toBeLessThanOrEqual(15);
    expect(paint).toBeLessThanOrEqual(2000);
    expect(slowest).toBeLessThanOrEqual(200);
  }, 60_000);
});
