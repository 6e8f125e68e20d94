import { defineConfig } from "vitest/config";
import { buildPage } from "./scripts/page.mjs";

export default defineConfig({
  // What the bundle has it from, too: the HTML report is rendered with the page as its source is now.
  define: { __PAGE__: JSON.stringify(JSON.stringify(await buildPage())) },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/own-process.ts"],
    reporters: ["default", "./test/reporter.ts"],
    // A busy machine with two cores must not make a slow test a red one; what has to be fast says so itself.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
