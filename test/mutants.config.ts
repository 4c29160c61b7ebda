import { relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What failed last, which the next mutant of the same file may well make fail too, then what is quick: the first failure ends a trial. */
class LikelyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const lastOf = ({ moduleId, project }: TestSpecification) =>
      this.ctx.cache.getFileTestResults(`${project.name}:${relative(this.ctx.config.root, moduleId)}`);
    const cost = (file: TestSpecification) => (lastOf(file)?.failed ? -1 : (lastOf(file)?.duration ?? 0));
    return files.toSorted((a, b) => cost(a) - cost(b));
  }
}

/** Globs; one with `!` before it leaves out. */
const patterns = (process.env["DAVY_MUTANT_TESTS"] ?? "").split(",").filter((pattern) => pattern !== "");

// The tests that `npm run mutants` asks of a folder, in one process: a mutant is switched on by a variable of it.
export default defineConfig({
  test: {
    env: { TZ: "UTC" },
    include: patterns.filter((pattern) => !pattern.startsWith("!")),
    exclude: ["**/node_modules/**", ...patterns.flatMap((pattern) => pattern.match(/(?<=^!).+/) ?? [])],
    setupFiles: ["test/mutants.setup.ts"],
    // No test takes a tenth of it; a mutant that keeps somebody waiting for ever takes all of it.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
    // All files in one thread, which is new for each mutant: what they import is loaded once.
    maxWorkers: 1,
    isolate: false,
    sequence: { sequencer: LikelyFirst },
  },
});
