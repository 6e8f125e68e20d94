import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { buildPage } from "./scripts/page.mjs";
import LongestFirst from "./test/longest-first.ts";

export default defineConfig({
  // What the bundle has it from, too: the HTML report is rendered with the page as its source is now.
  define: { __PAGE__: JSON.stringify(JSON.stringify(await buildPage())) },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/run-folder.ts"],
    setupFiles: ["test/own-process.ts"],
    reporters: ["default", "./test/reporter.ts"],
    // Vitest would leave one core to its main process, which has little to do: of two that is half of the machine.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // A busy machine with two cores must not make a slow test a red one; what has to be fast says so itself.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
