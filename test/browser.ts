import { accessSync, constants, existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { temporaryFolder } from "./bundle.ts";

/** What Chromium is called by those who package it. */
const COMMANDS = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** Path of a Chromium: the one that `CHROMIUM` names, one on the path, or Playwright's own; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return [
    ...[process.env["CHROMIUM"] ?? ""],
    ...COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command))),
    chromium.executablePath(),
  ].find((path) => path !== "" && existsSync(path) && isExecutable(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A page that was opened from disk, with what it did that it must not. */
export interface Opened {
  readonly page: Page;
  /** Addresses of all requests but that for the file itself. */
  readonly requests: readonly string[];
  /** Errors, and what the browser refused by the content security policy. */
  readonly complaints: readonly string[];
}

/** A headless Chromium that opens reports from a folder of its own. */
export class ReportBrowser {
  readonly #browser: Browser;
  readonly #folder: string;
  #files = 0;

  private constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  static async launch(executablePath: string): Promise<ReportBrowser> {
    const browser = await chromium.launch({ executablePath });
    return new ReportBrowser(browser, temporaryFolder("html"));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Opens a file of this text; `hash` is what its address ends in. */
  async open(html: string, hash = "", options: BrowserContextOptions = {}): Promise<Opened> {
    const file = join(this.#folder, `${this.#files++} report.html`);
    writeFileSync(file, html);
    const context = await this.#browser.newContext({
      viewport: { width: 1366, height: 900 },
      acceptDownloads: true,
      ...options,
    });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    const address = pathToFileURL(file).href;
    page.on("request", (request) => {
      if (!request.url().startsWith(address)) requests.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(address + hash);
    return { page, requests, complaints };
  }
}
