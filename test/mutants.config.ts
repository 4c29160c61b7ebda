import { defineConfig } from "vitest/config";

// The tests that `npm run mutants` asks of a folder, in one process: a mutant is switched on by a variable of it.
export default defineConfig({
  test: {
    env: { TZ: "UTC" },
    include: (process.env["DAVY_MUTANT_TESTS"] ?? "").split(",").filter((pattern) => pattern !== ""),
    // Of a busy machine; a mutant that loops is ended sooner.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // All files in one thread, which is new for each mutant: what they import is loaded once.
    maxWorkers: 1,
    isolate: false,
  },
});
