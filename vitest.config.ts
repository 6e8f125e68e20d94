import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./test/reporter.ts"],
    // A busy machine with two cores must not make a slow test a red one; what has to be fast says so itself.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
