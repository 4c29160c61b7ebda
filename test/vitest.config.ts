import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest of all, the dearest first: of what is begun last, one of these would keep the end waiting. */
const DEAREST = [
  "scripts/deb",
  "server/crash",
  "server/power-cut",
  "server/live-faults",
  "scripts/release",
  "server/lock-processes",
  "server/http/forget-device",
  "browser/walk",
  "browser/accessibility",
  "browser/access-screens",
  "browser/way-in",
  "browser/kiosk",
  "browser/alarms",
  "browser/offline",
  "browser/graph-files",
  "browser/graph",
  "browser/pinned-absence",
  "browser/soak",
  "browser/kiosk-server",
  "browser/trusted",
].map((name) => `/test/${name}.test.ts`);

/** Unit and integration tests first, then those in a browser, each the dearest first. */
class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = DEAREST.findIndex((name) => moduleId.endsWith(name));
      return (project.name === "browser" ? 1_000 : 0) + (place < 0 ? DEAREST.length : place);
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    env: { TZ: "UTC" },
    // A worker loads the packages once, and starts a browser once, not for each of hundreds of files. A file that leaves something
    // behind at the top of a module, or for all of the process, is a fault of that file.
    isolate: false,
    // A server in the test's own process has a thread with SQLite in it. V8 compiles the largest function of that anew, harder, in each
    // of hundreds of such threads as soon as it is warm, which takes a fifth of a second, and the thread cannot end before: not here.
    execArgv: ["--wasm-tiering-budget=1000000000"],
    // One more than the processors of the machine that this is measured on: a third of a test's time is waiting.
    maxWorkers: 3,
    sequence: { sequencer: DearestFirst },
    // Limits end what hangs, and judge nothing: where thirty others want the same two processors, the start of a server, a second's
    // work, takes twenty.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "test/output/**", "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
        },
      },
    ],
  },
});
